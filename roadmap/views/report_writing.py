"""The form in which a report is written, rewritten or corrected."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.models import Institution, User
from roadmap.forms.evidence import EvidenceFormSet, EvidenceRows
from roadmap.forms.report import ReportForm
from roadmap.limits import current_limits
from roadmap.models import Action, ProgressReport
from roadmap.permissions import can_correct_report, can_edit_report, can_report, speaks_for
from roadmap.rules.occurrence import Occurrence
from roadmap.rules.state import action_state
from roadmap.services import reporting
from roadmap.services.facts import facts_of, with_facts
from roadmap.views.report import load, moved_on

CARRIED_ON = ("status", "percent", "completed_on", "achievements", "challenge", "challenges", "next_steps", "signatory")


@never_cache
@login_required
def report_create(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A new report on an action, or the correction of a published one."""
    visible = Action.objects.visible_to(request.user).for_rows()
    action = get_object_or_404(visible, roadmap__slug=slug, code=code.replace("\0", ""))
    corrected = corrected_report(request, action)
    institutions = [corrected.institution] if corrected else institutions_for(request, action)
    if not institutions:
        raise PermissionDenied
    report = ProgressReport(action=action, corrects=corrected)
    before = corrected or (last_published(action, institutions[0]) if len(institutions) == 1 else None)
    return report_form(request, report, institutions, before)


@never_cache
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft or returned report, rewritten by whoever speaks for its institution."""
    report = load(request, pk)
    if not speaks_for(request.user, report.institution):
        raise PermissionDenied
    if not can_edit_report(request.user, report):
        return moved_on(request, report)
    return report_form(request, report, [report.institution])


def corrected_report(request: HttpRequest, action: Action) -> ProgressReport | None:
    """The published report that is to be corrected, if the address names one."""
    pk = request.GET.get("corrects", "")
    if not pk:
        return None
    visible = ProgressReport.objects.visible_to(request.user).published().filter(action=action)
    corrected = get_object_or_404(visible, pk=int(pk) if pk.isdecimal() else 0)
    if not can_correct_report(request.user, corrected):
        raise PermissionDenied
    return corrected


def institutions_for(request: HttpRequest, action: Action) -> list[Institution]:
    """The leading institutions for which the user may report; ``?institution=<code>`` narrows them to one."""
    focal = {party.country_id: party.focal_institution for party in action.roadmap.parties.all()}
    leads = [part.institution or focal.get(part.country_id) for part in action.leads()]
    wanted = request.GET.get("institution")
    return [
        lead
        for lead in dict.fromkeys(leads)
        if lead and wanted in (None, lead.code) and can_report(request.user, action, lead)
    ]


def last_published(action: Action, institution: Institution) -> ProgressReport | None:
    """What the institution last said, so that only what has changed needs to be written."""
    return action.reports.published().filter(institution=institution).order_by("-as_at", "-published_at").first()


def report_form(
    request: HttpRequest,
    report: ProgressReport,
    institutions: list[Institution],
    before: ProgressReport | None = None,
) -> HttpResponse:
    """Shows the form, and saves a valid one as a draft or as submitted."""
    form = ReportForm(
        request.POST or None,
        instance=report,
        initial=reached_in(report) if report.pk else first_values(request.user, report, before),
        user=request.user,
        today=timezone.localdate(),
        institutions=institutions,
        owed=periods_owed(request.user, report.action),
    )
    documents = EvidenceFormSet(request.POST or None, request.FILES or None, prefix="evidence")
    if request.method == "POST" and all([form.is_valid(), documents.is_valid()]):
        return save(request, form, documents)
    context = {
        "form": form,
        "documents": documents,
        "report": report,
        "action": report.action,
        "before": before,
        "by_letter": report.by_letter
        if report.pk
        else any(one.pk != request.user.institution_id for one in institutions),
        "files_lost": bool(request.FILES),
    }
    return render(request, "roadmap/report_form.html", context)


def first_values(user: User, report: ProgressReport, before: ProgressReport | None) -> dict[str, Any]:
    """The values with which the form of a new report opens."""
    values: dict[str, Any] = {"as_at": timezone.localdate(), "language": user.language}
    if before:
        values |= {name: getattr(before, name) for name in CARRIED_ON}
        values |= reached_in(before)
    if report.corrects:
        same = ("as_at", "language", "period", "delivered_on", "letter_number", "letter_date")
        values |= {name: getattr(report.corrects, name) for name in same}
    return values


def reached_in(report: ProgressReport) -> dict[str, Any]:
    """The milestones that a report says were reached, as values of the form."""
    return {ReportForm.milestone_field(one.milestone_id): one.on for one in report.milestones_reached.all()}


def periods_owed(user: User, action: Action) -> list[tuple[Occurrence, date | None]]:
    """What the user's country owes of a recurring duty up to today, each with its delivery if there was one."""
    today = timezone.localdate()
    loaded = with_facts(Action.objects.filter(pk=action.pk)).get()
    mine = [
        party
        for party in action_state(facts_of(loaded, current_limits()), today).parties
        if user.country and party.country == user.country.code
    ]
    return [
        (one, {delivery.period: delivery.on for delivery in party.delivered}.get(one.period))
        for party in mine
        for one in party.occurrences
        if one.period <= today
    ]


def save(request: HttpRequest, form: ReportForm, documents: EvidenceRows) -> HttpResponse:
    """Writes a valid form and, where that was asked for, hands the report to the coordinator."""
    report = form.save(commit=False)
    now, today = timezone.now(), timezone.localdate()
    try:
        report = reporting.write(report, form.papers(documents.documents()), request.user, now)
        if request.POST.get("then") == "submit":
            reporting.submit(report, request.user, now, today)
            messages.success(request, _("The report has been submitted to the national coordinator."))
        else:
            messages.success(
                request, _("The draft has been saved. Your institution and your national coordinator see it.")
            )
    except reporting.StateChangedError:
        return moved_on(request, report)
    return redirect("report", report.pk)
