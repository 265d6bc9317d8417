"""What is wrong with a spreadsheet: where it stands, and what to do about it, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Refusal:
    """One thing that keeps a spreadsheet from being imported. ``row``, ``column`` and ``sheet`` are the file's own."""

    message: str
    advice: str
    row: int | None = None
    column: str = ""
    heading: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return _("Sheet “%(sheet)s”. %(refusal)s") % {"sheet": self.sheet, "refusal": self.in_sheet()}
        return self.in_sheet()

    def in_sheet(self) -> str:
        """What is wrong, with its place in the sheet."""
        words = {
            "row": self.row,
            "column": self.column,
            "heading": self.heading,
            "message": self.message,
            "advice": self.advice,
        }
        if self.row is None:
            return _("%(message)s %(advice)s") % words
        if not self.column:
            return _("Row %(row)s: %(message)s %(advice)s") % words
        return _("Row %(row)s, column %(column)s (%(heading)s): %(message)s %(advice)s") % words


class RefusedError(Exception):
    """A spreadsheet, or what was asked of it, cannot be taken as it is."""

    def __init__(self, refusals: Refusal | Sequence[Refusal]) -> None:
        self.refusals = (refusals,) if isinstance(refusals, Refusal) else tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))
