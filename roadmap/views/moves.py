"""How an action's deadline moved: each version beside its record, its agreement and what it still waits for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cooperation.models import Country
from roadmap.choices import DeadlineKind
from roadmap.models import Action, Consent, Deadline
from roadmap.rules.deadline import Step
from roadmap.rules.facts import Version, recorded_by
from roadmap.rules.state import ActionState


@dataclass(frozen=True)
class Move:
    """One version of the deadline: what it means, as corrected, and the record with its wording and reason.

    ``days`` is its slip. One that is in force or was has ``agreed_on`` (but for the original); one that is only
    announced waits for the ``missing`` consents; one that was overtaken names the version that took its place.
    """

    version: Version
    record: Deadline
    corrections: list[Deadline]
    consents: list[Consent]
    days: int | None = None
    agreed_on: date | None = None
    by_decision: bool = False
    after_the_fact: bool = False
    missing: list[Country] = field(default_factory=list)
    overtaken_by: Step | None = None

    @property
    def days_early(self) -> int | None:
        """Days by which it lies before the original."""
        return -self.days if self.days is not None and self.days < 0 else None


class Moves:
    """The moves on a day, from what had been recorded by the end of another; of an action with loaded facts."""

    def __init__(self, action: Action, state: ActionState, on: date, known: date | None) -> None:
        self.on, self.known, self.timetable = on, known, state.timetable
        self.records = {record.pk: record for record in action.deadlines.all()}
        required = {party.country for party in state.parties}
        members = [party.country for party in action.roadmap.parties.all() if party.country.code in required]
        self.required = sorted(dict.fromkeys(members), key=str)

    @cached_property
    def steps(self) -> list[Move]:
        """The versions in force, one after another."""
        return [self.step(step) for step in self.timetable.steps]

    @cached_property
    def announced(self) -> list[Move]:
        """Revisions that are proposed and not agreed: they move nothing."""
        return [self.proposal(version) for version in self.timetable.announced]

    @cached_property
    def overtaken(self) -> list[Move]:
        """Revisions in whose stead a later one was agreed: they move nothing any more."""
        return [self.proposal(one.version, one.by) for one in self.timetable.overtaken]

    @property
    def days_early(self) -> int | None:
        """Days by which the deadline in force lies before the original."""
        slip = self.timetable.slip_days
        return -slip if slip is not None and slip < 0 else None

    def move(self, key: int) -> Move | None:
        """The move that a version is; nothing of a correction, and of what is recorded later."""
        return next((move for move in (*self.steps, *self.announced, *self.overtaken) if move.record.pk == key), None)

    def step(self, step: Step) -> Move:
        record = self.records[step.version.key]
        decided = record.decided_on is not None and recorded_by(record.decision_recorded_at, self.known)
        return Move(
            version=step.version,
            record=record,
            corrections=list(self.corrections_of(record.pk)),
            consents=self.consents_to(record),
            days=self.slip(step.version),
            agreed_on=step.agreed_on,
            by_decision=decided and record.decided_on == step.agreed_on,
            after_the_fact=step.after_the_fact,
        )

    def proposal(self, version: Version, overtaken_by: Step | None = None) -> Move:
        record = self.records[version.key]
        consents = self.consents_to(record)
        given = {consent.country_id for consent in consents}
        return Move(
            version=version,
            record=record,
            corrections=list(self.corrections_of(record.pk)),
            consents=consents,
            days=self.slip(version),
            missing=[] if overtaken_by else [country for country in self.required if country.pk not in given],
            overtaken_by=overtaken_by,
        )

    def slip(self, version: Version) -> int | None:
        """Days from the original to this version."""
        original = self.timetable.original
        return (version.due - original.due).days if original and original.due and version.due else None

    def consents_to(self, record: Deadline) -> list[Consent]:
        return [
            consent
            for consent in record.consents.all()
            if consent.on <= self.on and recorded_by(consent.recorded_at, self.known)
        ]

    def corrections_of(self, key: int) -> Iterable[Deadline]:
        """The corrections of a version, and of these in turn."""
        for record in self.records.values():
            if record.kind != DeadlineKind.CORRECTION or record.corrects_id != key:
                continue
            if recorded_by(record.recorded_at, self.known):
                yield record
                yield from self.corrections_of(record.pk)
