"""The occurrences of a recurring duty: one delivery a period, per required party."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.choices import OccurrenceState, Precision, Recurrence


@dataclass(frozen=True)
class Term:
    """How a duty recurs once this has been agreed, on ``since`` (the first: from the beginning, ``None``)."""

    recurrence: Recurrence
    offset_days: int = 0
    since: date | None = None


@dataclass(frozen=True)
class Occurrence:
    """One due instance: ``period`` is the first day of the calendar period, ``due`` the last day to deliver."""

    period: date
    due: date
    recurrence: Recurrence

    @property
    def last_day(self) -> date:
        """The last day of the calendar period."""
        return next_period(self.period, self.recurrence) - timedelta(days=1)


def period_start(day: date, recurrence: Recurrence) -> date:
    """The first day of the calendar period in which the day lies."""
    months = Recurrence(recurrence).months
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_period(period: date, recurrence: Recurrence) -> date:
    """The first day of the calendar period after the one that begins on the given day."""
    month = period.month - 1 + Recurrence(recurrence).months
    return date(period.year + month // 12, month % 12 + 1, 1)


def last_day_of(day: date, precision: Precision) -> date:
    """The last day that a date of this precision means, given any day of its period."""
    if precision == Precision.DAY:
        return day
    period = Recurrence(precision)
    return next_period(period_start(day, period), period) - timedelta(days=1)


def occurrences(starts_on: date, ends_on: date, terms: Sequence[Term]) -> tuple[Occurrence, ...]:
    """The span cut into calendar periods; each is due a number of days after its last day in the span.

    A period belongs to the term agreed by the day on which it begins: what was agreed later changes no period that has
    begun, and waits for a day on which a period of its own begins.
    """
    found = []
    day = starts_on
    while day <= ends_on:
        agreed = [term for term in terms if term.since is None or term.since <= day]
        term = [term for term in agreed if day in (starts_on, period_start(day, term.recurrence))][-1]
        period = period_start(day, term.recurrence)
        day = next_period(period, term.recurrence)
        last_day = min(day - timedelta(days=1), ends_on)
        found.append(Occurrence(period, last_day + timedelta(days=term.offset_days), term.recurrence))
    return tuple(found)


def state(occurrence: Occurrence, delivered_on: date | None, on: date, due_soon: int) -> OccurrenceState:
    """The state of one occurrence on a day; nothing is missed on its last day."""
    if delivered_on is not None and delivered_on <= on:
        return delivered_state(delivered_on > occurrence.due)
    return open_state(occurrence.due, on, due_soon)


def delivered_state(late: bool) -> OccurrenceState:
    """The state of an occurrence that was delivered."""
    return OccurrenceState.DELIVERED_LATE if late else OccurrenceState.DELIVERED_ON_TIME


def open_state(due: date, on: date, due_soon: int) -> OccurrenceState:
    """The state on a day of an occurrence that is not delivered."""
    if on > due:
        return OccurrenceState.MISSED
    if on >= due - timedelta(days=due_soon):
        return OccurrenceState.DUE_SOON
    return OccurrenceState.UPCOMING


def next_due(owed: Iterable[Occurrence], delivered: Collection[date]) -> date | None:
    """The earliest last day of the occurrences whose periods are not among those delivered; nothing when all are."""
    return min((occurrence.due for occurrence in owed if occurrence.period not in delivered), default=None)
