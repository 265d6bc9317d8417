"""Whether something is late: always computed, never typed, and the same for a list, a page and an export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.choices import OccurrenceState, Schedule, Status, Timing
from roadmap.rules.facts import Limits
from roadmap.rules.occurrence import delivered_state, open_state


@dataclass(frozen=True)
class Standing:
    """What of one required party the schedule follows from.

    ``open_as_at`` is the latest as-at date among its leads that have not completed; ``next_due``, ``late`` and
    ``last_late`` belong to a recurring duty: the last day of the first undelivered occurrence, whether a delivery was
    late, and whether that of the last occurrence was.
    """

    status: Status
    completed_on: date | None = None
    open_as_at: date | None = None
    next_due: date | None = None
    late: bool = False
    last_late: bool | None = None


def schedule(
    standing: Standing,
    timing: Timing,
    due: date | None,
    on: date,
    limits: Limits,
    round_closes: date | None = None,
) -> Schedule:
    """One party's schedule on a day; ``round_closes`` is the last day of the round that covers the deadline."""
    if standing.status in Status.ended():
        return Schedule.ENDED
    if timing == Timing.RECURRING:
        return recurring(standing, on, limits)
    if timing == Timing.CONTINUOUS:
        return Schedule.CONTINUOUS
    if due is None:
        return Schedule.UNDATED
    if standing.status == Status.COMPLETED:
        late = standing.completed_on is not None and standing.completed_on > due
        return Schedule.COMPLETED_LATE if late else Schedule.COMPLETED_ON_TIME
    if on <= due:
        soon = on >= due - timedelta(days=limits.due_soon)
        return Schedule.DUE_SOON if soon else Schedule.NOT_YET_DUE
    waits_until = round_closes or due + timedelta(days=limits.report_wait)
    told = standing.open_as_at is not None and standing.open_as_at > due
    return Schedule.OVERDUE if told or on > waits_until else Schedule.REPORT_AWAITED


def is_behind(status: Status, last_day: date | None, as_at: date) -> bool:
    """Whether a report as at a day has to say why: suspended, or not completed and past its last day to be done."""
    if status == Status.SUSPENDED:
        return True
    return status != Status.COMPLETED and last_day is not None and as_at > last_day


def recurring(standing: Standing, on: date, limits: Limits) -> Schedule:
    """A recurring duty stands as its first undelivered occurrence does."""
    if standing.next_due is None:
        return Schedule.COMPLETED_LATE if standing.late else Schedule.COMPLETED_ON_TIME
    if on > standing.next_due:
        return Schedule.OVERDUE
    if on >= standing.next_due - timedelta(days=limits.due_soon):
        return Schedule.DUE_SOON
    return Schedule.NOT_YET_DUE


def occurrence(standing: Standing, timing: Timing, on: date, limits: Limits) -> OccurrenceState | None:
    """How one party stands with a recurring duty: as its first undelivered occurrence, and where none is as the last.

    Nothing where the duty does not recur, was ended by decision, or asks for no delivery.
    """
    if timing != Timing.RECURRING or standing.status in Status.ended():
        return None
    if standing.next_due is not None:
        return open_state(standing.next_due, on, limits.due_soon)
    return None if standing.last_late is None else delivered_state(standing.last_late)


def worst(schedules: Iterable[Schedule]) -> Schedule | None:
    """The action's schedule: the worst of its parties'."""
    return max(schedules, key=lambda one: Schedule(one).severity, default=None)
