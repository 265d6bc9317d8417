"""An import in steps: previewed and answered, which writes nothing but the preview itself, and confirmed."""

import hashlib
import json
from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.sheet import Sheet
from cooperation.exchange.workbook import read_workbook
from cooperation.models import Country, Institution, User
from roadmap.choices import ImportState
from roadmap.exchange.apply import PlanChangedError, Source, import_table, new_run
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import TITLES
from roadmap.exchange.layout import Layout, lay_out
from roadmap.exchange.mapping import plain
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import plan_import
from roadmap.exchange.questions import Answers
from roadmap.models import ImportRun, KnownHeading, Roadmap
from roadmap.rules.facts import Limits

MAX_HEADING = KnownHeading._meta.get_field("heading").max_length


class AlreadyImportedError(Exception):
    """This preview was confirmed before."""


class AnsweredMeanwhileError(Exception):
    """Somebody else has answered since the questions were shown."""


def request_of(run: ImportRun) -> Request:
    """What is asked of an import, with what was answered and what its institution's headings are known to mean."""
    titles = (getattr(run.roadmap, column) for column in TITLES)
    known = KnownHeading.objects.filter(institution__isnull=False, institution=run.institution_id)
    return Request(
        run.roadmap.slug,
        create=True,
        title=next(filter(None, titles), ""),  # the same whoever reads it
        country=run.country.code if run.country else "",
        answers=Answers.of(run.answers),
        remembered=dict(known.values_list("heading", "column")),
        asks=True,
    )


def keep_preview(
    roadmap: Roadmap,
    file_name: str,
    content: bytes,
    plan: Plan | None,
    now: datetime,
    by: User,
    institution: Institution | None = None,
    country: Country | None = None,
) -> ImportRun:
    """Keeps a file with what it would do, if that can be told, whose plan it is, and where new institutions are."""
    run = new_run(roadmap, Source(file_name, hashlib.sha256(content).hexdigest(), content, now, by))
    run.institution, run.country = institution, country
    keep_plan(run, plan)
    run.save()
    return run


def keep_plan(run: ImportRun, plan: Plan | None) -> None:
    """What the file would do; where it is not ready to be written, it cannot be confirmed."""
    run.plan_digest = plan.digest if plan and plan.is_ready and not plan.is_empty else ""
    run.unanswered = plan.open if plan and not plan.refusals else 0
    run.new, run.changed, run.unchanged = (len(plan.new), len(plan.changed), plan.unchanged) if plan else (0, 0, 0)


def plan_of(run: ImportRun, on: date, limits: Limits) -> Plan:
    """What the previewed file would do now. Raises RefusedError."""
    return plan_import(sheets_of(run), request_of(run), on, limits)


def sheets_of(run: ImportRun) -> list[Sheet]:
    return read_workbook(content_of(run))


def content_of(run: ImportRun) -> bytes:
    with run.content.open("rb") as file:
        content: bytes = file.read()
    return content


def said_so_far(run: ImportRun) -> str:
    """A digest of the answers: the same while nobody has answered."""
    return hashlib.sha256(json.dumps(run.answers, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def answer(run: ImportRun, answers: Answers, on: date, limits: Limits, seen: str | None = None) -> Plan | None:
    """Keeps the answers, and gives what the file would do with them; columns are remembered for whose plan it is.

    ``seen`` is what had been said when the questions were shown. Gives nothing where nothing can be planned. Raises
    AlreadyImportedError, AnsweredMeanwhileError.
    """
    kept = ImportRun.objects.select_for_update().get(pk=run.pk)
    if kept.state != ImportState.PREVIEWED:
        raise AlreadyImportedError
    if seen is not None and seen != said_so_far(kept):
        raise AnsweredMeanwhileError
    kept.answers = answers.kept
    try:
        sheets, request = sheets_of(kept), request_of(kept)
        if answers.columns and kept.institution_id:
            remember(kept.institution_id, lay_out(sheets, request))
        plan = plan_import(sheets, request, on, limits)
    except RefusedError:
        plan = None
    keep_plan(kept, plan)
    kept.save()
    return plan


def remember(institution: int, layout: Layout) -> None:
    """Keeps what the headings of an institution's plans mean; one that stands for several means nothing alone."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for place, heading in enumerate(layout.headings):
        if plain(heading) and place in layout.columns:
            meanings[plain(heading)[:MAX_HEADING]].add(layout.columns[place])
    known = [
        KnownHeading(institution_id=institution, heading=heading, column=columns.pop())
        for heading, columns in meanings.items()
        if len(columns) == 1
    ]
    KnownHeading.objects.bulk_create(
        known, update_conflicts=True, unique_fields=["institution", "heading"], update_fields=["column"]
    )


@transaction.atomic
def confirm(run: ImportRun, now: datetime, on: date, limits: Limits, by: User, seen: str = "") -> Plan:
    """Writes what was previewed; ``seen`` is the digest of what was shown, if that is known.

    Raises AlreadyImportedError, and PlanChangedError where it would do something else now.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.PREVIEWED:
        raise AlreadyImportedError
    if seen and seen != run.plan_digest:
        raise PlanChangedError
    content = content_of(run)
    source = Source(run.file_name, run.sha256, content, now, by)
    return import_table(read_workbook(content), request_of(run), source, on, limits, run)
