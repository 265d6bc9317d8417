"""What a required party owes of a recurring duty, and what it has delivered."""

from dataclasses import dataclass, replace
from datetime import date

from roadmap.choices import Part, Timing
from roadmap.rules.deadline import Timetable
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
    terms, current = terms_of(history), history.current
    if not terms or current is None:
        return ()
    since = required_since(facts, country, known)
    return occurrences(max(since, terms[0].since or since), current.due or facts.ends_on, terms)


def terms_of(history: Timetable) -> list[Term]:
    """How the duty has recurred since it last began to recur; nothing where it does not."""
    terms: list[Term] = []
    for step in history.steps:
        version = step.version
        if version.timing != Timing.RECURRING or version.recurrence is None:
            terms.clear()
        else:
            terms.append(Term(version.recurrence, version.offset_days, step.agreed_on))
    return terms


def required_since(facts: ActionFacts, country: str, known: date | None) -> date:
    """The day from which a country is a required party: as a member of the roadmap with any lead, old or new."""
    leads = (part for part in facts.responsibilities if part.part == Part.LEAD)
    led = min(part.since or facts.starts_on for part in leads if counts(part, country, known))
    joined = min(party.since or facts.starts_on for party in facts.memberships if counts(party, country, known))
    return max(facts.starts_on, led, joined)


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
