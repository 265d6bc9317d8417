"""What changed in an action between two days: two states compared, each as it was known at the end of its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.choices import ChangeKind, DeadlineKind, RoundStanding, Schedule, Status
from roadmap.rules.facts import ActionFacts, Version, recorded_between, recorded_by
from roadmap.rules.owed import owed_in
from roadmap.rules.round import stands
from roadmap.rules.state import ActionState, PartyState, action_state
from roadmap.rules.status import QUIET


@dataclass(frozen=True)
class Change:
    """One change. ``country`` is whose it is, if one country's; ``on`` the day on which it happened, if it has one.

    ``key`` is that of the ending, of the version or of the round; ``holder`` who was silent; ``period`` what was
    delivered for. ``recorded_late`` says that it happened by the first of the two days, and was recorded after it.
    """

    kind: ChangeKind
    country: str | None = None
    on: date | None = None
    was: Status | None = None
    now: Status | None = None
    before: Version | None = None
    after: Version | None = None
    key: int = 0
    holder: str = ""
    period: date | None = None
    recorded_late: bool = False


def changes(facts: ActionFacts, since: date, until: date) -> tuple[Change, ...]:
    """All that changed after the end of the day ``since``, by the end of the day ``until``, in the order of kinds."""
    before, after = action_state(facts, since, since), action_state(facts, until, until)
    found = [
        *_added(facts, since, until),
        *_of_status(before, after, since),
        *_of_schedule(before, after),
        *_of_deadline(facts, before, after, since, until),
        *_endings(facts, since, until),
        *_deliveries(facts, since, until),
        *_silent(facts, since, until),
    ]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _added(facts: ActionFacts, since: date, until: date) -> Iterator[Change]:
    if recorded_between(facts.recorded_at, since, until):
        yield Change(ChangeKind.ADDED)


def _of_status(before: ActionState, after: ActionState, since: date) -> Iterator[Change]:
    """Each country's status, and the joint one where with the last country all have completed."""
    earlier = {party.country: party for party in before.parties}
    for party in after.parties:
        was = earlier[party.country].status if party.country in earlier else Status.NO_INFORMATION
        if party.status not in (was, *Status.ended()):
            yield _status_change(party, was, since)
    if len(after.parties) > 1 and Status.COMPLETED == after.status != before.status:
        yield Change(ChangeKind.COMPLETED, on=after.completed_on, recorded_late=_by(after.completed_on, since))


def _status_change(party: PartyState, was: Status, since: date) -> Change:
    if party.status == Status.COMPLETED:
        kind, on = ChangeKind.COMPLETED, party.completed_on
    else:
        started = was in QUIET and party.status == Status.IN_PROGRESS
        kind, on = ChangeKind.STARTED if started else ChangeKind.STATUS, party.last_as_at
    return Change(kind, party.country, on, was, party.status, recorded_late=_by(on, since))


def _by(on: date | None, since: date) -> bool:
    return on is not None and on <= since


def _of_schedule(before: ActionState, after: ActionState) -> Iterator[Change]:
    """Countries that have become late, or whose report is awaited now; ``on`` is the day that has passed."""
    earlier = {party.country: party.schedule for party in before.parties}
    kinds = {Schedule.OVERDUE: ChangeKind.OVERDUE, Schedule.REPORT_AWAITED: ChangeKind.AWAITED}
    for party in after.parties:
        kind = kinds.get(party.schedule)
        if kind and earlier.get(party.country) != party.schedule:
            yield Change(kind, party.country, party.standing.next_due or after.due)


def _of_deadline(
    facts: ActionFacts, before: ActionState, after: ActionState, since: date, until: date
) -> Iterator[Change]:
    """Revisions agreed, revisions announced, and slips of the pen corrected."""
    in_force = {step.version.key for step in before.timetable.steps}
    former: Version | None = None
    for step in after.timetable.steps:
        if step.version.kind == DeadlineKind.REVISION and step.version.key not in in_force:
            late = _by(step.agreed_on, since)
            yield Change(
                ChangeKind.AGREED,
                on=step.agreed_on,
                before=former,
                after=step.version,
                key=step.version.key,
                recorded_late=late,
            )
        former = step.version
    for version in after.timetable.announced:
        if recorded_between(version.recorded_at, since, until):
            yield Change(ChangeKind.ANNOUNCED, before=former, after=version, key=version.key)
    versions = {version.key: version for version in facts.versions}
    for version in facts.versions:
        if version.kind == DeadlineKind.CORRECTION and recorded_between(version.recorded_at, since, until):
            corrected = versions.get(version.corrects or 0)
            yield Change(ChangeKind.CORRECTED, before=corrected, after=version, key=version.key)


def _endings(facts: ActionFacts, since: date, until: date) -> Iterator[Change]:
    """Decisions that ended the action or a country's part, by the day from which they do."""
    for ending in facts.endings:
        counts = ending.on <= until and recorded_by(ending.recorded_at, until)
        counted = ending.on <= since and recorded_by(ending.recorded_at, since)
        if counts and not counted:
            late = ending.on <= since
            yield Change(
                ChangeKind.ENDED, ending.country, ending.on, now=ending.outcome, key=ending.key, recorded_late=late
            )


def _deliveries(facts: ActionFacts, since: date, until: date) -> Iterator[Change]:
    for delivery in facts.deliveries:
        stands_now = delivery.on <= until and not recorded_by(delivery.corrected_at, until)
        if stands_now and recorded_between(delivery.recorded_at, since, until):
            late = delivery.on <= since
            yield Change(
                ChangeKind.DELIVERED, delivery.country, delivery.on, period=delivery.period, recorded_late=late
            )


def _silent(facts: ActionFacts, since: date, until: date) -> Iterator[Change]:
    """Who gave no report in a round whose last day to submit has passed; a round inside another is part of it."""
    for one in facts.rounds:
        if one.inside is None and stands(one, until) and since <= one.due < until:
            for owed in owed_in(facts, one, until, until):
                if owed.standing == RoundStanding.LATE:
                    lead = owed.lead
                    yield Change(ChangeKind.SILENT, lead.country, one.due, key=one.key, holder=lead.holder)
