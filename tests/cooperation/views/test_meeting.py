"""Meetings: the calendar, one meeting with what was signed and decided, and the paper to print."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import (
    Body,
    Decision,
    Document,
    InstitutionName,
    Instrument,
    Meeting,
    Text,
    TreatyEvent,
)
from tests.cast import Cast, institution

PAGE = "/en/meetings/first/"
LIST = "/en/meetings/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def meeting(slug: str, first: date | None = None, last: date | None = None, **columns) -> Meeting:
    columns = {"title_en": f"Meeting {slug}", "kind": "session"} | columns
    return Meeting.objects.create(slug=slug, earliest=first, latest=last, **columns)


@pytest.fixture
def first(db) -> Meeting:
    return meeting("first", date(2022, 3, 5), date(2022, 3, 5), place_en="Astana")


@pytest.fixture
def source(db) -> Document:
    return Document.objects.create(code="act", kind="news", title="They met", publisher="UzA", url="https://a.example/")


# The calendar --------------------------------------------------------------------------------------------------------


def test_it_is_grouped_by_year_and_month_and_what_has_no_day_stands_last(client: Client, first: Meeting):
    meeting("undated")
    meeting("of-a-year", date(2022, 1, 1), date(2022, 12, 31))
    meeting("of-a-month", date(2022, 5, 1), date(2022, 5, 31))
    meeting("latest", date(2025, 1, 2), date(2025, 1, 3))
    page = text(client, LIST)
    order = [
        '<h2 id="year-2025">2025', "January 2025", "Meeting latest",
        '<h2 id="year-2022">2022', "May 2022", "Meeting of-a-month", "March 2022", "Meeting first",
        "Month not known", "Meeting of-a-year", "Year not known", "Meeting undated",
    ]  # fmt: skip
    places = [page.index(words, page.index("year-2025")) for words in order]
    assert places == sorted(places)


def test_a_line_says_when_where_who_and_of_which_body(client: Client, cast: Cast, first: Meeting):
    first.body = Body.objects.create(slug="group", name_en="Joint group", kind="working_group")
    first.country = cast.kz
    first.save()
    first.countries.add(cast.uz)
    page = text(client, LIST)
    for words in ("5 March 2022 · session of a body · Astana, Kazakhstan", "/en/bodies/group/", "Present: Uzbekistan"):
        assert words in page, words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=forum", {"forum"}),
        ("country=KZ", {"forum"}),
        ("country=UZ", {"forum", "first"}),
        ("body=group", {"first"}),
        ("year=2022", {"first", "forum"}),
        ("year=2023", {"forum"}),
        ("q=ASTANA", {"first"}),
        ("year=1800", set()),
        ("on=2022-03-04", set()),
        ("on=2022-03-05", {"first"}),
        ("", {"first", "forum"}),
    ],
)
def test_it_is_narrowed_by_what_is_asked(client: Client, cast: Cast, first: Meeting, query: str, found: set[str]):
    first.body = Body.objects.create(slug="group", name_en="Joint group", kind="working_group")
    first.save()
    first.countries.add(cast.uz)
    forum = meeting("forum", date(2022, 12, 30), date(2023, 1, 2), kind="forum", country=cast.kz)
    forum.countries.add(cast.uz, cast.kz)
    page = text(client, f"{LIST}?{query}")
    assert {slug for slug in ("first", "forum") if f'href="/en/meetings/{slug}/' in page} == found


# One meeting ---------------------------------------------------------------------------------------------------------


def test_it_says_what_is_known_and_what_is_not(client: Client, cast: Cast, first: Meeting, source: Document):
    first.wording, first.note_en = "in early March", "Who was there is not known."
    first.save()
    first.sources.add(source)
    page = text(client)
    for words in ("5 March 2022", "“in early March”", "Astana", "Who was there is not known.", "https://a.example/"):
        assert words in page, words
    assert "Countries present</dt><dd>not known" in page
    first.countries.add(cast.uz)
    assert 'Countries present</dt><dd><a href="/en/countries/uz/">Uzbekistan' in text(client)


def test_what_was_signed_there_leads_to_the_instrument(client: Client, cast: Cast, first: Meeting):
    memo = Instrument.objects.create(slug="memo", title_en="Memorandum", kind="memorandum")
    TreatyEvent.objects.create(instrument=memo, kind="signature", country=cast.uz, meeting=first, person="A. Person")
    page = text(client)
    for words in ('<a href="/en/agreements/memo/">Memorandum</a>', "signature, Uzbekistan", "A. Person"):
        assert words in page, words


def test_decisions_stand_in_the_order_of_their_numbers_with_the_names_of_the_time(
    client: Client, cast: Cast, first: Meeting
):
    ministry = institution("uz", cast.uz, "State Committee on Ecology", until_latest=date(2023, 5, 30))
    InstitutionName.objects.create(
        institution=ministry, name_en="Ministry of Ecology", since_earliest=date(2023, 5, 31)
    )
    for number in ("10", "2", "1"):
        Decision.objects.create(meeting=first, number=number, text_en=f"Text of {number}.").responsible.add(ministry)
    page = text(client)
    assert page.index("Text of 1.") < page.index("Text of 2.") < page.index("Text of 10.")
    assert 'id="decision-10"' in page
    assert "State Committee on Ecology" in page
    assert "Ministry of Ecology" not in page


def test_the_state_of_a_decision_is_that_of_the_day(client: Client, first: Meeting):
    Decision.objects.create(
        meeting=first,
        number="1",
        text_en="To count.",
        term=date(2022, 6, 30),
        state="lifted",
        closed_on=date(2022, 9, 1),
    )
    assert "<strong>Lifted</strong> 1 September 2022 · term: 30 June 2022" in text(client)
    on_its_last_day = text(client, f"{PAGE}?on=2022-06-30")
    assert "<strong>Open</strong>" in on_its_last_day
    assert "past its term" not in on_its_last_day
    assert "past its term" in text(client, f"{PAGE}?on=2022-07-01")
    before = text(client, f"{PAGE}?on=2022-03-04")
    assert "On this day the meeting had not yet taken place." in before
    assert "not yet taken on this day" in before
    assert "<strong>Open</strong>" not in before


def test_actions_and_roadmaps_of_a_decision_are_named_as_far_as_they_are_seen(
    client: Client, cast: Cast, first: Meeting
):
    decision = Decision.objects.create(meeting=first, number="1", text_en="To approve the roadmap.")
    cast.count.decisions.add(decision)
    cast.action("9", "A quiet action", leads=[cast.forestry], visibility=Visibility.PARTIES).decisions.add(decision)
    cast.plateau.decision, cast.plateau.is_sample = decision, True
    cast.plateau.save()
    page = text(client)
    assert 'href="/en/roadmaps/plateau/actions/2.3/"' in page
    assert "Roadmap of the Plateau (sample data)" in page
    assert 'Approves the roadmap: <a href="/en/roadmaps/plateau/">' in page
    assert "A quiet action" not in page
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert "Plateau" not in text(client)
    client.force_login(cast.hasan)
    seen = text(client)
    assert "A quiet action" in seen
    assert "Roadmap of the Plateau" in seen


def test_texts_say_their_language_and_what_they_are_worth(client: Client, first: Meeting):
    paper = Document.objects.create(
        code="p", kind="protocol", title="Протокол", language="ru", url="https://p.example/"
    )
    Text.objects.create(meeting=first, document=paper, authenticity="working_translation")
    page = text(client)
    assert '<a href="https://p.example/" rel="external"><cite lang="ru">Протокол</cite></a>' in page
    assert "working translation · Русский" in page


# The paper to print --------------------------------------------------------------------------------------------------


def test_the_paper_has_the_decisions_and_says_that_it_is_not_the_signed_protocol(
    client: Client, cast: Cast, first: Meeting, source: Document
):
    decision = Decision.objects.create(meeting=first, number="1", text_en="To count.", term=date(2022, 6, 30))
    decision.responsible.add(cast.ecology)
    decision.sources.add(source)
    first.countries.add(cast.kz, cast.uz)
    page = text(client, f"{PAGE}protocol/")
    for words in (
        "Meeting first",
        "5 March 2022",
        "Astana",
        "Kazakhstan",
        "To count.",
        "term: 30 June 2022",
        "National Committee on Ecology",
        "https://a.example/",
        "Drawn up from the register",
        "This is not the signed protocol.",
    ):
        assert words in page, words


def test_the_paper_names_the_authentic_text_where_there_is_one(client: Client, first: Meeting):
    paper = Document.objects.create(
        code="p", kind="protocol", title="Протокол", language="ru", url="https://p.example/"
    )
    Text.objects.create(meeting=first, document=paper, authenticity="authentic")
    page = text(client, f"{PAGE}protocol/")
    assert "The authentic text of the protocol is named below." in page
    assert "This is not the signed protocol." not in page
    assert "https://p.example/" in page


# Addresses and queries -----------------------------------------------------------------------------------------------


def test_an_unknown_address_is_not_found_and_no_date_is_refused(client: Client, first: Meeting):
    for address in ("/en/meetings/nothing/", "/en/meetings/nothing/protocol/"):
        assert client.get(address).status_code == 404
    for address in (LIST, PAGE, f"{PAGE}protocol/"):
        assert client.get(f"{address}?on=yesterday").status_code == 400


@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}protocol/"])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(
    client: Client, cast: Cast, first: Meeting, source: Document, address: str
):
    def grow(number: int) -> None:
        body = Body.objects.create(slug=f"group-{number}", name_en="Group", kind="working_group")
        meeting(f"m-{number}", date(2024, 1, number), body=body, country=cast.kz).countries.add(cast.kz, cast.uz)
        lead = institution(f"org-{number}", cast.kz)
        decision = Decision.objects.create(meeting=first, number=f"{number}", text_en="To do.")
        decision.responsible.add(lead)
        cast.action(f"{number}", leads=[lead]).decisions.add(decision)
        instrument = Instrument.objects.create(slug=f"i-{number}", title_en="Agreement", kind="agreement")
        event = TreatyEvent.objects.create(
            instrument=instrument, kind="signature", country=cast.kz, institution=lead, meeting=first
        )
        paper = Document.objects.create(code=f"p-{number}", kind="protocol", title="Protocol")
        Text.objects.create(meeting=first, document=paper, authenticity="authentic")
        for fact in (decision, event, first):
            fact.sources.add(source)

    grow(1)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(2, 8):
        grow(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["meetings/", "meetings/made-up/", "meetings/made-up/protocol/", "timeline/", "search/?q=made"]
)
def test_a_meeting_of_the_sample_is_marked_as_such_wherever_it_stands(client: Client, address: str):
    meeting = Meeting.objects.create(slug="made-up", title_en="Made up", kind="session", is_sample=True)
    Decision.objects.create(meeting=meeting, number="1", text_en="To go on")
    assert "sample data" in client.get(f"/en/{address}").content.decode().lower()
    Meeting.objects.update(is_sample=False)
    cache.clear()
    assert "sample data" not in client.get(f"/en/{address}").content.decode().lower()
