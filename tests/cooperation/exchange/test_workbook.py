"""XLSX is read as its reader sees it: values as shown, what is merged or hidden, every sheet that is filled."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Merge, Row, Sheet
from cooperation.exchange.table import read_table
from cooperation.exchange.workbook import read_workbook
from tests.cooperation.exchange.workbooks import (
    FIRST_SHEET,
    MAIN,
    box,
    cell,
    data,
    line,
    number,
    ods_parts,
    row,
    table,
    xlsx,
    xlsx_parts,
    zipped,
)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
FORMULA = '<c r="A1"{kind}><f>1+1</f>{value}</c>'


def sheet_of(content: bytes) -> Sheet:
    (sheet,) = read_workbook(content)
    return sheet


def texts_of(*cells: str, **asked: object) -> tuple[str, ...]:
    """The texts of the first row."""
    return sheet_of(xlsx(data(row(1, *cells)), **asked)).rows[0].cells


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_workbook(content)
    return refused.value.refusals[0]


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_rows_keep_their_numbers_and_lose_the_empty_cells_at_their_ends():
    rows = (row(2, cell("B2", "b"), cell("D2", " ")), row(3, cell("A3", "")), row(7, cell("A7", "a")))
    assert sheet_of(xlsx(data(*rows))).rows == (Row(2, ("", "b")), Row(7, ("a",)))


def test_cells_and_rows_without_a_place_follow_each_other():
    inside = "<row><c/><c><v>1</v></c></row><row><c><v>2</v></c></row>"
    assert sheet_of(xlsx(data(inside))).rows == (Row(1, ("", "1")), Row(2, ("2",)))


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("General", "1.1", "1.1"),
        ("0.00", "1.1", "1.10"),
        ("0.00", "1.125", "1.13"),
        ("0.00", "-1.1", "-1.10"),
        ("0.00", "0", "0.00"),
        ("#,##0.00", "1234.5", "1234.50"),
        ("#,##0.0_);(#,##0.0)", "3", "3.0"),
        ("000", "7", "007"),
        ("00.00", "1.5", "01.50"),
        ("0", "1.5", "1.5"),
        ("0.00", "1e300", str(int(1e300))),
        ("0.00%", "0.5", "0.5"),
        ("@", "3.0", "3"),
        ("General", "0.1000000000000000055", "0.1"),
        ("yyyy\\-mm\\-dd", "46387", "2026-12-31"),
        ("dd.mm.yyyy hh:mm", "46387.5", "2026-12-31T12:00:00"),
        ("hh:mm", "0.5", "12:00:00"),
        ("[h]:mm", "1.5", "1 day, 12:00:00"),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(code: str, stored: str, shown: str):
    assert texts_of(number("A1", stored, 1), formats=[code]) == (shown,)


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert texts_of(number("A1", "0", 1), number("B1", "1", 1), formats=["yyyy-mm-dd"], since_1904=True)[1] == (
        "1904-01-02"
    )


def test_a_number_that_is_no_day_is_refused_where_a_day_is_shown():
    refusal = refusal_of(xlsx(data(row(4, number("B4", "99999999", 1))), formats=["yyyy-mm-dd"]))
    assert (refusal.row, refusal.column, "error" in refusal.message) == (4, "B", True)


def test_texts_of_several_runs_are_joined_without_their_reading_aids():
    string = "<si><r><t>Учёт </t></r><r><t>сайгака</t></r><rPh><t>sayga</t></rPh></si>"
    assert texts_of(
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="inlineStr"><is><r><t>до </t></r><r><t>мая</t></r><rPh><t>x</t></rPh></is></c>',
        strings=string,
    ) == ("Учёт сайгака", "до мая")


def test_escapes_are_undone_once_wherever_a_text_stands():
    strings = "<si><t>_x005F_x0041_</t></si><si><t>a_x000D_b</t></si><si><t>&apos;=1</t></si>"
    shared = [f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABC")]
    own = [cell("D1", "_x005F_x0041_"), '<c r="E1" t="str"><v>_x0041_</v></c>']
    assert texts_of(*shared, *own, strings=strings) == ("_x0041_", "a\rb", "=1", "_x0041_", "A")


def test_truths_and_days_of_the_strict_kind_are_read():
    cells = ('<c r="A1" t="b"><v>0</v></c>', '<c r="B1" t="d"><v>2026-12-31</v></c>')
    parts = xlsx_parts(data(row(1, *cells)))
    strict = {name: text.replace(MAIN, STRICT) for name, text in parts.items()}
    assert sheet_of(zipped(strict)).rows[0].cells == ("false", "2026-12-31")


def test_elements_may_have_a_prefix():
    parts = xlsx_parts("")
    parts[FIRST_SHEET] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert sheet_of(zipped(parts)).rows == (Row(1, ("5",)),)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [("", "<v>2</v>", "2"), (' t="str"', "<v>two</v>", "two"), (' t="b"', "<v>1</v>", "true")],
)
def test_formulas_are_read_by_their_saved_values(kind: str, value: str, read: str):
    assert texts_of(FORMULA.format(kind=kind, value=value)) == (read,)


def test_a_formula_whose_saved_text_is_empty_is_an_empty_cell():
    assert texts_of(FORMULA.format(kind=' t="str"', value="<v></v>"), cell("B1", "b")) == ("", "b")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (FORMULA.format(kind="", value=""), "formula"),
        (FORMULA.format(kind="", value="<v/>"), "formula"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "error"),
        (cell("A1", "_x0000_"), "null byte"),
        (cell("GS1", "far"), "200 columns"),
    ],
)
def test_the_sheet_of_a_bad_cell_is_named_where_there_are_several(bad: str, words: str):
    good, bad = data(row(1, cell("A1", "a"))), data(row(1, bad))
    one, several = refusal_of(xlsx(bad)), refusal_of(xlsx(good, bad))
    assert words in one.message
    assert (one.sheet, several.sheet, one.row, several.message) == ("", "Sheet 2", one.row, one.message)


def test_a_bad_cell_on_a_sheet_that_is_not_used_keeps_no_table_from_being_read():
    good = data(row(1, cell("A1", "code")), row(2, cell("A2", "1")))
    bad = data(row(1, '<c r="A1" t="e"><v>#REF!</v></c>'))
    assert read_table(xlsx(good, bad)).rows == (Row(2, ("1",)),)


def test_all_filled_sheets_are_read_in_their_order_also_hidden_ones():
    filled = data(row(1, cell("A1", "a")))
    sheets = read_workbook(xlsx(filled, data(), filled, filled, states=["visible", "visible", "hidden", "veryHidden"]))
    assert [(sheet.title, sheet.is_hidden) for sheet in sheets] == [
        ("Sheet 1", False),
        ("Sheet 3", True),
        ("Sheet 4", True),
    ]


def test_hidden_rows_and_columns_are_named_where_something_is_written_in_them():
    columns = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/><col min="1" max="1"/></cols>'
    )
    rows = (
        row(1, cell("A1", "a"), cell("B1", "b"), cell("D1", "d")),
        row(2, cell("A2", "a"), more=' hidden="1"'),
        row(3, cell("A3", ""), more=' hidden="1"'),
        row(4, cell("A4", "a"), cell("F4", "f"), more=' hidden="0"'),
    )
    sheet = sheet_of(xlsx(data(*rows, before=columns)))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2,), (1, 5))


def test_merged_ranges_are_told_as_far_as_a_table_reaches():
    ranges = ("A1:C1", "$B$2:$B$4", "D5", "E5:E5", "A10:XFD1048576", "XFA1:XFD1", "A200000:B200000")
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    sheet = sheet_of(xlsx(data(row(1, cell("A1", "a")), after=f"<mergeCells>{merged}</mergeCells>")))
    assert sheet.merges == (Merge(1, 0, 1, 2), Merge(2, 1, 4, 1), Merge(10, 0, 100_000, 199))


def test_what_openpyxl_writes_is_read():
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "План"
    sheet.append(["1.10", 1.5, 3, True, date(2026, 5, 1), datetime(2026, 5, 1, 9, 30), time(9, 30)])  # noqa: DTZ001  # spreadsheets know no zones
    sheet.append([timedelta(hours=30), None, "two\nlines"])
    sheet.merge_cells("B2:C2")
    sheet["B2"] = "b"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("Скрытый").sheet_state = "hidden"
    workbook["Скрытый"]["A1"] = "x"
    assert read_workbook(saved(workbook)) == [
        Sheet(
            "План",
            (
                Row(1, ("1.10", "1.5", "3", "true", "2026-05-01", "2026-05-01T09:30:00", "09:30:00")),
                Row(2, ("1 day, 6:00:00", "b")),
            ),
            (Merge(2, 1, 2, 2),),
            (2,),
            (2,),
        ),
        Sheet("Скрытый", (Row(1, ("x",)),), is_hidden=True),
    ]


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(1, 4))
def test_fixed_decimals_are_as_many_as_the_format_shows_and_of_the_same_value(value: Decimal, places: int):
    (text,) = texts_of(number("A1", str(value), 1), formats=["0." + "0" * places])
    assert len(text.partition(".")[2]) == places
    assert abs(Decimal(text) - value) * 2 <= Decimal(1).scaleb(-places)


def zip_of(*names: str) -> bytes:
    return zipped(dict.fromkeys(names, "x"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old", "XLS"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zip_of("[Content_Types].xml", "xl/workbook.bin"), "XLSB"),
        (zip_of("[Content_Types].xml", "word/document.xml"), "text document"),
        (zip_of("[Content_Types].xml", "ppt/presentation.xml"), "presentation"),
        (zip_of("plan.csv"), "archive"),
        (zipped(ods_parts() | {"mimetype": "application/vnd.oasis.opendocument.text"}), "text document"),
        (zipped(ods_parts(table(line(box("a")))) | {"META-INF/manifest.xml": "<m:encryption-data/>"}), "password"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 text}", "text document"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE html><table><tr><td>1</td></tr></table>", "web page"),
        ("<html xmlns:o=''>".encode("utf-16"), "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(content: bytes, words: str):
    refusal = refusal_of(content)
    assert words in refusal.message
    assert refusal.advice


def test_a_file_in_which_nothing_is_written_has_no_sheets():
    assert read_workbook(xlsx(data())) == read_workbook(b"\n;\n") == read_workbook(b"") == []
