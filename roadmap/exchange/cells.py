"""Single cells of actions: what a code, a date or a number of days may be."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.exchange.cells import CellError
from roadmap.exchange.deadline_text import ImpossibleDateError, read_date
from roadmap.models.action import check_code
from roadmap.models.deadline import MAX_OFFSET


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
