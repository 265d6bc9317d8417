"""Which column of ours a heading means: as asked, answered or remembered, by our names, by known headings."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.rules.fold import fold
from roadmap.exchange.columns import COLUMNS, LANGUAGES, MAPPED
from roadmap.exchange.deadline_plain import mended
from roadmap.exchange.headings import HEADINGS, TITLE_IF_NONE

LIKE = 85  # of 100: how like a known heading another one is before it is suggested
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
WORD = re.compile(r"[^\W_]+|[№#]")
NUMBER_SIGNS = {"n", "no", "#"}
ENDING = re.compile(r"(?<=\w{3})(?:лар|лер|дар|дер|тар|тер|lar|ler|ы|и|я|е|а|s)$")
LANGUAGE_AT_END = re.compile(r"^(?P<stem>.+?)[_ ]\(?(?P<language>[a-z]{2})\)?$")
# Letters that only these languages have; what Uzbek and Kazakh share in Cyrillic decides nothing.
LETTERS = (
    ("kk", re.compile("[әіңүұөһ]")),
    ("uz", re.compile("[ўҳқғ]|[og][ʻʼ‘’`]")),
    ("tk", re.compile("[äňýžşö]")),
    ("ru", re.compile("[а-яё]")),
)


@dataclass(frozen=True)
class Mapped:
    """Where each of our columns stands in the file; ``languages`` are those that the headings show."""

    headings: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    languages: Mapping[str, str] = field(default_factory=dict)

    def letter(self, column: str) -> str:
        return get_column_letter(self.places[column][0] + 1)

    def heading(self, column: str) -> str:
        return self.headings[self.places[column][0]]


@dataclass(frozen=True)
class Meaning:
    """A column of ours that a heading means, and the language in which it says so."""

    column: str
    language: str


def plain(heading: str) -> str:
    """A heading for comparing: without case, brackets, spaces, marks and endings of number, in one alphabet."""
    bare = BRACKETS.sub(" ", heading)
    words = WORD.findall(fold(bare if WORD.search(bare) else heading))
    joined = "".join("№" if word in NUMBER_SIGNS else ENDING.sub("", word) for word in words)
    return re.sub(".+", mended, joined)


def in_language(column: str, language: str) -> str:
    """A column with its language, if it is kept by language."""
    return f"{column}_{language}" if f"{column}_{language}" in COLUMNS else column


# A language is taken by its own heading before it is taken by a likeness: «Код» is one heading in three languages.
KNOWN = {
    plain(heading): Meaning(column, language)
    for column, by_language in reversed(HEADINGS.items())
    for language, headings in reversed(by_language.items())
    for heading in headings
}
OURS = {
    column: Meaning(column, at_end["language"] if (at_end := LANGUAGE_AT_END.match(column)) else "en")
    for column in MAPPED
}
LESSER = {plain(heading): rank for rank, heading in enumerate(TITLE_IF_NONE, start=1)}


def meaning_of(heading: str) -> Meaning | None:
    """What a heading means by our names and by known headings; a language at its end counts, if it is one of ours."""
    if ours := OURS.get(heading.strip()):
        return ours
    if known := KNOWN.get(plain(heading)):
        return Meaning(in_language(known.column, known.language), known.language)
    at_end = LANGUAGE_AT_END.match(fold(heading))
    known = KNOWN.get(plain(at_end["stem"])) if at_end and at_end["language"] in LANGUAGES else None
    return Meaning(in_language(known.column, at_end["language"]), at_end["language"]) if at_end and known else None


def stem_of(heading: str) -> str:
    """A heading without the language at its end."""
    at_end = LANGUAGE_AT_END.match(fold(heading))
    return at_end["stem"] if at_end else heading


def language_of(text: str) -> str:
    """The language that a text's letters show: of several that share them, the one that plans use most."""
    at_end = LANGUAGE_AT_END.match(fold(text))
    if at_end and at_end["language"] in LANGUAGES:
        return at_end["language"]
    lowered = text.casefold()
    return next((language for language, letters in LETTERS if letters.search(lowered)), "en")


def like(heading: str) -> str:
    """The column whose known headings are most like this one, to be suggested; nothing where none is like it."""
    found = process.extractOne(plain(heading), KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
    if not found:
        return ""
    known = KNOWN[found[0]]
    return in_language(known.column, known.language)


def read_map(text: str) -> dict[str, str]:
    """``code=Code,"lead=Led by, mainly"`` as our columns and theirs. Raises RefusedError."""
    asked: dict[str, str] = {}
    for pair in next(csv.reader([text], skipinitialspace=True), []):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if ours not in MAPPED or not equals or not theirs:
            raise RefusedError(
                Refusal(
                    _("“%(pair)s” names no column of ours and theirs.") % {"pair": pair},
                    _("Write our_column=their_column, with commas between; ours are: %(columns)s.")
                    % {"columns": ", ".join(MAPPED)},
                )
            )
        asked[ours] = theirs
    return asked


def missing(column: str, headings: Sequence[str], row: int | None = None) -> Refusal:
    return Refusal(
        _("This file has no column “%(column)s”.") % {"column": column},
        _("Its columns are: %(columns)s.") % {"columns": ", ".join(heading for heading in headings if heading)},
        row,
    )


def two_alike(column: str, first: str, second: str, row: int | None = None) -> Refusal:
    return Refusal(
        _("Both “%(first)s” and “%(second)s” may be the column “%(column)s”.")
        % {"first": first, "second": second, "column": column},
        _("Rename one of them."),
        row,
    )
