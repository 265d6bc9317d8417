"""A recurring duty as its page tells it: period by country, with what was delivered and the papers that show it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cooperation.models import Country
from roadmap.choices import OccurrenceState, Recurrence
from roadmap.models import ProgressReport
from roadmap.rules.facts import Delivery, Limits
from roadmap.rules.occurrence import Occurrence, state
from roadmap.rules.state import ActionState, PartyState

# How many periods that are over stand open on a page, as many as a year has quarters; earlier ones are folded away.
RECENT = 4


@dataclass(frozen=True)
class Cell:
    """One country's occurrence of one period; ``report`` is that of its delivery, where the page has it."""

    country: Country
    occurrence: Occurrence
    state: OccurrenceState
    delivery: Delivery | None
    report: ProgressReport | None

    @property
    def days_late(self) -> int | None:
        """How many days after its last day it was delivered; nothing where it was in time, or not delivered."""
        late = (self.delivery.on - self.occurrence.due).days if self.delivery else 0
        return late if late > 0 else None

    @property
    def missed_since(self) -> date | None:
        """The day after the last one, where that has passed without a delivery."""
        return self.occurrence.due + timedelta(days=1) if self.state == OccurrenceState.MISSED else None


@dataclass(frozen=True)
class Period:
    """One period of a duty, with a cell for each country; none where the country owes nothing for it."""

    last_day: date
    recurrence: Recurrence
    due: date
    cells: list[Cell | None]


@dataclass(frozen=True)
class Tally:
    """How often each state occurs among the periods that are over or delivered; of a country, or of all."""

    country: Country | None
    counts: list[tuple[OccurrenceState, int]]


TOLD = (OccurrenceState.DELIVERED_ON_TIME, OccurrenceState.DELIVERED_LATE, OccurrenceState.MISSED)


def tally(cells: Iterable[Cell | None], country: Country | None = None) -> Tally:
    counts = Counter(cell.state for cell in cells if cell and country in (None, cell.country))
    return Tally(country, [(told, counts[told]) for told in TOLD if counts[told]])


class Strip:
    """The periods of a recurring duty on a day: the recent ones, what came before them, and what is still to come."""

    def __init__(
        self,
        duty: ActionState,
        countries: Mapping[str, Country],
        reports: Iterable[ProgressReport],
        on: date,
        limits: Limits,
    ) -> None:
        self.on, self.limits = on, limits
        self.countries = [countries[party.country] for party in duty.parties]
        self.reports = {report.pk: report for report in reports}
        by_party = [self.cells_of(party, countries[party.country]) for party in duty.parties]
        periods = {key: cell.occurrence for cells in by_party for key, cell in cells.items()}
        self.periods = [
            Period(one.last_day, one.recurrence, one.due, [cells.get(key) for cells in by_party])
            for key, one in sorted(periods.items())
        ]
        come = sum(period.due < on for period in self.periods)
        first = max(come - RECENT, 0)
        self.earlier, self.recent = self.periods[:first], self.periods[first : come + 1]
        self.later = self.periods[come + 1 :]

    def cells_of(self, party: PartyState, country: Country) -> dict[tuple[date, date], Cell]:
        """A country's cells, by the first and the last day of the period."""
        delivered = {delivery.period: delivery for delivery in party.delivered}
        return {
            (one.period, one.last_day): self.cell(country, one, delivered.get(one.period)) for one in party.occurrences
        }

    def cell(self, country: Country, one: Occurrence, delivery: Delivery | None) -> Cell:
        found = state(one, delivery.on if delivery else None, self.on, self.limits.due_soon)
        return Cell(country, one, found, delivery, self.reports.get(delivery.key) if delivery else None)

    @property
    def tallies(self) -> list[Tally]:
        """What each country has delivered and missed."""
        cells = [cell for period in self.periods for cell in period.cells]
        return [tally(cells, country) for country in self.countries]

    @property
    def earlier_tally(self) -> Tally:
        """What is folded away, in counts, so that nothing missed goes unseen."""
        return tally(cell for period in self.earlier for cell in period.cells)
