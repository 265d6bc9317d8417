"""An institution: its names over time, before and after it, what it signed, leads and owes."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django_filters import ModelChoiceFilter

from cooperation.filters import RegisterFilter
from cooperation.models import (
    BodyMember,
    Country,
    Decision,
    Institution,
    InstitutionName,
    InstrumentParty,
    Succession,
    TreatyEvent,
)
from cooperation.views.asked import asked_days
from cooperation.views.cited import cited
from cooperation.views.register import RegisterList
from roadmap.views.holding import held_by_institution


def countries_with_institutions(request: object = None) -> QuerySet[Country]:
    return Country.objects.filter(institutions__isnull=False).distinct().order_by("name")


class InstitutionFilter(RegisterFilter):
    country = ModelChoiceFilter(
        label=_("Country"), queryset=countries_with_institutions, to_field_name="code", empty_label=_("all")
    )

    class Meta:
        model = Institution
        fields = ["country", "kind"]


class InstitutionList(RegisterList):
    """Institutions under the names that they bore on a day."""

    template_name = "roadmap/institution_list.html"
    queryset = Institution.objects.with_names()
    filterset_class = InstitutionFilter


class InstitutionDetail(DetailView):
    """One institution, on a day."""

    template_name = "roadmap/institution_detail.html"
    slug_field = "code"

    def get_queryset(self) -> QuerySet[Institution]:
        successions = Succession.objects.prefetch_related("sources")
        after = successions.select_related("successor").prefetch_related("successor__names")
        before = successions.select_related("predecessor").prefetch_related("predecessor__names")
        return Institution.objects.select_related("country", "parent").prefetch_related(
            Prefetch("names", InstitutionName.objects.prefetch_related("sources")),
            Prefetch("successions", after),
            Prefetch("inheritances", before),
            "parent__names",
            "children__names",
            "organs",
            "sources",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, institution = asked_days(self.request), self.object
        members = BodyMember.objects.filter(institution=institution).select_related("body")
        events = TreatyEvent.objects.filter(institution=institution).select_related("instrument", "country")
        decisions = Decision.objects.filter(responsible=institution).select_related("meeting")
        facts = [institution, *institution.names.all(), *institution.successions.all(), *institution.inheritances.all()]
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "filter": f"institution={institution.code}",
            "name": institution.name_on(asked.on),
            "holdings": held_by_institution(self.request.user, asked, institution),
            "events": events.filter(Q(earliest__isnull=True) | Q(earliest__lte=asked.on)),
            "parties": InstrumentParty.objects.filter(institution=institution).select_related("instrument"),
            "members": [one for one in members if one.holds_on(asked.on)],
            "decisions": [(one, one.state_on(asked.on), one.is_overdue(asked.on)) for one in decisions],
            "documents": cited(facts),
        }
