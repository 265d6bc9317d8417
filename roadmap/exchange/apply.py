"""Writes a plan in one transaction, in bulk: actions with their relations, original deadlines, proposed revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.exchange.cells import split
from cooperation.exchange.sheet import Sheet
from cooperation.models import User
from cooperation.models.occasion import Occasion, noting
from cooperation.models.recorded import Recorded
from roadmap.choices import DeadlineKind, ImportState
from roadmap.exchange.adding import add_actions, fill
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import LISTS
from roadmap.exchange.creating import create_missing
from roadmap.exchange.effects import Effects, own_cells
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import Watch, plan_import
from roadmap.exchange.relations import Relations
from roadmap.models import Action, Deadline, ImportRun, Roadmap
from roadmap.rules.facts import Limits
from roadmap.services.bulk import create_all, update_columns
from roadmap.services.recompute import recompute

BATCH = 500
RecordedModel = TypeVar("RecordedModel", bound=Recorded)


class PlanChangedError(Exception):
    """What an import would do is no longer what was previewed."""


class AlreadyUndoneError(PlanChangedError):
    """This import was undone; its file is uploaded anew."""


@dataclass(frozen=True)
class Source:
    """The file of an import, and who gave it when."""

    file_name: str
    sha256: str
    content: bytes
    now: datetime
    by: User | None = None


@transaction.atomic
def import_table(
    sheets: Sequence[Sheet],
    request: Request,
    source: Source,
    on: date,
    limits: Limits,
    run: ImportRun | None = None,
    watch: Watch = iter,
) -> Plan:
    """Plans an import and writes it as a whole; a plan that is not ready, or without changes, writes nothing.

    ``run`` is an import that was previewed: what it would do now must be what it would have done then. Raises
    RefusedError where the request or the headings cannot be taken, PlanChangedError and AlreadyUndoneError.
    """
    lock(request.slug)
    plan = plan_import(sheets, request, on, limits, watch)
    if run is not None and run.state == ImportState.UNDONE:
        raise AlreadyUndoneError
    if run is not None and plan.digest != run.plan_digest:
        raise PlanChangedError
    if plan.is_ready and not plan.is_empty:
        with noting(source.now, source.by) as occasion:
            write(plan, run, source, occasion, on, limits)
    return plan


def lock(slug: str) -> None:
    """Nobody else writes these actions between the comparison and the writing."""
    list(Roadmap.objects.select_for_update().filter(slug=slug).values_list("pk"))
    list(Action.objects.select_for_update().filter(roadmap__slug=slug).order_by("pk").values_list("pk"))


def write(plan: Plan, run: ImportRun | None, source: Source, occasion: Occasion, on: date, limits: Limits) -> None:
    roadmap = create_missing(plan, occasion, on)
    run = keep_run(plan, run, roadmap, source)
    effects = Effects()
    relations = Relations(plan.known, occasion, on, run, effects)
    add_actions(plan, roadmap, run, relations, limits)
    actions = Action.objects.select_related("roadmap").in_bulk([changed.pk for changed in plan.changed])
    change_actions(plan, actions, relations, effects)
    relations.write()
    create_all(recorded(proposals(plan, actions, run), source), occasion)
    effects.keep(run, occasion)
    keys = list(actions)
    occasion.note_changed(Action, keys)
    for start in range(0, len(keys), BATCH):
        recompute(Action.objects.filter(pk__in=keys[start : start + BATCH]), on, limits)


def keep_run(plan: Plan, run: ImportRun | None, roadmap: Roadmap, source: Source) -> ImportRun:
    """Records the import with its file, or that a previewed one was applied."""
    run = run or new_run(roadmap, source)
    run.state, run.applied_at = ImportState.APPLIED, source.now
    run.new, run.changed, run.unchanged = len(plan.new), len(plan.changed), plan.unchanged
    run.save()
    return run


def new_run(roadmap: Roadmap, source: Source) -> ImportRun:
    """An import of a file, not saved yet."""
    run = ImportRun(roadmap=roadmap, file_name=source.file_name[-255:], sha256=source.sha256)
    run.recorded_at, run.recorded_by = source.now, source.by
    run.content.save(
        f"{source.sha256}{PurePath(source.file_name).suffix.lower()[:5]}", ContentFile(source.content), save=False
    )
    return run


def change_actions(plan: Plan, actions: dict[int, Action], relations: Relations, effects: Effects) -> None:
    """Changes the cells that differ, and nothing else."""
    columns: set[str] = set()
    for changed in plan.changed:
        cells = {change.column: change.new for change in changed.changes}
        before = own_cells(actions[changed.pk], cells)
        fill(actions[changed.pk], cells, plan)
        effects.note_cells(actions[changed.pk], before)
        columns |= cells.keys()
        for change in changed.changes:
            if change.column in LISTS:
                relations.replace(changed.pk, change.column, split(change.old), split(change.new), changed.said)
    if written := sorted(columns.difference(LISTS)):
        update_columns(list(actions.values()), [*written, "folded"])


def proposals(plan: Plan, actions: dict[int, Action], run: ImportRun) -> list[Deadline]:
    """A proposed revision, which moves nothing, for each deadline that differs."""
    proposed = [
        Deadline(
            action=actions[changed.pk],
            kind=DeadlineKind.REVISION if changed.current else DeadlineKind.ORIGINAL,
            ground=run,
            reason=_("Imported from %(file)s.") % {"file": run.file_name} if changed.current else "",
            **changed.proposed.columns,
        )
        for changed in plan.changed
        if changed.proposed is not None
    ]
    for version in proposed:
        version.set_span()
    return proposed


def recorded(records: list[RecordedModel], source: Source) -> list[RecordedModel]:
    """The records, with the moment and the person of the import."""
    for record in records:
        record.recorded_at, record.recorded_by = source.now, source.by
    return records
