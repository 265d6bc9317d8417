"""Dates as far as they are known: no day is invented, and what is written is read again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.partial_date import PartialDate, parse, whole_month

days = st.dates(max_value=date(9999, 12, 31))
some_days = st.one_of(st.none(), days)


@st.composite
def partial_dates(draw) -> PartialDate:
    first, last = draw(some_days), draw(some_days)
    if first and last and first > last:
        first, last = last, first
    return PartialDate(first, last, draw(st.text(max_size=10)))


whole = st.one_of(
    partial_dates(),
    days.map(lambda day: PartialDate(day, day)),
    days.map(lambda day: PartialDate(*whole_month(day))),
    days.map(lambda day: PartialDate(date(day.year, 1, 1), date(day.year, 12, 31))),
)


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "precision"),
    [
        ("2024-02-11", date(2024, 2, 11), date(2024, 2, 11), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02-11/2024-02-17", date(2024, 2, 11), date(2024, 2, 17), "range"),
        ("2024-01-01/2024-11-30", date(2024, 1, 1), date(2024, 11, 30), "range"),
        ("2024-02-01/2024-02-28", date(2024, 2, 1), date(2024, 2, 28), "range"),
        ("2024-02-02/2024-02-29", date(2024, 2, 2), date(2024, 2, 29), "range"),
        ("2023-12-31/2024-12-31", date(2023, 12, 31), date(2024, 12, 31), "range"),
        ("/2018-12-31", None, date(2018, 12, 31), "range"),
        ("2018-12-31/", date(2018, 12, 31), None, "range"),
        ("", None, None, "unknown"),
        ("0987-05", date(987, 5, 1), date(987, 5, 31), "month"),
        ("0987", date(987, 1, 1), date(987, 12, 31), "year"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(written: str, earliest, latest, precision: str):
    found = parse(written)
    assert (found.earliest, found.latest, found.precision) == (earliest, latest, precision)
    assert str(found) == written


def test_a_range_may_be_written_in_whole_months_and_years_and_with_spaces():
    assert parse(" 2024 / 2025-02 ") == PartialDate(date(2024, 1, 1), date(2025, 2, 28))
    assert parse(" / ") == PartialDate()


@given(whole)
def test_what_is_written_is_read_again(when: PartialDate):
    assert parse(str(when), when.wording) == when


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_written_without_an_invented_day(year: int, month: int):
    when = parse(f"{year:04}-{month:02}")
    assert str(when).count("-") == 1
    assert when.earliest.day == 1
    assert when.latest == date.max or (when.latest + timedelta(days=1)).day == 1


@given(whole)
def test_only_a_day_that_is_known_is_written_as_one(when: PartialDate):
    assert (when.precision == "day") == (when.earliest is not None and when.earliest == when.latest)
    assert bool(when) == (when.precision != "unknown")


@pytest.mark.parametrize(
    "text",
    ["February 2024", "11.02.2024", "2024-2", "24", "2024-02-30", "2024-13", "0000", "2024-02-11-", "x2024", "a/b"],
)
def test_anything_else_is_refused(text: str):
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


def test_the_refusal_says_what_a_date_looks_like():
    with pytest.raises(ValueError, match="'spring' is not a date like 2024, 2024-02 or 2024-02-11"):
        parse("spring")


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="The earliest day is after the latest"):
        PartialDate(date(2024, 2, 12), date(2024, 2, 11))


def test_the_wording_of_the_source_is_kept():
    assert parse("2025-03", "March 2025, Astana").wording == "March 2025, Astana"
    assert parse("", "date not given").wording == "date not given"
    assert parse("/2018", "before 2019").wording == "before 2019"


def test_dates_sort_by_their_earliest_day_and_unknown_ones_last():
    written = ["2023-12-31", "2024", "2024-01-01/", "/2024-01-15", "2024-02", "2024-02-01/2024-06-30", "2024-02-11", ""]
    first, year, since, until, month, half, day, unknown = (parse(text) for text in written)
    assert sorted([unknown, day, half, month, until, since, year, first], key=lambda when: when.sort_key) == [
        first,
        year,
        since,
        until,
        month,
        half,
        day,
        unknown,
    ]


@given(st.lists(whole, max_size=6))
def test_the_order_follows_the_earliest_days(dates: list[PartialDate]):
    in_order = sorted(dates, key=lambda when: when.sort_key)
    begun = [when.earliest for when in in_order if when.earliest]
    assert begun == sorted(begun)
    known = [bool(when) for when in in_order if (when.earliest or when.latest) != date.max]
    assert known == sorted(known, reverse=True)


def test_something_has_surely_happened_after_its_latest_day_and_maybe_from_its_earliest():
    february = parse("2024-02")
    assert not february.maybe_by(date(2024, 1, 31))
    assert february.maybe_by(date(2024, 2, 1))
    assert not february.surely_by(date(2024, 2, 28))
    assert february.surely_by(date(2024, 2, 29))
    assert PartialDate().maybe_by(date.min)
    assert not PartialDate().surely_by(date.max)


@given(whole, days)
def test_what_has_surely_happened_may_have_happened(when: PartialDate, day: date):
    assert when.maybe_by(day) or not when.surely_by(day)
