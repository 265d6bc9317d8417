"""The trail in the admin: readable, complete for whoever may see it, and of no use to anyone else."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.admin.trail import KINDS
from cooperation.choices import Role
from cooperation.models import Document, Institution, Meeting, Site
from cooperation.models.occasion import noting
from cooperation.models.trail import tracked_models
from roadmap.models import Clarification, Evidence, Milestone, ProgressReport
from roadmap.services import reporting
from roadmap.services.withholding import withhold_document
from tests.cast import LIMITS, NOW, TODAY, Cast, report
from tests.cast import user as make_user

pytestmark = pytest.mark.usefixtures("trail_of_all")

ADDRESS = "/admin/trail/"
FILE = "/admin/trail.csv"
HOUR = timedelta(hours=1)
EVERYTHING = {"since": "", "until": ""}


def told(client: Client, **asked: Any) -> list[Any]:
    return list(client.get(ADDRESS, asked).context["page_obj"])


def lines(client: Client, **asked: Any) -> list[dict[str, str]]:
    content = client.get(FILE, asked).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def changes(entry: Any) -> dict[str, tuple[str, str]]:
    return {field.field: (field.was, field.now) for field in entry.fields}


def site(cast: Cast, **columns: Any) -> Site:
    with noting(NOW, cast.farida):
        made = Site.objects.create(slug="delta", name_en="Delta", kind="place", **columns)
        made.countries.add(cast.kz)
    return made


def road(cast: Cast) -> ProgressReport:
    """A report that was returned, mended and submitted again; not published yet."""
    made = report(cast.count, cast.forestry, cast.aigul, achievements="First words")
    reporting.submit(made, cast.aigul, NOW + HOUR, TODAY)
    made = reporting.give_back(made, cast.bolat, NOW + 2 * HOUR, "The numbers are wrong.")
    made.achievements = "Other words"
    papers = reporting.Papers(added=[(Evidence(title="Secret map", url="https://example.org/map"), None)])
    reporting.write(made, papers, cast.aigul, NOW + 3 * HOUR)
    return reporting.submit(made, cast.aigul, NOW + 4 * HOUR, TODAY)


# Readable


def test_an_entry_says_who_when_and_from_what_to_what(client: Client, cast: Cast):
    made, source = site(cast), Document.objects.create(code="text", kind="text", title="Text", publisher="Press")
    with noting(NOW + HOUR, cast.farida):
        made.kind, made.name_ru = "river_basin", "Дельта"
        made.save()
        made.countries.set([cast.uz])
        made.sources.add(source)
    client.force_login(cast.farida)
    (entry, first) = told(client, kind="cooperation.site")
    assert (entry.at, entry.who, entry.kind, entry.record, entry.change) == (
        NOW + HOUR, "Farida", "Site", "Delta", "changed",
    )  # fmt: skip
    assert changes(entry) == {
        "Name (Русский)": ("", "Дельта"),
        "Kind": ("place", "river basin"),
        "Countries": ("taken away: Kazakhstan", "added: Uzbekistan"),
        "Sources": ("", "added: Press: Text"),
    }
    assert first.change == "created"
    assert changes(first)["Countries"] == ("", "added: Kazakhstan")
    text = client.get(ADDRESS).text
    assert reverse("admin:cooperation_site_change", args=[made.pk]) in text
    assert "<ins>Дельта</ins>" in text


def test_words_are_in_the_language_of_the_account(client: Client, cast: Cast):
    made = site(cast)
    made.countries.set([cast.uz])
    cast.farida.language = "ru"
    cast.farida.save()
    client.force_login(cast.farida)
    entry = told(client, kind="cooperation.site")[0]
    assert any("Узбекистан" in now for _was, now in changes(entry).values())


def test_dates_flags_and_references_are_in_words(client: Client, cast: Cast):
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="visit")
    meeting.earliest, meeting.country = date(2026, 3, 1), cast.kz
    meeting.save()
    cast.plateau.is_sample = True
    cast.plateau.save()
    client.force_login(cast.farida)
    assert changes(told(client, kind="cooperation.meeting")[0]) == {
        "Earliest day": ("", "1 March 2026"),
        "Host country": ("", "Kazakhstan"),
    }
    assert changes(told(client, kind="roadmap.roadmap")[0]) == {"Sample data": ("no", "yes")}


def test_what_belongs_to_a_record_names_it_and_leads_there(client: Client, cast: Cast):
    part = cast.count.responsibilities.get(institution=cast.forestry)
    part.until = date(2026, 10, 1)
    part.save()
    client.force_login(cast.farida)
    entry = told(client, kind="roadmap.responsibility")[0]
    assert (entry.record, entry.owner) == (str(cast.forestry), str(cast.count))
    assert entry.url == reverse("admin:roadmap_action_change", args=[cast.count.pk])


def test_a_deleted_record_keeps_its_name_and_what_it_was(client: Client, cast: Cast):
    made = site(cast)
    made.delete()
    client.force_login(cast.farida)
    entry = told(client, kind="cooperation.site")[0]
    assert (entry.change, entry.record, entry.url) == ("deleted", "Delta", "")
    assert changes(entry)["Name (English)"] == ("Delta", "")


def test_a_record_s_own_page_tells_its_history_and_that_of_what_belongs_to_it(client: Client, cast: Cast):
    milestone = Milestone.objects.create(action=cast.count, number=1, title_en="Plan")
    other = cast.action("9.9", "Another")
    cast.count.title_en = "Count of the saiga"
    cast.count.save()
    milestone.title_en = "The plan"
    milestone.save()
    client.force_login(cast.bolat)
    page = client.get(reverse("admin:roadmap_action_history", args=[cast.count.pk]))
    entries = list(page.context["page_obj"])
    assert [(entry.kind, entry.change) for entry in entries[:2]] == [("Milestone", "changed"), ("Action", "changed")]
    assert {entry.kind for entry in entries} == {"Action", "Milestone", "Responsible", "Version of the deadline"}
    assert not any(str(other) in (entry.record, entry.owner) for entry in entries)
    assert "revert" not in page.text.lower()


# Narrowed, in pages, as a file


def test_the_trail_is_narrowed_by_kind_person_and_days(client: Client, cast: Cast):
    made = site(cast)
    with noting(NOW + timedelta(days=2), cast.gulnara):
        made.kind = "plateau"
        made.save()
    client.force_login(cast.farida)
    assert [entry.change for entry in told(client, person=cast.gulnara.pk)] == ["changed"]
    assert [entry.change for entry in told(client, kind="cooperation.site", until="2026-11-24")] == ["created"]
    assert [entry.change for entry in told(client, kind="cooperation.site", since="2026-11-25")] == ["changed"]
    assert [
        entry.change for entry in told(client, kind="cooperation.site", since="2026-11-25", until="2026-11-25")
    ] == ["changed"]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "cooperation.edition"},
        {"since": "soon"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"person": "0"},
    ],
)
def test_what_cannot_be_asked_for_is_said_and_finds_nothing(client: Client, cast: Cast, asked: dict[str, str]):
    site(cast)
    client.force_login(cast.farida)
    page = client.get(ADDRESS, asked)
    assert page.context["form"].errors
    assert list(page.context["page_obj"]) == []
    assert client.get(FILE, asked).status_code == 400


def test_only_people_who_changed_something_are_offered(client: Client, cast: Cast):
    assert cast.hasan
    site(cast)
    client.force_login(cast.farida)
    assert list(client.get(ADDRESS).context["form"].fields["person"].queryset) == [cast.farida]


def test_pages_follow_one_another_without_a_gap(client: Client, cast: Cast):
    for number in range(70):
        with noting(NOW + number * HOUR, cast.farida):
            Document.objects.create(code=f"text-{number}", kind="text", title=f"Text {number}")
    client.force_login(cast.farida)
    records = [entry.record for page in ("1", "2") for entry in told(client, kind="cooperation.document", page=page)]
    assert records == [f"Text {number}" for number in reversed(range(70))]


def test_the_trail_goes_out_as_a_file_that_holds_no_formula(client: Client, cast: Cast):
    made = site(cast)
    with noting(NOW + HOUR, cast.farida):
        made.name_en = "=HYPERLINK(1)"
        made.save()
    client.force_login(cast.farida)
    response = client.get(FILE, {"kind": "cooperation.site"})
    assert response["Content-Disposition"].startswith('attachment; filename="trail-')
    first, *_rest = lines(client, kind="cooperation.site")
    assert first == {
        "when": "2026-11-23 12:00:00",
        "who": "Farida",
        "kind": "Site",
        "record": "'=HYPERLINK(1)",
        "change": "changed",
        "field": "Name (English)",
        "from": "Delta",
        "to": "'=HYPERLINK(1)",
    }


def test_as_many_queries_for_many_entries_as_for_one(client: Client, cast: Cast):
    def fill(code: str) -> None:
        action = cast.action(code, leads=[cast.forestry, cast.ecology])
        with noting(NOW, cast.farida):
            action.title_en = "Anew"
            action.save()
            made = Site.objects.create(slug=code.replace(".", "-"), name_en=code, kind="place")
            made.countries.add(cast.kz)
            action.sites.add(made)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            response = client.get(address)
            assert response.status_code == 200
            if response.streaming:
                assert response.getvalue()
        return len(counted)

    fill("1.1")
    fill("1.2")
    client.force_login(cast.farida)
    addresses = [ADDRESS, FILE, reverse("admin:roadmap_roadmap_history", args=[cast.plateau.pk])]
    few = [queries(address) for address in addresses]
    for number in range(3, 9):
        fill(f"1.{number}")
    many = [queries(address) for address in addresses]
    assert all(now <= before for now, before in zip(many, few, strict=True)), (few, many)


# Who may see it


def test_every_tracked_kind_says_who_sees_it():
    assert {kind.model for kind in KINDS.values()} == set(tracked_models())


@pytest.mark.parametrize("address", [ADDRESS, FILE])
def test_a_stranger_signs_in_and_an_observer_is_refused(client: Client, cast: Cast, address: str):
    assert client.get(address).url.startswith("/admin/login/")
    client.force_login(cast.hasan)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", [ADDRESS, FILE])
def test_nothing_can_be_posted_there(client: Client, cast: Cast, address: str):
    client.force_login(cast.gulnara)
    assert client.post(address, {"history_id": 1}).status_code == 405


@pytest.mark.parametrize("person", ["dilnoza", "eldor", "farida", "gulnara"])
def test_an_unpublished_report_leaves_no_trail_for_others(client: Client, cast: Cast, person: str):
    road(cast)
    client.force_login(getattr(cast, person))
    text = client.get(FILE).getvalue().decode() + client.get(ADDRESS).text
    text += client.get(reverse("admin:roadmap_action_history", args=[cast.count.pk])).text
    for words in ("First words", "Other words", "The numbers are wrong.", "Secret map"):
        assert words not in text


def test_the_own_country_reads_the_whole_road(client: Client, cast: Cast):
    made = road(cast)
    client.force_login(cast.bolat)
    entries = told(client, kind="roadmap.progressreport")
    assert [entry.change for entry in entries] == ["changed", "changed", "changed", "changed", "created"]
    assert changes(entries[1])["Achievements"] == ("First words", "Other words")
    assert [entry.record for entry in told(client, kind="roadmap.evidence")] == ["Secret map"]
    assert entries[0].url == reverse("admin:roadmap_progressreport_change", args=[made.pk])


def test_a_colleague_of_another_institution_sees_no_draft(client: Client, cast: Cast):
    colleague = make_user("zarina", Role.REPORTER, cast.kz_ministry)
    report(cast.count, cast.forestry, cast.aigul, achievements="First words")
    client.force_login(colleague)
    assert told(client, kind="roadmap.progressreport") == []


@pytest.mark.parametrize("person", ["eldor", "farida", "gulnara"])
def test_of_a_published_report_others_see_what_was_published_and_not_its_road(client: Client, cast: Cast, person: str):
    reporting.publish(road(cast), cast.bolat, NOW + 5 * HOUR, TODAY, LIMITS)
    client.force_login(getattr(cast, person))
    (entry,) = told(client, kind="roadmap.progressreport")
    assert (entry.who, changes(entry)["Achievements"][1]) == ("Bolat", "Other words")
    text = client.get(FILE, {"kind": "roadmap.progressreport"}).getvalue().decode()
    assert "Aigul" not in text
    text += client.get(FILE).getvalue().decode() + client.get(ADDRESS).text
    for words in ("First words", "The numbers are wrong.", "Secret map"):
        assert words not in text


def test_of_a_withheld_document_the_trail_repeats_nothing(client: Client, cast: Cast):
    made = reporting.publish(road(cast), cast.bolat, NOW + 5 * HOUR, TODAY, LIMITS)
    paper = made.evidence.get()
    withhold_document(paper, "State secret", cast.bolat, NOW + 6 * HOUR, TODAY)
    for person in (cast.aigul, cast.farida):
        client.force_login(person)
        entry = told(client, kind="roadmap.evidence")[0]
        assert entry.record == "withheld document"
        assert changes(entry)["Ground for withholding"][1] == "State secret"
        assert "Secret map" not in client.get(ADDRESS).text
        assert "example.org/map" not in client.get(FILE).getvalue().decode()


def test_a_clarification_is_seen_by_the_parties(client: Client, cast: Cast):
    made = reporting.publish(road(cast), cast.bolat, NOW + 5 * HOUR, TODAY, LIMITS)
    Clarification.objects.create(
        report=made, country=cast.uz, question="Which area?", language="en", recorded_at=NOW, recorded_by=cast.eldor
    )
    client.force_login(cast.farida)
    (entry,) = told(client, kind="roadmap.clarification")
    assert changes(entry)["Question"] == ("", "Which area?")


def test_accounts_are_told_to_those_who_keep_them(client: Client, cast: Cast):
    people = [cast.aigul, cast.bolat, cast.dilnoza, cast.eldor, cast.farida, cast.gulnara]
    names = {"bolat": {"Aigul", "Bolat"}, "gulnara": {str(person) for person in people}}
    for person, seen in names.items():
        client.force_login(getattr(cast, person))
        assert {entry.record for entry in told(client, kind="cooperation.user")} == seen
    for person in ("aigul", "farida"):
        client.force_login(getattr(cast, person))
        assert "cooperation.user" not in dict(client.get(ADDRESS).context["form"].fields["kind"].choices)
        assert "argon2" not in client.get(FILE).getvalue().decode()
        assert not any(line["kind"] == "User" for line in lines(client))


def test_history_is_open_where_the_record_is(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    address = reverse("admin:roadmap_progressreport_history", args=[draft.pk])
    client.force_login(cast.eldor)
    assert client.get(address).status_code == 404
    client.force_login(cast.bolat)
    assert client.get(address).status_code == 200


def test_what_was_there_before_the_trail_is_not_called_empty(client: Client, cast: Cast):
    Institution.objects.bulk_create([Institution(code="old", kind="ministry", country=cast.kz)])
    loaded = Institution.objects.get(code="old")
    loaded.kind = "agency"
    loaded.save()
    client.force_login(cast.farida)
    (entry,) = told(client, kind="cooperation.institution")
    assert changes(entry)["Kind"] == ("(not shown)", "agency")
