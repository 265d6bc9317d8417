"""The legal state of an instrument, and of each of its parties, on a day: it follows from treaty events.

After the Vienna Convention on the Law of Treaties: adoption (article 9), signature (12), ratification and its like
(14–16), entry into force (24), provisional application (25), withdrawal and termination (54), suspension (57). Where
there are two parties only, what comes into force, is suspended or left by one is so for both. A newer instrument does
not by itself end an older one: that is a relation, and a termination is an event of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cooperation.choices import EventKind, LegalState, Nature
from cooperation.rules.contradictions import surely_before
from cooperation.rules.issue_state import has_happened
from cooperation.rules.partial_date import PartialDate

BILATERAL = 2
IN_FORCE = {EventKind.ENTRY_INTO_FORCE, EventKind.TAKING_EFFECT}
COMING_IN = {*EventKind.of_consent(), EventKind.JOINING, *IN_FORCE}
SIGNED = {
    Nature.NON_BINDING: LegalState.CONCLUDED,
    Nature.NOT_ESTABLISHED: LegalState.OF_UNKNOWN_NATURE,
}


@dataclass(frozen=True)
class Step:
    """A treaty event of one country, or, without one, of the whole instrument."""

    kind: EventKind
    when: PartialDate
    country: str | None = None


@dataclass(frozen=True)
class Life:
    """All that is recorded of an instrument; ``parties`` are the countries of which it asks something, by code."""

    nature: Nature
    parties: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()

    @property
    def is_bilateral(self) -> bool:
        return len(self.parties) == BILATERAL

    @property
    def awaits_force(self) -> bool:
        """Whether an entry into force is recorded, on whichever day."""
        return any(step.kind in IN_FORCE for step in self.steps)


@dataclass(frozen=True)
class LegalStanding:
    """The state that is sure on a day, and the one that may be, where some dates are not fully known."""

    sure: LegalState
    may_be: LegalState

    @property
    def is_certain(self) -> bool:
        return self.sure == self.may_be

    @property
    def has_begun(self) -> bool:
        """Whether some step may have been taken."""
        return self.may_be != LegalState.NONE


def standing_of_whole(life: Life, on: date, today: date) -> LegalStanding:
    """The state of the instrument by the end of a day."""
    sure, may_be = taken(life.steps, on, today)
    return LegalStanding(whole_state(life, sure), whole_state(life, may_be))


def standing_of_party(life: Life, country: str, on: date, today: date) -> LegalStanding:
    """The state of one country under the instrument by the end of a day."""
    sure, may_be = taken(life.steps, on, today)
    return LegalStanding(party_state(life, country, sure), party_state(life, country, may_be))


def taken(steps: Iterable[Step], on: date, today: date) -> tuple[list[Step], list[Step]]:
    """The steps that surely were taken by a day, and those that may have been.

    What is on record has happened by today. Before the instrument itself, no step of unknown date was taken.
    """
    steps = list(steps)
    beginnings = [step for step in steps if step.kind in {EventKind.ADOPTION, EventKind.SIGNATURE}]
    has_begun = not beginnings or any(step.when.maybe_by(on) for step in beginnings)
    sure = [step for step in steps if has_happened(step.when, on, today)]
    may_be = [step for step in steps if step in sure or (step.when.maybe_by(on) and (has_begun or step.when.earliest))]
    return sure, may_be


def in_effect(life: Life, steps: Iterable[Step]) -> list[Step]:
    """These steps without the departures of those who came back, and with what the two of a bilateral one share."""
    lasting = list(steps)
    lasting = [step for step in lasting if not came_back(step, lasting)]
    return lasting + ([shared for step in lasting for shared in shared_by_both(step)] if life.is_bilateral else [])


def came_back(step: Step, steps: Iterable[Step]) -> bool:
    """Whether a country left and surely came in again afterwards."""
    return step.kind in EventKind.of_leaving() and any(
        other.country == step.country and other.kind in COMING_IN and surely_before(step.when, other.when)
        for other in steps
    )


def shared_by_both(step: Step) -> list[Step]:
    """What a step of one of two parties is for the whole: where one leaves, nothing remains (article 70)."""
    if step.kind in EventKind.of_leaving():
        return [replace(step, kind=EventKind.TERMINATION, country=None)]
    if step.kind in {*IN_FORCE, EventKind.SUSPENSION}:
        return [replace(step, country=None)]
    return []


def whole_state(life: Life, steps: list[Step]) -> LegalState:
    """The state of the instrument once these steps have been taken, in whichever order."""
    steps = in_effect(life, steps)
    whole = {step.kind for step in steps if step.country is None}
    every = {step.kind for step in steps}
    if EventKind.TERMINATION in whole:
        return LegalState.TERMINATED
    if EventKind.SUSPENSION in whole:
        return LegalState.SUSPENDED
    if every & IN_FORCE:
        return force_of(life, every)
    if EventKind.PROVISIONAL in whole:
        return LegalState.PROVISIONAL
    return begun(life, EventKind.SIGNATURE in every, EventKind.ADOPTION in every)


def party_state(life: Life, country: str, steps: list[Step]) -> LegalState:
    """The state of a country under the instrument once these steps have been taken."""
    steps = in_effect(life, steps)
    own = {step.kind for step in steps if step.country == country}
    whole = {step.kind for step in steps if step.country is None}
    is_party = country in life.parties
    signed = EventKind.SIGNATURE in own or (is_party and EventKind.SIGNATURE in whole)
    if own & EventKind.of_leaving():
        return LegalState.WITHDRAWN
    if EventKind.TERMINATION in whole:
        return LegalState.TERMINATED
    if EventKind.SUSPENSION in own | whole:
        return LegalState.SUSPENDED
    if is_bound(life, country, own, whole, signed):
        return force_of(life, own | whole)
    if EventKind.PROVISIONAL in own or (signed and EventKind.PROVISIONAL in whole):
        return LegalState.PROVISIONAL
    if own & EventKind.of_consent():
        return consented(life)
    if EventKind.JOINING in own:
        return LegalState.JOINED
    return begun(life, signed, is_party and EventKind.ADOPTION in whole)


def is_bound(life: Life, country: str, own: set[EventKind], whole: set[EventKind], signed: bool) -> bool:
    """Whether an entry into force, or a taking of effect, reaches a country.

    Its own does. That of the whole reaches both sides of a bilateral instrument, as it needs the consent of both, and
    of a wider one those whose consent is recorded (article 24, paragraphs 2 and 3); what is non-binding, whoever
    signed or joined.
    """
    if own & IN_FORCE:
        return True
    if not whole & IN_FORCE:
        return False
    if life.nature == Nature.NON_BINDING:
        return signed or bool(own & COMING_IN)
    return (life.is_bilateral and country in life.parties) or bool(own & EventKind.of_consent())


def force_of(life: Life, kinds: set[EventKind]) -> LegalState:
    """In force or, where it binds nobody in law, in effect."""
    binding = EventKind.ENTRY_INTO_FORCE in kinds and life.nature != Nature.NON_BINDING
    return LegalState.IN_FORCE if binding else LegalState.IN_EFFECT


def consented(life: Life) -> LegalState:
    """The state of a country that agreed to be bound; to what is non-binding it has come in merely."""
    if life.nature == Nature.NON_BINDING:
        return LegalState.JOINED
    return LegalState.CONSENTED if life.awaits_force else LegalState.NOT_KNOWN_TO_BIND


def begun(life: Life, signed: bool, adopted: bool) -> LegalState:
    """The state before anything has come into force or effect."""
    if signed:
        in_waiting = LegalState.SIGNED if life.awaits_force else LegalState.NOT_KNOWN_IN_FORCE
        return SIGNED.get(life.nature, in_waiting)
    if adopted:
        return LegalState.ADOPTED if life.nature == Nature.NON_BINDING else LegalState.NEGOTIATED
    return LegalState.NONE
