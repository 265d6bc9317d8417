from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import TranslatedAdmin, texts
from cooperation.models import Country


@admin.register(Country)
class CountryAdmin(TranslatedAdmin):
    """Countries of ISO 3166-1; the code stays."""

    list_display = ["code", "name"]
    list_display_links = ["code", "name"]
    fieldsets = [(None, {"fields": ["code"]}), texts(_("Name"), "name")]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []
