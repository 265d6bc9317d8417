from typing import Any

from django.views.generic import TemplateView

from roadmap.choices import Freshness, OccurrenceState, Schedule, Status
from roadmap.limits import current_limits


class Methodology(TemplateView):
    """Explains to the public every rule, with the numbers of days in force."""

    template_name = "roadmap/methodology.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "limits": current_limits(),
            "claimed": Status.claimed(),
            "ended": Status.ended(),
            "unreported": Status.NO_INFORMATION,
            "schedules": Schedule.values,
            "occurrence_states": OccurrenceState.values,
            "freshness": Freshness.values,
        }
