"""What an import would do: new, changed cell by cell, unchanged, refused, and what somebody has to answer."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cooperation.exchange.cells import split
from cooperation.exchange.errors import Refusal
from roadmap.exchange.asking import Asker
from roadmap.exchange.columns import LISTS, TITLES
from roadmap.exchange.creation import Creation, Named
from roadmap.exchange.known import Known
from roadmap.exchange.layout import Layout
from roadmap.exchange.questions import Note, Question
from roadmap.exchange.steps import Step
from roadmap.exchange.terms import Terms
from roadmap.models import Roadmap


@dataclass(frozen=True)
class Change:
    """One cell that would change."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class NewAction:
    """An action that the file adds, with its original deadline."""

    row: int
    code: str
    cells: Mapping[str, str]
    terms: Terms
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # mark and contact, by the code of a body
    steps: tuple[Step, ...] = ()

    @property
    def title(self) -> str:
        """In the first language that has one."""
        return next((self.cells[column] for column in TITLES if self.cells.get(column)), "")


@dataclass(frozen=True)
class ChangedAction:
    """An action that the file changes; ``proposed`` is a deadline that it announces and that moves nothing."""

    row: int
    code: str
    pk: int
    changes: tuple[Change, ...]
    current: Terms | None = None
    proposed: Terms | None = None
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def proposed_changes(self) -> tuple[Change, ...]:
        """The proposed deadline cell by cell."""
        if self.proposed is None:
            return ()
        return differences((self.current or Terms()).cells, self.proposed.cells)


@dataclass
class Plan:
    """The whole of it. Applied only where nothing is refused and nothing is left to be answered."""

    slug: str
    roadmap: Roadmap | None
    known: Known
    layout: Layout
    asker: Asker
    creation: Creation | None = None
    new: list[NewAction] = field(default_factory=list)
    changed: list[ChangedAction] = field(default_factory=list)
    unchanged: int = 0
    noticed: list[Note] = field(default_factory=list)  # while the rows were told apart

    @cached_property
    def refusals(self) -> list[Refusal]:
        """In the order of the file."""
        return sorted(self.asker.refusals, key=lambda one: (one.row or 0, len(one.column), one.column))

    @cached_property
    def questions(self) -> list[Question]:
        return self.asker.questions

    @cached_property
    def notes(self) -> list[Note]:
        """In the order of the file."""
        return sorted(
            [*self.noticed, *self.asker.notes], key=lambda note: (note.row or 0, len(note.column), note.column)
        )

    @property
    def refused(self) -> int:
        """How many rows are refused."""
        return len({refusal.row for refusal in self.refusals})

    @property
    def open(self) -> int:
        """How many rows wait for an answer."""
        return len(self.asker.open_rows)

    @property
    def is_ready(self) -> bool:
        """Whether it can be written as it is."""
        return not self.refusals and not self.open

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of columns that are not read."""
        return self.layout.ignored

    @property
    def edited(self) -> list[ChangedAction]:
        """Those of which cells change, apart from the deadline's."""
        return [action for action in self.changed if action.changes]

    @property
    def proposed(self) -> list[ChangedAction]:
        return [action for action in self.changed if action.proposed is not None]

    @property
    def new_directions(self) -> list[Named]:
        return self.creation.new_directions if self.creation else []

    @property
    def new_institutions(self) -> list[Named]:
        return self.creation.new_institutions if self.creation else []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.changed

    @property
    def digest(self) -> str:
        """The same for two plans that would write the same over the same."""
        whole = [self.slug, self.new, self.changed, self.new_directions, self.new_institutions, self.unchanged]
        told = json.dumps(whole, sort_keys=True, default=in_json)
        return hashlib.sha256(told.encode()).hexdigest()


def in_json(value: object) -> object:
    """A part of a plan by its fields; a date as it is written."""
    return vars(value) if hasattr(value, "__dataclass_fields__") else str(value)


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """The cells that differ; the order of several values in a cell means nothing."""
    return tuple(
        Change(column, old[column], cell)
        for column, cell in new.items()
        if old[column] != cell and not (column in LISTS and set(split(old[column])) == set(split(cell)))
    )
