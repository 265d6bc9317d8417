"""Tables are read as they come, with the row numbers of the file, or refused with the place and what to do."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Row
from cooperation.exchange.table import Table, read_table
from cooperation.exchange.workbook import read_workbook
from tests.roadmap.exchange.sheets import csv_of, xlsx_of

TEXT = "code;title_ru\r\n1.10;Учёт сайгака\r\n"


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_table(content)
    return refused.value.refusals[0]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_each_usual_encoding_is_read(encoding: str):
    table = read_table(TEXT.encode(encoding))
    assert table.headings == ("code", "title_ru")
    assert cells(table) == [("1.10", "Учёт сайгака")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_usual_delimiter_is_found_outside_quotation_marks(delimiter: str):
    rows = f'"a,b;c\t,,,;;;"{delimiter}code{delimiter}title\n1{delimiter}2{delimiter}3\n'
    assert read_table(rows.encode()).headings == ("a,b;c ,,,;;;", "code", "title")


def test_damaged_utf8_is_not_taken_for_another_encoding():
    assert "cannot be read" in refusal_of(TEXT.encode().replace("г".encode(), b"\xd0", 1) * 3).message


def test_rows_keep_the_numbers_of_the_file():
    table = read_table(b'code,title\n\n1,"two\nlines"\n,\n2,last\n')
    assert [row.number for row in table.rows] == [3, 5]
    assert [row.number for row in read_table(xlsx_of(("1", "d"), (), ("2", "d"))).rows] == [2, 4]


def test_cells_of_xlsx_become_text():
    midnight = datetime(2026, 1, 2)  # noqa: DTZ001  # spreadsheets know no zones
    row = ("1.10", 1.1, 3.0, 3, True, date(2026, 12, 31), midnight, None, "'=1", "x")
    table = read_table(xlsx_of(row, headings=[f"h{index}" for index in range(10)]))
    assert cells(table) == [("1.10", "1.1", "3", "3", "true", "2026-12-31", "2026-01-02", "", "=1", "x")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"code,title\n", "no rows"),
        (xlsx_of(), "no rows"),
        (b"code,Code\n1,2\n", "same heading"),
        (b"code,title\n1,2,3\n", "more cells"),
        (b'code,title\n1,"open\n', "cannot be read"),
        (b"\xd0\xcf\x11\xe0 old", "XLS"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xff\xfe\x41", "letters"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(content: bytes, words: str):
    refusal = refusal_of(content)
    assert words in refusal.message
    assert refusal.advice


def test_a_null_byte_is_refused_with_its_place():
    refusal = refusal_of(csv_of(("1", "d", "ti\0tle", "", "")))
    assert (refusal.row, refusal.column) == (2, "C")


def sheet(rows: str) -> bytes:
    """A workbook with the given XML for the rows of its sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(("1", "d")))) as whole, zipfile.ZipFile(made, "w") as changed:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, rest = data.split(b"<sheetData>")
                data = head + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.split(b"</sheetData>")[1]
            changed.writestr(name, data)
    return made.getvalue()


def cell(place: str, inside: str = "<v>1</v>", kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}">{inside}</c>'


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (f'<row r="1">{cell("A1")}</row><row r="999999999">{cell("A999999999")}</row>', "below row 100000"),
        (f'<row r="2">{cell("A2")}</row><row r="1">{cell("A1")}</row>', "damaged"),
        (f'<row r="1">{cell("XFD1")}</row>', "columns"),
        (f'<row r="1">{cell("A1")}</row><row r="2">{cell("A2", "<f>1+1</f><v></v>")}</row>', "formula"),
        (f'<row r="1">{cell("A1")}</row><row r="2">{cell("A2", "<v>#REF!</v>", "e")}</row>', "error"),
    ],
)
def test_a_made_up_sheet_is_refused_before_it_is_read(rows: str, words: str):
    assert words in refusal_of(sheet(rows)).message


def test_a_value_that_was_saved_with_its_formula_is_read():
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", f"<f>{n}+0</f><v>{n}</v>")}</row>' for n in (1, 2))
    assert cells(read_table(sheet(rows))) == [("2",)]


def test_an_archive_that_swells_is_not_unpacked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert "far larger" in refusal_of(made.getvalue()).message


def test_empty_rows_above_a_cell_are_not_made_up():
    workbook = Workbook()
    for number in range(4):
        workbook.create_sheet(f"sheet {number}")["A99999"] = "x"
    made = io.BytesIO()
    workbook.save(made)
    assert [sheet.rows for sheet in read_workbook(made.getvalue())] == [(Row(99_999, ("x",)),)] * 4


@pytest.mark.parametrize("row", [0, 1])
def test_half_a_letter_is_refused_wherever_it_stands(row: int):
    rows = [["code", "remarks"], ["1.1", "fine"]]
    rows[row][1] = "a_xD800_b"
    refusal = refusal_of(raw_xlsx(rows))
    assert (refusal.row, refusal.column) == (row + 1, "B")


def raw_xlsx(rows: list[list[str]]) -> bytes:
    """A sheet with its texts as they are, escapes included."""
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("AB", texts, strict=True)
        )
        + "</row>"
        for number, texts in enumerate(rows, start=1)
    )
    return sheet(lines)


def test_an_open_quotation_mark_is_refused_in_words_of_ours():
    refusal = refusal_of(b'code,title_en\n1.1,"Count')
    assert "unexpected end" not in refusal.message
