"""What is read from a spreadsheet of any kind: rows of text, numbered as its reader sees them, and what is hidden."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.errors import Refusal, RefusedError

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_TEXT = 128 * 1024  # letters of a cell
MAX_FULL_SHEETS = 3  # all sheets together may have as many rows as so many full ones
NO_TEXT = re.compile("[\0\ud800-\udfff]")  # null bytes, and halves of surrogate pairs, which no encoding can write


@dataclass(frozen=True)
class Bounds:
    """How much is read of one file; ``cells`` and ``tags`` (opening and closing, of XML) are those of all its parts."""

    size: int
    cells: int
    tags: int


ON_THE_WEB = Bounds(MAX_BYTES, 750_000, 4_000_000)  # read within a few seconds, whatever it is made of
BY_COMMAND = Bounds(100 * 1024 * 1024, 4_000_000, 16_000_000)

Cells = tuple[int, list[str]]  # the number of a row in its file, and its texts


@dataclass(frozen=True)
class Row:
    """One filled row; ``number`` is its number in the file, as the spreadsheet program shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Merge:
    """A merged range, inclusive: rows as numbered in the file, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet: its filled rows without the empty cells at their ends, and what of it is merged or hidden.

    ``hidden_rows`` are numbers of filled rows; ``hidden_columns`` count from 0 and have something written in them.
    """

    title: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False


def filled_rows(rows: Iterable[Cells]) -> Iterator[Row]:
    """Without empty rows and the empty cells at their ends, and within the limits. Raises RefusedError."""
    for number, cells in rows:
        if number > MAX_ROWS:
            raise too_long()
        joined = "".join(cells)
        if not joined or joined.isspace():
            continue
        if "\0" in joined or not is_writable(joined):
            raise no_text(number, cells)
        while not cells[-1] or cells[-1].isspace():
            cells.pop()
        yield Row(number, tuple(cells))


def is_writable(text: str) -> bool:
    """Whether an encoding can write the text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def no_text(number: int, cells: list[str]) -> RefusedError:
    """What to say of a row in which a cell holds what is no text."""
    index, found = next((index, found) for index, cell in enumerate(cells) if (found := NO_TEXT.search(cell)))
    message = (
        _("This cell holds a null byte, which is no text.")
        if "\0" in found.string
        else _("This cell holds a control character, which is no text.")
    )
    return refused_at(number, index, message, _("The file is damaged: save the table anew and try again."))


def too_long(row: int | None = None) -> RefusedError:
    """What to say of a table of too many rows."""
    return RefusedError(
        Refusal(
            _("The table reaches below row %(limit)s.") % {"limit": MAX_ROWS},
            _("Delete the empty rows below the table, or divide it."),
            row,
        )
    )


def too_wide(row: int | None = None) -> RefusedError:
    """What to say of a table of too many columns."""
    return RefusedError(
        Refusal(
            _("The table has more than %(limit)s columns.") % {"limit": MAX_COLUMNS},
            _("Delete the columns that do not belong to it."),
            row,
        )
    )


def far_too_large() -> RefusedError:
    """What to say of a file that holds far more than a table does."""
    return RefusedError(
        Refusal(
            _("This spreadsheet is far larger inside than a table can be."),
            _("Copy the table alone into a new spreadsheet and try again."),
        )
    )


def refused_at(row: int, place: int, message: str, advice: str) -> RefusedError:
    """What to say of a cell before it is known what its column is called; places count from 0."""
    return RefusedError(Refusal(message, advice, row, get_column_letter(place + 1), _("not read")))


def in_sheet(error: RefusedError, title: str) -> RefusedError:
    """The same, with the title of the sheet in which it stands."""
    return RefusedError([replace(refusal, sheet=title) for refusal in error.refusals])
