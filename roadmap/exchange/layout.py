"""Where the table stands in a file: its sheet, its headings wherever they are, and what each column is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Row, Sheet
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, OF_A_DAY, SEVERAL, TITLES
from roadmap.exchange.heading_rows import Finder, Storeys
from roadmap.exchange.mapping import (
    LESSER,
    OURS,
    Mapped,
    Meaning,
    in_language,
    is_division,
    language_of,
    like,
    meaning_of,
    missing,
    plain,
    stem_of,
    two_alike,
)

SAMPLE = 50  # rows in which it is seen what a column holds
NUMBER = re.compile(r"\s*(?:№\s*)?\d{1,3}(?:\.\d{1,3})*[.)]?\s*")
DECIDING = {*TITLES, "number", "direction", "deadline_text"}  # two of them are not told apart by their order


@dataclass(frozen=True)
class Layout:
    """The table of a file. ``columns``: our column by the place of theirs, nothing where it is said not to be read.

    ``named`` is every storey of the headings, plain; ``problem`` is why nothing can be planned; ``unknown`` are the
    places of which nothing is known.
    """

    sheet: Sheet
    header: tuple[int, ...]
    headings: tuple[str, ...]
    columns: Mapping[int, str]
    languages: Mapping[str, str]
    others: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    problem: Refusal | None = None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What stands below the headings."""
        last = max(self.header, default=0)
        first = next((index for index, row in enumerate(self.sheet.rows) if row.number > last), len(self.sheet.rows))
        return self.sheet.rows[first:]

    @cached_property
    def mapped(self) -> Mapped:
        places: dict[str, tuple[int, ...]] = {}
        for place, column in sorted(self.columns.items()):
            if column:
                places[column] = (*places.get(column, ()), place)
        return Mapped(self.headings, places, self.languages)

    @property
    def is_printed(self) -> bool:
        """Whether it is a plan as ministries print them: numbered, with sections, and without codes that stay."""
        if "code" not in self.mapped.places:
            return True
        heading = self.mapped.heading("code")
        known = meaning_of(heading)
        return heading not in OURS and known is not None and known.column == "code"

    @cached_property
    def unknown(self) -> tuple[int, ...]:
        return tuple(
            place
            for place, heading in enumerate(self.headings)
            if heading and place not in self.columns and heading not in EXPORT_ONLY
        )

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of columns that are not read, apart from those that only go out."""
        return tuple(
            heading
            for place, heading in enumerate(self.headings)
            if heading and not self.columns.get(place) and heading not in EXPORT_ONLY
        )

    @cached_property
    def suggested(self) -> dict[int, str]:
        """What unknown headings are like: to be offered, and never taken."""
        found = ((place, like(self.headings[place])) for place in self.unknown)
        return {place: column for place, column in found if column}


def lay_out(sheets: Sequence[Sheet], request: Request) -> Layout:
    """Finds the table of a file: in the sheet that names most columns. Raises RefusedError where the file is empty."""
    finders = [Finder(sheet, request) for sheet in sheets if sheet.rows]
    if not finders:
        raise RefusedError(Refusal(_("This file is empty."), _("Choose the file that holds the table.")))
    finder = chosen(finders, request)
    first = finder.first_storey()
    storeys = finder.storeys(first)
    columns = finder.headings(storeys)
    headings = tuple(" / ".join(" ".join(storey.split()) for storey in column) for column in columns)
    meanings = Columns(finder, columns, headings, storeys[-1].number if storeys else first)
    return Layout(
        sheet=finder.sheet,
        header=tuple(row.number for row in storeys) or (first,),
        headings=headings,
        columns=meanings.columns,
        languages=meanings.languages,
        others=tuple(other.sheet.title for other in finders if other is not finder),
        named=frozenset({plain(text) for text in headings if text}.union(*(map(plain, one) for one in columns))),
        problem=meanings.problem(),
    )


def chosen(finders: Sequence[Finder], request: Request) -> Finder:
    """The sheet that was named, or else the one that names most columns; hidden ones come last."""
    named = [finder for finder in finders if finder.sheet.title == request.answers.sheet]
    return max(named or finders, key=lambda finder: (finder.best > 1, not finder.sheet.is_hidden, finder.best))


class Columns:
    """Gives the columns of a table their meaning."""

    def __init__(self, finder: Finder, columns: Sequence[Storeys], headings: Sequence[str], row: int) -> None:
        self.finder, self.request, self.headings, self.row = finder, finder.request, headings, row
        self.sample = [one for one in finder.sheet.rows[: SAMPLE * 2] if one.number > row][:SAMPLE]
        self.columns: dict[int, str] = dict(self.request.answers.columns)
        self.languages: dict[str, str] = {}
        self.alike: tuple[str, str, str] | None = None
        self.is_of_a_day = {*OF_A_DAY, *EXPORT_ONLY}.issubset(headings)
        found = {place: self.meaning(column, headings[place], place) for place, column in enumerate(columns)}
        for place, meaning in found.items():
            if meaning and place not in self.columns:
                self.take(place, meaning)
        self.take_lesser_title(found)
        self.take_bare_number()
        for place, column in self.columns.items():
            self.languages.setdefault(column, language_of(headings[place]) if place < len(headings) else "en")

    def meaning(self, storeys: Storeys, whole: str, place: int) -> Meaning | None:
        """What the whole heading means, or else its lowest storey, or one above that is only divided by those below."""
        if not storeys:
            return None
        found = self.finder.meaning(whole) or self.finder.meaning(storeys[-1])
        above = [meaning for storey in storeys[:-1] if (meaning := self.finder.meaning(storey))]
        if found and found.column in TITLES and any(one.column not in (*TITLES, "direction") for one in above):
            return None  # a name, but of something else
        if not found and above and above[-1].column in SEVERAL and is_division(storeys[-1]):
            found = above[-1]
        return self.in_language_of_cells(found, place) if found and found.others else found

    def in_language_of_cells(self, meaning: Meaning, place: int) -> Meaning:
        """Of the languages of a heading, that in which the column is written."""
        texts = " ".join(row.cells[place] for row in self.sample if place < len(row.cells))
        written = language_of(texts)
        if written not in meaning.others:
            return meaning
        stem = stem_of(meaning.column) if in_language(stem_of(meaning.column), written) in COLUMNS else meaning.column
        return Meaning(in_language(stem, written), written)

    def take(self, place: int, meaning: Meaning) -> None:
        taken = next((at for at, column in self.columns.items() if column == meaning.column), None)
        if taken is not None and meaning.column and meaning.column not in SEVERAL:
            if taken in self.request.answers.columns:
                return  # it was said which of them counts
            if self.is_ours or meaning.column in DECIDING:
                self.alike = self.alike or (meaning.column, self.headings[taken], self.headings[place])
            return  # of a printed plan, what is said twice of less is asked
        self.columns[place] = meaning.column
        self.languages.setdefault(meaning.column, meaning.language)

    def take_lesser_title(self, found: Mapping[int, Meaning | None]) -> None:
        """Where nothing else is the title, a heading that else stands beside one is."""
        if self.is_ours or not set(TITLES).isdisjoint(self.columns.values()):
            return
        lesser = [
            (rank, place, meaning)
            for place, meaning in found.items()
            if meaning and (rank := LESSER.get(plain(stem_of(self.headings[place]))))
        ]
        for _rank, place, meaning in sorted(lesser, key=lambda one: one[:2])[:1]:
            self.columns[place] = in_language("title", meaning.language)
            self.languages[self.columns[place]] = meaning.language

    def take_bare_number(self) -> None:
        """A column of numbers without a heading, before the title, is the number where nothing else is."""
        titles = [place for place, column in self.columns.items() if column in TITLES]
        if not titles or not {"number", "code"}.isdisjoint(self.columns.values()):
            return
        for place in range(min(titles)):
            texts = [row.cells[place] for row in self.sample if place < len(row.cells) and row.cells[place].strip()]
            numbers = [text for text in texts if NUMBER.fullmatch(text)]
            if not self.headings[place] and len(numbers) > 1 and len(numbers) * 2 > len(texts):
                self.columns[place] = "number"
                return

    def problem(self) -> Refusal | None:
        """Why nothing can be planned with these columns."""
        row = self.row
        taken = set(self.columns.values())
        by_heading = {plain(heading) for heading in self.headings}
        lacking = next((theirs for theirs in self.request.columns.values() if plain(theirs) not in by_heading), None)
        if self.is_of_a_day:
            return Refusal(
                _("This file shows the actions as they stood on another day."),
                _("Export them as they stand today, and make your changes in that file."),
                row,
            )
        if lacking is not None:
            return missing(lacking, self.headings, row)
        if self.alike:
            return two_alike(*self.alike, row)
        has_title = not taken.isdisjoint(TITLES)
        if "code" not in taken and (not has_title or self.is_ours):
            return missing("code" if self.is_ours else "title", self.headings, row)
        return None

    @property
    def is_ours(self) -> bool:
        """Whether the headings are the names of our columns, so that the code was forgotten or taken away."""
        return any("_" in heading and heading in COLUMNS for heading in self.headings)
