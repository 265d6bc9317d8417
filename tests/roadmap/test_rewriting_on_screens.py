"""No screen rewrites what is on record: each field of the admin is tried, each deletion, an import."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cooperation.models import Succession
from cooperation.models.fixed import Fixed
from cooperation.models.trail import entry_models
from cooperation.models.triggers import fixed_models
from roadmap.models import Deadline, Ending, ImportRun, ProgressReport, Responsibility, RoadmapParty
from tests.admin_forms import filled
from tests.cast import Cast
from tests.roadmap.exchange.sheets import csv_of
from tests.roadmap.test_rewriting_history import REWRITINGS

Rows = dict[type[Fixed], dict[int, dict[str, Any]]]


@pytest.fixture
def recorded(cast: Cast) -> Rows:
    """Every kind of fixed record, and how each stands."""
    for rewriting in REWRITINGS.values():
        rewriting.make(cast)
    rows = fixed_rows()
    assert set(rows) == set(fixed_models()).difference(entry_models())
    return rows


def fixed_rows() -> Rows:
    found = {}
    for model in set(fixed_models()).difference(entry_models()):
        if rows := {row["id"]: row for row in model._base_manager.all().fixed().values()}:
            found[model] = rows
    return found


def rewritten(before: Rows) -> list[str]:
    """What stands otherwise than it stood, and was not empty; each missing record."""
    after = fixed_rows()
    found = []
    for model, rows in before.items():
        for pk, row in rows.items():
            now = after[model].get(pk)
            columns = ["deleted"] if now is None else model.fixing.refused(row, now)
            found += [f"{model.__name__} {pk}: {column}" for column in columns]
    return found


@pytest.fixture(params=["farida", "gulnara", "bolat", "aigul"])
def browser(request: pytest.FixtureRequest, cast: Cast) -> Client:
    """The secretariat's, the administrator's, a coordinator's, a reporter's."""
    client = Client()
    client.force_login(getattr(cast, request.param))
    return client


def records() -> Iterator[tuple[str, Model]]:
    """Every record of the admin."""
    for model in admin.site._registry:
        for record in model._base_manager.order_by("pk"):
            yield f"{model._meta.app_label}_{model._meta.model_name}", record


def first_rows(response: HttpResponse) -> Iterator[ModelForm]:
    """Of each list in a form that has fixed records, the row of the first one."""
    for inline in response.context["inline_admin_formsets"]:
        yield from (form for form in inline.formset.initial_forms[:1] if isinstance(form.instance, Fixed))


def another(bound: Any, value: Any) -> Any:
    if choices := getattr(bound.field, "choices", None):
        others = [str(key) for key, _label in choices if str(key) not in ("", str(value))]
        return others[0] if others else ""
    if bound.field.__class__.__name__.endswith("DateField"):
        return "2027-05-05"
    if bound.field.__class__.__name__ == "BooleanField":
        return "" if value else "on"
    return f"{value or ''}9"


def test_no_field_of_the_admin_rewrites_a_record(client: Client, cast: Cast, recorded: Rows):
    client.force_login(cast.farida)
    tried = set()
    for name, record in records():
        if not {inline.model for inline in admin.site._registry[type(record)].inlines}.intersection(recorded) - tried:
            continue
        address = reverse(f"admin:{name}_change", args=[record.pk])
        response = client.get(address)
        data = filled(response)
        for row in first_rows(response):
            tried.add(type(row.instance))
            fields = {bound.html_name: another(bound, data.get(bound.html_name)) for bound in row}
            for field, value in {**fields, f"{row.prefix}-DELETE": "on"}.items():
                client.post(address, data | {field: value})
                assert rewritten(recorded) == [], f"{field} = {value!r} of {record!r}"
    assert {Ending, ProgressReport, Responsibility, RoadmapParty, Succession} <= tried


def test_what_is_only_read_takes_no_form(browser: Client, recorded: Rows):
    for name, record in records():
        if isinstance(record, Fixed):
            wanted = {column.name: "9" for column in record._meta.concrete_fields}
            assert browser.post(reverse(f"admin:{name}_change", args=[record.pk]), wanted).status_code in (403, 404)
    assert rewritten(recorded) == []


def test_no_deletion_takes_a_record_away(browser: Client, recorded: Rows):
    """Of what is fixed, and of what it stands on."""
    for name, record in records():
        if record._meta.model_name in ("user", "importrun"):
            continue
        browser.post(reverse(f"admin:{name}_delete", args=[record.pk]), {"post": "yes"})
        bulk = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        browser.post(reverse(f"admin:{name}_changelist"), bulk)
        assert rewritten(recorded) == [], repr(record)


def test_an_import_adds_and_rewrites_nothing(client: Client, cast: Cast, recorded: Rows):
    client.force_login(cast.farida)
    sheet = csv_of((cast.count.code, "2", "Another title", "kz-forestry", "31.12.2029"))
    file = SimpleUploadedFile("plan.csv", sheet)
    client.post(reverse("admin:roadmap_importrun_add"), {"roadmap": cast.plateau.pk, "file": file})
    versions = Deadline.objects.filter(action=cast.count).count()
    run = ImportRun.objects.get()
    client.post(reverse("admin:roadmap_importrun_confirm", args=[run.pk]), {"confirm": "yes"})
    cast.count.refresh_from_db()
    assert cast.count.title_en == "Another title"
    assert Deadline.objects.filter(action=cast.count).count() == versions + 1
    assert rewritten(recorded) == []
