"""Actions as they stood on another day: the same records, with the columns that followed from what was known then."""

from dataclasses import dataclass
from datetime import date

from roadmap.models import Action, RequiredParty, Responsibility
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits, recorded_by
from roadmap.rules.state import ActionState, action_state
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.recompute import action_columns, party_columns


@dataclass(frozen=True)
class AsOf:
    """An action as it stood, with the state that its columns are filled from."""

    action: Action
    state: ActionState


def as_of(actions: ActionQuerySet, on: date, known: date | None, limits: Limits) -> list[AsOf]:
    """The actions that had been recorded by the end of the day ``known``, as they stood on the day ``on``.

    Their columns, required parties and responsibilities are those of that day, in memory alone: none may be saved.
    """
    loaded = with_facts(actions).select_related("direction").prefetch_related("responsibilities__institution__names")
    return [_stood(action, on, known, limits) for action in loaded if recorded_by(action.recorded_at, known)]


def _stood(action: Action, on: date, known: date | None, limits: Limits) -> AsOf:
    state = action_state(facts_of(action, limits), on, known)
    action.is_past = True
    for column, value in action_columns(state).items():
        setattr(action, column, value)
    countries = {party.country.code: party.country for party in action.roadmap.parties.all()}
    parties = [
        RequiredParty(action=action, country=countries[party.country], **party_columns(party))
        for party in state.parties
    ]
    _hold(action, "required_parties", parties)
    _hold(action, "responsibilities", [part for part in action.responsibilities.all() if _held(part, on, known)])
    return AsOf(action, state)


def _hold(action: Action, relation: str, records: list) -> None:  # type: ignore[type-arg]  # of any model
    """Lets ``action.<relation>.all()`` answer with these records."""
    found = getattr(action, relation).all()
    found._result_cache = records
    action._prefetched_objects_cache[relation] = found  # type: ignore[attr-defined]  # Django's own place for it


def _held(part: Responsibility, on: date, known: date | None) -> bool:
    """Whether a part was held on a day; its end counts only once that has been recorded."""
    if not recorded_by(part.recorded_at, known) or (part.since is not None and part.since > on):
        return False
    over = part.until is not None and part.until < on
    return not (over and recorded_by(part.until_recorded_at, known))
