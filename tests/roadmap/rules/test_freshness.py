"""How old the last word is: 183 days fresh, to 365 ageing, then stale."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Freshness
from roadmap.rules.facts import Limits
from roadmap.rules.freshness import freshness

TOLD = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH),
        (183, Freshness.FRESH),
        (184, Freshness.AGEING),
        (365, Freshness.AGEING),
        (366, Freshness.STALE),
        (4000, Freshness.STALE),
    ],
)
def test_a_report_is_fresh_to_183_days_and_ageing_to_365(days: int, expected: Freshness):
    assert freshness(TOLD, TOLD + timedelta(days=days), Limits()) == expected


def test_who_never_reported_is_told_apart():
    assert freshness(None, TOLD, Limits()) == Freshness.NEVER_REPORTED


def test_settings_may_change_the_numbers():
    limits = Limits(fresh=10, ageing=20)
    ages = [freshness(TOLD, TOLD + timedelta(days=days), limits) for days in (10, 11, 20, 21)]
    assert ages == [Freshness.FRESH, Freshness.AGEING, Freshness.AGEING, Freshness.STALE]


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_report_never_grows_fresher(sooner: int, later: int):
    order = [Freshness.FRESH, Freshness.AGEING, Freshness.STALE]
    sooner, later = sorted((sooner, later))
    first, second = (freshness(TOLD, TOLD + timedelta(days=days), Limits()) for days in (sooner, later))
    assert order.index(first) <= order.index(second)
