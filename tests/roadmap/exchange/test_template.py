"""A blank table of a roadmap, filled in the language in which it was asked for, is read without being told how."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from cooperation.exchange.errors import RefusedError
from roadmap.exchange.columns import LANGUAGES
from roadmap.exchange.template import headings_in, template, told_apart
from roadmap.models import Direction
from tests.cast import Cast
from tests.roadmap.exchange.sheets import counts, planned

DEADLINES = {
    "en": "by 31 December 2026",
    "ru": "до 31 декабря 2026 года",
    "uz": "2026-yil 31-dekabrgacha",
    "kk": "2026 жылғы 31 желтоқсанға дейін",
    "tk": "2026-njy ýylyň 31-nji dekabryna çenli",
}


def blank(cast: Cast, language: str) -> Workbook:
    assert cast.monitoring
    return load_workbook(io.BytesIO(template(cast.plateau, language)[2]))


def chosen(workbook: Workbook, column: str, language: str) -> list[str]:
    """What the list of a column offers."""
    place = list(headings_in(language)).index(column)
    letter = workbook.worksheets[0].cell(1, place + 1).column_letter
    rules = workbook.worksheets[0].data_validations.dataValidation
    formula = next(rule.formula1 for rule in rules if f"{letter}2" in rule.sqref)
    title, _mark, cells = formula.rpartition("!")
    return [cell.value for (cell,) in workbook[title.strip("'")][cells.replace("$", "")]]


def filled(workbook: Workbook, language: str, **cells: str) -> bytes:
    """The first two blank rows, filled."""
    columns = list(headings_in(language))
    for row in (2, 3):
        for column, value in {"code": f"1.{row}0", **cells}.items():
            workbook.worksheets[0].cell(row, columns.index(column) + 1, value)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_is_read(cast: Cast, language: str):
    workbook = blank(cast, language)
    content = filled(
        workbook,
        language,
        direction=chosen(workbook, "direction", language)[0],
        lead=f"{cast.forestry.code}; {cast.ecology.code}",
        deadline_text=DEADLINES[language],
        **{f"title_{language}": "Saýga", f"description_{language}": "By plane"},
    )
    plan = planned(content)
    assert counts(plan) == (2, 0, 0, 0)
    assert (plan.open, plan.ignored) == (0, ())
    action = plan.new[1]
    assert action.code == "1.30"
    assert action.cells[f"title_{language}"] == "Saýga"
    assert (action.cells["direction"], action.cells["lead"]) == ("2", "kz-forestry; uz-ecology")
    assert action.terms.due.isoformat() == "2026-12-31"
    assert action.terms.wording == DEADLINES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_a_template_lets_choose_is_understood(cast: Cast, language: str):
    assert cast.forestry
    assert cast.ecology
    Direction.objects.create(roadmap=cast.plateau, code="3", title_en="Education")
    workbook = blank(cast, language)
    leads = chosen(workbook, "lead", language)
    directions = chosen(workbook, "direction", language)
    assert len(directions) == 2
    assert len(leads) == 7
    for direction in directions:
        cells = {"direction": direction, "lead": "; ".join(leads), f"title_{language}": "Saýga"}
        plan = planned(filled(workbook, language, **cells))
        assert (counts(plan), plan.open) == ((2, 0, 0, 0), 0)
        assert len(plan.new[0].cells["lead"].split("; ")) == 7


def test_directions_are_named_in_the_language_of_the_template(cast: Cast):
    assert chosen(blank(cast, "ru"), "direction", "ru") == ["Мониторинг"]
    assert chosen(blank(cast, "kk"), "direction", "kk") == ["Monitoring"]


def test_what_two_are_called_is_chosen_by_code():
    named = [("a", "Committee"), ("b", "committee"), ("c", ""), ("d", "Ministry"), ("e", "One; two")]
    assert told_apart(named) == ["a", "b", "c", "Ministry", "e"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_template_explains_its_columns_and_asks_for_nothing(cast: Cast, language: str):
    workbook = blank(cast, language)
    sheet, guide = workbook.worksheets
    headings = list(headings_in(language).values())
    assert len(set(headings)) == len(headings)
    assert [cell.value for cell in sheet[1]] == headings
    assert [cell.value for cell in guide["A"][1:]] == headings
    assert all(cell.value for cell in guide["B"])
    assert (sheet.freeze_panes, sheet.max_row) == ("B2", 201)
    assert {sheet.cell(row, 1).number_format for row in (2, 201)} == {"@"}
    with pytest.raises(RefusedError, match="no rows"):
        planned(template(cast.plateau, language)[2])


def test_a_template_of_a_sample_is_marked(cast: Cast):
    assert template(cast.plateau, "ru")[0] == "plateau-template-ru.xlsx"
    cast.plateau.is_sample = True
    assert template(cast.plateau, "ru")[0] == "plateau-sample-template-ru.xlsx"
    assert len(blank(cast, "ru").sheetnames) == 3


def test_the_command_writes_a_template(cast: Cast, tmp_path: Path):
    assert cast.monitoring
    file = tmp_path / "blank.xlsx"
    call_command("export_actions", roadmap="plateau", template="uz", output=file)
    assert file.read_bytes() == template(cast.plateau, "uz")[2]
