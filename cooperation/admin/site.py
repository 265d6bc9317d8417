from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import NeverDeleted, TranslatedAdmin, every_language, sources, texts
from cooperation.models import Site


@admin.register(Site)
class SiteAdmin(NeverDeleted, TranslatedAdmin):
    """Protected areas, plateaus, basins and places."""

    list_display = ["name", "kind", "in_countries"]
    list_filter = ["kind", "countries"]
    search_fields = ["slug", "spellings", *every_language("name")]
    autocomplete_fields = ["countries", "sources"]
    fieldsets = [
        texts(_("Name"), "name"),
        (None, {"fields": ["kind", "countries", "slug", "spellings"]}),
        sources(),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("countries")

    @admin.display(description=Site._meta.get_field("countries").verbose_name)
    def in_countries(self, site: Site) -> str:
        return ", ".join(map(str, site.countries.all()))
