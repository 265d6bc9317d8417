"""Agreements: their life, their parties under the names of the time, and what fulfils them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import (
    Body,
    Document,
    Institution,
    InstitutionName,
    Instrument,
    InstrumentParty,
    InstrumentRelation,
    Mandate,
    Meeting,
    Provision,
    Text,
    TreatyEvent,
)
from tests.cast import Cast, country, paper, published

PAGE = "/en/agreements/memo/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def memo(db) -> Instrument:
    return Instrument.objects.create(
        slug="memo", title_en="Memorandum of 2024", kind="memorandum", nature="non_binding", level="interagency"
    )


@pytest.fixture
def source(db) -> Document:
    return Document.objects.create(
        code="uza", kind="news", title="Signed in Samarkand", publisher="UzA", url="https://example.org/uza"
    )


def renamed() -> Institution:
    """An institution that was a committee in 2022 and is a ministry since June 2023."""
    made = Institution.objects.create(code="uz", kind="committee", country=country("UZ", en="Uzbekistan"))
    InstitutionName.objects.create(
        institution=made,
        name_en="State Committee on Ecology",
        since_earliest=date(2017, 4, 21),
        until_latest=date(2023, 5, 30),
    )
    InstitutionName.objects.create(institution=made, name_en="Ministry of Ecology", since_earliest=date(2023, 5, 31))
    return made


def test_the_list_names_each_with_its_nature_parties_and_steps(client: Client, cast: Cast, memo: Instrument):
    InstrumentParty.objects.create(instrument=memo, country=cast.kz, capacity="signatory")
    TreatyEvent.objects.create(instrument=memo, kind="joining", country=cast.tm)
    page = text(client, "/en/agreements/")
    for words in ("Memorandum of 2024", "non-binding", "interagency", "Kazakhstan (signatory)", "not known: joining"):
        assert words in page, words


def test_the_oldest_stands_first(client: Client, memo: Instrument):
    older = Instrument.objects.create(slug="z-older", title_en="Agreement of 1997", kind="agreement")
    TreatyEvent.objects.create(instrument=memo, kind="signature", earliest=date(2024, 2, 11), latest=date(2024, 2, 17))
    TreatyEvent.objects.create(instrument=older, kind="signature", earliest=date(1997, 6, 2), latest=date(1997, 6, 2))
    page = text(client, "/en/agreements/")
    assert page.index("Agreement of 1997") < page.index("Memorandum of 2024")


def test_the_time_line_prints_dates_as_known_and_the_name_of_the_time(client: Client, memo: Instrument, source):
    event = TreatyEvent.objects.create(
        instrument=memo,
        kind="signature",
        country=country("UZ", en="Uzbekistan"),
        institution=renamed(),
        person="A. Person",
        office_en="Chairman",
        place_en="Tashkent",
        earliest=date(2022, 12, 1),
        latest=date(2022, 12, 31),
        wording="at the end of 2022",
        note_en="Another source says January.",
    )
    event.sources.add(source)
    page = text(client)
    for words in (
        "<strong>December 2022</strong>",
        "State Committee on Ecology: A. Person, Chairman",
        "Tashkent",
        "In the source: “at the end of 2022”",
        "Another source says January.",
        'href="https://example.org/uza"',
    ):
        assert words in page, words
    assert "Ministry of Ecology" not in page


def test_a_provision_names_the_actions_that_fulfil_it_as_far_as_they_are_seen(client: Client, cast: Cast, memo):
    provision = Provision.objects.create(instrument=memo, number="1", position=1, title_en="To count saiga")
    Provision.objects.create(instrument=memo, number="2", position=2, title_en="To do nothing yet")
    cast.count.provisions.add(provision)
    cast.action("9", "A quiet action", leads=[cast.forestry], visibility=Visibility.PARTIES).provisions.add(provision)
    page = text(client)
    assert 'id="provision-1"' in page
    assert 'href="/en/roadmaps/plateau/actions/2.3/"' in page
    assert page.count("No published action names this provision.") == 1
    assert "A quiet action" not in page
    client.force_login(cast.hasan)
    assert "A quiet action" in text(client)


def test_roadmaps_under_it_are_named_as_far_as_they_are_seen(client: Client, cast: Cast, memo: Instrument):
    cast.plateau.instrument, cast.plateau.visibility = memo, Visibility.PARTIES
    cast.plateau.save()
    assert "Roadmap of the Plateau" not in text(client)
    client.force_login(cast.hasan)
    assert "Roadmap of the Plateau" in text(client)


def test_relations_read_both_ways(client: Client, memo: Instrument):
    older = Instrument.objects.create(slug="older", title_en="Agreement of 1997", kind="agreement")
    InstrumentRelation.objects.create(instrument=memo, kind="recognises", other=older)
    assert 'recognises</span> <a href="/en/agreements/older/">Agreement of 1997</a>' in text(client)
    assert 'recognised by</span> <a href="/en/agreements/memo/">' in text(client, "/en/agreements/older/")


def test_bodies_that_work_under_it_stand_with_their_meetings(client: Client, memo: Instrument):
    body = Body.objects.create(slug="group", name_en="Joint working group", kind="working_group")
    Mandate.objects.create(body=body, instrument=memo)
    Meeting.objects.create(
        slug="m",
        title_en="First session",
        kind="session",
        body=body,
        earliest=date(2024, 1, 1),
        latest=date(2024, 12, 31),
    )
    page = text(client)
    assert "Joint working group" in page
    assert '2024: <a href="/en/meetings/m/">First session</a>' in page
    assert '<a href="/en/bodies/group/">Joint working group</a>' in page


def signed(memo: Instrument, *days: date) -> None:
    for code, day in zip(("KZ", "UZ"), days, strict=True):
        of = country(code, en=code)
        InstrumentParty.objects.create(instrument=memo, country=of, capacity="signatory")
        TreatyEvent.objects.create(
            instrument=memo, kind="signature", country=of, earliest=day, latest=date(2024, 2, 17)
        )


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2024-02-10", "No step recorded by this day"),
        ("2024-02-13", "Perhaps: signed"),
        ("2024-03-01", "Signed, non-binding"),
    ],
)
def test_its_state_is_that_of_the_day(client: Client, memo: Instrument, on: str, state: str):
    signed(memo, date(2024, 2, 11), date(2024, 2, 12))
    assert f"<strong>{state}" in text(client, f"{PAGE}?on={on}")


def test_each_party_has_its_own_state_with_its_steps(client: Client, memo: Instrument):
    signed(memo, date(2024, 2, 11), date(2024, 2, 15))
    states = [str(line.standing.may_be) for line in client.get(f"{PAGE}?on=2024-02-13").context["lines"]]
    assert states == ["concluded", "none"]


def test_the_list_leaves_out_what_had_not_begun_and_says_so(client: Client, memo: Instrument):
    signed(memo, date(2024, 2, 11), date(2024, 2, 11))
    assert "Of 1 instrument nothing had happened by this day" in text(client, "/en/agreements/?on=2023-06-01")
    assert client.get("/en/agreements/?on=2023-06-01").context["lines"] == []
    assert len(client.get("/en/agreements/?on=2024-02-12").context["lines"]) == 1


@pytest.mark.parametrize("address", ["/en/agreements/", PAGE])
def test_a_date_that_is_none_answers_400(client: Client, memo: Instrument, address: str):
    assert client.get(f"{address}?on=soon").status_code == 400


@pytest.mark.parametrize(("query", "found"), [("country=KZ", 1), ("country=XX", 0), ("kind=treaty", 0), ("q=мемо", 1)])
def test_the_list_is_narrowed(client: Client, memo: Instrument, query: str, found: int):
    signed(memo, date(2024, 2, 11), date(2024, 2, 11))
    assert len(client.get(f"/en/agreements/?{query}").context["lines"]) == found


def test_of_another_day_the_list_leaves_out_later_steps(client: Client, memo: Instrument):
    signed(memo, date(2024, 2, 11), date(2024, 2, 11))
    day = date(2025, 5, 1)
    TreatyEvent.objects.create(instrument=memo, kind="amendment", earliest=day, latest=day)
    assert "amendment" in text(client, "/en/agreements/")
    assert "amendment" not in text(client, "/en/agreements/?on=2024-03-01")


def test_a_text_says_what_it_is_worth(client: Client, memo: Instrument, source: Document):
    Text.objects.create(instrument=memo, document=source, authenticity="working_translation")
    assert "working translation" in text(client)


def test_from_a_provision_to_status_per_country_and_evidence(client: Client, cast: Cast, memo: Instrument):
    provision = Provision.objects.create(instrument=memo, number="1", position=1, title_en="To count saiga")
    Provision.objects.create(instrument=memo, number="2", position=2, title_en="To do nothing yet")
    cast.count.provisions.add(provision)
    inner = paper("Inner", sha256="b" * 64, confidentiality=Visibility.PARTIES)
    published(cast.count, cast.forestry, cast.aigul, evidence=[paper("Act"), inner])
    page = text(client)
    assert "1 of 2 provisions are named by no published action." in page
    assert 'actions/2.3/#reports">1 document</a>' in page
    assert page.count('<ul class="by-country">') == 1


def test_an_unknown_address_is_not_found(client: Client, db):
    assert client.get("/en/agreements/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/en/agreements/", PAGE])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(client: Client, cast: Cast, memo, source, address: str):
    def grow(number: int) -> None:
        provision = Provision.objects.create(instrument=memo, number=f"{number}", position=number, title_en="To count")
        provision.sources.add(source)
        cast.action(f"{number}", leads=[cast.forestry]).provisions.add(provision)
        TreatyEvent.objects.create(instrument=memo, kind="signature", institution=cast.forestry).sources.add(source)
        InstrumentParty.objects.create(
            instrument=memo, country=cast.kz, institution=cast.forestry, capacity="signatory"
        ).sources.add(source)
        other = Instrument.objects.create(slug=f"other-{number}", title_en="Other", kind="agreement")
        InstrumentRelation.objects.create(instrument=memo, kind="cites", other=other).sources.add(source)
        body = Body.objects.create(slug=f"group-{number}", name_en="Group", kind="working_group")
        Mandate.objects.create(body=body, instrument=memo).sources.add(source)
        Meeting.objects.create(slug=f"m-{number}", title_en="Session", kind="session", body=body)

    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(2, 12):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)
