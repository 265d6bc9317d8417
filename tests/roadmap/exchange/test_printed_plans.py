"""A plan as a ministry prints it comes in without being retyped: sections, numbers, prose, several bodies in a cell."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from cooperation.models import InstitutionName
from roadmap.choices import DeadlineKind, Part
from roadmap.models import Action
from tests.cast import country, institution
from tests.roadmap.exchange.sheets import counts, imported, planned, sheet_of

ROWS = Path(settings.BASE_DIR).parent / "shared" / "data" / "ministry_rows.csv"
PUBLISHED = ROWS.with_name("open_government_plan.csv")
TITLES = ["“Davlat dasturi”", "TASDIQLANGAN"]


@pytest.fixture
def of_uzbekistan(db) -> list:
    """The bodies of the Uzbek plan, by their names in Cyrillic."""
    uz = country("UZ", en="Uzbekistan")
    names = {"uz-eco": "Давлат экология қўмитаси", "uz-academy": "Фанлар академияси", "uz-justice": "Адлия вазирлиги"}
    made = [institution(code, uz, code) for code in names]
    for one in made:
        InstitutionName.objects.create(institution=one, name_uz=names[one.code])
    return made


def printed(row: dict[str, str]) -> list[str]:
    return [
        row["row_no"],
        row["measure"],
        row["mechanism_or_form"],
        row["deadline_as_printed"],
        row["responsible_as_printed"],
    ]


@pytest.mark.skipif(not ROWS.exists(), reason="the rows are not part of the project")
def test_rows_of_a_ministry_come_in_without_mapping(of_uzbekistan: list):
    section, row, *_rest = csv.DictReader(ROWS.open(encoding="utf-8-sig"), delimiter=";")
    headings = section["heading_row_as_printed"].split(" | ")
    content = sheet_of([TITLES[0]], [TITLES[1]], [], headings, [section["measure"]], printed(row))
    plan = imported(content, "protected", create=True, country="UZ")
    assert (counts(plan), plan.new_institutions) == ((1, 0, 0, 0), [])
    action = Action.objects.get()
    assert (action.code, action.number) == ("1", "1.")
    assert action.title_uz == row["measure"]
    assert action.direction.title_uz == section["measure"].removeprefix("I. ")
    assert [(step.number, step.due.isoformat()) for step in action.milestones.all()] == [
        (1, "2019-05-31"),
        (2, "2019-06-30"),
    ]
    original = action.deadlines.get(kind=DeadlineKind.ORIGINAL)
    assert (original.due.isoformat(), original.precision) == ("2019-06-30", "month")
    named = [
        (one.institution.code, one.part, one.contact) for one in action.responsibilities.order_by("part", "position")
    ]
    assert named == [
        ("uz-eco", Part.LEAD, "Қўчқоров"),
        ("uz-academy", Part.SUPPORTING, "Юлдашев"),
        ("uz-justice", Part.SUPPORTING, "Давлетов"),
    ]


@pytest.mark.skipif(not ROWS.exists(), reason="the rows are not part of the project")
def test_letters_that_cannot_be_read_are_reported_and_kept(of_uzbekistan: list):
    *_before, row, _last = csv.DictReader(ROWS.open(encoding="utf-8-sig"), delimiter=";")
    headings = ["№", "Tadbir", "Mexanizm", "Muddat", "Masʼul ijrochilar"]
    plan = planned(sheet_of(headings, printed(row)), "strategy", create=True, country="UZ")
    (new,) = plan.new
    assert new.title.startswith("Orol dengizining qurigan tubida o‘rmon-meliorativ i\ufffdlarni amalga oshirish")
    assert (new.terms.wording, new.terms.due.isoformat(), new.cells["starts_on"]) == (
        "2019 — 2028-yillar",
        "2028-12-31",
        "2019-01-01",
    )
    assert [note.message for note in plan.notes if note.kind == "unreadable"] == ["i\ufffdlarni"]
    assert [one.name for one in plan.new_institutions] == ["O‘rmon xo‘jaligi davlat qo‘mitasi"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the plan is not part of the project")
def test_a_published_plan_comes_in_by_its_own_headings(db):
    country("CA", en="Canada")
    plan = imported(PUBLISHED.read_bytes(), "open-government", create=True, country="CA")
    assert counts(plan) == (65, 0, 0, 0)
    assert (len(plan.new_directions), len(plan.new_institutions)) == (4, 9)
    recurring = Action.objects.filter(recurrence="half")
    assert {(one.timing, one.current_due.isoformat()) for one in recurring} == {("recurring", "2029-12-31")}
    assert recurring.count() == 7
    undated = {question.text for question in plan.questions}
    assert {"Fall 2027", "By winter 2025", "By early 2026", "2026-27"} <= undated
    assert "Ongoing" not in undated
    assert {new.terms.wording for new in plan.new if new.terms.timing == "undated"} == undated


ROADMAP = (
    ["", "", "", "", "Приложение № 1", ""],
    ["", "", "", "", "к постановлению", ""],
    ["Дорожная карта по сохранению плато Устюрт"],
    ["№ п/п", "Наименование мероприятия", "Срок исполнения", "", "Ответственные", ""],
    ["", "", "начало", "окончание", "Узбекистан", "Казахстан"],
    [1, 2, 3, 4, 5, 6],
    ["I. Водные ресурсы"],
    ["1.", "Создать сеть постов на-\nблюдения", date(2026, 1, 1), "2027 год", "Давлат экология қўмитаси", "МЭПР РК"],
    ["", "", "", "", "Фанлар академияси", ""],
    ["", "Итого по разделу", "", "", "", ""],
    ["II. Леса"],
    ["1.", "Посадить саксаул", date(2026, 3, 1), "IV квартал 2027 года", "Адлия вазирлиги", "МЭПР РК"],
    ["Примечание: сроки могут быть уточнены."],
    ["", "Министр экологии", "", "", "И. Иванов", ""],
)
MERGED = ("E1:F1", "A3:F3", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "A7:F7", "A8:A9", "B8:B9", "A11:F11", "A13:F13")


def merged(content: bytes) -> bytes:
    """The workbook with its cells merged as they were printed."""
    workbook, file = load_workbook(io.BytesIO(content)), io.BytesIO()
    for cells in MERGED:
        workbook.active.merge_cells(cells)
    workbook.save(file)
    return file.getvalue()


@pytest.fixture
def of_kazakhstan(of_uzbekistan: list) -> None:
    one = institution("kz-eco", country("KZ", en="Kazakhstan"), "kz-eco")
    InstitutionName.objects.create(institution=one, name_ru="МЭПР РК")


def test_a_joint_plan_comes_in_from_a_workbook_as_it_was_printed(of_kazakhstan):
    plan = imported(merged(sheet_of(*ROADMAP)), "joint", create=True, country="UZ")
    assert (counts(plan), plan.new_institutions) == ((2, 0, 0, 0), [])
    first, second = Action.objects.order_by("position")
    assert (first.code, second.code) == ("I-1", "II-1")
    assert (first.direction.title_ru, second.direction.title_ru) == ("Водные ресурсы", "Леса")
    assert (first.title_ru, first.starts_on) == ("Создать сеть постов наблюдения", date(2026, 1, 1))
    assert (first.current_due, second.current_due) == (date(2027, 12, 31), date(2027, 12, 31))
    named = {(one.institution.code, one.part) for one in first.responsibilities.all()}
    assert named == {("uz-eco", Part.LEAD), ("kz-eco", Part.LEAD), ("uz-academy", Part.SUPPORTING)}
    assert sorted(note.row for note in plan.notes if note.kind == "skipped") == [6, 10, 13, 14]


def test_the_same_plan_comes_in_again_as_unchanged(of_kazakhstan):
    content = merged(sheet_of(*ROADMAP))
    imported(content, "joint", create=True, country="UZ")
    assert counts(planned(content, "joint")) == (0, 0, 2, 0)


def test_a_number_that_became_a_date_is_refused_at_its_row(of_uzbekistan: list):
    rows = ([date(2026, 10, 1), "Создать сеть", "2027 год", "Адлия вазирлиги"],)
    headings = ["№", "Мероприятие", "Срок", "Исполнители"]
    plan = planned(sheet_of(headings, *rows), "joint", create=True, country="UZ")
    assert counts(plan) == (0, 0, 0, 1)
    assert [(one.row, one.column) for one in plan.refusals] == [(2, "A")]
    assert any("a date that a spreadsheet program made" in note.message for note in plan.notes)
