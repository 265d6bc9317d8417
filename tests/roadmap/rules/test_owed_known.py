"""What was owed in a round as it was known on a day: what is recorded later never changes it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import RoundStanding, Status
from roadmap.rules.facts import ActionFacts, Ending, Round
from roadmap.rules.owed import owed_in
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DAY,
    ECOLOGY,
    FEBRUARY,
    FORESTRY,
    KZ_MINISTRY,
    LAST,
    MARCH,
    TM_MINISTRY,
    at,
    joint,
    lead,
    opened,
    told,
    took_over,
)
from tests.roadmap.rules.test_state_known import as_recorded_by

ROUND = opened(1, MARCH, date(2026, 3, 20), date(2026, 4, 10))
THEN = date(2026, 3, 25)
AFTER = THEN + DAY


def all_owed(
    facts: ActionFacts, one: Round, on: date, known: date | None = None
) -> list[tuple[str, RoundStanding, int]]:
    """Who owes a report in a round, how it stands and which report was given for it; nobody owes twice."""
    owed = owed_in(facts, one, on, known)
    found = sorted((each.lead.holder, each.standing, each.report.key if each.report else 0) for each in owed)
    assert len({holder for holder, *_rest in found}) == len(found)
    return found


asked = joint(FORESTRY, ECOLOGY, rounds=(ROUND,))
given_late = told(1, FORESTRY, MARCH, round=1, published_at=at(AFTER))
given_by_the_former = replace(given_late, holder=KZ_MINISTRY, published_at=at(THEN))
recorded_later = [
    ("a report in the round", asked, {"reports": (given_late,)}),
    (
        "the successor of whoever gave a report",
        replace(asked, reports=(given_by_the_former,)),
        {"inheritances": (took_over(KZ_MINISTRY, FORESTRY, recorded_at=at(AFTER)),)},
    ),
    ("a lead", asked, {"responsibilities": (*asked.responsibilities, lead(TM_MINISTRY, recorded_at=at(AFTER)))}),
    (
        "the end of a lead",
        asked,
        {"responsibilities": (lead(FORESTRY), lead(ECOLOGY, until=FEBRUARY, until_recorded_at=at(AFTER)))},
    ),
    ("an end of a part", asked, {"endings": (Ending(Status.WITHDRAWN, FEBRUARY, at(AFTER), "UZ"),)}),
]


@pytest.mark.parametrize(("before", "added"), [case[1:] for case in recorded_later], ids=[c[0] for c in recorded_later])
def test_what_is_recorded_later_changes_a_round_and_never_what_was_known_of_it(before: ActionFacts, added: dict):
    after = replace(before, **added)
    assert all_owed(after, ROUND, AFTER) != all_owed(before, ROUND, AFTER)
    assert all_owed(after, ROUND, AFTER, known=AFTER) == all_owed(after, ROUND, AFTER)
    assert all_owed(after, ROUND, AFTER, known=THEN) == all_owed(before, ROUND, AFTER, known=THEN)


def test_a_completion_that_was_reported_after_the_round_had_opened_releases_nobody():
    done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED, published_at=at(AFTER))
    assert all_owed(replace(asked, reports=(done,)), ROUND, LAST) == all_owed(asked, ROUND, LAST)


def test_a_lead_that_is_recorded_twice_owes_once():
    again = joint(FORESTRY, rounds=(ROUND,), responsibilities=(lead(FORESTRY), lead(FORESTRY, since=FEBRUARY)))
    assert all_owed(again, ROUND, LAST) == [(FORESTRY, RoundStanding.LATE, 0)]


with_rounds = records.actions().filter(lambda facts: facts.rounds)


@given(with_rounds, records.days, records.days, st.data())
def test_what_was_known_to_be_owed_is_told_without_all_that_was_recorded_later(facts, on, known, data):
    one = data.draw(st.sampled_from(facts.rounds))
    assert all_owed(as_recorded_by(facts, known), one, on, known) == all_owed(facts, one, on, known)


@given(with_rounds, records.days, st.one_of(st.none(), records.days), st.randoms())
def test_the_order_of_records_does_not_matter(facts, on, known, random):
    lists = {name: value for name, value in vars(facts).items() if isinstance(value, tuple)}
    shuffled = replace(facts, **{name: tuple(random.sample(value, len(value))) for name, value in lists.items()})
    for one in facts.rounds:
        assert all_owed(shuffled, one, on, known) == all_owed(facts, one, on, known)
