"""The one place that writes what follows from the records: the stored columns of actions and their required parties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cooperation.models import Country
from roadmap.models import Action, RequiredParty
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import ActionFacts, Limits
from roadmap.rules.state import ActionState, PartyState, action_state
from roadmap.services.bulk import update_columns
from roadmap.services.facts import facts_of, with_facts

ACTION_COLUMNS = (
    "status",
    "timing",
    "original_due",
    "current_due",
    "round_closes",
    "due_precision",
    "recurrence",
    "slip_days",
    "percent",
    "completed_on",
    "last_reported_on",
)
PARTY_COLUMNS = ("status", "completed_on", "percent", "last_as_at", "open_as_at", "next_due", "late", "last_late")
BATCH = 500


@dataclass(frozen=True)
class Difference:
    """A stored value that did not follow from the records."""

    action: Action
    country: str
    column: str
    stored: object
    computed: object

    def __str__(self) -> str:
        where = f"{self.action.roadmap.slug} {self.action.code} {self.country}".strip()
        return f"{where}: {self.column} was {self.stored}, is {self.computed}"


def recompute(actions: ActionQuerySet, on: date, limits: Limits) -> list[Difference]:
    """Brings the stored columns of these actions to the day ``on``; returns what differed, one entry a column."""
    keys = list(actions.order_by("pk").values_list("pk", flat=True))
    differences: list[Difference] = []
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            batch = with_facts(Action.objects.filter(pk__in=keys[start : start + BATCH]))
            differences += _recompute_batch(batch.prefetch_related("required_parties__country"), on, limits)
    return differences


def settle(action: Action, facts: ActionFacts, on: date, countries: Mapping[str, Country]) -> list[RequiredParty]:
    """Sets the stored columns of an action that is not saved yet; returns its required parties, to be saved after it.

    ``countries`` holds those of the roadmap by their codes.
    """
    state = action_state(facts, on)
    for column, computed in action_columns(state).items():
        setattr(action, column, computed)
    return [
        RequiredParty(action=action, country=countries[party.country], **party_columns(party))
        for party in state.parties
    ]


def _recompute_batch(actions: ActionQuerySet, on: date, limits: Limits) -> list[Difference]:
    countries = {party.country.code: party.country for action in actions for party in action.roadmap.parties.all()}
    differences: list[Difference] = []
    changed: list[Action] = []
    parties_changed: list[RequiredParty] = []
    parties_new: list[RequiredParty] = []
    parties_gone: list[int] = []
    for action in actions:
        state = action_state(facts_of(action, limits), on)
        found = list(_compare(action, "", action, action_columns(state)))
        if found:
            changed.append(action)
        stored = {party.country.code: party for party in action.required_parties.all()}
        for party_state in state.parties:
            party = stored.pop(party_state.country, None)
            if party is None:
                party = RequiredParty(
                    action=action, country=countries[party_state.country], **party_columns(party_state)
                )
                parties_new.append(party)
                found.append(Difference(action, party_state.country, "required party", None, party.status))
            elif mine := list(_compare(action, party_state.country, party, party_columns(party_state))):
                parties_changed.append(party)
                found += mine
        for code, party in stored.items():
            parties_gone.append(party.pk)
            found.append(Difference(action, code, "required party", party.status, None))
        differences += found
    update_columns(changed, ACTION_COLUMNS)
    update_columns(parties_changed, PARTY_COLUMNS)
    RequiredParty.objects.bulk_create(parties_new)
    RequiredParty.objects.filter(pk__in=parties_gone).delete()
    return differences


def _compare(action: Action, country: str, record: Any, columns: dict[str, Any]) -> Iterator[Difference]:
    """Sets each column to its computed value, and tells which differed."""
    for column, computed in columns.items():
        stored = getattr(record, column)
        if stored != computed:
            setattr(record, column, computed)
            yield Difference(action, country, column, stored, computed)


def action_columns(state: ActionState) -> dict[str, Any]:
    """The stored columns of an action in this state."""
    original, current = state.timetable.original, state.timetable.current
    return {
        "status": state.status,
        "timing": state.timing,
        "original_due": original.due if original else None,
        "current_due": current.due if current else None,
        "round_closes": state.round_closes,
        "due_precision": (current and current.precision) or "",
        "recurrence": (current and current.recurrence) or "",
        "slip_days": state.timetable.slip_days,
        "percent": state.percent,
        "completed_on": state.completed_on,
        "last_reported_on": state.last_as_at,
    }


def party_columns(state: PartyState) -> dict[str, Any]:
    """The stored columns of a required party in this state."""
    return {
        "status": state.standing.status,
        "completed_on": state.standing.completed_on,
        "percent": state.percent,
        "last_as_at": state.last_as_at,
        "open_as_at": state.standing.open_as_at,
        "next_due": state.standing.next_due,
        "late": state.standing.late,
        "last_late": state.standing.last_late,
    }
