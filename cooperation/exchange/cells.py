"""Single cells: what a text or a choice may be."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _

SEPARATOR = "; "
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


def choice(cell: str, choices: type[TextChoices], empty: str = "") -> str:
    """A stored value of a choice; ``empty`` for an empty cell. Raises CellError."""
    return one_of(cell, values_of(choices), empty)


@cache
def values_of(choices: type[TextChoices]) -> tuple[str, ...]:
    """What Django makes anew whenever it is asked, of which a long table asks a hundred thousand times."""
    return tuple(choices.values)


def one_of(cell: str, values: Sequence[str], empty: str = "") -> str:
    """One of these values, in any case; ``empty`` for an empty cell. Raises CellError."""
    value = cell.casefold()
    if not value:
        return empty
    if value not in values:
        raise CellError(
            _("“%(cell)s” is not one of the values of this column.") % {"cell": cell},
            _("Write one of: %(values)s.") % {"values": ", ".join(values)},
        )
    return value


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return SEPARATOR.join(values)


def split(cell: str) -> list[str]:
    """The values of a cell, each once, in their order."""
    return list(dict.fromkeys(value for value in (part.strip() for part in cell.split(";")) if value))
