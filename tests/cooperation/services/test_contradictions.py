"""Stored records that contradict others are found, those of many owners in as many queries as of one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Body, BodyMember, Decision, Instrument, InstrumentRelation, Mandate, Meeting, TreatyEvent
from cooperation.services.contradictions import (
    contradictions_of_bodies,
    contradictions_of_instruments,
    contradictions_of_meetings,
)
from tests.cast import Cast


def instrument(slug: str) -> Instrument:
    return Instrument.objects.create(slug=slug, title_en=slug.title(), kind="agreement")


def event(of: Instrument, kind: str, day: date, **columns) -> TreatyEvent:
    return TreatyEvent.objects.create(instrument=of, kind=kind, earliest=day, latest=day, **columns)


def relation(one: Instrument, kind: str, other: Instrument) -> InstrumentRelation:
    return InstrumentRelation.objects.create(instrument=one, kind=kind, other=other)


@pytest.mark.django_db
def test_an_entry_into_force_before_every_signature_is_told_of():
    pact = instrument("pact")
    event(pact, "signature", date(2022, 12, 22))
    entry = event(pact, "entry_into_force", date(2020, 11, 20))
    [(record, message)] = contradictions_of_instruments([pact.pk])
    assert record == entry
    assert "20 November 2020" in message
    assert "22 December 2022" in message
    assert contradictions_of_instruments([instrument("other").pk]) == []


def test_what_law_allows_is_not_told_of(cast: Cast):
    pact = instrument("pact")
    event(pact, "signature", date(2022, 12, 22), country=cast.uz)
    event(pact, "entry_into_force", date(2023, 1, 1))
    event(pact, "signature", date(2024, 1, 1), country=cast.kz)  # after the entry into force
    event(pact, "accession", date(2024, 1, 1), country=cast.tm)  # of one that never signed
    event(pact, "entry_into_force", date(2024, 2, 1), country=cast.tm)
    assert contradictions_of_instruments([pact.pk]) == []


@pytest.mark.django_db
def test_a_circle_of_relations_is_told_of_with_the_way_it_runs():
    first, second, third = (instrument(slug) for slug in ("first", "second", "third"))
    relations = [
        relation(first, "amends", second),
        relation(second, "supersedes", third),
        relation(third, "implements", first),
    ]
    assert [record for record, _ in contradictions_of_instruments([first.pk, second.pk, third.pk])] == relations
    [(record, message)] = contradictions_of_instruments([second.pk])
    assert record == relations[1]
    assert "“Second” → “Third” → “First” → “Second”" in message


@pytest.mark.django_db
def test_instruments_may_cite_each_other_and_bear_on_the_same_one():
    first, second, third = (instrument(slug) for slug in ("first", "second", "third"))
    relation(first, "cites", second)
    relation(second, "cites", first)
    relation(first, "recognises", third)
    relation(second, "recognises", third)
    assert contradictions_of_instruments([first.pk, second.pk, third.pk]) == []


def test_members_and_mandates_from_before_the_body_are_told_of(cast: Cast):
    group = Body.objects.create(slug="group", name_en="Group", kind="working_group", earliest=date(2018, 9, 1))
    early = BodyMember.objects.create(body=group, country=cast.kz, since_latest=date(2018, 8, 31))
    ended = Mandate.objects.create(body=group, instrument=instrument("pact"), until_latest=date(2017, 1, 1))
    BodyMember.objects.create(body=group, country=cast.uz, since_latest=date(2018, 9, 1))
    BodyMember.objects.create(body=group, country=cast.tm)
    told = contradictions_of_bodies([group.pk])
    assert [record for record, _ in told] == [ended, early]
    assert "31 August 2018" in told[1][1]
    assert "1 September 2018" in told[1][1]


@pytest.mark.django_db
def test_decisions_closed_before_their_meeting_are_told_of():
    meeting = Meeting.objects.create(slug="first", title_en="First", kind="session", earliest=date(2024, 3, 5))
    early, *_others = (
        Decision.objects.create(meeting=meeting, number=f"{number}", text_en="Do", state="done", closed_on=day)
        for number, day in enumerate((date(2024, 3, 4), date(2024, 3, 5), None))
    )
    [(record, message)] = contradictions_of_meetings([meeting.pk])
    assert record == early
    assert "4 March 2024" in message


def test_many_take_as_many_queries_as_one(cast: Cast):
    def queries(find, keys) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert find(keys)
        return len(captured)

    pacts, groups = [], []
    for number in range(4):
        pact, other = instrument(f"pact-{number}"), instrument(f"other-{number}")
        event(pact, "signature", date(2022, 12, 22))
        event(pact, "entry_into_force", date(2020, 11, 20))
        relation(pact, "amends", other)
        relation(other, "amends", pact)
        group = Body.objects.create(slug=f"{number}", name_en="Group", kind="committee", earliest=date(2018, 9, 1))
        BodyMember.objects.create(body=group, country=cast.kz, since_latest=date(2018, 8, 31))
        pacts, groups = [*pacts, pact.pk], [*groups, group.pk]
    assert queries(contradictions_of_instruments, pacts) == queries(contradictions_of_instruments, pacts[:1])
    assert queries(contradictions_of_bodies, groups) == queries(contradictions_of_bodies, groups[:1])


@pytest.mark.usefixtures("reference")
def test_the_reference_data_contradict_nothing():
    instruments, bodies, meetings = (
        set(model.objects.values_list("pk", flat=True)) for model in (Instrument, Body, Meeting)
    )
    assert instruments
    assert contradictions_of_instruments(instruments) == []
    assert contradictions_of_bodies(bodies) == []
    assert contradictions_of_meetings(meetings) == []
