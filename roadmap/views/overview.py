"""How far the promises have come, at a glance."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.views.generic import TemplateView

from cooperation.models import Country
from cooperation.permissions import Someone
from roadmap.choices import DeadlineKind, Schedule, Status
from roadmap.limits import current_limits
from roadmap.models import Action, ProgressReport, RequiredParty, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits
from roadmap.views.roadmap import Row

SHOWN = 5
# From done to unknown, as the bar is read from left to right.
IN_BAR = (
    Status.COMPLETED,
    Status.IN_PROGRESS,
    Status.SUSPENDED,
    Status.NOT_STARTED,
    Status.NO_INFORMATION,
    *map(Status, Status.ended()),
)


@dataclass(frozen=True)
class Segment:
    """One part of a bar, in hundredths of its width, written as SVG wants it."""

    status: Status
    count: int
    x: str
    width: str


def bar(counts: Counter[str]) -> list[Segment]:
    """The counts by status as parts of a bar that fill it."""
    total = counts.total()
    segments, before = [], 0
    for status in IN_BAR:
        if count := counts[status]:
            segments.append(Segment(status, count, f"{100 * before / total:.3f}", f"{100 * count / total:.3f}"))
            before += count
    return segments


@dataclass(frozen=True)
class CountryLine:
    """What one country leads in a roadmap, and how far it says it has come."""

    country: Country
    leads: int
    segments: list[Segment]
    waiting: int
    last_as_at: date | None


@dataclass(frozen=True)
class Found:
    """How many there are, and the first of them."""

    count: int
    rows: list[Row]


class Summary:
    """One roadmap at a glance, as a reader may see it on a day; each list is a query of its own."""

    def __init__(self, roadmap: Roadmap, user: Someone, on: date, limits: Limits) -> None:
        self.roadmap, self.user, self.on, self.limits = roadmap, user, on, limits
        self.actions: ActionQuerySet = Action.objects.visible_to(user).filter(roadmap=roadmap)
        self.dated = self.actions.with_schedule(on, limits)

    @property
    def segments(self) -> list[Segment]:
        return bar(Counter(dict(self.actions.order_by().values_list("status").annotate(Count("pk")))))

    @property
    def countries(self) -> list[CountryLine]:
        parties = RequiredParty.objects.filter(action__in=self.actions.order_by()).with_schedule(self.on, self.limits)
        statuses: dict[int, Counter[str]] = {}
        waiting: Counter[int] = Counter()
        last: dict[int, date] = {}
        for country, status, schedule, count, as_at in (
            parties.order_by().values_list("country", "status", "schedule").annotate(Count("pk"), Max("last_as_at"))
        ):
            statuses.setdefault(country, Counter())[status] += count
            waiting[country] += count if schedule in Schedule.waiting() else 0
            if as_at:
                last[country] = max(as_at, last.get(country, as_at))
        return [
            CountryLine(
                country=country,
                leads=statuses[country.pk].total(),
                segments=bar(statuses[country.pk]),
                waiting=waiting[country.pk],
                last_as_at=last.get(country.pk),
            )
            for country in Country.objects.filter(pk__in=statuses)
        ]

    @property
    def past_due(self) -> Found:
        return self.first(self.dated.filter(schedule__in=Schedule.waiting()), "-severity", "current_due")

    @property
    def due_soon(self) -> Found:
        """The soonest first; the next delivery of a recurring duty counts as its date."""
        owed = RequiredParty.objects.filter(action=OuterRef("pk"), next_due__isnull=False)
        owed = owed.exclude(status__in=Status.ended()).order_by("next_due")
        soonest = Coalesce(Subquery(owed.values("next_due")[:1]), "current_due")
        return self.first(self.dated.filter(schedule=Schedule.DUE_SOON), soonest)

    @property
    def moved(self) -> Found:
        """Those whose date is no longer the original one, the latest revision first."""
        revised = Max("deadlines__recorded_at", filter=Q(deadlines__kind=DeadlineKind.REVISION))
        moved = self.actions.filter(slip_days__isnull=False).exclude(slip_days=0).annotate(revised_at=revised)
        return self.first(moved, "-revised_at")

    @property
    def reported(self) -> list[ProgressReport]:
        """What was last published."""
        return list(
            ProgressReport.objects.visible_to(self.user)
            .published()
            .filter(action__in=self.actions.order_by())
            .select_related("action__roadmap", "institution__country")
            .prefetch_related("institution__names")
            .order_by("-published_at", "-pk")[:SHOWN]
        )

    def first(self, actions: ActionQuerySet, *order: str | Coalesce) -> Found:
        rows = [Row.of(action, self.on, self.limits) for action in actions.order_by(*order, "pk").for_rows()[:SHOWN]]
        return Found(actions.count(), rows)


class Overview(TemplateView):
    """Every roadmap that the reader may see: at a glance where it has actions, in a line where it has none."""

    template_name = "roadmap/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, on, limits = self.request.user, timezone.localdate(), current_limits()
        seen = Action.objects.visible_to(user).values("pk")
        roadmaps = list(
            Roadmap.objects.visible_to(user)
            .prefetch_related("directions", "parties__country")
            .annotate(action_count=Count("actions", filter=Q(actions__in=seen)))
        )
        return super().get_context_data(**kwargs) | {
            "summaries": [Summary(roadmap, user, on, limits) for roadmap in roadmaps if roadmap.action_count],
            "without_actions": [roadmap for roadmap in roadmaps if not roadmap.action_count],
            "on": on,
            "limits": limits,
        }
