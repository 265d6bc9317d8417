"""Single cells: what a text, a date or a choice may be."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from roadmap.exchange.deadline_text import ImpossibleDateError, read_date
from roadmap.models.action import check_code
from roadmap.models.deadline import MAX_OFFSET

# Control characters but tab and line feed, halves of surrogate pairs, and what XML and so XLSX cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class CellError(ValueError):
    """A cell that cannot be taken: what is wrong with it, and what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message, self.advice = message, advice


def normal(text: str | None) -> str:
    """Text in the one form in which it is compared and kept: composed letters, plain line ends, no space around it."""
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", plain).strip()


def text(cell: str, max_length: int | None = None) -> str:
    """The cell's text. Raises CellError where it is too long or holds what is no text."""
    if CONTROL.search(cell):
        raise CellError(
            _("This cell holds a control character, which is no text."),
            _("Type the cell's text anew, or remove the character."),
        )
    plain = normal(cell)
    if max_length is not None and len(plain) > max_length:
        raise CellError(
            _("This text has %(length)s characters; at most %(limit)s fit.")
            % {"length": len(plain), "limit": max_length},
            _("Shorten it; details belong in the description."),
        )
    return plain


def code(cell: str) -> str:
    """The code of a new action, which also stands in its address. Raises CellError."""
    try:
        check_code(cell)
    except ValidationError as error:
        advice = _("Use letters, digits, spaces, dots, commas, brackets, plus signs and dashes.")
        raise CellError(error.message, advice) from None
    return cell


def day(cell: str) -> date | None:
    """A date in one of two forms, or nothing. Raises CellError where it is neither, or no calendar has it."""
    if not cell:
        return None
    try:
        return read_date(cell)
    except ImpossibleDateError:
        raise impossible_date(cell) from None
    except ValueError:
        raise CellError(
            _("“%(cell)s” is not a date that can be read.") % {"cell": cell},
            _("Write it as 2026-12-31 or 31.12.2026; a wording belongs in the column deadline_text."),
        ) from None


def impossible_date(cell: str) -> CellError:
    return CellError(
        _("“%(cell)s” is an impossible date: no calendar has that day.") % {"cell": cell},
        _("Look it up in the plan and write the day that is meant."),
    )


def choice(cell: str, choices: type[TextChoices], empty: str = "") -> str:
    """A stored value of a choice; ``empty`` for an empty cell. Raises CellError."""
    value = cell.casefold()
    if not value:
        return empty
    if value not in choices.values:
        raise CellError(
            _("“%(cell)s” is not one of the values of this column.") % {"cell": cell},
            _("Write one of: %(values)s.") % {"values": ", ".join(choices.values)},
        )
    return value


def whole_number(cell: str) -> int:
    """A number of days; none for an empty cell. Raises CellError."""
    if not cell:
        return 0
    if not cell.isascii() or not cell.isdigit() or int(cell) > MAX_OFFSET:
        raise CellError(
            _("“%(cell)s” is not a number of days.") % {"cell": cell},
            _("Write a whole number from 0 to %(limit)s.") % {"limit": MAX_OFFSET},
        )
    return int(cell)
