"""Tables as files: CSV in UTF-8 with its mark, or XLSX; no cell of either can be taken for a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from shutil import copyfileobj
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cooperation.exchange.escape import neutralise, pack

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEXT_FORMAT = "@"
BEGINS_FORMULA = frozenset("'=+-@\t\r")  # see ``neutralise``
PIECE = 1024 * 1024  # bytes of a part that are held at once
MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str = ",") -> bytes:
    """A table as CSV; written row by row, so that only the file itself is held."""
    file = io.BytesIO()
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow(headings)
        writer.writerows(map(safe, rows))
        text.flush()
        return file.getvalue()


def safe(row: Sequence[Any]) -> list[Any]:
    """The row without formulas; only what begins as one may be one."""
    return [neutralise(cell) if cell and isinstance(cell, str) and cell[0] in BEGINS_FORMULA else cell for cell in row]


def saved(workbook: Workbook) -> bytes:
    """The workbook as a file; equal tables are equal files."""
    file = io.BytesIO()
    workbook.save(file)
    return still(file.getvalue())


def add_sheet(
    workbook: Workbook,
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    wide: re.Pattern[str],
    all_text: bool = False,
) -> None:
    """A sheet with a row of headings, which stay in sight; columns whose headings match ``wide`` are wide.

    With ``all_text``, what is typed into any cell stays as it is typed: 2024-02 no day, and 1.10 no number.
    """
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "B2"
    headings = []
    for index, heading in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = 50 if wide.match(heading) else 18
        if all_text:
            sheet.column_dimensions[get_column_letter(index)].number_format = TEXT_FORMAT
        headings.append(cell := WriteOnlyCell(sheet, heading))
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([text_cell(sheet, cell, all_text) if isinstance(cell, str) else cell for cell in row])


def text_cell(sheet: Any, text: str, as_text: bool = False) -> Any:
    """A cell that is text whatever it says: openpyxl would take «#N/A» for an error."""
    safe = pack(neutralise(text))
    if not safe or (safe not in ERROR_CODES and not as_text):
        return safe or None
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type = "s"
    if as_text:
        cell.number_format = TEXT_FORMAT
    return cell


def still(content: bytes) -> bytes:
    """The same workbook without the moments of its making, so that equal tables are equal files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = zipfile.ZIP_DEFLATED
            if entry.filename == "docProps/core.xml":
                kept.writestr(plain, MOMENTS.sub(b"", made.read(entry)))
            else:
                with made.open(entry) as source, kept.open(plain, "w") as target:
                    copyfileobj(source, target, PIECE)
    return file.getvalue()
