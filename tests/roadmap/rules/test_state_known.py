"""The state as it was known on a day: what is recorded later never changes it, and order never matters."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Status
from roadmap.rules.facts import ActionFacts, Consent, Ending, recorded_by
from roadmap.rules.state import action_state
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DAY,
    EARLY,
    ECOLOGY,
    FEBRUARY,
    FIRST,
    FORESTRY,
    KZ_MINISTRY,
    LAST,
    MARCH,
    QUARTERLY,
    TM_MINISTRY,
    at,
    consented,
    correction,
    decided,
    delivery,
    joint,
    lead,
    member,
    opened,
    original,
    revision,
    told,
    took_over,
)

THEN = date(2026, 4, 20)
AFTER = THEN + DAY
done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED)
agreed_by_kz = replace(revision(2, LAST), consents=(Consent("KZ", MARCH, EARLY),))
covering = opened(1, MARCH, date(2026, 4, 10), date(2026, 4, 19))
quarters = {"versions": (QUARTERLY,), "deliveries": (delivery("KZ", FIRST, date(2025, 4, 1)),)}
recorded_later = [
    ("a report", joint(FORESTRY), {"reports": (told(1, FORESTRY, FEBRUARY, published_at=at(AFTER)),)}),
    (
        "a correction of a report",
        joint(FORESTRY, reports=(done,)),
        {"reports": (done, told(2, FORESTRY, FEBRUARY, corrects=1, published_at=at(AFTER)))},
    ),
    (
        "a revision that was agreed before",
        joint(FORESTRY),
        {"versions": (original(), decided(revision(2, LAST, recorded_at=at(AFTER)), MARCH, at(AFTER)))},
    ),
    (
        "a correction of a deadline",
        joint(FORESTRY),
        {"versions": (original(), correction(2, 1, LAST, recorded_at=at(AFTER)))},
    ),
    (
        "a decision on a revision",
        joint(FORESTRY, versions=(original(), revision(2, LAST))),
        {"versions": (original(), decided(revision(2, LAST), MARCH, recorded_at=at(AFTER)))},
    ),
    (
        "the last consent to a revision",
        joint(FORESTRY, ECOLOGY, versions=(original(), agreed_by_kz)),
        {
            "versions": (
                original(),
                replace(agreed_by_kz, consents=(*agreed_by_kz.consents, Consent("UZ", MARCH, at(AFTER)))),
            )
        },
    ),
    ("an end of the action", joint(FORESTRY), {"endings": (Ending(Status.WITHDRAWN, MARCH, at(AFTER)),)}),
    ("an end of a part", joint(FORESTRY, ECOLOGY), {"endings": (Ending(Status.WITHDRAWN, MARCH, at(AFTER), "UZ"),)}),
    (
        "a responsibility",
        joint(FORESTRY),
        {"responsibilities": (lead(FORESTRY), lead(ECOLOGY, recorded_at=at(AFTER)))},
    ),
    (
        "a lead of an institution that had reported for its country",
        joint("country:KZ", reports=(replace(done, otherwise="country:KZ"),)),
        {"responsibilities": (lead("country:KZ"), lead(FORESTRY, recorded_at=at(AFTER)))},
    ),
    (
        "the closing of a responsibility",
        joint(FORESTRY, ECOLOGY),
        {"responsibilities": (lead(FORESTRY), lead(ECOLOGY, until=FEBRUARY, until_recorded_at=at(AFTER)))},
    ),
    (
        "a membership",
        joint(FORESTRY, ECOLOGY, memberships=(member("KZ"),)),
        {"memberships": (member("KZ"), member("UZ", recorded_at=at(AFTER)))},
    ),
    (
        "the end of a membership",
        joint(FORESTRY, ECOLOGY),
        {"memberships": (member("KZ"), member("UZ", until=FEBRUARY, until_recorded_at=at(AFTER)))},
    ),
    (
        "a delivery",
        joint(FORESTRY, versions=(QUARTERLY,)),
        {"deliveries": (delivery("KZ", FIRST, date(2025, 4, 1), recorded_at=at(AFTER)),)},
    ),
    (
        "a correction of a delivery",
        joint(FORESTRY, **quarters),
        {"deliveries": (delivery("KZ", FIRST, date(2025, 4, 1), corrected_at=at(AFTER)),)},
    ),
    ("a round", joint(FORESTRY), {"rounds": (replace(covering, recorded_at=at(AFTER)),)}),
    (
        "the calling off of a round",
        joint(FORESTRY, rounds=(covering,)),
        {"rounds": (replace(covering, called_off_at=at(AFTER)),)},
    ),
    (
        "a successor of an institution that reported",
        joint(KZ_MINISTRY, reports=(done,)),
        {"inheritances": (took_over(FORESTRY, KZ_MINISTRY, recorded_at=at(AFTER)),)},
    ),
]


@pytest.mark.parametrize(("before", "added"), [case[1:] for case in recorded_later], ids=[c[0] for c in recorded_later])
def test_what_is_recorded_later_changes_today_and_never_an_earlier_known(before: ActionFacts, added: dict):
    after = replace(before, **added)
    assert action_state(after, THEN) != action_state(before, THEN)
    assert action_state(after, THEN, known=AFTER) == action_state(after, THEN)
    assert action_state(after, THEN, known=THEN) == action_state(before, THEN, known=THEN)
    assert action_state(after, THEN, known=THEN) == action_state(before, THEN)


def test_an_agreement_stands_when_a_lead_is_entered_afterwards():
    agreed = consented(revision(2, LAST), KZ=FEBRUARY, UZ=MARCH)
    facts = joint(FORESTRY, ECOLOGY, versions=(original(), agreed))
    grown = replace(facts, responsibilities=(*facts.responsibilities, lead(TM_MINISTRY, recorded_at=at(AFTER))))
    assert action_state(grown, THEN).due == action_state(facts, THEN).due == LAST


def as_recorded_by(facts: ActionFacts, known: date) -> ActionFacts:
    """The facts without anything that was recorded after a day."""

    def moment(of) -> bool:
        return recorded_by(of.published_at if hasattr(of, "published_at") else of.recorded_at, known)

    def closed(record):
        kept = record.until_recorded_at is None or recorded_by(record.until_recorded_at, known)
        return record if kept else replace(record, until=None, until_recorded_at=None)

    def agreed(version):
        version = replace(version, consents=tuple(filter(moment, version.consents)))
        kept = version.decision_recorded_at is None or recorded_by(version.decision_recorded_at, known)
        return version if kept else replace(version, decided_on=None, decision_recorded_at=None)

    def standing(delivered):
        kept = delivered.corrected_at is None or recorded_by(delivered.corrected_at, known)
        return delivered if kept else replace(delivered, corrected_at=None)

    def called(one):
        kept = one.called_off_at is None or recorded_by(one.called_off_at, known)
        return one if kept else replace(one, called_off_at=None)

    return replace(
        facts,
        memberships=tuple(closed(record) for record in facts.memberships if moment(record)),
        responsibilities=tuple(closed(record) for record in facts.responsibilities if moment(record)),
        reports=tuple(filter(moment, facts.reports)),
        versions=tuple(agreed(version) for version in facts.versions if moment(version)),
        endings=tuple(filter(moment, facts.endings)),
        deliveries=tuple(standing(delivered) for delivered in facts.deliveries if moment(delivered)),
        rounds=tuple(called(one) for one in facts.rounds if moment(one)),
        inheritances=tuple(filter(moment, facts.inheritances)),
    )


@given(records.actions(), records.days, records.days)
def test_what_was_known_is_the_state_without_all_that_was_recorded_later(facts, on, known):
    cleaned = as_recorded_by(facts, known)
    assert action_state(cleaned, on, known) == action_state(facts, on, known)
    assert action_state(cleaned, on) == action_state(facts, on, known)


@given(records.actions(), records.days, st.one_of(st.none(), records.days), st.randoms())
def test_the_order_of_records_does_not_matter(facts, on, known, random):
    lists = {name: value for name, value in vars(facts).items() if isinstance(value, tuple)}
    shuffled = replace(facts, **{name: tuple(random.sample(value, len(value))) for name, value in lists.items()})
    assert action_state(shuffled, on, known) == action_state(facts, on, known)
