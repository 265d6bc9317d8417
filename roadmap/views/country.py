"""A country in the cooperation: what it signed, what it leads and owes, who acts for it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cooperation.models import (
    BodyMember,
    Country,
    Institution,
    InstrumentParty,
    Issue,
    Meeting,
    Recognition,
    Succession,
)
from cooperation.views.asked import asked_days
from cooperation.views.instrument import lines_of
from roadmap.models import RoadmapParty
from roadmap.views.holding import held_by_country

LATEST = 10


class CountryList(ListView):
    """The countries that are party to an instrument, member of a body or party of a roadmap."""

    template_name = "roadmap/country_list.html"

    def get_queryset(self) -> QuerySet[Country]:
        kinds = (InstrumentParty, BodyMember, RoadmapParty)
        first, *others = (kind.objects.filter(country__isnull=False).order_by().values("country") for kind in kinds)
        return Country.objects.filter(pk__in=first.union(*others)).order_by("name")


class CountryDetail(DetailView):
    """One country, on a day."""

    template_name = "roadmap/country_detail.html"
    slug_field = slug_url_kwarg = "code"
    queryset = Country.objects.all()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One country has one address, under its code in small letters."""
        if self.kwargs["code"] != self.kwargs["code"].lower():
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return HttpResponsePermanentRedirect(reverse("country", args=[self.kwargs["code"].lower()]) + query)
        self.kwargs["code"] = self.kwargs["code"].upper()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, country = asked_days(self.request), self.object
        members = BodyMember.objects.filter(country=country).select_related("body", "institution__country")
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "filter": f"country={country.code}",
            "holdings": held_by_country(self.request.user, asked, country),
            "signed": lines_of(country, asked.on, asked.today),
            "institutions": institutions_of(country),
            "members": [one for one in members.prefetch_related("institution__names") if one.holds_on(asked.on)],
            "meetings": Meeting.objects.filter(countries=country)[:LATEST],
            "issues": Issue.objects.with_life().filter(raised_by=country)
            | Issue.objects.with_life().filter(addressed_to=country),
            "recognitions": Recognition.objects.filter(country=country) | Recognition.objects.filter(given_by=country),
            "sites": country.sites.all(),
        }


def institutions_of(country: Country) -> QuerySet[Institution]:
    """Its institutions, those above before those under them, with what their names and successors need."""
    successions = Succession.objects.select_related("successor").prefetch_related("successor__names")
    institutions = Institution.objects.with_names().filter(country=country).select_related("parent")
    return institutions.prefetch_related(Prefetch("successions", successions))
