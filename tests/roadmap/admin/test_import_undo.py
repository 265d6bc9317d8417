"""What an import wrote is taken back as a whole, after a page that says so, until something rests on it."""

import pytest
from django.test import Client

from roadmap.choices import ImportState
from roadmap.models import Action, Direction, ImportRun
from tests.cast import Cast, report
from tests.roadmap.admin.import_desk import at, look, text, uploaded
from tests.roadmap.exchange.sheets import csv_of

ROWS = (
    ("2.3", "2", "Joint count of the saiga", "kz-forestry; uz-ecology", "31.12.2027"),
    ("3.1", "Monitoring", "A title", "kz-forestry", "III квартал 2027 г."),
)


@pytest.fixture
def done(desk: Client, cast: Cast) -> ImportRun:
    """An import of one new and one changed action that was confirmed."""
    run = uploaded(desk, cast, csv_of(*ROWS))
    desk.post(at("confirm", run))
    return run


def undone(desk: Client, run: ImportRun) -> str:
    return text(desk.post(at("undo", run), follow=True))


def test_the_page_of_an_import_says_what_was_done_by_whom_and_how_to_undo_it(desk: Client, done: ImportRun):
    page = look(desk, done)
    for words in ("Imported at", "Imported: 1 new, 1 changed, 1 proposed deadlines.", "Farida", "Undo this import"):
        assert words in page, words


def test_a_page_says_what_would_be_taken_back_and_takes_nothing_back(desk: Client, done: ImportRun):
    page = look(desk, done, "undo")
    assert "1 new action is deleted." in page
    assert "1 changed action becomes what it was" in page
    assert Action.objects.count() == 2


def test_it_is_undone_and_says_so(desk: Client, cast: Cast, done: ImportRun):
    page = undone(desk, done)
    assert "This import was undone." in page
    assert "Undone at" in page
    assert "Undo this import" not in page
    done.refresh_from_db()
    assert (done.state, done.undone_by) == (ImportState.UNDONE, cast.farida)
    assert (Action.objects.count(), cast.count.deadlines.count()) == (1, 1)


def test_what_somebody_relies_on_is_not_undone_and_named(desk: Client, cast: Cast, done: ImportRun):
    report(Action.objects.get(code="3.1"), cast.forestry, cast.aigul)
    for page in (look(desk, done, "undo"), undone(desk, done)):
        assert "cannot be undone any more" in page
        assert "3.1: " in page
    done.refresh_from_db()
    assert (done.state, Action.objects.count()) == (ImportState.APPLIED, 2)


def test_who_undoes_second_is_told(desk: Client, done: ImportRun):
    undone(desk, done)
    assert "undone already" in undone(desk, done)
    assert "undone already" in text(desk.get(at("undo", done), follow=True))


def test_what_was_not_imported_cannot_be_undone_and_what_was_undone_not_confirmed(desk: Client, cast: Cast):
    run = uploaded(desk, cast, csv_of(*ROWS))
    assert "nothing to undo" in undone(desk, run)
    desk.post(at("confirm", run))
    undone(desk, run)
    desk.post(at("confirm", run))
    assert Action.objects.count() == 1


def test_what_was_undone_can_be_imported_again(desk: Client, cast: Cast, done: ImportRun):
    undone(desk, done)
    again = uploaded(desk, cast, csv_of(*ROWS))
    desk.post(at("confirm", again))
    assert Action.objects.filter(code="3.1").exists()
    assert Direction.objects.filter(actions__code="3.1").exists()


@pytest.mark.parametrize("name", ["aigul", "bolat", "gulnara", "hasan"])
def test_undoing_is_the_secretariats(desk: Client, cast: Cast, done: ImportRun, name: str):
    desk.force_login(getattr(cast, name))
    assert desk.get(at("undo", done)).status_code == 403
    assert desk.post(at("undo", done)).status_code == 403
    assert Action.objects.count() == 2


def test_a_stranger_is_asked_to_sign_in(client: Client, done: ImportRun):
    client.logout()
    assert client.get(at("undo", done)).status_code == 302
    assert client.post(at("undo", done)).status_code == 302
    assert Action.objects.count() == 2
