"""Rows of a table as one action each: sections, merged cells, repeated headings and rows that go on are seen to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.sheet import Merge, Row
from cooperation.rules.fold import fold
from roadmap.exchange.cleaning import cleaned
from roadmap.exchange.columns import SEVERAL, TITLES
from roadmap.exchange.layout import Layout, padded
from roadmap.exchange.mapping import plain
from roadmap.exchange.questions import Note

NUMBER_AT_END = re.compile(r"[.)\s]+$")
NUMBER_SIGN = re.compile(r"^(?:№|N|No\.?)\s*(?=\d)", re.IGNORECASE)
ROMAN = re.compile(r"[IVXLІХ]{1,7}", re.IGNORECASE)
SECTION_NUMBER = re.compile(
    r"^(?P<number>[IVXLІХ]{1,7}|\d{1,3}(?:\.\d{1,3})*)(?:[.)]\s*|\s+[-–—]\s+|\s+(?=[^\W\d_]))(?P<title>.+)$", re.DOTALL
)
NO_SECTION = re.compile(
    r"^\W*(?:примечани[ея]|изоҳ|izoh|ескертпе|bellik|notes?|сноска|source|источник)\b|^\*|_{3,}", re.IGNORECASE
)


@dataclass(frozen=True)
class Section:
    """A row that heads others: the row, the number before it and its title."""

    row: int
    number: str
    title: str


@dataclass
class PlanRow:
    """An action of the file, in texts by our column; ``section`` is what heads it."""

    number: int
    cells: dict[str, str]
    section: Section | None = None
    joined: list[int] = field(default_factory=list)


def arrange(layout: Layout) -> tuple[list[PlanRow], list[Note]]:
    """The actions of a table, and what was noticed while they were told apart."""
    if layout.is_printed:
        return PrintedPlan(layout).arranged()
    places = layout.mapped.places
    return [PlanRow(row.number, cells_of(row.cells, places)) for row in layout.rows], hidden(layout)


def cells_of(cells: Sequence[str], places: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """The texts of a row by our column; what stands in several columns is put together, each on its line."""
    width = len(cells)
    found = {}
    for column, standing in places.items():
        if len(standing) == 1:
            found[column] = cells[standing[0]] if standing[0] < width else ""
        else:
            texts = (cells[place].strip() for place in standing if place < width)
            found[column] = ";\n".join(filter(None, texts))
    return found


def hidden(layout: Layout) -> list[Note]:
    """What a reader of the file does not see in it."""
    sheet = layout.sheet
    notes = [Note("hidden", _("This row is hidden in the file; it is read."), row) for row in sheet.hidden_rows]
    for place in sheet.hidden_columns:
        if layout.columns.get(place):
            told = _("This column is hidden in the file; it is read.")
            notes.append(Note("hidden", told, None, letter_of(place), layout.headings[place]))
    if sheet.is_hidden:
        notes.append(Note("hidden", _("The sheet “%(sheet)s” is hidden in the file.") % {"sheet": sheet.title}))
    notes += [Note("skipped", _("The sheet “%(sheet)s” is not read.") % {"sheet": title}) for title in layout.others]
    return notes


class PrintedPlan:
    """Goes through the rows of a plan as ministries print them."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.places = layout, layout.mapped.places
        self.headings = {plain(heading) for heading in layout.headings if heading} | {
            plain(heading.rpartition(" / ")[2]) for heading in layout.headings if heading
        }
        self.title_places = {place for column in TITLES for place in self.places.get(column, ())}
        self.naming = self.title_places | set(self.places.get("number", ()))
        self.notes = hidden(layout)
        self.continued = self.rows_within(layout.sheet.merges)
        self.rows: list[PlanRow] = []
        self.sections: list[Section] = []
        self.used: set[int] = set()

    def arranged(self) -> tuple[list[PlanRow], list[Note]]:
        filled = self.filled_down()
        for index, row in enumerate(filled):
            self.place(row, filled[index + 1] if index + 1 < len(filled) else None)
        for section in self.sections:
            if section.row not in self.used:
                self.skip(section.row, section.title)
        return self.rows, sorted(self.notes, key=lambda note: note.row or 0)

    def skip(self, row: int, text: str) -> None:
        self.notes.append(Note("skipped", _("This row is not read: “%(text)s”.") % {"text": shortened(text)}, row))

    def place(self, row: Row, following: Row | None) -> None:
        """Puts a row where it belongs: to the sections, to the action before it, or to the actions."""
        texts = [text for cell in row.cells if (text := " ".join(cell.split()))]
        if self.is_heading(texts) or self.is_counting(row) or self.is_remark(texts):
            self.skip(row.number, " | ".join(texts))
        elif section := self.section_of(row, texts, following):
            self.sections.append(section)
        elif row.number in self.continued or self.goes_on(row):
            self.join(row)
        else:
            section = self.sections[-1] if self.sections else None
            self.used.update([section.row] if section else ())
            self.rows.append(PlanRow(row.number, cells_of(row.cells, self.places), section))

    # What a row is ------------------------------------------------------------------------------------------------

    def is_heading(self, texts: Sequence[str]) -> bool:
        """Whether the headings stand there again, as on each page of a printed plan."""
        return len(texts) > 1 and all(plain(text) in self.headings for text in texts)

    def is_counting(self, row: Row) -> bool:
        """Whether the row only counts the columns: 1, 2, 3 …"""
        filled = [cell.strip().rstrip(".") for cell in row.cells if cell.strip()]
        return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]

    def is_remark(self, texts: Sequence[str]) -> bool:
        """Whether the row is a remark or a signature beside the table."""
        return len(set(texts)) == 1 and bool(NO_SECTION.search(texts[0]))

    def section_of(self, row: Row, texts: Sequence[str], following: Row | None) -> Section | None:
        """The section that the row begins: it stands alone, or has nothing but its number and title."""
        distinct = list(dict.fromkeys(texts))
        filled = {place for place, cell in enumerate(row.cells) if cell.strip()}
        if len(distinct) == 1 and re.search(r"[^\W\d_]", distinct[0]) and min(filled) in {0, *self.naming}:
            found = SECTION_NUMBER.match(distinct[0])
            number, title = (found["number"], found["title"]) if found else ("", distinct[0])
            return Section(row.number, number, title)
        if len(distinct) == 2 and filled == self.naming and self.title_places < filled:
            number = self.number_of(row)
            if ROMAN.fullmatch(number) or (following and self.number_of(following).startswith(f"{number}.")):
                title = " ".join(row.cells[next(iter(self.title_places))].split())
                return Section(row.number, number, title)
        return None

    def number_of(self, row: Row) -> str:
        return bare_number(cells_of(row.cells, {"number": self.places.get("number", ())}).get("number", ""))

    def goes_on(self, row: Row) -> bool:
        """Whether the row has neither number nor title, so that it is the rest of the one before it."""
        return not any(place < len(row.cells) and row.cells[place].strip() for place in self.naming)

    # Merged cells and rows that go on -----------------------------------------------------------------------------

    def rows_within(self, merges: Iterable[Merge]) -> set[int]:
        """The numbers of rows that are part of the action above: a cell that names it is merged down to them."""
        return {
            row
            for merge in merges
            if merge.left in self.naming and merge.left == merge.right
            for row in range(merge.top + 1, merge.bottom + 1)
        }

    def filled_down(self) -> list[Row]:
        """The rows, each with what is merged down to it from above; a merged number or title is not repeated."""
        rows = {row.number: row for row in self.layout.rows}
        for merge in self.layout.sheet.merges:
            top = rows.get(merge.top)
            if merge.bottom == merge.top or top is None or merge.left in self.naming or merge.left >= len(top.cells):
                continue
            for number in range(merge.top + 1, merge.bottom + 1):
                below = rows.get(number)
                if below is not None and number not in self.continued:
                    cells = padded(below, max(len(below.cells), merge.left + 1))
                    cells[merge.left] = top.cells[merge.left]
                    rows[number] = replace(below, cells=tuple(cells))
        return list(rows.values())

    def join(self, row: Row) -> None:
        """Adds the cells of a row to those of the action before it."""
        if not self.rows:
            self.skip(row.number, " | ".join(cell.strip() for cell in row.cells if cell.strip()))
            return
        before = self.rows[-1]
        for column, text in cells_of(row.cells, self.places).items():
            if text.strip() and text.strip() != before.cells[column].strip():
                mark = ";\n" if column in SEVERAL else "\n"
                before.cells[column] = mark.join(part for part in (before.cells[column].strip(), text.strip()) if part)
        before.joined.append(row.number)
        told = _("This row goes on with row %(before)s, and is read with it.") % {"before": before.number}
        self.notes.append(Note("joined", told, row.number))


def bare_number(cell: str) -> str:
    """A number as printed without the marks around it: “1.1.” is 1.1."""
    return NUMBER_AT_END.sub("", NUMBER_SIGN.sub("", " ".join(cell.split())))


def letter_of(place: int) -> str:
    return get_column_letter(place + 1)


def shortened(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


def with_codes(rows: Sequence[PlanRow], known: Mapping[str, str]) -> None:
    """Gives each row a code: its number, where the numbers of the file are all different, or else after its section's.

    Where a plan has no numbers, ``known`` are the codes of the actions that are there, by their folded titles.
    """
    numbers = [bare_number(row.cells.get("number", "")) for row in rows]
    codes = numbered(rows, numbers) if any(numbers) else by_titles(rows, known)
    for row, code in zip(rows, codes, strict=True):
        row.cells["code"] = code


def is_once(numbers: Iterable[str]) -> bool:
    return max(Counter(filter(None, numbers)).values(), default=0) < 2


def numbered(rows: Sequence[PlanRow], numbers: Sequence[str]) -> list[str]:
    """The numbers; where they begin anew in each section, after the section's own number or its place among them."""
    if is_once(numbers):
        return list(numbers)
    sections = list(dict.fromkeys(row.section for row in rows))
    printed = [section.number if section else "" for section in sections]
    labels = printed if all(printed) and is_once(printed) else [str(place) for place in range(1, len(sections) + 1)]
    label_of = dict(zip(sections, labels, strict=True))
    if len(sections) < 2:
        return list(numbers)
    return [number and f"{label_of[row.section]}-{number}" for row, number in zip(rows, numbers, strict=True)]


def by_titles(rows: Sequence[PlanRow], known: Mapping[str, str]) -> list[str]:
    """The codes of actions with the same title, and for others the numbers that follow."""
    last = max((int(code) for code in known.values() if code.isdecimal()), default=0)
    codes = []
    for row in rows:
        titles = (fold(cleaned(row.cells.get(column, "")).text) for column in TITLES)
        code = next((known[title] for title in titles if title in known), "")
        if not code:
            last += 1
        codes.append(code or str(last))
    return codes
