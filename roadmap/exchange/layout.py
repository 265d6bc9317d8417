"""Where the table stands in a file: its sheet, its headings wherever they are, and what each column is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Row, Sheet
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, OF_A_DAY, SEVERAL, TITLES
from roadmap.exchange.mapping import (
    LESSER,
    Mapped,
    Meaning,
    in_language,
    language_of,
    like,
    meaning_of,
    missing,
    plain,
    stem_of,
    two_alike,
)

SEARCHED = 100  # rows in which headings are looked for
LONGEST = 150  # letters of a heading
STOREYS = 3
DECIDING = {*TITLES, "number", "direction", "deadline_text"}  # two of them are not told apart by their order


@dataclass(frozen=True)
class Layout:
    """The table of a file. ``columns``: our column by the place of theirs, nothing where it is said not to be read.

    ``problem`` is why nothing can be planned; ``unknown`` are the places of which nothing is known.
    """

    sheet: Sheet
    header: tuple[int, ...]
    headings: tuple[str, ...]
    columns: Mapping[int, str]
    languages: Mapping[str, str]
    others: tuple[str, ...] = ()
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
        return "code" not in self.mapped.places

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


class Finder:
    """Finds the table in one sheet; ``known`` are headings by our columns, as asked or remembered."""

    def __init__(self, sheet: Sheet, request: Request) -> None:
        self.sheet, self.request = sheet, request
        self.asked = {plain(theirs): ours for ours, theirs in request.columns.items()}
        self.rows = sheet.rows[:SEARCHED]
        self.scores = {row.number: self.score(row) for row in self.rows}

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading means, as asked, as remembered or as known."""
        if not heading or len(heading) > LONGEST:
            return None
        said = self.asked.get(plain(heading)) or self.request.remembered.get(plain(heading))
        known = meaning_of(heading)
        if said is None:
            return known if known is None or known.column not in self.request.columns else None
        return Meaning(said, known.language if known else language_of(heading))

    def score(self, row: Row) -> int:
        """How many columns the row names; one word alone is a title rather than a heading."""
        found = {meaning.column for cell in row.cells if (meaning := self.meaning(" ".join(cell.split())))}
        filled = sum(bool(cell.strip()) for cell in row.cells)
        return len(found) if len(found) > 1 or filled > 1 or len(self.rows) == 1 else 0

    @property
    def best(self) -> int:
        return max(self.scores.values(), default=0)

    def first_storey(self) -> int:
        """The number of the row in which the headings begin: as answered, that which names most, or the fullest one."""
        if self.request.answers.header is not None:
            return self.request.answers.header
        if self.best:
            return next(number for number, score in self.scores.items() if score == self.best)
        return max(self.rows, key=lambda row: sum(bool(cell.strip()) for cell in row.cells), default=Row(1, ())).number

    def storeys(self, first: int) -> list[Row]:
        """The rows of headings, of which the lower ones stand under merged or half-empty ones."""
        index = next((at for at, row in enumerate(self.sheet.rows) if row.number == first), None)
        if index is None:
            return []
        found = [self.sheet.rows[index]]
        bottom = max((merge.bottom for merge in self.sheet.merges if merge.top <= first <= merge.bottom), default=first)
        for row in self.sheet.rows[index + 1 : index + STOREYS]:
            if row.number > bottom and not self.stands_under(row, found[-1]):
                break
            found.append(row)
        return found

    def stands_under(self, row: Row, upper: Row) -> bool:
        """Whether a row without merged cells divides the headings above it: it fills gaps, and nothing under them."""
        if self.score(upper) < 2 or len(row.cells) < 2:
            return False
        filled = [place for place, cell in enumerate(row.cells) if cell.strip()]
        gaps = {place for place in range(len(row.cells)) if place >= len(upper.cells) or not upper.cells[place].strip()}
        beside = {place - 1 for place in gaps}
        known = {place for place, cell in enumerate(upper.cells) if self.meaning(" ".join(cell.split()))}
        kept = known - beside
        return bool(gaps.intersection(filled)) and gaps.union(beside).issuperset(filled) and bool(kept)

    def headings(self, storeys: Sequence[Row]) -> tuple[str, ...]:
        """One heading a column; what stands above several stands before each of them."""
        width = max((len(row.cells) for row in storeys), default=0)
        above = [self.spread(row, width) for row in storeys[:-1]]
        below = [" ".join(cell.split()) for cell in padded(storeys[-1], width)] if storeys else []
        return tuple(
            " / ".join(dict.fromkeys(part for part in (*(row[place] for row in above), below[place]) if part))
            for place in range(width)
        )

    def spread(self, row: Row, width: int) -> list[str]:
        """Cells of an upper storey, each over all that it is merged across, or over the gaps that follow it."""
        cells = [" ".join(cell.split()) for cell in padded(row, width)]
        merges = [merge for merge in self.sheet.merges if merge.top <= row.number <= merge.bottom]
        for merge in merges:
            for place in range(merge.left + 1, min(merge.right + 1, width)):
                cells[place] = cells[merge.left] if merge.top == row.number else ""
        if not merges:
            for place in range(1, width):
                cells[place] = cells[place] or cells[place - 1]
        return cells


def lay_out(sheets: Sequence[Sheet], request: Request) -> Layout:
    """Finds the table of a file: in the sheet that names most columns. Raises RefusedError where the file is empty."""
    finders = [Finder(sheet, request) for sheet in sheets if sheet.rows]
    if not finders:
        raise RefusedError(Refusal(_("This file is empty."), _("Choose the file that holds the table.")))
    finder = chosen(finders, request)
    first = finder.first_storey()
    storeys = finder.storeys(first)
    headings = finder.headings(storeys)
    meanings = Columns(finder, headings, request)
    return Layout(
        sheet=finder.sheet,
        header=tuple(row.number for row in storeys) or (first,),
        headings=headings,
        columns=meanings.columns,
        languages=meanings.languages,
        others=tuple(other.sheet.title for other in finders if other is not finder),
        problem=meanings.problem(storeys[-1].number if storeys else first),
    )


def chosen(finders: Sequence[Finder], request: Request) -> Finder:
    """The sheet that was named, or else the one that names most columns; hidden ones come last."""
    named = [finder for finder in finders if finder.sheet.title == request.answers.sheet]
    return max(named or finders, key=lambda finder: (finder.best > 1, not finder.sheet.is_hidden, finder.best))


class Columns:
    """Gives the columns of a table their meaning."""

    def __init__(self, finder: Finder, headings: Sequence[str], request: Request) -> None:
        self.headings, self.request = headings, request
        self.columns: dict[int, str] = dict(request.answers.columns)
        self.languages: dict[str, str] = {}
        self.alike: tuple[str, str, str] | None = None
        self.is_of_a_day = {*OF_A_DAY, *EXPORT_ONLY}.issubset(headings)
        found = {place: self.meaning(finder, heading) for place, heading in enumerate(headings)}
        for place, meaning in found.items():
            if meaning and place not in self.columns:
                self.take(place, meaning)
        self.take_lesser_title(found)
        for place, column in self.columns.items():
            self.languages.setdefault(column, language_of(headings[place]) if place < len(headings) else "en")

    def meaning(self, finder: Finder, heading: str) -> Meaning | None:
        """What the whole heading means, or else its lowest storey, or the one above where that may stand often."""
        upper, _slash, lowest = heading.rpartition(" / ")
        found = finder.meaning(heading) or finder.meaning(lowest)
        above = finder.meaning(upper) if upper and not found else None
        return above if above and above.column in SEVERAL else found

    def take(self, place: int, meaning: Meaning) -> None:
        taken = next((at for at, column in self.columns.items() if column == meaning.column), None)
        if taken is not None and meaning.column and meaning.column not in SEVERAL:
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

    def problem(self, row: int) -> Refusal | None:
        """Why nothing can be planned with these columns."""
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


def padded(row: Row, width: int) -> list[str]:
    """The row's cells, with empty ones to a width."""
    return [*row.cells[:width], *[""] * (width - len(row.cells))]
