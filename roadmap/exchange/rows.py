"""One row at a time: from the text of its cells to the cells that would be stored, or to what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cooperation.choices import Visibility
from cooperation.exchange.cells import CellError, choice, joined, split, text
from cooperation.exchange.errors import Refusal
from cooperation.rules.fold import fold
from roadmap.exchange import cells as read
from roadmap.exchange.arranging import PlanRow
from roadmap.exchange.asking import Asker
from roadmap.exchange.cleaning import cleaned
from roadmap.exchange.columns import DEADLINE, PARTS, RESPONSIBLE, TEXTS, TITLES
from roadmap.exchange.creation import Creation
from roadmap.exchange.holders import Holders
from roadmap.exchange.known import Known
from roadmap.exchange.layout import Layout
from roadmap.exchange.questions import NEW, Note, Question
from roadmap.exchange.steps import Step, steps_of
from roadmap.models import Action

DESCRIPTIONS = tuple(column for column in TEXTS if column.startswith("description_"))
MAX_LENGTHS = {column: Action._meta.get_field(column.rpartition("_")[0]).max_length for column in TEXTS} | {
    column: Action._meta.get_field(column).max_length for column in ("code", "number")
}


@dataclass
class ReadRow:
    """A row whose cells were read; ``deadline`` holds the text of its deadline cells."""

    number: int
    code: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    deadline: dict[str, str] = field(default_factory=dict)
    raw_deadline: str = ""
    said: dict[str, tuple[str, str]] = field(default_factory=dict)  # marks and contacts beside the names of bodies
    steps: list[Step] = field(default_factory=list)


class RowReader:
    """Reads rows; what is asked, refused or noticed goes to the ``asker``."""

    def __init__(self, layout: Layout, known: Known, creation: Creation | None, asker: Asker) -> None:
        self.layout, self.mapped, self.known, self.creation, self.asker = layout, layout.mapped, known, creation, asker
        self.holders = Holders(known, creation, asker, "supporting" in self.mapped.places)
        self.seen: dict[str, int] = {}
        self.readers: dict[str, Callable[[str, int], str]] = {
            "provisions": lambda cell, _row: self.coded(cell, self.known.provisions),
            "sites": lambda cell, _row: self.coded(cell, self.known.sites),
            "starts_on": lambda cell, _row: day.isoformat() if (day := read.day(cell)) else "",
            "visibility": lambda cell, _row: choice(cell, Visibility, Visibility.PUBLIC.value),
            "direction": self.direction,
        }

    def place(self, column: str) -> tuple[str, str]:
        """The letter and the heading of one of our columns in the file, if it stands there."""
        in_file = column in self.mapped.places
        return (self.mapped.letter(column), self.mapped.heading(column)) if in_file else ("", "")

    def refuse(self, row: int, column: str, message: str, advice: str) -> None:
        self.asker.refuse(Refusal(message, advice, row, *self.place(column)))

    def read(self, row: PlanRow) -> ReadRow:
        """The row's cells, each normal and resolved; what is wrong is refused and left out."""
        found = ReadRow(row.number, raw_deadline=row.cells.get("deadline_text", ""))
        for column, cell in row.cells.items():
            try:
                self.read_cell(found, column, self.clean(row.number, column, cell))
            except CellError as error:
                self.refuse(row.number, column, error.message, error.advice)
        if self.layout.is_printed and found.raw_deadline:
            found.steps = steps_of(self.described(row), found.raw_deadline)
        found.code = found.cells.pop("code", "")
        self.check_code(found, row.cells["code"])
        return found

    def described(self, row: PlanRow) -> str:
        """The text in which an action's steps are numbered, as it stands in the file."""
        return next((row.cells[column] for column in DESCRIPTIONS if row.cells.get(column)), "")

    def clean(self, row: int, column: str, cell: str) -> str:
        """The cell without what pages did to it; of our own tables nothing is taken off."""
        if not self.layout.is_printed or column == RESPONSIBLE:
            return cell
        clean = cleaned(cell)
        self.note(row, column, "cleaned", clean.changes)
        self.note(row, column, "unreadable", clean.unreadable)
        return clean.text

    def note(self, row: int, column: str, kind: str, texts: tuple[str, ...]) -> None:
        self.asker.notes += [Note(kind, told, row, *self.place(column)) for told in texts]

    def read_cell(self, found: ReadRow, column: str, cell: str) -> None:
        """Reads one cell into the row. Raises CellError."""
        if column in DEADLINE:
            found.deadline[column] = cell
        elif column == RESPONSIBLE:
            parts = self.holders.printed(cell, found.number, self.place(column), self.language(column))
            found.said |= parts.said
            found.cells |= {part: joined(codes) for part, codes in parts.by_column.items() if part not in found.cells}
        elif column in PARTS:
            plain = text(cell)
            found.cells[column] = self.holders.coded(plain, found.number, self.place(column), self.language(column))
        else:
            plain = text(cell, MAX_LENGTHS.get(column))
            reader = self.readers.get(column)
            found.cells[column] = reader(plain, found.number) if reader else plain

    def language(self, column: str) -> str:
        """The language of a column's texts: that of its heading, or else that of the titles."""
        languages = self.mapped.languages
        return languages.get(column) or next((languages[title] for title in TITLES if title in languages), "en")

    def check_code(self, row: ReadRow, cell: str) -> None:
        column = "code" if "code" in self.mapped.places else "number"
        if not cell.strip():
            self.refuse(row.number, column, _("This row has no code."), _("Give each action a code that stays."))
        if not row.code:
            return
        first = self.seen.setdefault(row.code, row.number)
        if first != row.number:
            self.refuse(
                row.number,
                column,
                _("The code “%(code)s” stands in row %(first)s already.") % {"code": row.code, "first": first},
                _("Give each action its own code, or delete one of the two rows."),
            )
        if row.code not in self.known.actions:
            try:
                read.code(row.code)
            except CellError as error:
                self.refuse(row.number, column, error.message, error.advice)

    def direction(self, cell: str, row: int) -> str:
        """The code of a direction named by its code or title, as known or as answered. Raises CellError."""
        directions, creation = self.known.directions, self.creation
        if cell in directions:
            return cell
        codes = sorted(self.known.directions_by_title.get(fold(cell), ()))
        if len(codes) == 1:
            return codes[0]
        if not cell and not self.layout.is_printed:
            raise CellError(_("This row has no direction."), _("Write a direction's code or title."))
        if not cell and len(directions) == 1:
            return next(iter(directions))
        answer = self.asker.answers.directions.get(fold(cell), "")
        if answer in directions:
            return answer
        if creation is not None and (answer == NEW or (not self.asker.asks and not codes)):
            return creation.direction(cell or creation.title or creation.slug, self.language("direction"))
        self.ask_direction(cell, row, codes)
        return ""

    def ask_direction(self, cell: str, row: int, codes: list[str]) -> None:
        advice = _("Write one of these codes, or its title: %(codes)s.") % {"codes": ", ".join(self.known.directions)}
        if codes:
            message = _("“%(name)s” may be any of: %(codes)s.") % {"name": cell, "codes": ", ".join(codes)}
            advice = _("Write the code of the one that is meant.")
        elif cell:
            message = _("The direction “%(name)s” is not known.") % {"name": cell}
        else:
            message = _("This row has no direction.")
        place = self.place("direction")
        refusal = Refusal(message, advice, row, *place)
        near = () if self.asker.has_asked("directions", fold(cell)) else self.known.directions_like(cell, codes)
        self.asker.ask(Question("directions", fold(cell), cell, (row,), *place, near, refusal))

    def coded(self, cell: str, known: Mapping[str, int]) -> str:
        """Values that are named by code alone. Raises CellError."""
        values = split(cell)
        unknown = [value for value in values if value not in known]
        if unknown:
            raise CellError(
                _("Not known: %(codes)s.") % {"codes": ", ".join(unknown)},
                _("Write codes as an export has them, with semicolons between."),
            )
        return joined(values)
