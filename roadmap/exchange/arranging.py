"""Rows of a table as one action each; those of printed plans are told apart, those of our own tables stay."""

from roadmap.exchange.cells_by_column import cells_reader
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan_codes import PlanRow, with_codes
from roadmap.exchange.plan_notes import notes_on
from roadmap.exchange.printed_plan import PrintedPlan
from roadmap.exchange.questions import Note

__all__ = ["PlanRow", "arrange", "with_codes"]


def arrange(layout: Layout) -> tuple[list[PlanRow], list[Note]]:
    """The actions of a table, and what was noticed while they were told apart."""
    if layout.is_printed:
        rows, notes = PrintedPlan(layout).arranged()
    else:
        cells_of = cells_reader(layout.mapped.places)
        rows, notes = [PlanRow(row.number, cells_of(row.cells)) for row in layout.rows], []
    notes = [*notes_on(layout, {number for row in rows for number in (row.number, *row.joined)}), *notes]
    return rows, sorted(notes, key=lambda note: note.row or 0)
