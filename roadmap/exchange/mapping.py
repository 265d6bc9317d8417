"""Which column of ours a heading means: as asked, answered or remembered, by our names, by known headings."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.rules.fold import fold
from roadmap.exchange.columns import COLUMNS, LANGUAGES, MAPPED
from roadmap.exchange.deadline_plain import mended
from roadmap.exchange.headings import HEADINGS, TITLE_IF_NONE

LIKE = 85  # of 100: how like a known heading another one is before it is suggested
SHORTEST = 6  # letters of a heading that may be like another one by more than chance
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
WORD = re.compile(r"[^\W_]+|[№#]")
NUMBER_SIGNS = {"n", "no", "#"}
ENDING = re.compile(r"(?<=\w{3})(?:лар|лер|дар|дер|тар|тер|lar|ler|ы|и|я|е|а|s)$")
BROKEN_WORD = re.compile(r"[-‐\u00ad]\s+(?=[^\W\d_A-ZА-ЯЁ])|\u00ad")
NUMBER_BEFORE = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})?[.)\s]\s*(?=[^\W\d_])")
BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n;()]\s*|\s+[-–—]\s+")
# What divides a column of bodies without making it another: a country or a side, or a word for bodies.
SIDE = re.compile(
    r"\b(?:respublikasi|республик|uzbek|узбек|ozbek|ўзбек|өзбек|özbek|kazak|казах|қазақ|qozo|қозо|gazag|turkm|туркм|"
    r"түрікм|türkm|кирг|кыргыз|қырғыз|qirg|kyrgyz|gyrgyz|таджик|тожик|тәжік|tojik|tajik|täjik|росси|ресей|rossiya|"
    r"russia|азерб|ozarb|azerb|әзір|сторон|томон|tomon|тарап|tarap|side|party)"
    r"|^(?:руз|рк|рт|рказ|рузб|рф|uz|kz|tm|uzb|kaz|tkm)$"
)
BODIES = re.compile(
    r"^(?:орган|организаци|ведомств|министерств|учрежден|источник|institution|agenc|organi[sz]ation|ministr|source|"
    r"tashkilot|ташкилот|idora|идора|vazirlik|вазирлик|manba|манба|ұйым|мекеме|министрлік|көз|edara|çeşme)"
)
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
        place = self.places[column][0]
        return self.headings[place] if place < len(self.headings) else ""


@dataclass(frozen=True)
class Meaning:
    """A column of ours that a heading means, and the language in which it says so; ``others`` say the same there."""

    column: str
    language: str
    others: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> Meaning | None:
    """What a heading means by our names and by known headings; a language at its end counts, if it is one of ours."""
    if ours := OURS.get(heading.strip()):
        return ours
    found = next((meaning for form in forms(heading) if (meaning := known_as(form))), None)
    return found or in_languages(heading)


def forms(heading: str) -> Iterator[str]:
    """A heading as it stands, without the hyphens of broken words, and without the number before it."""
    yield heading
    whole = BROKEN_WORD.sub("", heading)
    if whole != heading:
        yield whole
    bare = NUMBER_BEFORE.sub("", whole)
    if bare != whole:
        yield bare


def known_as(heading: str) -> Meaning | None:
    if known := KNOWN.get(plain(heading)):
        return Meaning(in_language(known.column, known.language), known.language)
    at_end = LANGUAGE_AT_END.match(fold(heading))
    known = KNOWN.get(plain(at_end["stem"])) if at_end and at_end["language"] in LANGUAGES else None
    return Meaning(in_language(known.column, at_end["language"]), at_end["language"]) if at_end and known else None


def in_languages(heading: str) -> Meaning | None:
    """What a heading means that says the same in several languages, with a line or a stroke between."""
    parts = [part for part in BETWEEN_LANGUAGES.split(BROKEN_WORD.sub("", heading)) if WORD.search(part)]
    if not 1 < len(parts) <= len(LANGUAGES):
        return None
    found = [meaning for part in parts if (meaning := known_as(part))]
    if len(found) < len(parts) or len({stem_of(one.column) for one in found}) > 1:
        return None
    languages = tuple(dict.fromkeys(one.language for one in found))
    return Meaning(found[0].column, languages[0], languages[1:])


def is_division(heading: str) -> bool:
    """Whether a heading below one of bodies only says of which side they are, or that they are bodies."""
    folded = fold(heading)
    return bool(SIDE.search(folded) or BODIES.search(folded))


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
    bare = plain(heading)
    found = process.extractOne(bare, KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
    if not found or len(bare) < SHORTEST:
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
