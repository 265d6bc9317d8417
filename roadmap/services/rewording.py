"""How the texts of actions were worded before, from the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings

from roadmap.models import Action, Roadmap
from roadmap.rules.facts import end_of, recorded_on

WORDED = ("title", "description", "expected_result", "completion_form")
COLUMNS = tuple(f"{text}_{language}" for text in WORDED for language, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Text:
    """A text of one language as it was, and as it is."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Rewording:
    """What was worded anew between two days, and the last day on which it was."""

    on: date
    texts: tuple[Text, ...]


def rewordings(roadmap: Roadmap, since: date, until: date) -> dict[int, Rewording]:
    """Which actions of a roadmap were reworded after the end of one day and by the end of another, by their keys."""
    return {
        action: Rewording(on, tuple(texts(before, after)))
        for action, rows in worded(roadmap, until)
        if (before := last_by(rows, since)) and (after := rows[-1])
        for on in [reworded_on(rows, since)]
        if on
    }


def worded(roadmap: Roadmap, until: date) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The wordings of each action that had been recorded by the end of a day, one after another."""
    entries = Action.history.model.objects.filter(roadmap=roadmap.pk, history_date__lt=end_of(until))  # type: ignore[attr-defined]  # by the trail
    rows = entries.order_by("id", "history_date", "history_id").values("id", "history_date", *COLUMNS)
    for action, found in groupby(rows, key=lambda row: row["id"]):
        yield action, list(found)


def last_by(rows: list[dict[str, Any]], day: date) -> dict[str, Any] | None:
    """The wording in force at the end of a day."""
    return next((row for row in reversed(rows) if row["history_date"] < end_of(day)), None)


def reworded_on(rows: list[dict[str, Any]], since: date) -> date | None:
    """The last day after another on which the wording changed from what it was then."""
    before = last_by(rows, since)
    if before is None or not any(texts(before, rows[-1])):
        return None
    same = [row for row in rows if not any(texts(row, rows[-1]))]
    first = next(row for row in rows if row["history_date"] >= end_of(since) and row in same)
    return recorded_on(first["history_date"])


def texts(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Text]:
    """Each text that differs, with its name and its language."""
    names = dict(settings.LANGUAGES)
    for column in COLUMNS:
        was, now = before[column] or "", after[column] or ""
        if was != now:
            text, _underscore, language = column.rpartition("_")
            label = Action._meta.get_field(text).verbose_name  # type: ignore[union-attr]  # a column of texts
            yield Text(f"{label} ({names[language]})", was, now)
