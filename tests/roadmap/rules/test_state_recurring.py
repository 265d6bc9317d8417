"""What of a recurring duty each country owes and has delivered."""

from dataclasses import replace
from datetime import date

import pytest

from roadmap.choices import OccurrenceState, Part, Recurrence, Schedule, Status, Timing
from roadmap.rules.facts import Ending
from roadmap.rules.state import action_state
from tests.roadmap.rules.records import (
    DAY,
    EARLY,
    ECOLOGY,
    FEBRUARY,
    FIRST,
    FORESTRY,
    KZ_MINISTRY,
    LAST,
    LATER,
    QUARTERLY,
    at,
    by_country,
    correction,
    decided,
    delivery,
    joint,
    lead,
    member,
    original,
    revision,
)


def test_each_country_owes_one_delivery_a_period():
    deliveries = (
        delivery("KZ", date(2025, 1, 1), date(2025, 4, 10)),
        delivery("KZ", date(2025, 4, 1), date(2025, 7, 20)),
        delivery("UZ", date(2025, 1, 1), date(2025, 4, 15)),
    )
    state = action_state(joint(FORESTRY, ECOLOGY, versions=(QUARTERLY,), deliveries=deliveries), date(2025, 8, 1))
    kz, uz = state.parties
    assert len(kz.occurrences) == len(uz.occurrences) == 8
    assert kz.delivered == deliveries[:2]
    assert (kz.standing.next_due, kz.standing.late) == (date(2025, 10, 15), True)
    assert (uz.standing.next_due, uz.standing.late) == (date(2025, 7, 15), False)
    assert (kz.schedule, uz.schedule, state.awaits) == (Schedule.NOT_YET_DUE, Schedule.OVERDUE, ("UZ",))


def test_of_two_deliveries_for_one_period_the_first_counts():
    period = date(2025, 1, 1)
    second, first = delivery("KZ", period, date(2025, 4, 20)), delivery("KZ", period, date(2025, 4, 10), key=2)
    for deliveries in ((second, first), (first, second)):
        facts = joint(FORESTRY, versions=(QUARTERLY,), deliveries=deliveries)
        assert by_country(facts)["KZ"].delivered == (first,)


def test_a_delivery_counts_from_its_day_and_once_recorded():
    given_on = date(2025, 4, 10)
    facts = joint(
        FORESTRY,
        versions=(QUARTERLY,),
        deliveries=(delivery("KZ", date(2025, 1, 1), given_on, recorded_at=at(given_on + 5 * DAY)),),
    )
    assert by_country(facts, given_on)["KZ"].delivered != ()
    assert by_country(facts, given_on - DAY)["KZ"].delivered == ()
    assert by_country(facts, LAST, known=given_on + 5 * DAY)["KZ"].delivered != ()
    assert by_country(facts, LAST, known=given_on + 4 * DAY)["KZ"].delivered == ()


def test_a_country_owes_from_when_its_first_lead_took_the_duty_on_whoever_leads_now():
    handed_over = (
        lead(FORESTRY, since=date(2025, 5, 1), until=date(2025, 12, 31), until_recorded_at=EARLY),
        lead(KZ_MINISTRY, since=date(2026, 1, 1)),
    )
    kz = by_country(joint(responsibilities=handed_over, versions=(QUARTERLY,)))["KZ"]
    assert kz.occurrences[0].period == date(2025, 4, 1)
    assert kz.schedule == Schedule.OVERDUE


def test_support_before_the_lead_is_not_owed():
    earlier_support = replace(lead(FORESTRY), part=Part.SUPPORTING)
    facts = joint(
        responsibilities=(earlier_support, lead(FORESTRY, since=date(2026, 1, 1)), lead(ECOLOGY)),
        versions=(QUARTERLY,),
    )
    assert by_country(facts)["KZ"].occurrences[0].period == date(2026, 1, 1)


def test_an_earlier_lead_or_membership_that_is_entered_later_adds_nothing_to_what_was_known():
    autumn = {"since": date(2025, 10, 1)}
    leads = (lead(FORESTRY, **autumn), lead(KZ_MINISTRY, recorded_at=LATER))
    facts = joint(responsibilities=leads, versions=(QUARTERLY,))
    assert by_country(facts)["KZ"].occurrences[0].period == FIRST
    assert by_country(facts, known=FEBRUARY)["KZ"].occurrences[0].period == date(2025, 10, 1)
    members = (member("KZ", **autumn), member("KZ", recorded_at=LATER))
    facts = joint(FORESTRY, memberships=members, versions=(QUARTERLY,))
    assert by_country(facts)["KZ"].occurrences[0].period == FIRST
    assert by_country(facts, known=FEBRUARY)["KZ"].occurrences[0].period == date(2025, 10, 1)


def test_a_delivery_that_is_not_recorded_yet_hides_no_other():
    deliveries = (
        delivery("KZ", date(2025, 1, 1), date(2025, 4, 1), recorded_at=LATER),
        delivery("KZ", date(2025, 4, 1), date(2025, 7, 1)),
    )
    facts = joint(FORESTRY, versions=(QUARTERLY,), deliveries=deliveries)
    assert by_country(facts, known=FEBRUARY)["KZ"].delivered == deliveries[1:]


def test_a_country_owes_nothing_from_before_it_joined_the_roadmap():
    facts = joint(FORESTRY, memberships=(member("KZ", since=date(2025, 10, 1)), member("UZ")), versions=(QUARTERLY,))
    assert by_country(facts)["KZ"].occurrences[0].period == date(2025, 10, 1)


def test_what_was_taken_on_before_the_action_began_is_owed_from_its_beginning():
    facts = joint(
        responsibilities=(lead(FORESTRY, since=date(2024, 1, 1)),),
        memberships=(member("KZ", since=date(2024, 1, 1)),),
        versions=(QUARTERLY,),
    )
    assert by_country(facts)["KZ"].occurrences[0].period == FIRST


def test_a_corrected_first_day_is_that_of_the_correction():
    meant = correction(2, 1, None, timing=Timing.RECURRING, recurrence=Recurrence.QUARTER, starts_on=date(2025, 8, 15))
    party = by_country(joint(FORESTRY, versions=(QUARTERLY, meant)))["KZ"]
    assert party.occurrences[0].period == date(2025, 7, 1)


def test_a_duty_ends_with_its_own_last_day_or_with_the_roadmap():
    ends = original(date(2025, 6, 30), timing=Timing.RECURRING, recurrence=Recurrence.QUARTER)
    assert len(by_country(joint(FORESTRY, versions=(ends,)))["KZ"].occurrences) == 2
    assert by_country(joint(FORESTRY, versions=(QUARTERLY,)))["KZ"].occurrences[-1].due == LAST + 15 * DAY


@pytest.mark.parametrize("version", [original(), original(recurrence=Recurrence.QUARTER)])
def test_only_a_recurring_duty_has_occurrences(version):
    assert by_country(joint(FORESTRY, versions=(version,)))["KZ"].occurrences == ()


HALF_YEARLY = original(None, timing=Timing.RECURRING, recurrence=Recurrence.HALF, offset_days=31)
TO_QUARTERS = revision(2, None, timing=Timing.RECURRING, recurrence=Recurrence.QUARTER, offset_days=15)
APRIL = date(2026, 4, 22)


def test_a_change_of_period_does_not_make_deliveries_of_the_former_periods_missing():
    versions = (HALF_YEARLY, decided(TO_QUARTERS, APRIL))
    halves = [delivery("KZ", date(2025, month, 1), date(2025, month + 5, 28)) for month in (1, 7)]
    facts = joint(FORESTRY, versions=versions, deliveries=tuple(halves))
    kz = by_country(facts, date(2026, 11, 1))["KZ"]
    assert [(one.period, one.recurrence) for one in kz.occurrences] == [
        (date(2025, 1, 1), Recurrence.HALF),
        (date(2025, 7, 1), Recurrence.HALF),
        (date(2026, 1, 1), Recurrence.HALF),
        (date(2026, 7, 1), Recurrence.QUARTER),
        (date(2026, 10, 1), Recurrence.QUARTER),
    ]
    assert kz.standing.next_due == date(2026, 7, 31)


def test_before_the_change_was_agreed_or_recorded_the_former_periods_are_owed():
    versions = (HALF_YEARLY, decided(TO_QUARTERS, APRIL, recorded_at=at(date(2026, 5, 4))))
    facts = joint(FORESTRY, versions=versions)
    halves = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)]
    for on, known in ((APRIL - DAY, None), (LAST, date(2026, 5, 3))):
        assert [one.period for one in by_country(facts, on, known)["KZ"].occurrences] == halves


def test_what_became_a_recurring_duty_is_owed_from_the_day_on_which_that_was_agreed():
    facts = joint(FORESTRY, versions=(original(LAST), decided(TO_QUARTERS, APRIL)))
    periods = [one.period for one in by_country(facts, LAST)["KZ"].occurrences]
    assert periods == [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]


def test_what_recurs_no_more_is_not_owed():
    once = decided(revision(2, LAST), APRIL)
    kz = by_country(joint(FORESTRY, versions=(HALF_YEARLY, once)), LAST)["KZ"]
    assert (kz.occurrences, kz.occurrence, kz.schedule) == ((), None, Schedule.DUE_SOON)


def test_once_ended_a_party_owes_nothing_more_than_what_was_due_before():
    ending = Ending(Status.WITHDRAWN, date(2025, 7, 15), EARLY, "KZ")
    early = delivery("KZ", date(2025, 7, 1), date(2025, 7, 14))
    facts = joint(FORESTRY, ECOLOGY, versions=(QUARTERLY,), endings=(ending,), deliveries=(early,))
    kz, uz = action_state(facts, FEBRUARY).parties
    assert [one.period for one in kz.occurrences] == [date(2025, 1, 1), date(2025, 7, 1)]
    assert len(uz.occurrences) == 8
    assert (kz.occurrence, uz.occurrence) == (None, OccurrenceState.MISSED)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 15), OccurrenceState.UPCOMING),
        (date(2026, 11, 16), OccurrenceState.DUE_SOON),
        (date(2027, 1, 15), OccurrenceState.DUE_SOON),
        (date(2027, 1, 16), OccurrenceState.MISSED),
    ],
)
def test_a_party_stands_as_its_first_undelivered_occurrence(on: date, expected: OccurrenceState):
    owed = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
    facts = joint(
        responsibilities=(lead(FORESTRY, since=date(2026, 1, 1)),),
        versions=(QUARTERLY,),
        deliveries=tuple(delivery("KZ", period, period + 95 * DAY, key=number) for number, period in enumerate(owed)),
    )
    kz = by_country(facts, on)["KZ"]
    assert (kz.occurrence, kz.standing.next_due) == (expected, date(2027, 1, 15))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (date(2026, 7, 15), date(2027, 1, 15), OccurrenceState.DELIVERED_ON_TIME),
        (date(2026, 7, 16), date(2027, 1, 15), OccurrenceState.DELIVERED_ON_TIME),
        (date(2026, 7, 15), date(2027, 1, 16), OccurrenceState.DELIVERED_LATE),
    ],
)
def test_where_none_is_open_a_party_stands_as_its_last_delivery(first: date, second: date, expected: OccurrenceState):
    halves = original(None, timing=Timing.RECURRING, recurrence=Recurrence.HALF, offset_days=15)
    deliveries = (delivery("KZ", date(2026, 7, 1), second), delivery("KZ", date(2026, 1, 1), first, key=2))
    facts = joint(responsibilities=(lead(FORESTRY, since=date(2026, 1, 1)),), versions=(halves,), deliveries=deliveries)
    assert by_country(facts, date(2027, 2, 1))["KZ"].occurrence == expected


def test_a_duty_that_asks_for_no_delivery_stands_as_nothing():
    over = original(FIRST - DAY, timing=Timing.RECURRING, recurrence=Recurrence.QUARTER)
    kz = by_country(joint(FORESTRY, versions=(over,)))["KZ"]
    assert (kz.occurrence, kz.standing.last_late) == (None, None)


def test_what_is_not_delivered_is_owed_until_the_part_is_ended():
    facts = joint(FORESTRY, versions=(QUARTERLY,), deliveries=(delivery("KZ", FIRST, date(2025, 4, 1)),))
    party = by_country(facts)["KZ"]
    assert [one.period for one in party.undelivered] == [one.period for one in party.occurrences[1:]]
    ended = replace(facts, endings=(Ending(Status.WITHDRAWN, FEBRUARY, EARLY, "KZ"),))
    assert by_country(ended)["KZ"].undelivered == ()
