"""The time line: what happened since the first agreement, in one list."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import (
    Instrument,
    InstrumentParty,
    Issue,
    IssueStep,
    Meeting,
    Recognition,
    Site,
    TreatyEvent,
)
from tests.cast import Cast

PAGE = "/en/timeline/"


def text(client: Client, query: str = "") -> str:
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def day(*parts: int) -> dict[str, date]:
    return {"earliest": date(*parts), "latest": date(*parts)}


def add_one_of_each(cast: Cast, slug: str = "one") -> None:
    """An agreement of 1997, a meeting and an inscription of 2023, a recognition of 2024, an issue of no known day."""
    pact = Instrument.objects.create(slug=f"pact-{slug}", title_en="Agreement of 1997", kind="agreement")
    InstrumentParty.objects.create(instrument=pact, country=cast.kz, capacity="state_party")
    InstrumentParty.objects.create(instrument=pact, country=cast.uz, capacity="state_party")
    TreatyEvent.objects.create(instrument=pact, kind="signature", place_en="Almaty", **day(1997, 6, 2))
    meeting = Meeting.objects.create(
        slug=f"session-{slug}", title_en="A session", kind="session", country=cast.uz, **day(2023, 3, 5)
    )
    meeting.countries.add(cast.tm)
    desert = Site.objects.create(
        slug=f"desert-{slug}", name_en="The deserts", kind="world_heritage", **day(2023, 9, 20)
    )
    desert.countries.add(cast.kz)
    Recognition.objects.create(
        slug=f"honour-{slug}", title_en="An honour", country=cast.kz, given_by=cast.uz, **day(2024, 11, 13)
    )
    issue = Issue.objects.create(slug=f"issue-{slug}", title_en="A landfill", raised_by=cast.kz, addressed_to=cast.uz)
    IssueStep.objects.create(issue=issue, state="settled", country=cast.uz, latest=date(2025, 12, 31))


LEADS = {
    "event": "/en/agreements/pact-one/",
    "meeting": "/en/meetings/session-one/",
    "inscription": "/en/sites/desert-one/",
    "recognition": "/en/recognitions/honour-one/",
    "issue": "/en/issues/issue-one/",
}


def kinds_on(page: str) -> set[str]:
    return {kind for kind, address in LEADS.items() if f'href="{address}' in page}


def test_the_earliest_stands_first_year_by_year_and_what_has_no_known_beginning_last(client: Client, cast: Cast):
    add_one_of_each(cast)
    page = text(client)
    order = [
        '<h2 id="year-1997">1997', "2 June 1997", "Agreement of 1997", "Signature, Almaty",
        '<h2 id="year-2023">2023', "5 March 2023", "A session", "20 September 2023", "The deserts",
        '<h2 id="year-2024">2024', "13 November 2024", "An honour",
        "Beginning not known", "Not later than 31 December 2025", "A landfill", "Settled · as stated by Uzbekistan",
    ]  # fmt: skip
    places = [page.index(words, page.index("year-1997")) for words in order]
    assert places == sorted(places)


def test_each_line_leads_to_its_page(client: Client, cast: Cast):
    add_one_of_each(cast)
    assert kinds_on(text(client)) == set(LEADS)
    for address in LEADS.values():
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=event", {"event"}),
        ("kind=meeting", {"meeting"}),
        ("kind=inscription", {"inscription"}),
        ("kind=recognition", {"recognition"}),
        ("kind=issue", {"issue"}),
        ("kind=nothing", set()),
        ("country=KZ", {"event", "inscription", "recognition", "issue"}),
        ("country=UZ", {"event", "meeting", "recognition", "issue"}),
        ("country=TM", {"meeting"}),
        ("country=TM&kind=event", set()),
        ("country=XX", set()),
        ("q=landfill", {"issue"}),
        ("q=AGREEMENT", {"event"}),
        ("q=deserts", {"inscription"}),
        ("q=honour", {"recognition"}),
        ("q=session", {"meeting"}),
        ("q=nothing+like+it", set()),
        ("on=1997-06-01", {"issue"}),
        ("on=1997-06-02", {"event", "issue"}),
        ("on=2023-12-31", {"event", "meeting", "inscription", "issue"}),
    ],
)
def test_it_is_narrowed_by_what_is_asked(client: Client, cast: Cast, query: str, found: set[str]):
    add_one_of_each(cast)
    assert kinds_on(text(client, query)) == found


def test_a_step_of_one_party_is_not_that_of_the_other(client: Client, cast: Cast):
    add_one_of_each(cast)
    pact = Instrument.objects.get()
    TreatyEvent.objects.create(instrument=pact, kind="ratification", country=cast.uz, **day(1998, 1, 5))
    assert "Ratification, Uzbekistan" in text(client, "country=UZ")
    of_kazakhstan = text(client, "country=KZ")
    assert "Ratification" not in of_kazakhstan
    assert "Signature, Almaty" in of_kazakhstan


def test_only_inscriptions_of_sites_stand_in_it(client: Client, cast: Cast):
    Site.objects.create(slug="reserve", name_en="An old reserve", kind="protected_area", **day(1979, 8, 16))
    assert "An old reserve" not in text(client)


def test_a_range_and_an_unknown_day_are_told_as_such(client: Client, cast: Cast):
    memo = Instrument.objects.create(slug="memo", title_en="Memorandum", kind="memorandum")
    TreatyEvent.objects.create(
        instrument=memo, kind="signature", earliest=date(2024, 2, 11), latest=date(2024, 2, 17), country=cast.uz
    )
    TreatyEvent.objects.create(instrument=memo, kind="joining", country=cast.tm)
    page = text(client)
    assert (
        page.index("11–17 February 2024") < page.index("Beginning not known") < page.index("Not known · treaty event")
    )


def test_the_day_asked_for_goes_along(client: Client, cast: Cast):
    add_one_of_each(cast)
    page = text(client, "on=2024-12-31")
    assert 'href="/en/agreements/pact-one/?on=2024-12-31"' in page
    assert "The state on 31 December 2024." in page


def test_what_answers_nothing_is_said_and_no_date_is_refused(client: Client, cast: Cast):
    assert "Nothing answers these questions." in text(client, "kind=event")
    assert client.get(f"{PAGE}?on=yesterday").status_code == 400


def test_a_long_one_is_shown_page_by_page(client: Client, cast: Cast):
    for number in range(101):
        Meeting.objects.create(slug=f"m-{number}", title_en=f"Meeting {number}", kind="visit", **day(2020, 1, 1))
    assert text(client).count('href="/en/meetings/m-') == 100
    assert text(client, "page=2").count('href="/en/meetings/m-') == 1
    assert client.get(f"{PAGE}?page=3").status_code == 404


@pytest.mark.parametrize("query", ["", "q=a&country=KZ&on=2026-01-01"])
def test_it_takes_as_many_queries_for_many_rows_as_for_one(client: Client, cast: Cast, query: str):
    add_one_of_each(cast, "0")
    with CaptureQueriesContext(connection) as with_one:
        client.get(f"{PAGE}?{query}")
    for number in range(1, 8):
        add_one_of_each(cast, f"{number}")
    with CaptureQueriesContext(connection) as with_many:
        client.get(f"{PAGE}?{query}")
    assert len(with_many) == len(with_one)


@pytest.mark.usefixtures("reference")
@pytest.mark.django_db
def test_the_time_line_of_the_reference_data_begins_with_the_agreement_of_1997(client: Client):
    page = text(client)
    assert page.index('id="year-1997"') == page.index('id="year-')
    for address in (
        "/en/agreements/kz-uz-environment-1997/",
        "/en/sites/turan-deserts/",
        "/en/recognitions/protector-of-nature-2024/",
        "/en/issues/keles-landfill/",
        "/en/meetings/ustyurt-2025-03/",
    ):
        assert f'href="{address}"' in page, address
