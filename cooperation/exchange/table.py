"""A spreadsheet as a table of text, with the row numbers and column letters that its reader sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.csv_rows import csv_rows
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.file_kinds import ZIP, Kind, kind_of
from cooperation.exchange.ods_rows import ods_sheets
from cooperation.exchange.sheet import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Row, Sheet, filled_rows, in_sheet, too_wide
from cooperation.exchange.xlsx_rows import xlsx_sheets
from cooperation.rules.fold import fold

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Row", "Table", "is_xlsx", "read_csv", "read_sheets", "read_table"]


@dataclass(frozen=True)
class Table:
    """Headings and rows, all text; every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """The table in a CSV, XLSX or ODS file; which of them it is, its content tells. Raises RefusedError."""
    kind = kind_of(content)
    table = table_of(
        filled_rows(csv_rows(content)) if kind is Kind.CSV else iter(next(sheets_of(content, kind, True)).rows)
    )
    if not table.rows:
        raise refused(_("This file has headings and no rows."), _("Choose the file that holds the table."))
    return table


def read_csv(content: bytes) -> Table:
    """The table in a CSV file, which may have no rows. Raises RefusedError."""
    kind_of(content)
    return table_of(filled_rows(csv_rows(content)))


def read_sheets(content: bytes) -> dict[str, Table]:
    """The tables of a workbook by the titles of their sheets; empty sheets are left out. Raises RefusedError."""
    tables = {}
    for sheet in sheets_of(content, kind_of(content)):
        if sheet.rows:
            try:
                tables[sheet.title] = table_of(iter(sheet.rows))
            except RefusedError as error:
                raise in_sheet(error, sheet.title) from error
    return tables


def sheets_of(content: bytes, kind: Kind, first_only: bool = False) -> Iterator[Sheet]:
    """The sheets of a workbook, or the first. Raises RefusedError."""
    return ods_sheets(content, first_only) if kind is Kind.ODS else xlsx_sheets(content, first_only)


def is_xlsx(content: bytes) -> bool:
    """Whether it is a workbook of several sheets, XLSX or ODS."""
    return content.startswith(ZIP)


def table_of(rows: Iterator[Row]) -> Table:
    """Headings and the filled rows below them, if there are any. Raises RefusedError."""
    first = next(rows, Row(0, ()))
    headings = tuple(" ".join(heading.split()) for heading in first.cells)
    check_headings(headings)
    return Table(headings, tuple(of_width(row, len(headings)) for row in rows))


def of_width(row: Row, width: int) -> Row:
    """The row with one cell for each heading. Raises RefusedError where something stands beside the table."""
    missing = width - len(row.cells)
    if missing < 0:
        raise refused(
            _("This row has more cells than there are headings."),
            _("Give each column its heading; in CSV, put texts that contain the delimiter in quotation marks."),
            row.number,
            get_column_letter(width + 1),
            _("without heading"),
        )
    return Row(row.number, (*row.cells, *[""] * missing)) if missing else row


def check_headings(headings: Sequence[str]) -> None:
    """Raises RefusedError where there are none, too many, or two alike."""
    if not headings:
        raise refused(_("This file is empty."), _("Choose the file that holds the table."))
    if len(headings) > MAX_COLUMNS:
        raise too_wide()
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
