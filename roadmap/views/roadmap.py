from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from roadmap.choices import Schedule
from roadmap.exchange.export import export_actions
from roadmap.filters import ActionFilter
from roadmap.limits import current_limits
from roadmap.models import Action, RequiredParty, Responsibility, Roadmap, RoadmapParty
from roadmap.rules.facts import Limits
from roadmap.views.asked import asked_date


@dataclass(frozen=True)
class Row:
    """One action in a list, with the schedules of a day."""

    action: Action
    schedule: Schedule
    parties: list[tuple[RequiredParty, Schedule]]
    leads: list[Responsibility]

    @classmethod
    def of(cls, action: Action, on: date, limits: Limits) -> "Row":
        parties = [(party, party.schedule_on(on, limits)) for party in action.required_parties.all()]
        leads = [part for part in action.leads() if part.held_on(on)]
        return cls(action, action.schedule_on(on, limits), parties, leads)

    @property
    def awaits(self) -> list[str]:
        """The countries that it waits for, by name."""
        return [str(party.country) for party, schedule in self.parties if schedule in Schedule.waiting()]

    @property
    def next_due(self) -> date | None:
        """The next day on which something is due: the deadline, or the first open occurrence of a recurring duty."""
        return min(
            (party.next_due for party, _schedule in self.parties if party.next_due), default=self.action.current_due
        )


class RoadmapList(ListView):
    """The roadmaps that the reader may see, with the number of their actions that the reader may see."""

    template_name = "roadmap/roadmap_list.html"

    def get_queryset(self) -> QuerySet[Roadmap]:
        seen = Action.objects.visible_to(self.request.user).values("pk")
        return (
            Roadmap.objects.visible_to(self.request.user)
            .select_related("instrument")
            .prefetch_related("parties__country", "directions")
            .annotate(action_count=Count("actions", filter=Q(actions__in=seen)))
        )


class ActionsOfRoadmap:
    """What a roadmap's list and its export share: the roadmap, the day, the filters."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def roadmap(self) -> Roadmap:
        parties = RoadmapParty.objects.select_related("country", "focal_institution")
        seen = (
            Roadmap.objects.visible_to(self.request.user)
            .select_related("instrument", "decision__meeting")
            .prefetch_related(Prefetch("parties", parties), "parties__focal_institution__names")
        )
        return get_object_or_404(seen, slug=self.kwargs["slug"])

    @cached_property
    def filters(self) -> ActionFilter:
        for name in ("on", "known"):
            asked_date(self.request, name)
        actions = Action.objects.visible_to(self.request.user).filter(roadmap=self.roadmap)
        return ActionFilter(self.request.GET, actions, self.roadmap, timezone.localdate(), current_limits())

    def found(self) -> QuerySet[Action]:
        """The actions asked for; none where a choice is unknown."""
        return self.filters.qs if self.filters.is_valid() else Action.objects.none()


class RoadmapDetail(ActionsOfRoadmap, ListView):
    """A roadmap's actions, filtered, with what each country says of each."""

    template_name = "roadmap/roadmap_detail.html"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Action]:
        return self.found().for_rows()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on, limits = self.filters.on, self.filters.limits
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return context | {
            "roadmap": self.roadmap,
            "filters": self.filters,
            "is_filtered": any(asked.get(name) for name in self.filters.filters),
            "rows": [Row.of(action, on, limits) for action in context["object_list"]],
            "on": on,
            "asks_another_day": any(self.request.GET.get(name) for name in ("on", "known")),
            "query": asked.urlencode(),
        }


class RoadmapExport(ActionsOfRoadmap, View):
    """The same actions as a spreadsheet."""

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:  # noqa: A002  # as addresses call it
        if not self.filters.is_valid():
            raise BadRequest(_("One of the filters names something that this roadmap does not have."))
        name, content_type, content = export_actions(self.found(), format, self.filters.on, self.filters.limits)
        return HttpResponse(
            content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
