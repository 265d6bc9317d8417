"""Deadlines are versions that are only added: original, revisions, corrections; and what they mean on a day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from roadmap.choices import DeadlineKind, Timing
from roadmap.rules.facts import Version, recorded_by, recorded_on

RequiredOn = Callable[[date, date], frozenset[str]]


@dataclass(frozen=True)
class Step:
    """A version in force from ``agreed_on`` (the original: from the beginning, ``None``)."""

    version: Version
    agreed_on: date | None = None
    after_the_fact: bool = False


@dataclass(frozen=True)
class Overtaken:
    """A revision that was announced and not agreed, and the later one that was agreed in its stead."""

    version: Version
    by: Step


@dataclass(frozen=True)
class Timetable:
    """The deadline's history on a day: steps in order, the last one current, and what moves nothing.

    ``announced`` are the revisions that may still be agreed, ``overtaken`` those in whose stead another one was.
    """

    steps: tuple[Step, ...]
    announced: tuple[Version, ...]
    overtaken: tuple[Overtaken, ...] = ()

    @property
    def original(self) -> Version | None:
        first = self.steps[0].version if self.steps else None
        return first if first and first.kind == DeadlineKind.ORIGINAL else None

    @property
    def current(self) -> Version | None:
        return self.steps[-1].version if self.steps else None

    @property
    def slip_days(self) -> int | None:
        """Current minus original last day, in days; nothing where one of them is no date."""
        if self.original is None or self.current is None:
            return None
        if {self.original.timing, self.current.timing} != {Timing.DATED}:
            return None
        if self.original.due is None or self.current.due is None:
            return None
        return (self.current.due - self.original.due).days

    def step_of(self, key: int) -> Step | None:
        """The step that a version is; nothing where it is not in force and never was."""
        return next((step for step in self.steps if step.version.key == key), None)

    def overtaken_by(self, key: int) -> Step | None:
        """The step that a version was overtaken by, if it was."""
        return next((one.by for one in self.overtaken if one.version.key == key), None)


def as_recorded(version: Version, known: date | None) -> Version:
    """The version with as much of its agreement as had been recorded by the end of the day ``known``."""
    consents = tuple(consent for consent in version.consents if recorded_by(consent.recorded_at, known))
    if recorded_by(version.decision_recorded_at, known):
        return replace(version, consents=consents)
    return replace(version, consents=consents, decided_on=None, decision_recorded_at=None)


def agreed_on(version: Version, required_on: RequiredOn, on: date) -> date | None:
    """The day on which a revision was agreed, by a named decision or by the consent of every required party."""
    consented = consented_on(version, required_on, on)
    if version.decided_on is None or version.decided_on > on:
        return consented
    return min(version.decided_on, consented or version.decided_on)


def consented_on(version: Version, required_on: RequiredOn, on: date) -> date | None:
    """The day with which every required party had consented.

    ``required_on`` takes a day and what had been recorded by then: it is asked as things stood when a consent was
    recorded, so that a lead which is entered afterwards does not undo an agreement.
    """
    consents = [consent for consent in version.consents if consent.on <= on]
    days = []
    for told in {recorded_on(consent.recorded_at) for consent in consents}:
        given = [consent for consent in consents if recorded_by(consent.recorded_at, told)]
        for day in {consent.on for consent in given}:
            required = required_on(day, told)
            if required and required <= {consent.country for consent in given if consent.on <= day}:
                days.append(day)
    return min(days, default=None)


def timetable(versions: tuple[Version, ...], required_on: RequiredOn, on: date, known: date | None = None) -> Timetable:
    """The deadline's history as it stands on a day; a correction takes the place of what it corrects.

    A proposal happens as it is recorded: it is announced from that day on.
    """
    recorded = sorted(
        (as_recorded(version, known) for version in versions if recorded_by(version.recorded_at, known)),
        key=lambda version: (version.recorded_at, version.key),
    )
    corrections = {version.corrects: version for version in recorded if version.kind == DeadlineKind.CORRECTION}
    original: list[Step] = []
    agreed: list[Step] = []
    announced: list[Version] = []
    for version in recorded:
        if version.kind == DeadlineKind.CORRECTION:
            continue
        stands = corrected(version, corrections)
        if version.kind == DeadlineKind.ORIGINAL:
            original.append(Step(stands))
        elif (day := agreed_on(version, required_on, on)) is not None:
            agreed.append(Step(stands, day))
        elif recorded_on(version.recorded_at) <= on:
            announced.append(stands)
    agreed.sort(key=lambda step: (step.agreed_on, step.version.recorded_at, step.version.key))
    steps = flag_after_the_fact((*original[:1], *agreed))
    overtaken = tuple(Overtaken(version, by) for version in announced if (by := overtaking(version, steps)))
    gone = {one.version.key for one in overtaken}
    return Timetable(steps, tuple(version for version in announced if version.key not in gone), overtaken)


def overtaking(version: Version, steps: tuple[Step, ...]) -> Step | None:
    """The first agreed of the revisions that were recorded after this one."""
    when = (version.recorded_at, version.key)
    later = (step for step in steps if step.agreed_on and (step.version.recorded_at, step.version.key) > when)
    return next(later, None)


def corrected(version: Version, corrections: dict[int | None, Version]) -> Version:
    """The version with the wording's meaning as last corrected; its kind and its agreement stay its own."""
    meaning = version
    seen = {version.key}
    while meaning.key in corrections and corrections[meaning.key].key not in seen:
        meaning = corrections[meaning.key]
        seen.add(meaning.key)
    return replace(
        version,
        timing=meaning.timing,
        due=meaning.due,
        precision=meaning.precision,
        recurrence=meaning.recurrence,
        offset_days=meaning.offset_days,
        starts_on=meaning.starts_on,
        ends_on=meaning.ends_on,
    )


def flag_after_the_fact(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Marks each revision that was agreed when the date before it had already passed."""
    flagged = list(steps[:1])
    for before, step in pairwise(steps):
        due = before.version.due
        late = due is not None and step.agreed_on is not None and step.agreed_on > due
        flagged.append(replace(step, after_the_fact=late))
    return tuple(flagged)
