"""A recurring duty is owed once a period: no gap, no overlap, and due a number of days after the period's end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import OccurrenceState, Recurrence
from roadmap.rules.occurrence import (
    Occurrence,
    any_late,
    next_due,
    next_period,
    occurrences,
    period_start,
    state,
)

spans = st.tuples(
    st.dates(date(2020, 1, 1), date(2031, 1, 1)),
    st.dates(date(2020, 1, 1), date(2031, 1, 1)),
).map(sorted)
recurrences = st.sampled_from(list(Recurrence))
offsets = st.integers(0, 60)
SPRING = Occurrence(date(2026, 4, 1), date(2026, 7, 15))


@pytest.mark.parametrize(
    ("recurrence", "day", "start", "following"),
    [
        (Recurrence.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
        (Recurrence.MONTH, date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 1)),
        (Recurrence.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
        (Recurrence.QUARTER, date(2026, 12, 1), date(2026, 10, 1), date(2027, 1, 1)),
        (Recurrence.HALF, date(2026, 6, 30), date(2026, 1, 1), date(2026, 7, 1)),
        (Recurrence.HALF, date(2026, 7, 1), date(2026, 7, 1), date(2027, 1, 1)),
        (Recurrence.YEAR, date(2026, 12, 31), date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_periods_are_those_of_the_calendar(recurrence: Recurrence, day: date, start: date, following: date):
    assert period_start(day, recurrence) == start
    assert next_period(start, recurrence) == following


def test_periods_are_read_from_stored_words_too():
    assert period_start(date(2026, 5, 2), "quarter") == date(2026, 4, 1)
    assert next_period(date(2026, 4, 1), "quarter") == date(2026, 7, 1)


def test_a_quarterly_exchange_is_due_a_number_of_days_after_each_quarter():
    assert occurrences(date(2025, 8, 15), date(2026, 5, 20), Recurrence.QUARTER, 15) == (
        Occurrence(date(2025, 7, 1), date(2025, 10, 15)),
        Occurrence(date(2025, 10, 1), date(2026, 1, 15)),
        Occurrence(date(2026, 1, 1), date(2026, 4, 15)),
        Occurrence(date(2026, 4, 1), date(2026, 6, 4)),
    )


def test_a_span_of_one_day_owes_once():
    assert occurrences(date(2026, 5, 1), date(2026, 5, 1), Recurrence.MONTH, 0) == (
        Occurrence(date(2026, 5, 1), date(2026, 5, 1)),
    )


def test_a_span_that_ends_before_it_begins_owes_nothing():
    assert occurrences(date(2026, 5, 2), date(2026, 5, 1), Recurrence.YEAR, 0) == ()


@given(spans, recurrences, offsets)
def test_occurrences_cover_the_span_without_gaps_one_a_period(span, recurrence, offset):
    first, last = span
    owed = occurrences(first, last, recurrence, offset)
    assert owed[0].period <= first
    assert first < next_period(owed[0].period, recurrence)
    assert owed[-1].period <= last < next_period(owed[-1].period, recurrence)
    for one, following in pairwise(owed):
        assert next_period(one.period, recurrence) == following.period
    assert all(period_start(one.period, recurrence) == one.period for one in owed)


@given(spans, recurrences, offsets)
def test_dues_ascend_and_lie_after_their_periods_in_the_span(span, recurrence, offset):
    first, last = span
    owed = occurrences(first, last, recurrence, offset)
    dues = [one.due for one in owed]
    assert dues == sorted(set(dues))
    assert dues[-1] == last + timedelta(days=offset)
    assert all(one.due + timedelta(days=1 - offset) == next_period(one.period, recurrence) for one in owed[:-1])


@given(spans, recurrences)
def test_every_day_of_the_span_lies_in_one_period(span, recurrence):
    first, last = span
    periods = [one.period for one in occurrences(first, last, recurrence, 0)]
    middle = first + (last - first) // 2
    assert [period_start(day, recurrence) in periods for day in (first, middle, last)] == [True] * 3
    assert len(periods) == len(set(periods))


@pytest.mark.parametrize(
    ("delivered_on", "on", "expected"),
    [
        (None, date(2026, 5, 15), OccurrenceState.UPCOMING),
        (None, date(2026, 5, 16), OccurrenceState.DUE_SOON),
        (None, date(2026, 7, 15), OccurrenceState.DUE_SOON),
        (None, date(2026, 7, 16), OccurrenceState.MISSED),
        (date(2026, 7, 15), date(2026, 7, 15), OccurrenceState.DELIVERED_ON_TIME),
        (date(2026, 7, 15), date(2027, 1, 1), OccurrenceState.DELIVERED_ON_TIME),
        (date(2026, 7, 16), date(2026, 7, 16), OccurrenceState.DELIVERED_LATE),
        (date(2026, 7, 20), date(2026, 7, 19), OccurrenceState.MISSED),
        (date(2026, 7, 10), date(2026, 7, 9), OccurrenceState.DUE_SOON),
    ],
)
def test_an_occurrence_is_upcoming_due_soon_delivered_or_missed(delivered_on, on: date, expected: OccurrenceState):
    assert state(SPRING, delivered_on, on, 60) == expected


@given(offsets, st.integers(0, 90), st.integers(0, 90))
def test_nothing_is_missed_on_its_last_day(offset: int, due_soon: int, days: int):
    (owed,) = occurrences(date(2026, 1, 1), date(2026, 1, 31), Recurrence.MONTH, offset)
    assert state(owed, None, owed.due - timedelta(days=days), due_soon) != OccurrenceState.MISSED
    assert state(owed, None, owed.due + timedelta(days=days + 1), due_soon) == OccurrenceState.MISSED


def test_the_next_due_is_that_of_the_first_that_is_not_delivered():
    owed = occurrences(date(2026, 1, 1), date(2026, 12, 31), Recurrence.QUARTER, 15)
    first, second, third, fourth = (one.period for one in owed)
    assert next_due(owed, {}) == date(2026, 4, 15)
    assert next_due(owed, {first: date(2026, 4, 1), third: date(2026, 10, 1)}) == date(2026, 7, 15)
    assert next_due(owed, dict.fromkeys((first, second, third, fourth), date(2026, 12, 31))) is None
    assert next_due((), {}) is None


def test_a_delivery_after_its_last_day_is_late():
    owed = occurrences(date(2026, 1, 1), date(2026, 6, 30), Recurrence.QUARTER, 15)
    first, second = owed
    assert not any_late(owed, {})
    assert not any_late(owed, {first.period: first.due, second.period: second.due})
    assert any_late(owed, {first.period: first.due, second.period: second.due + timedelta(days=1)})
    assert not any_late(owed, {date(2020, 1, 1): date(2026, 1, 1)})
