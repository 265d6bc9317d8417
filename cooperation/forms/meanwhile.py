"""A form that is refused because someone else was quicker: who it was, and what is stored now beside what was typed."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models.occasion import CHANGED, CREATED, DELETED
from cooperation.services.meanwhile import Change, ChangedMeanwhileError


def refusals(changes: Iterable[Change]) -> list[str]:
    """What to say above a form: that nothing was saved, and who has changed what in the meantime."""
    return [
        _(
            "Nothing was saved: this record has been changed since you opened it. What is stored now stands beside "
            "each field that differs from what you wrote. Save again to put yours in its place."
        ),
        *map(told, changes),
    ]


def told(change: Change) -> str:
    words = {
        CREATED: _("%(day)s: %(who)s added %(noun)s “%(record)s”."),
        CHANGED: _("%(day)s: %(who)s changed %(noun)s “%(record)s”."),
        DELETED: _("%(day)s: %(who)s deleted %(noun)s."),
    }
    return words[change.sign] % {
        "day": date_format(timezone.template_localtime(change.at), "DATETIME_FORMAT"),
        "who": change.who or _("somebody"),
        "noun": change.noun,
        "record": change.record,
    }


def refuse(form: forms.BaseForm, changed: ChangedMeanwhileError, besides: Collection[str] = ()) -> None:
    """Refuses a form of one record, and shows both versions in it, but for the fields ``besides``."""
    form.add_error(None, refusals(changed.changes))
    show_stored(form, besides)


def show_stored(form: forms.BaseForm, besides: Collection[str] = ()) -> None:
    """Says beside each field what is stored now, where that is not what was written."""
    for name in [name for name in form.changed_data if name not in besides]:
        field = form.fields[name]
        if not field.widget.is_hidden and name != "DELETE":
            value = in_words(field, form.get_initial_for_field(field, name))
            form.add_error(name, _("Stored now: %(value)s") % {"value": value})


def in_words(field: forms.Field, value: Any) -> str:
    """A stored value as its field shows it to people."""
    if value is None or value in ("", []):
        return _("nothing")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "; ".join(map(str, value))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=getattr(value, "pk", value)).first() or value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value) if isinstance(value, date) else str(value)
