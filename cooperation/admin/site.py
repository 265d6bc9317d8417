from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import NeverDeleted, TranslatedAdmin, sources, texts, when
from cooperation.models import Site


@admin.register(Site)
class SiteAdmin(NeverDeleted, TranslatedAdmin):
    """Protected areas, plateaus, basins and places."""

    list_display = ["name", "kind", "in_countries"]
    list_filter = ["kind", "countries"]
    autocomplete_fields = ["countries", "whole", "sources"]
    fieldsets = [
        texts(_("Name"), "name"),
        (None, {"fields": ["kind", "countries", ("whole", "reference"), "slug", "spellings"]}),
        when(_("Founded or inscribed")),
        sources(),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("countries")

    @admin.display(description=Site._meta.get_field("countries").verbose_name)
    def in_countries(self, site: Site) -> str:
        return ", ".join(map(str, site.countries.all()))
