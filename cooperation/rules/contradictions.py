"""What certainly contradicts itself. Where dates leave something possible, or law allows it, nothing is refused."""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from cooperation.choices import EventKind, RelationKind
from cooperation.rules.partial_date import PartialDate

Key = TypeVar("Key", bound=Hashable)

# By any of these an instrument bears on one that was there before it; two may cite each other.
BEARING = frozenset(RelationKind) - {RelationKind.CITES}

# With one of these an instrument comes into being (Vienna Convention on the Law of Treaties, articles 9–12).
BEGINNINGS = frozenset({EventKind.ADOPTION, EventKind.SIGNATURE})


def surely_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether the last day that the one date can mean is before the first day that the other can."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def in_force_too_early(entry: PartialDate, beginnings: Collection[PartialDate]) -> bool:
    """Whether an entry into force surely precedes every signature and adoption that is recorded (article 24).

    Where none is recorded, nothing is sure. A party may sign after the entry into force, or accede and never sign.
    """
    return bool(beginnings) and all(surely_before(entry, beginning) for beginning in beginnings)


def began_too_early(since: PartialDate, until: PartialDate, established: PartialDate) -> bool:
    """Whether a membership or mandate surely began, or even ended, before its body was established."""
    return surely_before(since, established) or surely_before(until, established)


def way(start: Key, goal: Key, onward: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """The shortest way from one to another, both included; empty where there is none."""
    seen, ways = {start}, deque([[start]])
    while ways:
        here = ways.popleft()
        if here[-1] == goal:
            return here
        for following in onward.get(here[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append([*here, following])
    return []
