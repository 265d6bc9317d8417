"""Plans as ministries print them, written down as sheets, and what is understood of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import range_boundaries

from cooperation.exchange.sheet import Merge, Row, Sheet
from roadmap.exchange.arranging import PlanRow, arrange, with_codes
from roadmap.exchange.asked import Request
from roadmap.exchange.layout import Layout, lay_out
from roadmap.exchange.questions import Answers, Note

RU = ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственные исполнители")


def sheet(*rows: Sequence[str] | str, merged: str = "", title: str = "", **more: Any) -> Sheet:
    """A sheet of these rows, from the first on; a text is divided at its strokes, ``merged`` are ranges."""
    cells = (tuple(row.split("|")) if isinstance(row, str) else tuple(row) for row in rows)
    numbered = ((number, tuple(cell.replace("⏎", "\n") for cell in row)) for number, row in enumerate(cells, start=1))
    found = []
    for number, row in numbered:
        while row and not row[-1].strip():
            row = row[:-1]
        if row:
            found.append(Row(number, row))
    ranges = (range_boundaries(one) for one in merged.split())
    merges = tuple(Merge(top, left - 1, bottom, right - 1) for left, top, right, bottom in ranges)
    return Sheet(title, tuple(found), merges, **more)


@dataclass
class Understood:
    """What is made of a file: its columns by their letters, its actions, and what is said of it."""

    layout: Layout
    rows: list[PlanRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def columns(self) -> dict[int, str]:
        return dict(self.layout.columns)

    @property
    def codes(self) -> list[str]:
        return [row.cells["code"] for row in self.rows]

    @property
    def directions(self) -> list[str]:
        if "direction" in self.layout.mapped.places:
            return [row.cells["direction"] for row in self.rows]
        return [row.section.title if row.section else "" for row in self.rows]

    def texts(self, column: str) -> list[str]:
        return [row.cells[column] for row in self.rows]

    @property
    def titles(self) -> list[str]:
        columns = [column for column in self.layout.mapped.places if column.startswith("title_")]
        return ["|".join(row.cells[column] for column in columns) for row in self.rows]

    def noted(self, kind: str) -> list[int | None]:
        return [note.row for note in self.notes if note.kind == kind]


def understood(*sheets: Sheet, known: dict[str, str] | None = None, **asked: Any) -> Understood:
    answers = asked.pop("answers", Answers())
    layout = lay_out(sheets, Request("plan", answers=answers, **asked))
    if layout.problem:
        return Understood(layout)
    rows, notes = arrange(layout)
    if layout.is_printed:
        with_codes(rows, known or {})
    return Understood(layout, rows, notes)


def plan(*rows: Any, merged: str = "", known: dict[str, str] | None = None, **more: Any) -> Understood:
    return understood(sheet(*rows, merged=merged, **more), known=known)


def of(*rows: str, merged: str = "", headings: Sequence[str] = RU) -> Understood:
    """Rows below known headings, which stand in the first row."""
    return plan("|".join(headings), *rows, merged=merged)


def unaccounted(found: Understood) -> set[int]:
    """Filled rows below the headings of which nothing is made and nothing is said."""
    said = {note.row for note in found.notes}
    said |= {number for row in found.rows for number in (row.number, *row.joined)}
    directions = set(found.directions)
    said |= {section.row for row in found.rows for section in row.path}
    return {
        row.number
        for row in found.layout.rows
        if row.number not in said and not any(re.sub(r"\s+", " ", cell) in directions for cell in row.cells if cell)
    }
