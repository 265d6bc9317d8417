"""Lists compute schedule and freshness in SQL: as the rules do, for every standing and every day that matters."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmap.choices import OccurrenceState, Schedule, Status, Timing
from roadmap.models import Action, RequiredParty
from roadmap.rules.facts import Limits
from roadmap.rules.freshness import freshness
from tests.cast import LONG_AGO, Cast

DUE = date(2026, 6, 30)
LIMITS = Limits(due_soon=5, report_wait=3, fresh=4, ageing=8)
DAYS = [DUE + timedelta(days=days) for days in (-6, -5, -1, 0, 1, 3, 4, 9)]
STANDINGS = [
    {"status": Status.NO_INFORMATION},
    {"status": Status.IN_PROGRESS, "open_as_at": DUE, "last_as_at": DUE},
    {"status": Status.IN_PROGRESS, "open_as_at": DUE + timedelta(days=1), "last_as_at": DUE - timedelta(days=4)},
    {"status": Status.COMPLETED, "completed_on": DUE, "next_due": None, "last_late": False},
    {"status": Status.COMPLETED, "completed_on": DUE + timedelta(days=1), "late": True, "last_late": True},
    {"status": Status.SUSPENDED, "next_due": DUE},
    {"status": Status.NOT_STARTED, "next_due": DUE + timedelta(days=40), "late": True},
    {"status": Status.WITHDRAWN},
]
TIMINGS = [(Timing.DATED, DUE), (Timing.RECURRING, None), (Timing.CONTINUOUS, None), (Timing.UNDATED, None)]


@pytest.fixture
def actions(cast: Cast) -> None:
    """An action of every timing for every pair of standings of two countries, and one without a country."""
    pairs = [*product(STANDINGS, STANDINGS), (None, None)]
    for number, ((timing, due), pair) in enumerate(product(TIMINGS, pairs)):
        statuses = {standing["status"] for standing in pair if standing}
        action = Action.objects.create(
            roadmap=cast.plateau,
            direction=cast.monitoring,
            code=f"{number}",
            timing=timing,
            current_due=due,
            status=Status.WITHDRAWN if statuses == {Status.WITHDRAWN} else Status.IN_PROGRESS,
            last_reported_on=pair[0] and pair[0].get("last_as_at"),
            recorded_at=LONG_AGO,
        )
        for country, standing in zip((cast.kz, cast.uz), pair, strict=True):
            if standing:
                RequiredParty.objects.create(action=action, country=country, **standing)


@pytest.mark.parametrize("on", DAYS)
def test_sql_says_of_each_party_and_action_what_the_rules_say(actions, on: date):
    parties = RequiredParty.objects.select_related("action").with_schedule(on, LIMITS).with_freshness(on, LIMITS)
    for party in parties.with_occurrence(on, LIMITS):
        assert party.schedule == party.schedule_on(on, LIMITS), party
        assert party.freshness == freshness(party.last_as_at, on, LIMITS)
        assert party.occurrence == party.occurrence_on(on, LIMITS)
    rows = Action.objects.with_schedule(on, LIMITS).with_freshness(on, LIMITS).for_rows()
    assert len(rows) == 4 * 65
    for action in rows:
        assert action.schedule == action.schedule_on(on, LIMITS), (action.timing, action.required_parties.all())
        assert action.freshness == freshness(action.last_reported_on, on, LIMITS)
        worst = [party.schedule_on(on, LIMITS).severity for party in action.required_parties.all()]
        assert action.severity == max(worst, default=None)


def test_between_them_the_cases_meet_every_schedule(actions):
    met = {party.schedule for on in DAYS for party in RequiredParty.objects.with_schedule(on, LIMITS)}
    assert met == set(Schedule.values)
    met = {party.occurrence for on in DAYS for party in RequiredParty.objects.with_occurrence(on, LIMITS)}
    assert met == {None, *OccurrenceState.values}


def test_the_query_for_a_schedule_stays_small(db):
    """Django writes an annotation out wherever it is named; nested, that took seconds to compile."""
    with CaptureQueriesContext(connection) as captured:
        list(Action.objects.with_schedule(DUE, LIMITS).filter(schedule=Schedule.OVERDUE).order_by("-severity"))
    assert len(captured[0]["sql"]) < 20_000
