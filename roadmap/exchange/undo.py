"""Takes back an import as a whole, as long as nothing rests on it; the trail tells of all that goes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction

from cooperation.models import Institution, InstitutionName, User
from cooperation.models.occasion import Occasion, noting
from roadmap.choices import ImportState
from roadmap.exchange.apply import AlreadyUndoneError, lock
from roadmap.exchange.effects import Effects, set_cell
from roadmap.exchange.obstacles import obstacles
from roadmap.models import (
    Action,
    Deadline,
    Direction,
    ImportRun,
    Milestone,
    ProgressReport,
    RequiredParty,
    Responsibility,
)
from roadmap.rules.facts import Limits
from roadmap.services.bulk import create_all, update_columns
from roadmap.services.recompute import recompute

BATCH = 500


class CannotUndoError(Exception):
    """Something rests on the import; ``reasons`` are sentences for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@transaction.atomic
def undo(run: ImportRun, now: datetime, on: date, limits: Limits, by: User | None) -> None:
    """Leaves the roadmap as it was before the import; the caller makes rendered pages stale, as after an import.

    Who was no longer responsible is so again from this day on. A roadmap that the import made stays, empty, because
    the import belongs to it. Raises AlreadyUndoneError, and CannotUndoError where something stands in the way.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("roadmap").get(pk=run.pk)
    if run.state == ImportState.UNDONE:
        raise AlreadyUndoneError
    effects = Effects.of(run)
    wait_for_reports()
    lock(run.roadmap.slug)
    lock_all(Direction, effects.directions)
    lock_all(Institution, effects.institutions)
    if reasons := obstacles(run):
        raise CannotUndoError(reasons)
    run.state, run.undone_at, run.undone_by = ImportState.UNDONE, now, by
    run.save(update_fields=["state", "undone_at", "undone_by"])
    with noting(now, by) as occasion:
        Undoing(run, effects, occasion, on).take_back(limits)


def wait_for_reports() -> None:
    """A report that is being written now is waited for: PostgreSQL asks only at its end whether its action is there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {ProgressReport._meta.db_table} IN SHARE MODE")


def lock_all(model: type[models.Model], keys: Sequence[int]) -> None:
    """Nobody begins to use these records between the question and their deletion."""
    list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))


@dataclass
class Undoing:
    """The steps, in an order in which nothing names what is gone."""

    run: ImportRun
    effects: Effects
    occasion: Occasion
    on: date

    def take_back(self, limits: Limits) -> None:
        changed = self.changed_actions()
        self.delete(Deadline, keys_of(Deadline, ground=self.run))
        self.delete(Responsibility, keys_of(Responsibility, ground=self.run))
        self.put_back_cells()
        self.put_back_relations()
        self.begin_again()
        self.delete_made()
        self.occasion.note_changed(Action, changed)
        for batch in batches(changed):
            recompute(Action.objects.filter(pk__in=batch), self.on, limits)

    def changed_actions(self) -> list[int]:
        """Those that were there before the import, and that it changed."""
        touched = {action for action, *_rest in (*self.effects.cells, *self.effects.added, *self.effects.dropped)}
        for model in (Deadline, Responsibility):
            touched |= set(keys_of(model, "action_id", ground=self.run))
        for batch in batches(self.effects.ended):
            touched |= set(keys_of(Responsibility, "action_id", pk__in=batch))
        return sorted(touched.difference(self.effects.actions))

    def put_back_cells(self) -> None:
        """Each action's own columns, with what the search looks in."""
        columns = {column for _action, column, _old, _new in self.effects.cells}
        actions: dict[int, Action] = {}
        for batch in batches(sorted({action for action, *_rest in self.effects.cells})):
            actions |= Action.objects.in_bulk(batch)
        for action, column, old, _new in self.effects.cells:
            if action in actions:
                set_cell(actions[action], column, old)
        for record in actions.values():
            record.folded = record.fold()
        if columns:
            update_columns(list(actions.values()), [*sorted(columns), "folded"])

    def put_back_relations(self) -> None:
        for column in ("provisions", "sites"):
            field: Any = Action._meta.get_field(column)
            through, key = field.remote_field.through, field.m2m_reverse_name()
            gone = {(action, other) for action, name, other in self.effects.added if name == column}
            for batch in batches(sorted({action for action, _other in gone})):
                there = through.objects.filter(action__in=batch).values_list("pk", "action_id", key)
                through.objects.filter(pk__in=[pk for pk, *pair in there if tuple(pair) in gone]).delete()
            back = [
                through(action_id=action, **{key: other})
                for action, name, other in self.effects.dropped
                if name == column
            ]
            through.objects.bulk_create(back, batch_size=BATCH)

    def begin_again(self) -> None:
        """An end that was recorded stands: who was ended begins anew today, in the former order."""
        found = Responsibility.objects.in_bulk(self.effects.ended)
        anew = {pk: self.copy_of(found[pk]) for pk in self.effects.ended}
        create_all(list(anew.values()), self.occasion)
        self.keep_order(anew)

    def copy_of(self, ended: Responsibility) -> Responsibility:
        copied = ("action_id", "part", "position", "institution_id", "country_id", "mark", "contact")
        return Responsibility(
            **{name: getattr(ended, name) for name in copied},
            since=self.on,
            recorded_at=self.occasion.now,
            recorded_by=self.occasion.by,
        )

    def keep_order(self, anew: dict[int, Responsibility]) -> None:
        """Of equal positions the older record comes first; where that has become another one, positions are given."""
        lists: defaultdict[tuple[int, str], list[tuple[int, int, Responsibility]]] = defaultdict(list)
        actions = sorted({part.action_id for part in anew.values()})
        standing: list[Responsibility] = []
        for batch in batches(actions):
            standing += Responsibility.objects.filter(action__in=batch, until__isnull=True).order_by()
        former = {part.pk: pk for pk, part in anew.items()}
        for part in standing:
            lists[part.action_id, part.part].append((part.position, former.get(part.pk, part.pk), part))
        for parts in lists.values():
            in_order = [part for _position, _pk, part in sorted(parts, key=lambda each: each[:2])]
            if in_order != sorted(in_order, key=lambda part: (part.position, part.pk)):
                self.number(in_order)

    def number(self, parts: list[Responsibility]) -> None:
        for position, part in enumerate(parts):
            part.position = position
        update_columns(parts, ["position"])
        self.occasion.note_changed(Responsibility, [part.pk for part in parts])

    def delete_made(self) -> None:
        """The new actions with all that belongs to them, then what nothing names any more."""
        for batch in batches(self.effects.actions):
            for relation in (Action.provisions, Action.sites):
                relation.through.objects.filter(action__in=batch).delete()
            RequiredParty.objects.filter(action__in=batch).delete()
            self.delete(Milestone, keys_of(Milestone, action__in=batch))
        self.delete(Action, self.effects.actions)
        self.delete(Direction, self.effects.directions)
        self.delete(InstitutionName, self.effects.names)
        self.delete(Institution, self.effects.institutions)

    def delete(self, model: type[models.Model], keys: Sequence[int]) -> None:
        """Deletes records that nothing names any more; each leaves its last entry."""
        for batch in batches(keys):
            self.occasion.note_deleted(model, batch)
            records: Any = model._base_manager.filter(pk__in=batch)
            records._raw_delete(records.db)


def keys_of(model: type[models.Model], column: str = "pk", **conditions: Any) -> list[int]:
    return list(model._base_manager.filter(**conditions).order_by(column).values_list(column, flat=True))


def batches(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
