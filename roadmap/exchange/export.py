"""Actions as a file: CSV in UTF-8 with its mark, or XLSX; no cell of either can be taken for a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from roadmap.exchange.escape import neutralise, pack
from roadmap.exchange.resources import ActionResource, PastActionResource
from roadmap.exchange.versions import VERSION_COLUMNS, version_rows
from roadmap.models import Action, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDE = re.compile(r"^(title_|description_|expected_result_|reason$)")
MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def export_actions(queryset: ActionQuerySet, format: str, on: date, limits: Limits) -> tuple[str, str, bytes]:  # noqa: A002  # as addresses call it
    """File name, content type and content of an export of the caller's actions, as they stand on a day.

    ``format`` is ``csv`` or ``xlsx``. Sample data is marked in the file's name, and in XLSX on a sheet of its own.
    """
    dataset = ActionResource(on, limits).export(queryset)
    roadmaps = list(Roadmap.objects.filter(pk__in=queryset.order_by().values("roadmap")).order_by("slug"))
    return as_file(dataset, version_rows(queryset, on, None, limits), roadmaps, f"{on:%Y-%m-%d}", format)


def export_past_actions(
    actions: list[Action],
    roadmap: Roadmap,
    format: str,  # noqa: A002  # as above
    on: date,
    known: date | None,
    limits: Limits,
) -> tuple[str, str, bytes]:
    """The same of a roadmap's actions as they stood on another day; the file's name and each row say on which."""
    dataset = PastActionResource(on, known, limits).export(actions)
    days = f"on-{on:%Y-%m-%d}" + (f"-known-{known:%Y-%m-%d}" if known else "")
    stored = Action.objects.filter(pk__in=[action.pk for action in actions])
    return as_file(dataset, version_rows(stored, on, known, limits), [roadmap], days, format)


def as_file(
    dataset: Any,
    versions: Iterable[Sequence[Any]],
    roadmaps: list[Roadmap],
    days: str,
    format: str,  # noqa: A002  # see above
) -> tuple[str, str, bytes]:
    """A table of actions as a file, named after its roadmap and its days; the versions go into XLSX only."""
    is_sample = any(roadmap.is_sample for roadmap in roadmaps)
    stem = roadmaps[0].slug if len(roadmaps) == 1 else "actions"
    mark = "-sample" if is_sample and not stem.endswith("-sample") else ""
    write = {"csv": lambda: csv_file(dataset.headers, dataset), "xlsx": lambda: xlsx_file(dataset, versions, is_sample)}
    return f"{stem}{mark}-{days}.{format}", CONTENT_TYPES[format], write[format]()


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(dataset: Any, versions: Iterable[Sequence[Any]], is_sample: bool) -> bytes:
    """A sheet of actions, one of all versions of their deadlines, and where they are sample data one that says so."""
    workbook = Workbook(write_only=True)
    add_sheet(workbook, _("Actions"), dataset.headers, dataset)
    add_sheet(workbook, _("Deadlines"), VERSION_COLUMNS, versions)
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
    file = io.BytesIO()
    workbook.save(file)
    return still(file.getvalue())


def add_sheet(workbook: Workbook, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A sheet with a row of headings, which stay in sight."""
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "B2"
    headings = []
    for index, heading in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = 50 if WIDE.match(heading) else 18
        headings.append(cell := WriteOnlyCell(sheet, heading))
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])


def text_cell(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it says: openpyxl would take «#N/A» for an error."""
    safe = pack(neutralise(text))
    if safe not in ERROR_CODES:
        return safe or None
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type = "s"
    return cell


def still(content: bytes) -> bytes:
    """The same workbook without the moments of its making, so that equal tables are equal files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = MOMENTS.sub(b"", data)
            kept.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
