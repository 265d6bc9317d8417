"""One row at a time: from the text of its cells to the cells that would be stored, or to what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cooperation.choices import Visibility
from cooperation.exchange.cells import CellError, choice, joined, split, text
from cooperation.exchange.errors import Refusal
from cooperation.exchange.table import Row
from cooperation.rules.fold import fold
from roadmap.exchange import cells as read
from roadmap.exchange.columns import DEADLINE, PARTS, TEXTS
from roadmap.exchange.creation import Creation
from roadmap.exchange.headings import Mapped
from roadmap.exchange.institutions import told
from roadmap.exchange.known import Known
from roadmap.models import Action

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


class RowReader:
    """Reads rows, and collects in ``refusals`` what keeps them from being imported."""

    def __init__(self, mapped: Mapped, known: Known, creation: Creation | None) -> None:
        self.mapped, self.known, self.creation = mapped, known, creation
        self.refusals: list[Refusal] = []
        self.refused_rows: set[int] = set()
        self.seen: dict[str, int] = {}
        self.readers: dict[str, Callable[[str, str], str]] = {
            "direction": self.direction,
            "provisions": lambda column, cell: self.coded(cell, self.known.provisions),
            "sites": lambda column, cell: self.coded(cell, self.known.sites),
            "starts_on": lambda column, cell: day.isoformat() if (day := read.day(cell)) else "",
            "visibility": lambda column, cell: choice(cell, Visibility, Visibility.PUBLIC.value),
            **dict.fromkeys(PARTS, self.holders),
        }

    def refuse(self, row: int, column: str, message: str, advice: str) -> None:
        in_file = column in self.mapped.places
        letter, heading = (self.mapped.letter(column), self.mapped.heading(column)) if in_file else ("", "")
        self.refused_rows.add(row)
        self.refusals.append(Refusal(message, advice, row, letter, heading))

    def read(self, row: Row) -> ReadRow:
        """The row's cells, each normal and resolved; what is wrong is refused and left out."""
        found = ReadRow(row.number)
        for column, place in self.mapped.places.items():
            if column in DEADLINE:
                found.deadline[column] = row.cells[place]
                continue
            try:
                cell = text(row.cells[place], MAX_LENGTHS.get(column))
                reader = self.readers.get(column)
                found.cells[column] = reader(column, cell) if reader else cell
            except CellError as error:
                self.refuse(row.number, column, error.message, error.advice)
        found.code = found.cells.pop("code", "")
        self.check_code(found, row.cells[self.mapped.places["code"]])
        return found

    def check_code(self, row: ReadRow, cell: str) -> None:
        if not cell.strip():
            self.refuse(row.number, "code", _("This row has no code."), _("Give each action a code that stays."))
        if not row.code:
            return
        first = self.seen.setdefault(row.code, row.number)
        if first != row.number:
            self.refuse(
                row.number,
                "code",
                _("The code “%(code)s” stands in row %(first)s already.") % {"code": row.code, "first": first},
                _("Give each action its own code, or delete one of the two rows."),
            )
        if row.code not in self.known.actions:
            try:
                read.code(row.code)
            except CellError as error:
                self.refuse(row.number, "code", error.message, error.advice)

    def direction(self, column: str, cell: str) -> str:
        """The code of a direction named by its code or title. Raises CellError."""
        if cell in self.known.directions:
            return cell
        codes = sorted(self.known.directions_by_title.get(fold(cell), ()))
        if len(codes) == 1:
            return codes[0]
        if len(codes) > 1:
            raise CellError(
                _("“%(name)s” may be any of: %(codes)s.") % {"name": cell, "codes": ", ".join(codes)},
                _("Write the code of the one that is meant."),
            )
        if not cell:
            raise CellError(_("This row has no direction."), _("Write a direction's code or title."))
        if self.creation is not None:
            return self.creation.direction(cell, self.mapped.languages.get(column, "en"))
        raise CellError(
            _("The direction “%(name)s” is not known.") % {"name": cell},
            _("Write one of these codes, or its title: %(codes)s.") % {"codes": ", ".join(self.known.directions)},
        )

    def holders(self, column: str, cell: str) -> str:
        """The codes of institutions and countries. Raises CellError."""
        codes, failed = self.known.directory.resolve_all(cell)
        if not failed:
            return joined(codes)
        if self.creation is not None:
            self.creation.institutions(failed, self.mapped.languages.get(column, "en"))
            return joined(self.known.directory.resolve_all(cell)[0])
        messages, advice = zip(*map(told, failed), strict=True)
        raise CellError(" ".join(messages), " ".join(dict.fromkeys(advice)))

    def coded(self, cell: str, known: dict[str, int]) -> str:
        """Values that are named by code alone. Raises CellError."""
        values = split(cell)
        unknown = [value for value in values if value not in known]
        if unknown:
            raise CellError(
                _("Not known: %(codes)s.") % {"codes": ", ".join(unknown)},
                _("Write codes as an export has them, with semicolons between."),
            )
        return joined(values)
