"""What a deadline's wording means. Wrong is worse than unread: what no form fits as a whole gives no date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_forms import CONTINUOUS, FORMS, RECURRING, YEAR, Form
from roadmap.exchange.deadline_plain import joined, plain
from roadmap.exchange.deadline_words.wordings import ROMAN, Wordings

CELL = re.compile(rf"{YEAR}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.{YEAR}")
MOST_WORDS = 12  # that a wording with a recurrence has before or after it
Span = tuple[date, date, Precision]


class ImpossibleDateError(ValueError):
    """The wording names a day that no calendar has."""


@dataclass(frozen=True)
class Reading:
    """A wording's meaning; ``due`` is the last day that it means, and ``offset_days`` belong to a recurring duty."""

    timing: Timing = Timing.UNDATED
    starts_on: date | None = None
    due: date | None = None
    precision: Precision | None = None
    recurrence: Recurrence | None = None
    offset_days: int = 0


@lru_cache(maxsize=4096)
def read_deadline(wording: str) -> Reading:
    """The meaning of a wording, or an undated reading. Raises ImpossibleDateError."""
    reading = meaning_of(plain(wording))
    whole = joined(wording)
    return meaning_of(plain(whole)) if reading == Reading() and whole != wording else reading


def meaning_of(text: str) -> Reading:
    """The meaning of a plain wording, by one form or by two beside each other. Raises ImpossibleDateError."""
    reading = meaning_by_form(text)
    return repeated(text) if reading == Reading() else reading


def repeated(text: str) -> Reading:
    """The meaning of words of recurrence with another wording after them, or a span before them; also in brackets."""
    words = text.split(" ")
    for count in range(1, min(len(words), MOST_WORDS)):
        first, second = (" ".join(half).strip(" ,:;()") for half in (words[:count], words[count:]))
        ways = []
        if first in RECURRING:
            ways = [meaning_by_form(f"{first} {second}"), repeated_in(second, RECURRING[first])]
        elif second in RECURRING:
            ways = [repeated_in(first, RECURRING[second])]
        for reading in ways:
            if reading != Reading():
                return reading
    return Reading()


def repeated_in(text: str, recurrence: Recurrence) -> Reading:
    """The meaning of a duty that recurs in a span, where the span has more than one of its periods."""
    span = meaning_by_form(text.removeprefix("of "))
    if span.timing != Timing.DATED or span.starts_on is None or span.due is None:
        return Reading()
    length = (span.due.year - span.starts_on.year) * 12 + span.due.month - span.starts_on.month + 1
    if length < 2 * recurrence.months:
        return Reading()
    return Reading(Timing.RECURRING, span.starts_on, span.due, span.precision, recurrence)


def meaning_by_form(text: str) -> Reading:
    """The meaning of a plain wording, where one form fits the whole of it. Raises ImpossibleDateError."""
    if text in CONTINUOUS:
        return Reading(Timing.CONTINUOUS)
    if text in RECURRING:
        return Reading(Timing.RECURRING, recurrence=RECURRING[text])
    for form in FORMS:
        if named := form.found_in(text):
            return meaning(form, named) or Reading()
    return Reading()


def meaning(form: Form, named: dict[str, str]) -> Reading | None:
    """The meaning of what a form found; nothing where it makes none."""
    if "recurring" in named:
        return recurring_meaning(form, named, form.language.recurring[named["recurring"]])
    span = range_of(form.language, named)
    if span is None:
        return None
    first, last, precision = span
    return Reading(Timing.DATED, first if form.kind == "within" and first < last else None, last, precision)


def recurring_meaning(form: Form, named: dict[str, str], recurrence: Recurrence) -> Reading | None:
    """The meaning of a duty that recurs; nothing where it cannot be told as so many days after the period's end."""
    if form.kind in ("until", "during"):
        return recurring_in(range_of(form.language, named), form.kind, recurrence)
    offset = offset_of(form, named, recurrence)
    if offset is None:
        return None
    return Reading(Timing.RECURRING, precision=Precision.DAY, recurrence=recurrence, offset_days=offset)


def recurring_in(span: Span | None, kind: str, recurrence: Recurrence) -> Reading | None:
    """A duty that recurs until the end of a span, or in it; a day may also be the one on which it is due each time."""
    if span is None or (span[2] == Precision.DAY and (span[1].month, span[1].day) != (12, 31)):
        return None
    return Reading(Timing.RECURRING, span[0] if kind == "during" else None, span[1], span[2], recurrence)


def offset_of(form: Form, named: dict[str, str], recurrence: Recurrence) -> int | None:
    """Days from the end of a period to the day named, where they are always as many."""
    day = int(named["day"])
    if form.kind == "next_month":
        return day if 1 <= day <= 28 and recurrence != Recurrence.YEAR else None
    if recurrence != Recurrence.YEAR:
        return None
    month = form.language.months[named["month"]]
    if form.kind == "year_end":
        return 0 if (month, day) == (12, 31) else None
    last_day = day_of(2026, month, day)  # any year that is not a leap year
    return (last_day - date(2025, 12, 31)).days if month <= 2 else None


def range_of(language: Wordings, named: dict[str, str]) -> Span | None:
    """First day, last day and precision from what is named to what is named as the end, if there is one."""
    span = span_of(language, named)
    ends = {name.removeprefix("to_"): value for name, value in named.items() if name.startswith("to_")}
    if span is None or not ends:
        return span
    last = span_of(language, named | ends)
    if last is None or last[2] != span[2] or last[1] < span[1]:
        return None
    return span[0], last[1], span[2]


def span_of(language: Wordings, named: dict[str, str]) -> Span | None:
    """First day, last day and precision of what is named."""
    if "date" in named:
        day = day_in_figures(named["date"])
        return day, day, Precision.DAY
    year = int(named["year"])
    if "quarter" in named or "half" in named:
        return part_of(year, language, named)
    if "month" not in named and "month_figures" not in named:
        return *months(year, 1, 12), Precision.YEAR
    month = int(named.get("month_figures") or language.months[named["month"]])
    if "day" not in named:
        return *months(year, month, month), Precision.MONTH
    day = day_of(year, month, int(named["day"]))
    return day, day, Precision.DAY


def part_of(year: int, language: Wordings, named: dict[str, str]) -> Span | None:
    """A quarter, or a half-year if there is such a one."""
    if "quarter" in named:
        quarter = number(language, named["quarter"])
        return *months(year, quarter * 3 - 2, quarter * 3), Precision.QUARTER
    half = number(language, named["half"])
    return (*months(year, half * 6 - 5, half * 6), Precision.HALF) if half <= 2 else None


def number(language: Wordings, word: str) -> int:
    return ROMAN.get(word) or language.numbers.get(word) or int(word)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def read_date(text: str) -> date:
    """``2026-12-31`` or ``31.12.2026``. Raises ImpossibleDateError where no calendar has that day, ValueError else."""
    if not CELL.fullmatch(text):
        raise ValueError(text)
    return day_in_figures(text)


def day_in_figures(text: str) -> date:
    """The day of which year, month and day stand in this order or the other. Raises ImpossibleDateError."""
    first, month, last = map(int, re.split(r"\D+", text))
    return day_of(first, month, last) if first > 99 else day_of(last, month, first)


def day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateError(f"{day}.{month}.{year}") from error
