"""What had been recorded by the end of a day, and what holds on a day."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from roadmap.rules.facts import Limits, end_of, holds, recorded_by, recorded_on
from tests.roadmap.rules import records
from tests.roadmap.rules.records import EARLY, lead, member

JUNE = date(2026, 6, 1)


def test_the_numbers_of_days_are_those_of_the_methodology():
    limits = Limits()
    assert (limits.due_soon, limits.report_wait, limits.fresh, limits.ageing) == (60, 30, 183, 365)


def test_a_day_ends_at_midnight_in_tashkent():
    before, after = datetime(2026, 6, 1, 18, 59, 59, tzinfo=UTC), datetime(2026, 6, 1, 19, 0, tzinfo=UTC)
    assert recorded_on(before) == JUNE
    assert recorded_on(after) == JUNE + timedelta(days=1)
    assert recorded_by(before, JUNE)
    assert not recorded_by(after, JUNE)


def test_the_servers_own_time_zone_does_not_matter(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert recorded_on(datetime(2026, 6, 1, 19, 0, tzinfo=UTC)) == JUNE + timedelta(days=1)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_a_day_all_that_is_recorded_is_known():
    assert recorded_by(datetime(2099, 1, 1, tzinfo=UTC), None)


def test_what_was_not_recorded_is_never_known():
    assert not recorded_by(None, None)
    assert not recorded_by(None, date.max)


@given(records.moments, records.days)
def test_what_is_known_stays_known(moment: datetime, known: date):
    if recorded_by(moment, known):
        assert recorded_by(moment, known + timedelta(days=1))
    assert recorded_by(moment, recorded_on(moment))
    assert not recorded_by(moment, recorded_on(moment) - timedelta(days=1))


@pytest.mark.parametrize("record", [lead(records.FORESTRY), member("KZ")])
def test_what_has_no_dates_holds_from_when_it_is_recorded(record):
    assert holds(record, date.min, None)
    assert holds(record, date.max, EARLY.date())
    assert not holds(record, date.max, EARLY.date() - timedelta(days=1))


def test_a_part_holds_from_its_first_day_to_its_last():
    part = lead(records.FORESTRY, since=date(2026, 6, 1), until=date(2026, 6, 30), until_recorded_at=EARLY)
    held = [holds(part, date(2026, 6, 1) + timedelta(days=number), None) for number in (-1, 0, 29, 30)]
    assert held == [False, True, True, False]


def test_an_end_counts_only_once_it_is_recorded():
    closing = datetime(2026, 7, 15, 6, 0, tzinfo=UTC)
    part = lead(records.FORESTRY, until=date(2026, 6, 30), until_recorded_at=closing)
    assert holds(part, date(2026, 7, 1), date(2026, 7, 14))
    assert not holds(part, date(2026, 7, 1), date(2026, 7, 15))
    assert not holds(part, date(2026, 7, 1), None)


def test_a_day_is_over_at_midnight_in_tashkent():
    assert end_of(date(2026, 2, 28)) == datetime(2026, 2, 28, 19, tzinfo=UTC)
