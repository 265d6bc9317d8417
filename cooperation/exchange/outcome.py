"""What an import of the register does, or would do."""

import hashlib
import json
from dataclasses import dataclass, field

from cooperation.exchange.errors import Refusal
from cooperation.exchange.resources import Key


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is stored."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Written:
    """One row that is new or changed; ``row`` is its number in the file."""

    noun: str
    row: int
    key: Key
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """How the row is named to readers."""
        return " · ".join(part for part in self.key if part)


@dataclass
class Outcome:
    """New, changed and unchanged rows, and what is refused."""

    new: list[Written] = field(default_factory=list)
    changed: list[Written] = field(default_factory=list)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """The number of rows, and of things that concern no single row, that are refused."""
        rows = {(refusal.sheet, refusal.row) for refusal in self.refusals if refusal.row is not None}
        return len(rows) + sum(refusal.row is None for refusal in self.refusals)

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed

    @property
    def counts(self) -> str:
        """The last line of the command, which programs read."""
        counts = f"{len(self.new)} new, {len(self.changed)} changed, {self.unchanged} unchanged"
        return f"{counts}, {self.refused} refused"

    @property
    def digest(self) -> str:
        """The same for imports that would write the same over the same."""
        told = [
            [kind, row.noun, row.key, [[change.column, change.old, change.new] for change in row.changes]]
            for kind, rows in (("new", self.new), ("changed", self.changed))
            for row in rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
