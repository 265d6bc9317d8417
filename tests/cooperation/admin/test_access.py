"""Forms of the admin keep what they show; who reads only posts in vain. Who opens what: ``tests.permissions``."""

import re
from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from cooperation.models import (
    Body,
    Country,
    Decision,
    Document,
    Institution,
    Instrument,
    Issue,
    Meeting,
    Provision,
    Recognition,
    Site,
    User,
)
from roadmap.models import Action, Direction, Evidence, ProgressReport, Roadmap
from tests.admin_forms import filled
from tests.admin_records import addresses, one_of_each
from tests.cast import Cast

pytestmark = pytest.mark.same_everywhere
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|<[^>]+\s(?:style|on[a-z]+)=", re.IGNORECASE)
READERS = ["aigul", "bolat", "gulnara"]
REGISTER = [Body, Country, Decision, Document, Institution, Instrument, Issue, Meeting, Provision, Recognition, Site]
LASTING = {Document, Institution, Provision, Site}
PLANS = [Roadmap, Direction, Action]
READ_ONLY = [ProgressReport, Evidence]


@pytest.mark.parametrize("person", [*READERS, "farida"])
def test_reports_and_evidence_are_not_written_there(client: Client, cast: Cast, person: str):
    records = one_of_each(cast)
    client.force_login(getattr(cast, person))
    for model in READ_ONLY:
        assert client.post(addresses(model, records[model])["change"], {"title": "rewritten"}).status_code == 403


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


def test_dates_known_in_part_are_explained(client: Client, cast: Cast):
    meeting = Meeting.objects.create(slug="m", title_en="M", kind="visit", earliest=date(2024, 2, 1))
    client.force_login(cast.farida)
    assert "Leave empty what is not known." in client.get(addresses(Meeting, meeting)["change"]).text
