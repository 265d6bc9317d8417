"""A sheet that people work in: formats by column, headings that stay in sight, lists to choose from, a filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cooperation.exchange.escape import neutralise, pack
from cooperation.exchange.files import TEXT_FORMAT

DATE_FORMAT = "yyyy-mm-dd"
NUMBER_FORMAT = "General"
BOLD = Font(bold=True)
LINES = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", "BFBFBF")))


@dataclass(frozen=True)
class Column:
    """How a column looks; ``choices`` are the cells that list what may be chosen, and ``only`` what they list fits."""

    heading: str
    width: int = 14
    format: str = NUMBER_FORMAT
    wraps: bool = False
    choices: str = ""
    only: bool = True


def add_typed_sheet(
    workbook: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], room: int = 0
) -> None:
    """A sheet with these columns and rows; lists to choose from reach ``room`` rows further."""
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "B2"
    for letter, column in lettered(columns):
        look = sheet.column_dimensions[letter]
        look.width, look.number_format, look.alignment = column.width, column.format, alignment(column)
    sheet.append([heading_cell(sheet, column) for column in columns])
    cells = [styled(sheet, column) for column in columns]
    last = 1
    for row in rows:
        sheet.append([filled(cell, value) for cell, value in zip(cells, row, strict=True)])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    for letter, column in lettered(columns):
        if column.choices:
            sheet.data_validations.append(choosing(column, f"{letter}2:{letter}{last + room}"))


def add_blank_rows(workbook: Workbook, title: str, columns: Sequence[Column], count: int) -> None:
    """A sheet with these columns and so many rows to be filled, ruled."""
    add_typed_sheet(workbook, title, columns, ([BLANK] * len(columns) for _row in range(count)))


BLANK = object()


def lettered(columns: Sequence[Column]) -> list[tuple[str, Column]]:
    return [(get_column_letter(place), column) for place, column in enumerate(columns, start=1)]


def alignment(column: Column) -> Alignment:
    return Alignment(vertical="top", wrap_text=column.wraps or None)


def heading_cell(sheet: Any, column: Column) -> Cell:
    cell = WriteOnlyCell(sheet, column.heading)
    cell.font, cell.alignment, cell.number_format = BOLD, Alignment(vertical="top", wrap_text=True), TEXT_FORMAT
    return cell


def styled(sheet: Any, column: Column) -> Cell:
    """A cell of a column, to be written with one value after another: each is written before the next is set."""
    cell = WriteOnlyCell(sheet)
    cell.number_format, cell.alignment = column.format, alignment(column)
    return cell


def filled(cell: Cell, value: Any) -> Cell | None:
    """The cell with a value: text is text whatever it says; nothing where there is none."""
    if value is BLANK:
        cell.border = LINES
        return cell
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell.value = pack(neutralise(value))
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def choosing(column: Column, cells: str) -> DataValidation:
    """The list that opens in these cells; where several may stand in one, others may be typed as well."""
    return DataValidation(
        type="list", formula1=column.choices, allow_blank=True, showErrorMessage=column.only, sqref=cells
    )
