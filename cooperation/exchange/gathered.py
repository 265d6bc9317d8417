"""The rows of a workbook as its reader comes upon them, gathered into sheets within the limits."""

from dataclasses import dataclass, field

from cooperation.exchange.sheet import (
    MAX_COLUMNS,
    MAX_FULL_SHEETS,
    MAX_ROWS,
    Merge,
    Row,
    Sheet,
    far_too_large,
    filled_rows,
    too_long,
)


@dataclass
class Measure:
    """How many rows and cells all sheets of a workbook have together, and how many cells they may have."""

    max_cells: int
    rows: int = 0
    cells: int = 0

    def add(self, rows: int, cells: int) -> None:
        """Raises RefusedError where no table has so many."""
        self.rows += rows
        self.cells += cells
        if self.rows > MAX_ROWS * MAX_FULL_SHEETS or self.cells > self.max_cells:
            raise far_too_large()


@dataclass
class Gathered:
    """One sheet on its way: what of it is filled, merged and hidden. Raises RefusedError, or ValueError."""

    title: str
    measure: Measure
    is_hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    ranges: int = 0
    merged: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_ranges: list[tuple[int, int]] = field(default_factory=list)

    def add(self, number: int, cells: list[str], repeats: int = 1, is_hidden: bool = False) -> None:
        """One row, or as many alike."""
        for row in filled_rows([(number, cells)]):
            if number + repeats - 1 > MAX_ROWS:
                raise too_long()
            self.measure.add(repeats, repeats * len(row.cells))
            self.rows.append(row)
            self.rows.extend(Row(number + further, row.cells) for further in range(1, repeats))
            if is_hidden:
                self.hidden_rows.extend(range(number, number + repeats))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A merged range, as far as a table may reach."""
        self.ranges += 1
        if self.ranges > MAX_ROWS:
            raise far_too_large()
        merge = Merge(top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS - 1))
        if not 1 <= top <= bottom or not 0 <= left <= right:
            raise ValueError("a merged range that ends before it begins")
        area = (merge.bottom - top + 1) * (merge.right - left + 1)
        if top > MAX_ROWS or left >= MAX_COLUMNS or area == 1:
            return
        self.merged += area
        if self.merged > MAX_ROWS * MAX_COLUMNS:
            raise ValueError("merged ranges that overlap")
        self.merges.append(merge)

    def hide_columns(self, first: int, last: int) -> None:
        """Columns from the first to the last, as far as a table may reach."""
        if first < MAX_COLUMNS and len(self.hidden_ranges) < MAX_COLUMNS:
            self.hidden_ranges.append((first, min(last, MAX_COLUMNS - 1)))

    def sheet(self) -> Sheet:
        return Sheet(
            self.title,
            tuple(self.rows),
            tuple(self.merges),
            tuple(self.hidden_rows),
            tuple(place for place in self.hidden_places() if self.is_written(place)),
            self.is_hidden,
        )

    def hidden_places(self) -> list[int]:
        return sorted({place for first, last in self.hidden_ranges for place in range(first, last + 1)})

    def is_written(self, place: int) -> bool:
        """Whether something is written in the column."""
        return any(place < len(row.cells) and row.cells[place].strip() for row in self.rows)
