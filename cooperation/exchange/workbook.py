"""All sheets of a file, whatever kind of spreadsheet it is."""

from collections.abc import Iterator

from cooperation.exchange.csv_rows import csv_rows
from cooperation.exchange.file_kinds import Kind, kind_of
from cooperation.exchange.ods_rows import ods_sheets
from cooperation.exchange.sheet import MAX_COLUMNS, ON_THE_WEB, Bounds, Row, Sheet, filled_rows, too_wide
from cooperation.exchange.xlsx_rows import xlsx_sheets


def read_workbook(content: bytes, bounds: Bounds = ON_THE_WEB) -> list[Sheet]:
    """The sheets of a CSV, XLSX or ODS file that hold anything; its content tells which it is. Raises RefusedError."""
    match kind_of(content, bounds.size):
        case Kind.XLSX:
            sheets = list(xlsx_sheets(content, bounds=bounds))
        case Kind.ODS:
            sheets = list(ods_sheets(content, bounds=bounds))
        case Kind.CSV:
            sheets = [Sheet("", tuple(narrow_rows(content)))]
    return [sheet for sheet in sheets if sheet.rows]


def narrow_rows(content: bytes) -> Iterator[Row]:
    """The filled rows of a CSV. Raises RefusedError where one is wider than a table."""
    for row in filled_rows(csv_rows(content, headings_first=False)):
        if len(row.cells) > MAX_COLUMNS:
            raise too_wide(row.number)
        yield row
