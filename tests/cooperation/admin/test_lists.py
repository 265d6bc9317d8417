"""The lists of the admin: what narrows them, what is found in them, and at what cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.choices import Role
from cooperation.models import Body, Decision, Document, Institution, Instrument, Meeting, Provision, Site, User
from roadmap.models import Action, Direction, ProgressReport, Roadmap
from tests.admin_records import addresses, one_of_each
from tests.cast import Cast, country, institution, paper, published, report, user


@pytest.mark.parametrize(
    "address",
    [
        "roadmap/action/?reports={}",
        "roadmap/action/?reports__in={}",
        "roadmap/action/?reports__isnull=0",
        "roadmap/action/?provisions__isnull=1",
        "roadmap/action/?direction__actions__reports={}",
        "roadmap/action/export.csv?reports={}",
        "cooperation/institution/?reports={}",
        "cooperation/institution/?users={}",
        "cooperation/country/?institutions__reports={}",
    ],
)
def test_no_list_is_narrowed_by_what_refers_to_it(client: Client, cast: Cast, address: str):
    draft = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.dilnoza)
    assert client.get(f"/admin/{address.format(draft.pk)}").status_code == 400


def test_every_link_of_the_filters_narrows_its_list(client: Client, cast: Cast):
    records = one_of_each(cast)
    for number in range(2):
        add_another(cast, f"more-{number}")
    client.force_login(cast.gulnara)
    followed = 0
    for model, record in records.items():
        address = addresses(model, record)["list"]
        changelist = client.get(address).context["cl"]
        for spec in changelist.filter_specs:
            for choice in spec.choices(changelist):
                assert client.get(address + choice["query_string"]).status_code == 200, choice["query_string"]
                followed += 1
    assert followed > len(records)


def test_a_list_is_narrowed_by_its_own_columns(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.gulnara)
    for model, query in (
        (Action, f"roadmap__id__exact={cast.plateau.pk}&code=2.3"),
        (Action, "schedule=on_track&freshness=fresh"),
        (Instrument, "kind__exact=agreement"),
        (ProgressReport, "as_at__year=2026"),
        (User, "institution__country__id__exact=1"),
    ):
        assert client.get(f"{addresses(model, records[model])['list']}?{query}").status_code == 200, query


def test_every_list_takes_as_many_queries_for_many_as_for_few(client: Client, cast: Cast):
    records = one_of_each(cast)
    client.force_login(cast.gulnara)
    lists = [addresses(model, record)["list"] for model, record in records.items()]
    for number in range(2):  # a filter shows, and is asked for, from two values on
        add_another(cast, f"more-{number}")
    few = {address: queries_of(client, address) for address in lists}
    for number in range(2, 8):
        add_another(cast, f"more-{number}")
    many = {address: queries_of(client, address) for address in lists}
    assert many == few


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def add_another(cast: Cast, slug: str) -> None:
    """One more row for each list, with other rows behind it."""
    other = country(f"X{slug[-1]}", en=slug)
    parent = institution(f"{slug}-parent", other)
    unit = institution(slug, other)
    Institution.objects.filter(pk=unit.pk).update(parent=parent)
    instrument = Instrument.objects.create(slug=slug, title_en=slug, kind="agreement")
    Provision.objects.create(instrument=instrument, number="1", position=1, title_en=slug)
    body = Body.objects.create(slug=slug, name_en=slug, kind="committee", organisation=parent)
    meeting = Meeting.objects.create(slug=slug, title_en=slug, kind="visit", body=body, country=other)
    Decision.objects.create(meeting=meeting, number="1", text_en=slug)
    Document.objects.create(code=slug, kind="text", title=slug)
    Site.objects.create(slug=slug, name_en=slug, kind="place").countries.add(other)
    Roadmap.objects.create(slug=slug, title_en=slug, first_year=2025, last_year=2030, instrument=instrument)
    direction = Direction.objects.create(roadmap=cast.plateau, code=slug, title_en=slug)
    action = cast.action(slug, direction=direction, leads=[unit, cast.forestry])
    published(action, unit, cast.aigul, evidence=[paper(slug)])
    user(slug, Role.REPORTER, unit)


def test_a_word_is_found_in_any_case_and_script(client: Client, cast: Cast):
    name = cast.forestry.names.get()
    name.name_ru, name.acronym_ru = "Комитет лесного хозяйства", "КЛХ"
    name.save()
    assert cast.ecology
    client.force_login(cast.aigul)
    address = reverse("admin:cooperation_institution_changelist")
    for words in ("ЛЕСНОГО", "клх", "kz-forestry", "forestry COMMITTEE"):
        found = client.get(address, {"q": words}).context["cl"].queryset
        assert list(found) == [cast.forestry], words
    choices = client.get(
        "/admin/autocomplete/",
        {"app_label": "roadmap", "model_name": "responsibility", "field_name": "institution", "term": "лесного"},
    ).json()
    assert [choice["id"] for choice in choices["results"]] == [str(cast.forestry.pk)]
