"""CSV is read in each encoding and by each delimiter in which it comes, wherever its headings stand."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Row
from cooperation.exchange.table import read_table
from cooperation.exchange.workbook import read_workbook

PLAN = "№;Чора-тадбир;Ижро муддати\n1;Сайғоқни сақлаш;2026 йил\n"
RUSSIAN = "код;Мероприятие;Срок\n1.10;Учёт сайгака;до 1 мая 2026 года\n"
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).filter(
    lambda text: not text.startswith("'")
)


def rows_of(content: bytes) -> list[Row]:
    sheets = read_workbook(content)
    return list(sheets[0].rows) if sheets else []


def cells_of(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in rows_of(content)]


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_workbook(content)
    return refused.value.refusals[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PLAN, RUSSIAN, "code;title\n1;two\n"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, text: str):
    expected = [tuple(line.split(";")) for line in text.splitlines()]
    assert cells_of(text.encode(encoding)) == expected


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
@pytest.mark.parametrize(
    "text", [RUSSIAN, RUSSIAN.upper(), RUSSIAN.lower(), "ПЛАН МЕРОПРИЯТИЙ;СРОК\nУчёт;2026\n", "Да;Нет\n"]
)
def test_cyrillic_of_one_byte_is_told_apart_by_its_case_and_letters(encoding: str, text: str):
    assert cells_of(text.encode(encoding)) == [tuple(line.split(";")) for line in text.splitlines()]


def test_marks_that_koi8_has_not_tell_windows_letters():
    assert cells_of("ТОО «САЙГАК» № 1;—\n".encode("cp1251")) == [("ТОО «САЙГАК» № 1", "—")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_titles_above_the_headings_do_not_hide_the_delimiter(delimiter: str):
    titles = "План мероприятий, утверждённый 1 мая, в Нукусе; приложение\n\nо сайгаке, джейране, кулане\n"
    table = "\n".join(delimiter.join(cells) for cells in [("a", "b", "c"), ("1", "2", "3"), ("4", "5", "6")])
    assert cells_of((titles + table).encode())[-3:] == [("a", "b", "c"), ("1", "2", "3"), ("4", "5", "6")]


def test_commas_inside_of_texts_do_not_hide_semicolons():
    lines = ["№;мера, её форма, итог;кто, где, когда", *[f"{n};учёт, отчёт, план;МЭПР, МИД, АН" for n in range(9)]]
    assert cells_of("\n".join(lines).encode())[1] == ("0", "учёт, отчёт, план", "МЭПР, МИД, АН")


def test_semicolons_inside_of_texts_do_not_hide_commas():
    lines = ["code,lead,title", *[f"{n},uz-eco; kz-eco,Count; report; plan" for n in range(9)]]
    assert cells_of("\n".join(lines).encode())[1] == ("0", "uz-eco; kz-eco", "Count; report; plan")


def test_headings_that_stand_first_tell_the_delimiter_of_a_table():
    assert read_table(b"text\nby 2026; by 2027\nby 2028; by 2029\n").rows[0].cells == ("by 2026; by 2027",)


@pytest.mark.parametrize(("first", "delimiter"), [("sep=;", ";"), ("SEP=|", "|"), ('"sep=,"', ","), ("sep=\t", "\t")])
def test_the_delimiter_that_excel_names_is_taken_and_the_rows_keep_their_numbers(first: str, delimiter: str):
    content = f"{first}\r\na,{delimiter}b\r\n1{delimiter}2,3\r\n" if delimiter != "," else f"{first}\r\na,b\r\n1,2\r\n"
    assert [row.number for row in rows_of(content.encode())] == [2, 3]
    assert rows_of(content.encode())[0].cells in [("a,", "b"), ("a", "b")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(end: str):
    assert rows_of(f'a;b{end}{end}1;"x\ny"{end}'.encode()) == [Row(1, ("a", "b")), Row(3, ("1", "x\ny"))]


def test_quotation_marks_inside_of_an_unquoted_cell_are_its_text():
    assert cells_of('a;b\nООО "Ромашка";5" труба\n'.encode())[1] == ('ООО "Ромашка"', '5" труба')


def test_a_quotation_that_ends_before_its_cell_is_refused_rather_than_guessed():
    refusal = refusal_of('a;b\n"Ромашка" ООО;2\n'.encode())
    assert (refusal.row, "cannot be read" in refusal.message) == (2, True)


def test_damaged_utf8_is_refused():
    assert "cannot be read" in refusal_of((RUSSIAN * 3).encode().replace("г".encode(), b"\xd0", 1)).message


def test_empty_cells_at_the_end_are_cut_and_a_row_wider_than_tables_are_is_refused():
    assert cells_of(b"a;b;;\n1;;;\n") == [("a", "b"), ("1",)]
    assert cells_of(b"a" + b";" * 5000 + b"\n") == [("a",)]
    refusal = refusal_of(b"a;b\n" + b"1;" * 201 + b"\n")
    assert (refusal.row, "200 columns" in refusal.message) == (2, True)


def test_a_null_byte_is_refused_with_its_place():
    refusal = refusal_of(b"a;b\n1;ti\0tle\n")
    assert (refusal.row, refusal.column) == (2, "B")


@given(
    st.lists(st.lists(TEXTS, min_size=3, max_size=6), min_size=3, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_program_writes_with_all_cells_quoted_comes_back(rows: list[list[str]], delimiter: str, encoding: str):
    width = min(map(len, rows))
    even = [["x", *row[1 : width - 1], "y"] for row in rows]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(even)
    assert cells_of(file.getvalue().encode(encoding)) == [tuple(row) for row in even]


@given(
    st.lists(st.text("абвгдежзиклмнопрстуя АБВГД", min_size=4, max_size=30), min_size=1, max_size=9),
    st.sampled_from(["cp1251", "koi8-r"]),
)
def test_words_of_small_letters_after_a_capital_are_read_in_either_encoding(words: list[str], encoding: str):
    lines = [" ".join(word.capitalize() for word in f"{words[0]} Сайгак Учёт".split()), *words]
    text = "\n".join(line.title() for line in lines)
    read = [cells[0] for cells in cells_of(text.encode(encoding))]
    assert read == [line for line in text.split("\n") if line.strip()]
