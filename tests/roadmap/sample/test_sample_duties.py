"""The sample of recurring duties shows whatever can happen to one, delivery by delivery."""

from collections import Counter
from datetime import date, timedelta

import pytest

from cooperation.choices import Language
from roadmap.choices import OccurrenceState, Recurrence, ReportState, Timing
from roadmap.models import Action, Direction, Evidence, ProgressReport
from roadmap.rules import occurrence
from roadmap.rules.state import PartyState, action_state
from roadmap.services.facts import facts_of, with_facts
from tests.cast import LIMITS, TODAY

pytestmark = [
    pytest.mark.usefixtures("sample"),
    pytest.mark.django_db,
    pytest.mark.same_everywhere,
    pytest.mark.xdist_group("sample"),
]
DAY = timedelta(days=1)


def party(code: str, country: str, on: date = TODAY) -> PartyState:
    """A country's state in one of the duties."""
    action = with_facts(Action.objects.filter(roadmap__slug="syrdarya-sample", code=code)).get()
    return next(one for one in action_state(facts_of(action, LIMITS), on).parties if one.country == country)


def strip(code: str, country: str, on: date = TODAY) -> list[tuple[str, OccurrenceState]]:
    """A country's occurrences with their states."""
    found = party(code, country, on)
    days = {delivery.period: delivery.on for delivery in found.delivered}
    return [
        (f"{one.period:%Y-%m}", occurrence.state(one, days.get(one.period), on, LIMITS.due_soon))
        for one in found.occurrences
    ]


def test_every_duty_recurs_and_is_led_by_both_countries():
    for action in Action.objects.filter(roadmap__slug="syrdarya-sample"):
        assert action.timing == Timing.RECURRING
        assert [one.country.code for one in action.required_parties.all()] == ["KZ", "UZ"]


def test_its_directions_speak_five_languages():
    directions = Direction.objects.filter(roadmap__slug="syrdarya-sample")
    assert directions.count() == 3
    assert all(getattr(one, f"title_{language}") for one in directions for language in Language.values)


def test_every_state_of_an_occurrence_and_of_a_party_is_there():
    codes = Action.objects.filter(roadmap__slug="syrdarya-sample").values_list("code", flat=True)
    for country in ("KZ", "UZ"):
        met = Counter(state for code in codes for _period, state in strip(code, country))
        assert set(met) == set(OccurrenceState), country
    assert {party(code, "UZ").occurrence for code in codes} == {
        OccurrenceState.MISSED,
        OccurrenceState.DUE_SOON,
        OccurrenceState.UPCOMING,
    }


def test_each_country_missed_something():
    assert dict(strip("1.1", "UZ"))["2026-07"] == OccurrenceState.MISSED
    assert dict(strip("1.2", "KZ"))["2026-10"] == OccurrenceState.MISSED
    assert (party("2.3", "UZ").delivered, party("2.2", "KZ").delivered) == ((), ())


def test_a_period_was_changed_by_a_decision():
    assert strip("1.3", "UZ")[:5] == [
        ("2025-01", OccurrenceState.DELIVERED_ON_TIME),
        ("2025-07", OccurrenceState.DELIVERED_LATE),
        ("2026-01", OccurrenceState.DELIVERED_ON_TIME),
        ("2026-07", OccurrenceState.DELIVERED_LATE),
        ("2026-10", OccurrenceState.UPCOMING),
    ]
    recurrences = [one.recurrence for one in party("1.3", "UZ").occurrences]
    assert recurrences[:4] == [Recurrence.HALF, Recurrence.HALF, Recurrence.HALF, Recurrence.QUARTER]
    before = party("1.3", "UZ", date(2026, 4, 22) - DAY)
    assert {one.recurrence for one in before.occurrences} == {Recurrence.HALF}


def test_a_delivery_was_corrected_and_the_correction_counts():
    (delivery,) = [one for one in party("1.1", "UZ").delivered if one.period == date(2026, 1, 1)]
    correction = ProgressReport.objects.get(pk=delivery.key)
    assert correction.corrects.delivered_on == correction.delivered_on == delivery.on == date(2026, 4, 30)
    assert correction.evidence.count() == 1


def test_some_deliveries_have_their_documents():
    delivered = Evidence.objects.filter(report__action__roadmap__slug="syrdarya-sample", report__period__isnull=False)
    assert {one.file_name.rsplit(".")[-1] for one in delivered} == {"csv", "pdf", ""}
    assert delivered.count() == 8


def test_a_delivery_waits_for_its_publication():
    waiting = ProgressReport.objects.get(action__roadmap__slug="syrdarya-sample", state=ReportState.SUBMITTED)
    assert (waiting.action.code, waiting.period) == ("3.2", date(2026, 1, 1))
    assert party("3.2", "KZ").occurrence == OccurrenceState.DUE_SOON
