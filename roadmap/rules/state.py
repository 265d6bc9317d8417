"""The whole state of one action on a day: what every page, export, mail and answer shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.choices import Freshness, OccurrenceState, Part, Schedule, Status, Timing
from roadmap.rules.deadline import Timetable, timetable
from roadmap.rules.duty import duty_of
from roadmap.rules.facts import (
    ActionFacts,
    Delivery,
    Report,
    Responsibility,
    Version,
    endings_for,
    holds,
    recorded_by,
)
from roadmap.rules.freshness import freshness
from roadmap.rules.occurrence import Occurrence
from roadmap.rules.round import covering
from roadmap.rules.schedule import Standing, occurrence, schedule, worst
from roadmap.rules.status import current_report, mean_percent, roll_up


@dataclass(frozen=True)
class PartyState:
    """One required party's state. ``reports`` holds the current report of each lead that has one."""

    country: str
    standing: Standing
    reports: tuple[Report, ...]
    percent: int | None
    last_as_at: date | None
    schedule: Schedule
    freshness: Freshness
    occurrence: OccurrenceState | None = None
    occurrences: tuple[Occurrence, ...] = ()
    delivered: tuple[Delivery, ...] = ()

    @property
    def status(self) -> Status:
        return self.standing.status

    @property
    def completed_on(self) -> date | None:
        return self.standing.completed_on

    @property
    def undelivered(self) -> tuple[Occurrence, ...]:
        """What of a recurring duty is owed and not delivered, by period; nothing once the part was ended."""
        periods = {delivery.period for delivery in self.delivered}
        owed = () if self.status in Status.ended() else self.occurrences
        return tuple(one for one in owed if one.period not in periods)


@dataclass(frozen=True)
class ActionState:
    """One action's state. ``parties`` are its required parties, by country code; ``awaits`` those it waits for."""

    status: Status
    parties: tuple[PartyState, ...]
    timetable: Timetable
    schedule: Schedule
    percent: int | None
    completed_on: date | None
    round_closes: date | None = None

    @property
    def timing(self) -> Timing:
        return self.timetable.current.timing if self.timetable.current else Timing.UNDATED

    @property
    def due(self) -> date | None:
        return self.timetable.current.due if self.timetable.current else None

    @property
    def remaining(self) -> tuple[PartyState, ...]:
        """The required parties whose part has not been ended by decision."""
        return tuple(party for party in self.parties if party.status not in Status.ended())

    @property
    def completed_by(self) -> int:
        return sum(party.status == Status.COMPLETED for party in self.remaining)

    @property
    def awaits(self) -> tuple[str, ...]:
        return tuple(party.country for party in self.parties if party.schedule in Schedule.waiting())

    @property
    def last_as_at(self) -> date | None:
        return max((party.last_as_at for party in self.parties if party.last_as_at), default=None)


def leads_on(facts: ActionFacts, on: date, known: date | None = None) -> tuple[Responsibility, ...]:
    """The leads of required parties on a day: those whose country is a party of the roadmap then."""
    members = {record.country for record in facts.memberships if holds(record, on, known)}
    return tuple(
        record
        for record in facts.responsibilities
        if record.part == Part.LEAD and record.country in members and holds(record, on, known)
    )


def required_on(facts: ActionFacts, on: date, known: date | None = None) -> frozenset[str]:
    """The required parties on a day, as country codes."""
    return frozenset(lead.country for lead in leads_on(facts, on, known))


def action_state(facts: ActionFacts, on: date, known: date | None = None) -> ActionState:
    """The state of an action on the day ``on``, from what had been recorded by the end of the day ``known``."""
    leads = leads_on(facts, on, known)
    history = timetable(facts.versions, lambda day, told: required_on(facts, day, told), on, known)
    covered_by = covering(facts.rounds, history.current, facts.limits, known)
    closes = covered_by.closes if covered_by else None
    said = reports_by_lead(facts, leads, on, known)
    parties = tuple(
        party_state(facts, country, said, history, closes, on, known)
        for country in sorted({lead.country for lead in leads})
    )
    decided = outcome_for(facts, (party.country for party in parties), on, known)
    status = outcome_for(facts, (), on, known) or roll_up((party.status for party in parties), decided)
    remaining = [party for party in parties if party.status not in Status.ended()]
    completed = status == Status.COMPLETED
    return ActionState(
        status=status,
        parties=parties,
        timetable=history,
        schedule=action_schedule(status, parties, history.current),
        percent=mean_percent([party.percent for party in remaining], completed),
        completed_on=max(party.completed_on for party in remaining if party.completed_on) if completed else None,
        round_closes=closes,
    )


def reports_by_lead(
    facts: ActionFacts, leads: tuple[Responsibility, ...], on: date, known: date | None
) -> dict[Responsibility, list[Report]]:
    """The reports that count for each lead."""
    holders = frozenset(lead.holder for lead in leads)
    counts_for = [(report, counted_for(report, holders, facts, on, known)) for report in facts.reports]
    return {lead: [report for report, whose in counts_for if lead.holder in whose] for lead in leads}


def party_state(
    facts: ActionFacts,
    country: str,
    said: dict[Responsibility, list[Report]],
    history: Timetable,
    round_closes: date | None,
    on: date,
    known: date | None,
) -> PartyState:
    """One required party's state, rolled up from its leads, of which ``said`` has the reports."""
    mine = {lead.holder: reports for lead, reports in said.items() if lead.country == country}
    current = {holder: current_report(mine[holder], on, known) for holder in sorted(mine)}
    reports = tuple(report for report in current.values() if report is not None)
    status = outcome_for(facts, (country,), on, known) or roll_up(
        report.status if report else Status.NO_INFORMATION for report in current.values()
    )
    version, duty = history.current, duty_of(facts, country, history, on, known)
    timing = version.timing if version else Timing.UNDATED
    completed = status == Status.COMPLETED
    standing = Standing(
        status=status,
        completed_on=max(report.completed_on or report.as_at for report in reports) if completed else None,
        open_as_at=max((report.as_at for report in reports if report.status != Status.COMPLETED), default=None),
        next_due=duty.next_due,
        late=duty.late,
        last_late=duty.last_late,
    )
    last_as_at = max((report.as_at for report in reports), default=None)
    return PartyState(
        country=country,
        standing=standing,
        reports=reports,
        percent=mean_percent(map(percent_of, current.values()), completed) if reports else None,
        last_as_at=last_as_at,
        schedule=schedule(standing, timing, version.due if version else None, on, facts.limits, round_closes),
        freshness=freshness(last_as_at, on, facts.limits),
        occurrence=occurrence(standing, timing, on, facts.limits),
        occurrences=duty.owed,
        delivered=duty.delivered,
    )


def counted_for(
    report: Report, holders: frozenset[str], facts: ActionFacts, on: date, known: date | None
) -> frozenset[str]:
    """For whose leads a report counts, of the ``holders`` of leads on a day.

    For its institution's own; where that no longer leads, for those that took over from it; and for its country's
    where it has never led itself.
    """
    if report.holder in holders:
        return frozenset({report.holder})
    if heirs := holders.intersection(heirs_of(report.holder, facts, on, known)):
        return heirs
    own = (part for part in facts.responsibilities if part.holder == report.holder and part.part == Part.LEAD)
    begun = (part for part in own if part.since is None or part.since <= on)
    has_led = any(recorded_by(part.recorded_at, known) for part in begun)
    return frozenset() if has_led else holders.intersection({report.otherwise})


def heirs_of(holder: str, facts: ActionFacts, on: date, known: date | None) -> Iterator[str]:
    """Those that have taken over from an institution by a day, and from these in turn."""
    met, waiting = {holder}, [holder]
    while waiting:
        predecessor = waiting.pop()
        for one in facts.inheritances:
            begun = (one.since is None or one.since <= on) and recorded_by(one.recorded_at, known)
            if begun and one.predecessor == predecessor and one.successor not in met:
                met.add(one.successor)
                waiting.append(one.successor)
                yield one.successor


def percent_of(report: Report | None) -> int | None:
    """What one lead counts for in the mean: all of it, once it has completed."""
    if report is None:
        return None
    return 100 if report.status == Status.COMPLETED else report.percent


def outcome_for(facts: ActionFacts, countries: Iterable[str], on: date, known: date | None) -> Status | None:
    """What the latest decision says that ended the whole action or the part of one of these countries."""
    endings = endings_for(facts, countries, on, known)
    latest = max(endings, key=lambda ending: (ending.on, ending.recorded_at, ending.outcome), default=None)
    return latest.outcome if latest else None


def action_schedule(status: Status, parties: tuple[PartyState, ...], version: Version | None) -> Schedule:
    """The worst of the parties' schedules; what the timing alone says where no country leads."""
    if status in Status.ended():
        return Schedule.ENDED
    alone = Schedule.CONTINUOUS if version and version.timing == Timing.CONTINUOUS else Schedule.UNDATED
    return worst(party.schedule for party in parties) or alone
