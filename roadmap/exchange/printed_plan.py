"""The rows of a plan as ministries print it, told apart: sections, actions, what goes on, what is no part of it."""

import re

from roadmap.exchange import plan_notes as notes
from roadmap.exchange.cells_by_column import cells_reader
from roadmap.exchange.layout import Layout
from roadmap.exchange.merged_rows import MergedRows
from roadmap.exchange.plan_codes import SUB_IN_TITLE, PlanRow
from roadmap.exchange.plan_numbers import Numbers
from roadmap.exchange.plan_rows import (
    LETTERS,
    Line,
    Places,
    begins_another_table,
    counts_columns,
    heads_again,
    is_beside_the_table,
    joined_with,
)
from roadmap.exchange.questions import Note
from roadmap.exchange.sections import JUST_ROMAN, LETTER, Levels, Section, is_marked, level_of_directions, section_from
from roadmap.exchange.steps import is_read

BRACKETED = re.compile(r"[(\[].*[)\]]")
ITEM = re.compile(r"\d{1,2}\)|[-–—•▪●·]\s*\S")
LOWER = re.compile(r"(?:\d{1,2}[.)]\s*)?[^\W\d_A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮÄÇŽŇÖŞÜÝ]")
ENDS = re.compile(r"[.;:!?»”\")]\s*$")
GOES_ON = re.compile(r"(?:[-–,]|\b(?:и|в|на|с|по|для|о|об|к|от|из|ва|va|және|мен|we|and|of|the|for|in|to|on))\s*$")


class PrintedPlan:
    """Goes through the rows once; ``levels`` are the sections that stand above the row it has come to."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.places = layout, Places.of(layout)
        self.cells_of = cells_reader(layout.mapped.places)
        self.merged = MergedRows(layout, self.places)
        self.lines = self.merged.lines()
        self.levels, self.sections = Levels(), list[Section]()
        self.rows: list[PlanRow] = []
        self.notes: list[Note] = []
        self.held: tuple[str, Section | None] = ("", None)
        self.used: set[int] = set()
        self.numbers = Numbers(layout, self.places)
        self.is_other_table = False
        self.unheaded: set[int] = set()
        self.told_of_held: str | None = None

    def arranged(self) -> tuple[list[PlanRow], list[Note]]:
        for index, line in enumerate(self.lines):
            self.place(line, self.lines[index + 1] if index + 1 < len(self.lines) else None)
        self.give_directions()
        self.notes += [notes.skipped(one.row, one.title) for one in self.sections if one.row not in self.used]
        return self.rows, [*self.notes, *self.numbers.notes]

    def place(self, line: Line, following: Line | None) -> None:
        """Puts a row where it belongs: to the sections, to the action before it, or to the actions."""
        if heads_again(line, self.layout):
            self.is_other_table = False
            self.skip(line)
        elif begins_another_table(line, self.layout) or self.is_other_table:
            self.is_other_table = True
            self.skip(line)
        elif counts_columns(line) or is_beside_the_table(line) or self.is_heading_of_time(line):
            self.skip(line)
        elif section := self.section_of(line, following):
            self.begin(section)
        elif not line.filled & self.places.mapped or all(map(BRACKETED.fullmatch, line.texts)):
            self.skip(line)
        elif self.goes_on(line):
            self.join(line)
        else:
            self.add(line)

    def skip(self, line: Line) -> None:
        self.notes.append(notes.skipped(line.row, line.everything))

    def is_heading_of_time(self, line: Line) -> bool:
        """Whether a year, a quarter or another time stands alone, and no direction."""
        return len(line.texts) == 1 and not line.has_content and is_read(line.texts[0])

    # Sections -----------------------------------------------------------------------------------------------------

    def begin(self, section: Section) -> None:
        last = self.levels.path[-1] if self.levels.path else None
        if (
            last
            and last is self.sections[-1]
            and last.is_bare
            and not self.levels.has_rows
            and section.style in ("plain", "capitals")
        ):
            self.notes.append(notes.joined(section.row, last.row))
            section = self.sections[-1] = self.levels.complete(section.title)
        else:
            section = self.again(section)
            self.levels.begin(section)
        self.held, self.numbers.parent = (section.title, section), None

    def again(self, section: Section) -> Section:
        """The same section where it began, if it is only printed anew on the next page."""
        last = next(
            (one for one in self.levels.path if (one.number, one.title) == (section.number, section.title)), None
        )
        if last is None:
            self.sections.append(section)
            return section
        self.notes.append(notes.joined(section.row, last.row))
        return last

    def section_of(self, line: Line, following: Line | None) -> Section | None:
        """The section that a row begins: it stands alone, or has nothing but its number and title."""
        if line.row in self.merged.continued:
            return None
        text = line.texts[0]
        if len(line.texts) == 1 and LETTERS.search(text) and self.heads(line, text):
            return section_from(line.row, text)
        if not line.label or not line.title or not self.is_bare(line):
            return None
        number = line.text_in(self.places.number)
        if self.is_numbered_section(line, number, following):
            return section_from(line.row, line.title, number)
        return None

    def heads(self, line: Line, text: str) -> bool:
        """Whether a text that stands alone in its row heads those below it."""
        first = min(line.filled)
        if section_from(line.row, text).style == "word" or line.across > 2:
            return True
        if ITEM.match(text):
            return False
        if first not in self.places.naming | {self.places.first, *self.places.direction}:
            return False
        if is_marked(text) or (not self.places.content and first not in self.places.number):
            return is_marked(text)
        is_title = first in self.places.titles and line.across == 1
        return not (is_title and (LOWER.match(text) or self.is_open(text)))

    def is_open(self, text: str) -> bool:
        """Whether the title before goes on in this text: other titles end with a full stop, and it does not."""
        if not self.rows or (not self.levels.has_rows and self.levels.path):
            return False
        before = self.rows[-1].cells
        title = next(
            (before[column].strip() for column in before if column.startswith("title_") and before[column]), ""
        )
        if GOES_ON.search(title):
            return True
        return bool(ENDS.search(text)) and not ENDS.search(title) and not is_marked(text)

    def is_bare(self, line: Line) -> bool:
        """Whether nothing but what names it is said of a row, or of a Roman number nothing of who and when."""
        if line.filled <= self.places.naming:
            return True
        is_roman = bool(JUST_ROMAN.fullmatch(line.label)) and any(row.bare.isdecimal() for row in self.rows)
        return is_roman and not line.has_content

    def is_numbered_section(self, line: Line, number: str, following: Line | None) -> bool:
        """Whether the number of a row without deadline and bodies is that of a section."""
        if not self.places.content and not JUST_ROMAN.fullmatch(line.label):
            return False
        if JUST_ROMAN.fullmatch(line.label) or (is_marked(f"{number} {line.title}") and not line.label[0].isdigit()):
            return True
        if self.merged.is_across(line) or is_marked(line.title):
            return True
        if following is None or not following.has_content:
            return bool(following) and self.begins_below(line, following)
        return self.begins_below(line, following) or bool(LETTER.fullmatch(line.label))

    def begins_below(self, line: Line, following: Line) -> bool:
        """Whether the next number stands below this one, or the numbers begin anew after it."""
        if following.label.startswith((f"{line.label}.", f"{line.label}-")):
            return True
        return following.label == "1" and line.label.isdecimal()

    def give_directions(self) -> None:
        """Gives each action the section that is its direction; what stands below or above is told."""
        paths = [row.path for row in self.rows]
        level = level_of_directions(paths)
        told: set[int] = set()
        for row in self.rows:
            if not row.path:
                continue
            row.section = row.path[level]
            if not self.places.direction:
                self.used.add(row.section.row)
            for section in row.path[level + 1 :]:
                if section.row not in told and section.row not in self.used and not self.places.direction:
                    self.notes.append(notes.below(section.row, row.section.title))
                told.add(section.row)
                self.used.add(section.row) if not self.places.direction else None

    # Actions ------------------------------------------------------------------------------------------------------

    def goes_on(self, line: Line) -> bool:
        """Whether the row is the rest of the one before it: merged with it, without a name, or in mid-sentence."""
        if line.row in self.merged.continued:
            return True
        if line.label:
            return False
        if not line.title:
            return bool(line.filled & self.places.mapped)
        if not self.places.number or not self.rows:
            return False
        if SUB_IN_TITLE.match(line.title) and not line.has_content:
            return True
        if ITEM.match(line.title):
            return True
        return (line.title[0].islower() and not SUB_IN_TITLE.match(line.title)) or self.is_open(line.title)

    def join(self, line: Line) -> None:
        """Adds the cells of a row to those of the action before it, unless something else stands between."""
        if not self.rows or self.rows[-1].is_full or (self.levels.path and not self.levels.has_rows):
            self.add(line, doubtful=True)
            return
        before = self.rows[-1]
        for column, text in self.cells_of(line.cells).items():
            before.cells[column] = joined_with(before.cells[column], text, column)
        before.joined.append(line.row)
        self.notes.append(notes.joined(line.row, before.number))

    def add(self, line: Line, doubtful: bool = False) -> None:
        self.levels.admit(line.label)
        row = PlanRow(line.row, self.cells_of(line.cells), path=self.levels.path, doubtful=doubtful)
        if doubtful:
            self.notes.append(notes.unclear(line.row, line.everything))
        self.numbers.label(row, line, self.rows)
        self.hold_direction(row)
        self.rows.append(row)
        for place in sorted(set(range(len(line.cells))) - self.unheaded):
            if line.cells[place].strip() and not self.numbers.heading(place) and place not in self.places.mapped:
                self.unheaded.add(place)
                self.notes.append(notes.beside(line.row, place, line.cells[place]))

    def hold_direction(self, row: PlanRow) -> None:
        """In a column of directions, one holds until the next one, or the section that stands above does."""
        if not self.places.direction:
            return
        text = row.cells["direction"].strip()
        if text:
            self.held, self.told_of_held = (text, None), None
            return
        row.cells["direction"], section = self.held
        if section:
            self.used.add(section.row)
        elif self.held[0] and self.told_of_held is None:
            place = self.places.direction[0]
            self.told_of_held = self.held[0]
            self.notes.append(notes.held(row.number, place, self.numbers.heading(place), self.held[0]))
