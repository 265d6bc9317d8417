"""The road of a report: written, submitted, returned with a reason or published; and the status that follows."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.models.occasion import on_record
from cooperation.services.meanwhile import Part
from roadmap.choices import ReportState, StepKind
from roadmap.models import (
    Action,
    Evidence,
    Milestone,
    MilestoneReached,
    ProgressReport,
    ReportingRound,
    ReportStep,
)
from roadmap.rules.facts import Limits
from roadmap.services.evidence import Examined, keep
from roadmap.services.recompute import recompute
from roadmap.services.report_check import check_report, given_already


@dataclass(frozen=True)
class Papers:
    """What goes with a report: milestones reached, evidence to add (with its file, if it is one) and to take away."""

    reached: Mapping[Milestone, date] = field(default_factory=dict)
    added: Iterable[tuple[Evidence, Examined | None]] = ()
    removed: Iterable[Evidence] = ()


def parts_of(report: ProgressReport) -> list[Part]:
    """What the form of a report shows; nothing of one that is not saved yet."""
    if report.pk is None:
        return []
    parts = [Part(model, {"report": report.pk}) for model in (MilestoneReached, Evidence)]
    return [Part(ProgressReport, {"id": report.pk}), *parts]


class StateChangedError(Exception):
    """Someone else has moved the report on in the meantime."""


class GivenAlreadyError(Exception):
    """Someone else has begun the institution's report on this action in this round in the meantime."""

    def __init__(self, other: ProgressReport) -> None:
        super().__init__(other)
        self.other = other


@contextmanager
def one_a_round(report: ProgressReport) -> Iterator[None]:
    """Raises GivenAlreadyError where the database holds another report in the same round."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if other := given_already(report, report.pk):
            raise GivenAlreadyError(other) from None
        raise


def locked(report: ProgressReport, *states: ReportState) -> ProgressReport:
    """The report as stored now, locked until the transaction ends. Raises StateChangedError if it has moved on."""
    now_stored = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if now_stored.state not in states:
        raise StateChangedError
    return now_stored


def _step(report: ProgressReport, kind: StepKind, by: User, now: datetime, reason: str = "") -> None:
    ReportStep.objects.create(report=report, kind=kind, by=by, at=now, reason=reason)


@on_record
def write(report: ProgressReport, papers: Papers, by: User, now: datetime) -> ProgressReport:
    """Saves a new or open report with its milestones and evidence.

    Raises StateChangedError if it has moved on, GivenAlreadyError if its round holds another one by now.
    """
    if report.pk is None:
        report.recorded_at, report.recorded_by = now, by
        report.by_letter = by.institution_id != report.institution_id
        with one_a_round(report):
            report.save()
        _step(report, StepKind.BEGUN, by, now)
    else:
        report.state = locked(report, ReportState.DRAFT, ReportState.RETURNED).state
        report.no_change = False  # what is written anew no longer only repeats
        written = [column.name for column in report._meta.concrete_fields if column.editable and not column.primary_key]
        with one_a_round(report):
            report.save(update_fields=[*written, "no_change"])  # those of its road may have moved on since it was read
    _reach(report, papers.reached)
    report.evidence.filter(pk__in=[evidence.pk for evidence in papers.removed]).delete()
    for evidence, examined in papers.added:
        evidence.report, evidence.recorded_at, evidence.recorded_by = report, now, by
        if examined:
            keep(evidence, examined)
        evidence.save()
    return report


def _reach(report: ProgressReport, reached: Mapping[Milestone, date]) -> None:
    """Writes only what differs from the milestones that the report names already."""
    stored = {one.milestone_id: one for one in report.milestones_reached.all()}
    for milestone, on in reached.items():
        one = stored.pop(milestone.pk, None) or MilestoneReached(report=report, milestone=milestone)
        if one.on != on:
            one.on = on
            one.save()
    for one in stored.values():
        one.delete()


@on_record
def submit(report: ProgressReport, by: User, now: datetime, today: date) -> ProgressReport:
    """Hands a draft or returned report to the coordinator. Raises ValidationError, StateChangedError."""
    report = locked(report, ReportState.DRAFT, ReportState.RETURNED)
    check_report(report, today)
    report.submit(by, now)
    _step(report, StepKind.SUBMITTED, by, now)
    return report


@on_record
def give_back(report: ProgressReport, by: User, now: datetime, reason: str) -> ProgressReport:
    """Returns a submitted report with a reason. Raises ValidationError without one, StateChangedError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say what is missing or wrong.")})
    report = locked(report, ReportState.SUBMITTED)
    report.give_back(by, now, reason.strip())
    _step(report, StepKind.RETURNED, by, now, reason.strip())
    return report


@on_record
def publish(report: ProgressReport, by: User, now: datetime, today: date, limits: Limits) -> ProgressReport:
    """Publishes a submitted report for good, and brings the action's status to it. Raises StateChangedError."""
    report = locked(report, ReportState.SUBMITTED)
    _step(report, StepKind.PUBLISHED, by, now)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, now
    report.save()
    recompute(Action.objects.filter(pk=report.action_id), today, limits)
    return report


@on_record
def report_no_change(
    before: ProgressReport, one: ReportingRound | None, by: User, now: datetime, today: date
) -> ProgressReport:
    """Says again, as at today, what the institution last published, and submits it: «no change» is said, not left out.

    Raises ValidationError where a report like that cannot be submitted: a letter, or a reason, is missing; and
    GivenAlreadyError where the institution has a report in the round.
    """
    said = ("status", "percent", "completed_on", "challenge", "challenges", "next_steps", "signatory", "approved_by")
    report = ProgressReport(
        action=before.action,
        institution=before.institution,
        round=one,
        as_at=today,
        no_change=True,
        language=before.language,
        **{name: getattr(before, name) for name in said},
    )
    report.recorded_at, report.recorded_by = now, by
    if other := given_already(report):
        raise GivenAlreadyError(other)
    reached = {milestone.milestone: milestone.on for milestone in before.milestones_reached.select_related("milestone")}
    return submit(write(report, Papers(reached), by, now), by, now, today)
