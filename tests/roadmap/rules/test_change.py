"""What changed between two days: each kind of change, what was recorded late, and that the past stays as told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import ChangeKind, Recurrence, Status, Timing
from roadmap.rules.change import Change, changes
from roadmap.rules.facts import ActionFacts, Ending, Round, recorded_by
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DUE,
    EARLY,
    ECOLOGY,
    FORESTRY,
    QUARTERLY,
    at,
    correction,
    decided,
    delivery,
    joint,
    original,
    revision,
    told,
)

SINCE, UNTIL = date(2026, 2, 1), date(2026, 3, 1)
BETWEEN, BEFORE = date(2026, 2, 15), date(2026, 1, 15)


def found(facts: ActionFacts, since: date = SINCE, until: date = UNTIL) -> list[tuple[str, str | None, bool]]:
    """Kind, country and whether it was recorded late, of each change."""
    return [(one.kind.value, one.country, one.recorded_late) for one in changes(facts, since, until)]


def only(facts: ActionFacts, kind: ChangeKind, since: date = SINCE, until: date = UNTIL) -> Change:
    (one,) = [one for one in changes(facts, since, until) if one.kind == kind]
    return one


def test_nothing_changes_where_nothing_is_recorded():
    assert found(joint(FORESTRY, ECOLOGY, reports=(told(1, FORESTRY, BEFORE),))) == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.IN_PROGRESS, "started"),
        (Status.COMPLETED, "completed"),
        (Status.SUSPENDED, "status"),
        (Status.NOT_STARTED, "status"),
    ],
)
def test_a_report_changes_its_countrys_status(status: Status, kind: str):
    facts = joint(FORESTRY, ECOLOGY, reports=(told(1, FORESTRY, BETWEEN, status),))
    assert found(facts) == [(kind, "KZ", False)]


def test_a_status_says_from_what_to_what_and_as_at_when():
    reports = (told(1, FORESTRY, BEFORE), told(2, FORESTRY, BETWEEN, Status.SUSPENDED))
    one = only(joint(FORESTRY, reports=reports), ChangeKind.STATUS)
    assert (one.was, one.now, one.on) == (Status.IN_PROGRESS, Status.SUSPENDED, BETWEEN)


def test_with_the_last_country_the_action_is_completed():
    reports = (told(1, FORESTRY, BEFORE, Status.COMPLETED), told(2, ECOLOGY, BETWEEN, Status.COMPLETED))
    assert found(joint(FORESTRY, ECOLOGY, reports=reports)) == [("completed", "UZ", False), ("completed", None, False)]


def test_an_action_of_one_country_is_completed_once():
    assert found(joint(FORESTRY, reports=(told(1, FORESTRY, BETWEEN, Status.COMPLETED),))) == [
        ("completed", "KZ", False)
    ]


def test_what_happened_before_and_was_recorded_in_between_is_told_as_such():
    late = told(1, FORESTRY, BEFORE, Status.COMPLETED, published_at=at(BETWEEN))
    assert found(joint(FORESTRY, ECOLOGY, reports=(late,))) == [("completed", "KZ", True)]


def test_what_was_recorded_before_is_no_change():
    assert found(joint(FORESTRY, reports=(told(1, FORESTRY, BEFORE, Status.COMPLETED),))) == []


def test_a_passed_deadline_awaits_a_report_and_then_is_overdue():
    facts = joint(FORESTRY, ECOLOGY, reports=(told(1, ECOLOGY, BEFORE, Status.COMPLETED),))
    assert found(facts, DUE, date(2026, 4, 10)) == [("awaited", "KZ", False)]
    assert found(facts, date(2026, 4, 10), date(2026, 6, 1)) == [("overdue", "KZ", False)]
    assert only(facts, ChangeKind.OVERDUE, DUE, date(2026, 6, 1)).on == DUE
    assert found(facts, date(2026, 6, 1), date(2026, 7, 1)) == []


def test_a_revision_agreed_says_from_what_to_what():
    facts = joint(FORESTRY, versions=(original(), decided(revision(2, date(2026, 6, 30)), BETWEEN)))
    one = only(facts, ChangeKind.AGREED)
    assert (one.before.due, one.after.due, one.on, one.key) == (DUE, date(2026, 6, 30), BETWEEN, 2)
    assert not one.recorded_late


def test_a_revision_agreed_before_and_recorded_in_between_is_told_as_such():
    version = decided(revision(2, date(2026, 6, 30)), BEFORE, recorded_at=at(BETWEEN))
    assert only(joint(FORESTRY, versions=(original(), version)), ChangeKind.AGREED).recorded_late


def test_a_revision_is_announced_when_it_is_recorded_and_once():
    facts = joint(FORESTRY, versions=(original(), revision(2, date(2026, 6, 30), recorded_at=at(BETWEEN))))
    one = only(facts, ChangeKind.ANNOUNCED)
    assert (one.before.due, one.after.due) == (DUE, date(2026, 6, 30))
    assert found(facts, UNTIL, date(2026, 3, 15)) == []


def test_what_was_announced_and_agreed_in_between_is_agreed():
    version = decided(revision(2, date(2026, 6, 30), recorded_at=at(date(2026, 2, 5))), BETWEEN)
    assert found(joint(FORESTRY, versions=(original(), version))) == [("agreed", None, False)]


def test_a_slip_of_the_pen_that_is_corrected_is_told():
    facts = joint(FORESTRY, versions=(original(), correction(2, 1, date(2026, 4, 30), recorded_at=at(BETWEEN))))
    one = only(facts, ChangeKind.CORRECTED)
    assert (one.before.due, one.after.due) == (DUE, date(2026, 4, 30))


@pytest.mark.parametrize(
    ("on", "recorded", "expected"),
    [
        (BETWEEN, BETWEEN, [False]),
        (BEFORE, BETWEEN, [True]),
        (BEFORE, BEFORE, []),
        (date(2026, 5, 1), BETWEEN, []),
        (BETWEEN, BEFORE, [False]),
    ],
)
@pytest.mark.parametrize("country", ["KZ", None])
def test_an_end_by_decision_is_told_from_the_day_on_which_it_counts(on, recorded, expected, country):
    facts = joint(FORESTRY, ECOLOGY, endings=(Ending(Status.WITHDRAWN, on, at(recorded), country, 7),))
    told_ = [one for one in changes(facts, SINCE, UNTIL) if one.kind == ChangeKind.ENDED]
    assert [one.recorded_late for one in told_] == expected
    assert all((one.country, one.now, one.key) == (country, Status.WITHDRAWN, 7) for one in told_)


def test_an_action_recorded_in_between_is_added():
    assert ("added", None, False) in found(joint(FORESTRY, recorded_at=at(BETWEEN)))
    assert ("added", None, False) not in found(joint(FORESTRY, recorded_at=EARLY))


def test_a_delivery_is_told_with_its_period():
    quarter = date(2025, 10, 1)
    facts = joint(FORESTRY, versions=(QUARTERLY,), deliveries=(delivery("KZ", quarter, BETWEEN),))
    one = only(facts, ChangeKind.DELIVERED)
    assert (one.country, one.period, one.on, one.recorded_late) == ("KZ", quarter, BETWEEN, False)
    late = delivery("KZ", quarter, BEFORE, recorded_at=at(BETWEEN))
    assert only(replace(facts, deliveries=(late,)), ChangeKind.DELIVERED).recorded_late
    corrected = delivery("KZ", quarter, BETWEEN, corrected_at=at(date(2026, 2, 20)))
    assert ("delivered", "KZ", False) not in found(replace(facts, deliveries=(corrected,)))


ROUND = Round(5, date(2026, 1, 20), BETWEEN, date(2026, 2, 25), EARLY)


def test_whoever_owed_a_report_and_gave_none_is_silent():
    report = told(1, ECOLOGY, date(2026, 2, 10), Status.NOT_STARTED, round=5)
    one = only(joint(FORESTRY, ECOLOGY, reports=(report,), rounds=(ROUND,)), ChangeKind.SILENT)
    assert (one.country, one.holder, one.key, one.on) == ("KZ", FORESTRY, 5, BETWEEN)


@pytest.mark.parametrize(
    "one",
    [
        replace(ROUND, called_off_at=at(BETWEEN)),
        replace(ROUND, recorded_at=at(date(2026, 3, 2))),
        replace(ROUND, due=UNTIL, closes=UNTIL),
        replace(ROUND, country="UZ"),
        replace(ROUND, country="KZ", inside=9),
    ],
    ids=["called off", "not known yet", "due today", "of another country", "part of another round"],
)
def test_nobody_is_silent_in_another_round(one: Round):
    assert found(joint(FORESTRY, rounds=(one,))) == []


def test_changes_come_in_the_order_of_their_kinds():
    facts = joint(FORESTRY, recorded_at=at(BETWEEN), rounds=(ROUND,), reports=(told(1, FORESTRY, BETWEEN),))
    kinds = [one.kind for one in changes(facts, SINCE, UNTIL)]
    assert kinds == sorted(kinds, key=list(ChangeKind).index)


def test_a_revision_may_change_the_timing():
    version = decided(revision(2, None, timing=Timing.RECURRING, recurrence=Recurrence.QUARTER), BETWEEN)
    assert only(joint(FORESTRY, versions=(original(), version)), ChangeKind.AGREED).after.recurrence == "quarter"


# Properties ----------------------------------------------------------------------------------------------------------


@given(records.actions(), records.days)
def test_between_a_day_and_itself_nothing_changes(facts: ActionFacts, day: date):
    assert changes(facts, day, day) == ()


@given(records.actions(), records.actions(), records.days, records.days)
def test_what_is_recorded_later_changes_nothing_of_what_was_told(facts, later, one: date, other: date):
    since, until = sorted((one, other))

    def unknown(record) -> bool:
        moment = getattr(record, "recorded_at", None) or record.published_at
        return not recorded_by(moment, until)

    added = {
        name: (*getattr(facts, name), *filter(unknown, getattr(later, name)))
        for name in ("memberships", "responsibilities", "endings", "deliveries")
    }
    assert changes(replace(facts, **added), since, until) == changes(facts, since, until)


@given(records.actions(), st.lists(records.days, min_size=3, max_size=3))
def test_what_is_completed_over_a_time_is_completed_in_one_of_its_parts(facts: ActionFacts, days_: list[date]):
    since, middle, until = sorted(days_)
    whole = {one.country for one in changes(facts, since, until) if one.kind == ChangeKind.COMPLETED and one.country}
    parts = {
        one.country
        for first, last in ((since, middle), (middle, until))
        for one in changes(facts, first, last)
        if one.kind == ChangeKind.COMPLETED
    }
    assert whole <= parts
