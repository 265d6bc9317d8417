"""The admin refuses what certainly contradicts itself, at the row, and nothing that is possible."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.models import (
    Body,
    BodyMember,
    Decision,
    Instrument,
    InstrumentRelation,
    Mandate,
    Meeting,
    Site,
    TreatyEvent,
)
from tests.admin_forms import errors_of, filled
from tests.cast import Cast


def page_of(record: Any) -> str:
    return reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])


def row(data: dict[str, Any], prefix: str, number: int, **columns: Any) -> dict[str, Any]:
    """The form with one more row, or with another one."""
    total = max(int(data[f"{prefix}-TOTAL_FORMS"]), number + 1)
    return data | {f"{prefix}-TOTAL_FORMS": total} | {f"{prefix}-{number}-{name}": columns[name] for name in columns}


@pytest.fixture
def secretariat(client: Client, cast: Cast) -> Client:
    client.force_login(cast.farida)
    return client


@pytest.fixture
def pact(db) -> Instrument:
    made = Instrument.objects.create(slug="pact", title_en="Pact", kind="agreement")
    TreatyEvent.objects.create(instrument=made, kind="signature", earliest="2022-12-22", latest="2022-12-22")
    return made


@pytest.fixture
def group(db) -> Body:
    return Body.objects.create(slug="group", name_en="Group", kind="working_group", earliest=date(2018, 9, 1))


# Entry into force ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of_a_party", [False, True])
def test_an_entry_into_force_before_every_signature_is_refused_at_its_row(
    secretariat: Client, cast: Cast, pact: Instrument, of_a_party: bool
):
    data = filled(secretariat.get(page_of(pact)))
    entry = {"kind": "entry_into_force", "earliest": "2020-11-20", "latest": "2020-11-20"}
    entry |= {"country": cast.uz.pk} if of_a_party else {}
    response = secretariat.post(page_of(pact), row(data, "events", 1, **entry))
    assert response.status_code == 200
    [message] = errors_of(response)
    assert "20 November 2020" in message
    inlines = {inline.formset.prefix: inline.formset for inline in response.context["inline_admin_formsets"]}
    assert [list(form.errors) for form in inlines["events"].forms] == [[], ["latest"]]
    assert pact.events.count() == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "entry_into_force", "earliest": "2022-12-22", "latest": "2022-12-22"},
        {"kind": "entry_into_force", "earliest": "2022-01-01", "latest": "2022-12-31"},
        {"kind": "entry_into_force"},
        {"kind": "provisional", "earliest": "2020-11-20", "latest": "2020-11-20"},
    ],
)
def test_what_dates_leave_possible_is_saved(secretariat: Client, pact: Instrument, entry: dict[str, str]):
    data = filled(secretariat.get(page_of(pact)))
    assert secretariat.post(page_of(pact), row(data, "events", 1, **entry)).status_code == 302


def test_accession_without_signature_and_signature_after_entry_into_force_are_saved(
    secretariat: Client, cast: Cast, pact: Instrument
):
    data = filled(secretariat.get(page_of(pact)))
    data = row(data, "events", 1, kind="entry_into_force", earliest="2023-02-01", latest="2023-02-01")
    data = row(data, "events", 2, kind="accession", country=cast.tm.pk, earliest="2024-01-01", latest="2024-01-01")
    data = row(data, "events", 3, kind="signature", country=cast.kz.pk, earliest="2024-06-01", latest="2024-06-01")
    assert secretariat.post(page_of(pact), data).status_code == 302
    assert pact.events.count() == 4


def test_rows_count_as_they_would_be_saved(secretariat: Client, pact: Instrument):
    """A signature that is deleted in the same form says nothing; one that is moved says its new date."""
    data = filled(secretariat.get(page_of(pact)))
    data = row(data, "events", 1, kind="entry_into_force", earliest="2020-11-20", latest="2020-11-20")
    data = row(data, "events", 0, earliest="2020-11-20", latest="2020-11-20")
    assert secretariat.post(page_of(pact), data).status_code == 302
    data = filled(secretariat.get(page_of(pact)))
    signature = next(name for name, value in data.items() if value == "signature").removesuffix("-kind")
    moved = data | {f"{signature}-earliest": "2022-12-22", f"{signature}-latest": "2022-12-22"}
    assert secretariat.post(page_of(pact), moved).status_code == 200
    assert secretariat.post(page_of(pact), moved | {f"{signature}-DELETE": "on"}).status_code == 302


def test_a_row_that_cannot_be_read_is_told_of_first(secretariat: Client, pact: Instrument):
    data = filled(secretariat.get(page_of(pact)))
    data = row(data, "events", 1, kind="entry_into_force", earliest="2021-01-01", latest="2020-01-01")
    assert errors_of(secretariat.post(page_of(pact), data)) == ["The first day is after the last one."]


# Relations -----------------------------------------------------------------------------------------------------------


def test_a_circle_of_relations_is_refused_over_several_instruments(secretariat: Client, pact: Instrument):
    second, third = (
        Instrument.objects.create(slug=slug, title_en=slug, kind="protocol") for slug in ("second", "third")
    )
    InstrumentRelation.objects.create(instrument=second, kind="amends", other=third)
    InstrumentRelation.objects.create(instrument=third, kind="implements", other=pact)
    data = filled(secretariat.get(page_of(pact)))
    response = secretariat.post(page_of(pact), row(data, "relations", 0, kind="supersedes", other=second.pk))
    [message] = errors_of(response)
    assert "“Pact” → “second” → “third” → “Pact”" in message
    assert not pact.relations.exists()
    cited = row(data, "relations", 0, kind="cites", other=second.pk)
    assert secretariat.post(page_of(pact), cited).status_code == 302


# Bodies --------------------------------------------------------------------------------------------------------------


def test_a_member_and_a_mandate_from_before_the_body_are_refused(
    secretariat: Client, cast: Cast, group: Body, pact: Instrument
):
    page = filled(secretariat.get(page_of(group)))
    member = row(page, "members", 0, country=cast.kz.pk, capacity="member", since_latest="2018-08-31")
    mandate = row(page, "mandates", 0, instrument=pact.pk, since_latest="2018-08-31")
    for data in (member, mandate):
        response = secretariat.post(page_of(group), data)
        assert response.status_code == 200
        assert "31 August 2018" in errors_of(response)[0]
    assert not BodyMember.objects.exists()
    assert not Mandate.objects.exists()
    assert secretariat.post(page_of(group), member | {"members-0-since_latest": "2018-09-01"}).status_code == 302


def test_a_body_is_not_moved_behind_its_members(secretariat: Client, cast: Cast, group: Body):
    BodyMember.objects.create(body=group, country=cast.kz, since_latest=date(2018, 9, 28))
    data = filled(secretariat.get(page_of(group)))
    assert secretariat.post(page_of(group), data | {"earliest": "2019-01-01"}).status_code == 200
    assert secretariat.post(page_of(group), data | {"earliest": "2018-09-28"}).status_code == 302


# Decisions and sites -------------------------------------------------------------------------------------------------


def test_a_decision_is_not_closed_before_its_meeting(secretariat: Client):
    meeting = Meeting.objects.create(slug="first", title_en="First", kind="session", earliest=date(2024, 3, 5))
    decision = Decision.objects.create(meeting=meeting, number="1", text_en="Do", state="done", closed_on="2024-03-05")
    data = filled(secretariat.get(page_of(decision)))
    response = secretariat.post(page_of(decision), data | {"closed_on": "2024-03-04"})
    assert "4 March 2024" in errors_of(response)[0]
    data = filled(secretariat.get(page_of(meeting)))
    assert secretariat.post(page_of(meeting), data | {"decisions-0-closed_on": "2024-03-04"}).status_code == 200
    assert secretariat.post(page_of(meeting), data | {"earliest": "2024-03-06"}).status_code == 200
    assert secretariat.post(page_of(meeting), data | {"earliest": "2024-03-01"}).status_code == 302


def test_a_new_decision_without_its_meeting_is_told_so(secretariat: Client):
    address = reverse("admin:cooperation_decision_add")
    data = filled(secretariat.get(address)) | {"number": "1", "text_en": "Do"}
    assert errors_of(secretariat.post(address, data)) == ["This field is required."]


def test_a_site_is_no_component_of_itself_through_others(secretariat: Client, cast: Cast):
    plateau, cliff = (Site.objects.create(slug=slug, name_en=slug, kind="place") for slug in ("plateau", "cliff"))
    for site in (plateau, cliff):
        site.countries.add(cast.kz)
    chink = Site.objects.create(slug="chink", name_en="chink", kind="place", whole=cliff)
    cliff.whole = plateau
    cliff.save()
    data = filled(secretariat.get(page_of(plateau)))
    [message] = errors_of(secretariat.post(page_of(plateau), data | {"whole": chink.pk}))
    assert "“plateau” → “chink” → “cliff” → “plateau”" in message
    assert secretariat.post(page_of(plateau), data).status_code == 302
    own = filled(secretariat.get(page_of(cliff)))
    [message] = errors_of(secretariat.post(page_of(cliff), own | {"whole": cliff.pk}))
    assert "“cliff” → “cliff”" in message
