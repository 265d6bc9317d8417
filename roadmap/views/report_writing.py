"""The form in which a report is written, rewritten or corrected."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.forms.meanwhile import refuse
from cooperation.models import Country, Institution, User
from cooperation.models.occasion import noting
from cooperation.services.meanwhile import ChangedMeanwhileError, check_unchanged, opened_with
from roadmap.forms.evidence import EvidenceFormSet, EvidenceRows
from roadmap.forms.report import ReportForm
from roadmap.models import Action, ProgressReport, ReportingRound
from roadmap.permissions import can_correct_report, can_edit_report, can_report, speaks_for
from roadmap.services import reporting
from roadmap.services.deliveries import Owed, owed_by
from roadmap.services.report_check import is_behind_on
from roadmap.views.report import load, moved_on

CARRIED_ON = (
    "status", "percent", "completed_on", "achievements", "challenge", "challenges", "next_steps", "signatory",
    "approved_by",
)  # fmt: skip
# What each delivery of a recurring duty tells anew.
TOLD_ANEW = ("achievements", "challenge", "challenges")


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
    if request.method == "GET" and (other := begun_in_round(request, report, institutions)):
        messages.info(request, _("There is a report on this action in this round already: this is it."))
        return redirect("report-edit" if can_edit_report(request.user, other) else "report", other.pk)
    return report_form(request, report, institutions, before)


def begun_in_round(
    request: HttpRequest, report: ProgressReport, institutions: list[Institution]
) -> ProgressReport | None:
    """The report that the institution has in the round of the address, if it has one."""
    asked = request.GET.get("round", "")
    if report.corrects or len(institutions) != 1 or not asked.isdecimal():
        return None
    mine = ProgressReport.objects.filter(action=report.action, institution=institutions[0], corrects=None)
    return mine.filter(round=int(asked)).first()


def rounds_for(report: ProgressReport, country: Country) -> "QuerySet[ReportingRound]":
    """The rounds of a country that take a report on an action, and the one in which it stands; those open first."""
    rounds, today = ReportingRound.objects.filter(roadmap=report.action.roadmap), timezone.localdate()
    mine = rounds.for_country(country.pk).opened(today) | rounds.filter(pk=report.round_id)
    has_closed = Case(When(closes__lt=today, then=1), default=0)
    return mine.order_by(has_closed, "closes", "pk")


def first_round(
    request: HttpRequest, report: ProgressReport, institutions: list[Institution], rounds: "QuerySet[ReportingRound]"
) -> ReportingRound | None:
    """The round of the address; without one the first to close of those that wait for a report of the institution."""
    asked = request.GET.get("round")
    if asked is not None:
        return rounds.filter(pk=int(asked)).first() if asked.isdecimal() else None
    given = ProgressReport.objects.filter(action=report.action, institution__in=institutions, corrects=None)
    is_open = rounds.filter(closes__gte=timezone.localdate())
    return is_open.exclude(pk__in=given.filter(round__isnull=False).values("round")).first()


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
    today, country = timezone.localdate(), institutions[0].country
    rounds = rounds_for(report, country)
    owed = owed_by(country, report.action, today)
    initial = reached_in(report) if report.pk else first_values(request.user, report, before, owed)
    if report.pk is None:
        initial["round"] = first_round(request, report, institutions, rounds)
    form = ReportForm(
        request.POST or None,
        instance=report,
        initial=initial,
        user=request.user,
        today=today,
        to_submit=request.POST.get("then") == "submit",
        institutions=institutions,
        rounds=rounds,
        owed=owed,
    )
    documents = EvidenceFormSet(request.POST or None, request.FILES or None, prefix="evidence")
    carried = (
        opened_with(reporting.parts_of(report)) if request.method != "POST" else request.POST.get("opened_with", "")
    )
    if request.method == "POST" and all([form.is_valid(), documents.is_valid()]):
        try:
            return save(request, form, documents)
        except reporting.GivenAlreadyError:
            form.refuse_second(report)
        except ChangedMeanwhileError as changed:
            refuse(form, changed, besides={"removed"})
            carried = opened_with(reporting.parts_of(report))
    context = {
        "opened_with": carried,
        "form": form,
        "documents": documents,
        "report": report,
        "action": report.action,
        "before": before,
        "by_letter": report.by_letter
        if report.pk
        else any(one.pk != request.user.institution_id for one in institutions),
        "files_lost": bool(request.FILES),
        "is_behind": is_behind_on(as_of(report, institutions[0], initial.get("period")), today),
    }
    return render(request, "roadmap/report_form.html", context)


def as_of(report: ProgressReport, institution: Institution, period: date | None) -> ProgressReport:
    """A report of the institution as at today, with nothing delivered by it but the period with which it opens."""
    today = timezone.localdate()
    delivered_on = today if period else None
    return ProgressReport(
        action=report.action, institution=institution, as_at=today, period=period, delivered_on=delivered_on
    )


def first_values(user: User, report: ProgressReport, before: ProgressReport | None, owed: list[Owed]) -> dict[str, Any]:
    """The values with which the form of a new report opens."""
    today = timezone.localdate()
    values: dict[str, Any] = {"as_at": today, "language": user.language, **first_delivery(owed, today)}
    if before:
        told_anew = TOLD_ANEW if owed and not report.corrects else ()
        values |= {name: getattr(before, name) for name in CARRIED_ON if name not in told_anew}
        values |= reached_in(before)
    if report.corrects:
        same = ("as_at", "language", "period", "delivered_on", "letter_number", "letter_date")
        values |= {name: getattr(report.corrects, name) for name in same}
    return values


def reached_in(report: ProgressReport) -> dict[str, Any]:
    """The milestones that a report says were reached, as values of the form."""
    return {ReportForm.milestone_field(one.milestone_id): one.on for one in report.milestones_reached.all()}


def first_delivery(owed: list[Owed], today: date) -> dict[str, Any]:
    """The oldest period that is not delivered, and today as its day where it is over and still in time."""
    for one in owed:
        if one.report is None:
            in_time = one.occurrence.last_day < today <= one.occurrence.due
            return {"period": one.occurrence.period, "delivered_on": today if in_time else None}
    return {}


def save(request: HttpRequest, form: ReportForm, documents: EvidenceRows) -> HttpResponse:
    """Writes a valid form and, where that was asked for, hands the report to the coordinator."""
    report = form.save(commit=False)
    now, today = timezone.now(), timezone.localdate()
    try:
        with noting(now, request.user):
            check_unchanged(reporting.parts_of(report), request.POST.get("opened_with", ""))
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
    except ValidationError as refused:  # the draft is kept; what it lacks has changed since the form was checked
        for message in refused.messages:
            messages.error(request, message)
        return redirect("report-edit", report.pk)
    return redirect("report", report.pk)
