"""An action's state beside the records that it follows from, as its page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cooperation.models import Country
from roadmap.choices import DeadlineKind, OccurrenceState, Part, ReportState, Schedule, Timing
from roadmap.models import Action, Consent, Deadline, Ending, Milestone, ProgressReport, Responsibility
from roadmap.rules.deadline import Step
from roadmap.rules.facts import Limits, Version, recorded_by
from roadmap.rules.occurrence import next_period, state
from roadmap.rules.state import ActionState, PartyState, action_state
from roadmap.services.facts import facts_of


@dataclass(frozen=True)
class CountrySays:
    """One required party: its state, and the current report of each of its leads."""

    country: Country
    state: PartyState
    reports: list[ProgressReport]
    past_since: date | None


@dataclass(frozen=True)
class Move:
    """One version of the deadline: what it means, as corrected, and the record with its wording and reason."""

    version: Version
    record: Deadline
    corrections: list[Deadline]
    consents: list[Consent]
    days: int | None = None
    agreed_on: date | None = None
    by_decision: bool = False
    after_the_fact: bool = False


@dataclass(frozen=True)
class Cell:
    """One country's occurrence of one period."""

    state: OccurrenceState
    delivered_on: date | None


@dataclass(frozen=True)
class Period:
    """One period of a recurring duty: its last day, the day on which it is due, and a cell for each country."""

    last_day: date
    due: date
    cells: list[Cell | None]


@dataclass(frozen=True)
class Reached:
    """A milestone with the countries that say they reached it, and when."""

    milestone: Milestone
    by: list[tuple[Country, date]]


class Story:
    """What the page of an action tells, on a day, from what had been recorded by the end of another."""

    def __init__(self, action: Action, on: date, known: date | None, limits: Limits) -> None:
        self.action, self.on, self.known, self.limits = action, on, known, limits
        self.state: ActionState = action_state(facts_of(action, limits), on, known)

    @cached_property
    def by_code(self) -> dict[str, Country]:
        return {party.country.code: party.country for party in self.action.roadmap.parties.all()}

    @property
    def is_recurring(self) -> bool:
        return self.state.timing == Timing.RECURRING

    @property
    def awaits(self) -> list[str]:
        return [str(self.by_code[code]) for code in self.state.awaits]

    @cached_property
    def reports(self) -> list[ProgressReport]:
        """The published ones, the latest first."""
        return [
            report
            for report in self.action.reports.all()
            if report.state == ReportState.PUBLISHED
            and report.as_at <= self.on
            and recorded_by(report.published_at, self.known)
        ]

    @cached_property
    def corrected(self) -> set[int | None]:
        """The reports in whose place a later one stands."""
        return {report.corrects_id for report in self.reports}

    @cached_property
    def countries(self) -> list[CountrySays]:
        by_key = {report.pk: report for report in self.reports}
        return [
            CountrySays(
                country=self.by_code[party.country],
                state=party,
                reports=[by_key[report.key] for report in party.reports],
                past_since=self.past_since(party),
            )
            for party in self.state.parties
        ]

    def past_since(self, party: PartyState) -> date | None:
        """The first day on which a waiting country was late: the day after the last one."""
        due = party.standing.next_due if self.is_recurring else self.state.due
        return due + timedelta(days=1) if due and party.schedule in Schedule.waiting() else None

    @cached_property
    def records(self) -> dict[int, Deadline]:
        return {record.pk: record for record in self.action.deadlines.all()}

    @property
    def moves(self) -> list[Move]:
        """The deadline's versions in force, one after another."""
        return [self.move(step.version, step) for step in self.state.timetable.steps]

    @property
    def announced(self) -> list[Move]:
        """Revisions that are proposed and not agreed: they move nothing."""
        return [self.move(version) for version in self.state.timetable.announced]

    def move(self, version: Version, step: Step | None = None) -> Move:
        record, original = self.records[version.key], self.state.timetable.original
        days = (version.due - original.due).days if original and original.due and version.due else None
        decided = record.decided_on is not None and recorded_by(record.decision_recorded_at, self.known)
        return Move(
            version=version,
            record=record,
            corrections=list(self.corrections_of(record.pk)),
            consents=[
                consent
                for consent in record.consents.all()
                if consent.on <= self.on and recorded_by(consent.recorded_at, self.known)
            ],
            days=days,
            agreed_on=step.agreed_on if step else None,
            by_decision=step is not None and decided and record.decided_on == step.agreed_on,
            after_the_fact=step is not None and step.after_the_fact,
        )

    def corrections_of(self, key: int) -> Iterable[Deadline]:
        """The corrections of a version, and of these in turn."""
        for record in self.records.values():
            if record.kind != DeadlineKind.CORRECTION or record.corrects_id != key:
                continue
            if recorded_by(record.recorded_at, self.known):
                yield record
                yield from self.corrections_of(record.pk)

    @property
    def days_left(self) -> int | None:
        """Days from the page's day to the deadline of an action that waits for it; negative when it has passed."""
        open_schedules = {Schedule.NOT_YET_DUE, Schedule.DUE_SOON, *Schedule.waiting()}
        if self.is_recurring or self.state.due is None or self.state.schedule not in open_schedules:
            return None
        return (self.state.due - self.on).days

    @property
    def days_past(self) -> int | None:
        return -self.days_left if self.days_left is not None and self.days_left < 0 else None

    @property
    def periods(self) -> list[Period]:
        """The periods of a recurring duty whose day has come, and the next one."""
        return self.all_periods[: self.come + 1]

    @property
    def later_periods(self) -> list[Period]:
        return self.all_periods[self.come + 1 :]

    @property
    def come(self) -> int:
        """How many periods' last days to deliver have passed."""
        return sum(period.due < self.on for period in self.all_periods)

    @cached_property
    def all_periods(self) -> list[Period]:
        """A recurring duty, occurrence by occurrence, with a cell for each required party."""
        version = self.state.timetable.current
        if version is None or version.recurrence is None:
            return []
        due_days = {owed.period: owed.due for party in self.state.parties for owed in party.occurrences}
        return [
            Period(
                last_day=next_period(period, version.recurrence) - timedelta(days=1),
                due=due_days[period],
                cells=[self.cell(party, period) for party in self.state.parties],
            )
            for period in sorted(due_days)
        ]

    def cell(self, party: PartyState, period: date) -> Cell | None:
        delivered_on = {one.period: one.on for one in party.delivered}.get(period)
        owed = next((owed for owed in party.occurrences if owed.period == period), None)
        return Cell(state(owed, delivered_on, self.on, self.limits.due_soon), delivered_on) if owed else None

    @property
    def milestones(self) -> list[Reached]:
        return [Reached(milestone, self.reached(milestone)) for milestone in self.action.milestones.all()]

    def reached(self, milestone: Milestone) -> list[tuple[Country, date]]:
        """Which countries' standing reports say that a milestone was reached, and the first day that each gives."""
        days: dict[Country, date] = {}
        for report in self.reports:
            for reached in report.milestones_reached.all():
                country = report.institution.country
                if reached.milestone_id == milestone.pk and reached.on <= self.on and report.pk not in self.corrected:
                    days[country] = min(reached.on, days.get(country, reached.on))
        return sorted(days.items(), key=lambda item: item[1])

    @property
    def parts(self) -> list[tuple[Part, list[Responsibility]]]:
        """Who is responsible, by part, as recorded."""
        recorded = [part for part in self.action.responsibilities.all() if recorded_by(part.recorded_at, self.known)]
        grouped = [(part, [one for one in recorded if one.part == part]) for part in Part]
        return [(part, held) for part, held in grouped if held]

    @property
    def endings(self) -> list[Ending]:
        """The decisions that ended the action, or a country's part in it."""
        return [
            ending
            for ending in self.action.endings.all()
            if ending.on <= self.on and recorded_by(ending.recorded_at, self.known)
        ]
