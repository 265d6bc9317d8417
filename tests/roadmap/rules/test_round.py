"""Reporting rounds: their state on a day, which one a deadline waits for, which reports answer one, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from roadmap.choices import RoundStanding, RoundState, Schedule, Timing
from roadmap.rules.facts import Limits, Round
from roadmap.rules.round import answers, covering, is_late, is_late_on, round_state, standing, stands
from tests.roadmap.rules.records import DAY, DUE, EARLY, FORESTRY, at, by_country, joint, original, told

LIMITS = Limits()
APRIL = Round(1, date(2026, 4, 1), date(2026, 4, 20), date(2026, 4, 30), EARLY)
DOMESTIC = replace(APRIL, key=2, country="KZ", inside=1, due=date(2026, 4, 10))


def test_a_round_stands_from_its_recording_until_it_is_called_off():
    off = replace(APRIL, recorded_at=at(APRIL.opens), called_off_at=at(APRIL.due))
    assert not stands(off, APRIL.opens - DAY)
    assert stands(off, APRIL.opens)
    assert stands(off, APRIL.due - DAY)
    assert not stands(off, APRIL.due)
    assert not stands(off)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (APRIL.opens - DAY, RoundState.TO_COME),
        (APRIL.opens, RoundState.OPEN),
        (APRIL.closes, RoundState.OPEN),
        (APRIL.closes + DAY, RoundState.CLOSED),
    ],
)
def test_a_round_is_open_from_its_first_day_to_its_last(on: date, state: RoundState):
    assert round_state(APRIL, on) == state
    assert round_state(replace(APRIL, called_off_at=at(on)), on) == RoundState.CALLED_OFF


@pytest.mark.parametrize(
    ("case", "one", "found"),
    [
        ("open on the day after the deadline", APRIL, True),
        ("closed on the day after", replace(APRIL, opens=DUE - DAY, due=DUE, closes=DUE + DAY), True),
        ("closed on the deadline itself", replace(APRIL, opens=DUE - DAY, due=DUE, closes=DUE), False),
        ("opened on the last day of the usual wait", replace(APRIL, opens=date(2026, 4, 30)), True),
        ("opened after the usual wait", replace(APRIL, opens=date(2026, 5, 1)), False),
        ("of one country", DOMESTIC, False),
        ("called off", replace(APRIL, called_off_at=EARLY), False),
    ],
)
def test_a_deadline_waits_for_the_round_that_covers_it(case: str, one: Round, found: bool):
    assert (covering([one], original(), LIMITS) == one) == found


def test_of_several_rounds_the_first_to_close_covers_the_deadline():
    later = replace(APRIL, key=3, closes=date(2026, 5, 15))
    assert covering([later, APRIL], original(), LIMITS) == APRIL


@pytest.mark.parametrize(
    "version", [None, original(None, timing=Timing.UNDATED), original(None), original(timing=Timing.RECURRING)]
)
def test_what_has_no_deadline_waits_for_no_round(version):
    assert covering([APRIL], version, LIMITS) is None


def test_a_report_is_awaited_until_the_covering_round_has_closed():
    facts = joint(FORESTRY, rounds=(replace(APRIL, closes=date(2026, 6, 30)),))
    assert by_country(facts, date(2026, 6, 30))["KZ"].schedule == Schedule.REPORT_AWAITED
    assert by_country(facts, date(2026, 7, 1))["KZ"].schedule == Schedule.OVERDUE


@pytest.mark.parametrize(
    ("given_in", "asked", "found"),
    [
        (1, APRIL, True),
        (2, APRIL, True),
        (1, DOMESTIC, True),
        (2, DOMESTIC, True),
        (3, APRIL, False),
        (None, APRIL, False),
    ],
)
def test_a_report_answers_its_round_and_the_one_around_or_inside_it(given_in: int | None, asked: Round, found: bool):
    report = told(1, FORESTRY, APRIL.opens, round=given_in)
    assert answers(report, asked, [APRIL, DOMESTIC]) == found


def test_a_correction_answers_no_round():
    assert not answers(told(2, FORESTRY, APRIL.opens, round=1, corrects=1), APRIL, [APRIL])


def test_a_report_is_late_from_the_day_after_the_last_one_in_tashkent():
    midnight = datetime(2026, 4, 20, 19, 0, tzinfo=UTC)
    assert is_late_on(midnight, APRIL)
    assert not is_late_on(midnight.replace(hour=18), APRIL)


def test_what_counts_is_the_day_of_submission_and_without_one_that_of_publication():
    published = told(1, FORESTRY, APRIL.opens, round=1, published_at=at(APRIL.closes))
    assert is_late(published, APRIL)
    assert not is_late(replace(published, submitted_at=at(APRIL.due)), APRIL)


def test_how_an_owed_report_stands():
    in_time = told(1, FORESTRY, APRIL.opens, round=1)
    assert standing(in_time, APRIL, APRIL.closes) == RoundStanding.PUBLISHED
    assert standing(replace(in_time, submitted_at=at(APRIL.closes)), APRIL, APRIL.closes) == (
        RoundStanding.PUBLISHED_LATE
    )
    assert standing(None, APRIL, APRIL.due) == RoundStanding.OWED
    assert standing(None, APRIL, APRIL.due + DAY) == RoundStanding.LATE
