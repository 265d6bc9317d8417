"""What each command writes. Nobody is signed in, so a command keeps plans as the secretariat does, and does no more.

No command reports, publishes, agrees, consents, withholds or answers: that is said by a person, in a country's name.
"""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roadmap.models import Action
from tests.cast import Cast, proposed
from tests.permissions.table import Everything, everything
from tests.permissions.world import PUBLISHED, World
from tests.roadmap.exchange.sheets import csv_of

pytestmark = pytest.mark.same_everywhere

COMMANDS = """
                           | ends with | adds                                                      | changes
import a new action        | done      | Action Deadline ImportRun RequiredParty Responsibility    | -
import a new title         | done      | ImportRun                                                 | Action
import a new deadline      | done      | Deadline ImportRun                                        | -
import another lead        | done      | ImportRun Responsibility                                  | Responsibility
try an import              | done      | -                                                         | -
import what cannot be read | an error  | -                                                         | -
import into no roadmap     | an error  | -                                                         | -
export actions             | done      | -                                                         | -
export no roadmap          | an error  | -                                                         | -
recompute what follows     | done      | -                                                         | -
recompute what does not    | done      | -                                                         | Action
export the register        | done      | -                                                         | -
import into the register   | done      | Country                                                   | -
try that                   | done      | -                                                         | -
import what contradicts it | an error  | -                                                         | -
check evidence that differs | an error  | -                                                         | -
"""
HEADINGS = ("code", "direction", "title_en", "lead", "deadline")
NEW = ("9.9", "2", "A new action", "kz-forestry", "2027-12-31")
AS_IT_IS = ("2.3", "2", "Joint count of the saiga", "kz-forestry; uz-ecology", "2026-12-31")


class Commands:
    """How each row is run, on a file of its own."""

    def __init__(self, path: Path) -> None:
        self.file = path / "plan.csv"

    def import_row(self, *row: str, roadmap: str = "plateau", **options: bool) -> None:
        self.file.write_bytes(csv_of(row, headings=HEADINGS))
        call_command("import_actions", str(self.file), roadmap=roadmap, stdout=StringIO(), **options)

    def import_changed(self, **cells: str) -> None:
        """The joint count with some cells changed."""
        self.import_row(*(dict(zip(HEADINGS, AS_IT_IS, strict=True)) | cells).values())

    def quietly(self, name: str, **options: object) -> None:
        call_command(name, stdout=StringIO(), **options)

    def export_register(self) -> None:
        call_command("export_register", str(self.file.with_name("register")), stdout=StringIO())

    def import_country(self, code: str, **options: bool) -> None:
        file = self.file.with_name("countries.csv")
        file.write_bytes(csv_of((code, "Elsewhere"), headings=("code", "name_en")))
        call_command("import_register", str(file), stdout=StringIO(), **options)

    @property
    def rows(self) -> dict[str, Callable[[], None]]:
        return {
            "import a new action": lambda: self.import_row(*NEW),
            "import a new title": lambda: self.import_changed(title_en="A joint count"),
            "import a new deadline": lambda: self.import_changed(deadline="2028-06-30"),
            "import another lead": lambda: self.import_changed(lead="kz-forestry; kz-ministry"),
            "try an import": lambda: self.import_row(*NEW, dry_run=True),
            "import what cannot be read": lambda: self.import_changed(deadline="in spring"),
            "import into no roadmap": lambda: self.import_row(*NEW, roadmap="elsewhere"),
            "export actions": lambda: self.quietly("export_actions", roadmap="plateau", output=self.file),
            "export no roadmap": lambda: self.quietly("export_actions", roadmap="elsewhere"),
            "export the register": self.export_register,
            "import into the register": lambda: self.import_country("FR"),
            "try that": lambda: self.import_country("FR", dry_run=True),
            "import what contradicts it": lambda: self.import_country("FRA"),
            "recompute what follows": lambda: self.quietly("recompute"),
            "recompute what does not": lambda: self.quietly("recompute"),
            "check evidence that differs": lambda: self.quietly("check_evidence", no_addresses=True),
        }


def lines() -> dict[str, tuple[str, ...]]:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in COMMANDS.strip().splitlines()]
    return {label: cells for label, *cells in rows if label}


@pytest.mark.django_db
@pytest.mark.parametrize("label", lines())
def test_a_command_writes_what_the_table_says(cast: Cast, tmp_path: Path, label: str):
    world = World(cast)
    world.document_in(PUBLISHED)
    proposed(cast.count)
    call_command("recompute", stdout=StringIO())
    if label == "recompute what does not":
        Action.objects.update(percent=99)
    before = everything()
    try:
        Commands(tmp_path).rows[label]()
    except CommandError:
        ended = "an error"
    else:
        ended = "done"
    assert [ended, *differences(before, everything())] == lines()[label]


def differences(before: Everything, after: Everything) -> list[str]:
    """The models of which rows were added, and of which some were changed or are gone; the trail tells the same."""
    models = [model for model in after if not model.startswith("Historical") and not model.startswith("Trail")]
    keys = {model: {row[0] for row in before[model]} for model in models}
    added = [model for model in models if any(row[0] not in keys[model] for row in after[model])]
    changed = [model for model in models if not set(before[model]) <= set(after[model])]
    return [" ".join(sorted(found)) or "-" for found in (added, changed)]
