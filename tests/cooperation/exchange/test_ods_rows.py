"""ODS is read like XLSX: what it repeats is written out where it is filled, and left alone where it is empty."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Merge, Row, Sheet
from cooperation.exchange.table import read_sheets, read_table
from cooperation.exchange.workbook import read_workbook
from tests.cooperation.exchange.workbooks import box, line, ods, table


def sheet_of(*inside: str, **asked: str) -> Sheet:
    (sheet,) = read_workbook(ods(table(*inside), **asked))
    return sheet


def texts_of(*cells: str) -> tuple[str, ...]:
    return sheet_of(line(*cells)).rows[0].cells


def refusal_of(*inside: str) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_workbook(ods(table(*inside)))
    return refused.value.refusals[0]


def repeated(what: str, count: int) -> str:
    return f' table:number-{what}-repeated="{count}"'


def valued(kind: str, name: str, value: str, *paragraphs: str) -> str:
    return box(*paragraphs, more=f' office:value-type="{kind}" office:{name}="{value}"')


def test_empty_repeats_are_counted_and_cost_nothing():
    end = line(box(more=repeated("columns", 16_384)), more=repeated("rows", 1_048_570))
    rows = (
        line(box("a"), box(more=repeated("columns", 2)), box("d"), box(more=repeated("columns", 16_380))),
        line(box(), more=repeated("rows", 4)),
        line(box("b")),
        end,
    )
    assert sheet_of(*rows).rows == (Row(1, ("a", "", "", "d")), Row(6, ("b",)))


def test_filled_repeats_are_written_out():
    rows = (line(box("a", more=repeated("columns", 3)), more=repeated("rows", 2)), line(box("b")))
    assert sheet_of(*rows).rows == (Row(1, ("a",) * 3), Row(2, ("a",) * 3), Row(3, ("b",)))


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (line(box("a", more=repeated("columns", 201))), "200 columns"),
        (line(box(more=repeated("columns", 200)), box("a")), "200 columns"),
        (line(box("a"), more=repeated("rows", 100_001)), "below row 100000"),
        (line(box(), more=repeated("rows", 100_000)) + line(box("a")), "below row 100000"),
        (line(box("a", more=repeated("columns", 200)), more=repeated("rows", 100_000)), "far larger"),
        (line(box("a", more=repeated("columns", 0))), "damaged"),
        (line(box("a", more=repeated("columns", -1))), "damaged"),
        (line(box('<text:s text:c="999999999"/>')), "damaged"),
        (line(box("#REF!", more=' office:value-type="string" calcext:value-type="error"')), "error"),
        (line(box(more=' table:formula="of:=1+1"')), "formula"),
    ],
)
def test_what_no_table_has_is_refused(inside: str, words: str):
    refusal = refusal_of(inside)
    assert words in refusal.message
    assert refusal.advice


def test_the_place_of_a_bad_cell_is_named():
    bad = box("Err:502", more=' office:value-type="string" calcext:value-type="error"')
    refusal = refusal_of(line(box(), more=repeated("rows", 3)), line(box(more=repeated("columns", 2)), bad))
    assert (refusal.sheet, refusal.row, refusal.column) == ("Sheet 1", 4, "C")


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown", "read"),
    [
        ("float", "value", "1.1", "1.1", "1.1"),
        ("float", "value", "1.1", "1,10", "1.10"),
        ("float", "value", "7", "007", "007"),
        ("float", "value", "1.126", "1.13", "1.126"),
        ("float", "value", "1234.5", "1 234,50", "1234.5"),
        ("percentage", "value", "0.5", "50%", "0.5"),
        ("currency", "value", "3", "$3", "3"),
        ("date", "date-value", "2026-12-31", "31 дек", "2026-12-31"),
        ("date", "date-value", "2026-12-31T00:00:00", "", "2026-12-31"),
        ("date", "date-value", "2026-12-31T09:30:00.000000001", "", "2026-12-31T09:30:00"),
        ("time", "time-value", "PT09H30M00S", "9:30", "09:30:00"),
        ("time", "time-value", "PT36H00M00S", "36:00", "1 day, 12:00:00"),
        ("boolean", "boolean-value", "true", "ИСТИНА", "true"),
        ("string", "string-value", "stored", "", "stored"),
    ],
)
def test_values_are_read_by_their_kind(kind: str, name: str, value: str, shown: str, read: str):
    assert texts_of(valued(kind, name, value, *[shown] * bool(shown))) == (read,)


def test_marks_in_a_text_stand_for_what_they_mean():
    text = 'a <text:s text:c="2"/>b<text:tab/>c<text:line-break/><text:span>d\n   e</text:span><text:a>f</text:a>'
    assert texts_of(box(text, "second", "&apos;=1")) == ("a   b\tc\nd ef\nsecond\n'=1",)
    assert texts_of(box("&apos;=1")) == ("=1",)


def test_remarks_drawings_and_former_texts_are_no_text_of_a_cell():
    aside = (
        "<office:annotation><text:p>remark</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame>"
    )
    before = (
        "<table:tracked-changes><table:table-cell><text:p>former</text:p></table:table-cell></table:tracked-changes>"
    )
    shapes = "<table:shapes><draw:frame><text:p>shape</text:p></draw:frame></table:shapes>"
    inside = f"<table:table-cell>{aside}<text:p>a</text:p></table:table-cell>"
    (sheet,) = read_workbook(ods(before, table(shapes, line(inside, box("b")))))
    assert sheet.rows == (Row(1, ("a", "b")),)


def test_spans_are_merged_ranges_and_what_they_cover_keeps_its_place():
    spanned = box("a", more=' table:number-columns-spanned="2" table:number-rows-spanned="2"')
    rows = (
        line(spanned, "<table:covered-table-cell/>", box("c")),
        line(box("x", more=' table:number-columns-spanned="1"')),
    )
    sheet = sheet_of(*rows)
    assert (sheet.rows[0].cells, sheet.merges) == (("a", "", "c"), (Merge(1, 0, 2, 1),))


def test_hidden_sheets_rows_and_columns_are_told():
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    columns = (
        "<table:table-column/>",
        f'<table:table-column table:visibility="collapse"{repeated("columns", 2)}/>',
        f'<table:table-column table:visibility="filter"{repeated("columns", 16_000)}/>',
    )
    rows = (
        line(box("a"), box("b")),
        line(box("filtered"), more=' table:visibility="filter"' + repeated("rows", 2)),
        line(box(), more=' table:visibility="collapse"'),
        line(box("seen")),
    )
    content = ods(
        table(*columns, *rows), table(line(box("x")), name="two", more=' table:style-name="ta2"'), styles=styles
    )
    first, second = read_workbook(content)
    assert (first.hidden_rows, first.hidden_columns, first.is_hidden, second.is_hidden) == ((2, 3), (1,), False, True)


def test_tables_that_are_kept_of_other_files_are_left_out():
    linked = table(line(box("x")), name="&apos;file:///home/plan.ods&apos;#$Sheet1")
    assert [sheet.title for sheet in read_workbook(ods(table(line(box("a"))), linked))] == ["Sheet 1"]


def test_tables_and_registers_are_read_from_ods_too():
    content = ods(table(line(box("code"), box("title")), line(box("1.10"))), table(name="empty"))
    assert read_table(content).rows == (Row(2, ("1.10", "")),)
    assert list(read_sheets(content)) == ["Sheet 1"]


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers(1, 5)), max_size=9), st.integers(1, 3))
def test_repeats_stand_for_as_many_cells_written_out(runs: list[tuple[str, int]], rows: int):
    packed = [box(*[text] * bool(text), more=repeated("columns", count)) for text, count in runs]
    plain = [box(*[text] * bool(text)) for text, count in runs for _ in range(count)]
    whole = read_workbook(ods(table(*[line(*plain)] * rows)))
    assert read_workbook(ods(table(line(*packed, more=repeated("rows", rows))))) == whole


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_makes_of_a_workbook_is_read_alike(tmp_path: Path):
    content = written(tmp_path / "plan.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", "ods", "plan.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    (sheet,), (again,) = read_workbook(content), read_workbook((tmp_path / "plan.ods").read_bytes())
    assert again == sheet


def written(path: Path) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Код", "Мера", "1.10", "two\nlines  and spaces", None, True])
    sheet.append([1.1, "x", 3, 0.25])
    sheet["A2"].number_format = "0.00"
    sheet.merge_cells("B2:B3")
    sheet["A5"] = "hidden"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    file = BytesIO()
    workbook.save(file)
    path.write_bytes(file.getvalue())
    return file.getvalue()
