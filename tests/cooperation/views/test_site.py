"""Sites: where they are, what they are part of, what is agreed and done about them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import Document, Instrument, Issue, IssueStep, Site
from tests.cast import Cast

PAGE = "/en/sites/deserts/"
LIST = "/en/sites/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def deserts(cast: Cast) -> Site:
    made = Site.objects.create(
        slug="deserts",
        name_en="Cold winter deserts",
        kind="world_heritage",
        reference="1693",
        earliest=date(2023, 9, 1),
        latest=date(2023, 9, 30),
        spellings="Turan deserts\n\nТуранские пустыни\n",
        note_en="Other components are not listed here.",
    )
    made.countries.add(cast.kz, cast.tm)
    return made


@pytest.fixture
def source(db) -> Document:
    return Document.objects.create(
        code="whc", kind="web_page", title="List", publisher="UNESCO", url="https://a.example/"
    )


def test_it_says_what_is_known(client: Client, deserts: Site, source: Document):
    deserts.sources.add(source)
    page = text(client)
    for words in (
        "World Heritage property",
        "Kazakhstan</a>, <a href",
        "<dt>Inscribed</dt><dd>September 2023",
        "1693",
        "Turan deserts; Туранские пустыни",
        "Other components are not listed here.",
        "https://a.example/",
    ):
        assert words in page, words


def test_the_whole_and_its_components_lead_to_each_other(client: Client, cast: Cast, deserts: Site):
    part = Site.objects.create(slug="part", name_en="Bereketli Garagum", kind="protected_area", whole=deserts)
    part.countries.add(cast.tm)
    assert '<a href="/en/sites/part/">Bereketli Garagum</a>' in text(client)
    page = text(client, "/en/sites/part/")
    assert '<a href="/en/sites/deserts/">Cold winter deserts</a>' in page
    assert "<dt>Founded</dt><dd>not known" in page


def test_a_place_was_neither_founded_nor_inscribed(client: Client, db):
    Site.objects.create(slug="place", name_en="A place", kind="place")
    page = text(client, "/en/sites/place/")
    assert "Founded" not in page
    assert "Inscribed" not in page


def test_agreements_and_issues_about_it_are_named(client: Client, cast: Cast, deserts: Site):
    Instrument.objects.create(slug="memo", title_en="Memorandum", kind="memorandum").sites.add(deserts)
    issue = Issue.objects.create(slug="dust", title_en="Dust", raised_by=cast.kz, addressed_to=cast.tm, site=deserts)
    IssueStep.objects.create(issue=issue, state="raised", earliest=date(2020, 1, 1), latest=date(2020, 1, 1))
    page = text(client)
    assert '<a href="/en/agreements/memo/">Memorandum</a>' in page
    assert '<a href="/en/issues/dust/">Dust</a>' in page
    assert "<strong>Raised</strong>" in page


def test_actions_there_are_named_as_far_as_they_are_seen(client: Client, cast: Cast, deserts: Site):
    cast.count.sites.add(deserts)
    cast.action("9", "A quiet action", leads=[cast.forestry], visibility=Visibility.PARTIES).sites.add(deserts)
    cast.plateau.is_sample = True
    cast.plateau.save()
    page = text(client)
    assert 'href="/en/roadmaps/plateau/actions/2.3/"' in page
    assert "1 action of “Roadmap of the Plateau” (sample data)" in page
    assert "A quiet action" not in page
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert "Plateau" not in text(client)
    client.force_login(cast.hasan)
    assert "A quiet action" in text(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("kind=world_heritage&country=TM", True),
        ("kind=place", False),
        ("country=XX", False),
        ("q=туранские", True),
        ("q=1693", True),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(client: Client, deserts: Site, query: str, found: bool):
    assert ('href="/en/sites/deserts/"' in text(client, f"{LIST}?{query}")) == found


def test_the_list_of_an_earlier_day_says_what_was_not_yet_inscribed(client: Client, deserts: Site):
    assert "not yet founded or inscribed" in text(client, f"{LIST}?on=2023-08-31")
    assert "not yet founded or inscribed" not in text(client, f"{LIST}?on=2023-09-01")


def test_an_unknown_address_is_not_found_and_no_date_is_refused(client: Client, deserts: Site):
    assert client.get("/en/sites/nothing/").status_code == 404
    for address in (LIST, PAGE):
        assert client.get(f"{address}?on=yesterday").status_code == 400


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(
    client: Client, cast: Cast, deserts: Site, source: Document, address: str
):
    def grow(number: int) -> None:
        part = Site.objects.create(slug=f"part-{number}", name_en="Part", kind="protected_area", whole=deserts)
        part.countries.add(cast.tm)
        part.sources.add(source)
        Instrument.objects.create(slug=f"i-{number}", title_en="Memo", kind="memorandum").sites.add(deserts)
        issue = Issue.objects.create(
            slug=f"dust-{number}", title_en="Dust", raised_by=cast.kz, addressed_to=cast.tm, site=deserts
        )
        IssueStep.objects.create(issue=issue, state="raised", country=cast.kz, institution=cast.forestry)
        cast.action(f"{number}", leads=[cast.forestry]).sites.add(deserts)

    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(2, 8):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)
