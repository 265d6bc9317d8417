from typing import Any

from django.db.models import Min, Prefetch, QuerySet
from django.views.generic import DetailView, ListView

from cooperation.models import Document, Instrument, Provision
from cooperation.permissions import Someone


def seen_through(relation: Any, user: Someone) -> QuerySet[Any]:
    """What stands behind a reverse relation, as far as a user may see it; the register imports none of it."""
    return relation.rel.related_model.objects.visible_to(user)


class InstrumentList(ListView):
    """Agreements and other instruments, the oldest first."""

    template_name = "cooperation/instrument_list.html"

    def get_queryset(self) -> QuerySet[Instrument]:
        return Instrument.objects.with_life().annotate(began=Min("events__earliest")).order_by("began", "slug")


class InstrumentDetail(DetailView):
    """One instrument: parties, time line, provisions with what fulfils each, relations, bodies, sources."""

    template_name = "cooperation/instrument_detail.html"

    def get_queryset(self) -> QuerySet[Instrument]:
        user = self.request.user
        fulfilling = seen_through(Provision.actions, user).select_related("roadmap")
        return Instrument.objects.with_life().prefetch_related(
            "sources",
            "parties__sources",
            "events__sources",
            "events__institution__names",
            "provisions__sources",
            Prefetch("provisions__actions", fulfilling),
            Prefetch("roadmaps", seen_through(Instrument.roadmaps, user)),
            "relations__other",
            "relations__sources",
            "inverse_relations__instrument",
            "inverse_relations__sources",
            "mandates__body__meetings__sources",
            "mandates__sources",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"documents": documents_of(self.object)}


def documents_of(instrument: Instrument) -> list[Document]:
    """The documents that the page cites, each once, in the order in which it does."""
    facts = (
        instrument,
        *instrument.events.all(),
        *instrument.provisions.all(),
        *instrument.parties.all(),
        *instrument.relations.all(),
        *instrument.inverse_relations.all(),
        *instrument.mandates.all(),
    )
    return list(dict.fromkeys(document for fact in facts for document in fact.sources.all()))
