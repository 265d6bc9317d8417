"""The road of a report: written, submitted, returned with a reason or published; and the status that follows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import User
from roadmap.choices import Recurrence, ReportState, Status, Timing
from roadmap.models import Action, Evidence, Milestone, MilestoneReached, ProgressReport
from roadmap.rules.facts import Limits
from roadmap.rules.occurrence import period_start
from roadmap.services.evidence import Examined, keep
from roadmap.services.recompute import recompute


@dataclass(frozen=True)
class Papers:
    """What goes with a report: milestones reached, evidence to add (with its file, if it is one) and to take away."""

    reached: Mapping[Milestone, date] = field(default_factory=dict)
    added: Iterable[tuple[Evidence, Examined | None]] = ()
    removed: Iterable[Evidence] = ()


class StateChangedError(Exception):
    """Someone else has moved the report on in the meantime."""


def locked(report: ProgressReport, *states: ReportState) -> ProgressReport:
    """The report as stored now, locked until the transaction ends. Raises StateChangedError if it has moved on."""
    now_stored = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if now_stored.state not in states:
        raise StateChangedError
    return now_stored


def check_report(report: ProgressReport, today: date) -> None:
    """Raises ValidationError, by field, where a report cannot be submitted as it is."""
    if errors := dict([*_wrong_days(report, today), *_wrong_completion(report), *_wrong_delivery(report)]):
        raise ValidationError(errors)
    corrected = report.corrects
    if corrected and (corrected.state, corrected.action_id, corrected.institution_id) != (
        ReportState.PUBLISHED,
        report.action_id,
        report.institution_id,
    ):
        raise ValidationError(_("A report corrects a published one of the same institution on the same action."))


def _wrong_days(report: ProgressReport, today: date) -> Iterator[tuple[str, str]]:
    if report.as_at > today:
        yield "as_at", _("This day has not come yet.")
    if report.as_at.year < report.action.roadmap.first_year:
        yield "as_at", _("This day is before the roadmap begins.")
    if report.by_letter and not report.letter_number:
        yield "letter_number", _("Give the number of the letter on which this report rests.")
    if report.by_letter and report.letter_date is None:
        yield "letter_date", _("Give the day of the letter on which this report rests.")
    if report.letter_date and report.letter_date > today:
        yield "letter_date", _("This day has not come yet.")


def _wrong_completion(report: ProgressReport) -> Iterator[tuple[str, str]]:
    if report.status == Status.COMPLETED and report.completed_on is None:
        yield "completed_on", _("Say on which day the action was completed.")
    if report.completed_on and report.status != Status.COMPLETED:
        yield "completed_on", _("Only a completed action has a day of completion.")
    if report.completed_on and report.completed_on > report.as_at:
        yield "completed_on", _("The day of completion is after the day that the report describes.")


def _wrong_delivery(report: ProgressReport) -> Iterator[tuple[str, str]]:
    if (report.period is None) != (report.delivered_on is None):
        yield "delivered_on", _("A delivery has its period and its day.")
    if report.period and report.action.timing != Timing.RECURRING:
        yield "period", _("Only a recurring duty has deliveries.")
    elif report.period and report.period != period_start(report.period, Recurrence(report.action.recurrence)):
        yield "period", _("This is not the first day of a period.")
    if report.delivered_on and report.delivered_on > report.as_at:
        yield "delivered_on", _("The day of delivery is after the day that the report describes.")


@transaction.atomic
def write(report: ProgressReport, papers: Papers, by: User, now: datetime) -> ProgressReport:
    """Saves a new or open report with its milestones and evidence. Raises StateChangedError if it has moved on."""
    if report.pk is None:
        report.recorded_at, report.recorded_by = now, by
        report.save()
    else:
        report.state = locked(report, ReportState.DRAFT, ReportState.RETURNED).state
        written = [column.name for column in report._meta.concrete_fields if column.editable and not column.primary_key]
        report.save(update_fields=written)  # the columns of its road may have moved on since it was read
    report.milestones_reached.all().delete()
    MilestoneReached.objects.bulk_create(
        MilestoneReached(report=report, milestone=milestone, on=on) for milestone, on in papers.reached.items()
    )
    report.evidence.filter(pk__in=[evidence.pk for evidence in papers.removed]).delete()
    for evidence, examined in papers.added:
        evidence.report, evidence.recorded_at, evidence.recorded_by = report, now, by
        if examined:
            keep(evidence, examined)
        evidence.save()
    return report


@transaction.atomic
def submit(report: ProgressReport, by: User, now: datetime, today: date) -> ProgressReport:
    """Hands a draft or returned report to the coordinator. Raises ValidationError, StateChangedError."""
    report = locked(report, ReportState.DRAFT, ReportState.RETURNED)
    check_report(report, today)
    report.submit(by, now)
    return report


@transaction.atomic
def give_back(report: ProgressReport, by: User, now: datetime, reason: str) -> ProgressReport:
    """Returns a submitted report with a reason. Raises ValidationError without one, StateChangedError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say what is missing or wrong.")})
    report = locked(report, ReportState.SUBMITTED)
    report.give_back(by, now, reason.strip())
    return report


@transaction.atomic
def publish(report: ProgressReport, by: User, now: datetime, today: date, limits: Limits) -> ProgressReport:
    """Publishes a submitted report for good, and brings the action's status to it. Raises StateChangedError."""
    report = locked(report, ReportState.SUBMITTED)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, now
    report.save()
    recompute(Action.objects.filter(pk=report.action_id), today, limits)
    return report
