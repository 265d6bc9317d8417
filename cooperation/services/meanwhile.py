"""Two people at once: whether a record has changed since someone opened its form, by whom and when."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Model

from cooperation.models.occasion import states, stored


@dataclass(frozen=True)
class Part:
    """Rows of one model that a form shows: the record itself, or what belongs to it."""

    model: Any
    where: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One entry that came after a form was opened."""

    at: datetime
    who: str
    noun: str
    record: str
    sign: str


@dataclass
class ChangedMeanwhileError(Exception):
    """What someone has written rests on what is no longer stored."""

    changes: list[Change] = field(default_factory=list)


def opened_with(parts: Sequence[Part], lock: bool = False) -> str:
    """What a form carries: a digest of what is stored, and the last entry of each part; locked where that is asked.

    The form of something new has no parts, and carries nothing.
    """
    if not parts:
        return ""
    digest = hashlib.sha256()
    last = []
    for part in parts:
        rows = stored(part.model).filter(**part.where)
        history = part.model.history.model
        state = states(rows.select_for_update() if lock else rows, history)
        for key in sorted(state):
            plain = [sorted(value) if isinstance(value, set) else value for value in state[key]]
            digest.update(repr((part.model._meta.label, key, plain)).encode())
        newest = history.objects.filter(**part.where).aggregate(newest=Max("history_id"))["newest"]
        last.append(str(newest or 0))
    return ".".join([digest.hexdigest(), *last])


def check_unchanged(parts: Sequence[Part], carried: str) -> None:
    """Locks what a form shows until the transaction ends. Raises ChangedMeanwhileError with what others have done."""
    if opened_with(parts, lock=True).partition(".")[0] != carried.partition(".")[0]:
        raise ChangedMeanwhileError(sorted(changes_since(parts, carried), key=lambda change: change.at))


def changes_since(parts: Sequence[Part], carried: str) -> Iterator[Change]:
    """The entries that came after those that a form carries; none where it carries nothing that can be read."""
    numbers = carried.split(".")[1:]
    if len(numbers) != len(parts) or not all(number.isdecimal() for number in numbers):
        return
    for part, number in zip(parts, numbers, strict=True):
        entries = part.model.history.model.objects.filter(**part.where, history_id__gt=int(number))
        entries = list(entries.select_related("history_user"))
        records: dict[Any, Model] = part.model._default_manager.in_bulk([entry.id for entry in entries])
        for entry in entries:
            yield Change(
                at=entry.history_date,
                who=str(entry.history_user or ""),
                noun=str(part.model._meta.verbose_name),
                record=str(records.get(entry.id, "")),
                sign=entry.history_type,
            )
