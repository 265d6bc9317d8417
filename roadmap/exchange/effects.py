"""What an import did, as far as its records do not tell it themselves: kept with the import so that it can be undone.

Deadlines and responsibilities name the import as their ground. Values are as JSON has them, records are named by key.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from cooperation.models import Institution, InstitutionName
from cooperation.models.occasion import Occasion
from roadmap.exchange.columns import LISTS
from roadmap.models import Action, Direction, ImportRun, Roadmap

Cells = dict[str, Any]


@dataclass
class Effects:
    """What is new, and of what was there before the cells and relations that are no longer what they were."""

    roadmaps: list[int] = field(default_factory=list)
    directions: list[int] = field(default_factory=list)
    institutions: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    cells: list[tuple[int, str, Any, Any]] = field(default_factory=list)  # action, column, old and new value
    ended: list[int] = field(default_factory=list)  # responsibilities
    added: list[tuple[int, str, int]] = field(default_factory=list)  # action, ``provisions`` or ``sites``, its key
    dropped: list[tuple[int, str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, run: ImportRun) -> "Effects":
        return cls(**run.effects)

    def keep(self, run: ImportRun, occasion: Occasion) -> None:
        """Stores them with the import, and what was made on its occasion with them."""
        made = {
            "roadmaps": Roadmap,
            "directions": Direction,
            "institutions": Institution,
            "names": InstitutionName,
            "actions": Action,
        }
        for name, model in made.items():
            setattr(self, name, list(occasion.created[model]))
        run.effects = asdict(self)
        run.save(update_fields=["effects"])

    def note_cells(self, action: Action, before: Cells) -> None:
        """Notes which of an action's own columns are no longer what they were."""
        after = own_cells(action, before)
        self.cells += [
            (action.pk, column, old, after[column]) for column, old in before.items() if old != after[column]
        ]


def own_cells(action: Action, columns: Iterable[str]) -> Cells:
    """Those of these columns that the action itself stores, as they are; its direction by key."""
    stored = {column: getattr(action, field_of(column)) for column in columns if column not in LISTS}
    return {column: value.isoformat() if isinstance(value, date) else value for column, value in stored.items()}


def set_cell(action: Action, column: str, value: Any) -> None:
    """Gives a column the value that ``own_cells`` told."""
    is_day = column == "starts_on" and value is not None
    setattr(action, field_of(column), date.fromisoformat(value) if is_day else value)


def field_of(column: str) -> str:
    return "direction_id" if column == "direction" else column
