"""Actions as a file: CSV in UTF-8 with its mark, or XLSX; no cell of either can be taken for a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook

from cooperation.exchange.files import CONTENT_TYPES, csv_file, saved
from roadmap.exchange.guide import add_guide, choices_of, where_listed
from roadmap.exchange.looks import look
from roadmap.exchange.resources import ActionResource, PastActionResource
from roadmap.exchange.typed_sheet import add_typed_sheet
from roadmap.exchange.versions import VERSION_COLUMNS, version_rows
from roadmap.models import Action, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits

NEW_ROWS = 1000  # below the last action, in which lists to choose from open as well


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
    stem = named(roadmaps)
    headings, rows = resource.get_export_headers(), resource.iter_queryset(actions)
    if format == "csv":
        content = csv_file(headings, rows, delimiter())
    else:
        content = xlsx_file(headings, rows, versions, roadmaps)
    return f"{stem}-{days}.{format}", CONTENT_TYPES[format], content


def named(roadmaps: list[Roadmap]) -> str:
    """What a file of these roadmaps is called; of samples it says so."""
    stem = roadmaps[0].slug if len(roadmaps) == 1 else "actions"
    is_sample = any(roadmap.is_sample for roadmap in roadmaps)
    return f"{stem}-sample" if is_sample and not stem.endswith("-sample") else stem


def delimiter() -> str:
    """What spreadsheet programs of the reader's language expect between cells: semicolons where numbers have commas."""
    return "," if get_language() == "en" else ";"


def xlsx_file(
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    versions: Iterable[Sequence[Any]],
    roadmaps: list[Roadmap],
) -> bytes:
    """A sheet of actions, one of all versions of their deadlines, one that explains the columns, and the mark."""
    workbook = Workbook(write_only=True)
    choices = choices_of(roadmaps)
    listed = where_listed(choices)
    actions = [look(column, column, listed) for column in headings]
    add_typed_sheet(workbook, _("Actions"), actions, rows, room=NEW_ROWS)
    add_typed_sheet(workbook, _("Deadlines"), [look(column, column, {}) for column in VERSION_COLUMNS], versions)
    add_guide(workbook, {column: column for column in headings}, choices)
    add_sample_mark(workbook, roadmaps)
    return saved(workbook)


def add_sample_mark(workbook: Workbook, roadmaps: list[Roadmap]) -> None:
    """Where one of the roadmaps is a sample, a sheet that says so."""
    if any(roadmap.is_sample for roadmap in roadmaps):
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
