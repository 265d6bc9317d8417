"""An action's state beside the records that it follows from, as its page tells them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cooperation.models import Country
from roadmap.choices import Part, ReportState, Schedule, Timing
from roadmap.models import Action, Ending, Milestone, ProgressReport, Responsibility
from roadmap.rules.facts import Limits, recorded_by
from roadmap.rules.state import ActionState, PartyState, action_state
from roadmap.services.facts import facts_of
from roadmap.views.moves import Moves
from roadmap.views.strip import Strip


@dataclass(frozen=True)
class CountrySays:
    """One required party: its state, and the current report of each of its leads."""

    country: Country
    state: PartyState
    reports: list[ProgressReport]
    past_since: date | None


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
    def moves(self) -> Moves:
        """How the deadline moved."""
        return Moves(self.action, self.state, self.on, self.known)

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

    @cached_property
    def strip(self) -> Strip | None:
        """A recurring duty period by period; nothing where the action is none."""
        if not self.is_recurring:
            return None
        return Strip(self.state, self.by_code, self.reports, self.on, self.limits)

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
