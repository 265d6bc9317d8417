"""What is to be said of the cells of a file: refused, asked, changed, noticed; with the place of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.errors import Refusal
from roadmap.exchange.column_names import names
from roadmap.exchange.columns import DEADLINE, PARTS, RESPONSIBLE
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan import Change, ChangedAction, Plan
from roadmap.exchange.questions import Note, Question

REFUSED, ASKED, CHANGED, NOTICED = "refused", "asked", "changed", "noticed"
KINDS = (REFUSED, ASKED, CHANGED, NOTICED)  # the gravest first


@dataclass(frozen=True)
class Remark:
    """One thing to say of a cell, of a row, or of the file; ``column`` is a letter."""

    kind: str
    row: int | None
    column: str
    heading: str
    message: str
    advice: str = ""


def kind_words() -> dict[str, str]:
    """What a remark begins with, so that nobody needs its colour."""
    return {REFUSED: _("Refused"), ASKED: _("Needs an answer"), CHANGED: _("Changed"), NOTICED: _("Noticed")}


def note_words() -> dict[str, str]:
    """What the kinds of notes are called, those first that a careful reader looks at first."""
    return {
        "unreadable": _("Unreadable characters"),
        "joined": _("Rows read together"),
        "skipped": _("Not read"),
        "hidden": _("Hidden in the file"),
        "cleaned": _("Cleaned"),
        "mark": _("Marks beside names"),
        "contact": _("Persons beside names"),
    }


def question_words(question: Question) -> tuple[str, str]:
    """What is asked, and what to do about it in the file."""
    text = {"text": question.text}
    if question.kind == "deadlines":
        asked = _("“%(text)s” gives no date of its own. Until when is it?") % text
        return asked, _("Write a day, a month, a quarter, a half-year or a year, or answer on the page of this import.")
    if question.kind == "institutions":
        asked = _("The register does not know who “%(text)s” is.") % text
        return asked, _("Write the name or the code as the register has it, or answer on the page of this import.")
    if not question.text:
        return _("This row belongs to no direction."), _("Name a direction, or answer on the page of this import.")
    asked = _("This roadmap has no direction “%(text)s”.") % text
    return asked, _("Write the code or the title of a direction, or answer on the page of this import.")


def remarks_of(plan: Plan) -> list[Remark]:
    """Everything, in the order of the file; the gravest first where several concern one cell."""
    found = [
        *(of_refusal(refusal) for refusal in plan.refusals),
        *(remark for question in plan.questions for remark in of_question(question)),
        *(remark for action in plan.changed for remark in of_changed(action, plan.layout)),
        *(of_note(note) for note in plan.notes),
    ]
    return sorted(found, key=lambda one: (one.row or 0, len(one.column), one.column, KINDS.index(one.kind)))


def of_refusal(refusal: Refusal) -> Remark:
    return Remark(REFUSED, refusal.row, refusal.column, refusal.heading, refusal.message, refusal.advice)


def of_question(question: Question) -> Iterator[Remark]:
    message, advice = question_words(question)
    if question.refusal:
        message = question.refusal.message
    if question.near and question.kind != "deadlines":
        near = ", ".join(f"{name} ({code})" for code, name in question.near)
        advice = _("%(advice)s Like it: %(names)s.") % {"advice": advice, "names": near}
    for row in question.rows:
        yield Remark(ASKED, row, question.column, question.heading, message, advice)


def of_note(note: Note) -> Remark:
    kind = note_words().get(note.kind, "")
    message = _("%(kind)s: %(message)s") % {"kind": kind, "message": note.message} if kind else note.message
    return Remark(NOTICED, note.row, note.column, note.heading, message)


def of_changed(action: ChangedAction, layout: Layout) -> Iterator[Remark]:
    for change in action.changes:
        yield of_change(action.row, change, layout, "")
    advice = _("A proposed revision is recorded, and moves nothing until it is agreed.")
    for change in action.proposed_changes:
        yield of_change(action.row, change, layout, advice)


def of_change(row: int, change: Change, layout: Layout, advice: str) -> Remark:
    place = place_of(change.column, layout)
    column, heading = ("", "") if place is None else (get_column_letter(place + 1), layout.headings[place])
    message = _("%(column)s: “%(old)s” → “%(new)s”") % {
        "column": names().get(change.column, change.column),
        "old": change.old,
        "new": change.new,
    }
    return Remark(CHANGED, row, column, heading, message, advice)


def place_of(column: str, layout: Layout) -> int | None:
    """Where a column of ours stands in the file, or that from which it follows."""
    beside = ("deadline_text", *DEADLINE) if column in DEADLINE else (RESPONSIBLE,) if column in PARTS else ()
    found = (layout.mapped.places.get(name) for name in (column, *beside))
    return next((places[0] for places in found if places), None)
