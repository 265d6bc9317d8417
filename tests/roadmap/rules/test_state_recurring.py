"""What of a recurring duty each country owes and has delivered."""

from dataclasses import replace
from datetime import date

import pytest

from roadmap.choices import Part, Recurrence, Schedule, Timing
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
    delivery,
    joint,
    lead,
    member,
    original,
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
    assert kz.delivered == ((date(2025, 1, 1), date(2025, 4, 10)), (date(2025, 4, 1), date(2025, 7, 20)))
    assert (kz.standing.next_due, kz.standing.late) == (date(2025, 10, 15), True)
    assert (uz.standing.next_due, uz.standing.late) == (date(2025, 7, 15), False)
    assert (kz.schedule, uz.schedule, state.awaits) == (Schedule.NOT_YET_DUE, Schedule.OVERDUE, ("UZ",))


def test_of_two_deliveries_for_one_period_the_first_counts():
    period = date(2025, 1, 1)
    second, first = delivery("KZ", period, date(2025, 4, 20)), delivery("KZ", period, date(2025, 4, 10))
    for deliveries in ((second, first), (first, second)):
        facts = joint(FORESTRY, versions=(QUARTERLY,), deliveries=deliveries)
        assert by_country(facts)["KZ"].delivered == ((period, date(2025, 4, 10)),)


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
    assert by_country(facts, known=FEBRUARY)["KZ"].delivered == ((date(2025, 4, 1), date(2025, 7, 1)),)


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


def test_a_duty_ends_with_its_own_last_day_or_with_the_roadmap():
    ends = original(date(2025, 6, 30), timing=Timing.RECURRING, recurrence=Recurrence.QUARTER)
    assert len(by_country(joint(FORESTRY, versions=(ends,)))["KZ"].occurrences) == 2
    assert by_country(joint(FORESTRY, versions=(QUARTERLY,)))["KZ"].occurrences[-1].due == LAST + 15 * DAY


@pytest.mark.parametrize(
    "version",
    [original(), original(None, timing=Timing.RECURRING), original(recurrence=Recurrence.QUARTER)],
)
def test_only_a_recurring_duty_has_occurrences(version):
    assert by_country(joint(FORESTRY, versions=(version,)))["KZ"].occurrences == ()
