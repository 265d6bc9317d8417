"""Recognitions: to whom, by whom, when and for what."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import Document, Recognition
from tests.cast import Cast, institution

PAGE = "/en/recognitions/protector/"
LIST = "/en/recognitions/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def protector(cast: Cast) -> Recognition:
    return Recognition.objects.create(
        slug="protector",
        title_en="Protector of the plateau",
        person_en="A. Person",
        office_en="Minister",
        country=cast.kz,
        institution=cast.kz_ministry,
        given_by=cast.uz,
        given_by_institution=cast.ecology,
        reason_en="For the joint counts.",
        earliest=date(2024, 11, 13),
        latest=date(2024, 11, 13),
        note_en="The act was not seen.",
    )


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_it_says_who_was_honoured_by_whom_when_and_for_what(client: Client, protector: Recognition, address: str):
    page = text(client, address)
    for words in (
        "Protector of the plateau",
        "A. Person, Minister",
        '<a href="/en/institutions/kz-ministry/">Ministry of Ecology and Natural Resources',
        '<a href="/en/countries/kz/">Kazakhstan',
        '<a href="/en/countries/uz/">Uzbekistan',
        "National Committee on Ecology",
        "13 November 2024",
        "For the joint counts.",
    ):
        assert words in page, words


def test_it_shows_its_sources_and_what_they_leave_open(client: Client, protector: Recognition):
    source = Document.objects.create(code="act", kind="news", title="Honoured", url="https://a.example/")
    protector.sources.add(source)
    page = text(client)
    assert "The act was not seen." in page
    assert "https://a.example/" in page


def test_each_has_an_anchor_in_the_list(client: Client, protector: Recognition):
    assert 'id="protector"' in text(client, LIST)


def test_who_gave_it_may_be_unknown(client: Client, db):
    Recognition.objects.create(slug="protector", title_en="Honour", person_en="B. Person")
    assert "Given by</dt><dd>not known" in text(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=KZ&given_by=UZ", True),
        ("country=UZ", False),
        ("q=PERSON", True),
        ("on=2024-11-12", False),
        ("on=2024-11-13", True),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(client: Client, protector: Recognition, query: str, found: bool):
    assert ("Protector of the plateau" in text(client, f"{LIST}?{query}")) == found


def test_an_unknown_address_is_not_found_and_no_date_is_refused(client: Client, protector: Recognition):
    assert client.get("/en/recognitions/nothing/").status_code == 404
    assert client.get(f"{LIST}?on=yesterday").status_code == 400


def test_the_list_takes_as_many_queries_for_many_rows_as_for_one(client: Client, cast: Cast):
    def grow(number: int) -> None:
        giver, honoured = institution(f"giver-{number}", cast.uz), institution(f"honoured-{number}", cast.kz)
        Recognition.objects.create(
            slug=f"honour-{number}",
            title_en="Honour",
            country=cast.kz,
            institution=honoured,
            given_by=cast.uz,
            given_by_institution=giver,
        )

    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(LIST)
    for number in range(2, 8):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(LIST)
    assert len(with_many) == len(with_one)
