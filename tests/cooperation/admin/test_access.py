"""Who may open which page of the admin, and who may write there."""

import re
from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cooperation.models import (
    Body,
    Country,
    Decision,
    Document,
    Institution,
    Instrument,
    Meeting,
    Provision,
    Site,
    User,
)
from roadmap.models import Action, Direction, Evidence, ProgressReport, Roadmap
from tests.admin_forms import filled
from tests.cast import Cast, paper, published

pytestmark = pytest.mark.same_everywhere
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|<[^>]+\s(?:style|on[a-z]+)=", re.IGNORECASE)
READERS = ["aigul", "bolat", "gulnara"]
REGISTER = [Body, Country, Decision, Document, Institution, Instrument, Meeting, Provision, Site]
LASTING = {Document, Institution, Provision, Site}
PLANS = [Roadmap, Direction, Action]
READ_ONLY = [ProgressReport, Evidence]


def one_of_each(cast: Cast) -> dict[type[Model], Model]:
    instrument = Instrument.objects.create(slug="agreement", title_en="Agreement", kind="agreement")
    meeting = Meeting.objects.create(slug="meeting", title_en="Meeting", kind="ministers")
    act = paper()
    made = published(cast.count, cast.forestry, cast.aigul, evidence=[act])
    site = Site.objects.create(slug="plateau", name_en="Plateau", kind="plateau")
    site.countries.add(cast.kz)
    return {
        Body: Body.objects.create(slug="group", name_en="Group", kind="working_group"),
        Country: cast.kz,
        Decision: Decision.objects.create(meeting=meeting, number="1", text_en="Decided"),
        Document: Document.objects.create(code="text", kind="text", title="Text"),
        Institution: cast.forestry,
        Instrument: instrument,
        Meeting: meeting,
        Provision: Provision.objects.create(instrument=instrument, number="1", position=1, title_en="Article"),
        Site: site,
        Roadmap: cast.plateau,
        Direction: cast.monitoring,
        Action: cast.count,
        ProgressReport: made,
        Evidence: act,
        User: cast.aigul,
    }


def addresses(model: type[Model], record: Model) -> dict[str, str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return {
        "list": reverse(f"{name}_changelist"),
        "add": reverse(f"{name}_add"),
        "change": reverse(f"{name}_change", args=[record.pk]),
        "delete": reverse(f"{name}_delete", args=[record.pk]),
        "history": reverse(f"{name}_history", args=[record.pk]),
    }


def statuses(client: Client, pages: dict[str, str]) -> dict[str, int]:
    return {page: client.get(address).status_code for page, address in pages.items()}


def test_the_keeper_opens_every_page_and_deletes_only_the_register(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.farida)
    for model in [*REGISTER, *PLANS]:
        found = statuses(client, addresses(model, records[model]))
        may_delete = 200 if model in {*REGISTER, Direction} - LASTING else 403
        assert found == {"list": 200, "add": 200, "change": 200, "delete": may_delete, "history": 200}, model


@pytest.mark.parametrize("person", READERS)
def test_a_reader_opens_lists_and_records_but_adds_and_deletes_nothing(client: Client, cast: Cast, person: str):
    records = one_of_each(cast)
    client.force_login(getattr(cast, person))
    for model in [*REGISTER, *PLANS]:
        found = statuses(client, addresses(model, records[model]))
        assert found == {"list": 200, "add": 403, "change": 200, "delete": 403, "history": 200}, model


@pytest.mark.parametrize("person", [*READERS, "farida"])
def test_reports_and_evidence_are_only_shown(client: Client, cast: Cast, person: str):
    records = one_of_each(cast)
    client.force_login(getattr(cast, person))
    for model in READ_ONLY:
        pages = addresses(model, records[model])
        found = statuses(client, pages)
        assert found == {"list": 200, "add": 403, "change": 200, "delete": 403, "history": 200}, model
        assert client.post(pages["change"], {"title": "rewritten"}).status_code == 403


@pytest.mark.parametrize("person", READERS)
def test_a_reader_who_posts_is_refused(client: Client, cast: Cast, person: str):
    records = one_of_each(cast)
    client.force_login(cast.farida)
    forms = {}
    for model in [*REGISTER, *PLANS]:
        address = addresses(model, records[model])["change"]
        forms[address] = filled(client.get(address))
    client.force_login(getattr(cast, person))
    for address, data in forms.items():
        assert client.post(address, data).status_code == 403, address


def test_a_record_is_saved_as_its_form_shows_it(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.farida)
    for model in [*REGISTER, *PLANS]:
        address = addresses(model, records[model])["change"]
        before = columns_of(model.objects.get(pk=records[model].pk))
        assert client.post(address, filled(client.get(address))).status_code == 302, model
        assert columns_of(model.objects.get(pk=records[model].pk)) == before, model


def columns_of(record: Model) -> dict[str, Any]:
    """The stored values; an empty text in a language is empty, whichever way it is stored."""
    return {field.attname: getattr(record, field.attname) or "" for field in record._meta.concrete_fields}


def test_what_others_refer_to_is_not_deleted(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.farida)
    for model in LASTING:
        pages, pk = addresses(model, records[model]), records[model].pk
        assert client.post(pages["delete"], {"post": "yes"}).status_code == 403, model
        client.post(pages["list"], {"action": "delete_selected", "_selected_action": [pk], "post": "yes"})
        assert model.objects.filter(pk=pk).exists(), model


def test_names_and_provisions_are_not_deleted_beside_their_record_either(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.farida)
    for model, inline in ((Institution, "names"), (Instrument, "provisions")):
        address = addresses(model, records[model])["change"]
        data = filled(client.get(address)) | {f"{inline}-0-DELETE": "on"}
        assert client.post(address, data).status_code == 302, model
        assert getattr(records[model], inline).count() == 1, model


def test_no_page_needs_what_the_security_policy_forbids(client: Client, cast: Cast):
    records = one_of_each(cast)
    pages = ["/admin/"]
    for model in (*REGISTER, *PLANS, *READ_ONLY):
        pages += [addresses(model, records[model])[page] for page in ("list", "add", "change", "delete", "history")]
    client.force_login(cast.farida)
    for page in pages:
        assert not INLINE.search(client.get(page).text), page
    client.force_login(cast.bolat)
    accounts = addresses(User, cast.aigul)
    for page in [accounts["list"], accounts["add"], accounts["change"], f"{accounts['list']}{cast.aigul.pk}/password/"]:
        assert not INLINE.search(client.get(page).text), page


def test_an_observer_opens_nothing_and_a_stranger_is_asked_to_sign_in(client: Client, cast: Cast):
    records = one_of_each(cast)
    for model, record in records.items():
        for address in addresses(model, record).values():
            assert client.get(address).url.startswith("/admin/login/"), address
    client.force_login(cast.hasan)
    for model, record in records.items():
        assert set(statuses(client, addresses(model, record)).values()) == {403}, model


@pytest.mark.parametrize("person", ["bolat", "gulnara"])
def test_accounts_open_to_those_who_keep_them(client: Client, cast: Cast, person: str):
    pages = addresses(User, cast.aigul)
    client.force_login(getattr(cast, person))
    found = statuses(client, pages)
    assert found == {"list": 200, "add": 200, "change": 200, "delete": 403, "history": 200}


@pytest.mark.parametrize("person", ["aigul", "farida"])
def test_accounts_do_not_exist_for_anyone_else(client: Client, cast: Cast, person: str):
    pages = addresses(User, cast.dilnoza)
    client.force_login(getattr(cast, person))
    found = statuses(client, pages)
    assert found == {"list": 403, "add": 403, "change": 404, "delete": 404, "history": 404}


def test_a_superuser_of_another_role_has_no_shortcut(client: Client, cast: Cast):
    records = one_of_each(cast)
    cast.hasan.is_superuser = cast.hasan.is_staff = True
    cast.hasan.save()
    client.force_login(cast.hasan)
    assert client.get(addresses(Institution, records[Institution])["list"]).status_code == 403


def test_dates_known_in_part_are_explained(client: Client, cast: Cast):
    meeting = Meeting.objects.create(slug="m", title_en="M", kind="visit", earliest=date(2024, 2, 1))
    client.force_login(cast.farida)
    assert "Leave empty what is not known." in client.get(addresses(Meeting, meeting)["change"]).text
