"""What an import would do, worked out in memory: new, changed cell by cell, unchanged, refused. It writes nothing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from cooperation.exchange.cells import split
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.table import Table
from cooperation.models import Country
from roadmap.exchange.columns import LISTS, TITLES
from roadmap.exchange.creation import Creation, Named, check_new_roadmap
from roadmap.exchange.headings import map_headings
from roadmap.exchange.known import Known, Stored
from roadmap.exchange.rows import ReadRow, RowReader
from roadmap.exchange.target import ColumnError, target
from roadmap.exchange.terms import Standing, Terms
from roadmap.models import Roadmap
from roadmap.rules.facts import Limits


@dataclass(frozen=True)
class Change:
    """One cell that would change."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class NewAction:
    """An action that the file adds, with its original deadline."""

    row: int
    code: str
    cells: Mapping[str, str]
    terms: Terms

    @property
    def title(self) -> str:
        """In the first language that has one."""
        return next((self.cells[column] for column in TITLES if self.cells.get(column)), "")


@dataclass(frozen=True)
class ChangedAction:
    """An action that the file changes; ``proposed`` is a deadline that it announces and that moves nothing."""

    row: int
    code: str
    pk: int
    changes: tuple[Change, ...]
    current: Terms | None = None
    proposed: Terms | None = None

    @property
    def proposed_changes(self) -> tuple[Change, ...]:
        """The proposed deadline cell by cell."""
        if self.proposed is None:
            return ()
        return differences((self.current or Terms()).cells, self.proposed.cells)


@dataclass
class Plan:
    """The whole of it. Applied only where nothing is refused."""

    slug: str
    roadmap: Roadmap | None
    known: Known
    new: list[NewAction] = field(default_factory=list)
    changed: list[ChangedAction] = field(default_factory=list)
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    creation: Creation | None = None

    @property
    def refused(self) -> int:
        """How many rows are refused."""
        return len({refusal.row for refusal in self.refusals})

    @property
    def edited(self) -> list[ChangedAction]:
        """Those of which cells change, apart from the deadline's."""
        return [action for action in self.changed if action.changes]

    @property
    def proposed(self) -> list[ChangedAction]:
        return [action for action in self.changed if action.proposed is not None]

    @property
    def new_directions(self) -> list[Named]:
        return self.creation.new_directions if self.creation else []

    @property
    def new_institutions(self) -> list[Named]:
        return self.creation.new_institutions if self.creation else []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.changed

    @property
    def digest(self) -> str:
        """The same for two plans that would write the same over the same."""
        whole = [
            self.slug,
            [asdict(action) for action in (*self.new, *self.changed)],
            [asdict(named) for named in (*self.new_directions, *self.new_institutions)],
            self.unchanged,
        ]
        return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Request:
    """What is asked of an import besides the file."""

    slug: str
    columns: Mapping[str, str] = field(default_factory=dict)
    create: bool = False
    title: str = ""
    country: str = ""


def plan_import(table: Table, request: Request, on: date, limits: Limits) -> Plan:
    """Compares a table with what is stored. Raises RefusedError where the request or the headings cannot be taken."""
    roadmap = Roadmap.objects.filter(slug=request.slug).first()
    mapped = map_headings(table.headings, request.columns)
    known = Known.load(roadmap, on, limits)
    plan = Plan(request.slug, roadmap, known, ignored=mapped.ignored, creation=allowed(request, roadmap, known))
    reader = RowReader(mapped, known, plan.creation)
    for row in table.rows:
        add_row(plan, reader, reader.read(row))
    plan.refusals = sorted(reader.refusals, key=lambda refusal: (refusal.row or 0, len(refusal.column), refusal.column))
    return plan


def allowed(request: Request, roadmap: Roadmap | None, known: Known) -> Creation | None:
    """What the import may create, if anything. Raises RefusedError where the roadmap or the country is not there."""
    if not request.create:
        if roadmap is None:
            raise RefusedError(
                Refusal(
                    _("There is no roadmap “%(slug)s”.") % {"slug": request.slug},
                    _("Correct its address, or let the import create it."),
                )
            )
        return None
    country = Country.objects.filter(code=request.country).first() if request.country else None
    if request.country and country is None:
        raise RefusedError(
            Refusal(
                _("The country “%(code)s” is not known.") % {"code": request.country},
                _("Write its ISO code of two letters; where no country is known, load the reference data first."),
            )
        )
    if roadmap is None:
        check_new_roadmap(request.slug, request.title)
    return Creation(known, request.slug, request.title, country, new_roadmap=roadmap is None)


def add_row(plan: Plan, reader: RowReader, row: ReadRow) -> None:
    """Adds what a row asks for, or what is wrong with it."""
    stored = plan.known.actions.get(row.code)
    standing = stored.standing if stored else Standing()
    check_whole(reader, row, stored)
    try:
        terms, starts_on = target(row.deadline, standing.current)
    except ColumnError as error:
        reader.refuse(row.number, error.column, error.error.message, error.error.advice)
        return
    if row.number in reader.refused_rows:
        return
    if stored is None:
        if starts_on and "starts_on" not in row.cells:
            row.cells["starts_on"] = starts_on.isoformat()
        plan.new.append(NewAction(row.number, row.code, row.cells, terms))
        return
    changes = differences({column: stored.cells[column] for column in row.cells}, row.cells)
    proposes = terms != (standing.current or Terms()) and terms not in standing.announced
    if not changes and not proposes:
        plan.unchanged += 1
        return
    proposed = terms if proposes else None
    plan.changed.append(ChangedAction(row.number, row.code, stored.pk, changes, standing.current, proposed))


def check_whole(reader: RowReader, row: ReadRow, stored: Stored | None) -> None:
    """Refuses an action that would be left without a title or a direction."""
    whole = {**(stored.cells if stored else {}), **row.cells}
    places = reader.mapped.places
    titles = [column for column in TITLES if column in places]
    was_read = all(column in row.cells for column in titles)  # what could not be read is refused already
    if was_read and not any(whole.get(column) for column in TITLES):
        reader.refuse(
            row.number,
            titles[0] if titles else "",
            _("This action has no title in any language."),
            _("Fill at least one of: %(columns)s.") % {"columns": ", ".join(TITLES)},
        )
    if "direction" not in whole and "direction" not in places:
        reader.refuse(
            row.number,
            "",
            _("This action is new, and the file has no column for its direction."),
            _("Add the column direction, with a direction's code or title."),
        )


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """The cells that differ; the order of several values in a cell means nothing."""
    return tuple(
        Change(column, old[column], cell)
        for column, cell in new.items()
        if old[column] != cell and not (column in LISTS and set(split(old[column])) == set(split(cell)))
    )
