"""The occurrences of a recurring duty: one delivery a period, per required party."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.choices import OccurrenceState, Recurrence


@dataclass(frozen=True)
class Occurrence:
    """One due instance: ``period`` is the first day of the calendar period, ``due`` the last day to deliver."""

    period: date
    due: date


def period_start(day: date, recurrence: Recurrence) -> date:
    """The first day of the calendar period in which the day lies."""
    months = Recurrence(recurrence).months
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_period(period: date, recurrence: Recurrence) -> date:
    """The first day of the calendar period after the one that begins on the given day."""
    month = period.month - 1 + Recurrence(recurrence).months
    return date(period.year + month // 12, month % 12 + 1, 1)


def occurrences(starts_on: date, ends_on: date, recurrence: Recurrence, offset_days: int) -> tuple[Occurrence, ...]:
    """The span cut into calendar periods; each is due the given number of days after its last day in the span."""
    found = []
    period = period_start(starts_on, recurrence)
    while period <= ends_on:
        following = next_period(period, recurrence)
        last_day = min(following - timedelta(days=1), ends_on)
        found.append(Occurrence(period, last_day + timedelta(days=offset_days)))
        period = following
    return tuple(found) if starts_on <= ends_on else ()


def state(occurrence: Occurrence, delivered_on: date | None, on: date, due_soon: int) -> OccurrenceState:
    """The state of one occurrence on a day; nothing is missed on its last day."""
    if delivered_on is not None and delivered_on <= on:
        late = delivered_on > occurrence.due
        return OccurrenceState.DELIVERED_LATE if late else OccurrenceState.DELIVERED_ON_TIME
    if on > occurrence.due:
        return OccurrenceState.MISSED
    if on >= occurrence.due - timedelta(days=due_soon):
        return OccurrenceState.DUE_SOON
    return OccurrenceState.UPCOMING


def next_due(owed: Iterable[Occurrence], delivered: Mapping[date, date]) -> date | None:
    """The last day of the first occurrence that is not delivered; nothing when all are."""
    return min((occurrence.due for occurrence in owed if occurrence.period not in delivered), default=None)


def any_late(owed: Iterable[Occurrence], delivered: Mapping[date, date]) -> bool:
    """Whether some occurrence was delivered after its last day."""
    return any(occurrence.due < delivered.get(occurrence.period, occurrence.due) for occurrence in owed)
