"""What goes out comes in again as nothing new, whatever is written in it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cooperation.models import Instrument, Provision, Site
from roadmap.choices import DeadlineKind, Precision, Recurrence, Status, Timing
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, LANGUAGES
from roadmap.exchange.export import export_actions
from roadmap.models import Action, Deadline, Responsibility
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, proposed, published
from tests.roadmap.exchange.libreoffice import ALL_TEXT, resaved
from tests.roadmap.exchange.sheets import counts, imported, planned

FORMATS = ["csv", "xlsx"]
ODD = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@'\";,\t\n\r _x0041#N/A"), st.characters(codec="utf-8")), max_size=30
)


def exported(kind: str = "csv", **only: str) -> bytes:
    return export_actions(Action.objects.filter(**only), kind, TODAY, LIMITS)[2]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def full_roadmap(cast: Cast) -> None:
    """Actions of every timing, with every kind of relation, revision and report."""
    memorandum = Instrument.objects.create(slug="memorandum", kind="memorandum")
    cast.count.provisions.add(Provision.objects.create(instrument=memorandum, number="1.10", position=1))
    cast.count.sites.add(Site.objects.create(slug="ustyurt", kind="plateau"))
    Responsibility.objects.create(action=cast.count, part="funding", institution=cast.ngo, recorded_at=NOW)
    cast.action("1.10", "=SUM(A1)", leads=[cast.tm], timing=Timing.RECURRING, recurrence=Recurrence.QUARTER, due=None)
    cast.action("1.1", "-5 degrees", leads=[cast.ecology], timing=Timing.CONTINUOUS, due=None)
    cast.action("x", '\'quoted\r\nlines\t"and"; more', timing=Timing.UNDATED, due=None, visibility="parties")
    revision = Deadline(action=cast.count, due=date(2027, 3, 31), precision=Precision.QUARTER, wording="I кв. 2027 г.")
    revision.reason = "Weather."
    deadlines.add_version(revision, NOW, TODAY, LIMITS)
    for country in (cast.kz, cast.uz):
        deadlines.consent(revision, country, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.bolat)
    again = Deadline(action=cast.count, kind=DeadlineKind.REVISION, due=date(2028, 3, 31), precision="day", reason="!")
    deadlines.add_version(again, NOW, TODAY, LIMITS)
    published(
        cast.count, cast.forestry, cast.bolat, status=Status.COMPLETED, percent=100, completed_on=date(2026, 10, 1)
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_comes_in_as_unchanged_and_goes_out_identical(cast: Cast, kind: str):
    full_roadmap(cast)
    first = exported(kind)
    assert counts(imported(first)) == (0, 0, 4, 0)
    assert exported(kind) == first


@pytest.mark.parametrize("kind", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(texts=st.lists(ODD, min_size=3, max_size=3))
def test_odd_texts_survive_the_way_out_and_in(cast: Cast, kind: str, texts: list[str]):
    stored = [text.replace("\0", "") for text in texts]
    Action.objects.filter(pk=cast.count.pk).update(
        title_en=f"T{stored[0]}", description_ru=stored[1], completion_form_tk=stored[2]
    )
    first = exported(kind)
    assert counts(planned(first)) == (0, 0, 1, 0)


def test_an_export_has_the_columns_of_the_contract_with_codes(cast: Cast):
    full_roadmap(cast)
    by_code = {row["code"]: row for row in rows(exported())}
    assert list(by_code["2.3"]) == [*COLUMNS, *EXPORT_ONLY]
    told = {
        "direction": "2",
        "lead": "kz-forestry; uz-ecology",
        "funding": "ngo",
        "provisions": "memorandum#1.10",
        "sites": "ustyurt",
        "timing": "dated",
        "deadline": "2027-03-31",
        "deadline_precision": "quarter",
        "deadline_text": "I кв. 2027 г.",
        "original_deadline": "2026-12-31",
        "slip_days": "90",
        "status": "in_progress",
        "status_by_country": "KZ: completed; UZ: no_information",
        "schedule": "not_yet_due",
        "awaits": "",
        "percent": "50",
        "last_reported_on": "2026-11-01",
    }
    assert {column: by_code["2.3"][column] for column in told} == told
    assert by_code["1.10"]["lead"] == "TM"
    assert (by_code["1.10"]["recurrence"], by_code["1.10"]["offset_days"]) == ("quarter", "0")
    assert by_code["1.10"]["title_en"] == "'=SUM(A1)"
    assert by_code["1.1"]["title_en"] == "'-5 degrees"


def test_an_export_says_for_whom_an_action_waits(cast: Cast):
    cast.action("5", leads=[cast.forestry, cast.ecology], due=date(2026, 11, 20))
    (row,) = rows(exported())
    assert (row["schedule"], row["awaits"]) == ("report_awaited", "KZ; UZ")


def test_cells_of_xlsx_are_text_dates_and_numbers_and_no_formula(cast: Cast):
    full_roadmap(cast)
    cast.action("err", "#N/A")
    sheet = load_workbook(io.BytesIO(exported("xlsx"))).worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    column = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "2.3")
    assert row[column["deadline"] - 1].value.date() == date(2027, 3, 31)
    assert row[column["slip_days"] - 1].value == 90


def test_a_workbook_is_made_to_be_worked_in(cast: Cast):
    full_roadmap(cast)
    workbook = load_workbook(io.BytesIO(exported("xlsx")))
    sheet, versions, guide = workbook.worksheets
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:AS5")
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "1.10")
    assert [sheet[f"{column[name]}{row}"].number_format for name in ("code", "number", "direction")] == ["@"] * 3
    assert sheet.column_dimensions[column["code"]].number_format == "@"
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "2.3")
    dates = ("deadline", "original_deadline", "last_reported_on")
    assert [sheet[f"{column[name]}{row}"].number_format for name in dates] == ["yyyy-mm-dd"] * 3
    assert sheet[f"{column['title_en']}2"].alignment.wrap_text
    assert sheet.column_dimensions[column["title_en"]].width == 50
    assert [cell.value for cell in guide["A"][1:]] == [*COLUMNS, *EXPORT_ONLY]
    assert all(cell.value for cell in guide["B"])
    assert versions.freeze_panes == "B2"


def test_a_workbook_offers_what_may_be_chosen(cast: Cast):
    full_roadmap(cast)
    workbook = load_workbook(io.BytesIO(exported("xlsx")))
    sheet = workbook.worksheets[0]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        heading = sheet[f"{str(rule.sqref).partition('2:')[0]}1"].value
        title, _mark, cells = rule.formula1.rpartition("!")
        offered[heading] = [cell.value for (cell,) in workbook[title.strip("'")][cells.replace("$", "")]]
        assert rule.showErrorMessage is (heading != "lead")  # several may lead
    assert offered == {
        "direction": ["2"],
        "timing": Timing.values,
        "deadline_precision": Precision.values,
        "recurrence": Recurrence.values,
        "visibility": ["public", "parties"],
        "lead": ["KZ", "TM", "UZ", "kz-forestry", "kz-ministry", "tm-ministry", "uz-ecology"],
    }


def test_sample_data_is_marked_and_reads_as_well(cast: Cast):
    assert cast.count
    cast.plateau.is_sample = True
    cast.plateau.save()
    name, content_type, _content = export_actions(Action.objects.all(), "csv", TODAY, LIMITS)
    assert (name, content_type) == ("plateau-sample-2026-11-23.csv", "text/csv; charset=utf-8")
    workbook = exported("xlsx")
    assert load_workbook(io.BytesIO(workbook)).sheetnames == ["Actions", "Deadlines", "Columns", "Sample data"]
    assert counts(planned(workbook)) == (0, 0, 1, 0)


def test_an_export_holds_what_its_caller_may_see(cast: Cast):
    assert cast.count
    cast.action("9", "Hidden", visibility="parties")
    seen = export_actions(Action.objects.visible_to(cast.hasan), "csv", TODAY, LIMITS)[2]
    assert [row["code"] for row in rows(seen)] == ["2.3", "9"]
    assert [row["code"] for row in rows(exported(visibility="public"))] == ["2.3"]


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_takes_as_many_queries_for_many_actions_as_for_one(cast: Cast, kind: str):
    assert cast.count
    proposed(cast.count)
    with CaptureQueriesContext(connection) as few:
        exported(kind)
    for number in range(59):
        proposed(cast.action(f"9.{number}", leads=[cast.forestry, cast.ecology]))
    with CaptureQueriesContext(connection) as many:
        exported(kind)
    assert len(many) == len(few)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_are_divided_as_spreadsheet_programs_of_the_language_expect(cast: Cast, language: str):
    assert cast.count
    with translation.override(language):
        text = exported()
    assert text.startswith(b"\xef\xbb\xbfcode" + (b"," if language == "en" else b";") + b"number")


@pytest.mark.parametrize("kind", FORMATS)
def test_lines_are_no_other_ones_however_they_end(cast: Cast, kind: str):
    Action.objects.filter(pk=cast.count.pk).update(description_en="one\r\ntwo\rthree\nfour")
    (action,) = rows(exported())
    assert action["description_en"] == "one\ntwo\nthree\nfour"
    assert counts(planned(exported(kind))) == (0, 0, 1, 0)


@pytest.mark.office
@pytest.mark.same_everywhere
@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("kind", FORMATS)
def test_codes_formulas_and_line_ends_survive_libreoffice(cast: Cast, kind: str, to: str, tmp_path: Path):
    full_roadmap(cast)
    again = resaved(exported(kind), kind, to, tmp_path, columns=ALL_TEXT)
    plan = planned(again)
    assert (counts(plan), plan.open) == ((0, 0, 4, 0), 0)
