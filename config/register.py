"""The register in the admin: taken out as a file, and brought in after a look at what a file would do."""

import hashlib
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.export import csv_of_noun, register_as_xlsx, workbook_of
from cooperation.exchange.files import CONTENT_TYPES
from cooperation.exchange.nouns import BY_NAME, NOUNS
from cooperation.exchange.outcome import Outcome, Written
from cooperation.exchange.reading import Tables, read_file
from cooperation.exchange.register_import import RegisterChangedError, import_register
from cooperation.exchange.table import MAX_BYTES
from cooperation.permissions import can_keep_register
from roadmap.limits import current_limits
from roadmap.models import Action
from roadmap.services.recompute import recompute

MAX_ROWS = 5_000
SHOWN = 50  # rows of each noun
KEPT = "register_import"  # in the session: what was previewed, and where its file is


def named() -> list[tuple[str, Any]]:
    """The nouns with their names for readers."""
    return [(noun.name, capfirst(noun.model._meta.verbose_name_plural)) for noun in NOUNS]


class ExportForm(forms.Form):
    """What is taken out: everything, which is a workbook, or one noun."""

    noun = forms.ChoiceField(label=_("Records"), required=False)
    format = forms.ChoiceField(label=_("Format"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="export_%s", **kwargs)
        self.fields["noun"].choices = [("", _("the whole register (XLSX)")), *named()]


class UploadForm(forms.Form):
    """The file; whether it can be read is found out while the form is checked."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook or a CSV with the columns of an export."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    noun = forms.ChoiceField(label=_("What it holds"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noun"].choices = [("", _("as its name and its headings tell")), *named()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in cleaned and "noun" in cleaned:
            self.read(cleaned["file"], cleaned["noun"])
        return cleaned

    def read(self, file: Any, noun: str) -> None:
        if file.size > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise ValidationError({"file": _("This file is larger than %(limit)s megabytes.") % {"limit": limit}})
        self.content = file.read()
        try:
            self.tables = read_file(file.name, self.content, noun)
        except RefusedError as error:
            raise ValidationError({"file": [str(refusal) for refusal in error.refusals]}) from error
        if sum(len(table.rows) for table in self.tables.values()) > MAX_ROWS:
            text = _("This file has more than %(limit)s rows. Divide it, or have it imported by import_register.")
            raise ValidationError({"file": text % {"limit": MAX_ROWS}})


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The page of both; an upload is answered with what the file would do, and nothing is written."""
    if request.method == "POST" and not can_keep_register(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return preview(request, form)
    context = {"title": _("Register: import and export"), "form": form, "export_form": ExportForm(request.GET)}
    return page(request, "register", context | {"can_import": can_keep_register(request.user)})


@require_GET
def register_export(request: HttpRequest) -> HttpResponseBase:
    """The whole register, or one noun of it, as a file."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        return HttpResponse(str(form.errors), status=400)
    noun, kind = BY_NAME.get(form.cleaned_data["noun"]), form.cleaned_data["format"] or "xlsx"
    if noun is None:
        kind, content = "xlsx", register_as_xlsx()
    else:
        content = csv_of_noun(noun) if kind == "csv" else workbook_of(noun)
    name = f"{noun.name if noun else 'register'}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


def preview(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """What a file would do; where something can be confirmed, the file is kept until then."""
    outcome = import_register(form.tables, timezone.now(), request.user, dry_run=True)
    forget(request)
    file = form.cleaned_data["file"]
    can_confirm = not outcome.refusals and not outcome.is_empty
    if can_confirm:
        sha256 = hashlib.sha256(form.content).hexdigest()
        request.session[KEPT] = {
            "path": default_storage.save(f"register/{sha256}", ContentFile(form.content)),
            "sha256": sha256,
            "name": file.name,
            "noun": form.cleaned_data["noun"],
            "digest": outcome.digest,
        }
    return page(request, "preview", {"title": file.name, "can_confirm": can_confirm} | told(outcome))


def told(outcome: Outcome) -> dict[str, Any]:
    """What the page shows of an outcome: counts of each noun, and the first rows."""
    return {"outcome": outcome, "new": by_noun(outcome.new), "changed": by_noun(outcome.changed), "shown": SHOWN}


def by_noun(rows: list[Written]) -> list[tuple[Any, list[Written]]]:
    """Rows under the names of their nouns, in the order of the sheets."""
    names = dict(named())
    return [(names[noun], list(some)) for noun, some in groupby(rows, key=lambda row: row.noun)]


@require_POST
def register_confirm(request: HttpRequest) -> HttpResponse:
    """Writes what was previewed, or says that something else would be written now."""
    if not can_keep_register(request.user):
        raise PermissionDenied
    kept = request.session.get(KEPT, {})
    tables = tables_of(kept)
    if tables is None:
        messages.error(request, _("There is nothing to confirm. Upload the file again."))
        return redirect("register")
    moved = _("The data has changed since the preview, so nothing was imported. Upload the file again.")
    try:
        outcome = import_register(tables, timezone.now(), request.user, False, kept["digest"], bring_up_to_date)
    except RegisterChangedError:
        messages.error(request, moved)
    else:
        counts = {"new": len(outcome.new), "changed": len(outcome.changed)}
        done = _("Imported: %(new)s new, %(changed)s changed.") % counts
        messages.add_message(request, *((messages.ERROR, moved) if outcome.refusals else (messages.SUCCESS, done)))
    forget(request)
    return redirect("register")


def tables_of(kept: dict[str, str]) -> Tables | None:
    """The tables of a file that was kept; nothing where it is gone, or is not what was previewed."""
    if not kept or not default_storage.exists(kept["path"]):
        return None
    with default_storage.open(kept["path"], "rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != kept["sha256"]:
        return None
    return read_file(kept["name"], content, kept["noun"])


def forget(request: HttpRequest) -> None:
    """Drops what was previewed, with its file."""
    if kept := request.session.pop(KEPT, None):
        default_storage.delete(kept["path"])


def bring_up_to_date(outcome: Outcome) -> None:
    """The state of actions follows from who took over from whom."""
    if any(row.noun == "successions" for row in outcome.new):
        recompute(Action.objects.all(), timezone.localdate(), current_limits())


def page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, f"admin/register/{name}.html", {**admin.site.each_context(request), **context})
