"""A report's page, and the verbs that carry it from its draft to its publication."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from cooperation.models import User
from roadmap.choices import ReportState, StepKind
from roadmap.limits import current_limits
from roadmap.models import Evidence, ProgressReport
from roadmap.permissions import (
    can_correct_report,
    can_edit_report,
    can_publish_report,
    can_return_report,
    can_see_road,
    can_submit_report,
    can_withhold,
    coordinates,
    speaks_for,
)
from roadmap.services import reporting
from roadmap.views.clarification import question_form, talks_on


@dataclass(frozen=True)
class Step:
    """One step of a report's road."""

    words: str
    at: datetime
    by: User
    reason: str


def road_of(report: ProgressReport) -> list[Step]:
    """Who wrote, submitted, returned and published a report, each time, in the order of time."""
    words = {
        StepKind.BEGUN: _("Entered on behalf of the institution, by letter") if report.by_letter else _("Begun"),
        StepKind.SUBMITTED: _("Submitted"),
        StepKind.RETURNED: _("Returned"),
        StepKind.PUBLISHED: _("Published"),
    }
    steps = report.steps.select_related("by")
    return [Step(words[StepKind(step.kind)], step.at, step.by, step.reason) for step in steps]


def said_before(report: ProgressReport) -> ProgressReport | None:
    """What a report of no change says again: the last of its institution that was published when it was written."""
    said = ProgressReport.objects.published().filter(action=report.action, institution=report.institution)
    return (
        said.exclude(pk=report.pk)
        .filter(published_at__lte=report.recorded_at)
        .order_by("-as_at", "-published_at")
        .first()
    )


@method_decorator(never_cache, name="dispatch")
class ReportDetail(DetailView):
    """The whole report; to its own country also its road, and to each the verbs that are allowed."""

    template_name = "roadmap/report_detail.html"
    context_object_name = "report"

    def get_queryset(self) -> Any:
        user = self.request.user
        reports = ProgressReport.objects.visible_to(user).select_related(
            "action__roadmap", "institution__country", "round"
        )
        return reports.prefetch_related(Prefetch("evidence", Evidence.objects.visible_to(user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, report = self.request.user, self.object
        return super().get_context_data(
            action=report.action,
            milestones=report.milestones_reached.select_related("milestone"),
            unchanged_since=said_before(report) if report.no_change else None,
            road=road_of(report) if can_see_road(user, report) else [],
            can_edit=can_edit_report(user, report),
            can_submit=can_submit_report(user, report),
            can_return=can_return_report(user, report),
            can_publish=can_publish_report(user, report),
            can_correct=can_correct_report(user, report),
            can_withhold=can_withhold(user, report),
            talks=talks_on(report, user),
            question_form=question_form(report, user),
            **kwargs,
        )


def load(request: HttpRequest, pk: int) -> ProgressReport:
    """The report, if the user may see it; 404 otherwise."""
    visible = ProgressReport.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("action__roadmap", "institution__country"), pk=pk)


@require_POST
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands an open report to the national coordinator."""
    report = load(request, pk)
    if not speaks_for(request.user, report.institution):
        raise PermissionDenied
    try:
        reporting.submit(report, request.user, timezone.now(), timezone.localdate())
    except reporting.StateChangedError:
        return moved_on(request, report)
    except ValidationError as refused:
        for message in refused.messages:
            messages.error(request, message)
        return redirect("report-edit", pk)
    messages.success(request, _("The report has been submitted to the national coordinator."))
    return redirect("report", pk)


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a submitted report back to its author, with the reason."""
    report = load(request, pk)
    if not coordinates(request.user, report.institution):
        raise PermissionDenied
    try:
        reporting.give_back(report, request.user, timezone.now(), request.POST.get("reason", "").replace("\0", ""))
    except reporting.StateChangedError:
        return moved_on(request, report)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("report", pk)
    messages.success(request, _("The report has been returned with the reason."))
    return redirect("report", pk)


@require_POST
def report_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publishes a submitted report for good."""
    report = load(request, pk)
    if not coordinates(request.user, report.institution):
        raise PermissionDenied
    try:
        reporting.publish(report, request.user, timezone.now(), timezone.localdate(), current_limits())
    except reporting.StateChangedError:
        return moved_on(request, report)
    messages.success(request, _("The report is published. The status of the action follows from it."))
    return redirect("report", pk)


def moved_on(request: HttpRequest, report: ProgressReport) -> HttpResponse:
    """Tells that someone else was quicker, and what has happened; nothing was changed."""
    report = ProgressReport.objects.select_related("submitted_by", "returned_by", "published_by").get(pk=report.pk)
    words = {
        ReportState.DRAFT: _("Nothing was changed: this report is a draft and has not been submitted."),
        ReportState.SUBMITTED: _("Nothing was changed: %(name)s has submitted this report in the meantime."),
        ReportState.RETURNED: _("Nothing was changed: %(name)s has returned this report in the meantime."),
        ReportState.PUBLISHED: _("Nothing was changed: %(name)s has published this report in the meantime."),
    }
    by = {
        ReportState.SUBMITTED: report.submitted_by,
        ReportState.RETURNED: report.returned_by,
        ReportState.PUBLISHED: report.published_by,
    }
    messages.error(request, words[ReportState(report.state)] % {"name": by.get(ReportState(report.state))})
    return redirect("report", report.pk)
