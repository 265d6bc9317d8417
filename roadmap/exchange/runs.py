"""An import in two steps: previewed, which writes nothing but the preview itself, and confirmed."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from cooperation.exchange.table import read_table
from cooperation.models import User
from roadmap.choices import ImportState
from roadmap.exchange.apply import Source, import_table, new_run
from roadmap.exchange.plan import Plan, Request, plan_import
from roadmap.models import ImportRun, Roadmap
from roadmap.rules.facts import Limits


class AlreadyImportedError(Exception):
    """This preview was confirmed before."""


def keep_preview(roadmap: Roadmap, file_name: str, content: bytes, plan: Plan, now: datetime, by: User) -> ImportRun:
    """Keeps a file with what it would do; where something is refused, it cannot be confirmed."""
    run = new_run(roadmap, Source(file_name, hashlib.sha256(content).hexdigest(), content, now, by))
    run.plan_digest = "" if plan.refusals else plan.digest
    run.new, run.changed, run.unchanged = len(plan.new), len(plan.changed), plan.unchanged
    run.save()
    return run


def plan_of(run: ImportRun, on: date, limits: Limits) -> Plan:
    """What the previewed file would do now. Raises RefusedError."""
    return plan_import(read_table(content_of(run)), Request(run.roadmap.slug), on, limits)


def content_of(run: ImportRun) -> bytes:
    with run.content.open("rb") as file:
        content: bytes = file.read()
    return content


@transaction.atomic
def confirm(run: ImportRun, now: datetime, on: date, limits: Limits, by: User) -> Plan:
    """Writes what was previewed. Raises AlreadyImportedError, PlanChangedError where it would do something else now."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportState.APPLIED:
        raise AlreadyImportedError
    content = content_of(run)
    source = Source(run.file_name, run.sha256, content, now, by)
    return import_table(read_table(content), Request(run.roadmap.slug), source, on, limits, run)
