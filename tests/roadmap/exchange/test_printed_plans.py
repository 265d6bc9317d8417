"""A plan as a ministry prints it comes in without being retyped: sections, numbers, prose, several bodies in a cell."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

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
