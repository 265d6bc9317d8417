"""XLSX, a ZIP archive from a stranger: measured before it is unpacked, and looked through before it is read."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.escape import restore, unpack

MAX_ENTRIES = 500
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_FULL_SHEETS = 3  # all sheets together may reach as far as so many full ones
RATIO_COUNTS_FROM = 5 * 1024 * 1024
SHEETS = "xl/worksheets/"
# What zipfile, expat and openpyxl raise on files that are broken or made up.
BROKEN = (
    AttributeError,
    EOFError,
    ParseError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)


def xlsx_rows(content: bytes, max_rows: int, max_columns: int) -> Iterator[tuple[int, list[str]]]:
    """Each row of the first sheet with its number. Raises RefusedError."""
    with readable():
        look_through(content, max_rows, max_columns, _("first sheet"))
        yield from rows_of(opened(content).worksheets[0])


def xlsx_sheets(content: bytes, max_rows: int, max_columns: int) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Each sheet's title with its rows and their numbers. Raises RefusedError."""
    with readable():
        look_through(content, max_rows, max_columns)
        for sheet in opened(content).worksheets:
            yield sheet.title, list(rows_of(sheet))


@contextmanager
def readable() -> Iterator[None]:
    """Raises RefusedError where a file is broken or made up."""
    try:
        yield
    except BROKEN as error:
        raise RefusedError(
            Refusal(
                _("This is not a spreadsheet, or it is damaged."),
                _("Open it in a spreadsheet program, save it as XLSX or CSV, and try again."),
            )
        ) from error


def look_through(content: bytes, max_rows: int, max_columns: int, place: str = "") -> None:
    """Raises RefusedError where unpacking or reading a sheet would harm or mislead; ``place`` is what it is called."""
    rows = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_archive(archive)
        for entry in archive.namelist():
            if entry.startswith(SHEETS) and entry.endswith(".xml"):
                check = SheetCheck(max_rows, max_columns, place or PurePosixPath(entry).stem)
                with archive.open(entry) as sheet:
                    check.run(sheet)
                rows += check.row  # empty ones take no place in the file, but time and memory when they are read
                if rows > max_rows * MAX_FULL_SHEETS:
                    raise far_too_large()


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raises RefusedError where unpacking the file would take more than any honest spreadsheet does."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    swells = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swells:
        raise far_too_large()


def far_too_large() -> RefusedError:
    return RefusedError(
        Refusal(
            _("This spreadsheet is far larger inside than a table can be."),
            _("Copy the table alone into a new spreadsheet and try again."),
        )
    )


class SheetCheck:
    """Reads a sheet as a stream, without keeping anything, and refuses what would harm or mislead its reader."""

    def __init__(self, max_rows: int, max_columns: int, place: str) -> None:
        self.max_rows, self.max_columns, self.place = max_rows, max_columns, place
        self.row = self.column = 0
        self.has_formula = self.has_value = self.in_value = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def run(self, sheet: IO[bytes]) -> None:
        self.parser.ParseFile(sheet)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.start_row(attributes)
            case "c":
                self.start_cell(attributes)
            case "f":
                self.has_formula = True
            case "v":
                self.in_value = True

    def start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if number <= self.row:
            raise ValueError("rows out of order")
        self.row, self.column = number, 0
        if number > self.max_rows:
            raise self.refusal(
                _("The table reaches below row %(limit)s.") % {"limit": self.max_rows},
                _("Delete the empty rows below the table, or divide it."),
            )

    def start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self.column = column_index_from_string(place) if place else self.column + 1
        self.has_formula = self.has_value = False
        if self.column > self.max_columns:
            raise self.refusal(
                _("The table has more than %(limit)s columns.") % {"limit": self.max_columns},
                _("Delete the columns that do not belong to it."),
            )
        if attributes.get("t") == "e":
            raise self.refusal(_("This cell holds an error instead of a value."), _("Mend its formula or empty it."))

    def text(self, data: str) -> None:
        self.has_value = self.has_value or self.in_value

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self.in_value = False
            case "c" if self.has_formula and not self.has_value:
                raise self.refusal(
                    _("This cell holds a formula whose value was not saved."),
                    _("Open the file in a spreadsheet program and save it, or put the value in its place."),
                )

    def doctype(self, *declaration: object) -> None:
        raise ValueError("a sheet declares no document type")

    def refusal(self, message: str, advice: str) -> RefusedError:
        letter = get_column_letter(self.column) if self.column else ""
        return RefusedError(Refusal(message, advice, self.row, letter, self.place))


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=True)


def rows_of(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row of a sheet that was looked through, with its number."""
    if not sheet._worksheet_path.lstrip("/").startswith(SHEETS):
        raise ValueError("a sheet that was not looked through")
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [text_of(value) for value in cells]


def text_of(value: object) -> str:
    """A cell as text: dates as ISO 8601, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case str():
            return restore(unpack(value))
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
