"""The secretariat imports a spreadsheet: it sees what the file would do, and then confirms it, once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmap.choices import DeadlineKind, ImportState
from roadmap.models import Action, ImportRun
from tests.cast import Cast
from tests.roadmap.exchange.sheets import HEADINGS, csv_of, xlsx_of

ADD = "admin:roadmap_importrun_add"
ROWS = (
    ("2.3", "2", "Joint count of the saiga", "kz-forestry; uz-ecology", "31.12.2027"),
    ("3.1", "Monitoring", "=A title", "kz-forestry", "III квартал 2027 г."),
)


def upload(client: Client, cast: Cast, content: bytes, name: str = "plan.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(ADD), {"roadmap": cast.plateau.pk, "file": file}, follow=True)


def confirm(client: Client, run: ImportRun):
    return client.post(reverse("admin:roadmap_importrun_confirm", args=[run.pk]), follow=True)


def preview(client: Client, run: ImportRun):
    return client.get(reverse("admin:roadmap_importrun_change", args=[run.pk]))


@pytest.mark.parametrize("sheet", [csv_of, xlsx_of])
def test_a_preview_shows_what_the_file_would_do_and_writes_nothing_else(desk: Client, cast: Cast, sheet):
    page = upload(desk, cast, sheet(*ROWS), f"plan.{sheet.__name__[:-3]}")
    run = ImportRun.objects.get()
    assert page.redirect_chain[-1][0] == reverse("admin:roadmap_importrun_change", args=[run.pk])
    assert (run.state, run.new, run.changed, run.recorded_by) == (ImportState.PREVIEWED, 1, 1, cast.farida)
    assert (Action.objects.count(), cast.count.deadlines.count()) == (1, 1)
    text = page.content.decode()
    for told in (
        "<strong>1</strong> new",
        "<strong>1</strong> changed",
        "<strong>0</strong> unchanged",
        "<strong>0</strong> refused",
        "=A title",
        "Proposed deadlines",
        "2026-12-31",
        "2027-12-31",
    ):
        assert told in text
    assert "Import this" in text


def test_cells_that_change_are_shown_old_and_new(desk: Client, cast: Cast):
    page = upload(desk, cast, csv_of(("2.3", "Renamed"), headings=("code", "title_en"))).content.decode()
    assert "<del>Joint count of the saiga</del>" in page
    assert "<ins>Renamed</ins>" in page


def test_what_was_previewed_is_imported(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(*ROWS))
    page = confirm(desk, ImportRun.objects.get())
    assert "Imported: 1 new, 1 changed, 1 proposed deadlines." in page.content.decode()
    run = ImportRun.objects.get()
    assert run.state == ImportState.APPLIED
    made = Action.objects.get(code="3.1")
    assert (made.title_en, made.recorded_by) == ("=A title", cast.farida)
    revision = cast.count.deadlines.get(kind=DeadlineKind.REVISION)
    assert (revision.ground, revision.recorded_by) == (run, cast.farida)


def test_who_confirms_twice_is_told(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(*ROWS))
    run = ImportRun.objects.get()
    confirm(desk, run)
    assert "imported already" in confirm(desk, run).content.decode()
    assert Action.objects.count() == 2
    assert "Import this" not in preview(desk, run).content.decode()


def test_data_that_changed_since_the_preview_is_not_written_over(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(("2.3", "Renamed"), headings=("code", "title_en")))
    run = ImportRun.objects.get()
    Action.objects.filter(code="2.3").update(title_en="Renamed by someone else")
    page = preview(desk, run).content.decode()
    assert "has changed since the preview" in page
    assert "Import this" not in page
    assert "has changed since the preview" in confirm(desk, run).content.decode()
    assert Action.objects.get(code="2.3").title_en == "Renamed by someone else"
    assert ImportRun.objects.get().state == ImportState.PREVIEWED


def test_a_refused_file_says_where_and_what_to_do_and_cannot_be_confirmed(desk: Client, cast: Cast):
    page = upload(desk, cast, csv_of(*ROWS, ("3.2", "2", "", "Nobody", "31.02.2027"))).content.decode()
    for told in (
        "C (title_en)",
        "no title",
        "Nobody",
        "31.02.2027",
        "Answer the questions",
        "<strong>1</strong> refused",
    ):
        assert told in page
    assert "Import this" not in page
    confirm(desk, ImportRun.objects.get())
    assert Action.objects.count() == 1


def test_a_file_that_is_all_stored_has_nothing_to_confirm(desk: Client, cast: Cast):
    page = upload(desk, cast, csv_of(("2.3", "2"), headings=HEADINGS[:2])).content.decode()
    assert "nothing to import" in page
    assert "Import this" not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"title_en\nA\n", "no column “code”"),
        (b"PK\x03\x04 broken", "not a spreadsheet"),
        (csv_of(("1", "2", "ti\0tle", "", "")), "Row 2, column C"),
        (b"code\n" + b"\n".join(b"%d" % number for number in range(5001)), "more than 5000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(desk: Client, cast: Cast, content: bytes, words: str):
    page = upload(desk, cast, content)
    assert words in page.content.decode()
    assert not ImportRun.objects.exists()


def test_the_list_of_imports_takes_as_many_queries_for_many_as_for_one(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(*ROWS))
    address = reverse("admin:roadmap_importrun_changelist")
    number = count_of(desk, address)
    for _ in range(5):
        upload(desk, cast, csv_of(*ROWS))
    assert count_of(desk, address) == number


def count_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["aigul", "bolat", "gulnara", "hasan"])
def test_no_one_but_the_secretariat_imports(desk: Client, cast: Cast, name: str):
    upload(desk, cast, csv_of(*ROWS))
    run = ImportRun.objects.get()
    desk.force_login(getattr(cast, name))
    assert desk.get(reverse(ADD)).status_code == 403
    assert upload(desk, cast, csv_of(*ROWS)).status_code == 403
    assert desk.get(reverse("admin:roadmap_importrun_changelist")).status_code == 403
    assert preview(desk, run).status_code == 403
    assert confirm(desk, run).status_code == 403
    assert (Action.objects.count(), ImportRun.objects.count()) == (1, 1)


def test_a_stranger_is_asked_to_sign_in(client: Client, db):
    response = client.get(reverse(ADD))
    assert response.status_code == 302


def test_an_import_is_confirmed_by_post_alone(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(*ROWS))
    run = ImportRun.objects.get()
    assert desk.get(reverse("admin:roadmap_importrun_confirm", args=[run.pk])).status_code == 405
    assert desk.post(reverse("admin:roadmap_importrun_confirm", args=[run.pk + 1])).status_code == 404
    assert Action.objects.count() == 1


def test_an_import_is_neither_edited_nor_deleted(desk: Client, cast: Cast):
    upload(desk, cast, csv_of(*ROWS))
    run = ImportRun.objects.get()
    desk.post(reverse("admin:roadmap_importrun_change", args=[run.pk]), {"file_name": "other"})
    assert desk.post(reverse("admin:roadmap_importrun_delete", args=[run.pk]), {"post": "yes"}).status_code == 403
    assert ImportRun.objects.get().file_name == "plan.csv"
