"""What a file leaves open, what was answered, and what was noticed on the way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal

NEW = "+"  # answers of a name: what bears it is made
NOT_READ = ""  # answers of a column: nothing is taken from it
UNDATED = "undated"


@dataclass(frozen=True)
class Question:
    """A text of the file that nobody guesses; ``key`` is that under which its answer is kept.

    ``kind`` names the field of ``Answers``; ``near`` are codes with names that are like it, offered and never taken.
    """

    kind: str
    key: str
    text: str
    rows: tuple[int, ...]
    column: str
    heading: str
    near: tuple[tuple[str, str], ...] = ()
    refusal: Refusal | None = None  # what is wrong with it, where nobody is asked

    def __str__(self) -> str:
        place = _("column %(column)s (%(heading)s), rows %(rows)s") % {
            "column": self.column,
            "heading": self.heading,
            "rows": ", ".join(map(str, self.rows)),
        }
        return f"“{self.text}”: {self.message} ({place})"

    @property
    def message(self) -> str:
        """What is open about the text."""
        if self.refusal:
            return self.refusal.message
        return _("This wording gives no date; it is kept as it stands.")


@dataclass(frozen=True)
class Note:
    """What was done to a cell or a row, or what a careful reader looks at; it keeps nothing from being imported."""

    kind: str
    message: str
    row: int | None = None
    column: str = ""
    heading: str = ""

    def __str__(self) -> str:
        if self.row is None:
            return self.message
        words = {"row": self.row, "column": self.column, "heading": self.heading, "message": self.message}
        if not self.column:
            return _("Row %(row)s: %(message)s") % words
        return _("Row %(row)s, column %(column)s (%(heading)s): %(message)s") % words


@dataclass(frozen=True)
class Answers:
    """What was said of a file, as an import keeps it.

    ``columns``: our column, or nothing, by the place of theirs. ``deadlines``: the cells of a deadline by its wording.
    ``institutions`` and ``directions``: a code, or ``NEW``, by the folded name.
    """

    sheet: str | None = None
    header: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    deadlines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    institutions: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Answers":
        """From the JSON in which an import keeps them."""
        columns = {int(place): column for place, column in kept.get("columns", {}).items()}
        return cls(**{**kept, "columns": columns})

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), "columns": {str(place): column for place, column in self.columns.items()}}
