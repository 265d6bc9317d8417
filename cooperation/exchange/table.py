"""A spreadsheet as a table of text, with the row numbers and column letters that its reader sees."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.csv_rows import csv_rows
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.xlsx_rows import xlsx_rows, xlsx_sheets
from cooperation.rules.fold import fold

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
HALF_LETTER = re.compile("[\ud800-\udfff]")  # half of a surrogate pair, which no encoding can write


@dataclass(frozen=True)
class Row:
    """One row below the headings; ``number`` is its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headings and rows, all text; every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """The table in a CSV or XLSX file; which of them it is, its content tells. Raises RefusedError."""
    check_file(content)
    table = table_of(xlsx_rows(content, MAX_ROWS, MAX_COLUMNS) if is_xlsx(content) else csv_rows(content))
    if not table.rows:
        raise refused(_("This file has headings and no rows."), _("Choose the file that holds the table."))
    return table


def read_csv(content: bytes) -> Table:
    """The table in a CSV file, which may have no rows. Raises RefusedError."""
    check_file(content)
    return table_of(csv_rows(content))


def read_sheets(content: bytes) -> dict[str, Table]:
    """The tables of a workbook by the titles of their sheets; empty sheets are left out. Raises RefusedError."""
    check_file(content)
    tables = {}
    for title, rows in xlsx_sheets(content, MAX_ROWS, MAX_COLUMNS):
        if any(cell.strip() for _number, cells in rows for cell in cells):
            try:
                tables[title] = table_of(iter(rows))
            except RefusedError as error:
                raise RefusedError([replace(refusal, sheet=title) for refusal in error.refusals]) from error
    return tables


def is_xlsx(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def check_file(content: bytes) -> None:
    """Raises RefusedError where a file is too large, or of a kind that is not read."""
    if len(content) > MAX_BYTES:
        raise refused(
            _("This file is larger than %(limit)s megabytes.") % {"limit": MAX_BYTES // 1024**2},
            _("Divide the table into several files."),
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(_("This is a spreadsheet of the old kind (XLS)."), _("Save it as XLSX or CSV and try again."))


def table_of(rows: Iterator[tuple[int, list[str]]]) -> Table:
    """Headings and the filled rows below them, if there are any. Raises RefusedError."""
    filled = filled_rows(rows)
    _number, first = next(filled, (0, []))
    headings = tuple(" ".join(heading.split()) for heading in trimmed(first))
    check_headings(headings)
    return Table(headings, tuple(Row(number, of_width(cells, number, len(headings))) for number, cells in filled))


def filled_rows(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Without empty rows, and within the limits. Raises RefusedError."""
    for number, cells in rows:
        if number > MAX_ROWS:
            raise refused(
                _("The table reaches below row %(limit)s.") % {"limit": MAX_ROWS},
                _("Delete the empty rows below the table, or divide it."),
            )
        for index, cell in enumerate(cells):
            if "\0" in cell or not (cell.isascii() or HALF_LETTER.search(cell) is None):
                raise refused(
                    _("This cell holds a null byte, which is no text.")
                    if "\0" in cell
                    else _("This cell holds a control character, which is no text."),
                    _("The file is damaged: save the table anew and try again."),
                    number,
                    get_column_letter(index + 1),
                    _("not read"),
                )
        if any(cell.strip() for cell in cells):
            yield number, cells


def trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty cells at the end."""
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return list(cells[: last + 1])


def of_width(cells: Sequence[str], number: int, width: int) -> tuple[str, ...]:
    """The row with one cell for each heading. Raises RefusedError where something stands beside the table."""
    cells = cells if len(cells) <= width else trimmed(cells)
    if len(cells) > width:
        raise refused(
            _("This row has more cells than there are headings."),
            _("Give each column its heading; in CSV, put texts that contain the delimiter in quotation marks."),
            number,
            get_column_letter(width + 1),
            _("without heading"),
        )
    return (*cells, *[""] * (width - len(cells)))


def check_headings(headings: Sequence[str]) -> None:
    """Raises RefusedError where there are none, too many, or two alike."""
    if not headings:
        raise refused(_("This file is empty."), _("Choose the file that holds the table."))
    if len(headings) > MAX_COLUMNS:
        raise refused(
            _("The table has more than %(limit)s columns.") % {"limit": MAX_COLUMNS},
            _("Delete the columns that do not belong to it."),
        )
    seen: dict[str, int] = {}
    for index, heading in enumerate(headings):
        first = seen.setdefault(fold(heading), index)
        if heading and first != index:
            raise refused(
                _("The columns %(first)s and %(second)s have the same heading “%(heading)s”.")
                % {
                    "first": get_column_letter(first + 1),
                    "second": get_column_letter(index + 1),
                    "heading": heading,
                },
                _("Rename one of them."),
            )


def refused(message: str, advice: str, row: int | None = None, column: str = "", heading: str = "") -> RefusedError:
    return RefusedError(Refusal(message, advice, row, column, heading))
