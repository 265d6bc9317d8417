"""What a required party owes of a recurring duty, and what it has delivered."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from roadmap.choices import Part, Timing
from roadmap.rules.deadline import Step, Timetable
from roadmap.rules.facts import (
    ActionFacts,
    Delivery,
    Membership,
    Responsibility,
    endings_for,
    recorded_by,
)
from roadmap.rules.occurrence import Occurrence, Term, next_due, occurrences


@dataclass(frozen=True)
class Duty:
    """One party's occurrences, in order, and the delivery that counts of each period for which there was one."""

    owed: tuple[Occurrence, ...]
    delivered: tuple[Delivery, ...]

    @property
    def next_due(self) -> date | None:
        """The last day of the first occurrence that is not delivered; nothing when all are."""
        return next_due(self.owed, {delivery.period for delivery in self.delivered})

    @property
    def late(self) -> bool:
        """Whether some occurrence was delivered after its last day."""
        return any(self.lateness)

    @property
    def last_late(self) -> bool | None:
        """Whether the last occurrence that was delivered was late; nothing when none was."""
        return self.lateness[-1] if self.lateness else None

    @property
    def lateness(self) -> list[bool]:
        """Of each occurrence that was delivered, whether that was after its last day."""
        days = {delivery.period: delivery.on for delivery in self.delivered}
        return [days[one.period] > one.due for one in self.owed if one.period in days]


def duty_of(facts: ActionFacts, country: str, history: Timetable, on: date, known: date | None) -> Duty:
    """What a required party owes on a day, and what it had delivered by then.

    Once ended by decision, it owes nothing more than what was due before that day.
    """
    delivered = delivered_by(facts.deliveries, country, on, known)
    ended_on = min((ending.on for ending in endings_for(facts, (country,), on, known)), default=date.max)
    owed = occurrences_of(facts, country, history, known)
    return Duty(
        owed=tuple(one for one in owed if one.due < ended_on or one.period in delivered),
        delivered=tuple(delivered[period] for period in sorted(delivered)),
    )


def occurrences_of(facts: ActionFacts, country: str, history: Timetable, known: date | None) -> tuple[Occurrence, ...]:
    """What the duty asks of a required party, from the day on which it became one, whoever leads now.

    The duty's last day is the one in force now; how often and by when is what was in force as each period began.
    """
    steps = recurring(history)
    if not steps:
        return ()
    starts_on, ends_on = steps[0].version.starts_on, steps[-1].version.ends_on
    assert starts_on
    assert ends_on
    first_day = max(starts_on, steps[0].agreed_on or starts_on, required_since(facts, country, starts_on, known))
    return occurrences(first_day, ends_on, [term_of(step) for step in steps])


def recurring(history: Timetable) -> list[Step]:
    """The versions since the duty last began to recur; none where it does not."""
    backwards = takewhile(lambda step: step.version.timing == Timing.RECURRING, reversed(history.steps))
    return list(backwards)[::-1]


def term_of(step: Step) -> Term:
    """How a duty recurs by a version of its deadline."""
    assert step.version.recurrence  # as above
    return Term(step.version.recurrence, step.version.offset_days, step.agreed_on)


def required_since(facts: ActionFacts, country: str, starts_on: date, known: date | None) -> date:
    """The day from which a country is a required party: as a member of the roadmap with any lead, old or new.

    What has no first day has held since the duty's.
    """
    leads = (part for part in facts.responsibilities if part.part == Part.LEAD)
    led = min(part.since or starts_on for part in leads if counts(part, country, known))
    joined = min(party.since or starts_on for party in facts.memberships if counts(party, country, known))
    return max(led, joined)


def counts(record: Membership | Responsibility, country: str, known: date | None) -> bool:
    """Whether a membership or responsibility of any time is the country's, and recorded."""
    return record.country == country and recorded_by(record.recorded_at, known)


def delivered_by(deliveries: tuple[Delivery, ...], country: str, on: date, known: date | None) -> dict[date, Delivery]:
    """The first delivery of each period, by the calendar period's first day."""
    found: dict[date, Delivery] = {}
    for delivery in sorted(deliveries, key=lambda one: (one.on, one.recorded_at, one.key)):
        if recorded_by(delivery.corrected_at, known) or not recorded_by(delivery.recorded_at, known):
            continue
        if delivery.country == country and delivery.on <= on:
            found.setdefault(delivery.period, replace(delivery, corrected_at=None))  # not corrected, as far as known
    return found
