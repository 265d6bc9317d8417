"""An agreement on any day: the state of the whole and of each party, the steps on which it rests, and the way back."""

from datetime import date

import pytest
from django.test import Client

from cooperation.models import Instrument, InstrumentParty, Provision, TreatyEvent
from tests.cast import Cast

PAGE = "/en/agreements/pact/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def pact(cast: Cast) -> Instrument:
    """Signed by two in 2022, ratified by one of them, in force since 20 November 2024."""
    made = Instrument.objects.create(slug="pact", title_en="Agreement of 2022", kind="agreement", nature="treaty")
    steps = [
        ("signature", cast.kz, date(2022, 12, 22)),
        ("signature", cast.uz, date(2022, 12, 22)),
        ("ratification", cast.kz, date(2024, 11, 7)),
        ("entry_into_force", None, date(2024, 11, 20)),
    ]
    for kind, of, day in steps:
        TreatyEvent.objects.create(instrument=made, kind=kind, country=of, earliest=day, latest=day)
    for of in (cast.kz, cast.uz):
        InstrumentParty.objects.create(instrument=made, country=of, capacity="state_party")
    return made


def rows_of_parties(page: str) -> list[str]:
    return page[page.index('id="parties"') :].split("</table>")[0].split("<tr>")[2:]


@pytest.mark.parametrize(
    ("on", "state", "of_kz", "of_uz"),
    [
        ("2022-12-21", "No step recorded by this day", "no step recorded by this day", "no step recorded by this day"),
        ("2023-06-01", "Signed, not in force", "signed, not in force", "signed, not in force"),
        ("2024-11-19", "Signed, not in force", "consent given, not in force", "signed, not in force"),
        ("2024-11-20", "In force", "in force", "in force"),
    ],
)
def test_its_page_tells_the_state_of_the_whole_and_of_each_party_on_a_day(
    client: Client, pact: Instrument, on: str, state: str, of_kz: str, of_uz: str
):
    page = text(client, f"{PAGE}?on={on}")
    assert f"<strong>{state}</strong>" in page
    kazakhstan, uzbekistan = rows_of_parties(page)
    assert f'data-th="State">{of_kz}</td>' in kazakhstan
    assert f'data-th="State">{of_uz}</td>' in uzbekistan


def test_the_steps_of_a_party_are_those_taken_by_the_day_and_what_is_not_recorded_is_told(client: Client, pact):
    kazakhstan, uzbekistan = rows_of_parties(text(client))
    assert "7 November 2024: ratification" in kazakhstan
    assert "20 November 2024: entry into force (of the whole)" in kazakhstan
    assert "How it consented to be bound is not recorded." in uzbekistan
    assert "How it consented" not in kazakhstan
    page = text(client, f"{PAGE}?on=2023-06-01")
    assert [row for row in rows_of_parties(page) if "2024" in row or "How it consented" in row] == []


def test_a_step_that_comes_later_takes_no_part_in_the_time_line_of_the_day(client: Client, pact: Instrument):
    assert text(client, f"{PAGE}?on=2023-06-01").count("not yet on this day") == 2
    assert "not yet on this day" not in text(client)


def test_from_an_action_a_link_leads_back_to_its_provision(client: Client, cast: Cast, pact: Instrument):
    provision = Provision.objects.create(instrument=pact, number="3", position=1, title_en="To count")
    cast.count.provisions.add(provision)
    assert 'href="/en/agreements/pact/#provision-3"' in text(client, "/en/roadmaps/plateau/actions/2.3/")
    assert 'id="provision-3"' in text(client)
