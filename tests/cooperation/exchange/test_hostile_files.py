"""Whatever a file holds, it ends in sheets of text or in a refusal with advice; nothing else comes out of it."""

import io
import random
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import MAX_COLUMNS, MAX_ROWS, Sheet
from cooperation.exchange.workbook import read_workbook
from tests.cooperation.exchange.workbooks import (
    FIRST_SHEET,
    MAIN,
    OFFICE,
    PACKAGE,
    Parts,
    box,
    cell,
    data,
    line,
    number,
    ods_parts,
    relations,
    row,
    table,
    xlsx_parts,
    zipped,
)

PLAIN = data(row(1, cell("A1", "a")))
BOOK = xlsx_parts(
    data(
        row(1, cell("A1", "код"), '<c r="B1" t="s"><v>0</v></c>', number("C1", "46387", 1)),
        row(2, '<c r="A2" t="b"><v>1</v></c>', '<c r="B2"><f>1+1</f><v>2</v></c>', more=' hidden="1"'),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    ),
    strings="<si><r><t>one</t></r><rPh><t>two</t></rPh></si>",
    formats=["yyyy-mm-dd", "0.00"],
)
DOCUMENT = ods_parts(
    table(
        line(box("код"), box("1,10", more=' office:value-type="float" office:value="1.1"')),
        line(box("a<text:s/>b", more=' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="3"'),
        line(box("x", more=' office:value-type="date" office:date-value="2026-12-31"')),
    ),
    styles='<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>',
)
TEXT = 'код;мера;срок\n1;"учёт\nсайгака";2026\n2;ООО "Сайгак";\n'.encode()
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
NOISE = {
    "noise.bin": random.Random(1).randbytes(1024 * 1024)
}  # so that what is large inside packs no better than tables


def outcome(content: bytes) -> list[Sheet] | Refusal:
    """What becomes of a file: sheets within the limits and of text that can be written, or a refusal with advice."""
    try:
        sheets = read_workbook(content)
    except RefusedError as error:
        refusal = error.refusals[0]
    else:
        check(sheets)
        return sheets
    assert refusal.message
    assert refusal.advice
    return refusal


def check(sheets: list[Sheet]) -> None:
    """Within the limits, and of text that can be written."""
    for sheet in sheets:
        assert sheet.rows
        for one in sheet.rows:
            assert 1 <= one.number <= MAX_ROWS
            assert 1 <= len(one.cells) <= MAX_COLUMNS
            assert one.cells[-1].strip()
            assert "\0" not in "".join(one.cells).encode().decode()


def message_of(content: bytes) -> str:
    refusal = outcome(content)
    assert isinstance(refusal, Refusal), refusal
    return refusal.message


def with_part(name: str, text: str | bytes, parts: Parts = BOOK) -> bytes:
    return zipped(parts | {name: text} | NOISE)


def of_sheet(inside: str) -> bytes:
    return with_part(FIRST_SHEET, f'<worksheet xmlns="{MAIN}">{inside}</worksheet>')


@pytest.mark.parametrize("part", [*BOOK, "content.xml"])
def test_entities_are_expanded_in_no_part(part: str):
    parts = DOCUMENT if part == "content.xml" else BOOK
    if part == "[Content_Types].xml":
        assert isinstance(outcome(with_part(part, ENTITIES + "<a>&c;</a>")), list)  # which is not read
        return
    assert "damaged" in message_of(with_part(part, f"{ENTITIES}<a>&b;&c;</a>", parts))


@pytest.mark.parametrize("depth", [201, 100_000])
def test_elements_inside_of_each_other_without_end_are_refused(depth: int):
    assert "far larger" in message_of(of_sheet("<a>" * depth))
    assert "far larger" in message_of(with_part("content.xml", "<a>" * depth, DOCUMENT))


@pytest.mark.parametrize(
    "inside",
    [
        "<a/>" * 5_000_000,
        f'<a b="{"x" * 2_000_000}"/>',
        f"<!--{'x' * 2_000_000}-->",
        f'<sheetData><row><c t="str"><v>{"x" * 200_000}</v></c></row></sheetData>',
        f'<sheetData><row><c t="str"><v>{"&amp;&#13;" * 200_000}</v></c></row></sheetData>',
        f'<mergeCells>{"""<mergeCell ref="A1"/>""" * 100_001}</mergeCells>',
    ],
)
def test_a_part_larger_than_any_table_has_is_refused(inside: str):
    assert "far larger" in message_of(of_sheet(inside))


@pytest.mark.parametrize(
    "inside",
    [
        '<dimension ref="A1:XFD1048576"/>' + PLAIN,
        '<sheetData><row r="1" spans="1:16384"><c r="A1"><v>1</v></c></row><row r="1048576"/></sheetData>',
        '<cols><col min="1" max="16384" hidden="1"/></cols>' + PLAIN,
        PLAIN + '<mergeCells count="999999999"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        data(row(1, cell("A1", "a"), *[f'<c r="{place}1" s="0"/>' for place in ("ZZ", "AAA", "XFD")])),
        data(row(1, cell("A1", "\u202eabc\u200f"))),
    ],
)
def test_what_a_sheet_claims_of_its_size_costs_nothing(inside: str):
    (sheet,) = outcome(of_sheet(inside))
    assert [len(one.cells) for one in sheet.rows] == [1]


@pytest.mark.parametrize(
    "inside",
    [
        data('<row r="2"/><row r="2"/>'),
        data('<row r="-1"/>'),
        data('<row r="x"/>'),
        data(row(1, cell("B1", "b"), cell("A1", "a"))),
        data(row(1, cell("A1", "a"), cell("A1", "a"))),
        data(row(1, cell("?", "a"))),
        data(row(1, '<c r="A1" t="s"><v>99</v></c>')),
        data(row(1, '<c r="A1" t="s"><v>-1</v></c>')),
        data(row(1, '<c r="A1" t="unheard"><v>1</v></c>')),
        data(row(1, number("A1", "1", 99))),
        data(row(1, number("A1", "1", -1))),
        data(row(1, number("A1", "1e999"))),
        data(row(1, number("A1", "nan"))),
        data(row(1, number("A1", "1" * 5000))),
        data(row(1, number("A1", "one"))),
        data(row(1, '<c r="A1" t="d"><v>2026-99-99</v></c>')),
        '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>',
        '<mergeCells><mergeCell ref="all"/></mergeCells>',
        "<mergeCells><mergeCell/></mergeCells>",
        "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 2 + "</mergeCells>",
        '<cols><col min="a" max="b" hidden="1"/></cols>',
        '<cols><col hidden="1"/></cols>',
        "<row><cell>",
        "\0",
    ],
)
def test_what_makes_no_sense_in_a_sheet_is_refused_as_damaged(inside: str):
    assert "damaged" in message_of(of_sheet(inside))


def many_of_one_part() -> str:
    sheets = '<sheet name="a" r:id="r1"/>' * 1000
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>', "damaged"),
        ("xl/workbook.xml", many_of_one_part(), "damaged"),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheet name="a"/></workbook>', "damaged"),
        ("xl/_rels/workbook.xml.rels", relations(("worksheet", "../../../../etc/passwd")), "damaged"),
        ("xl/_rels/workbook.xml.rels", relations(("worksheet", "file:///etc/passwd")), "damaged"),
        ("xl/_rels/workbook.xml.rels", relations(*[("x", "y")] * 1000), "far larger"),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship/></Relationships>', "damaged"),
        ("xl/styles.xml", f'<s xmlns="{MAIN}"><cellXfs>{"<xf/>" * 100_001}</cellXfs></s>', "far larger"),
        ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" count="999999999"><si><t>open', "damaged"),
    ],
)
def test_made_up_parts_are_refused(part: str, text: str, words: str):
    assert words in message_of(with_part(part, text))


def test_two_parts_of_one_name_are_refused():
    file = io.BytesIO(zipped(BOOK))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("XL/workbook.xml", "")
    assert "damaged" in message_of(file.getvalue())


@pytest.mark.parametrize("parts", [BOOK, DOCUMENT])
def test_a_part_whose_checksum_is_wrong_is_refused(parts: Parts):
    name = FIRST_SHEET if parts is BOOK else "content.xml"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    assert "damaged" in message_of(file.getvalue().replace(parts[name].encode()[-30:], b" " * 30))


@pytest.mark.parametrize("size", [190 * 1024**2, 8 * 1024**2])
@pytest.mark.parametrize("part", [FIRST_SHEET, "xl/sharedStrings.xml", "other.bin"])
def test_an_archive_that_swells_is_refused(size: int, part: str):
    assert "far larger" in message_of(zipped(BOOK | {part: b" " * size}))


def test_an_archive_of_very_many_parts_is_refused():
    assert "far larger" in message_of(zipped(BOOK | {f"{part}.bin": "" for part in range(501)}))


def test_an_archive_in_an_archive_is_not_unpacked():
    (sheet,) = outcome(zipped(BOOK | {"inner.xlsx": zipped(BOOK)}))
    assert sheet.rows[0].cells == ("код", "one", "2026-12-31")


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 1_000_001,
        b"a" * 1_000_000,
        b"\0" * 1_000_000,
        b"\n" * 1_000_000,
        b"a;b\n" * 100_001,
        b"a;" * 500_000,
        b'a;b\n"' + b"x\n" * 500_000,
        b"\xff\x98" * 1000,
        b"PK\x03\x04",
    ],
)
def test_text_that_is_no_table_is_refused(content: bytes):
    assert message_of(content)


def test_delimiters_alone_are_no_rows():
    assert outcome(b";" * 1_000_000) == []


CHANGES = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "insert"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=4)),
    min_size=1,
    max_size=6,
)
PIECES = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 12),
        st.sampled_from(["", "<", ">", '"', "&", "0", "-1", "99999999", "я"]),
    ),
    min_size=1,
    max_size=3,
)


def changed(content: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    for kind, place, piece in changes:
        at = place % (len(content) + 1)
        after = content[at:] if kind == "insert" else content[at + len(piece) :]
        content = content[:at] + (b"" if kind == "cut" else piece) + after
    return content


@given(st.sampled_from([TEXT, TEXT.decode().encode("cp1251"), TEXT.decode().encode("utf-16")]), CHANGES)
def test_a_changed_csv_is_read_or_refused(content: bytes, changes: list[tuple[str, int, bytes]]):
    outcome(changed(content, changes))


@given(st.sampled_from([zipped(BOOK), zipped(DOCUMENT)]), CHANGES)
def test_a_changed_archive_is_read_or_refused(content: bytes, changes: list[tuple[str, int, bytes]]):
    outcome(changed(content, changes))


@given(st.sampled_from([(BOOK, name) for name in BOOK] + [(DOCUMENT, name) for name in DOCUMENT]), PIECES)
def test_changed_xml_is_read_or_refused(chosen: tuple[Parts, str], pieces: list[tuple[int, int, str]]):
    parts, name = chosen
    text = parts[name]
    for place, length, piece in pieces:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    outcome(zipped(parts | {name: text}))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes):
    outcome(content)
