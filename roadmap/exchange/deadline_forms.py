"""The forms in which the languages write deadlines, as patterns, and what a form has found in a wording."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain

from roadmap.exchange.deadline_words import ALL
from roadmap.exchange.deadline_words.wordings import ROMAN, Wordings

YEAR = r"(?:19|20|21)\d\d"
DAY_FIRST = (
    rf"(?:1[3-9]|2\d|3[01])(?:/(?:0?[1-9]|1[0-2])/|-(?:0[1-9]|1[0-2])-){YEAR}"  # where no month could come first
)
DATE = rf"{YEAR}(?:-\d\d-|\.\d\d\.|/\d\d/)\d\d|\d{{1,2}}(?:\.\d{{1,2}}\.|\. \d{{1,2}}\. ){YEAR}|{DAY_FIRST}"
PLACE = re.compile(r"<([a-z_]+)>")
WORDS = ("months", "numbers", "continuous", "recurring")


@dataclass(frozen=True)
class Form:
    """One way in which one language writes deadlines; ``kind`` is the field of its wordings in which it stands."""

    template: str
    language: Wordings
    kind: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when the first wording is read, which most processes never do."""
        return pattern_of(self.template, self.language)

    def found_in(self, text: str) -> dict[str, str] | None:
        """What the wording names, where the form fits the whole of it."""
        found = self.pattern.fullmatch(text)
        return found and {name.rstrip("0123456789"): value for name, value in found.groupdict().items() if value}


def forms_of(language: Wordings) -> Iterator[Form]:
    for kind in (each.name for each in fields(Wordings) if each.name not in WORDS):
        for template in getattr(language, kind):
            yield Form(template, language, kind)


def pattern_of(template: str, language: Wordings) -> re.Pattern[str]:
    """A template as a pattern; a place that has two choices has two names, of which one is numbered."""
    number = f"{either(ROMAN | language.numbers)}|[1-4]"
    values = {
        "year": YEAR,
        "month": either(language.months),
        "day": r"\d{1,2}",
        "quarter": number,
        "half": number,
        "date": DATE,
        "month_figures": "0[1-9]|1[0-2]",
        "recurring": either(language.recurring),
    }
    seen: dict[str, int] = {}

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name] if seen[name] > 1 else ''}>{values[name.removeprefix('to_')]})"

    return re.compile(PLACE.sub(filled, template))


def either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


FORMS = tuple(chain.from_iterable(map(forms_of, ALL)))
CONTINUOUS = frozenset(chain.from_iterable(language.continuous for language in ALL))
RECURRING = {words: recurrence for language in ALL for words, recurrence in language.recurring.items()}
