"""What the page of an import shows of its plan, in words that people use."""

from collections import defaultdict
from typing import Any

from cooperation.exchange.cells import split
from roadmap.choices import Precision
from roadmap.exchange.column_names import names
from roadmap.exchange.plan import ChangedAction, NewAction, Plan
from roadmap.exchange.questions import Note
from roadmap.exchange.remarks import note_words, question_words

SHOWN = 200
NO_PRECISION = ("", Precision.DAY)


def shown_of(plan: Plan) -> dict[str, Any]:
    """The parts of the page, each list at most as long as anybody reads."""
    return {
        "asked": [(question, question_words(question)[0]) for question in plan.questions[:SHOWN]],
        "new_rows": [new_row(action, plan) for action in plan.new[:SHOWN]],
        "edited_rows": [changed_row(action, action.changes) for action in plan.edited[:SHOWN]],
        "proposed_rows": [changed_row(action, action.proposed_changes) for action in plan.proposed[:SHOWN]],
        "notes": noted(plan.notes),
        "unknown": [plan.layout.headings[place] for place in plan.layout.unknown],
    }


def new_row(action: NewAction, plan: Plan) -> dict[str, Any]:
    """An action with the names of what its cells refer to by code."""
    direction, called = action.cells.get("direction", ""), plan.known.directory.name_of
    return {
        "action": action,
        "precision": Precision(action.terms.precision).label if action.terms.precision not in NO_PRECISION else "",
        "direction": plan.known.direction_titles.get(direction) or direction,
        "lead": [called(code) for code in split(action.cells.get("lead", ""))],
        "supporting": [called(code) for code in split(action.cells.get("supporting", ""))],
    }


def changed_row(action: ChangedAction, changes: Any) -> dict[str, Any]:
    """The cells that change, under the names of their columns."""
    called = names()
    return {"action": action, "changes": [(called.get(one.column, one.column), one.old, one.new) for one in changes]}


def noted(notes: list[Note]) -> list[tuple[str, list[Note]]]:
    """The notes of each kind, under what it is called."""
    by_kind: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_kind[note.kind].append(note)
    words = note_words()
    kinds = [*words, *(kind for kind in by_kind if kind not in words)]
    return [(words.get(kind, kind), by_kind[kind]) for kind in kinds if kind in by_kind]
