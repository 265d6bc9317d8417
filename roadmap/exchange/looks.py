"""How the columns of a spreadsheet of actions look: widths, dates as dates, codes as text, long texts wrapped."""

from collections.abc import Mapping

from cooperation.exchange.files import TEXT_FORMAT
from roadmap.exchange.columns import LISTS, TEXTS
from roadmap.exchange.guide import stem
from roadmap.exchange.typed_sheet import DATE_FORMAT, NUMBER_FORMAT, Column

DATES = {
    *("starts_on", "deadline", "original_deadline", "completed_on", "last_reported_on", "on", "known"),
    *("proposed_on", "agreed_on"),
}
NUMBERS = {"offset_days", "slip_days", "percent"}
LONG = {*TEXTS, "reason", "agreed_by"}  # a cell of much text is not shown by every program where its format is text
WIDTHS = {"title": 50, "description": 50, "expected_result": 40, "completion_form": 30, "reason": 50, "agreed_by": 40}
SEVERAL = {*LISTS, "status_by_country"}


def look(column: str, heading: str, listed: Mapping[str, str]) -> Column:
    """A column under its heading; ``listed`` are the cells with what may be chosen in some."""
    known = DATE_FORMAT if column in DATES else NUMBER_FORMAT
    return Column(
        heading,
        width=WIDTHS.get(stem(column), 30 if column in SEVERAL else 16),
        format=known if column in DATES | NUMBERS | LONG else TEXT_FORMAT,
        wraps=column in LONG | SEVERAL | {"deadline_text"},
        choices=listed.get(column, ""),
        only=column not in SEVERAL,
    )
