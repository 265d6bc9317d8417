"""All versions of the deadlines of exported actions: a sheet of its own beside the actions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cooperation.exchange.cells import normal
from roadmap.choices import DeadlineKind
from roadmap.models import Action, Deadline
from roadmap.models.action import ActionQuerySet
from roadmap.rules.deadline import Step, Timetable
from roadmap.rules.facts import Limits, Version, recorded_by, recorded_on
from roadmap.services.deadlines import histories

CHUNK = 2000
VERSION_COLUMNS = (
    "code", "version", "standing", "timing", "deadline", "deadline_precision", "deadline_text", "recurrence",
    "slip_days", "reason", "proposed_on", "agreed_on", "agreed_by",
)  # fmt: skip


def version_rows(actions: ActionQuerySet, on: date, known: date | None, limits: Limits) -> Iterator[list[Any]]:
    """A row for each version that was recorded, by action, in a constant number of queries."""
    versions = Deadline.objects.filter(action__in=actions.order_by().values("pk"))
    revised = versions.exclude(kind=DeadlineKind.ORIGINAL).order_by().values("action")
    found = histories(Action.objects.filter(pk__in=revised), on, limits, known)
    loaded = versions.select_related("action", "decision__meeting").prefetch_related("consents__country")
    in_order = loaded.order_by("action__roadmap", "action__position", "action__code", "recorded_at", "pk")
    for record in in_order.iterator(CHUNK):
        if recorded_by(record.recorded_at, known):
            yield row_of(record, found.get(record.action_id), known)


def row_of(record: Deadline, history: Timetable | None, known: date | None) -> list[Any]:
    """One version as it was recorded, with how it stands; an action without revisions has no history to ask."""
    step = history.step_of(record.pk) if history else None
    announced = {version.key: version for version in history.announced} if history else {}
    meant = step.version if step else announced.get(record.pk)
    return [
        record.action.code,
        record.kind,
        standing_of_version(record, history, step),
        record.timing,
        record.due,
        record.precision,
        normal(record.wording),
        record.recurrence,
        slip(meant, history) if history else (0 if record.due else None),
        record.reason,
        recorded_on(record.recorded_at) if record.kind != DeadlineKind.ORIGINAL else None,
        step.agreed_on if step else None,
        agreed_by(record, step, known) if step and step.agreed_on else "",
    ]


def standing_of_version(record: Deadline, history: Timetable | None, step: Step | None) -> str:
    if record.kind == DeadlineKind.CORRECTION:
        return "correction"
    if history is None or step:
        return "in_force" if history is None or step is history.steps[-1] else "replaced"
    return "overtaken" if history.overtaken_by(record.pk) else "announced"


def slip(version: Version | None, history: Timetable) -> int | None:
    """Days from the original to a version, as corrected."""
    original = history.original
    return (version.due - original.due).days if version and version.due and original and original.due else None


def agreed_by(record: Deadline, step: Step, known: date | None) -> str:
    """The decision, or the consents with their days and bases."""
    if record.decided_on == step.agreed_on and recorded_by(record.decision_recorded_at, known):
        return str(record.decision)
    consents = (one for one in record.consents.all() if recorded_by(one.recorded_at, known))
    return "; ".join(f"{one.country.code} {one.on:%Y-%m-%d} {one.basis}".strip() for one in consents)
