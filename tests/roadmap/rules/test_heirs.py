"""For whose lead a report counts: its institution's own, that of whoever took over from it, its country's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Part, Status
from roadmap.rules.facts import ActionFacts
from roadmap.rules.state import counted_for, heirs_of
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DAY,
    EARLY,
    ECOLOGY,
    FEBRUARY,
    FORESTRY,
    KZ_MINISTRY,
    LAST,
    MARCH,
    TM_MINISTRY,
    at,
    by_country,
    joint,
    lead,
    told,
    took_over,
)

REPORT = told(1, FORESTRY, FEBRUARY, otherwise="country:KZ")
MERGED = took_over(FORESTRY, KZ_MINISTRY)


def heirs(holder: str, facts: ActionFacts, on: date = MARCH, known: date | None = None) -> set[str]:
    """Who has taken over from an institution by a day; nobody is named twice."""
    found = list(heirs_of(holder, facts, on, known))
    assert len(found) == len(set(found))
    return set(found)


def counts_for(facts: ActionFacts, *holders: str, on: date = MARCH, known: date | None = None) -> set[str]:
    return set(counted_for(REPORT, frozenset(holders), facts, on, known))


# Who took over ------------------------------------------------------------------------------------------------------

ONCE = (MERGED,)
CHAIN = (took_over(KZ_MINISTRY, ECOLOGY), MERGED)
SPLIT = (MERGED, took_over(FORESTRY, ECOLOGY))
CIRCLE = (MERGED, took_over(KZ_MINISTRY, FORESTRY))
MET_AGAIN = (*SPLIT, took_over(KZ_MINISTRY, TM_MINISTRY), took_over(ECOLOGY, TM_MINISTRY))


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ((), set()),
        (ONCE, {KZ_MINISTRY}),
        (CHAIN, {KZ_MINISTRY, ECOLOGY}),
        (SPLIT, {KZ_MINISTRY, ECOLOGY}),
        (CIRCLE, {KZ_MINISTRY}),
        (MET_AGAIN, {KZ_MINISTRY, ECOLOGY, TM_MINISTRY}),
    ],
    ids=["nobody", "one", "one after another", "a split", "a circle", "two ways to the same"],
)
def test_those_that_took_over_are_met_once_each(recorded, expected):
    assert heirs(FORESTRY, joint(FORESTRY, inheritances=recorded)) == expected


def test_nobody_takes_over_from_a_successor_backwards():
    assert heirs(KZ_MINISTRY, joint(FORESTRY, inheritances=ONCE)) == set()


@pytest.mark.parametrize(
    ("on", "expected"), [(MARCH - DAY, set()), (MARCH, {KZ_MINISTRY}), (MARCH + DAY, {KZ_MINISTRY})]
)
def test_whoever_takes_over_does_so_from_its_day(on, expected):
    facts = joint(FORESTRY, inheritances=(took_over(FORESTRY, KZ_MINISTRY, since=MARCH),))
    assert heirs(FORESTRY, facts, on) == expected


@pytest.mark.parametrize(("known", "expected"), [(MARCH - DAY, set()), (MARCH, {KZ_MINISTRY}), (None, {KZ_MINISTRY})])
def test_whoever_takes_over_is_known_once_that_is_recorded(known, expected):
    facts = joint(FORESTRY, inheritances=(took_over(FORESTRY, KZ_MINISTRY, recorded_at=at(MARCH)),))
    assert heirs(FORESTRY, facts, LAST, known) == expected


def test_a_chain_waits_for_its_middle():
    later = took_over(FORESTRY, KZ_MINISTRY, since=MARCH)
    facts = joint(FORESTRY, inheritances=(later, took_over(KZ_MINISTRY, ECOLOGY)))
    assert heirs(FORESTRY, facts, MARCH - DAY) == set()
    assert heirs(FORESTRY, facts, MARCH) == {KZ_MINISTRY, ECOLOGY}


@given(records.actions(), records.days, st.one_of(st.none(), records.days))
def test_nobody_is_its_own_heir_and_an_heirs_heirs_are_ones_own(facts, on, known):
    for holder in records.COUNTRY_OF:
        found = heirs(holder, facts, on, known)
        assert holder not in found
        assert all(heirs(heir, facts, on, known) - {holder} <= found for heir in found)


# For whom a report counts -------------------------------------------------------------------------------------------


def test_a_report_counts_for_its_own_institution_though_another_took_over():
    facts = joint(FORESTRY, KZ_MINISTRY, inheritances=ONCE)
    assert counts_for(facts, FORESTRY, KZ_MINISTRY) == {FORESTRY}


def test_a_report_counts_for_all_that_took_over_and_lead():
    facts = joint(KZ_MINISTRY, TM_MINISTRY, inheritances=MET_AGAIN)
    assert counts_for(facts, KZ_MINISTRY, TM_MINISTRY, "country:KZ") == {KZ_MINISTRY, TM_MINISTRY}


def test_a_report_counts_for_its_country_where_the_heirs_do_not_lead():
    facts = joint("country:KZ", inheritances=ONCE)
    assert counts_for(facts, "country:KZ") == {"country:KZ"}
    assert counts_for(facts, ECOLOGY) == set()


LED = lead(FORESTRY, until=FEBRUARY, until_recorded_at=EARLY)


@pytest.mark.parametrize(
    ("part", "on", "known", "expected"),
    [
        (LED, MARCH, None, set()),
        (lead(FORESTRY, since=MARCH), MARCH - DAY, None, {"country:KZ"}),
        (lead(FORESTRY, since=MARCH), MARCH, None, set()),
        (lead(FORESTRY, recorded_at=at(MARCH)), LAST, MARCH - DAY, {"country:KZ"}),
        (lead(FORESTRY, recorded_at=at(MARCH)), LAST, MARCH, set()),
        (lead(FORESTRY, part=Part.SUPPORTING), MARCH, None, {"country:KZ"}),
        (lead(ECOLOGY), MARCH, None, {"country:KZ"}),
    ],
    ids=["led", "will lead", "leads from today", "not known to lead", "known to lead", "supports", "another leads"],
)
def test_whoever_has_led_itself_speaks_no_more_for_its_country(part, on, known, expected):
    facts = joint("country:KZ", responsibilities=(lead("country:KZ"), part))
    assert counts_for(facts, "country:KZ", on=on, known=known) == expected


def test_the_state_of_a_lead_follows_from_what_its_predecessor_reported():
    done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED)
    since = (took_over(FORESTRY, KZ_MINISTRY, since=FEBRUARY + DAY),)
    parts = (lead(FORESTRY, until=FEBRUARY, until_recorded_at=EARLY), lead(KZ_MINISTRY, since=FEBRUARY + DAY))
    facts = joint(responsibilities=parts, reports=(done,), inheritances=since)
    assert by_country(facts, FEBRUARY)["KZ"].reports == by_country(facts, MARCH)["KZ"].reports == (done,)
    alone = joint(responsibilities=parts, reports=(done,))
    assert by_country(alone, MARCH)["KZ"].status == Status.NO_INFORMATION


def test_a_successor_that_has_reported_speaks_with_the_later_word():
    before, after = told(1, FORESTRY, FEBRUARY, Status.COMPLETED), told(2, KZ_MINISTRY, MARCH)
    facts = joint(KZ_MINISTRY, reports=(before, after), inheritances=ONCE)
    assert by_country(facts, MARCH - DAY)["KZ"].reports == (before,)
    assert by_country(facts, MARCH)["KZ"].reports == (after,)
