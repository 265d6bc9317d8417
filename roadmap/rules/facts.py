"""What is recorded of one action, as plain values. Countries are ISO 3166 codes; all moments are aware."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from roadmap.choices import DeadlineKind, Part, Precision, Recurrence, Status, Timing

TASHKENT = ZoneInfo("Asia/Tashkent")


@dataclass(frozen=True)
class Limits:
    """Numbers of days that settings may change; each stands on the methodology page."""

    due_soon: int = 60
    report_wait: int = 30
    fresh: int = 183
    ageing: int = 365


@dataclass(frozen=True)
class Membership:
    """A country as a party of the roadmap, from and to the widest days that its dates allow."""

    country: str
    recorded_at: datetime
    since: date | None = None
    until: date | None = None
    until_recorded_at: datetime | None = None


@dataclass(frozen=True)
class Responsibility:
    """A part of an institution, or of a country itself (``holder`` names which), in the action."""

    holder: str
    country: str
    recorded_at: datetime
    part: Part = Part.LEAD
    since: date | None = None
    until: date | None = None
    until_recorded_at: datetime | None = None


@dataclass(frozen=True)
class Report:
    """A published report: of the institution ``holder``, or for the lead ``otherwise`` where that does not lead."""

    key: int
    holder: str
    as_at: date
    published_at: datetime
    status: Status
    percent: int | None = None
    completed_on: date | None = None
    corrects: int | None = None
    otherwise: str = ""
    round: int | None = None
    submitted_at: datetime | None = None


@dataclass(frozen=True)
class Consent:
    """A required party's consent to a revision, given on a day."""

    country: str
    on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Version:
    """One version of the deadline, with what is recorded of its agreement; a recurring one has a first and last day."""

    key: int
    kind: DeadlineKind
    recorded_at: datetime
    timing: Timing = Timing.DATED
    due: date | None = None
    precision: Precision | None = None
    recurrence: Recurrence | None = None
    offset_days: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    corrects: int | None = None
    decided_on: date | None = None
    decision_recorded_at: datetime | None = None
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True)
class Ending:
    """An action, or one country's part in it, ended by a decision."""

    outcome: Status
    on: date
    recorded_at: datetime
    country: str | None = None
    key: int = 0


@dataclass(frozen=True)
class Delivery:
    """What a country delivered for one period of a recurring duty; ``period`` is the calendar period's first day.

    ``key`` is that of its report; ``corrected_at`` the moment from which a correction of that stands in its place.
    """

    key: int
    country: str
    period: date
    on: date
    recorded_at: datetime
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Round:
    """A reporting round of all parties, or of one country; ``due`` is the last day to submit in time."""

    key: int
    opens: date
    due: date
    closes: date
    recorded_at: datetime
    country: str | None = None
    inside: int | None = None
    called_off_at: datetime | None = None


@dataclass(frozen=True)
class Inheritance:
    """An institution that took over from another, from the earliest day that its date allows."""

    predecessor: str
    successor: str
    recorded_at: datetime
    since: date | None = None


@dataclass(frozen=True)
class ActionFacts:
    """All that is recorded of one action."""

    memberships: tuple[Membership, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    reports: tuple[Report, ...] = ()
    versions: tuple[Version, ...] = ()
    endings: tuple[Ending, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    rounds: tuple[Round, ...] = ()
    inheritances: tuple[Inheritance, ...] = ()
    recorded_at: datetime | None = None
    limits: Limits = field(default_factory=Limits)


def recorded_on(moment: datetime) -> date:
    """The day of a moment, Tashkent time."""
    return moment.astimezone(TASHKENT).date()


def end_of(day: date) -> datetime:
    """The moment with which a day is over, Tashkent time."""
    return datetime.combine(day + timedelta(days=1), time.min, TASHKENT)


def recorded_by(moment: datetime | None, known: date | None) -> bool:
    """Whether a record of this moment belongs to what was known by the end of the day ``known``, Tashkent time."""
    if moment is None:
        return False
    return known is None or recorded_on(moment) <= known


def recorded_between(moment: datetime | None, since: date, until: date) -> bool:
    """Whether a record of this moment was made after the end of one day and by the end of another, Tashkent time."""
    return recorded_by(moment, until) and not recorded_by(moment, since)


def holds(record: Membership | Responsibility, on: date, known: date | None) -> bool:
    """Whether a membership or responsibility holds on a day; its end counts only once that has been recorded."""
    if not recorded_by(record.recorded_at, known) or (record.since is not None and record.since > on):
        return False
    ended = record.until is not None and record.until < on
    return not (ended and recorded_by(record.until_recorded_at, known))


def endings_for(facts: ActionFacts, countries: Iterable[str], on: date, known: date | None) -> list[Ending]:
    """The decisions that had ended the whole action or the part of one of these countries by a day."""
    ended = {None, *countries}
    return [
        ending
        for ending in facts.endings
        if ending.country in ended and ending.on <= on and recorded_by(ending.recorded_at, known)
    ]
