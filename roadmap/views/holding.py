"""What a country, or an institution, leads: how far that is, what is late, what it owes in the rounds that are open."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cooperation.models import Country, Institution
from cooperation.permissions import Someone
from cooperation.views.asked import Asked
from roadmap.choices import Part, RoundState, Schedule
from roadmap.limits import current_limits
from roadmap.models import Action, ReportingRound, RequiredParty, Responsibility, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.round import round_state
from roadmap.services.as_of import as_of
from roadmap.services.facts import round_values
from roadmap.services.owing import Ledger, OwedReport, Tally
from roadmap.views.overview import Segment, bar
from roadmap.views.roadmap import Row

IsHeld = Callable[[Responsibility], bool]
IsOwed = Callable[[OwedReport], bool]


@dataclass(frozen=True)
class Led:
    """An action that someone leads, with the part of the country for which it does so."""

    row: Row
    party: RequiredParty
    schedule: Schedule


@dataclass(frozen=True)
class OpenRound:
    """How the reports owed in an open round stand."""

    round: ReportingRound
    tally: Tally


@dataclass(frozen=True)
class Holding:
    """All that someone leads in one roadmap, on a day."""

    roadmap: Roadmap
    led: list[Led]
    rounds: list[OpenRound]

    @property
    def segments(self) -> list[Segment]:
        return bar(Counter(one.party.status for one in self.led))

    @property
    def late(self) -> list[Row]:
        """Past the date: overdue, or a report awaited."""
        return [one.row for one in self.led if one.schedule in Schedule.waiting()]

    @property
    def due_soon(self) -> list[Row]:
        return [one.row for one in self.led if one.schedule == Schedule.DUE_SOON]

    @property
    def last_as_at(self) -> date | None:
        return max((one.party.last_as_at for one in self.led if one.party.last_as_at), default=None)


class Holdings:
    """What someone leads in every roadmap that a reader may see, on a day, in a constant number of queries."""

    def __init__(self, user: Someone, asked: Asked, actions: ActionQuerySet) -> None:
        self.user, self.asked, self.limits = user, asked, current_limits()
        self.seen = actions & Action.objects.visible_to(user)
        if asked.is_past:
            self.actions = [one.action for one in as_of(self.seen, asked.on, asked.known, self.limits)]
        else:
            self.actions = list(self.seen.for_rows())

    def of(self, country: Country, is_held: IsHeld, is_owed: IsOwed) -> list[Holding]:
        """What is held for a country in each roadmap, in the order of roadmaps."""
        led: dict[Roadmap, list[Led]] = {}
        for action in self.actions:
            parties = [party for party in action.required_parties.all() if party.country_id == country.pk]
            if parties and any(part.held_on(self.asked.on) and is_held(part) for part in action.leads()):
                schedule = parties[0].schedule_on(self.asked.on, self.limits)
                row = Row.of(action, self.asked.on, self.limits)
                led.setdefault(action.roadmap, []).append(Led(row, parties[0], schedule))
        rounds = self.open_rounds(led, is_owed)
        return [
            Holding(roadmap, found, [one for one in rounds if one.round.roadmap_id == roadmap.pk])
            for roadmap, found in sorted(led.items(), key=lambda item: (item[0].position, item[0].slug))
        ]

    def open_rounds(self, roadmaps: Iterable[Roadmap], is_owed: IsOwed) -> list[OpenRound]:
        """The rounds of these roadmaps that are open on the day, and in which something is owed."""
        rounds = ReportingRound.objects.filter(roadmap__in=list(roadmaps)).select_related("roadmap", "country")
        known = self.asked.known
        is_open = [one for one in rounds if round_state(round_values(one), self.asked.on, known) == RoundState.OPEN]
        asked = self.asked
        ledger = Ledger(self.seen, is_open, self.user, asked.on, known, self.limits, asked.today)
        tallies = [OpenRound(one, Tally.of(filter(is_owed, ledger.owed(one)))) for one in is_open]
        return [one for one in tallies if one.tally.total]


def held_by_country(user: Someone, asked: Asked, country: Country) -> list[Holding]:
    """What a country leads, itself or through its institutions."""
    parts = Responsibility.objects.filter(Q(country=country) | Q(institution__country=country), part=Part.LEAD)
    return Holdings(user, asked, Action.objects.filter(pk__in=parts.values("action"))).of(
        country,
        lambda part: part.of_country is not None and part.of_country.pk == country.pk,
        lambda owed: owed.country.pk == country.pk,
    )


def held_by_institution(user: Someone, asked: Asked, institution: Institution) -> list[Holding]:
    """What an institution leads; nothing for an organisation of no country, which is never a required party."""
    if institution.country is None:
        return []
    parts = Responsibility.objects.filter(institution=institution, part=Part.LEAD)
    return Holdings(user, asked, Action.objects.filter(pk__in=parts.values("action"))).of(
        institution.country,
        lambda part: part.institution_id == institution.pk,
        lambda owed: owed.institution is not None and owed.institution.pk == institution.pk,
    )
