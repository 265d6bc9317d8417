"""A sheet of a spreadsheet as text, with the numbers and places that its reader sees."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One filled row; ``number`` is its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Merge:
    """A merged range with its ends: rows as numbered in the file, columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """The filled rows of a sheet, without empty cells at their ends; columns are counted from 0."""

    title: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
