"""Agreements: their legal state on any day, of the whole and per party, and from each provision to what fulfils it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet
from django.views.generic import DetailView

from cooperation.choices import EventKind, LegalState, Nature
from cooperation.filters import InstrumentFilter
from cooperation.models import Country, Instrument, InstrumentParty, Provision, TreatyEvent
from cooperation.permissions import Someone
from cooperation.rules.legal_state import LegalStanding, standing_of_party, standing_of_whole
from cooperation.views.asked import Asked, asked_days
from cooperation.views.cited import cited
from cooperation.views.register import RegisterList


def seen_through(relation: Any, user: Someone) -> QuerySet[Any]:
    """What stands behind a reverse relation, as far as a user may see it; the register imports none of it."""
    return relation.rel.related_model.objects.visible_to(user)


@dataclass(frozen=True)
class Line:
    """An instrument in a list, with its state on the day and the steps that may have been taken by then."""

    instrument: Instrument
    standing: LegalStanding
    events: list[TreatyEvent]


@dataclass(frozen=True)
class PartyLine:
    """A party of an instrument: its state on a day, and the steps on which that rests, its own and of the whole."""

    instrument: Instrument
    party: InstrumentParty
    events: list[TreatyEvent]
    shared: list[TreatyEvent]
    standing: LegalStanding | None

    @property
    def consent_is_missing(self) -> bool:
        """Whether a treaty binds it and nothing is recorded of how it consented."""
        consents = {*EventKind.of_consent(), EventKind.ENTRY_INTO_FORCE}
        binds = self.standing is not None and self.standing.sure == LegalState.IN_FORCE
        is_treaty = self.instrument.nature == Nature.TREATY
        return binds and is_treaty and not any(event.kind in consents for event in self.events)


def taken_by(instrument: Instrument, on: date) -> list[TreatyEvent]:
    """The steps in the life of an instrument, loaded before, that may have been taken by a day."""
    return [event for event in instrument.events.all() if event.when.maybe_by(on)]


def party_lines(instrument: Instrument, on: date, today: date) -> list[PartyLine]:
    """The parties of an instrument loaded ``with_life``; an organisation takes no legal steps."""
    life, events = instrument.life, taken_by(instrument, on)
    shared = [event for event in events if event.country is None]
    return [
        PartyLine(
            instrument,
            party,
            [event for event in events if party.country and event.country == party.country],
            shared if party.country else [],
            standing_of_party(life, party.country.code, on, today) if party.country else None,
        )
        for party in instrument.parties.all()
    ]


def lines_of(country: Country, on: date, today: date) -> list[PartyLine]:
    """What a country is party to, the oldest first, in a constant number of queries."""
    instruments = Instrument.objects.with_life().oldest_first().filter(parties__country=country)
    lines = (line for one in instruments for line in party_lines(one, on, today))
    return [line for line in lines if line.party.country == country]


class InstrumentList(RegisterList):
    """Agreements and other instruments, the oldest first; of another day, those of which something had happened."""

    template_name = "cooperation/instrument_list.html"
    queryset = Instrument.objects.with_life().oldest_first()
    filterset_class = InstrumentFilter
    paginate_by = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on, today = self.asked.on, self.asked.today
        lines = [Line(one, standing_of_whole(one.life, on, today), taken_by(one, on)) for one in self.object_list]
        shown = [line for line in lines if line.standing.has_begun or not self.asked.asked_on]
        return super().get_context_data(**kwargs) | {"lines": shown, "not_yet": len(lines) - len(shown)}


class InstrumentDetail(DetailView):
    """One instrument: its state, parties, time line, provisions with what fulfils each, relations, bodies, sources."""

    template_name = "cooperation/instrument_detail.html"

    @cached_property
    def asked(self) -> Asked:
        return asked_days(self.request)

    def get_queryset(self) -> QuerySet[Instrument]:
        user = self.request.user
        return Instrument.objects.with_life().prefetch_related(
            "sources",
            "sites",
            "texts__document",
            "parties__sources",
            "events__sources",
            "events__institution__names",
            "events__meeting",
            "provisions__sources",
            Prefetch("provisions__actions", fulfilling(user)),
            Prefetch("roadmaps", seen_through(Instrument.roadmaps, user)),
            "relations__other",
            "relations__sources",
            "inverse_relations__instrument",
            "inverse_relations__sources",
            "mandates__body__meetings__sources",
            "mandates__sources",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instrument, on, today = self.object, self.asked.on, self.asked.today
        provisions = instrument.provisions.all()
        return super().get_context_data(**kwargs) | {
            "asked": self.asked,
            "present": self.request.path,
            "standing": standing_of_whole(instrument.life, on, today),
            "lines": party_lines(instrument, on, today),
            "later": {event.pk for event in instrument.events.all() if not event.when.maybe_by(on)},
            "provisions": provisions,
            "without_action": sum(not provision.actions.all() for provision in provisions),
            "documents": cited(facts_of(instrument)),
        }


def fulfilling(user: Someone) -> QuerySet[Any]:
    """The actions that a user may see, each with its parties and ``documents``, the number of its public documents."""
    actions = seen_through(Provision.actions, user).select_related("roadmap")
    report = actions.model.reports.rel.related_model
    public = seen_through(report.evidence, AnonymousUser()).kept()
    documents = Count(
        "reports__evidence", filter=Q(reports__evidence__in=public.order_by().values("pk")), distinct=True
    )
    return actions.annotate(documents=documents).prefetch_related("required_parties__country")


def facts_of(instrument: Instrument) -> list[Any]:
    """What the page tells, in the order in which it does."""
    return [
        instrument,
        *instrument.parties.all(),
        *instrument.events.all(),
        *instrument.provisions.all(),
        *instrument.relations.all(),
        *instrument.inverse_relations.all(),
        *instrument.mandates.all(),
    ]
