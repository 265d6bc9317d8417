"""In which rows of a sheet the headings stand, and what they are of each column."""

from collections.abc import Sequence

from cooperation.exchange.sheet import Merge, Row, Sheet
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import EXPORT_ONLY, MAPPED
from roadmap.exchange.mapping import Meaning, language_of, meaning_of, plain

SEARCHED = 100  # rows in which headings are looked for
LONGEST = 150  # letters of a heading
STOREYS = 4
LEAST = 6  # letters of a heading that begins with a digit; fewer are a number or a year
OURS = {*MAPPED, *EXPORT_ONLY}

Storeys = tuple[str, ...]  # the heading of one column, from the upper storey down


class Finder:
    """Finds the headings in one sheet; what they mean is known, remembered or asked for."""

    def __init__(self, sheet: Sheet, request: Request) -> None:
        self.sheet, self.request = sheet, request
        self.asked = {plain(theirs): ours for ours, theirs in request.columns.items()}
        is_ours = len(sheet.rows[0].cells) > 1 and OURS.issuperset(sheet.rows[0].cells)
        self.rows = sheet.rows[: 1 if is_ours else SEARCHED]
        self.is_list = all(filled(row) == 1 for row in self.rows)
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
        """How many columns the row names; one word alone is a title rather than a heading, unless all rows are."""
        found = {meaning.column for cell in row.cells if (meaning := self.meaning(cell.strip()))}
        return len(found) if len(found) > 1 or filled(row) > 1 or self.is_list else 0

    @property
    def best(self) -> int:
        return max(self.scores.values(), default=0)

    def first_storey(self) -> int:
        """The number of the row in which the headings begin: as answered, that which names most, or the fullest one."""
        if self.request.answers.header is not None:
            return self.request.answers.header
        if not self.best:
            return max(self.rows, key=filled, default=Row(1, ())).number
        index = next(at for at, row in enumerate(self.rows) if self.scores[row.number] == self.best)
        while index and self.stands_over(self.rows[index - 1], self.rows[index]):
            index -= 1
        return self.rows[index].number

    def stands_over(self, upper: Row, row: Row) -> bool:
        """Whether the headings begin in an upper row: known ones are merged down from it, or it is divided below."""
        return self.bottom(upper) >= row.number or (not self.merges_of(upper) and self.stands_under(row, upper))

    def merges_of(self, row: Row) -> list[Merge]:
        return [merge for merge in self.sheet.merges if merge.top <= row.number <= merge.bottom]

    def bottom(self, row: Row) -> int:
        """The last row to which a known heading of this row is merged down, or any short one where none is known."""
        starting = [merge for merge in self.merges_of(row) if merge.top == row.number and merge.left < len(row.cells)]
        known = [merge.bottom for merge in starting if self.meaning(row.cells[merge.left].strip())]
        return max((bottom for bottom in known if bottom < row.number + STOREYS), default=row.number)

    def storeys(self, first: int) -> list[Row]:
        """The rows of headings, of which the lower ones stand under merged or half-empty ones."""
        index = next((at for at, row in enumerate(self.sheet.rows) if row.number == first), None)
        if index is None:
            return []
        found = [self.sheet.rows[index]]
        bottom = self.bottom(found[0])
        for row in self.sheet.rows[index + 1 : index + STOREYS]:
            if row.number > bottom and not self.stands_under(row, overlaid(found)):
                break
            found.append(row)
            bottom = max(bottom, self.bottom(row))
        return found

    def stands_under(self, row: Row, upper: Row) -> bool:
        """Whether a row divides the headings above it: it fills gaps and what is beside them, and leaves known ones."""
        if len(row.cells) < 2 or any(cell.strip()[:1].isdigit() and len(cell) < LEAST for cell in row.cells):
            return False
        places = {place for place, cell in enumerate(row.cells) if cell.strip()}
        above = [*upper.cells, *[""] * len(row.cells)]
        gaps = {place for place in places if not above[place].strip()}
        headed = [place for place, cell in enumerate(above) if cell.strip()]
        beside = {max((place for place in headed if place < gap), default=-1) for gap in gaps} & places
        known = {place for place, cell in enumerate(upper.cells) if self.meaning(cell.strip())}
        return len(known) > 1 and bool(gaps) and gaps | beside == places and bool(known - beside) and bool(beside)

    def headings(self, storeys: Sequence[Row]) -> list[Storeys]:
        """The storeys of each column; what stands above several columns stands above each of them."""
        width = max((len(row.cells) for row in storeys), default=0)
        spread = [self.spread(row, overlaid(storeys[at:]), width) for at, row in enumerate(storeys, start=1)]
        columns = zip(*spread, strict=True) if spread else []
        return [tuple(dict.fromkeys(part for part in column if part)) for column in columns]

    def spread(self, row: Row, below: Row, width: int) -> list[str]:
        """Cells of a storey, each over all that it is merged across, or over the gaps that are filled below it."""
        cells = [cell.strip() for cell in padded(row, width)]
        for merge in self.merges_of(row):
            for place in range(merge.left + 1, min(merge.right + 1, width)):
                cells[place] = cells[merge.left] if merge.top == row.number else ""
        if not self.merges_of(row):
            under = padded(below, width)
            for place in range(1, width):
                if under[place].strip() and under[place - 1].strip():
                    cells[place] = cells[place] or cells[place - 1]
        return cells


def filled(row: Row) -> int:
    """How many cells of a row hold something."""
    return sum(bool(cell.strip()) for cell in row.cells)


def padded(row: Row, width: int) -> list[str]:
    """The row's cells, with empty ones to a width."""
    return [*row.cells[:width], *[""] * (width - len(row.cells))]


def overlaid(rows: Sequence[Row]) -> Row:
    """What stands lowest in each column of several rows."""
    width = max((len(row.cells) for row in rows), default=0)
    cells = [""] * width
    for row in rows:
        cells = [cell if cell.strip() else above for cell, above in zip(padded(row, width), cells, strict=True)]
    return Row(rows[0].number if rows else 0, tuple(cells))
