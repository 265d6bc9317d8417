"""The trail: who changed what, when, from what to what. Entries are only added."""

from collections.abc import Iterable
from typing import Any

import simple_history
from django.apps import apps
from django.db import models
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords

from cooperation.models.fixed import WITHHELD_ON, Fixed, FixedQuerySet, Fixing
from cooperation.models.occasion import (
    CHANGED,
    CREATED,
    DELETED,
    add_entries,
    differing,
    occasion,
    signed_in,
    stored,
)
from cooperation.models.recorded import Recorded
from cooperation.models.searchable import Searchable


class EntryQuerySet(FixedQuerySet[Any], HistoricalQuerySet):
    """Entries, and what simple-history asks of them."""


class Entry(Fixed):
    """A record as it stood after a change, or one of its relations then; it is never changed or deleted."""

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Trail(HistoricalRecords):
    """Gives a record an entry where something of it has changed, with the moment and the person of the occasion."""

    def post_save(self, instance: Any, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """What a fixture loads is noted where that is an occasion, and not otherwise."""
        if kwargs.get("raw") and not occasion():
            return
        written = kwargs.get("update_fields")
        tracked = {name for field in self.fields_included(instance) for name in (field.name, field.attname)}
        if written is None or tracked.intersection(written):
            super().post_save(instance, created, using)

    def m2m_changed(
        self, instance: Any, action: str, attr: str, pk_set: set[Any] | None, reverse: bool, **kwargs: Any
    ) -> None:
        if not reverse:
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)
        elif action == "pre_clear":
            raise NotImplementedError("Clear a relation on the records that have it: the trail must tell which.")
        elif action in {"post_add", "post_remove"}:
            for record in stored(self.cls).filter(pk__in=pk_set or ()):
                self.create_historical_record(record, CHANGED)

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        """Notes the change on the open occasion; without one, the entry is made at once."""
        model, now_open = type(instance), occasion()
        if history_type == DELETED:
            self.note_deleted(instance, history_type, using)
        elif now_open and history_type == CREATED:
            now_open.note_created(model, [instance.pk])
        elif now_open:
            now_open.note_changed(model, [instance.pk])
        elif history_type == CREATED and isinstance(instance, Recorded):
            add_entries(model, [instance.pk], CREATED, instance.recorded_at, signed_in())
        elif history_type == CREATED or differing(model, [instance.pk]):
            record = stored(model).get(pk=instance.pk)  # what the caller holds of the other columns may be older
            super().create_historical_record(record, history_type, using)

    def note_deleted(self, instance: Any, history_type: str, using: str | None) -> None:
        """What was made and deleted on one occasion leaves no entry."""
        if now_open := occasion():
            if now_open.forget(type(instance), instance.pk):
                return
            instance._history_date = now_open.now
        super().create_historical_record(instance, history_type, using)

    def get_history_user(self, instance: Any) -> Any:
        now_open = occasion()
        return (now_open and now_open.by) or super().get_history_user(instance)


def keep_trail(*tracked: type[models.Model], without: Iterable[str] = ()) -> None:
    """Has these models leave a trail of all their columns and relations but those named.

    Stands after the registration of translated texts, whose columns it finds; the bare column follows from theirs, and
    what the search looks in from all of them.
    """
    for model in tracked:
        bare = {field.translated_field.name for field in model._meta.fields if hasattr(field, "translated_field")}
        left_out = bare.union(without, {"folded"} if issubclass(model, Searchable) else ())
        simple_history.register(
            model,
            records_class=Trail,
            bases=[Entry],
            m2m_bases=[Entry],
            historical_queryset=EntryQuerySet,
            history_id_field=models.BigAutoField(),
            excluded_fields=sorted(left_out),
            m2m_fields=[field.name for field in model._meta.local_many_to_many if field.name not in left_out],
            no_db_index=[field.name for field in model._meta.fields if not field.primary_key],
        )
        if issubclass(model, Fixed):  # what is withheld of a record is withheld of its entries too
            marks = (WITHHELD_ON,) if model.fixing.emptied else ()
            model.history.model.fixing = Fixing(emptied=model.fixing.emptied, marks=marks)  # type: ignore[attr-defined]  # of a tracked model


def tracked_models() -> list[type[models.Model]]:
    """Every model that leaves a trail."""
    return [model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def entry_models() -> list[type[models.Model]]:
    """Every model of entries, and of what they say of relations: their tables are only added to."""
    return [model for model in apps.get_models() if issubclass(model, Entry)]
