"""The trail in the admin: one page over all records, and the same as a file."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from cooperation.admin.history import page_of_entries
from cooperation.admin.trail import Kind, kinds_seen_by
from cooperation.admin.trail_reading import Key, Told, entries_of, tell_entries
from cooperation.exchange.escape import neutralise
from cooperation.models import User
from cooperation.permissions import Someone

CHUNK = 500
# The first and the last days of the calendar have no midnight in another time zone, or no day after them.
WITHIN = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
HEADINGS = ("when", "who", "kind", "record", "change", "field", "from", "to")


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrailFilter(forms.Form):
    """By what the trail is narrowed; ``until`` is a day that still counts, in Tashkent."""

    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), required=False, empty_label=_("everyone"))
    since = forms.DateField(
        label=pgettext_lazy("first day", "From"), required=False, widget=day_input(), validators=WITHIN
    )
    until = forms.DateField(
        label=pgettext_lazy("last day", "To"), required=False, widget=day_input(), validators=WITHIN
    )

    def __init__(self, user: Someone, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.kinds = user, {kind.label: kind for kind in kinds_seen_by(user)}
        names = ((label, capfirst(str(kind.model._meta.verbose_name))) for label, kind in self.kinds.items())
        self.fields["kind"].choices = [("", _("all kinds")), *names]
        self.fields["person"].queryset = people_in(user, self.kinds.values())

    def entries(self) -> "QuerySet[Any, Key] | None":
        """The keys of the entries that are asked for; nothing where something is asked for that cannot be."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        kinds = [self.kinds[asked["kind"]]] if asked["kind"] else self.kinds.values()
        where = Q()
        if asked["person"]:
            where &= Q(history_user=asked["person"])
        if asked["since"]:
            where &= Q(history_date__gte=midnight(asked["since"]))
        if asked["until"]:
            where &= Q(history_date__lt=midnight(asked["until"] + timedelta(days=1)))
        return entries_of(self.user, [(kind, where) for kind in kinds])


def midnight(day: Any) -> datetime:
    """The first moment of a day in Tashkent."""
    return timezone.make_aware(datetime.combine(day, time.min))


def people_in(user: Someone, kinds: Iterable[Kind]) -> "QuerySet[User]":
    """Those who have changed something that a user may see."""
    found = [
        kind.seen(user, kind.history.objects.all()).order_by().values_list("history_user", flat=True) for kind in kinds
    ]
    first, *others = found
    return User.objects.filter(pk__in=[key for key in first.union(*others) if key]).order_by("full_name", "username")


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, from what to what: the newest first."""
    form = TrailFilter(request.user, request.GET)
    page = page_of_entries(form.entries(), request.GET.get("page"), request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Trail"),
        "form": form,
        "page_obj": page,
        "is_paginated": page.has_other_pages(),
    }
    return TemplateResponse(request, "admin/trail/trail.html", context)


@require_safe
def trail_csv(request: HttpRequest) -> HttpResponseBase:
    """The same entries as a file, one line for each column that changed."""
    form = TrailFilter(request.user, request.GET)
    keys = form.entries()
    if keys is None:
        return HttpResponse(str(form.errors), status=400)
    lines = written(keys.iterator(chunk_size=CHUNK), request.user)
    disposition = f'attachment; filename="trail-{timezone.localdate():%Y-%m-%d}.csv"'
    return StreamingHttpResponse(lines, "text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def written(keys: Iterator[Key], user: Someone) -> Iterator[str]:
    """The lines of the file, read in pieces; the mark at its head tells spreadsheets that it is UTF-8."""
    yield "\ufeff" + line(HEADINGS)
    while some := list(islice(keys, CHUNK)):
        for entry in tell_entries(user, some):
            yield from map(line, cells_of(entry))


def cells_of(entry: Told) -> Iterator[tuple[str, ...]]:
    when = f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"
    same = (when, entry.who, entry.kind, entry.record_in_full, entry.change)
    for field in entry.fields:
        yield (*same, field.field, field.was, field.now)
    if not entry.fields:
        yield (*same, "", "", "")


def line(cells: Iterable[str]) -> str:
    """One line of CSV, in which no cell is taken for a formula."""
    file = StringIO()
    csv.writer(file).writerow([neutralise(cell) for cell in cells])
    return file.getvalue()
