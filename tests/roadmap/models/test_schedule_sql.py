"""What lists compute in the database says the same as the rules, for any row, on any day, whatever the settings."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.models import Country
from roadmap.choices import Freshness, OccurrenceState, Schedule, Status, Timing
from roadmap.models import Action, RequiredParty
from roadmap.rules.facts import Limits
from roadmap.rules.freshness import freshness
from roadmap.rules.schedule import occurrence, schedule, worst
from tests.cast import LONG_AGO, Cast, opened_round

ACTIONS = 40
DUE_SOON, WAIT, FRESH, AGEING = 60, 30, 183, 365
# Days before and after the day of the list: the edges of each rule, from both sides, and anything else.
EDGES = [edge + step for edge in (0, DUE_SOON, -WAIT, -FRESH, -AGEING) for step in (-1, 0, 1)]

every_limits = st.one_of(
    st.just(Limits(DUE_SOON, WAIT, FRESH, AGEING)),
    st.builds(Limits, st.integers(0, 90), st.integers(0, 60), st.integers(0, 200), st.integers(200, 400)),
)
days = st.dates(date(2025, 1, 1), date(2031, 12, 31))


def some_day(random, on: date) -> date | None:
    """No day, a day at an edge of a rule, or any day around."""
    number = random.choice([None, random.choice(EDGES), random.choice(EDGES), random.randint(-500, 500)])
    return None if number is None else on + timedelta(days=number)


def make_rows(cast: Cast, random, on: date) -> None:
    """Actions with up to three required parties, their stored columns drawn at random."""
    countries = [cast.kz, cast.uz, cast.tm]
    actions = Action.objects.bulk_create(
        Action(
            roadmap=cast.plateau,
            direction=cast.monitoring,
            code=f"random-{number}",
            recorded_at=LONG_AGO,
            status=random.choice(Status.values),
            timing=random.choice([*Timing.values, Timing.DATED]),
            current_due=some_day(random, on),
            last_reported_on=some_day(random, on),
            round_closes=random.choice([None, some_day(random, on)]),
        )
        for number in range(ACTIONS)
    )
    RequiredParty.objects.bulk_create(
        party(random, on, action, country)
        for action in actions
        for country in random.sample(countries, random.randint(0, 3))
    )


def party(random, on: date, action: Action, country: Country) -> RequiredParty:
    """A required party; its days lie around the day of the list, or on the deadline's last day, or just after it."""
    near_due = [action.current_due, action.current_due + timedelta(days=1)] if action.current_due else [None]
    return RequiredParty(
        action=action,
        country=country,
        status=random.choice(Status.values),
        completed_on=random.choice([some_day(random, on), *near_due]),
        open_as_at=random.choice([some_day(random, on), *near_due]),
        last_as_at=some_day(random, on),
        next_due=some_day(random, on),
        late=random.choice([True, False]),
        last_late=random.choice([True, False, None]),
    )


def by_rule(action: Action, on: date, limits: Limits) -> Schedule:
    """An action's schedule, said by the rules alone."""
    if action.status in Status.ended():
        return Schedule.ENDED
    parts = [
        schedule(one.standing, Timing(action.timing), action.current_due, on, limits, action.round_closes)
        for one in action.required_parties.all()
    ]
    alone = Schedule.CONTINUOUS if action.timing == Timing.CONTINUOUS else Schedule.UNDATED
    return worst(parts) or alone


@pytest.mark.django_db
def test_annotations_agree_with_the_rules_on_random_rows(cast: Cast):
    assert [cast.plateau, cast.monitoring, cast.kz, cast.uz, cast.tm]
    met: Counter[str] = Counter()
    occurrences_met: set[str | None] = set()

    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False), days, every_limits)
    def check(random, on: date, limits: Limits):
        with transaction.atomic():
            make_rows(cast, random, on)
            parties = RequiredParty.objects.select_related("action")
            for one in parties.with_schedule(on, limits).with_freshness(on, limits).with_occurrence(on, limits):
                timing, waits_until = Timing(one.action.timing), one.action.round_closes
                expected = schedule(one.standing, timing, one.action.current_due, on, limits, waits_until)
                assert one.schedule == expected == one.schedule_on(on, limits)
                assert one.freshness == freshness(one.last_as_at, on, limits)
                assert one.occurrence == occurrence(one.standing, timing, on, limits) == one.occurrence_on(on, limits)
                met.update([one.schedule, one.freshness])
                occurrences_met.add(one.occurrence)
            actions = Action.objects.prefetch_related("required_parties__action")
            for action in actions.with_schedule(on, limits).with_freshness(on, limits):
                assert action.schedule == by_rule(action, on, limits) == action.schedule_on(on, limits)
                assert action.freshness == freshness(action.last_reported_on, on, limits)
            transaction.set_rollback(True)

    check()
    assert set(met) == {*Schedule.values, *Freshness.values}, "some word was never met"
    assert occurrences_met == {None, *OccurrenceState.values}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_late", "expected"),
    [
        (-61, Schedule.NOT_YET_DUE),
        (-60, Schedule.DUE_SOON),
        (0, Schedule.DUE_SOON),
        (1, Schedule.REPORT_AWAITED),
        (30, Schedule.REPORT_AWAITED),
        (31, Schedule.OVERDUE),
    ],
)
def test_the_edges_of_a_deadline_in_a_list(cast: Cast, days_late: int, expected: Schedule):
    on = cast.count.current_due + timedelta(days=days_late)
    assert Action.objects.with_schedule(on, Limits()).get().schedule == expected
    assert set(RequiredParty.objects.with_schedule(on, Limits()).values_list("schedule", flat=True)) == {expected}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_late", "closes", "expected"),
    [
        (10, 10, Schedule.REPORT_AWAITED),
        (11, 10, Schedule.OVERDUE),
        (31, 45, Schedule.REPORT_AWAITED),
        (45, 45, Schedule.REPORT_AWAITED),
        (46, 45, Schedule.OVERDUE),
        (0, 45, Schedule.DUE_SOON),
    ],
)
def test_a_list_waits_until_the_round_around_the_deadline_has_closed(
    cast: Cast, days_late: int, closes: int, expected: Schedule
):
    due = cast.count.current_due
    last_day = due + timedelta(days=closes)
    opened_round(cast.plateau, opens=due - timedelta(days=5), due=last_day, closes=last_day)
    on = due + timedelta(days=days_late)
    listed = Action.objects.with_schedule(on, Limits()).get()
    assert listed.round_closes == last_day
    assert listed.schedule == listed.schedule_on(on, Limits()) == expected
    assert set(RequiredParty.objects.with_schedule(on, Limits()).values_list("schedule", flat=True)) == {expected}


@pytest.mark.django_db
def test_a_list_can_be_filtered_and_counted_by_what_it_computes(cast: Cast):
    assert cast.count
    cast.action("9.1", due=None, timing=Timing.CONTINUOUS)
    on = date(2026, 12, 1)
    computed = Action.objects.with_schedule(on, Limits()).with_freshness(on, Limits())
    assert [action.code for action in computed.filter(schedule=Schedule.DUE_SOON)] == ["2.3"]
    assert computed.filter(schedule=Schedule.CONTINUOUS, freshness=Freshness.NEVER_REPORTED).count() == 1
