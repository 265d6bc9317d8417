"""Joint bodies: mandates and members over time, who is to join, meetings and what they decided."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import (
    Body,
    BodyMember,
    Decision,
    Document,
    Institution,
    InstitutionName,
    Instrument,
    Mandate,
    Meeting,
)
from tests.cast import Cast, institution

PAGE = "/en/bodies/group/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def group(db) -> Body:
    return Body.objects.create(
        slug="group",
        name_en="Joint working group of the river",
        kind="working_group",
        earliest=date(2018, 9, 1),
        latest=date(2018, 9, 30),
        wording="in autumn 2018",
        note_en="One source calls it a commission.",
    )


@pytest.fixture
def source(db) -> Document:
    return Document.objects.create(code="act", kind="news", title="They met", publisher="UzA", url="https://a.example/")


def renamed(cast: Cast) -> Institution:
    made = institution("uz", cast.uz, "State Committee on Ecology", until_latest=date(2023, 5, 30))
    InstitutionName.objects.create(institution=made, name_en="Ministry of Ecology", since_earliest=date(2023, 5, 31))
    return made


def test_the_list_names_each_with_its_kind_and_beginning(client: Client, group: Body):
    Meeting.objects.create(slug="m", title_en="First", kind="session", body=group)
    page = text(client, "/en/bodies/")
    for words in ("Joint working group of the river", "Joint working group · Established: September 2018", "1 meeting"):
        assert words in page, words
    assert "Joint working group of the river" not in text(client, "/en/bodies/?on=2018-08-31")
    assert "Joint working group of the river" in text(client, "/en/bodies/?on=2018-09-01")


def test_the_list_is_narrowed_by_kind_and_words(client: Client, group: Body):
    assert "working group of the river" in text(client, "/en/bodies/?kind=working_group&q=RIVER")
    assert "working group of the river" not in text(client, "/en/bodies/?kind=commission")
    assert "No body answers these questions." in text(client, "/en/bodies/?kind=nonsense")


def test_its_own_facts_stand_with_what_sources_leave_open(client: Client, group: Body, source: Document):
    group.sources.add(source)
    page = text(client)
    for words in (
        "September 2018",
        "In the source: “in autumn 2018”",
        "One source calls it a commission.",
        "https://a.example/",
    ):
        assert words in page, words


def test_members_bear_the_names_of_the_day_asked(client: Client, cast: Cast, group: Body):
    BodyMember.objects.create(
        body=group,
        country=cast.uz,
        institution=renamed(cast),
        since_earliest=date(2018, 9, 1),
        since_latest=date(2018, 9, 30),
    )
    today, before = text(client), text(client, f"{PAGE}?on=2022-01-01")
    assert "Ministry of Ecology" in today
    assert "State Committee on Ecology" not in today
    assert "State Committee on Ecology" in before
    assert "Ministry of Ecology" not in before
    assert "No member is recorded for this day." in text(client, f"{PAGE}?on=2018-01-01")


def test_a_membership_between_its_bounds_is_not_certain(client: Client, cast: Cast, group: Body):
    BodyMember.objects.create(
        body=group,
        country=cast.kz,
        since_earliest=date(2018, 9, 1),
        since_latest=date(2018, 9, 1),
        until_earliest=date(2019, 1, 1),
        until_latest=date(2024, 12, 31),
    )
    assert "not certain on this day" not in text(client, f"{PAGE}?on=2018-12-31")
    assert "not certain on this day" in text(client, f"{PAGE}?on=2020-01-01")
    page = text(client)
    assert page.index("Former members") < page.index("Kazakhstan")


def test_prospective_members_stand_apart(client: Client, cast: Cast, group: Body):
    BodyMember.objects.create(body=group, country=cast.kz)
    BodyMember.objects.create(body=group, country=cast.tm, capacity="prospective")
    page = text(client)
    assert page.index("Kazakhstan") < page.index("Planned to join") < page.index("Turkmenistan")
    assert "Membership is planned" in page


def test_mandates_lead_to_instruments_and_their_roadmaps_as_far_as_these_are_seen(
    client: Client, cast: Cast, group: Body
):
    older = Instrument.objects.create(slug="older", title_en="Agreement of 1997", kind="agreement")
    newer = Instrument.objects.create(slug="newer", title_en="Agreement of 2022", kind="agreement")
    Mandate.objects.create(body=group, instrument=newer, since_earliest=date(2022, 12, 22))
    Mandate.objects.create(
        body=group, instrument=older, since_earliest=date(2018, 9, 1), since_latest=date(2018, 9, 30)
    )
    cast.plateau.instrument, cast.plateau.is_sample = newer, True
    cast.plateau.save()
    page = text(client)
    assert page.index("/en/agreements/older/") < page.index("/en/agreements/newer/")
    assert 'Roadmap of the Plateau</a> <span class="asof">sample data' in page
    assert "not earlier than 22 December 2022 · not yet on this day" in text(client, f"{PAGE}?on=2020-01-01")
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert "Roadmap of the Plateau" not in text(client)
    client.force_login(cast.hasan)
    assert "Roadmap of the Plateau" in text(client)


def test_meetings_stand_with_their_decisions_as_of_the_day(client: Client, cast: Cast, group: Body):
    meeting = Meeting.objects.create(
        slug="m",
        title_en="First session",
        kind="session",
        body=group,
        earliest=date(2024, 3, 1),
        latest=date(2024, 3, 1),
    )
    decision = Decision.objects.create(
        meeting=meeting,
        number="1",
        text_en="To exchange data.",
        term=date(2024, 6, 30),
        state="done",
        closed_on=date(2024, 9, 1),
    )
    decision.responsible.add(cast.ecology)
    page = text(client)
    for words in (
        'href="/en/meetings/m/"',
        "To exchange data.",
        "National Committee on Ecology",
        "<strong>Done</strong>",
    ):
        assert words in page, words
    then = text(client, f"{PAGE}?on=2024-08-01")
    assert "<strong>Open</strong>" in then
    assert "past its term" in then
    assert "First session" not in text(client, f"{PAGE}?on=2024-01-01")


def test_an_unknown_address_is_not_found_and_no_date_is_refused(client: Client, group: Body):
    assert client.get("/en/bodies/nothing/").status_code == 404
    for address in ("/en/bodies/", PAGE):
        assert client.get(f"{address}?on=yesterday").status_code == 400


@pytest.mark.parametrize("address", ["/en/bodies/", PAGE])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(
    client: Client, cast: Cast, group: Body, source: Document, address: str
):
    def grow(number: int) -> None:
        organisation = institution(f"org-{number}")
        Body.objects.create(slug=f"body-{number}", name_en="Body", kind="organ", organisation=organisation)
        member = BodyMember.objects.create(body=group, country=cast.kz, institution=organisation)
        instrument = Instrument.objects.create(slug=f"i-{number}", title_en="Agreement", kind="agreement")
        mandate = Mandate.objects.create(body=group, instrument=instrument)
        meeting = Meeting.objects.create(slug=f"m-{number}", title_en="Session", kind="session", body=group)
        decision = Decision.objects.create(meeting=meeting, number="1", text_en="To do.")
        decision.responsible.add(organisation)
        for fact in (member, mandate, meeting, decision):
            fact.sources.add(source)

    assert cast.plateau
    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(2, 8):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)
