"""A recurring duty is owed once a period: no gap, no overlap, and due a number of days after the period's end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import OccurrenceState, Precision, Recurrence
from roadmap.rules.occurrence import Occurrence, Term, last_day_of, next_period, occurrences, period_start, state

spans = st.tuples(
    st.dates(date(2020, 1, 1), date(2031, 1, 1)),
    st.dates(date(2020, 1, 1), date(2031, 1, 1)),
).map(sorted)
recurrences = st.sampled_from(list(Recurrence))
offsets = st.integers(0, 60)
SPRING = Occurrence(date(2026, 4, 1), date(2026, 7, 15), Recurrence.QUARTER)


def cut(first: date, last: date, recurrence: Recurrence, offset_days: int) -> tuple[Occurrence, ...]:
    """The occurrences of a duty that recurs in the same way throughout."""
    return occurrences(first, last, [Term(recurrence, offset_days)])


@pytest.mark.parametrize(
    ("precision", "last_day"),
    [
        (Precision.DAY, date(2026, 2, 10)),
        (Precision.MONTH, date(2026, 2, 28)),
        (Precision.QUARTER, date(2026, 3, 31)),
        (Precision.HALF, date(2026, 6, 30)),
        (Precision.YEAR, date(2026, 12, 31)),
    ],
)
def test_a_date_means_the_last_day_of_what_its_precision_names(precision: Precision, last_day: date):
    assert last_day_of(date(2026, 2, 10), precision) == last_day


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
    assert cut(date(2025, 8, 15), date(2026, 5, 20), Recurrence.QUARTER, 15) == (
        Occurrence(date(2025, 7, 1), date(2025, 10, 15), Recurrence.QUARTER),
        Occurrence(date(2025, 10, 1), date(2026, 1, 15), Recurrence.QUARTER),
        Occurrence(date(2026, 1, 1), date(2026, 4, 15), Recurrence.QUARTER),
        Occurrence(date(2026, 4, 1), date(2026, 6, 4), Recurrence.QUARTER),
    )


def test_a_span_of_one_day_owes_once():
    assert cut(date(2026, 5, 1), date(2026, 5, 1), Recurrence.MONTH, 0) == (
        Occurrence(date(2026, 5, 1), date(2026, 5, 1), Recurrence.MONTH),
    )


def test_a_span_that_ends_before_it_begins_owes_nothing():
    assert cut(date(2026, 5, 2), date(2026, 5, 1), Recurrence.YEAR, 0) == ()


@given(spans, recurrences, offsets)
def test_occurrences_cover_the_span_without_gaps_one_a_period(span, recurrence, offset):
    first, last = span
    owed = cut(first, last, recurrence, offset)
    assert owed[0].period <= first
    assert first < next_period(owed[0].period, recurrence)
    assert owed[-1].period <= last < next_period(owed[-1].period, recurrence)
    for one, following in pairwise(owed):
        assert next_period(one.period, recurrence) == following.period
    assert all(period_start(one.period, recurrence) == one.period for one in owed)


@given(spans, recurrences, offsets)
def test_dues_ascend_and_lie_after_their_periods_in_the_span(span, recurrence, offset):
    first, last = span
    owed = cut(first, last, recurrence, offset)
    dues = [one.due for one in owed]
    assert dues == sorted(set(dues))
    assert dues[-1] == last + timedelta(days=offset)
    assert all(one.due + timedelta(days=1 - offset) == next_period(one.period, recurrence) for one in owed[:-1])


@given(spans, recurrences)
def test_every_day_of_the_span_lies_in_one_period(span, recurrence):
    first, last = span
    periods = [one.period for one in cut(first, last, recurrence, 0)]
    middle = first + (last - first) // 2
    assert [period_start(day, recurrence) in periods for day in (first, middle, last)] == [True] * 3
    assert len(periods) == len(set(periods))


def first_days(owed: tuple[Occurrence, ...]) -> list[tuple[str, Recurrence]]:
    return [(f"{one.period:%Y-%m}", one.recurrence) for one in owed]


def test_a_change_of_period_leaves_alone_what_has_begun():
    terms = [Term(Recurrence.HALF, 31), Term(Recurrence.QUARTER, 15, since=date(2026, 4, 22))]
    owed = occurrences(date(2025, 7, 1), date(2026, 12, 31), terms)
    assert owed == (
        Occurrence(date(2025, 7, 1), date(2026, 1, 31), Recurrence.HALF),
        Occurrence(date(2026, 1, 1), date(2026, 7, 31), Recurrence.HALF),
        Occurrence(date(2026, 7, 1), date(2026, 10, 15), Recurrence.QUARTER),
        Occurrence(date(2026, 10, 1), date(2027, 1, 15), Recurrence.QUARTER),
    )


@pytest.mark.parametrize(
    ("agreed_on", "last_quarter"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 1, 2), "2026-04"),
        (date(2026, 7, 1), "2026-04"),
        (date(2026, 7, 2), "2026-10"),
    ],
)
def test_a_longer_period_waits_for_a_day_on_which_one_begins(agreed_on: date, last_quarter: str | None):
    terms = [Term(Recurrence.QUARTER), Term(Recurrence.HALF, since=agreed_on)]
    owed = first_days(occurrences(date(2026, 1, 1), date(2027, 12, 31), terms))
    quarters = [day for day, recurrence in owed if recurrence == Recurrence.QUARTER]
    assert (quarters[-1] if quarters else None) == last_quarter
    assert all(day[-2:] in ("01", "07") for day, recurrence in owed if recurrence == Recurrence.HALF)


def test_a_term_that_waits_for_its_day_gives_way_to_one_agreed_meanwhile():
    terms = [
        Term(Recurrence.QUARTER),
        Term(Recurrence.YEAR, since=date(2026, 2, 3)),
        Term(Recurrence.MONTH, since=date(2026, 3, 5)),
    ]
    owed = first_days(occurrences(date(2026, 1, 1), date(2026, 5, 31), terms))
    assert owed == [("2026-01", Recurrence.QUARTER), ("2026-04", Recurrence.MONTH), ("2026-05", Recurrence.MONTH)]


def test_whoever_joins_after_a_change_owes_by_the_new_term_from_the_first_day():
    terms = [Term(Recurrence.QUARTER), Term(Recurrence.YEAR, 10, since=date(2026, 2, 3))]
    assert occurrences(date(2026, 8, 15), date(2026, 12, 31), terms) == (
        Occurrence(date(2026, 1, 1), date(2027, 1, 10), Recurrence.YEAR),
    )


@given(spans, st.lists(st.tuples(recurrences, st.dates(date(2020, 1, 1), date(2031, 1, 1))), min_size=1, max_size=4))
def test_whatever_was_agreed_when_every_day_of_the_span_lies_in_one_period(span, agreed):
    (first, last), days = span, sorted(day for _recurrence, day in agreed[1:])
    terms = [Term(recurrence, since=since) for (recurrence, _day), since in zip(agreed, [None, *days], strict=True)]
    owed = occurrences(first, last, terms)
    assert owed[0].period <= first <= owed[0].last_day
    assert owed[-1].period <= last <= owed[-1].last_day
    for one, following in pairwise(owed):
        assert one.last_day + timedelta(days=1) == following.period
        assert one.due == one.last_day


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
    (owed,) = cut(date(2026, 1, 1), date(2026, 1, 31), Recurrence.MONTH, offset)
    assert state(owed, None, owed.due - timedelta(days=days), due_soon) != OccurrenceState.MISSED
    assert state(owed, None, owed.due + timedelta(days=days + 1), due_soon) == OccurrenceState.MISSED
