from typing import Any

from django.db.models import Prefetch, QuerySet
from django.views.generic import DetailView

from cooperation.filters import IssueFilter
from cooperation.models import Issue, IssueStep
from cooperation.views.asked import asked_days
from cooperation.views.cited import cited
from cooperation.views.register import RegisterList


class IssueList(RegisterList):
    """Transboundary issues with where each stands on a day."""

    template_name = "cooperation/issue_list.html"
    queryset = Issue.objects.with_life()
    filterset_class = IssueFilter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, on, today = super().get_context_data(**kwargs), self.asked.on, self.asked.today
        return context | {"lines": [(issue, issue.standing_on(on, today)) for issue in context["object_list"]]}


class IssueDetail(DetailView):
    """One issue: between whom, about which site, its life as each side states it, where it stands on a day."""

    template_name = "cooperation/issue_detail.html"

    def get_queryset(self) -> QuerySet[Issue]:
        steps = IssueStep.objects.select_related("country", "institution")
        return Issue.objects.select_related("raised_by", "addressed_to", "site").prefetch_related(
            "sources", Prefetch("steps", steps.prefetch_related("institution__names", "sources"))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, issue = asked_days(self.request), self.object
        steps = [(step, step.when.maybe_by(asked.on)) for step in issue.steps.all()]
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "standing": issue.standing_on(asked.on, asked.today),
            "steps": steps,
            "documents": cited([issue, *(step for step, _may_be in steps)]),
        }
