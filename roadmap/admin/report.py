from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.admin.base import Kept, ReadOnly
from roadmap.models import Action, Clarification, Evidence, ProgressReport


def report_link(report: ProgressReport) -> str:
    """To the page on which a report is read, returned and published; to nothing from a form with a wrong key."""
    if report.pk is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("report", args=[report.pk]), _("Open"))


class OfAnAction:
    """Found by their own words, or by those of their action. Stands before ``ModelAdmin``."""

    of_action = "action"

    def get_search_results(self, request, queryset, search_term):
        found, distinct = super().get_search_results(request, queryset, search_term)
        actions = Action.objects.matching(search_term)
        return (found | queryset.filter(**{f"{self.of_action}__in": actions}) if search_term else found), distinct


@admin.register(ProgressReport)
class ProgressReportAdmin(OfAnAction, ReadOnly, Kept, admin.ModelAdmin):
    """What may be seen of reports; they are written and published in the workspace."""

    list_display = ["code", "institution", "state", "status", "as_at", "letter_number", "link"]
    list_display_links = None
    list_filter = [
        "state",
        "status",
        ("action__roadmap", admin.RelatedOnlyFieldListFilter),
        ("institution__country", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["institution__code", "letter_number"]
    date_hierarchy = "as_at"
    show_facets = admin.ShowFacets.ALWAYS
    fields = [
        "link", "action", "institution", "state", "corrects", "as_at", "status", "percent", "completed_on",
        "achievements", "challenge", "challenges", "next_steps", "language",
        "letter_number", "letter_date", "signatory", "period", "delivered_on",
        "withheld_on", "withheld_ground", "withheld_by", "withheld_sha256",
    ]  # fmt: skip
    readonly_fields = ["state", "link", "withheld_on", "withheld_ground", "withheld_by", "withheld_sha256"]

    def get_queryset(self, request):
        reports = ProgressReport.objects.visible_to(request.user)
        return reports.select_related("action__roadmap", "institution__country").prefetch_related("institution__names")

    @admin.display(description=gettext_lazy("action"), ordering="action__code")
    def code(self, report: ProgressReport) -> str:
        return str(report.action)

    @admin.display(description=gettext_lazy("page"))
    def link(self, report: ProgressReport) -> str:
        return report_link(report)


@admin.register(Evidence)
class EvidenceAdmin(OfAnAction, ReadOnly, Kept, admin.ModelAdmin):
    """What may be seen of the documents of reports."""

    list_display = ["title", "report", "language", "captured_on", "confidentiality", "link"]
    list_display_links = None
    list_filter = ["confidentiality", "language", ("report__institution__country", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "file_name", "sha256"]
    of_action = "report__action"
    show_facets = admin.ShowFacets.ALWAYS
    fields = [
        "link", "report", "title", "language", "captured_on", "confidentiality",
        "sha256", "size", "withheld_on", "withheld_ground", "withheld_by",
    ]  # fmt: skip
    readonly_fields = ["link", "sha256", "size", "withheld_on", "withheld_ground", "withheld_by"]

    def get_queryset(self, request):
        evidence = Evidence.objects.visible_to(request.user).select_related("report__action", "report__institution")
        return evidence.prefetch_related("report__institution__names")

    @admin.display(description=gettext_lazy("document"))
    def link(self, evidence: Evidence) -> str:
        if evidence.withheld_on:
            return _("withheld")
        address = evidence.url or reverse("evidence", args=[evidence.sha256])
        return format_html('<a href="{}">{}</a>', address, evidence.file_name or evidence.url)


@admin.register(Clarification)
class ClarificationAdmin(OfAnAction, ReadOnly, Kept, admin.ModelAdmin):
    """What was asked and answered; both are written in the workspace."""

    list_display = ["country", "short_question", "report", "recorded_at", "answered_at", "public_at", "link"]
    list_display_links = None
    list_filter = [
        ("report__action__roadmap", admin.RelatedOnlyFieldListFilter),
        ("country", admin.RelatedOnlyFieldListFilter),
        ("report__institution__country", admin.RelatedOnlyFieldListFilter),
        ("answered_at", admin.EmptyFieldListFilter),
        ("public_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["question", "answer"]
    of_action = "report__action"
    date_hierarchy = "recorded_at"
    show_facets = admin.ShowFacets.ALWAYS
    fields = readonly_fields = [
        "link", "report", "country", "question", "language", "recorded_at", "recorded_by",
        "answer", "answer_language", "answered_at", "answered_by", "public_at",
    ]  # fmt: skip

    def get_queryset(self, request):
        asked = Clarification.objects.visible_to(request.user)
        about = asked.select_related("country", "report__action", "report__institution")
        return about.prefetch_related("report__institution__names")

    @admin.display(description=gettext_lazy("question"))
    def short_question(self, one: Clarification) -> str:
        return Truncator(one.question).chars(120)

    @admin.display(description=gettext_lazy("page"))
    def link(self, one: Clarification) -> str:
        return report_link(one.report)
