"""The list of roadmaps and the page of one: who sees what, each filter, as many queries for many rows as for one."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from roadmap.choices import Status, Timing
from roadmap.models import Action, Direction, Responsibility
from tests.cast import NOW, TODAY, Cast, published

pytestmark = pytest.mark.usefixtures("on_the_day")
PAGE = "/en/roadmaps/plateau/"


def codes(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    return [row.action.code for row in response.context["rows"]]


@pytest.fixture
def actions(cast: Cast) -> dict[str, Action]:
    """One overdue, one awaited, one due soon, one far off, one completed, one continuous."""
    other = Direction.objects.create(roadmap=cast.plateau, code="4", title_en="Patrols", position=4)
    made = [
        cast.action("1", "Count of kulan", leads=[cast.forestry], due=date(2026, 6, 30)),
        cast.action("2", "Count of gazelle", leads=[cast.forestry, cast.ecology], due=date(2026, 11, 1)),
        cast.action("3", "Joint patrols", leads=[cast.ecology], due=date(2026, 12, 31), direction=other),
        cast.action("4", "Visitor route", leads=[cast.tm_ministry], due=date(2029, 12, 31)),
        cast.action("5", "Shared “Saiga” database", leads=[cast.forestry], due=date(2026, 12, 31)),
        cast.action("6", "Exchange of letters", leads=[cast.ecology], due=None, timing=Timing.CONTINUOUS),
    ]
    published(made[4], cast.forestry, cast.bolat, status=Status.COMPLETED, completed_on=date(2026, 10, 1), percent=100)
    published(made[1], cast.ecology, cast.eldor, as_at=date(2026, 11, 10))
    published(made[5], cast.ecology, cast.eldor, as_at=date(2025, 9, 1), status=Status.SUSPENDED)
    return {action.code: action for action in made}


def test_a_visitor_sees_public_roadmaps_and_their_public_actions_alone(client: Client, cast: Cast):
    cast.action("1", "An open one", leads=[cast.forestry])
    cast.action("2", "A quiet one", leads=[cast.forestry], visibility=Visibility.PARTIES)
    assert codes(client) == ["1"]
    listed = client.get("/en/roadmaps/").content.decode()
    assert "Roadmap of the Plateau" in listed
    assert "1 action" in listed


def test_an_observer_sees_also_what_is_published_among_the_parties(client: Client, cast: Cast):
    cast.action("2", "A quiet one", leads=[cast.forestry], visibility=Visibility.PARTIES)
    client.force_login(cast.hasan)
    assert codes(client) == ["2"]


def test_a_roadmap_among_the_parties_does_not_exist_for_visitors(client: Client, cast: Cast):
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert client.get(PAGE).status_code == 404
    assert "Roadmap of the Plateau" not in client.get("/en/roadmaps/").content.decode()
    client.force_login(cast.hasan)
    assert client.get(PAGE).status_code == 200
    assert "Roadmap of the Plateau" in client.get("/en/roadmaps/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "123456"),
        ("direction=4", "3"),
        ("country=KZ", "125"),
        ("country=TM", "4"),
        ("institution=uz-ecology", "236"),
        ("status=completed", "5"),
        ("status=in_progress", "2"),
        ("schedule=overdue", "12"),
        ("schedule=past_due", "12"),
        ("schedule=due_soon", "3"),
        ("schedule=continuous", "6"),
        ("due_year=2029", "4"),
        ("freshness=fresh", "25"),
        ("freshness=stale", "6"),
        ("freshness=never_reported", "134"),
        ("q=count", "12"),
        ("q=COUNT+kulan", "1"),
        ("q=shared+'saiga'", "5"),
        ("q=kulan+gazelle", ""),
        ("country=KZ&q=count&due_year=2026", "12"),
        ("colour=green", "123456"),
        ("status=", "123456"),
    ],
)
def test_a_filter_leaves_what_was_asked_for(client: Client, actions, query: str, expected: str):
    assert "".join(sorted(codes(client, query))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=KZ&status=no_information", "12"),
        ("country=UZ&status=in_progress", "2"),
        ("country=KZ&schedule=report_awaited", "2"),
        ("country=UZ&schedule=report_awaited", ""),
        ("country=UZ&schedule=overdue", "2"),
        ("country=KZ&schedule=past_due", "12"),
        ("country=KZ&freshness=never_reported", "12"),
        ("country=UZ&freshness=fresh", "2"),
    ],
)
def test_with_a_country_status_schedule_and_freshness_are_its_own(client: Client, actions, query: str, expected: str):
    assert "".join(sorted(codes(client, query))) == expected


@pytest.mark.parametrize("query", ["status=late", "country=XX", "direction=99", "due_year=1999", "q=%00"])
def test_an_unknown_choice_shows_nothing_and_says_so(client: Client, actions, query: str):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert response.context["rows"] == []
    assert 'class="errorlist"' in response.content.decode()


@pytest.mark.parametrize("query", ["on=yesterday", "known=2026-13-01", "on=2026-02-30"])
def test_a_date_that_is_none_answers_400_with_a_page_that_says_so(client: Client, cast: Cast, query: str):
    assert cast.count
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert "is not a date" in response.content.decode()


def test_the_page_says_what_each_country_says(client: Client, actions):
    page = client.get(f"{PAGE}?q=gazelle").content.decode()
    for words in ("Committee of Forestry and Wildlife (KZ)", "National Committee on Ecology (UZ)", "Report awaited"):
        assert words in page


def test_who_was_ended_and_named_again_on_one_day_stands_in_the_row_once(client: Client, cast: Cast):
    lead = cast.count.responsibilities.get(institution=cast.forestry)
    lead.until, lead.until_recorded_at = TODAY, NOW
    lead.save()
    Responsibility.objects.create(action=cast.count, institution=cast.forestry, since=TODAY, recorded_at=NOW)
    (row,) = client.get(PAGE).context["rows"]
    assert [part.institution for part in row.leads] == [cast.forestry, cast.ecology]


def test_sample_data_carries_its_banner_and_real_data_does_not(client: Client, cast: Cast):
    assert cast.count
    assert "Sample data." not in client.get(PAGE).content.decode()
    cast.plateau.is_sample = True
    cast.plateau.save()
    for address in (PAGE, "/en/", "/en/roadmaps/", f"{PAGE}actions/2.3/"):
        assert "Sample data." in client.get(address).content.decode(), address


def test_a_roadmap_without_published_actions_says_so_and_names_its_directions(client: Client, cast: Cast):
    assert cast.monitoring
    page = client.get(PAGE).content.decode()
    assert "The actions of this roadmap are not published." in page
    assert "Monitoring" in page
    assert "1 direction is known" in client.get("/en/roadmaps/").content.decode()


def test_a_hundred_actions_stand_on_a_page(client: Client, cast: Cast):
    Action.objects.bulk_create(
        Action(
            roadmap=cast.plateau,
            direction=cast.monitoring,
            code=f"{n:03}",
            title_en=f"{n}",
            recorded_at="2026-01-01T00:00Z",
        )
        for n in range(101)
    )
    assert len(codes(client)) == 100
    assert codes(client, "page=2&status=no_information") == ["100"]
    page = client.get(f"{PAGE}?status=no_information").content.decode()
    assert "?status=no_information&amp;page=2" in page
    assert client.get(f"{PAGE}?page=3").status_code == 404


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_takes_at_most_fifteen_queries_and_as_many_for_100_rows_as_for_one(
    client: Client, cast: Cast, settings, signed_in: bool
):
    settings.PUBLIC_PAGE_SECONDS = 300
    leads = [cast.forestry, cast.ecology, cast.tm_ministry]
    cast.action("000", leads=leads)
    if signed_in:
        client.force_login(cast.hasan)
    with CaptureQueriesContext(connection) as with_one:
        assert len(codes(client)) == 1
    for number in range(1, 100):
        cast.action(f"{number:03}", leads=leads)
    with CaptureQueriesContext(connection) as with_many:
        assert len(codes(client, "page=1")) == 100
    with CaptureQueriesContext(connection) as filtered:
        assert len(codes(client, "country=KZ&schedule=due_soon&status=no_information&institution=uz-ecology")) == 100
    assert len(with_many) == len(with_one) <= 15
    assert len(filtered) <= 15


def test_the_list_of_roadmaps_takes_as_many_queries_for_many_as_for_one(client: Client, cast: Cast):
    assert cast.count
    with CaptureQueriesContext(connection) as with_one:
        client.get("/en/roadmaps/")
    for number in range(10):
        cast.plateau.pk, cast.plateau.slug = None, f"another-{number}"
        cast.plateau.save()
    with CaptureQueriesContext(connection) as with_many:
        assert client.get("/en/roadmaps/").content.decode().count("<article") == 11
    assert len(with_many) == len(with_one)


def exported(client: Client, query: str = "", slug: str = "plateau") -> list[str]:
    response = client.get(f"/en/roadmaps/{slug}/export.csv?{query}")
    assert response.status_code == 200
    return [row["code"] for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]


def test_an_export_has_the_actions_that_the_page_shows(client: Client, actions):
    for query, number in (("", 6), ("country=UZ&schedule=overdue", 1)):
        assert exported(client, query) == codes(client, query)
        assert len(exported(client, query)) == number


def test_an_export_has_no_action_that_the_reader_may_not_see(client: Client, cast: Cast):
    cast.action("1", leads=[cast.forestry])
    cast.action("2", leads=[cast.forestry], visibility=Visibility.PARTIES)
    assert exported(client) == ["1"]
    client.force_login(cast.hasan)
    assert exported(client) == ["1", "2"]
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    client.logout()
    assert client.get("/en/roadmaps/plateau/export.csv").status_code == 404


def test_an_export_of_an_unknown_choice_answers_400(client: Client, actions):
    response = client.get("/en/roadmaps/plateau/export.csv?status=late")
    assert response.status_code == 400
    assert "names something that this roadmap does not have" in response.content.decode()


def test_exports_are_downloads_and_come_in_two_formats(client: Client, cast: Cast):
    assert cast.count
    response = client.get("/en/roadmaps/plateau/export.xlsx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plateau-2026-11-23.xlsx"'
    assert response.content.startswith(b"PK")
    assert client.get("/en/roadmaps/plateau/export.pdf").status_code == 404
    page = client.get(f"{PAGE}?status=no_information").content.decode()
    assert 'href="/en/roadmaps/plateau/export.csv?status=no_information"' in page


def test_a_search_of_a_thousand_words_is_refused_and_does_not_break(client, cast: Cast):
    assert cast.count
    assert client.get("/en/roadmaps/plateau/", {"q": "a " * 1000}).status_code == 200
    assert client.get("/en/roadmaps/plateau/", {"q": " ".join(f"w{number}" for number in range(40))}).status_code == 200
