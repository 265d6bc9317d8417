"""Dates that are not fully known: a range of days with the wording of the source. No day is ever invented."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "range", "unknown"]

WRITTEN = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True)
class PartialDate:
    """The earliest and the latest day that a date can mean; neither means that it is not known."""

    earliest: date | None = None
    latest: date | None = None
    wording: str = ""

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("The earliest day is after the latest.")

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def __str__(self) -> str:
        """As it is written in a cell: 2024, 2024-02, 2024-02-11, 2024-02-11/2024-02-17, /2018-12-31; empty: unknown."""
        first, last = self.earliest, self.latest
        if first and last:
            if self.precision == "year":
                return f"{first.year:04}"
            if self.precision == "month":
                return f"{first.year:04}-{first.month:02}"
            if self.precision == "day":
                return first.isoformat()
        if not self:
            return ""
        return f"{first.isoformat() if first else ''}/{last.isoformat() if last else ''}"

    @property
    def precision(self) -> Precision:
        """How much of it is known."""
        first, last = self.earliest, self.latest
        if not self:
            return "unknown"
        if first is None or last is None:
            return "range"
        if first == last:
            return "day"
        if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            return "year"
        if (first, last) == whole_month(first):
            return "month"
        return "range"

    @property
    def sort_key(self) -> tuple[date, date]:
        """Dates sort by their earliest day; what is not known comes last."""
        return (self.earliest or self.latest or date.max, self.latest or date.max)

    def surely_by(self, day: date) -> bool:
        """Whether it has certainly happened by the end of a day."""
        return self.latest is not None and self.latest <= day

    def maybe_by(self, day: date) -> bool:
        """Whether it may have happened by the end of a day."""
        return self.earliest is None or self.earliest <= day


def whole_month(day: date) -> tuple[date, date]:
    """The first and the last day of the month in which a day lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def parse(text: str, wording: str = "") -> PartialDate:
    """Reads what ``str`` writes. Raises ValueError for anything else."""
    text = text.strip()
    if "/" in text:
        first, _, last = text.partition("/")
        return PartialDate(
            _bounds(first)[0] if first.strip() else None, _bounds(last)[1] if last.strip() else None, wording
        )
    if not text:
        return PartialDate(wording=wording)
    return PartialDate(*_bounds(text), wording)


def _bounds(text: str) -> tuple[date, date]:
    match = WRITTEN.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date like 2024, 2024-02 or 2024-02-11.")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return whole_month(date(year, month, 1))
    return date(year, month, day), date(year, month, day)
