"""Issues: between whom, their life as each side states it, and where they stand on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import Document, InstitutionName, Issue, IssueStep, Site
from tests.cast import Cast, institution

PAGE = "/en/issues/landfill/"
LIST = "/en/issues/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def landfill(cast: Cast) -> Issue:
    return Issue.objects.create(
        slug="landfill",
        title_en="The landfill at the river",
        summary_en="It lay close to the border.",
        raised_by=cast.kz,
        addressed_to=cast.uz,
        site=Site.objects.create(slug="river", name_en="The river", kind="place"),
        note_en="No confirmation of the other side was found.",
    )


@pytest.fixture
def source(db) -> Document:
    return Document.objects.create(code="act", kind="news", title="It is closed", url="https://a.example/")


@pytest.fixture
def life(cast: Cast, landfill: Issue) -> Issue:
    """Raised on a day, settled by the end of a year, closed on no known day."""
    IssueStep.objects.create(
        issue=landfill, state="raised", country=cast.kz, earliest=date(2020, 3, 1), latest=date(2020, 3, 1)
    )
    IssueStep.objects.create(issue=landfill, state="settled", country=cast.uz, latest=date(2024, 12, 31))
    return landfill


def test_it_says_between_whom_and_about_which_place(client: Client, landfill: Issue, source: Document):
    landfill.sources.add(source)
    page = text(client)
    for words in (
        'Raised by</dt><dd><a href="/en/countries/kz/">Kazakhstan',
        'Addressed to</dt><dd><a href="/en/countries/uz/">Uzbekistan',
        '<a href="/en/sites/river/">The river',
        "It lay close to the border.",
        "No confirmation of the other side was found.",
        "https://a.example/",
        "No step is recorded.",
    ):
        assert words in page, words


def test_each_step_says_who_states_it_under_the_name_of_the_time(
    client: Client, cast: Cast, landfill: Issue, source: Document
):
    ministry = institution("uz", cast.uz, "State Committee on Ecology", until_latest=date(2023, 5, 30))
    InstitutionName.objects.create(
        institution=ministry, name_en="Ministry of Ecology", since_earliest=date(2023, 5, 31)
    )
    step = IssueStep.objects.create(
        issue=landfill,
        state="settled",
        country=cast.uz,
        institution=ministry,
        text_en="The waste was carried away.",
        earliest=date(2022, 1, 1),
        latest=date(2022, 12, 31),
        wording="last year",
        note_en="The month is not given.",
    )
    step.sources.add(source)
    page = text(client)
    for words in (
        "<strong>Settled</strong> · 2022",
        "State Committee on Ecology",
        "The waste was carried away.",
        "In the source: “last year”",
        "The month is not given.",
        "https://a.example/",
    ):
        assert words in page, words
    assert "Ministry of Ecology" not in page


def test_it_says_where_it_stands_on_the_day(client: Client, life: Issue):
    assert 'State on 31 December 2024</dt><dd> <strong>Settled</strong> <span class="asof">not later than' in text(
        client, f"{PAGE}?on=2024-12-31"
    )
    between = text(client, f"{PAGE}?on=2021-01-01")
    assert 'Surely: <strong>raised</strong> <span class="asof">1 March 2020</span>' in between
    assert 'It may have been: <strong>settled</strong> <span class="asof">not later than 31 December 2024' in between
    assert "the state on this day is not certain" in between
    before = text(client, f"{PAGE}?on=2020-02-29")
    assert "No step is recorded by this day" in before
    assert "not yet on this day" in before


def test_steps_without_a_day_have_been_taken_by_today_and_perhaps_before(client: Client, landfill: Issue):
    IssueStep.objects.create(issue=landfill, state="closed")
    assert '<strong>Closed</strong> <span class="asof">not known' in text(client)
    before = text(client, f"{PAGE}?on=2015-01-01")
    assert "Which state it had surely reached is not known." in before
    assert "It may have been: <strong>closed</strong>" in before


def test_the_list_says_where_each_stands(client: Client, life: Issue):
    page = text(client, LIST)
    for words in ("The landfill at the river", "raised by Kazakhstan, addressed to Uzbekistan", "Settled"):
        assert words in page, words
    then = text(client, f"{LIST}?on=2021-01-01")
    assert "It may have been: <strong>settled</strong>" in then
    assert 'href="/en/issues/landfill/?on=2021-01-01"' in then


@pytest.mark.parametrize(
    ("query", "found"),
    [("raised_by=KZ&addressed_to=UZ", True), ("raised_by=UZ", False), ("q=LANDFILL", True), ("q=nothing", False)],
)
def test_the_list_is_narrowed_by_what_is_asked(client: Client, landfill: Issue, query: str, found: bool):
    assert ("The landfill at the river" in text(client, f"{LIST}?{query}")) == found


def test_an_unknown_address_is_not_found_and_no_date_is_refused(client: Client, landfill: Issue):
    assert client.get("/en/issues/nothing/").status_code == 404
    for address in (LIST, PAGE):
        assert client.get(f"{address}?on=yesterday").status_code == 400


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(
    client: Client, cast: Cast, landfill: Issue, source: Document, address: str
):
    def grow(number: int) -> None:
        other = Issue.objects.create(
            slug=f"issue-{number}", title_en="Issue", raised_by=cast.kz, addressed_to=cast.uz, site=landfill.site
        )
        for issue in (landfill, other):
            who = institution(f"org-{issue.slug}-{number}", cast.kz)
            step = IssueStep.objects.create(issue=issue, state="raised", country=cast.kz, institution=who)
            step.sources.add(source)

    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(2, 8):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)
