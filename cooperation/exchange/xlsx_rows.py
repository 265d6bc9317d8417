"""The sheets of an XLSX archive: values and saved values of formulas, as text, in one pass that keeps nothing else."""

import math
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from cooperation.exchange.archive import Archive, Attributes, joined, readable
from cooperation.exchange.errors import RefusedError
from cooperation.exchange.file_kinds import protected
from cooperation.exchange.gathered import Gathered, Measure
from cooperation.exchange.number_formats import GENERAL, plain_text, text_of, with_digits
from cooperation.exchange.sheet import MAX_COLUMNS, ON_THE_WEB, Bounds, Sheet, in_sheet, refused_at, too_wide
from cooperation.exchange.xlsx_parts import YES, StringsReader, Workbook, by_name, workbook_of

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
MOST_COLUMNS = 16_384  # of any sheet
PLACES = {get_column_letter(place + 1): place for place in range(MAX_COLUMNS)}


def xlsx_sheets(content: bytes, first_only: bool = False, bounds: Bounds = ON_THE_WEB) -> Iterator[Sheet]:
    """Each sheet of a workbook, also those that are empty; or the first alone. Raises RefusedError."""
    with readable():
        archive = Archive(content, bounds.tags)
        if archive.is_encrypted:
            raise protected()
        workbook, measure = workbook_of(archive), Measure(bounds.cells)
        if not workbook.sheets:
            raise ValueError("a workbook without sheets")
        for part in workbook.sheets[:1] if first_only else workbook.sheets:
            gathered = Gathered(part.title, measure, part.is_hidden)
            try:
                archive.parse(part.part, SheetReader(gathered, workbook))
            except RefusedError as error:
                if len(workbook.sheets) == 1:
                    raise
                raise in_sheet(error, part.title) from error
            yield gathered.sheet()


class SheetReader(StringsReader):
    """Reads a sheet as a stream into what is gathered. Raises RefusedError, or ValueError where it is made up."""

    def __init__(self, gathered: Gathered, workbook: Workbook) -> None:
        super().__init__(workbook.strings)
        self.gathered, self.formats = gathered, workbook.formats
        self.epoch: datetime = MAC_EPOCH if workbook.since_1904 else WINDOWS_EPOCH
        self.row = self.next_place = self.columns = 0
        self.cells: list[str] = []
        self.is_row_hidden = False
        self.start_cell({})
        self.starts |= by_name({"row": self.start_row, "c": self.start_cell, "f": self.start_formula})
        self.starts |= by_name({"v": self.start_value, "col": self.start_column, "mergeCell": self.merge})
        self.ends |= by_name({"row": self.end_row, "c": self.end_cell, "v": self.end_text})
        for name in by_name({"si": None}):
            del self.ends[name]

    def start_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self.row + 1))
        if number <= self.row:
            raise ValueError("rows out of order")
        self.row, self.cells, self.next_place = number, [], 0
        self.is_row_hidden = attributes.get("hidden") in YES

    def start_cell(self, attributes: Attributes) -> None:
        self.place, self.kind = attributes.get("r", ""), attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.has_formula = self.has_value = False
        self.pieces.clear()

    def start_formula(self, attributes: Attributes) -> None:
        self.has_formula = True

    def start_value(self, attributes: Attributes) -> None:
        self.has_value = self.is_text = True

    def start_column(self, attributes: Attributes) -> None:
        self.columns += 1
        if self.columns > MOST_COLUMNS:
            raise ValueError("more columns than a sheet has")
        if attributes.get("hidden") in YES:
            self.gathered.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def end_row(self) -> None:
        if any(self.cells):
            self.gathered.add(self.row, self.cells, is_hidden=self.is_row_hidden)
        self.cells = []

    def end_cell(self) -> None:
        raw = joined(self.pieces)
        place = place_of_column(self.place) if self.place else self.next_place
        if place < self.next_place or not self.row:
            raise ValueError("cells out of order")
        self.next_place = place + 1
        if not raw or self.kind == "e":
            self.check_value(raw, place)
            return  # where nothing is written, there are only borders or colours
        if place >= MAX_COLUMNS:
            raise too_wide(self.row)
        missing = place - len(self.cells)
        if missing:
            self.cells.extend([""] * missing)
        self.cells.append(self.value(raw, place))

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
                return self.strings[place_of(raw)]
            case "n":
                return self.number(raw, place)
            case "str" | "inlineStr":
                return plain_text(raw)
            case "b":
                return text_of(bool(int(raw)))
            case "d":
                return text_of(from_ISO8601(raw))
        raise ValueError("a cell of no kind")

    def number(self, raw: str, place: int) -> str:
        """A number as it is shown: as a day, or with the digits of its format."""
        shown = self.formats[place_of(self.style)] if self.style else GENERAL
        number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        if not math.isfinite(number):
            raise ValueError("a number without end")
        if shown is GENERAL:
            return text_of(number)
        if not shown.is_date:
            return with_digits(number, shown) if shown.is_fixed else text_of(number)
        try:
            return day_of(number, self.epoch, shown.is_duration)
        except (OverflowError, ValueError):
            raise self.no_value(place) from None

    def merge(self, attributes: Attributes) -> None:
        found = RANGE.fullmatch(attributes["ref"])
        if found is None:
            raise ValueError("a merged range of no place")
        left, top, right, bottom = found.groups()
        self.gathered.merge(
            int(top),
            column_index_from_string(left) - 1,
            int(bottom or top),
            column_index_from_string(right or left) - 1,
        )


@lru_cache(maxsize=10_000)  # tables have few days, and many cells
def day_of(number: float, epoch: datetime, is_duration: bool) -> str:
    """The day, hour or duration that a number stands for. Raises OverflowError or ValueError where it is none."""
    return text_of(from_excel(number, epoch, timedelta=is_duration))


def place_of_column(cell: str) -> int:
    """The place of a cell's column, from 0. Raises ValueError where it has none."""
    letters = cell.rstrip("0123456789")
    place = PLACES.get(letters)
    return column_index_from_string(letters) - 1 if place is None else place


def place_of(raw: str) -> int:
    """A place in a list. Raises ValueError where it is counted from the end."""
    place = int(raw)
    if place < 0:
        raise ValueError("a place before the first")
    return place
