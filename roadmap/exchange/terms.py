"""What an action's deadline says now, and what has been announced, as values that can be compared."""

from dataclasses import dataclass
from datetime import date

from cooperation.exchange.cells import normal
from roadmap.choices import DeadlineKind, Precision, Recurrence, Timing
from roadmap.models import Action, Deadline
from roadmap.models.action import ActionQuerySet
from roadmap.rules.deadline import timetable
from roadmap.rules.facts import Limits, Version, recorded_by
from roadmap.rules.state import required_on
from roadmap.services.facts import facts_of, with_facts

BATCH, CHUNK = 500, 2000
COLUMNS_OF_VERSION = ("timing", "due", "precision", "recurrence", "offset_days", "wording")


@dataclass(frozen=True)
class Terms:
    """One version's meaning and wording; equal terms are the same deadline."""

    timing: str = Timing.UNDATED.value
    due: date | None = None
    precision: str = ""
    recurrence: str = ""
    offset_days: int = 0
    wording: str = ""

    @property
    def cells(self) -> dict[str, str]:
        """As a spreadsheet has them."""
        return {
            "timing": self.timing,
            "deadline": self.due.isoformat() if self.due else "",
            "deadline_precision": self.precision,
            "deadline_text": self.wording,
            "recurrence": self.recurrence,
            "offset_days": str(self.offset_days) if self.recurrence else "",
        }

    @property
    def label(self) -> str:
        """What it is where it is no single date."""
        return str(Recurrence(self.recurrence).label if self.recurrence else Timing(self.timing).label)

    @property
    def columns(self) -> dict[str, object]:
        """As a version of the deadline stores them."""
        return dict(vars(self))


@dataclass(frozen=True)
class Standing:
    """The terms in force, if any were ever recorded, and those that are only announced."""

    current: Terms | None = None
    announced: tuple[Terms, ...] = ()


def standing_of(actions: ActionQuerySet, on: date, limits: Limits) -> dict[int, Standing]:
    """The standing of each action's deadline on a day, in as many queries for 500 actions as for one."""
    versions = Deadline.objects.filter(action__in=actions.order_by().values("pk")).order_by()
    standing: dict[int, Standing] = {}
    revised: set[int] = set()
    for action, kind, *columns in versions.values_list("action_id", "kind", *COLUMNS_OF_VERSION).iterator(CHUNK):
        if kind == DeadlineKind.ORIGINAL:
            standing[action] = Standing(terms_of(*columns))
        else:
            revised.add(action)
    keys = sorted(revised)
    for start in range(0, len(keys), BATCH):
        for record in with_facts(Action.objects.filter(pk__in=keys[start : start + BATCH])):
            standing[record.pk] = revised_standing(record, on, limits)
    return standing


def terms_of(timing: str, due: date | None, precision: str, recurrence: str, offset_days: int, wording: str) -> Terms:
    """The stored columns of a version as terms; an offset means something of a recurring duty only."""
    return Terms(timing, due, precision, recurrence, offset_days if recurrence else 0, normal(wording))


def revised_standing(action: Action, on: date, limits: Limits, known: date | None = None) -> Standing:
    """The standing of an action with several versions, by the rules, from what had been recorded by a day."""
    facts = facts_of(action, limits)
    history = timetable(facts.versions, lambda day, told: required_on(facts, day, told), on, known)
    versions = {version.pk: version for version in action.deadlines.all() if recorded_by(version.recorded_at, known)}
    return Standing(
        terms_in_force(history.current, versions) if history.current else None,
        tuple(terms_in_force(version, versions) for version in history.announced),
    )


def terms_in_force(version: Version, versions: dict[int, Deadline]) -> Terms:
    """A version as last corrected, with the last wording that it or a correction of it gives."""
    wording = versions[version.key].wording
    corrections = {other.corrects_id: other for other in versions.values() if other.corrects_id}
    last = version.key
    while last in corrections:
        wording, last = corrections[last].wording or wording, corrections[last].pk
    return terms_of(
        Timing(version.timing).value,
        version.due,
        Precision(version.precision).value if version.precision else "",
        Recurrence(version.recurrence).value if version.recurrence else "",
        version.offset_days,
        wording,
    )
