"""From the tables of a file to the rows that they ask for, each with its key and the cells as they would be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.cells import CellError
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.nouns import BY_NAME, NOUNS, Noun
from cooperation.exchange.resources import Key
from cooperation.exchange.table import Row, Table, is_xlsx, read_csv, read_sheets
from cooperation.rules.fold import fold

Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Asked:
    """One row of a file; ``cells`` holds those of the columns that the file has, by our headings."""

    number: int
    key: Key
    cells: dict[str, str]


@dataclass
class Sheet:
    """The rows that a table asks for, and what is wrong with the others."""

    noun: Noun
    table: Table
    rows: list[Asked] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    handles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        headings = [fold(heading) for heading in self.table.headings]
        self.places = {name: headings.index(name) for name in self.noun.columns if name in headings}
        if missing := [name for name in self.noun.key if name not in self.places and self.noun.columns[name].demanded]:
            self.refuse(
                None,
                "",
                _("The column “%(column)s” is missing.") % {"column": missing[0]},
                _("It tells the rows apart. Take an export as the pattern."),
            )
            return
        self.read_rows()

    @property
    def ignored(self) -> list[str]:
        """The headings of columns that are not read."""
        used = set(self.places.values())
        return [heading for index, heading in enumerate(self.table.headings) if heading and index not in used]

    def read_rows(self) -> None:
        first: dict[Key, int] = {}
        for row in self.table.rows:
            cells = self.read_cells(row)
            if cells is None:
                continue
            key = tuple(cells[name] for name in self.noun.key)
            if first.setdefault(key, row.number) != row.number:
                self.refuse(row.number, self.noun.key[-1], *self.alike(first[key]))
                continue
            self.rows.append(Asked(row.number, key, cells))

    def read_cells(self, row: Row) -> dict[str, str] | None:
        """The row's cells as they would be stored; nothing where one of them is refused."""
        cells, before = {}, len(self.refusals)
        for name, place in self.places.items():
            try:
                cells[name] = self.noun.columns[name].canonical(row.cells[place])
            except CellError as error:
                self.refuse(row.number, name, error.message, error.advice)
        for name in self.noun.key:
            if name not in self.places or cells.get(name) == "":
                cells[name] = "1" if name == "row" else ""
            if cells.get(name) == "" and self.noun.columns[name].demanded:
                self.refuse(row.number, name, *empty())
        if len(self.noun.key) == 1:
            self.handles.add(cells.get(self.noun.key[0], ""))
        return cells if len(self.refusals) == before else None

    def alike(self, first: int) -> tuple[str, str]:
        message = _("This row and row %(first)s name the same record.") % {"first": first}
        if self.noun.is_numbered:
            return message, _("Number rows that are otherwise alike 1, 2, 3 in the column “row”.")
        return message, _("Leave one of them.")

    def refuse(self, row: int | None, name: str, message: str, advice: str) -> None:
        """Names the place of a cell as the reader of the file sees it."""
        place = self.places.get(name)
        letter = get_column_letter(place + 1) if place is not None else ""
        heading = self.table.headings[place] if place is not None else ""
        self.refusals.append(Refusal(message, advice, row, letter, heading, self.noun.name))


def empty() -> tuple[str, str]:
    """What to say of a cell that must be filled."""
    return _("This cell must be filled."), _("Fill it; where nothing is known, leave out the row.")


def read_file(name: str, content: bytes, noun: str = "") -> dict[str, Table]:
    """The tables of a workbook, or the one of a CSV, by the names of nouns. Raises RefusedError.

    ``noun`` says what the one table of a file holds; otherwise its name or its headings tell.
    """
    if not is_xlsx(content):
        table = read_csv(content)
        return {noun or recognised(name.rpartition(".")[0], table): table}
    sheets = read_sheets(content)
    if noun and len(sheets) == 1:
        return {noun: next(iter(sheets.values()))}
    tables = {recognised(title, table): table for title, table in sheets.items()}
    if not tables or len(tables) < len(sheets):
        raise RefusedError(
            Refusal(
                _("This workbook is empty, or two of its sheets hold the same."),
                _("Take an export as the pattern: one sheet for each kind of record."),
            )
        )
    if noun and noun not in tables:
        raise RefusedError(
            Refusal(
                _("No sheet of this workbook is called “%(name)s”.") % {"name": noun},
                _("Call it so, or leave open what the file holds."),
            )
        )
    return {noun: tables[noun]} if noun else tables


def recognised(title: str, table: Table) -> str:
    """The noun of which a sheet or file has the name, or else all headings. Raises RefusedError."""
    if title.casefold() in BY_NAME:
        return title.casefold()
    headings = {fold(heading) for heading in table.headings if heading}
    fitting = [noun.name for noun in NOUNS if headings <= set(noun.columns) and headings.issuperset(noun.key)]
    if len(fitting) != 1:
        raise RefusedError(
            Refusal(
                _("What “%(title)s” holds cannot be recognised.") % {"title": title},
                _("Call it by one of: %(names)s.") % {"names": ", ".join(BY_NAME)},
            )
        )
    return fitting[0]
