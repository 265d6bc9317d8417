from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import TranslatedAdmin, sources, texts, when
from cooperation.models import Recognition


@admin.register(Recognition)
class RecognitionAdmin(TranslatedAdmin):
    """Honours given for the joint work."""

    list_display = ["title", "person", "country", "earliest"]
    list_filter = [("country", admin.RelatedOnlyFieldListFilter), ("given_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    autocomplete_fields = ["country", "institution", "given_by", "given_by_institution", "sources"]
    fieldsets = [
        texts(_("Honour"), "title"),
        when(),
        (None, {"fields": [("country", "institution"), ("given_by", "given_by_institution"), "slug"]}),
        texts(_("Given to"), "person"),
        texts(_("Office of the person"), "office", folded=True),
        texts(_("For what"), "reason", folded=True),
        sources(),
    ]
