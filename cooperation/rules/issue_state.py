"""How far an issue between two countries has come on a day, from steps whose dates are not all fully known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cooperation.choices import IssueState
from cooperation.rules.partial_date import PartialDate

ORDER = list(IssueState)


@dataclass(frozen=True)
class Step:
    """A state into which an issue came, and when."""

    state: IssueState
    when: PartialDate


@dataclass(frozen=True)
class Standing:
    """The furthest step that has surely been taken by a day, and the furthest that may have been; none: not raised."""

    sure: Step | None
    may_be: Step | None

    @property
    def is_certain(self) -> bool:
        return state_of(self.sure) == state_of(self.may_be)


def state_of(step: Step | None) -> IssueState | None:
    return step.state if step else None


def standing(steps: Iterable[Step], on: date, today: date) -> Standing:
    """Where an issue stands by the end of a day. A step far on in its life counts, whichever of those before is known.

    Nothing happens to an issue before it is raised: where it surely was raised later, no undated step may have been.
    What is on record has happened by today, on whichever day that was.
    """
    steps = list(steps)
    raised = [step for step in steps if step.state == IssueState.RAISED]
    has_begun = not raised or any(step.when.maybe_by(on) for step in raised)
    sure = [step for step in steps if has_happened(step.when, on, today)]
    may_be = [step for step in steps if step in sure or (has_begun and step.when.maybe_by(on))]
    return Standing(furthest(sure), furthest(may_be))


def has_happened(when: PartialDate, on: date, today: date) -> bool:
    """Whether something on record has certainly happened by the end of a day, also where its last day is not known."""
    return when.surely_by(on) or (when.latest is None and when.maybe_by(today) and today <= on)


def furthest(steps: list[Step]) -> Step | None:
    """The step of the furthest state; of several, the one that came first."""
    earliest_first = sorted(steps, key=lambda step: step.when.sort_key)
    return max(earliest_first, key=lambda step: ORDER.index(step.state), default=None)
