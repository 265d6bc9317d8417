"""What the wordings of deadlines mean, one JSON object a line."""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.table import read_table
from roadmap.choices import Timing
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, read_deadline

LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029]")  # JSON leaves them as they are, and readers of lines break at them


class Command(BaseCommand):
    help = "Reads the wordings in the column “text” of a CSV or XLSX file and prints the meaning of each as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        wordings = self.wordings(options["file"])
        try:
            for wording in wordings:
                self.stdout.write(line_of(wording))
            self.stdout.flush()
        except BrokenPipeError:  # who reads has enough, as “head” has; nothing more may be written, at the end neither
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def wordings(self, path: Path) -> list[str]:
        """The cells of the column. Raises CommandError."""
        try:
            table = read_table(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except RefusedError as error:
            raise CommandError(str(error)) from error
        if "text" not in table.headings:
            raise CommandError(_("The file has no column “text”."))
        column = table.headings.index("text")
        return [row.cells[column] for row in table.rows]


def line_of(wording: str) -> str:
    """A wording with its meaning as one line of JSON."""
    return LINE_ENDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(told(wording), ensure_ascii=False))


def told(wording: str) -> dict[str, str]:
    """A wording with its meaning; what is not known is empty, and an impossible day is unknown."""
    try:
        reading = read_deadline(wording)
    except ImpossibleDateError:
        reading = Reading()
    return {
        "text": wording,
        "kind": "unknown" if reading.timing == Timing.UNDATED else reading.timing.value,
        "starts_on": reading.starts_on.isoformat() if reading.starts_on else "",
        "due_on": reading.due.isoformat() if reading.due else "",
        "precision": reading.precision.value if reading.precision else "",
        "every": reading.recurrence.value if reading.recurrence else "",
    }
