"""The least code that puts the same rows and relations into the database: an upsert with ``bulk_create``."""

import csv
from datetime import date
from io import StringIO

from django.db import transaction

from bench.data import RECORDED
from cooperation.models import Country, Institution
from roadmap.choices import DeadlineKind, Part, Status
from roadmap.models import Action, Deadline, Direction, RequiredParty, Responsibility, Roadmap

TEXTS = ("number", "title_en", "title_ru", "description_en", "expected_result_en", "visibility")
STORED = ("position", "folded", "timing", "original_due", "current_due", "due_precision", "status", "percent")


@transaction.atomic
def upsert(roadmap: Roadmap, content: bytes) -> None:
    table = list(csv.DictReader(StringIO(content.decode())))
    directions = {direction.code: direction for direction in Direction.objects.filter(roadmap=roadmap)}
    made = [action_of(row, position, roadmap, directions) for position, row in enumerate(table, start=1)]
    Action.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["roadmap", "code"],
        update_fields=["direction", *TEXTS, *STORED],
    )
    keys = dict(Action.objects.filter(roadmap=roadmap).values_list("code", "pk"))
    institutions = Institution.objects.in_bulk(field_name="code")
    countries = Country.objects.in_bulk(field_name="code")
    parts = [part for row in table for part in parts_of(row, keys[row["code"]], institutions)]
    parties = [
        RequiredParty(action_id=keys[row["code"]], country=countries[code[:2].upper()], status=Status.NO_INFORMATION)
        for row in table
        for code in row["lead"].split("; ")
    ]
    Responsibility.objects.bulk_create(parts, ignore_conflicts=True)
    RequiredParty.objects.bulk_create(
        parties, update_conflicts=True, unique_fields=["action", "country"], update_fields=["status"]
    )
    Deadline.objects.bulk_create((deadline_of(row, keys[row["code"]]) for row in table), ignore_conflicts=True)


@transaction.atomic
def upsert_with_trail(roadmap: Roadmap, content: bytes) -> None:
    """The same with an entry in the trail for each record that staff keep."""
    upsert(roadmap, content)
    for model, of_roadmap in ((Action, "roadmap"), (Responsibility, "action__roadmap"), (Deadline, "action__roadmap")):
        records = model.objects.filter(**{of_roadmap: roadmap})
        model.history.bulk_history_create(list(records), batch_size=500, default_date=RECORDED)


def action_of(row: dict[str, str], position: int, roadmap: Roadmap, directions: dict[str, Direction]) -> Action:
    due = date.fromisoformat(row["deadline"])
    action = Action(
        roadmap=roadmap,
        code=row["code"],
        direction=directions[row["direction"]],
        position=position,
        **{name: row[name] for name in TEXTS},
        timing=row["timing"],
        original_due=due,
        current_due=due,
        due_precision=row["deadline_precision"],
        status=Status.NO_INFORMATION,
        percent=0,
        recorded_at=RECORDED,
    )
    action.folded = action.fold()
    return action


def parts_of(row: dict[str, str], action: int, institutions: dict[str, Institution]) -> list[Responsibility]:
    return [
        Responsibility(
            action_id=action, institution=institutions[code], part=part, position=position, recorded_at=RECORDED
        )
        for part, column in ((Part.LEAD, "lead"), (Part.SUPPORTING, "supporting"))
        for position, code in enumerate(row[column].split("; "))
    ]


def deadline_of(row: dict[str, str], action: int) -> Deadline:
    return Deadline(
        action_id=action,
        kind=DeadlineKind.ORIGINAL,
        timing=row["timing"],
        due=date.fromisoformat(row["deadline"]),
        precision=row["deadline_precision"],
        recorded_at=RECORDED,
    )
