"""A file with remarks, to be sent back: its table as it is, and what is to be said of its cells as comments on them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from cooperation.exchange.files import TEXT_FORMAT, saved, text_cell
from cooperation.exchange.sheet import Row
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan import Plan
from roadmap.exchange.remarks import ASKED, CHANGED, KINDS, NOTICED, REFUSED, Remark, kind_words, remarks_of

AUTHOR = "Ustyurt Tracker"
MOST = 5_000
FILLS = {
    kind: PatternFill("solid", start_color=colour, end_color=colour)
    for kind, colour in {REFUSED: "F4B9B0", ASKED: "FBE39A", CHANGED: "BFDDF0", NOTICED: "E4E1D8"}.items()
}
NO_TITLE = re.compile(r"[\[\]:*?/\\]")
NO_XML = re.compile("[\ufffe\uffff]")
LONGEST_COMMENT = 2_000
LONGEST_TITLE = 31
LETTERS_A_LINE = 48


def annotated(plan: Plan) -> bytes:
    """The table of a planned file as XLSX, each remark on its cell, and all of them in a second sheet."""
    remarks = remarks_of(plan)[:MOST]
    workbook = Workbook(write_only=True)
    add_table(workbook, plan.layout, by_place(remarks, plan.layout))
    add_list(workbook, remarks)
    return saved(workbook)


def by_place(remarks: Iterable[Remark], layout: Layout) -> dict[int, dict[int, list[Remark]]]:
    """Remarks by row and place: of a whole row on its first filled cell, of a column or the file on the headings."""
    first = {row.number: filled(row) for row in layout.sheet.rows}
    header = next((number for number in layout.header if number in first), min(first, default=1))
    found: dict[int, dict[int, list[Remark]]] = defaultdict(lambda: defaultdict(list))
    for remark in remarks:
        row = remark.row if remark.row in first else header
        place = column_index_from_string(remark.column) - 1 if remark.column else first.get(row, 0)
        found[row][place].append(remark)
    return found


def filled(row: Row) -> int:
    """The place of the first filled cell."""
    return next((place for place, cell in enumerate(row.cells) if cell.strip()), 0)


def add_table(workbook: Workbook, layout: Layout, remarks: Mapping[int, Mapping[int, Sequence[Remark]]]) -> None:
    """The table at its own rows and columns, with what is merged."""
    title = NO_TITLE.sub(" ", legal(layout.sheet.title))[:LONGEST_TITLE].strip("' ")
    sheet = workbook.create_sheet(title or _("Table"))
    for place in range(max((len(row.cells) for row in layout.sheet.rows), default=1)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = 28
    merges = {CellRange(None, one.left + 1, one.top, one.right + 1, one.bottom) for one in layout.sheet.merges}
    sheet.merged_cells.ranges.update(merges)
    looks = {is_heading: look(sheet, is_heading) for is_heading in (True, False)}
    written = 0
    for row in layout.sheet.rows:
        for _empty in range(written + 1, row.number):
            sheet.append(())
        written = row.number
        sheet.append(cells_of(sheet, row, looks[row.number in layout.header], remarks.get(row.number, {})))


def cells_of(sheet: Any, row: Row, style: Any, remarks: Mapping[int, Sequence[Remark]]) -> list[Any]:
    """The row's cells, and empty ones beside them where something is to be said there."""
    width = max(len(row.cells), *(place + 1 for place in remarks), 0)
    texts = (*row.cells, *[""] * (width - len(row.cells)))
    return [cell_of(sheet, text, style, remarks.get(place, ())) for place, text in enumerate(texts)]


def look(sheet: Any, bold: bool) -> Any:
    """A cell from which others take their look: text, wrapped, at the top."""
    cell = WriteOnlyCell(sheet, "")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = TEXT_FORMAT
    cell.font = Font(bold=bold)
    return cell


def cell_of(sheet: Any, text: str, style: Any, remarks: Sequence[Remark] = (), kind: str = "") -> Any:
    """A cell of text, with its remarks and the colour of the gravest; nothing where both are missing."""
    cell = text_cell(sheet, legal(text), as_text=True)
    if cell is None and not remarks:
        return None
    cell = cell or WriteOnlyCell(sheet)
    cell._style = copy(style._style)  # a style is shared by its copy: there is no other way in openpyxl
    if remarks:
        kind = min((remark.kind for remark in remarks), key=KINDS.index)
        cell.comment = comment_of(remarks)
    if kind:
        cell.fill = FILLS[kind]
    return cell


def comment_of(remarks: Sequence[Remark]) -> Comment:
    words = kind_words()
    told = "\n\n".join(legal(f"{words[one.kind]}. {one.message} {one.advice}".strip()) for one in remarks)
    if len(told) > LONGEST_COMMENT:
        told = f"{told[:LONGEST_COMMENT].rstrip()}…"
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in told.split("\n"))
    return Comment(told, AUTHOR, height=min(24 + 17 * lines, 600), width=340)


def legal(text: str) -> str:
    """Without characters that no file of XLSX can hold, and with its line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return NO_XML.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", lines))


def add_list(workbook: Workbook, remarks: Sequence[Remark]) -> None:
    """All remarks in the order of the file, to be worked off."""
    sheet = workbook.create_sheet(_("Remarks")[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (18, 8, 10, 30, 70, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    headings = (_("Kind"), _("Row"), _("Column"), _("Heading"), _("What is wrong or noticed"), _("What to do"))
    plain, bold, words = look(sheet, bold=False), look(sheet, bold=True), kind_words()
    sheet.append([cell_of(sheet, heading, bold) for heading in headings])
    for one in remarks:
        texts = (one.column, one.heading, one.message, one.advice)
        kind = cell_of(sheet, words[one.kind], plain, kind=one.kind)
        sheet.append([kind, one.row, *(cell_of(sheet, text, plain) for text in texts)])
