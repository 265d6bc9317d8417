"""What a deadline's wording means. Wrong is worse than unread: what no form fits as a whole gives no date."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from cooperation.rules.fold import fold
from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_words import ALL, ROMAN, Wordings

YEAR = r"(?:19|20|21)\d\d"
DATE = rf"(?:(?P<iso>{YEAR}-\d\d-\d\d)|(?P<dmy>\d{{1,2}}\.\d{{1,2}}\.{YEAR}))"
CYRILLIC = re.compile(r"[а-яёәғқңөұүһіў]")
WORD = re.compile(r"[^\W\d_]+")
LOOKALIKES = str.maketrans("aceiopxy", "асеіорху")


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


@dataclass(frozen=True)
class Form:
    """One way in which one language writes deadlines."""

    pattern: re.Pattern[str]
    language: Wordings
    kind: str


def forms_of(language: Wordings) -> Iterator[Form]:
    for kind in ("within", "by", "until", "following"):
        for template in getattr(language, kind):
            yield Form(pattern_of(template, language), language, kind)


def pattern_of(template: str, language: Wordings) -> re.Pattern[str]:
    numbers = either(ROMAN | language.numbers) + "|[1-4]"
    values = {
        "year": YEAR,
        "last": YEAR,
        "month": either(language.months),
        "day": r"\d{1,2}",
        "quarter": numbers,
        "to_quarter": numbers,
        "half": numbers,
        "recurring": either(language.recurring),
    }
    pattern = template.replace("{date}", DATE)
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}>{value})", 1)
        pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}_too>{value})")  # a second choice of the same form
    return re.compile(pattern)


def either(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


FORMS = tuple(chain.from_iterable(map(forms_of, ALL)))
CONTINUOUS = frozenset(chain.from_iterable(language.continuous for language in ALL))
RECURRING = {words: recurrence for language in ALL for words, recurrence in language.recurring.items()}


@lru_cache(maxsize=4096)
def read_deadline(wording: str) -> Reading:
    """The meaning of a wording, or an undated reading. Raises ImpossibleDateError."""
    text = plain(wording)
    if text in CONTINUOUS:
        return Reading(Timing.CONTINUOUS)
    if text in RECURRING:
        return Reading(Timing.RECURRING, recurrence=RECURRING[text])
    for form in FORMS:
        if found := form.pattern.fullmatch(text):
            named = {name.removesuffix("_too"): value for name, value in found.groupdict().items() if value}
            return meaning(form, named) or Reading()
    return Reading()


def plain(wording: str) -> str:
    """Folded, with dashes that stand close, Latin letters inside Cyrillic words mended, and no full stop at the end."""
    text = re.sub(r"\s*-\s*", "-", fold(wording)).rstrip(" ;,")
    text = WORD.sub(lambda word: word[0].translate(LOOKALIKES) if CYRILLIC.search(word[0]) else word[0], text)
    return text.removesuffix(".") if not text.endswith(("г.", "ж.")) else text


def meaning(form: Form, named: dict[str, str]) -> Reading | None:
    """The meaning of what a form found; nothing where it makes none."""
    if form.kind == "until":
        due = date(int(named["year"]), 12, 31)
        return Reading(Timing.RECURRING, None, due, Precision.YEAR, form.language.recurring[named["recurring"]])
    if form.kind == "following":
        return following_year(form.language, named)
    span = span_of(form.language, named)
    if span is None:
        return None
    first, last, precision = span
    begins = first if form.kind == "within" and precision != Precision.DAY else None
    return Reading(Timing.DATED, begins, last, precision)


def following_year(language: Wordings, named: dict[str, str]) -> Reading | None:
    """Every year, by a day of January or February of the next one: so many days after the period's end."""
    if language.recurring[named["recurring"]] != Recurrence.YEAR or language.months[named["month"]] > 2:
        return None
    last_day = day_of(2026, language.months[named["month"]], int(named["day"]))  # any year that is not a leap year
    offset = (last_day - date(2025, 12, 31)).days
    return Reading(Timing.RECURRING, precision=Precision.DAY, recurrence=Recurrence.YEAR, offset_days=offset)


def span_of(language: Wordings, named: dict[str, str]) -> tuple[date, date, Precision] | None:
    """First day, last day and precision of what is named."""
    if "iso" in named or "dmy" in named:
        day = read_date(named.get("iso") or named["dmy"])
        return day, day, Precision.DAY
    year = int(named["year"])
    if "day" in named:
        day = day_of(year, language.months[named["month"]], int(named["day"]))
        return day, day, Precision.DAY
    if "month" in named:
        month = language.months[named["month"]]
        return *months(year, month, month), Precision.MONTH
    if "quarter" in named:
        first, last = number(language, named["quarter"]), number(language, named.get("to_quarter", named["quarter"]))
        return (*months(year, first * 3 - 2, last * 3), Precision.QUARTER) if first <= last else None
    if "half" in named:
        half = number(language, named["half"])
        return (*months(year, half * 6 - 5, half * 6), Precision.HALF) if half <= 2 else None
    last_year = int(named.get("last", year))
    return (date(year, 1, 1), date(last_year, 12, 31), Precision.YEAR) if year <= last_year else None


def number(language: Wordings, word: str) -> int:
    return ROMAN.get(word) or language.numbers.get(word) or int(word)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def read_date(text: str) -> date:
    """``2026-12-31`` or ``31.12.2026``. Raises ImpossibleDateError where no calendar has that day, ValueError else."""
    if not re.fullmatch(DATE, text):
        raise ValueError(text)
    parts = text.split("-") if "-" in text else text.split(".")[::-1]
    year, month, day = map(int, parts)
    return day_of(year, month, day)


def day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateError(f"{day}.{month}.{year}") from error
