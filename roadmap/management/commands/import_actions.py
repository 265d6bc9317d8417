"""A spreadsheet of actions into a roadmap, all of it or nothing."""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.sheet import BY_COMMAND
from cooperation.exchange.workbook import read_workbook
from cooperation.models import Edition
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.asked import Request
from roadmap.exchange.mapping import read_map
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import plan_import
from roadmap.limits import current_limits

watched = partial(tqdm, unit=" rows", disable=None, leave=False)  # on a terminal alone


class Command(BaseCommand):
    help = "Imports actions from a CSV or XLSX file. Where something is refused, nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--roadmap", required=True, metavar="SLUG")
        parser.add_argument("--map", default="", metavar="OURS=THEIRS,…", help="our columns and the file's")
        parser.add_argument("--create", action="store_true", help="make the roadmap, directions, institutions")
        parser.add_argument("--country", default="", metavar="ISO2", help="with --create: of the new institutions")
        parser.add_argument("--title", default="", help="with --create: of the new roadmap")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    def handle(self, *args: object, **options: Any) -> None:
        path: Path = options["file"]
        try:
            plan = self.run(path.read_bytes(), path.name, options)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.report(plan)
        if plan.refusals:
            raise CommandError(_("Nothing was imported."))

    def run(self, content: bytes, file_name: str, options: dict[str, Any]) -> Plan:
        request = Request(
            slug=options["roadmap"],
            columns=read_map(options["map"]),
            create=options["create"],
            title=options["title"],
            country=options["country"].upper(),
        )
        sheets = read_workbook(content, BY_COMMAND)
        now, on, limits = timezone.now(), timezone.localdate(), current_limits()
        if options["dry_run"]:
            return plan_import(sheets, request, on, limits, watched)
        source = Source(file_name, hashlib.sha256(content).hexdigest(), content, now)
        plan = import_table(sheets, request, source, on, limits, watch=watched)
        if not plan.is_empty and not plan.refusals:
            Edition.objects.advance()
        return plan

    def report(self, plan: Plan) -> None:
        """What was, or would be, done; the counts come last."""
        if plan.ignored:
            self.stdout.write(_("Columns not read: %(columns)s") % {"columns": ", ".join(plan.ignored)})
        for note in plan.notes:
            self.stdout.write(str(note))
        for refusal in plan.refusals:
            self.stdout.write(str(refusal))
        for question in plan.questions:
            self.stdout.write(_("Needs an answer: %(question)s") % {"question": question})
        if plan.creation and not plan.refusals:
            self.report_created(plan)
        for action in plan.changed:
            for change in (*action.changes, *action.proposed_changes):
                self.stdout.write(f"{action.code}, {change.column}: {change.old!r} → {change.new!r}")
        counts = f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged"
        self.stdout.write(f"{counts}, {plan.refused} refused")

    def report_created(self, plan: Plan) -> None:
        if plan.roadmap is None:
            self.stdout.write(_("New roadmap: %(slug)s") % {"slug": plan.slug})
        for direction in plan.new_directions:
            self.stdout.write(
                _("New direction: %(code)s %(title)s") % {"code": direction.code, "title": direction.name}
            )
        for institution in plan.new_institutions:
            self.stdout.write(
                _("New institution: %(code)s (%(name)s)") % {"code": institution.code, "name": institution.name}
            )
