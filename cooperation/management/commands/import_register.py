"""Spreadsheets into the register, all of it or nothing."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.outcome import Outcome
from cooperation.exchange.reading import read_file
from cooperation.exchange.register_import import import_register
from cooperation.exchange.table import Table
from cooperation.models import Edition


class Command(BaseCommand):
    help = "Imports the register from a folder of CSV files, a CSV or a workbook, as export_register writes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="DIRECTORY|FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    def handle(self, *args: object, **options: Any) -> None:
        path: Path = options["path"]
        try:
            tables = tables_in(sorted(path.glob("*.csv")) if path.is_dir() else [path])
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except RefusedError as error:
            raise CommandError(str(error)) from error
        if not tables:
            raise CommandError(_("%(path)s holds no CSV files.") % {"path": path})
        outcome = import_register(tables, timezone.now(), dry_run=options["dry_run"], afterwards=follow)
        if not (options["dry_run"] or outcome.is_empty or outcome.refusals):
            Edition.objects.advance()
        self.report(outcome)
        if outcome.refusals:
            raise CommandError(_("Nothing was imported."))

    def report(self, outcome: Outcome) -> None:
        """What was, or would be, done; the counts come last."""
        if outcome.ignored:
            self.stdout.write(_("Columns not read: %(columns)s") % {"columns": ", ".join(outcome.ignored)})
        for refusal in outcome.refusals:
            self.stdout.write(str(refusal))
        for row in outcome.changed:
            for change in row.changes:
                self.stdout.write(f"{row.noun}, {row.name}, {change.column}: {change.old!r} → {change.new!r}")
        self.stdout.write(outcome.counts)


def tables_in(paths: Iterable[Path]) -> dict[str, Table]:
    """The tables of these files by the names of nouns. Raises OSError and RefusedError."""
    tables: dict[str, Table] = {}
    for path in paths:
        for noun, table in read_file(path.name, path.read_bytes()).items():
            if tables.setdefault(noun, table) is not table:
                raise CommandError(
                    _("%(path)s holds %(noun)s, and so does another file.") % {"path": path, "noun": noun}
                )
    return tables


def follow(outcome: Outcome) -> None:
    """The state of actions follows from who took over from whom."""
    if any(row.noun == "successions" for row in outcome.new):
        call_command("recompute", stdout=StringIO())
