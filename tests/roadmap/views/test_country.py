"""Pages of countries and institutions: what they signed, lead and owe, under the names of the day."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import (
    Institution,
    InstitutionName,
    Instrument,
    InstrumentParty,
    Meeting,
    Succession,
    TreatyEvent,
)
from roadmap.choices import Status
from roadmap.models import Action
from tests.cast import NOW, TODAY, Cast, institution, opened_round, published

pytestmark = pytest.mark.usefixtures("on_the_day")
COUNTRY, INSTITUTION = "/en/countries/kz/", "/en/institutions/kz-forestry/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def late(cast: Cast) -> Action:
    """An action past its date, on which Kazakhstan has reported and Uzbekistan has not."""
    made = cast.action("1", "Count of kulan", leads=[cast.forestry, cast.ecology], due=date(2026, 6, 30))
    published(made, cast.forestry, cast.bolat, as_at=date(2026, 7, 10))
    return made


@pytest.mark.parametrize("address", [COUNTRY, INSTITUTION])
def test_a_page_says_what_is_led_what_is_late_and_when_it_was_last_reported(client: Client, late, address: str):
    (holding,) = client.get(address).context["holdings"]
    assert [row.action for row in holding.late] == [late]
    page = text(client, address)
    assert "Leads 1 action." in page
    assert "Last reported as at 10 July 2026" in page


@pytest.mark.parametrize("address", [COUNTRY, INSTITUTION])
def test_what_is_owed_in_an_open_round_is_told(client: Client, late: Action, cast: Cast, address: str):
    opened_round(cast.plateau)
    (holding,) = client.get(address).context["holdings"]
    assert [one.tally.total for one in holding.rounds] == [1]


def test_another_institution_of_the_country_leads_none_of_it(client: Client, late: Action, cast: Cast):
    assert cast.kz_ministry
    assert client.get("/en/institutions/kz-ministry/").context["holdings"] == []


def test_on_an_earlier_day_it_stood_otherwise(client: Client, late: Action):
    (holding,) = client.get(f"{COUNTRY}?on=2026-07-01").context["holdings"]
    assert (holding.last_as_at, [one.party.status for one in holding.led]) == (None, [Status.NO_INFORMATION])
    assert "The state on 1 July 2026" in text(client, f"{COUNTRY}?on=2026-07-01")


@pytest.mark.parametrize("address", [COUNTRY, INSTITUTION])
def test_what_is_among_the_parties_is_hidden_from_visitors(client: Client, late: Action, cast: Cast, address: str):
    Action.objects.update(visibility=Visibility.PARTIES)
    assert client.get(address).context["holdings"] == []
    client.force_login(cast.hasan)
    assert len(client.get(address).context["holdings"]) == 1


@pytest.mark.parametrize("address", ["/en/countries/xx/", "/en/institutions/nobody/"])
@pytest.mark.django_db
def test_what_is_not_recorded_does_not_exist(client: Client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [COUNTRY, INSTITUTION, "/en/institutions/"])
def test_a_date_that_is_none_answers_400(client: Client, late: Action, address: str):
    assert client.get(f"{address}?on=yesterday").status_code == 400


def test_a_country_has_one_address(client: Client, cast: Cast):
    assert cast.kz
    response = client.get("/en/countries/KZ/?on=2026-01-01")
    assert (response.status_code, response.url) == (301, "/en/countries/kz/?on=2026-01-01")


def test_a_country_page_tells_what_was_signed_and_in_which_state(client: Client, cast: Cast):
    pact = Instrument.objects.create(slug="pact", title_en="The pact", kind="agreement", nature="treaty")
    for country in (cast.kz, cast.uz):
        InstrumentParty.objects.create(instrument=pact, country=country, capacity="state_party")
        signed = date(2022, 12, 22)
        TreatyEvent.objects.create(instrument=pact, kind="signature", country=country, earliest=signed, latest=signed)
    day = date(2024, 11, 20)
    TreatyEvent.objects.create(instrument=pact, kind="entry_into_force", earliest=day, latest=day)
    assert "22 December 2022: signature" in text(client, COUNTRY)
    assert "in force" in text(client, COUNTRY)
    assert "signed, not in force" in text(client, f"{COUNTRY}?on=2023-06-01")


def test_an_institution_bears_the_name_of_the_day_and_names_its_successor(client: Client, cast: Cast):
    old = Institution.objects.create(code="old", kind="ministry", country=cast.kz)
    until, since = date(2022, 12, 31), date(2023, 1, 1)
    InstitutionName.objects.create(institution=old, name_en="Ministry of Nature", until_latest=until)
    InstitutionName.objects.create(institution=old, name_en="Ministry of Ecology", since_earliest=since)
    Succession.objects.create(predecessor=old, successor=cast.forestry, earliest=TODAY, latest=TODAY, recorded_at=NOW)
    assert "<h1>Ministry of Ecology</h1>" in text(client, "/en/institutions/old/")
    assert "<h1>Ministry of Nature</h1>" in text(client, "/en/institutions/old/?on=2022-06-01")
    assert "Succeeded by" in text(client, "/en/institutions/old/")
    assert "Ministry of Nature" in text(client, "/en/institutions/?on=2022-06-01")
    assert "succeeded by Committee of Forestry and Wildlife" in text(client, COUNTRY)


def test_institutions_are_narrowed_by_country_and_words(client: Client, cast: Cast):
    assert [cast.forestry, cast.ecology]
    found = client.get("/en/institutions/?country=KZ&q=forest").context["object_list"]
    assert list(found) == [cast.forestry]
    assert list(client.get("/en/institutions/?country=XX").context["object_list"]) == []


@pytest.mark.parametrize("address", [COUNTRY, INSTITUTION, f"{COUNTRY}?on=2026-07-01", "/en/countries/"])
def test_it_takes_as_many_queries_for_many_as_for_one(client: Client, late: Action, cast: Cast, address: str):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    def more(prefix: str) -> None:
        instrument = Instrument.objects.create(slug=f"pact-{prefix}", title_en="Pact", kind="agreement")
        InstrumentParty.objects.create(instrument=instrument, country=cast.kz, capacity="state_party")
        meeting = Meeting.objects.create(slug=f"meeting-{prefix}", title_en="Meeting", kind="forum")
        meeting.countries.add(cast.kz)
        under = institution(f"under-{prefix}", cast.kz, f"Institute {prefix}")
        made = cast.action(f"9{prefix}", leads=[cast.forestry, under], due=date(2026, 6, 30))
        published(made, cast.forestry, cast.bolat)

    more("a")
    opened_round(cast.plateau)
    queries()
    one = queries()
    for prefix in "bcdef":
        more(prefix)
    assert queries() == one
