"""The workspace: what waits for whoever has signed in, by role."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from cooperation.choices import Role
from cooperation.models import Institution, User
from cooperation.permissions import can_enter_admin
from roadmap.choices import ReportState, Schedule
from roadmap.limits import current_limits
from roadmap.models import Action, Clarification, ImportRun, ProgressReport, RequiredParty, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.permissions import can_keep_roadmaps
from roadmap.services.deadlines import announced, awaiting_consent
from roadmap.services.deliveries import Open, open_for
from roadmap.views.workspace_rounds import roadmaps_to_open, rounds_at_work

ROWS_A_PAGE = 50
LATEST = 20


@dataclass(frozen=True)
class Lead:
    """An institution that leads, with what it said last and what it has begun to say."""

    institution: Institution
    published: ProgressReport | None
    begun: ProgressReport | None


@dataclass(frozen=True)
class Row:
    action: Action
    leads: list[Lead]
    owed: list[Open]


@method_decorator(never_cache, name="dispatch")
class Workspace(LoginRequiredMixin, TemplateView):
    """One page a role: a country's staff see their actions and reports, the secretariat its desk, others the news."""

    template_name = "roadmap/workspace.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        context = {
            "can_enter_admin": can_enter_admin(user),
            "keeps_roadmaps": can_keep_roadmaps(user),
            "rounds": rounds_at_work(user, timezone.localdate(), current_limits()),
            "to_open": roadmaps_to_open(user),
        }
        if user.role in Role.of_a_country():
            context |= of_a_country(self.request)
        else:
            context["latest"] = latest_published(user)
        if can_keep_roadmaps(user):
            context |= of_the_secretariat()
        return super().get_context_data(**context, **kwargs)


# A country's staff ---------------------------------------------------------------------------------------------------


def of_a_country(request: HttpRequest) -> dict[str, Any]:
    """The actions in which the institution or the country leads, and the reports that have not been published."""
    user = request.user
    coordinates = user.role == Role.COORDINATOR
    leading = leading_institutions(user) if coordinates else []
    chosen = next((one for one in leading if one.code == request.GET.get("institution")), None)
    page = Paginator(actions_for(user, chosen), ROWS_A_PAGE).get_page(request.GET.get("page"))
    on_the_way = unpublished(user)
    return {
        "coordinates": coordinates,
        "to_consent": awaiting_consent(user.country, timezone.localdate(), current_limits()) if coordinates else [],
        "to_answer": Clarification.objects.to_answer(user) if coordinates else [],
        "institutions": leading,
        "chosen": chosen,
        "page": page,
        "rows": rows(user, page, chosen),
        "waiting": [report for report in on_the_way if report.state == ReportState.SUBMITTED],
        "open_reports": [report for report in on_the_way if report.is_open],
    }


def leading_institutions(user: User) -> list[Institution]:
    """All institutions of a coordinator's country; those that lead stand on the page with their actions."""
    return list(Institution.objects.filter(country=user.country_id).with_names())


def actions_for(user: User, chosen: Institution | None) -> ActionQuerySet:
    """The actions of an institution or of a whole country, the most pressing for that country first."""
    actions = Action.objects.visible_to(user)
    if user.role == Role.REPORTER or chosen:
        actions = actions.led_by(chosen or user.institution)
    else:
        actions = actions.filter(required_parties__country=user.country_id)
    own = RequiredParty.objects.filter(action=OuterRef("pk"), country=user.country_id)
    own = own.with_schedule(timezone.localdate(), current_limits())
    return (
        actions.for_rows()
        .prefetch_related("roadmap__parties__focal_institution__names")
        .annotate(
            own_status=Subquery(own.values("status")[:1]),
            own_schedule=Subquery(own.values("schedule")[:1]),
            calm=Case(
                *(When(own_schedule=value, then=Value(-Schedule(value).severity)) for value in Schedule.values),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .order_by("calm", "current_due", "roadmap", "position", "code")
    )


def rows(user: User, page: Page, chosen: Institution | None) -> list[Row]:
    """The actions of a page with the leads for which the user may report."""
    said = said_by_leads(user, page)
    owed = open_for(user.country, page, timezone.localdate(), current_limits())
    return [
        Row(
            action,
            [said.lead(action, one) for one in leads_of(user, action) if chosen in (None, one)],
            owed.get(action.pk, []),
        )
        for action in page
    ]


def leads_of(user: User, action: Action) -> list[Institution]:
    """The leads for which the user speaks, from loaded responsibilities."""
    if user.role == Role.REPORTER:
        return [user.institution]
    focal = {party.country_id: party.focal_institution for party in action.roadmap.parties.all()}
    leads = [part.institution or focal.get(part.country_id) for part in action.leads()]
    return [lead for lead in dict.fromkeys(leads) if lead and lead.country_id == user.country_id]


@dataclass(frozen=True)
class Said:
    """Reports by action and institution: the last published one, and the one that is on its way."""

    published: dict[tuple[int, int], ProgressReport]
    begun: dict[tuple[int, int], ProgressReport]

    def lead(self, action: Action, institution: Institution) -> Lead:
        key = (action.pk, institution.pk)
        return Lead(institution, self.published.get(key), self.begun.get(key))


def said_by_leads(user: User, actions: Iterable[Action]) -> Said:
    """What was said about these actions for the user's country, in one query."""
    reports = (
        ProgressReport.objects.visible_to(user)
        .filter(action__in=[action.pk for action in actions], institution__country=user.country_id)
        .only("pk", "action", "institution", "state", "as_at", "status")
        .order_by("as_at", "pk")
    )
    said = Said({}, {})
    for report in reports:
        where = said.published if report.state == ReportState.PUBLISHED else said.begun
        where[report.action_id, report.institution_id] = report
    return said


def unpublished(user: User) -> list[ProgressReport]:
    """Drafts, returned and submitted reports: of the own institution, or of the own country for its coordinator."""
    reports = with_names(ProgressReport.objects.visible_to(user).exclude(state=ReportState.PUBLISHED))
    if user.role == Role.REPORTER:
        reports = reports.filter(institution=user.institution)
    return list(reports.order_by("-submitted_at", "-recorded_at"))


# The secretariat and readers -----------------------------------------------------------------------------------------


def of_the_secretariat() -> dict[str, Any]:
    """Imports to confirm, revisions of deadlines that nobody has agreed yet, and whose decisions are followed up."""
    previewed = ImportRun.objects.to_confirm().select_related("roadmap", "recorded_by")
    return {
        "previewed": previewed[:LATEST],
        "announced": announced(timezone.localdate(), current_limits()),
        "followed_up": Roadmap.objects.all(),
    }


def latest_published(user: User) -> "QuerySet[ProgressReport]":
    """What was published last."""
    return with_names(ProgressReport.objects.visible_to(user).published()).order_by("-published_at")[:LATEST]


def with_names(reports: "QuerySet[ProgressReport]") -> "QuerySet[ProgressReport]":
    """Loads what a line about a report shows."""
    return reports.select_related(
        "action__roadmap", "institution__country", "submitted_by", "returned_by", "recorded_by"
    ).prefetch_related("institution__names")
