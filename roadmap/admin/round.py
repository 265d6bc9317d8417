from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.admin.base import Kept, ReadOnly, every_language
from roadmap.models import ReportingRound


@admin.register(ReportingRound)
class ReportingRoundAdmin(ReadOnly, Kept, admin.ModelAdmin):
    """Rounds to be read: they are opened and called off in the workspace, and their days are fixed."""

    list_display = ["name", "roadmap", "country", "opens", "due", "closes", "called_off_at", "link"]
    list_display_links = None
    list_filter = [("roadmap", admin.RelatedOnlyFieldListFilter), ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["roadmap", "country"]
    search_fields = every_language("title")
    date_hierarchy = "due"
    show_facets = admin.ShowFacets.ALWAYS
    fields = [
        "link", *every_language("title"), "roadmap", "country", "inside", "opens", "due", "closes",
        "recorded_at", "recorded_by", "called_off_at", "called_off_by",
    ]  # fmt: skip
    readonly_fields = ["link", "recorded_at", "recorded_by", "called_off_at", "called_off_by"]

    @admin.display(description=gettext_lazy("reporting round"))
    def name(self, one: ReportingRound) -> str:
        return str(one)

    @admin.display(description=gettext_lazy("page"))
    def link(self, one: ReportingRound) -> str:
        return format_html('<a href="{}">{}</a>', reverse("round", args=[one.roadmap.slug, one.pk]), _("Open"))
