"""Records that are part of the account: nobody rewrites or deletes them.

A model that inherits ``Fixed`` (its first base, with a queryset that inherits ``FixedQuerySet``) says in ``fixing``
which of its rows are fixed and what may still be written in them. Everything else is refused, whichever way it comes: a
save, an update in bulk, an upsert, a fixture, a delete, a cascade. PostgreSQL holds the same rules by triggers
(``triggers.py``).

What was undone as a whole stands no longer: a fixed record whose protecting foreign key names something that has
``undone_at`` filled, such as the import that recorded it, may be deleted; it still may not be changed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.db.models.constants import OnConflict
from django.db.models.fields.files import FieldFile

EMPTY = (None, "", False)
WITHHELD_ON = "withheld_on"
UNDONE_AT = "undone_at"
Row = Mapping[str, Any]
Model = TypeVar("Model", bound=models.Model, covariant=True)


class FixedRecordError(Exception):
    """Raised on an attempt to change or delete what may only be added to or corrected by a later record."""


@dataclass(frozen=True)
class Fixing:
    """Which rows of a model are fixed, and what may still be written in these; columns are named as in the database.

    ``where``: columns with the values that fix a row; without any, each is fixed as soon as it is recorded.
    ``part_of``: the foreign key of a fixed record of which this is a part: fixed with it, and then none is added to it.
    ``may_be_added``: columns that may be filled where they are empty, once.
    ``may_change``: columns that are no part of the account.
    ``emptied`` and ``marks``: when a record is withheld, once, these columns are emptied and those filled, together.
    """

    where: Mapping[str, Any] = field(default_factory=dict)
    part_of: str = ""
    may_be_added: Collection[str] = ()
    may_change: Collection[str] = ()
    emptied: Collection[str] = ()
    marks: Collection[str] = ()

    def rows(self, model: type[models.Model]) -> Q:
        """The condition under which a row is fixed."""
        if self.part_of:
            whole: Any = model._meta.get_field(self.part_of).related_model
            return Q(**{f"{self.part_of}__{column}": value for column, value in whole.fixing.where.items()})
        return Q(**self.where)

    def refused(self, stored: Row, written: Row) -> list[str]:
        """The columns of a fixed row that may not be written like this."""
        changed = {name: value for name, value in written.items() if stored[name] != value}
        may_be_added = self.may_be_added
        if self._is_withheld(stored, changed):
            changed = {name: value for name, value in changed.items() if name not in self.emptied}
            may_be_added = {*may_be_added, *self.marks}
        return [
            name
            for name in changed
            if name not in self.may_change and not (name in may_be_added and stored[name] in EMPTY)
        ]

    def _is_withheld(self, stored: Row, changed: Row) -> bool:
        """Whether a change turns the record into a tombstone: the day is filled, and nothing of it is left."""
        if WITHHELD_ON not in changed or stored[WITHHELD_ON] is not None:
            return False
        return all(changed.get(name, stored[name]) in EMPTY for name in self.emptied)


class FixedQuerySet(models.QuerySet[Model]):
    """Refuses what would rewrite fixed rows: the rows that would be hit are read first."""

    def fixed(self) -> "FixedQuerySet[Model]":
        return self.filter(self.model.fixing.rows(self.model))

    def update(self, **values: Any) -> int:
        self._refuse_change({self.model._meta.get_field(name): value for name, value in values.items()})
        return super().update(**values)

    def _update(self, values: Any) -> int:
        """What saving a record and loading a fixture come to."""
        self._refuse_change({column: value for column, _model, value in values})
        return super()._update(values)  # type: ignore[misc]  # Django's own, which its stubs leave out

    _update.queryset_only = False  # type: ignore[attr-defined]  # Django reads it off the method

    def _insert(self, objs: Any, fields: Any, **options: Any) -> Any:
        if options.get("on_conflict") == OnConflict.UPDATE:
            raise FixedRecordError(f"{self.model._meta.verbose_name}: a record is not replaced by another.")
        if part_of := self.model.fixing.part_of:
            self._refuse_addition({getattr(record, f"{part_of}_id") for record in objs})
        return super()._insert(objs, fields, **options)  # type: ignore[misc]  # as above

    _insert.queryset_only = False  # type: ignore[attr-defined]  # as above

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_deletion()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined]  # as above

    def _raw_delete(self, using: str | None) -> int:
        """What a cascade comes to."""
        self.refuse_deletion()
        return super()._raw_delete(using)  # type: ignore[misc]  # as above

    def refuse_deletion(self) -> None:
        """Raises FixedRecordError where one of these rows is fixed, and was not undone with what recorded it."""
        standing = self.fixed()
        if ground := undone_with(self.model):
            standing = standing.filter(**{f"{ground.name}__{UNDONE_AT}__isnull": True})
        if standing.exists():
            raise FixedRecordError(f"{self.model._meta.verbose_name}: a fixed record is not deleted.")

    def _refuse_change(self, values: Mapping[Any, Any]) -> None:
        fixing = self.model.fixing
        written = {column.attname: plain(column, value) for column, value in values.items() if column.concrete}
        if fixing.part_of and f"{fixing.part_of}_id" in written:
            moved = self.exclude(**{fixing.part_of: written[f"{fixing.part_of}_id"]})
            if moved.exists():
                self._refuse_addition({written[f"{fixing.part_of}_id"]})
        if not set(written).difference(fixing.may_change):
            return
        asked = {*written, *fixing.emptied, *fixing.marks}
        for stored in self.fixed().order_by().values("pk", *asked):
            if refused := fixing.refused(stored, written):
                noun = self.model._meta.verbose_name
                raise FixedRecordError(f"{noun} {stored['pk']} is fixed: {', '.join(refused)} cannot be written.")

    def _refuse_addition(self, wholes: Iterable[Any]) -> None:
        """Raises FixedRecordError where one of the records to which a part would be added is fixed."""
        whole: Any = self.model._meta.get_field(self.model.fixing.part_of).related_model
        if whole._base_manager.using(self.db).filter(pk__in=set(wholes)).fixed().exists():
            raise FixedRecordError(f"{self.model._meta.verbose_name}: nothing is added to a fixed record.")


def undone_with(model: type[models.Model]) -> "models.ForeignKey[Any, Any] | None":
    """The foreign key of a record to what is undone with all that it recorded; entries of the trail outlive it."""
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and column.remote_field.on_delete is models.PROTECT:
            recording: Any = column.related_model
            if any(field.name == UNDONE_AT for field in recording._meta.fields):
                return column
    return None


def plain(column: Any, value: Any) -> Any:
    """A value as it is read from the database; an expression stays one, and equals nothing that is stored."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, FieldFile):
        return value.name or ""
    return value if hasattr(value, "resolve_expression") else column.to_python(value)


class Fixed(models.Model):
    """A record that is part of the account."""

    fixing = Fixing()
    objects = FixedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is refused undoes this alone, and not what else the caller's transaction has written."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        type(self)._base_manager.filter(pk=self.pk).refuse_deletion()
        return super().delete(*args, **kwargs)
