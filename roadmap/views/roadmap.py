from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from cooperation.models import Country
from cooperation.views.asked import Asked, asked_days
from roadmap.choices import DeadlineKind, OccurrenceState, Schedule
from roadmap.exchange.export import export_actions, export_past_actions
from roadmap.filters import ActionFilter
from roadmap.limits import current_limits
from roadmap.models import Action, Deadline, RequiredParty, Responsibility, Roadmap, RoadmapParty
from roadmap.rules.facts import Limits
from roadmap.services.deadlines import with_announced
from roadmap.services.rewording import Rewording, rewordings


@dataclass(frozen=True)
class Row:
    """One action in a list, with the schedules of a day."""

    action: Action
    schedule: Schedule
    parties: list[tuple[RequiredParty, Schedule]]
    leads: list[Responsibility]
    owing: "list[Owing]"
    reworded_on: date | None = None
    revision_announced: bool = False

    @classmethod
    def of(
        cls, action: Action, on: date, limits: Limits, reworded: Rewording | None = None, announced: bool = False
    ) -> "Row":
        parties = [(party, party.schedule_on(on, limits)) for party in action.required_parties.all()]
        leads = {(part.institution_id, part.country_id): part for part in action.leads() if part.held_on(on)}
        owing = owing_of(action, on, limits)
        schedule = action.schedule_on(on, limits)
        return cls(action, schedule, parties, list(leads.values()), owing, reworded.on if reworded else None, announced)

    @property
    def awaits(self) -> list[str]:
        """The countries that it waits for, by name."""
        return [str(party.country) for party, schedule in self.parties if schedule in Schedule.waiting()]

    @property
    def next_due(self) -> date | None:
        """The next day on which something is due: the deadline, or the first open occurrence of a recurring duty."""
        return self.owing[0].due if self.owing else self.action.current_due


@dataclass(frozen=True)
class Owing:
    """The day by which these countries owe the next delivery of a recurring duty, and how that stands."""

    due: date
    state: OccurrenceState
    countries: list[Country]


def owing_of(action: Action, on: date, limits: Limits) -> list[Owing]:
    """Who owes what next of a recurring duty, the most pressing first, from the stored columns."""
    found: dict[date, Owing] = {}
    for party in action.required_parties.all():
        state = party.occurrence_on(on, limits)
        if party.next_due and state in OccurrenceState.open():
            found.setdefault(party.next_due, Owing(party.next_due, state, [])).countries.append(party.country)
    return [found[due] for due in sorted(found)]


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
    def asked(self) -> Asked:
        return asked_days(self.request)

    @cached_property
    def filters(self) -> ActionFilter:
        actions = Action.objects.visible_to(self.request.user).filter(roadmap=self.roadmap)
        asked = self.asked
        return ActionFilter(
            self.request.GET, actions, self.roadmap, asked.on, current_limits(), asked.known, asked.is_past
        )


class RoadmapDetail(ActionsOfRoadmap, ListView):
    """A roadmap's actions, filtered, with what each country says of each."""

    template_name = "roadmap/roadmap_detail.html"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Action] | list[Action]:
        found = self.filters.found()
        if isinstance(found, list):
            return found
        revisions = Deadline.objects.filter(kind=DeadlineKind.REVISION, action=OuterRef("pk"))
        return found.for_rows().annotate(is_revised=Exists(revisions))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        on, limits = self.filters.on, self.filters.limits
        asked = self.request.GET.copy()
        asked.pop("page", None)
        reworded = reworded_since(self.roadmap, self.asked)
        actions = context["object_list"]
        revised = [action for action in actions if action.is_past or action.is_revised]
        announced = with_announced(revised, on, limits, self.asked.known) if revised else set()
        return context | {
            "roadmap": self.roadmap,
            "filters": self.filters,
            "is_filtered": any(asked.get(name) for name in self.filters.filters),
            "rows": [Row.of(action, on, limits, reworded.get(action.pk), action.pk in announced) for action in actions],
            "on": on,
            "asked": self.asked,
            "query": asked.urlencode(),
        }


def reworded_since(roadmap: Roadmap, asked: Asked) -> dict[int, Rewording]:
    """Which actions that are shown as they stood were worded otherwise then."""
    return rewordings(roadmap, asked.earlier, asked.today) if asked.is_past else {}


class RoadmapExport(ActionsOfRoadmap, View):
    """The same actions as a spreadsheet."""

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:  # noqa: A002  # as addresses call it
        if not self.filters.is_valid():
            raise BadRequest(_("One of the filters names something that this roadmap does not have."))
        found, on, limits = self.filters.found(), self.filters.on, self.filters.limits
        if isinstance(found, list):
            name, content_type, content = export_past_actions(found, self.roadmap, format, on, self.asked.known, limits)
        else:
            name, content_type, content = export_actions(found, format, on, limits)
        return HttpResponse(
            content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
