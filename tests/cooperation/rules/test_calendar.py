"""Under which year and month a date stands that is not fully known."""

import pytest
from hypothesis import given

from cooperation.rules.calendar import year_and_month
from cooperation.rules.partial_date import PartialDate, parse
from tests.partial_dates import partial_dates


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-02-11", (2024, 2)),
        ("2024-02-11/2024-02-17", (2024, 2)),
        ("2024-02", (2024, 2)),
        ("2024-03", (2024, 3)),
        ("2024-05-30/2024-06-02", (2024, 5)),
        ("2023-12-30/2024-01-02", (2023, 12)),
        ("2024-01-01/2024-03-31", (2024, None)),
        ("2024", (2024, None)),
        ("2024-05-30/", (2024, None)),
        ("/2018-12-31", (None, None)),
        ("", (None, None)),
    ],
)
def test_it_stands_where_it_began_as_far_as_that_is_known(written: str, expected: tuple):
    assert year_and_month(parse(written)) == expected


@given(partial_dates())
def test_no_month_or_year_is_invented(when: PartialDate):
    year, month = year_and_month(when)
    assert year == (when.earliest.year if when.earliest else None)
    assert month is None or (when.earliest and when.latest and month == when.earliest.month)
