"""What is owed in a round: by whom, since when not, and how it stands; an earlier ``known`` of it never changes."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import RoundStanding, Status
from roadmap.rules.facts import ActionFacts, Ending, Inheritance, Report, Round, recorded_by
from roadmap.rules.owed import owed_in
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DAY,
    EARLY,
    ECOLOGY,
    FORESTRY,
    KZ_MINISTRY,
    TM_MINISTRY,
    at,
    joint,
    lead,
    member,
    told,
)
from tests.roadmap.rules.test_state_known import as_recorded_by

APRIL = Round(1, date(2026, 4, 1), date(2026, 4, 20), date(2026, 4, 30), EARLY)
DOMESTIC = replace(APRIL, key=2, country="KZ", inside=1, due=date(2026, 4, 10))
EVE, AFTER = APRIL.opens - DAY, APRIL.closes + DAY
answered = told(1, FORESTRY, date(2026, 4, 5), round=1)


def standings(facts: ActionFacts, one: Round = APRIL, on: date = APRIL.closes, known: date | None = None) -> dict:
    return {owed.lead.holder: owed.standing for owed in owed_in(facts, one, on, known)}


def test_every_lead_owes_a_report_from_the_opening_on():
    facts = joint(FORESTRY, KZ_MINISTRY, ECOLOGY, rounds=(APRIL,))
    assert standings(facts, on=EVE) == {}
    assert standings(facts, on=APRIL.opens) == dict.fromkeys((FORESTRY, KZ_MINISTRY, ECOLOGY), RoundStanding.OWED)
    assert standings(facts, on=APRIL.due)[FORESTRY] == RoundStanding.OWED
    assert standings(facts, on=APRIL.due + DAY)[FORESTRY] == RoundStanding.LATE


def test_a_round_that_was_called_off_asks_for_nothing():
    facts = joint(FORESTRY)
    off = replace(APRIL, called_off_at=at(APRIL.due))
    assert standings(facts, off) == {}
    assert standings(facts, off, known=APRIL.opens) == {FORESTRY: RoundStanding.LATE}


def test_a_domestic_round_asks_its_own_country_only():
    facts = joint(FORESTRY, ECOLOGY, rounds=(APRIL, DOMESTIC))
    assert standings(facts, DOMESTIC) == {FORESTRY: RoundStanding.LATE}


def test_a_report_given_in_the_round_is_published_from_its_day_on():
    facts = joint(FORESTRY, rounds=(APRIL,), reports=(answered,))
    assert standings(facts, on=date(2026, 4, 4)) == {FORESTRY: RoundStanding.OWED}
    (owed,) = owed_in(facts, APRIL, date(2026, 4, 5))
    assert (owed.standing, owed.report) == (RoundStanding.PUBLISHED, answered)
    assert standings(facts, known=date(2026, 4, 4)) == {FORESTRY: RoundStanding.LATE}


def test_the_first_of_several_reports_is_the_one_that_was_given():
    second = told(2, FORESTRY, date(2026, 4, 8), round=2)
    facts = joint(FORESTRY, rounds=(APRIL, DOMESTIC), reports=(second, answered))
    assert owed_in(facts, APRIL, APRIL.closes)[0].report == answered


def test_a_closed_round_takes_a_late_report():
    late = told(1, FORESTRY, AFTER, round=1)
    assert standings(joint(FORESTRY, reports=(late,)), on=AFTER) == {FORESTRY: RoundStanding.PUBLISHED_LATE}


def test_a_lead_that_had_reported_its_completion_before_the_round_owes_nothing():
    done = told(1, FORESTRY, EVE, Status.COMPLETED)
    assert standings(joint(FORESTRY, ECOLOGY, reports=(done,))) == {ECOLOGY: RoundStanding.LATE}
    for as_at, published_at in ((EVE, at(APRIL.opens)), (APRIL.opens, at(APRIL.opens))):
        in_the_round = told(1, FORESTRY, as_at, Status.COMPLETED, published_at=published_at, round=1)
        assert standings(joint(FORESTRY, reports=(in_the_round,))) == {FORESTRY: RoundStanding.PUBLISHED}


def test_a_part_that_was_ended_by_decision_owes_nothing():
    ended = (Ending(Status.WITHDRAWN, APRIL.due, at(APRIL.due), "KZ"),)
    facts = joint(FORESTRY, ECOLOGY, endings=ended)
    assert standings(facts, on=APRIL.due - DAY) == dict.fromkeys((FORESTRY, ECOLOGY), RoundStanding.OWED)
    assert standings(facts) == {ECOLOGY: RoundStanding.LATE}


def test_who_owes_is_asked_on_the_last_day_to_submit():
    until = lead(FORESTRY, until=APRIL.due - DAY, until_recorded_at=EARLY)
    since = lead(KZ_MINISTRY, since=APRIL.due + DAY)
    assert standings(joint(responsibilities=(until, since, lead(ECOLOGY)))) == {ECOLOGY: RoundStanding.LATE}


def test_who_is_entered_after_the_round_is_not_late():
    entered = lead(KZ_MINISTRY, recorded_at=at(AFTER))
    assert standings(joint(responsibilities=(entered, lead(ECOLOGY))), on=AFTER) == {ECOLOGY: RoundStanding.LATE}
    told_of = lead(KZ_MINISTRY, recorded_at=at(APRIL.closes))
    assert standings(joint(responsibilities=(told_of,)), on=AFTER) == {KZ_MINISTRY: RoundStanding.LATE}


def test_who_leads_twice_owes_once():
    again = (lead(FORESTRY), lead(FORESTRY, since=date(2026, 1, 1)))
    assert standings(joint(responsibilities=again)) == {FORESTRY: RoundStanding.LATE}


def test_a_country_that_is_no_party_owes_nothing():
    assert standings(joint(FORESTRY, ECOLOGY, memberships=(member("UZ"),))) == {ECOLOGY: RoundStanding.LATE}


def test_the_report_of_an_institution_counts_for_its_country_and_for_its_heirs():
    own = replace(answered, holder=KZ_MINISTRY, otherwise="country:KZ")
    assert standings(joint("country:KZ", reports=(own,))) == {"country:KZ": RoundStanding.PUBLISHED}
    merged = (Inheritance(FORESTRY, KZ_MINISTRY, EARLY),)
    facts = joint(KZ_MINISTRY, reports=(answered,), inheritances=merged)
    assert standings(facts) == {KZ_MINISTRY: RoundStanding.PUBLISHED}


def test_who_has_taken_over_since_answers_for_what_was_owed():
    by_heir = told(1, KZ_MINISTRY, AFTER, round=1)
    merged = (Inheritance(FORESTRY, KZ_MINISTRY, at(AFTER), since=AFTER),)
    facts = joint(FORESTRY, reports=(by_heir,), inheritances=merged)
    assert standings(facts, on=AFTER) == {FORESTRY: RoundStanding.PUBLISHED_LATE}
    both = joint(FORESTRY, KZ_MINISTRY, reports=(by_heir,), inheritances=merged)
    assert standings(both, on=AFTER) == {FORESTRY: RoundStanding.LATE, KZ_MINISTRY: RoundStanding.PUBLISHED_LATE}


# Histories -----------------------------------------------------------------------------------------------------------

HOLDERS = [FORESTRY, KZ_MINISTRY, ECOLOGY, TM_MINISTRY]


@st.composite
def histories(draw: st.DrawFn) -> ActionFacts:
    """An action with rounds, reports that belong to some of them, and institutions that took over from others."""
    rounds: list[Round] = []
    for key in range(1, draw(st.integers(1, 3)) + 1):
        opens, due, closes = sorted(draw(st.tuples(records.days, records.days, records.days)))
        around = draw(st.sampled_from([None, *(one.key for one in rounds if one.country is None)]))
        country = draw(records.countries) if around else None
        called_off_at = draw(records.some_moments)
        rounds.append(Round(key, opens, due, closes, draw(records.moments), country, around, called_off_at))
    facts = draw(records.actions())
    numbers = st.sampled_from([None, *(one.key for one in rounds)])
    pairs = draw(st.lists(st.tuples(st.sampled_from(HOLDERS), st.sampled_from(HOLDERS)), max_size=3))
    inheritances = tuple(
        Inheritance(former, heir, draw(records.moments), draw(records.some_days)) for former, heir in pairs
    )
    reports = tuple(replace(report, round=draw(numbers)) for report in facts.reports)
    return replace(facts, rounds=tuple(rounds), reports=reports, inheritances=inheritances)


@given(histories(), records.days, records.days, st.data())
def test_what_was_known_to_be_owed_never_changes_by_what_is_recorded_later(facts, on, known, data):
    one = data.draw(st.sampled_from(facts.rounds))
    cleaned = as_recorded_by(facts, known)
    heirs = tuple(heir for heir in facts.inheritances if recorded_by(heir.recorded_at, known))

    def told(of: ActionFacts) -> list[tuple[str, RoundStanding, Report | None]]:
        return [(owed.lead.holder, owed.standing, owed.report) for owed in owed_in(of, one, on, known)]

    assert told(replace(cleaned, inheritances=heirs)) == told(facts)


@given(histories(), records.days, st.one_of(st.none(), records.days), st.data(), st.randoms())
def test_the_order_of_records_does_not_matter(facts, on, known, data, random):
    one = data.draw(st.sampled_from(facts.rounds))
    names = ("memberships", "responsibilities", "reports", "endings", "rounds", "inheritances")
    lists = {name: list(getattr(facts, name)) for name in names}
    shuffled = replace(facts, **{name: tuple(random.sample(rows, len(rows))) for name, rows in lists.items()})
    assert standings(shuffled, one, on, known) == standings(facts, one, on, known)
