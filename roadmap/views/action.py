from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.views.generic import DetailView

from cooperation.views.asked import asked_days
from roadmap.limits import current_limits
from roadmap.models import Action, Clarification, Evidence, ProgressReport
from roadmap.models.action import ActionQuerySet
from roadmap.permissions import can_propose_deadline
from roadmap.services.facts import with_facts
from roadmap.views.roadmap import reworded_since
from roadmap.views.story import Story


class ActionDetail(DetailView):
    """One action in full: what each country says, how its deadline moved, what was reported when."""

    template_name = "roadmap/action_detail.html"

    def get_queryset(self) -> ActionQuerySet:
        user = self.request.user
        day = asked_days(self.request).earlier
        return with_facts(Action.objects.visible_to(user).select_related("direction")).prefetch_related(
            "responsibilities__institution__names",
            Prefetch("reports", ProgressReport.objects.published()),
            "reports__institution__country",
            "reports__institution__names",
            "reports__recorded_by__institution",
            "reports__milestones_reached",
            "reports__round",
            Prefetch("reports__evidence", Evidence.objects.visible_to(user)),
            Prefetch("reports__clarifications", Clarification.objects.known_to(user, day)),
            "deadlines__decision__meeting",
            "deadlines__recorded_by__institution__country",
            "deadlines__consents__recorded_by",
            "endings__decision__meeting",
            "milestones",
            "provisions__instrument",
            "sites",
        )

    def get_object(self, queryset: ActionQuerySet | None = None) -> Action:
        slug, code = self.kwargs["slug"], self.kwargs["code"].replace("\0", "")
        found = self.get_queryset().filter(roadmap__slug=slug, code=code).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_days(self.request)
        return super().get_context_data(**kwargs) | {
            "roadmap": self.object.roadmap,
            "can_propose": can_propose_deadline(self.request.user, self.object),
            "story": Story(self.object, asked.on, asked.known, current_limits()),
            "on": asked.on,
            "asked": asked,
            "reworded": reworded_since(self.object.roadmap, asked).get(self.object.pk),
            "address": f"{settings.SITE_URL}{self.request.path}",
        }
