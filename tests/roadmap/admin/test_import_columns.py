"""A file with headings that nobody knows: its columns are told on a page, and remembered for whose plan it is."""

import pytest
from django.test import Client

from roadmap.models import ImportRun, KnownHeading
from tests.cast import Cast
from tests.roadmap.admin.import_desk import at, columns, counts, look, say, text, upload, uploaded
from tests.roadmap.exchange.ministry import plan_of_a_ministry
from tests.roadmap.exchange.sheets import csv_of

ROW = ("9", "Провести учёт", "kz-forestry", "31.12.2027")
HEADINGS = ("code", "Что делать-то", "lead", "deadline_text")


@pytest.fixture
def plan(desk: Client, cast: Cast) -> ImportRun:
    """The ministry's plan, of which nothing can be told yet."""
    return uploaded(desk, cast, plan_of_a_ministry(), "план.xlsx", institution=cast.forestry.pk, country=cast.kz.pk)


def test_unknown_headings_lead_straight_to_the_columns(desk: Client, cast: Cast):
    page = upload(desk, cast, plan_of_a_ministry(), "план.xlsx", institution=cast.forestry.pk)
    run = ImportRun.objects.get()
    assert page.redirect_chain[-1][0] == at("columns", run)
    assert (run.institution, run.plan_digest) == (cast.forestry, "")
    for words in (
        "Что сделать",
        "not recognised",
        "hidden in the file",
        "Справка",
        "Title (Russian)",
        "в двухмесячный",
    ):
        assert words in text(page), words


def test_known_headings_are_chosen_already(desk: Client, cast: Cast):
    run = uploaded(desk, cast, csv_of(ROW, headings=HEADINGS))
    form = desk.get(at("columns", run)).context["form"]
    assert [form[f"column_{place}"].initial for place in range(4)] == ["code", "", "lead", "deadline_text"]
    assert [column["is_unknown"] for column in form.columns] == [False, True, False, False]


def test_what_is_told_is_kept_and_leads_to_what_the_file_would_do(desk: Client, cast: Cast):
    run = uploaded(desk, cast, csv_of(("2.3", *ROW[1:]), headings=HEADINGS))
    told = {"column_0": "code", "column_1": "title_ru", "column_2": "lead", "column_3": "deadline_text"}
    page = say(desk, run, "columns", header="1", **told)
    assert page.redirect_chain[-1][0] == at("change", run)
    assert "Провести учёт" in text(page)
    assert counts(run) == (0, 1, 0)
    assert run.answers["columns"] == {"0": "code", "1": "title_ru", "2": "lead", "3": "deadline_text"}


def test_the_columns_are_remembered_for_the_next_plan_of_the_institution(desk: Client, cast: Cast, plan: ImportRun):
    say(desk, plan, "columns", **columns())
    known = KnownHeading.objects.values_list("institution", "column")
    assert {column for _whose, column in known} == {"number", "title_ru", "responsible", "deadline_text", ""}
    assert {whose for whose, _column in known} == {cast.forestry.pk}
    page = upload(desk, cast, plan_of_a_ministry(), "next.xlsx", institution=cast.forestry.pk)
    assert page.redirect_chain[-1][0] == at("change", ImportRun.objects.order_by("pk").last())
    page = upload(desk, cast, plan_of_a_ministry(), "theirs.xlsx", institution=cast.ecology.pk)
    assert page.redirect_chain[-1][0] == at("columns", ImportRun.objects.order_by("pk").last())


def test_a_column_that_is_told_anew_is_remembered_as_it_was_told_last(desk: Client, cast: Cast, plan: ImportRun):
    say(desk, plan, "columns", **columns())
    say(desk, plan, "columns", **columns(column_1="title_uz"))
    known = dict(KnownHeading.objects.values_list("column", "heading"))
    assert "title_uz" in known
    assert "title_ru" not in known


def test_without_an_institution_nothing_is_remembered(desk: Client, cast: Cast):
    run = uploaded(desk, cast, plan_of_a_ministry(), "план.xlsx")
    say(desk, run, "columns", **columns())
    assert not KnownHeading.objects.exists()


def test_two_columns_cannot_be_the_same_one_but_several_may_hold_bodies(desk: Client, plan: ImportRun):
    page = text(say(desk, plan, "columns", **columns(column_0="title_ru")))
    assert "“Column A: № строки” is that already." in page
    plan.refresh_from_db()
    assert plan.answers == {}
    page = say(desk, plan, "columns", **columns(column_4="responsible"))
    assert page.redirect_chain[-1][0] == at("change", plan)


def test_a_table_without_a_title_is_told_at_the_place(desk: Client, plan: ImportRun):
    page = text(say(desk, plan, "columns", **columns(column_1="")))
    assert "no column “title”" in page
    plan.refresh_from_db()
    assert plan.answers == {}


def test_another_sheet_or_row_is_shown_before_anything_is_kept(desk: Client, plan: ImportRun):
    page = text(desk.get(at("columns", plan), {"sheet": "Справка", "header": "1"}))
    assert "Составлено" in page
    assert "Что сделать" not in page
    page = text(desk.get(at("columns", plan), {"sheet": "План", "header": "3"}))
    assert "Nothing is written in this row." in page
    plan.refresh_from_db()
    assert plan.answers == {}


def test_no_words_in_the_address_end_in_an_error(desk: Client, plan: ImportRun):
    for said in (
        {"header": "x"},
        {"header": "-1"},
        {"header": "9" * 30},
        {"header": "4", "sheet": "none"},
        {"header": ""},
    ):
        assert desk.get(at("columns", plan), said).status_code == 200
        assert desk.post(at("columns", plan), {"column_0": "nothing", **said}).status_code == 200


def test_who_tells_the_columns_second_is_told(desk: Client, plan: ImportRun):
    seen = desk.get(at("columns", plan)).context["seen"]
    say(desk, plan, "columns", **columns())
    page = desk.post(at("columns", plan), {"seen": seen, **columns(column_1="title_uz")})
    assert "Somebody else has answered meanwhile" in text(page)
    plan.refresh_from_db()
    assert plan.answers["columns"]["1"] == "title_ru"


def test_headings_and_cells_are_shown_as_text(desk: Client, cast: Cast):
    headings = ("code", "<script>alert(1)</script>", "lead", "deadline_text")
    run = uploaded(desk, cast, csv_of(("9", "<img src=x>", "kz-forestry", ""), headings=headings))
    page = look(desk, run, "columns")
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;img src=x&gt;" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("name", ["aigul", "bolat", "gulnara", "hasan"])
def test_the_columns_are_the_secretariats(desk: Client, cast: Cast, plan: ImportRun, name: str):
    desk.force_login(getattr(cast, name))
    assert desk.get(at("columns", plan)).status_code == 403
    assert desk.post(at("columns", plan), columns()).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client, cast: Cast, plan: ImportRun):
    client.logout()
    assert client.get(at("columns", plan)).status_code == 302
