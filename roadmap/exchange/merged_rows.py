"""Merged cells of a printed plan: what is merged down holds in each row, and a merged name makes one action of them."""

from collections import defaultdict

from cooperation.exchange.sheet import Merge
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan_rows import Line, Places


class MergedRows:
    """``continued`` are the rows that are part of the action above: a cell that names it is merged down to them."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self.layout, self.places = layout, places
        self.rows = {row.number: row.cells for row in layout.rows}
        self.across: dict[int, dict[int, int]] = defaultdict(dict)
        self.down: list[Merge] = []
        for merge in layout.sheet.merges:
            if merge.top == merge.bottom:
                self.across[merge.top][merge.left] = merge.right
            elif merge.top in self.rows:
                self.down.append(merge)
        self.continued = {
            row
            for merge in self.down
            if merge.left in places.naming and merge.left == merge.right
            for row in range(merge.top + 1, min(merge.bottom, max(self.rows)) + 1)
            if row in self.rows and not self.has_name_of_its_own(row, merge)
        }

    def has_name_of_its_own(self, row: int, merge: Merge) -> bool:
        """Whether a row has its own number although its title is merged, so that it is an action of its own."""
        cells = self.rows[row]
        return merge.left in self.places.titles and any(
            place < len(cells) and cells[place].strip() for place in self.places.number
        )

    def is_across(self, line: Line) -> bool:
        """Whether the title of a row is merged across what else would be said of it."""
        return any(
            not self.places.content.isdisjoint(range(left + 1, right + 1))
            for left, right in self.across.get(line.row, {}).items()
        )

    def lines(self) -> list[Line]:
        """The rows, each with what is merged down to it from above."""
        for merge in self.down:
            self.fill(merge)
        return [Line(row, cells, self.places, self.width(row, cells)) for row, cells in self.rows.items()]

    def fill(self, merge: Merge) -> None:
        """A merged number or title is not repeated, except to rows that are actions of their own."""
        top = self.rows[merge.top]
        if merge.left >= len(top) or not top[merge.left].strip() or merge.left in self.places.number:
            return
        for row in range(merge.top + 1, min(merge.bottom, max(self.rows)) + 1):
            if row in self.rows and row not in self.continued:
                cells = padded_cells(self.rows[row], merge.left + 1)
                cells[merge.left] = top[merge.left]
                self.rows[row] = tuple(cells)

    def width(self, row: int, cells: tuple[str, ...]) -> int:
        """Across how many columns the first text of a row is merged."""
        first = next((place for place, cell in enumerate(cells) if cell.strip()), 0)
        return self.across.get(row, {}).get(first, first) - first + 1


def padded_cells(cells: tuple[str, ...], width: int) -> list[str]:
    """The cells, with empty ones up to a width at least."""
    return [*cells, *[""] * (width - len(cells))]
