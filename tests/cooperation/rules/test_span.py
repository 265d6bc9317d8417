"""Whether a membership or a mandate holds on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from cooperation.models import BodyMember
from cooperation.rules.partial_date import parse
from cooperation.rules.span import Holding, holding
from tests.cast import TODAY
from tests.partial_dates import DAYS, partial_dates


@pytest.mark.parametrize(
    ("since", "until", "on", "expected"),
    [
        ("2018-09-28", "", "2018-09-27", Holding.NOT_YET),
        ("2018-09-28", "", "2018-09-28", Holding.HOLDS),
        ("2018", "", "2018-06-01", Holding.PERHAPS),
        ("", "", "2018-06-01", Holding.HOLDS),
        ("2018", "2020-05-31", "2020-05-31", Holding.HOLDS),
        ("2018", "2020-05-31", "2020-06-01", Holding.OVER),
        ("2018", "2020", "2020-06-01", Holding.PERHAPS),
        ("2018", "/2020-12-31", "2019-06-01", Holding.PERHAPS),
        ("2018", "/2020-12-31", "2021-01-01", Holding.OVER),
        ("2018", "2020-05-31/", "2020-05-31", Holding.HOLDS),
        ("2018", "2020-05-31/", "2020-06-01", Holding.PERHAPS),
        ("2022-12-22/", "", "2023-06-01", Holding.PERHAPS),
    ],
)
def test_what_is_known_of_a_day(since: str, until: str, on: str, expected: Holding):
    assert holding(parse(since), parse(until), date.fromisoformat(on), TODAY) == expected


def test_what_is_on_record_has_begun_by_today():
    since = parse("2022-12-22/")
    assert holding(since, parse(""), TODAY - timedelta(1), TODAY) == Holding.PERHAPS
    assert holding(since, parse(""), TODAY, TODAY) == Holding.HOLDS


@given(partial_dates(), partial_dates(), DAYS)
def test_it_agrees_with_whether_it_may_hold(since, until, on: date):
    member = BodyMember(
        since_earliest=since.earliest,
        since_latest=since.latest,
        until_earliest=until.earliest,
        until_latest=until.latest,
    )
    assert member.holds_on(on) == (member.holding_on(on, TODAY) in {Holding.PERHAPS, Holding.HOLDS})
