from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import TranslatedAdmin, TranslatedInline, lasting, sources, texts, when
from cooperation.forms.consistent import ConsistentFormSet
from cooperation.models import Body, BodyMember, Mandate
from cooperation.services.contradictions import older_than_body


class SpanFormSet(ConsistentFormSet):
    """Mandates or members: none began before the body was established."""

    told_at = "since_latest"

    def contradicting(self, records):
        return older_than_body(self.instance, records)


class MandateInline(TranslatedInline):
    """The instruments under which it works."""

    model = Mandate
    formset = SpanFormSet
    fieldsets = [(None, {"fields": ["instrument"]}), lasting(), sources()]
    autocomplete_fields = ["instrument", "sources"]


class MemberInline(TranslatedInline):
    model = BodyMember
    formset = SpanFormSet
    fieldsets = [(None, {"fields": [("country", "institution", "capacity")]}), lasting(), sources()]
    autocomplete_fields = ["country", "institution", "sources"]


@admin.register(Body)
class BodyAdmin(TranslatedAdmin):
    """Joint bodies with their mandates and members."""

    list_display = ["name", "kind", "organisation"]
    list_filter = ["kind", ("members__country", admin.RelatedOnlyFieldListFilter)]
    autocomplete_fields = ["organisation", "sources"]
    fieldsets = [
        texts(_("Name"), "name"),
        (None, {"fields": [("kind", "organisation"), "slug", "spellings"]}),
        when(_("Established")),
        sources(),
    ]
    inlines = [MandateInline, MemberInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation").prefetch_related("organisation__names")
