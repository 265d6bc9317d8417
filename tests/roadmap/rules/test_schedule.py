"""Whether something is late, for one required party and for an action."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Schedule, Status, Timing
from roadmap.rules.facts import Limits
from roadmap.rules.schedule import Standing, is_behind, recurring, schedule, worst
from tests.roadmap.rules import records

DUE = date(2026, 3, 31)
LIMITS = Limits()
OPEN = [Status.NO_INFORMATION, Status.NOT_STARTED, Status.IN_PROGRESS, Status.SUSPENDED]

standings = st.builds(
    Standing, records.statuses, records.some_days, records.some_days, records.some_days, st.booleans()
)
all_limits = st.builds(Limits, st.integers(0, 90), st.integers(0, 60), st.integers(0, 200), st.integers(200, 400))
everything = {
    "standing": standings,
    "timing": st.sampled_from(list(Timing)),
    "due": records.some_days,
    "on": records.days,
    "limits": all_limits,
    "round_closes": records.some_days,
}


def days_from_due(number: int, standing: Standing | None = None, round_closes: date | None = None) -> Schedule:
    standing = standing or Standing(Status.IN_PROGRESS)
    return schedule(standing, Timing.DATED, DUE, DUE + timedelta(days=number), LIMITS, round_closes)


# A dated action ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (-500, Schedule.NOT_YET_DUE),
        (-61, Schedule.NOT_YET_DUE),
        (-60, Schedule.DUE_SOON),
        (0, Schedule.DUE_SOON),
        (1, Schedule.REPORT_AWAITED),
        (30, Schedule.REPORT_AWAITED),
        (31, Schedule.OVERDUE),
        (500, Schedule.OVERDUE),
    ],
)
def test_a_date_is_far_then_near_then_a_report_is_awaited_then_it_is_overdue(status, number: int, expected: Schedule):
    assert days_from_due(number, Standing(status)) == expected


def test_a_report_as_at_a_day_past_the_deadline_says_that_it_is_overdue():
    on_the_last_day = Standing(Status.IN_PROGRESS, open_as_at=DUE)
    past_it = Standing(Status.IN_PROGRESS, open_as_at=DUE + timedelta(days=1))
    assert days_from_due(1, on_the_last_day) == Schedule.REPORT_AWAITED
    assert days_from_due(1, past_it) == Schedule.OVERDUE


def test_a_round_that_covers_the_deadline_is_waited_for_instead_of_30_days():
    closes = DUE + timedelta(days=45)
    assert days_from_due(45, round_closes=closes) == Schedule.REPORT_AWAITED
    assert days_from_due(46, round_closes=closes) == Schedule.OVERDUE
    sooner = DUE + timedelta(days=10)
    assert days_from_due(10, round_closes=sooner) == Schedule.REPORT_AWAITED
    assert days_from_due(11, round_closes=sooner) == Schedule.OVERDUE


@pytest.mark.parametrize(
    ("completed_on", "expected"),
    [
        (DUE, Schedule.COMPLETED_ON_TIME),
        (DUE - timedelta(days=300), Schedule.COMPLETED_ON_TIME),
        (DUE + timedelta(days=1), Schedule.COMPLETED_LATE),
        (None, Schedule.COMPLETED_ON_TIME),
    ],
)
def test_completed_by_the_deadline_is_on_time_and_after_it_late(completed_on, expected: Schedule):
    done = Standing(Status.COMPLETED, completed_on=completed_on, open_as_at=DUE + timedelta(days=9))
    assert days_from_due(-100, done) == days_from_due(100, done) == expected


# Other timings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status(value) for value in Status.ended()])
@pytest.mark.parametrize("timing", list(Timing))
def test_what_a_decision_ended_is_ended_whatever_its_timing(status: Status, timing: Timing):
    assert schedule(Standing(status), timing, DUE, DUE + timedelta(days=90), LIMITS) == Schedule.ENDED


@pytest.mark.parametrize("status", [*OPEN, Status.COMPLETED])
def test_continuous_and_undated_say_so(status: Status):
    assert schedule(Standing(status), Timing.CONTINUOUS, None, DUE, LIMITS) == Schedule.CONTINUOUS
    assert schedule(Standing(status), Timing.UNDATED, None, DUE, LIMITS) == Schedule.UNDATED


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (-61, Schedule.NOT_YET_DUE),
        (-60, Schedule.DUE_SOON),
        (0, Schedule.DUE_SOON),
        (1, Schedule.OVERDUE),
    ],
)
def test_a_recurring_duty_stands_as_its_first_undelivered_occurrence(number: int, expected: Schedule):
    standing = Standing(Status.IN_PROGRESS, next_due=DUE, late=True)
    assert schedule(standing, Timing.RECURRING, None, DUE + timedelta(days=number), LIMITS) == expected


def test_a_recurring_duty_is_completed_when_all_was_delivered():
    on_time, late = Standing(Status.IN_PROGRESS), Standing(Status.IN_PROGRESS, late=True)
    assert recurring(on_time, DUE, LIMITS) == Schedule.COMPLETED_ON_TIME
    assert recurring(late, DUE, LIMITS) == Schedule.COMPLETED_LATE


def test_the_end_of_a_recurring_duty_is_not_its_deadline():
    standing = Standing(Status.COMPLETED, completed_on=DUE, next_due=DUE + timedelta(days=90))
    assert schedule(standing, Timing.RECURRING, DUE, DUE + timedelta(days=1), LIMITS) == Schedule.NOT_YET_DUE


@pytest.mark.parametrize(
    ("status", "last_day", "behind"),
    [
        (Status.IN_PROGRESS, DUE, False),
        (Status.IN_PROGRESS, DUE - timedelta(days=1), True),
        (Status.NOT_STARTED, DUE - timedelta(days=1), True),
        (Status.COMPLETED, DUE - timedelta(days=1), False),
        (Status.SUSPENDED, DUE + timedelta(days=90), True),
        (Status.SUSPENDED, None, True),
        (Status.IN_PROGRESS, None, False),
        (Status.COMPLETED, None, False),
    ],
)
def test_whoever_is_past_the_last_day_or_has_suspended_is_behind(status: Status, last_day, behind: bool):
    assert is_behind(status, last_day, as_at=DUE) is behind


# Properties ----------------------------------------------------------------------------------------------------------


def expected_conditions(standing, timing, due, on, limits, round_closes) -> dict[Schedule, bool]:
    """When each word is due, said anew for each and not in an order: the words part all cases between them."""
    ended = standing.status in Status.ended()
    completed = standing.status == Status.COMPLETED
    repeats = not ended and timing == Timing.RECURRING
    dated = not ended and timing in (Timing.DATED, Timing.UNDATED) and due is not None
    next_due = standing.next_due if repeats else None
    waiting = dated and not completed and on > due
    wait = round_closes or (due + timedelta(days=limits.report_wait) if due else None)
    told = waiting and standing.open_as_at is not None and standing.open_as_at > due
    last = next_due if repeats else due if dated and not completed else None
    days_left = (last - on).days if last else None
    done_late = (repeats and standing.late) or (dated and bool(standing.completed_on and standing.completed_on > due))
    done = (repeats and next_due is None) or (dated and completed)
    return {
        Schedule.ENDED: ended,
        Schedule.CONTINUOUS: not ended and timing == Timing.CONTINUOUS,
        Schedule.UNDATED: not ended and timing in (Timing.DATED, Timing.UNDATED) and due is None,
        Schedule.COMPLETED_ON_TIME: done and not done_late,
        Schedule.COMPLETED_LATE: done and done_late,
        Schedule.NOT_YET_DUE: days_left is not None and days_left > limits.due_soon,
        Schedule.DUE_SOON: days_left is not None and 0 <= days_left <= limits.due_soon,
        Schedule.REPORT_AWAITED: waiting and not told and on <= wait,
        Schedule.OVERDUE: (waiting and (told or on > wait)) or (next_due is not None and on > next_due),
    }


@given(**everything)
def test_each_case_has_exactly_one_schedule(**case):
    conditions = expected_conditions(**case)
    assert [word for word, applies in conditions.items() if applies] == [schedule(**case)]


@given(**everything)
def test_nothing_is_overdue_on_its_last_day_or_before(**case):
    last = case["standing"].next_due if case["timing"] == Timing.RECURRING else case["due"]
    if last is not None:
        on = min(case["on"], last)
        for day in (on, last):
            assert schedule(**{**case, "on": day}) not in Schedule.waiting()


@given(**everything)
def test_what_is_overdue_stays_so_until_something_is_recorded(**case):
    if schedule(**case) == Schedule.OVERDUE:
        assert schedule(**{**case, "on": case["on"] + timedelta(days=1)}) == Schedule.OVERDUE


@given(**everything)
def test_only_what_is_open_is_awaited_or_overdue(**case):
    if schedule(**case) in Schedule.waiting():
        assert case["standing"].status not in Status.ended()
        assert case["timing"] == Timing.RECURRING or case["standing"].status in OPEN


@given(st.lists(st.sampled_from(list(Schedule)), min_size=1), st.randoms())
def test_an_action_stands_as_the_worst_of_its_parties(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    found = worst(shuffled)
    assert found == worst(parts)
    assert found in parts
    assert all(part.severity <= found.severity for part in parts)


def test_without_parties_nothing_is_worst():
    assert worst([]) is None


def test_schedules_are_ordered_from_the_calmest_to_the_worst():
    assert list(Schedule) == [
        Schedule.ENDED,
        Schedule.CONTINUOUS,
        Schedule.UNDATED,
        Schedule.COMPLETED_ON_TIME,
        Schedule.COMPLETED_LATE,
        Schedule.NOT_YET_DUE,
        Schedule.DUE_SOON,
        Schedule.REPORT_AWAITED,
        Schedule.OVERDUE,
    ]
    assert worst(["due_soon", "overdue", "undated"]) == Schedule.OVERDUE
