"""Actions as a file: CSV in UTF-8 with its mark, or XLSX; no cell of either can be taken for a formula."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook

from cooperation.exchange.files import CONTENT_TYPES, add_sheet, csv_file, saved
from roadmap.exchange.resources import ActionResource, PastActionResource
from roadmap.exchange.versions import VERSION_COLUMNS, version_rows
from roadmap.models import Action, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits

WIDE = re.compile(r"^(title_|description_|expected_result_|reason$)")


def export_actions(queryset: ActionQuerySet, format: str, on: date, limits: Limits) -> tuple[str, str, bytes]:  # noqa: A002  # as addresses call it
    """File name, content type and content of an export of the caller's actions, as they stand on a day.

    ``format`` is ``csv`` or ``xlsx``. Sample data is marked in the file's name, and in XLSX on a sheet of its own.
    """
    resource = ActionResource(on, limits)
    roadmaps = list(Roadmap.objects.filter(pk__in=queryset.order_by().values("roadmap")).order_by("slug"))
    return as_file(resource, queryset, version_rows(queryset, on, None, limits), roadmaps, f"{on:%Y-%m-%d}", format)


def export_past_actions(
    actions: list[Action],
    roadmap: Roadmap,
    format: str,  # noqa: A002  # as above
    on: date,
    known: date | None,
    limits: Limits,
) -> tuple[str, str, bytes]:
    """The same of a roadmap's actions as they stood on another day; the file's name and each row say on which."""
    resource = PastActionResource(on, known, limits)
    days = f"on-{on:%Y-%m-%d}" + (f"-known-{known:%Y-%m-%d}" if known else "")
    stored = Action.objects.filter(pk__in=[action.pk for action in actions])
    return as_file(resource, actions, version_rows(stored, on, known, limits), [roadmap], days, format)


def as_file(
    resource: ActionResource,
    actions: Any,
    versions: Iterable[Sequence[Any]],
    roadmaps: list[Roadmap],
    days: str,
    format: str,  # noqa: A002  # see above
) -> tuple[str, str, bytes]:
    """A table of actions as a file, named after its roadmap and its days; the versions go into XLSX only."""
    is_sample = any(roadmap.is_sample for roadmap in roadmaps)
    stem = roadmaps[0].slug if len(roadmaps) == 1 else "actions"
    mark = "-sample" if is_sample and not stem.endswith("-sample") else ""
    headings, rows = resource.get_export_headers(), resource.iter_queryset(actions)
    if format == "csv":
        content = csv_file(headings, rows, delimiter())
    else:
        content = xlsx_file(headings, rows, versions, is_sample)
    return f"{stem}{mark}-{days}.{format}", CONTENT_TYPES[format], content


def delimiter() -> str:
    """What spreadsheet programs of the reader's language expect between cells: semicolons where numbers have commas."""
    return "," if get_language() == "en" else ";"


def xlsx_file(
    headings: Sequence[str], rows: Iterable[Sequence[Any]], versions: Iterable[Sequence[Any]], is_sample: bool
) -> bytes:
    """A sheet of actions, one of all versions of their deadlines, and where they are sample data one that says so."""
    workbook = Workbook(write_only=True)
    add_sheet(workbook, _("Actions"), headings, rows, WIDE)
    add_sheet(workbook, _("Deadlines"), VERSION_COLUMNS, versions, WIDE)
    if is_sample:
        notice = workbook.create_sheet(_("Sample data"))
        notice.append([_("Sample data.")])
        notice.append(
            [
                _(
                    "These actions and reports were written to show how the tracker works. "
                    "No government has said any of this."
                )
            ]
        )
    return saved(workbook)
