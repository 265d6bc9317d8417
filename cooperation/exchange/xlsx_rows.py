"""The sheets of an XLSX archive: values and saved values of formulas, as text, in one pass that keeps nothing else."""

import math
import re
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from cooperation.exchange.archive import Archive, Attributes, readable
from cooperation.exchange.errors import RefusedError
from cooperation.exchange.file_kinds import protected
from cooperation.exchange.gathered import Gathered, Measure
from cooperation.exchange.number_formats import GENERAL, text_of, with_digits
from cooperation.exchange.sheet import MAX_COLUMNS, Sheet, in_sheet, refused_at, too_wide
from cooperation.exchange.xlsx_parts import YES, Workbook, local_names, workbook_of

NAMES = local_names("row", "c", "v", "f", "t", "rPh", "col", "mergeCell")
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def xlsx_sheets(content: bytes, first_only: bool = False) -> Iterator[Sheet]:
    """Each sheet of a workbook, also those that are empty; or the first alone. Raises RefusedError."""
    with readable():
        archive = Archive(content)
        if archive.is_encrypted:
            raise protected()
        workbook, measure = workbook_of(archive), Measure()
        if not workbook.sheets:
            raise ValueError("a workbook without sheets")
        for part in workbook.sheets[:1] if first_only else workbook.sheets:
            gathered = Gathered(part.title, measure, part.is_hidden)
            try:
                SheetReader(gathered, workbook).run(archive, part.part)
            except RefusedError as error:
                if len(workbook.sheets) == 1:
                    raise
                raise in_sheet(error, part.title) from error
            yield gathered.sheet()


class SheetReader:
    """Reads a sheet as a stream into what is gathered. Raises RefusedError, or ValueError where it is made up."""

    def __init__(self, gathered: Gathered, workbook: Workbook) -> None:
        self.gathered, self.workbook = gathered, workbook
        self.epoch: datetime = MAC_EPOCH if workbook.since_1904 else WINDOWS_EPOCH
        self.row = 0
        self.cells: list[str] = []
        self.pieces: list[str] = []
        self.is_row_hidden = self.is_text = self.is_aloud = False
        self.start_cell({})

    def run(self, archive: Archive, part: str) -> None:
        archive.parse(part, self.start, self.end, self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        match NAMES.get(name):
            case "c":
                self.start_cell(attributes)
            case "v":
                self.has_value = self.is_text = True
            case "t":
                self.is_text = not self.is_aloud
            case "row":
                self.start_row(attributes)
            case "f":
                self.has_formula = True
            case "rPh":
                self.is_aloud = True
            case "mergeCell":
                self.merge(attributes["ref"])
            case "col" if attributes.get("hidden") in YES:
                self.gathered.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def start_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self.row + 1))
        if number <= self.row:
            raise ValueError("rows out of order")
        self.row, self.cells = number, []
        self.is_row_hidden = attributes.get("hidden") in YES

    def start_cell(self, attributes: Attributes) -> None:
        self.place, self.kind = attributes.get("r", ""), attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.has_formula = self.has_value = False
        self.pieces.clear()

    def text(self, data: str) -> None:
        if self.is_text:
            self.pieces.append(data)

    def end(self, name: str) -> None:
        match NAMES.get(name):
            case "c":
                self.end_cell()
            case "v" | "t":
                self.is_text = False
            case "rPh":
                self.is_aloud = False
            case "row":
                if any(self.cells):
                    self.gathered.add(self.row, self.cells, is_hidden=self.is_row_hidden)
                self.cells = []

    def end_cell(self) -> None:
        raw = "".join(self.pieces)
        column = column_index_from_string(self.place.rstrip("0123456789")) if self.place else len(self.cells) + 1
        if column <= len(self.cells) or not self.row:
            raise ValueError("cells out of order")
        self.check_value(raw, column - 1)
        if column > MAX_COLUMNS:
            if raw:
                raise too_wide(self.row)
            return  # where nothing is written, only borders or colours reach so far
        if column - 1 > len(self.cells):
            self.cells.extend([""] * (column - 1 - len(self.cells)))
        self.cells.append(self.value(raw, column - 1) if raw else "")

    def check_value(self, raw: str, place: int) -> None:
        """Raises RefusedError where the cell has no value that can be taken."""
        if self.kind == "e":
            raise self.no_value(place)
        if self.has_formula and not raw and not (self.has_value and self.kind == "str"):
            raise refused_at(
                self.row,
                place,
                _("This cell holds a formula whose value was not saved."),
                _("Open the file in a spreadsheet program and save it, or put the value in its place."),
            )

    def no_value(self, place: int) -> RefusedError:
        return refused_at(
            self.row, place, _("This cell holds an error instead of a value."), _("Mend its formula or empty it.")
        )

    def value(self, raw: str, place: int) -> str:
        """The cell as text."""
        match self.kind:
            case "s":
                return self.workbook.strings[place_of(raw)]
            case "n":
                return self.number(raw, place)
            case "str" | "inlineStr":
                return text_of(raw)
            case "b":
                return text_of(bool(int(raw)))
            case "d":
                return text_of(from_ISO8601(raw))
        raise ValueError("a cell of no kind")

    def number(self, raw: str, place: int) -> str:
        """A number as it is shown: as a day, or with the digits of its format."""
        shown = self.workbook.formats[place_of(self.style)] if self.style else GENERAL
        number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        if not math.isfinite(number):
            raise ValueError("a number without end")
        if shown is GENERAL:
            return text_of(number)
        if not shown.is_date:
            return with_digits(number, shown) if shown.is_fixed else text_of(number)
        try:
            return text_of(from_excel(number, self.epoch, timedelta=shown.is_duration))
        except (OverflowError, ValueError):
            raise self.no_value(place) from None

    def merge(self, reference: str) -> None:
        found = RANGE.fullmatch(reference)
        if found is None:
            raise ValueError("a merged range of no place")
        left, top, right, bottom = found.groups()
        self.gathered.merge(
            int(top),
            column_index_from_string(left) - 1,
            int(bottom or top),
            column_index_from_string(right or left) - 1,
        )


def place_of(raw: str) -> int:
    """A place in a list. Raises ValueError where it is counted from the end."""
    place = int(raw)
    if place < 0:
        raise ValueError("a place before the first")
    return place
