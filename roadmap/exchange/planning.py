"""Works out in memory what an import would do; it writes nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import Sheet
from cooperation.models import Country
from cooperation.rules.fold import fold
from roadmap.exchange.arranging import PlanRow, arrange, with_codes
from roadmap.exchange.asked import Request
from roadmap.exchange.asking import Asker
from roadmap.exchange.columns import TITLES
from roadmap.exchange.creation import Creation, check_new_roadmap
from roadmap.exchange.known import Known, Stored
from roadmap.exchange.layout import lay_out
from roadmap.exchange.plan import ChangedAction, NewAction, Plan, differences
from roadmap.exchange.questions import Question
from roadmap.exchange.rows import ReadRow, RowReader
from roadmap.exchange.target import ColumnError, OpenDeadlineError, of_steps, target
from roadmap.exchange.terms import Standing, Terms
from roadmap.models import Roadmap
from roadmap.rules.facts import Limits

Watch = Callable[[Sequence[PlanRow]], Iterable[PlanRow]]


def plan_import(sheets: Sequence[Sheet], request: Request, on: date, limits: Limits, watch: Watch = iter) -> Plan:
    """Compares a file with what is stored; ``watch`` sees the rows go by.

    Raises RefusedError where the request or the headings cannot be taken.
    """
    roadmap = Roadmap.objects.filter(slug=request.slug).first()
    layout = lay_out(sheets, request)
    if layout.problem:
        raise RefusedError(layout.problem)
    known = Known.load(roadmap, on, limits, layout.mapped.places)
    asker = Asker(request.answers, request.asks)
    rows, noticed = arrange(layout)
    if not rows:
        raise RefusedError(
            Refusal(_("This file has headings and no rows."), _("Choose the file that holds the table."))
        )
    plan = Plan(request.slug, roadmap, known, layout, asker, allowed(request, roadmap, known), noticed=noticed)
    if layout.is_printed:
        with_codes(rows, known.codes_by_title)
        if "direction" not in layout.mapped.places:
            with_directions(rows, known)
    reader = RowReader(layout, known, plan.creation, asker)
    for row in watch(rows):
        add_row(plan, reader, reader.read(row))
    return plan


def with_directions(rows: Iterable[PlanRow], known: Known) -> None:
    """Makes the section that heads a row its direction; where none does, a new action's is to be found."""
    for row in rows:
        if row.section:
            row.cells["direction"] = row.section.title
        elif row.cells["code"] not in known.actions:
            row.cells["direction"] = ""


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
        known.parties = [country.code] if country else []
    return Creation(known, request.slug, request.title, country, new_roadmap=roadmap is None)


def add_row(plan: Plan, reader: RowReader, row: ReadRow) -> None:
    """Adds what a row asks for, or what is wrong with it."""
    stored = plan.known.actions.get(row.code)
    standing = stored.standing if stored else Standing()
    check_whole(reader, row, stored)
    found = terms_of(plan, reader, row, standing)
    if found is None or row.number in plan.asker.refused_rows or row.number in plan.asker.open_rows:
        return
    terms, starts_on = found
    if stored is None:
        if starts_on and "starts_on" not in row.cells:
            row.cells["starts_on"] = starts_on.isoformat()
        plan.new.append(NewAction(row.number, row.code, row.cells, terms, row.said, tuple(row.steps)))
        return
    changes = differences({column: stored.cells[column] for column in row.cells}, row.cells)
    proposes = terms != (standing.current or Terms()) and terms not in standing.announced
    if not changes and not proposes:
        plan.unchanged += 1
        return
    proposed = terms if proposes else None
    plan.changed.append(ChangedAction(row.number, row.code, stored.pk, changes, standing.current, proposed, row.said))


def terms_of(plan: Plan, reader: RowReader, row: ReadRow, standing: Standing) -> tuple[Terms, date | None] | None:
    """The deadline that the row asks for; nothing where it is asked or refused."""
    try:
        if row.steps and row.deadline["deadline_text"] != (standing.current or Terms()).wording:
            return of_steps(row.steps, row.deadline["deadline_text"]), None
        return target(row.deadline, row.raw_deadline, standing.current, plan.asker.answers)
    except ColumnError as error:
        reader.refuse(row.number, error.column, error.error.message, error.error.advice)
    except OpenDeadlineError as error:
        place = reader.place("deadline_text")
        refusal = error.error and Refusal(error.error.message, error.error.advice, row.number, *place)
        plan.asker.ask(
            Question("deadlines", fold(error.wording), error.wording, (row.number,), *place, refusal=refusal)
        )
        return Terms(wording=error.wording), None
    return None


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
