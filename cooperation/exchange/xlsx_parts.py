"""The parts of an XLSX archive beside its sheets: which sheets there are, the texts they share, how numbers look."""

import posixpath
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS

from cooperation.exchange.archive import Archive, Attributes
from cooperation.exchange.number_formats import NumberFormat, number_format, text_of

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the strict kind
)
ROOT_RELATIONS = "_rels/.rels"
USUAL_WORKBOOK = "xl/workbook.xml"
YES = ("1", "true", "on")


def local_names(*names: str) -> dict[str, str]:
    """The names of elements as they are parsed, of either namespace, and what they are called in short."""
    return {f"{namespace} {name}": name for namespace in MAIN for name in names}


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
    others = relations(archive, f"{folder}/_rels/{name}.rels", folder)
    workbook = Workbook()
    read_sheets(archive, part, others, workbook)
    for kind, target in others.values():
        if kind == "sharedStrings":
            workbook.strings = shared_strings(archive, target)
        elif kind == "styles":
            workbook.formats = formats(archive, target)
    return workbook


def relations(archive: Archive, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """The kinds and targets of related parts by their marks."""
    found = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == f"{RELATIONSHIPS} Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target.lstrip("/")

    archive.parse(part, start, ignore, ignore)
    return found


def ignore(what: str) -> None:
    """Neither the ends of these elements nor their texts matter."""


def read_sheets(archive: Archive, part: str, others: dict[str, tuple[str, str]], workbook: Workbook) -> None:
    """The worksheets in their order; sheets of charts and macros are none."""
    names = local_names("sheet", "workbookPr")

    def start(name: str, attributes: Attributes) -> None:
        short = names.get(name)
        if short == "workbookPr":
            workbook.since_1904 = attributes.get("date1904") in YES
        elif short == "sheet":
            mark = next(value for key, value in attributes.items() if key.endswith(" id"))
            kind, target = others[mark]
            if kind == "worksheet":
                is_hidden = attributes.get("state", "visible") != "visible"
                workbook.sheets.append(SheetPart(attributes["name"], target, is_hidden))

    archive.parse(part, start, ignore, ignore)


def shared_strings(archive: Archive, part: str) -> list[str]:
    """The texts that cells share, without what only tells how they are read aloud."""
    names = local_names("si", "t", "rPh")
    strings: list[str] = []
    pieces: list[str] = []
    is_text = is_aloud = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal is_text, is_aloud
        short = names.get(name)
        is_text = short == "t" and not is_aloud
        is_aloud = is_aloud or short == "rPh"

    def end(name: str) -> None:
        nonlocal is_text, is_aloud
        is_text = False
        short = names.get(name)
        if short == "si":
            strings.append(text_of("".join(pieces)))
            pieces.clear()
        elif short == "rPh":
            is_aloud = False

    def text(data: str) -> None:
        if is_text:
            pieces.append(data)

    archive.parse(part, start, end, text)
    return strings


def formats(archive: Archive, part: str) -> list[NumberFormat]:
    """How each style of cells shows its numbers."""
    names = local_names("numFmt", "cellXfs", "xf")
    codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    used: list[str] = []
    is_cells = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal is_cells
        short = names.get(name)
        if short == "numFmt":
            codes[attributes["numFmtId"]] = attributes["formatCode"]
        elif short == "cellXfs":
            is_cells = True
        elif short == "xf" and is_cells:
            used.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal is_cells
        is_cells = is_cells and names.get(name) != "cellXfs"

    archive.parse(part, start, end, ignore)
    read = {number: number_format(codes.get(number, "General")) for number in set(used)}
    return [read[number] for number in used]
