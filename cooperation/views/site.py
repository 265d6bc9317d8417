from typing import Any

from django.db.models import Prefetch, QuerySet
from django.views.generic import DetailView

from cooperation.filters import SiteFilter
from cooperation.models import Issue, Site
from cooperation.views.asked import asked_days
from cooperation.views.cited import cited
from cooperation.views.instrument import seen_through
from cooperation.views.register import RegisterList


class SiteList(RegisterList):
    """Sites with their countries; the components of a site stand on its page too."""

    template_name = "cooperation/site_list.html"
    queryset = Site.objects.select_related("whole").prefetch_related("countries")
    filterset_class = SiteFilter


class SiteDetail(DetailView):
    """One site: where it is, what it is part of, what is agreed and done about it."""

    template_name = "cooperation/site_detail.html"

    def get_queryset(self) -> QuerySet[Site]:
        actions = seen_through(Site.actions, self.request.user).select_related("roadmap")
        return Site.objects.select_related("whole").prefetch_related(
            "sources",
            "countries",
            Prefetch("components", Site.objects.prefetch_related("countries", "sources")),
            "instruments",
            Prefetch("issues", Issue.objects.with_life()),
            Prefetch("actions", actions.order_by("roadmap__position", "roadmap", "position", "code")),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, site = asked_days(self.request), self.object
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "spellings": [line.strip() for line in site.spellings.splitlines() if line.strip()],
            "issues": [(issue, issue.standing_on(asked.on, asked.today)) for issue in site.issues.all()],
            "documents": cited([site, *site.components.all()]),
        }
