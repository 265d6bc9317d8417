"""The parts of an XLSX archive beside its sheets: which sheets there are, the texts they share, how numbers look."""

import posixpath
from dataclasses import dataclass, field
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS

from cooperation.exchange.archive import MAX_ENTRIES, MAX_PIECES, Archive, Attributes, PartReader, joined
from cooperation.exchange.number_formats import NumberFormat, number_format, plain_text
from cooperation.exchange.sheet import BY_COMMAND, far_too_large

RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the strict kind
)
ROOT_RELATIONS = "_rels/.rels"
MAX_FORMATS = 10_000
MAX_STYLES = 100_000
USUAL_WORKBOOK = "xl/workbook.xml"
YES = ("1", "true", "on")


def by_name(handlers: dict[str, Any]) -> dict[str, Any]:
    """What is done at which element, by the names that elements have in either namespace."""
    return {f"{namespace} {name}": handler for namespace in MAIN for name, handler in handlers.items()}


@dataclass(frozen=True)
class SheetPart:
    """A sheet of a workbook, and the part in which it stands."""

    title: str
    part: str
    is_hidden: bool


@dataclass
class Workbook:
    """What a workbook says of itself. Raises KeyError or ValueError where it is made up."""

    sheets: list[SheetPart] = field(default_factory=list)
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[NumberFormat] = field(default_factory=list)


def workbook_of(archive: Archive) -> Workbook:
    """The sheets, texts and formats of a workbook. Raises KeyError or ValueError where it is made up."""
    root = relations(archive, ROOT_RELATIONS, "") if ROOT_RELATIONS in archive else {}
    part = next((target for kind, target in root.values() if kind == "officeDocument"), USUAL_WORKBOOK)
    folder, name = posixpath.split(part)
    related = relations(archive, f"{folder}/_rels/{name}.rels", folder)
    workbook = Workbook()
    archive.parse(part, WorkbookReader(related, workbook))
    targets = dict(related.values())
    if "sharedStrings" in targets:
        archive.parse(targets["sharedStrings"], StringsReader(workbook.strings))
    if "styles" in targets:
        archive.parse(targets["styles"], FormatsReader(workbook.formats))
    return workbook


def relations(archive: Archive, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """The kinds and targets of related parts by their marks."""
    reader = RelationsReader(folder)
    archive.parse(part, reader)
    return reader.found


class RelationsReader(PartReader):
    """Reads which parts belong to one, by what is written in its own folder."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}
        self.starts = {RELATIONSHIP: self.relate}

    def relate(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes["Target"].replace("\\", "/")))
            if len(self.found) > MAX_ENTRIES:
                raise far_too_large()
            self.found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target.lstrip("/")


class WorkbookReader(PartReader):
    """Reads which worksheets there are, in their order; sheets of charts and macros are none."""

    def __init__(self, related: dict[str, tuple[str, str]], workbook: Workbook) -> None:
        super().__init__()
        self.related, self.workbook = related, workbook
        self.starts = by_name({"workbookPr": self.set_epoch, "sheet": self.add_sheet})

    def set_epoch(self, attributes: Attributes) -> None:
        self.workbook.since_1904 = attributes.get("date1904") in YES

    def add_sheet(self, attributes: Attributes) -> None:
        mark = next((value for name, value in attributes.items() if name.endswith(" id")), "")
        kind, target = self.related[mark]
        if kind == "worksheet":
            if any(sheet.part == target for sheet in self.workbook.sheets):
                raise ValueError("two sheets in one part")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.workbook.sheets.append(SheetPart(attributes["name"], target, is_hidden))


class StringsReader(PartReader):
    """Reads the texts that cells share, without what only tells how they are read aloud."""

    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self.strings = strings
        self.pieces: list[str] = []
        self.is_text = self.is_aloud = False
        self.starts = by_name({"t": self.start_text, "rPh": self.start_aloud})
        self.ends = by_name({"t": self.end_text, "rPh": self.end_aloud, "si": self.end_string})

    def start_text(self, attributes: Attributes) -> None:
        self.is_text = not self.is_aloud

    def end_text(self) -> None:
        self.is_text = False

    def start_aloud(self, attributes: Attributes) -> None:
        self.is_aloud = True

    def end_aloud(self) -> None:
        self.is_aloud = False

    def text(self, data: str) -> None:
        if self.is_text:
            self.pieces.append(data)
            if len(self.pieces) > MAX_PIECES:
                raise far_too_large()

    def end_string(self) -> None:
        if len(self.strings) >= BY_COMMAND.cells:
            raise far_too_large()
        self.strings.append(plain_text(joined(self.pieces)))
        self.pieces.clear()


class FormatsReader(PartReader):
    """Reads how each style of cells shows its numbers."""

    def __init__(self, formats: list[NumberFormat]) -> None:
        super().__init__()
        self.formats = formats
        self.codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        self.read: dict[str, NumberFormat] = {}
        self.is_cells = False
        self.starts = by_name({"numFmt": self.add_code, "cellXfs": self.start_cells, "xf": self.add_style})
        self.ends = by_name({"cellXfs": self.end_cells})

    def add_code(self, attributes: Attributes) -> None:
        if len(self.codes) > MAX_FORMATS:
            raise far_too_large()
        self.codes[attributes["numFmtId"]] = attributes["formatCode"]

    def start_cells(self, attributes: Attributes) -> None:
        self.is_cells = True

    def end_cells(self) -> None:
        self.is_cells = False

    def add_style(self, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "0")
        if self.is_cells:
            if number not in self.read:
                self.read[number] = number_format(self.codes.get(number, "General"))
            self.formats.append(self.read[number])
            if len(self.formats) > MAX_STYLES:
                raise far_too_large()
