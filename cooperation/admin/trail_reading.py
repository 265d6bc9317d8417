"""Entries of the trail in words: who, when, which record, and of each column from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.admin.trail import KINDS, Kind, address_of, loaded, owner_of
from cooperation.models import User
from cooperation.models.occasion import CHANGED, CREATED, DELETED
from cooperation.permissions import Someone

LANGUAGES = dict(settings.LANGUAGES)
CALLED = ("name", "title", "text", "username", "code", "slug", "number")
Key = tuple[str, int, datetime]


@dataclass(frozen=True)
class FieldChange:
    """A column, or a relation, with what it was and what it became, in words."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Told:
    """One entry: what one person did to one record at one moment."""

    at: datetime
    who: str
    kind: str
    record: str
    owner: str
    url: str
    sign: str
    fields: Sequence[FieldChange]
    unknown: bool = False  # what was there before is not for this reader

    @property
    def change(self) -> str:
        return {CREATED: _("created"), CHANGED: _("changed"), DELETED: _("deleted")}[self.sign]

    @property
    def record_in_full(self) -> str:
        return f"{self.owner}: {self.record}" if self.owner else self.record


@dataclass(frozen=True)
class Found:
    """An entry as it is stored, with the one before it that the user may see, and the relations of both by column."""

    kind: Kind
    row: dict[str, Any]
    before: dict[str, Any] | None
    related: dict[str, tuple[set[Any], set[Any]]]

    @property
    def unknown(self) -> bool:
        """Whether it changed what the user may not see."""
        return self.before is None and self.row["history_type"] != CREATED


def entries_of(user: Someone, parts: Iterable[tuple[Kind, Q]]) -> "QuerySet[Any, Key] | None":
    """The keys of the entries of these kinds that a user may see, the newest first; nothing where there is no kind."""
    selected = [
        kind.seen(user, kind.history.objects.filter(where))
        .order_by()
        .annotate(trail_kind=Value(kind.label, CharField()))
        .values_list("trail_kind", "history_id", "history_date")
        for kind, where in parts
    ]
    if not selected:
        return None
    first, *others = selected
    return first.union(*others, all=True).order_by("-history_date", "-history_id", "trail_kind")


def tell_entries(user: Someone, keys: Iterable[Key]) -> list[Told]:
    """These entries in words, in their order; as many queries for many as for one of each kind."""
    keys = list(keys)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for label, entry, _at in keys:
        by_kind[label].append(entry)
    found = {
        (label, one.row["history_id"]): one
        for label, entries in by_kind.items()
        for one in find(KINDS[label], entries, user)
    }
    words = Words(found.values())
    return [words.tell(found[label, entry], user) for label, entry, _at in keys]


def find(kind: Kind, entries: list[int], user: Someone) -> Iterator[Found]:
    """Loads entries of one kind with the last ones before them that the user may see."""
    columns = ["history_id", "history_date", "history_type", "history_user_id"]
    columns += [field.attname for field in kind.history.tracked_fields]
    seen = kind.seen(user, kind.history.objects.order_by())
    same = seen.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    now = seen.filter(history_id__in=entries).annotate(trail_before=Subquery(same.values("history_id")[:1]))
    rows = list(now.values(*columns, "trail_before"))
    keys = [row["trail_before"] for row in rows if row["trail_before"]]
    before = {row["history_id"]: row for row in kind.history.objects.filter(history_id__in=keys).values(*columns)}
    related = {field.name: links(kind, field, {*entries, *keys}) for field in kind.relations}
    for row in rows:
        yield Found(
            kind,
            row,
            before.get(row["trail_before"]),
            {name: (by[row["trail_before"]], by[row["history_id"]]) for name, by in related.items()},
        )


def links(kind: Kind, field: Any, entries: set[int]) -> dict[int | None, set[Any]]:
    """What each of these entries says that its record is related to by one relation."""
    found: dict[int | None, set[Any]] = defaultdict(set)
    model = getattr(kind.history, field.name).model
    for entry, key in model.objects.filter(history__in=entries).values_list("history", field.m2m_reverse_name()):
        found[entry].add(key)
    return found


class Words:
    """Says found entries in the reader's language; all records that they name are loaded at once."""

    def __init__(self, found: Iterable[Found]) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for one in found:
            wanted[one.kind.model].add(one.row["id"])
            wanted[User].add(one.row["history_user_id"])
            for field in one.kind.history.tracked_fields:
                if field.is_relation:
                    rows = (one.row, one.before or {})
                    wanted[field.related_model].update(row.get(field.attname) for row in rows)
            for field in one.kind.relations:
                wanted[field.related_model].update(*one.related[field.name])
        self.records = {model: loaded(model, keys - {None}) for model, keys in wanted.items()}

    def tell(self, found: Found, user: Someone) -> Told:
        kind, row = found.kind, found.row
        record = self.records[kind.model].get(row["id"])
        owner = owner_of(record) if record else None
        hidden = kind.hidden(user, record) if record else frozenset()
        return Told(
            at=row["history_date"],
            who=self.name(User, row["history_user_id"]) if row["history_user_id"] else "",
            kind=capfirst(str(kind.model._meta.verbose_name)),
            record=kind.called(record) if record else last_words(row),
            owner=said(owner) if owner else "",
            url=address_of(record, owner),
            sign=row["history_type"],
            fields=[*self.columns(found, hidden), *self.relations(found)],
            unknown=found.unknown,
        )

    def columns(self, found: Found, hidden: frozenset[str]) -> Iterator[FieldChange]:
        for field in found.kind.history.tracked_fields:
            if field.primary_key or field.name in hidden:
                continue
            was = found.before[field.attname] if found.before else None
            now = found.row[field.attname]
            if found.row["history_type"] == DELETED:
                was, now = now, None
            if was != now and not {was, now} <= {None, ""}:
                former = _("(not shown)") if found.unknown else self.value(field, was)
                yield FieldChange(name_of(field), former, self.value(field, now))

    def relations(self, found: Found) -> Iterator[FieldChange]:
        """What was taken away, and what was added."""
        for field in found.kind.relations:
            was, now = found.related[field.name]
            if found.row["history_type"] == DELETED or was == now:
                continue
            gone, come = (self.names(field.related_model, keys) for keys in (was - now, now - was))
            yield FieldChange(
                name_of(field),
                _("taken away: %(names)s") % {"names": gone} if gone else "",
                _("added: %(names)s") % {"names": come} if come else "",
            )

    def value(self, field: Any, value: Any) -> str:
        """A value of a column in words."""
        if value is None or value == "":
            return ""
        if field.is_relation:
            return self.name(field.related_model, value)
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        return date_format(value) if isinstance(value, date) else str(value)

    def names(self, model: type[models.Model], keys: set[Any]) -> str:
        return "; ".join(sorted(self.name(model, key) for key in keys))

    def name(self, model: type[models.Model], key: Any) -> str:
        record = self.records[model].get(key)
        return said(record) if record else _("deleted (No. %(key)s)") % {"key": key}


def said(record: models.Model) -> str:
    """What a record is called."""
    kind = KINDS.get(record._meta.label_lower)
    return kind.called(record) if kind else str(record)


def name_of(field: Any) -> str:
    """What a column is called, with the language of its text."""
    bare = getattr(field, "translated_field", field)
    name = capfirst(str(bare.verbose_name))
    return name if bare is field else f"{name} ({LANGUAGES[field.language]})"


def last_words(row: dict[str, Any]) -> str:
    """What a record that is no longer there was called, as its entry says."""
    languages = [get_language(), *LANGUAGES]
    columns = [name for stem in CALLED for name in (*(f"{stem}_{code}" for code in languages), stem)]
    return next((str(row[name]) for name in columns if row.get(name)), f"No. {row['id']}")
