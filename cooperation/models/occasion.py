"""The occasion of a change: its moment and its person, and the entries that it leaves in the trail."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from cooperation.models.recorded import Recorded

if TYPE_CHECKING:
    from cooperation.models.user import User

Model = type[models.Model]
P = ParamSpec("P")
R = TypeVar("R")
CREATED, CHANGED, DELETED = "+", "~", "-"
BATCH = 500


class Occasion:
    """What one person records at one moment: at its end each record that has changed gets one entry."""

    def __init__(self, now: datetime, by: "User | None", outer: "Occasion | None") -> None:
        self.now, self.outer = now, outer
        self.by = by or (outer.by if outer else signed_in())
        self.created: defaultdict[Model, dict[Any, None]] = defaultdict(dict)
        self.changed: defaultdict[Model, dict[Any, None]] = defaultdict(dict)

    def note_created(self, model: Model, keys: Iterable[Any]) -> None:
        self.created[model] |= dict.fromkeys(keys)

    def note_changed(self, model: Model, keys: Iterable[Any]) -> None:
        for key in keys:
            if not any(key in one.created[model] for one in self.and_around()):
                self.changed[model][key] = None

    def forget(self, model: Model, key: Any) -> bool:
        """Drops what was noted of a record that is deleted; returns whether it was made on the same occasion."""
        made_now = False
        for one in self.and_around():
            one.changed[model].pop(key, None)
            made_now |= one.created[model].pop(key, CREATED) is None
        return made_now

    def note_deleted(self, model: Model, keys: Iterable[Any]) -> None:
        """Adds the last entries of records that are deleted in bulk next, as they are still stored.

        What was made on the same occasion leaves no entry.
        """
        add_entries(model, [key for key in keys if not self.forget(model, key)], DELETED, self.now, self.by)

    def and_around(self) -> "Iterator[Occasion]":
        """This occasion and those within which it falls."""
        yield self
        if self.outer:
            yield from self.outer.and_around()

    def close(self) -> None:
        for model, keys in self.created.items():
            add_entries(model, list(keys), CREATED, self.now, self.by)
        for model, keys in self.changed.items():
            add_entries(model, differing(model, list(keys)), CHANGED, self.now, self.by)


_open: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


def signed_in() -> "User | None":
    """Whoever sent the request that is being answered, if one is."""
    request = getattr(HistoricalRecords.context, "request", None)
    return request.user if request and request.user.is_authenticated else None


def occasion() -> Occasion | None:
    """The one that is open, if any is."""
    return _open.get()


@contextmanager
def noting(now: datetime, by: "User | None" = None) -> Iterator[Occasion]:
    """All that is saved inside belongs to one occasion; it is written with its entries, or not at all.

    What is written in bulk tells nobody: whoever does so notes the records.
    """
    with transaction.atomic():
        opened = Occasion(now, by, _open.get())
        token = _open.set(opened)
        try:
            yield opened
        finally:
            _open.reset(token)
        opened.close()


def on_record(service: Callable[P, R]) -> Callable[P, R]:
    """Makes a service atomic, and its arguments ``now`` and ``by`` the moment and the person of what it changes."""
    signature = inspect.signature(service)

    @wraps(service)
    def noted(*args: P.args, **kwargs: P.kwargs) -> R:
        given = signature.bind(*args, **kwargs).arguments
        with noting(given["now"], given.get("by")):
            return service(*args, **kwargs)

    return noted


def stored(model: Model) -> "models.QuerySet[Any]":
    """The rows of a model with the columns of each language, which its own manager takes for one another."""
    return models.QuerySet(model)


def add_entries(model: Model, keys: Sequence[Any], kind: str, now: datetime, by: "User | None") -> None:
    """Adds an entry for each of these records as it is stored, with its relations: one statement for 500 of them.

    A new record that says when and by whom it was recorded gives its first entry the same moment and person.
    """
    history: Any = model.history.model  # type: ignore[attr-defined]  # of a tracked model
    fields = [field.attname for field in history.tracked_fields]
    moment: Any = Value(now, models.DateTimeField())
    person: Any = Value(by.pk if by else None, models.BigIntegerField())
    if kind == CREATED and issubclass(model, Recorded):
        moment, person = F("recorded_at"), Coalesce(F("recorded_by"), person)
    said = {
        "history_date": moment,
        "history_type": Value(kind, models.CharField()),
        "history_user_id": person,
    }
    name = connection.ops.quote_name
    columns = ", ".join(name(history._meta.get_field(field).column) for field in (*fields, *said))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        rows = stored(model).filter(pk__in=batch).order_by("pk").values_list(*fields, *said.values())
        select, parameters = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name(history._meta.db_table)} ({columns}) {select}", parameters)
        _add_relations(history, batch)


def _add_relations(history: Any, keys: Sequence[Any]) -> None:
    """Adds what the records of new entries are related to."""
    entries: dict[Any, int] = {}
    for field in history._history_m2m_fields:
        holder, other = field.m2m_column_name(), field.m2m_reverse_name()
        links = list(field.remote_field.through.objects.filter(**{f"{holder}__in": keys}).values("pk", holder, other))
        if links:
            entries = entries or dict(last_entries(history, keys).values_list("id", "history_id"))
            related = getattr(history, field.name).model
            related.objects.bulk_create(
                [
                    related(
                        id=link["pk"], history_id=entries[link[holder]], **{holder: link[holder], other: link[other]}
                    )
                    for link in links
                ]
            )


def last_entries(history: Any, keys: Sequence[Any]) -> Any:
    """The last entry of each of these records."""
    last = history.objects.filter(id__in=keys).order_by().values("id").annotate(last=Max("history_id")).values("last")
    return history.objects.filter(history_id__in=last)


def differing(model: Model, keys: Sequence[Any]) -> list[Any]:
    """Those of these records that are no longer what their last entries say."""
    history: Any = model.history.model  # type: ignore[attr-defined]  # of a tracked model
    found = []
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        told = states(last_entries(history, batch).exclude(history_type=DELETED), history)
        now_stored = states(stored(model).filter(pk__in=batch), history)
        found += [key for key in batch if key in now_stored and now_stored[key] != told.get(key)]
    return found


def states(rows: Any, history: Any) -> dict[Any, list[Any]]:
    """Tracked values and relations by the key of the record; ``rows`` are records, or entries of them.

    A text that is empty in a language is empty, whichever way it is stored.
    """
    fields = [field.attname for field in history.tracked_fields]
    found = {
        key: [None if value == "" else value for value in values]
        for key, *values in rows.order_by().values_list("id", *fields)
    }
    for field in history._history_m2m_fields:
        related: defaultdict[Any, set[Any]] = defaultdict(set)
        if rows.model is history:
            links = getattr(history, field.name).model.objects.filter(history__in=rows)
        else:
            links = field.remote_field.through.objects.filter(**{f"{field.m2m_column_name()}__in": list(found)})
        for key, other in links.values_list(field.m2m_column_name(), field.m2m_reverse_name()):
            related[key].add(other)
        for key, state in found.items():
            state.append(related[key])
    return found
