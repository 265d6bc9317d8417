"""The sheets of an ODS archive as text, in one pass: repeats are counted, and written out where they are filled."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.exchange.archive import MAX_ENTRIES, Archive, Attributes, PartReader, readable
from cooperation.exchange.errors import RefusedError
from cooperation.exchange.file_kinds import ODS, other_document, protected
from cooperation.exchange.gathered import Gathered, Measure
from cooperation.exchange.ods_cells import OFFICE, TABLE, TEXT, Cell
from cooperation.exchange.sheet import (
    MAX_COLUMNS,
    ON_THE_WEB,
    Bounds,
    Sheet,
    far_too_large,
    in_sheet,
    refused_at,
    too_wide,
)

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
MANIFEST_BYTES = 1024 * 1024
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
TAKES_LONGER = 1.5  # a tag than one of XLSX
# What stands inside of a table, or beside it, and is none of its text.
ASIDE = {f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}ruby-text"} | {
    f"{TABLE}{name}" for name in ("tracked-changes", "shapes", "dde-links")
}
ELSEWHERE = re.compile(r"'[a-z]+:.*'#.*")  # tables of other files, which are kept for their links
ROW, COLUMN, SHEET = (f"{TABLE}{name}" for name in ("table-row", "table-column", "table"))
STYLE_OF_SHEETS, PROPERTIES = f"{STYLE}style", f"{STYLE}table-properties"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}


def ods_sheets(content: bytes, first_only: bool = False, bounds: Bounds = ON_THE_WEB) -> Iterator[Sheet]:
    """Each sheet of a workbook, also those that are empty; or the first alone. Raises RefusedError."""
    with readable():
        archive = Archive(content, bounds.tags // TAKES_LONGER)
        if archive.is_encrypted or is_encrypted(archive):
            raise protected()
        if "mimetype" in archive and archive.read("mimetype", 200).strip() not in ODS:
            raise other_document()
        reader = DocumentReader(bounds.cells)
        try:
            archive.parse(CONTENT, reader)
        except RefusedError as error:
            raise in_sheet(error, reader.title) from error
        if not reader.sheets:
            raise ValueError("a workbook without sheets")
    yield from reader.sheets[:1] if first_only else reader.sheets


def is_encrypted(archive: Archive) -> bool:
    return MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST, MANIFEST_BYTES)


class DocumentReader(PartReader):
    """Reads a document as a stream. Raises RefusedError, or ValueError where it is made up."""

    def __init__(self, max_cells: int) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.tables = 0
        self.measure = Measure(max_cells)
        self.unseen_styles: set[str] = set()
        self.style = ""
        self.aside = 0
        self.gathered: Gathered | None = None
        self.cell: Cell | None = None
        self.row, self.column, self.row_repeats = 1, 0, 1
        self.cells: list[str] = []
        self.is_row_hidden = False
        self.outside = {ROW: self.start_row, COLUMN: self.start_column, SHEET: self.start_table}
        self.outside |= {STYLE_OF_SHEETS: self.start_style, PROPERTIES: self.set_style}

    @property
    def title(self) -> str:
        """Of the sheet that is being read."""
        return self.gathered.title if self.gathered else ""

    def start(self, name: str, attributes: Attributes) -> None:
        super().start(name, attributes)
        if self.aside or name in ASIDE or name.startswith(DRAWING):
            self.aside += 1
        elif self.cell:
            self.cell.start(name, attributes)
        elif name in CELLS and self.gathered:
            self.cell = Cell(attributes)
        elif handler := self.outside.get(name):
            handler(attributes)

    def text(self, data: str) -> None:
        if self.cell and not self.aside:
            self.cell.text(data)

    def end(self, name: str) -> None:
        super().end(name)
        if self.aside:
            self.aside -= 1
        elif self.cell:
            if name in CELLS:
                self.end_cell(self.cell)
            else:
                self.cell.end(name)
        elif name == ROW and self.gathered:
            self.end_row(self.gathered)
        elif name == SHEET:
            self.end_table()

    def start_style(self, attributes: Attributes) -> None:
        self.style = attributes.get(f"{STYLE}name", "")

    def set_style(self, attributes: Attributes) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self.unseen_styles.add(self.style)

    def start_table(self, attributes: Attributes) -> None:
        if self.gathered:
            raise ValueError("a table in a table")
        self.tables += 1
        if self.tables > MAX_ENTRIES:
            raise far_too_large()
        is_hidden = attributes.get(f"{TABLE}style-name") in self.unseen_styles
        self.gathered = Gathered(attributes.get(f"{TABLE}name", ""), self.measure, is_hidden)
        self.row, self.column = 1, 0

    def start_column(self, attributes: Attributes) -> None:
        repeats = repeats_of(attributes, "columns")
        if is_collapsed(attributes) and self.gathered:
            self.gathered.hide_columns(self.column, self.column + repeats - 1)
        self.column += repeats

    def start_row(self, attributes: Attributes) -> None:
        self.row_repeats = repeats_of(attributes, "rows")
        self.is_row_hidden = is_collapsed(attributes)
        self.column, self.cells = 0, []

    def end_cell(self, cell: Cell) -> None:
        self.cell = None
        repeats = repeats_of(cell.attributes, "columns")
        self.merge(cell.attributes)
        text = self.text_of(cell)
        if text and not text.isspace():
            if self.column + repeats > MAX_COLUMNS:
                raise too_wide(self.row)
            self.cells.extend([""] * (self.column - len(self.cells)))
            self.cells.extend([text] * repeats)
        self.column += repeats

    def text_of(self, cell: Cell) -> str:
        """The cell's text. Raises RefusedError where it has no value that can be taken."""
        if cell.is_error:
            message, advice = _("This cell holds an error instead of a value."), _("Mend its formula or empty it.")
        elif cell.is_unsaved:
            message = _("This cell holds a formula whose value was not saved.")
            advice = _("Open the file in a spreadsheet program and save it, or put the value in its place.")
        else:
            return cell.value()
        raise refused_at(self.row, self.column, message, advice)

    def merge(self, attributes: Attributes) -> None:
        columns = int(attributes.get(f"{TABLE}number-columns-spanned", 1))
        rows = int(attributes.get(f"{TABLE}number-rows-spanned", 1))
        if (rows, columns) != (1, 1) and self.gathered:
            self.gathered.merge(self.row, self.column, self.row + rows - 1, self.column + columns - 1)

    def end_row(self, gathered: Gathered) -> None:
        if self.cells:
            gathered.add(self.row, self.cells, self.row_repeats, self.is_row_hidden)
        self.row += self.row_repeats

    def end_table(self) -> None:
        if self.gathered and not ELSEWHERE.fullmatch(self.gathered.title):
            self.sheets.append(self.gathered.sheet())
        self.gathered = None


def repeats_of(attributes: Attributes, what: str) -> int:
    """How often a row, column or cell stands. Raises ValueError where it stands never."""
    repeats = int(attributes.get(f"{TABLE}number-{what}-repeated", 1))
    if repeats < 1:
        raise ValueError("repeated less than once")
    return repeats


def is_collapsed(attributes: Attributes) -> bool:
    return attributes.get(f"{TABLE}visibility", "visible") != "visible"
