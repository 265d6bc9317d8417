"""The deadline that a row asks for, from its cells and from what is in force."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cooperation.exchange.cells import CellError, choice, text
from cooperation.rules.fold import fold
from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange import cells as read
from roadmap.exchange.deadline_text import ImpossibleDateError, read_deadline
from roadmap.exchange.questions import Answers
from roadmap.exchange.steps import Step
from roadmap.exchange.terms import Terms
from roadmap.models import Deadline

EXPLICIT = ("timing", "deadline", "recurrence")
IN_FIGURES = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
IN_WORDS = re.compile(r"[^\W\d_]{3}")
MAX_WORDING = Deadline._meta.get_field("wording").max_length
READERS = {
    "timing": lambda cell: choice(cell, Timing),
    "deadline": read.day,
    "deadline_precision": lambda cell: choice(cell, Precision),
    "deadline_text": lambda cell: text(cell, MAX_WORDING),
    "recurrence": lambda cell: choice(cell, Recurrence),
    "offset_days": read.whole_number,
}


class ColumnError(ValueError):
    """A cell of the named column cannot be taken."""

    def __init__(self, column: str, error: CellError) -> None:
        super().__init__(column)
        self.column, self.error = column, error


class OpenDeadlineError(ValueError):
    """A wording that gives no date, and that nobody has answered for; ``error`` where it names an impossible day."""

    def __init__(self, wording: str, error: CellError | None = None) -> None:
        super().__init__(wording)
        self.wording, self.error = wording, error


def target(cells: Mapping[str, str], raw: str, base: Terms | None, answers: Answers) -> tuple[Terms, date | None]:
    """The terms that the row's deadline cells ask for, and the first day where its wording names one.

    ``raw`` is the wording as it stands in the file. ``base`` are the terms in force; columns that the file lacks keep
    them. Explicit cells win over the wording, and an unchanged wording keeps the meaning that it has been given since.
    Raises ColumnError, OpenDeadlineError.
    """
    given = {column: read_cell(column, cell) for column, cell in cells.items()}
    if not given:
        return base or Terms(), None
    only_text = set(given) == {"deadline_text"}
    if not any(given.get(column) for column in EXPLICIT) and (given.get("deadline_text") or only_text):
        if base and given["deadline_text"] == base.wording:
            return base, None
        return of_wording(given["deadline_text"], raw, answers)
    terms = overlaid(given, base or Terms())
    check(terms, given)
    return terms, None


def read_cell(column: str, cell: str) -> Any:
    try:
        return READERS[column](text(cell))
    except CellError as error:
        raise ColumnError(column, error) from error


def of_wording(wording: str, raw: str, answers: Answers) -> tuple[Terms, date | None]:
    """What a wording alone means, read as it stands in the file, or what it was said to mean."""
    try:
        reading = read_deadline(raw)
    except ImpossibleDateError as error:
        return answered(wording, answers, read.impossible_date(wording), error), None
    if reading.timing == Timing.UNDATED and wording:
        return answered(wording, answers), None
    terms = Terms(
        timing=reading.timing.value,
        due=reading.due,
        precision=reading.precision.value if reading.due and reading.precision else "",
        recurrence=reading.recurrence.value if reading.recurrence else "",
        offset_days=reading.offset_days,
        wording=wording,
    )
    return terms, reading.starts_on


def answered(wording: str, answers: Answers, error: CellError | None = None, cause: Exception | None = None) -> Terms:
    """What somebody said that a wording means. Raises OpenDeadlineError where nobody has."""
    said = answers.deadlines.get(fold(wording))
    if said is None:
        raise OpenDeadlineError(wording, error) from cause
    given = {column: read_cell(column, cell) for column, cell in said.items()}
    terms = overlaid(given, Terms())
    check(terms, given)
    return replace(terms, wording=wording)


def of_steps(steps: Sequence[Step], wording: str) -> Terms:
    """The deadline of an action whose numbered steps have their own: that of the last one."""
    last = max(steps, key=lambda step: step.due)
    return Terms(Timing.DATED.value, last.due, last.precision, wording=wording)


def overlaid(given: Mapping[str, Any], base: Terms) -> Terms:
    """The terms in force with the row's cells laid over them."""
    said = given.get("timing")
    due = given.get("deadline", None if said in (Timing.CONTINUOUS, Timing.UNDATED) else base.due)
    recurrence = given.get("recurrence", "" if said and said != Timing.RECURRING else base.recurrence)
    kept = base.timing if "timing" not in given and fits(base.timing, due, recurrence) else ""
    precision = given.get("deadline_precision", base.precision if due == base.due else "")
    terms = Terms(
        timing=said or kept or derived(due, recurrence),
        due=due,
        precision=precision or (Precision.DAY.value if due else ""),
        recurrence=recurrence,
        offset_days=given.get("offset_days", base.offset_days if recurrence else 0),
        wording=base.wording,
    )
    wording = given.get("deadline_text", base.wording if terms == base else "")
    return terms if terms == base and is_retyped(wording, base.wording) else replace(terms, wording=wording)


def is_retyped(wording: str, before: str) -> bool:
    """Whether a spreadsheet program has made a date of what was said in words: “October 2025” becomes 10/01/25."""
    return bool(IN_FIGURES.fullmatch(wording) and IN_WORDS.search(before))


def derived(due: date | None, recurrence: str) -> str:
    if recurrence:
        return Timing.RECURRING.value
    return Timing.DATED.value if due else Timing.UNDATED.value


def fits(timing: str, due: date | None, recurrence: str) -> bool:
    """Whether a timing goes with these."""
    if timing in (Timing.CONTINUOUS, Timing.UNDATED):
        return due is None and not recurrence
    return bool(recurrence) if timing == Timing.RECURRING else due is not None and not recurrence


def check(terms: Terms, given: Mapping[str, Any]) -> None:
    """Raises ColumnError where the cells contradict each other."""
    open_ended = terms.timing in (Timing.CONTINUOUS, Timing.UNDATED)
    contradictions = {
        "deadline": (
            (terms.timing == Timing.DATED and terms.due is None, _("A dated deadline has a last day.")),
            (open_ended and terms.due is not None, _("A continuous or undated action has no last day.")),
        ),
        "recurrence": (
            (
                (terms.timing == Timing.RECURRING) != bool(terms.recurrence),
                _("A recurring deadline has a period, and no other has one."),
            ),
        ),
        "deadline_precision": (
            (bool(terms.precision) and terms.due is None, _("The precision of a last day is named with it.")),
        ),
        "offset_days": (
            (bool(terms.offset_days) and not terms.recurrence, _("Only a recurring duty has an offset in days.")),
        ),
    }
    for column, rules in contradictions.items():
        for broken, message in rules:
            if broken:
                shown = column if column in given else next(name for name in given if given[name])
                advice = _("Make the columns timing, deadline, deadline_precision, recurrence and offset_days agree.")
                raise ColumnError(shown, CellError(message, advice))
