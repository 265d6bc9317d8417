"""What the languages' words have in common."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from roadmap.choices import Recurrence

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4} | {  # in Latin letters, then in Cyrillic ones, as they come
    "і": 1,
    "іі": 2,
    "п": 2,
    "ііі": 3,
    "ш": 3,
    "іу": 4,
    "l": 1,  # and in small letters that look alike
    "ll": 2,
    "lll": 3,
    "lv": 4,
}


@dataclass(frozen=True)
class Wordings:
    """How one language writes deadlines.

    ``within`` names a span with its beginning, ``by`` only its end. Of recurring duties, ``until`` names the last year,
    ``during`` the years in which they recur, ``year_end`` the 31st of December; ``next_year`` and ``next_month`` name
    the day after the period's end by which they are due.
    """

    months: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    continuous: tuple[str, ...] = ()
    recurring: dict[str, Recurrence] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    year_end: tuple[str, ...] = ()
    next_year: tuple[str, ...] = ()
    next_month: tuple[str, ...] = ()


def numbered(*words: str) -> dict[str, int]:
    """Words with their numbers, from one; several forms of one are divided by a stroke."""
    return {word: number for number, forms in enumerate(words, start=1) for word in forms.split("|")}


def recurring(
    year: Iterable[str], half: Iterable[str], quarter: Iterable[str], month: Iterable[str]
) -> dict[str, Recurrence]:
    """Words of recurrence with what they mean."""
    return {
        **dict.fromkeys(year, Recurrence.YEAR),
        **dict.fromkeys(half, Recurrence.HALF),
        **dict.fromkeys(quarter, Recurrence.QUARTER),
        **dict.fromkeys(month, Recurrence.MONTH),
    }


def product(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Every word of the first with every one of the second, a space between them."""
    ends = list(after)
    return [f"{start} {end}" for start in before for end in ends]


def converted(wordings: Wordings, convert: Callable[[str], str]) -> Wordings:
    """The same in other letters."""
    return Wordings(**{name: in_other_letters(words, convert) for name, words in vars(wordings).items()})


def in_other_letters(words: Any, convert: Callable[[str], str]) -> Any:
    """One field of the wordings in other letters."""
    if isinstance(words, dict):
        return {convert(word): value for word, value in words.items()}
    return tuple(map(convert, words))
