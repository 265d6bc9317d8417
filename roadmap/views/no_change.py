"""«No change», said with one click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.models import Institution
from roadmap.models import Action, ProgressReport, ReportingRound
from roadmap.permissions import can_report
from roadmap.services import reporting
from roadmap.views.report_writing import last_published, rounds_for


@require_POST
@login_required
def report_no_change(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Submits, in a round, what the institution said last; where more has to be said, leads to the form."""
    visible = Action.objects.visible_to(request.user).select_related("roadmap")
    action = get_object_or_404(visible, roadmap__slug=slug, code=code.replace("\0", ""))
    institution = get_object_or_404(Institution, code=request.POST.get("institution", "").replace("\0", ""))
    if not can_report(request.user, action, institution):
        raise PermissionDenied
    one, before = round_of(request, action, institution), last_published(action, institution)
    if before is None:
        messages.error(request, _("Nothing has been published before: say how far the action has come."))
        return to_form(action, institution, one)
    try:
        report = reporting.report_no_change(before, one, request.user, timezone.now(), timezone.localdate())
    except reporting.GivenAlreadyError as refused:
        messages.info(request, _("There is a report on this action in this round already: this is it."))
        return redirect("report", refused.other.pk)
    except ValidationError as refused:
        for message in refused.messages:
            messages.error(request, message)
        return to_form(action, institution, one)
    messages.success(request, _("“No change” has been submitted to the national coordinator."))
    return redirect("report", report.pk)


def round_of(request: HttpRequest, action: Action, institution: Institution) -> ReportingRound:
    """The round that is named, if it takes reports of the institution; 404 otherwise."""
    pk = request.POST.get("round", "")
    if not pk.isdecimal() or institution.country is None:
        raise Http404
    rounds = rounds_for(ProgressReport(action=action), institution.country)
    return get_object_or_404(rounds, pk=int(pk))


def to_form(action: Action, institution: Institution, one: ReportingRound) -> HttpResponse:
    """The form of the report, filled in from the one before."""
    address = reverse("report-create", args=[action.roadmap.slug, action.code])
    return redirect(f"{address}?{urlencode({'institution': institution.code, 'round': one.pk})}")
