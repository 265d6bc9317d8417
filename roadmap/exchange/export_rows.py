"""The rows of an export: from plain columns; how an action stands follows by the rules."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from cooperation.exchange.cells import joined, normal
from roadmap.choices import Schedule, Status, Timing
from roadmap.exchange.columns import LISTS, TEXTS
from roadmap.exchange.known import lists_of
from roadmap.exchange.terms import Terms, standing_of
from roadmap.models import RequiredParty, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits
from roadmap.rules.schedule import Standing, schedule
from roadmap.rules.state import action_schedule

CHUNK = 2000
STORED = (
    *("pk", "timing", "current_due", "round_closes", "code", "number", "direction__code", *TEXTS),
    *("starts_on", "visibility", "original_due", "slip_days", "status", "percent", "completed_on", "last_reported_on"),
)
OF_PARTY = ("country__code", "status", "completed_on", "open_as_at", "next_due", "late", "last_late")

Row = list[Any]
Columns = tuple[Any, ...]
Parties = tuple[Columns, ...]


class Party(NamedTuple):
    """How one required party stands on a day."""

    country: str
    status: str
    schedule: Schedule


class Rows:
    """Makes rows from stored columns, on a day and under limits that the caller gives."""

    def __init__(self, on: date, limits: Limits) -> None:
        self.on, self.limits = on, limits
        # Most actions, and most parties of one, stand as others do.
        self.followed, self.whole = lru_cache(CHUNK)(self.follow), lru_cache(CHUNK)(action_schedule)
        self.of_party = lru_cache(CHUNK)(self.schedule)

    def row(self, stored: Columns, lists: Iterable[str], deadline: Columns, parties: Parties) -> Row:
        """The cells of an action, in the order of the columns (``COLUMNS``, then ``EXPORT_ONLY``)."""
        _pk, timing, due, closes, *texts, starts_on, visibility, original, slip, status, percent, done, told = stored
        by_country, stands, awaits = self.followed(status, timing, due, closes, parties)
        return [
            *[normal(text) if text else "" for text in texts],
            *lists,
            starts_on,
            *deadline,
            visibility,
            original,
            slip,
            status,
            by_country,
            stands,
            awaits,
            percent,
            done,
            told,
        ]

    def follow(
        self, status: str, timing: str, due: date | None, closes: date | None, parties: Parties
    ) -> tuple[str, str, str]:
        """Status by country, schedule, and the countries that it waits for."""
        stands = [
            Party(country, claimed, self.of_party(timing, due, closes, claimed, *facts))
            for country, claimed, *facts in parties
        ]
        return (
            joined(f"{party.country}: {party.status}" for party in stands),
            Schedule(self.whole(status, tuple(stands), Terms(timing))).value,
            joined(party.country for party in stands if party.schedule in Schedule.waiting()),
        )

    def schedule(self, timing: str, due: date | None, closes: date | None, status: str, *facts: Any) -> Schedule:
        """One party's schedule."""
        return schedule(Standing(Status(status), *facts), Timing(timing), due, self.on, self.limits, closes)


def deadline_cells(terms: Terms) -> Columns:
    """A deadline's cells: as a spreadsheet has them, but dates and numbers as what they are."""
    typed = {"deadline": terms.due, "offset_days": terms.offset_days if terms.recurrence else None}
    return tuple({**terms.cells, **typed}.values())


NO_DEADLINE = deadline_cells(Terms())


def rows_of(actions: ActionQuerySet, on: date, limits: Limits) -> Iterator[Row]:
    """The rows of the caller's actions, in their order; in a constant number of queries."""
    rows = Rows(on, limits)
    lists, deadlines, parties = lists_of_all(actions, on), deadlines_of(actions, on, limits), parties_of(actions)
    # Every language's column is named, so that no text needs to be looked for in another language.
    for stored in actions.rewrite(False).values_list(*STORED).iterator(CHUNK):
        pk = stored[0]
        cells = [listed.get(pk, "") for listed in lists]
        yield rows.row(stored, cells, deadlines.get(pk, NO_DEADLINE), parties.get(pk, ()))


def lists_of_all(actions: ActionQuerySet, on: date) -> list[dict[int, str]]:
    """The cells of several values, by action, for each such column."""
    found: list[dict[int, str]] = [{} for _column in LISTS]
    for roadmap in Roadmap.objects.filter(pk__in=actions.order_by().values("roadmap")):
        listed = lists_of(roadmap, on)
        for column, by_action in zip(LISTS, found, strict=True):
            by_action.update((action, joined(values)) for action, values in listed.pop(column).items())
    return found


def deadlines_of(actions: ActionQuerySet, on: date, limits: Limits) -> dict[int, Columns]:
    """The cells of the deadline in force, by action."""
    standing = standing_of(actions, on, limits)
    return {action: deadline_cells(standing.pop(action).current or Terms()) for action in list(standing)}


def parties_of(actions: ActionQuerySet) -> dict[int, Parties]:
    """The stored columns of the required parties of each action, by country code; equal ones are held once."""
    parties = RequiredParty.objects.filter(action__in=actions.order_by().values("pk"))
    found = parties.order_by("action_id", "country__code").values_list("action_id", *OF_PARTY)
    held: dict[Parties, Parties] = {}
    by_action = (
        (action, tuple([columns[1:] for columns in group]))
        for action, group in groupby(found.iterator(CHUNK), itemgetter(0))
    )
    return {action: held.setdefault(group, group) for action, group in by_action}
