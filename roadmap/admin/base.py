"""What the screens of roadmaps share: the moment of recording, and rows that are fixed once recorded."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from cooperation.models import User
from cooperation.models.recorded import Recorded
from roadmap.limits import current_limits
from roadmap.models.action import ActionQuerySet
from roadmap.services.recompute import recompute

ENDS = {"until", "until_latest"}


def stamp(record: Any, now: datetime, by: User) -> None:
    """Says when and by whom something new is recorded; what is recorded keeps its moment."""
    if isinstance(record, Recorded) and record.recorded_at is None:
        record.recorded_at, record.recorded_by = now, by


class Recording:
    """Records the moment of what is saved, then brings the actions that it bears on up to date."""

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        stamp(obj, timezone.now(), request.user)
        super().save_model(request, obj, form, change)  # type: ignore[misc]  # of ModelAdmin

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        now = timezone.now()
        for row in formset.forms:
            stamp(row.instance, now, request.user)
            if ENDS.intersection(row.changed_data):
                row.instance.until_recorded_at = now
        super().save_formset(request, form, formset, change)  # type: ignore[misc]  # of ModelAdmin

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Iterable[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # of ModelAdmin
        recompute(self.actions_of(form.instance), today(), current_limits())

    def actions_of(self, obj: Any) -> ActionQuerySet:
        """The actions whose state may follow from what was saved."""
        raise NotImplementedError


class FixedOnceRecorded(forms.ModelForm):
    """A recorded row keeps its columns, but for those that ``may_change`` and the empty ones that ``may_be_added``."""

    may_change: set[str] = set()
    may_be_added: set[str] = set()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            open_yet = name in self.may_be_added and self.initial.get(name) in {None, ""}
            field.disabled = bool(self.instance.pk) and name not in self.may_change and not open_yet


def today() -> date:
    """The day in Tashkent."""
    return timezone.localdate()
