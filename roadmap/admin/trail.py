"""The kinds of records of roadmaps in the trail: the road of a report is its own country's affair."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from cooperation.admin.trail import Entries, Kind, tell
from cooperation.models import User
from cooperation.permissions import Someone
from roadmap.choices import ReportState
from roadmap.models import (
    Action,
    Clarification,
    Consent,
    Deadline,
    Direction,
    Ending,
    Evidence,
    Milestone,
    MilestoneReached,
    ProgressReport,
    ReportingRound,
    Responsibility,
    Roadmap,
    RoadmapParty,
)
from roadmap.permissions import can_see_road

ROAD = frozenset({"recorded_by", "submitted_at", "submitted_by", "returned_at", "returned_by", "return_reason"})
WITHHELD = frozenset({"title", "file", "file_name", "url"})


def own_reports(user: Someone) -> "QuerySet[ProgressReport]":
    """The reports whose road a user may see."""
    reports = ProgressReport.objects.visible_to(user).select_related("institution")
    if not isinstance(user, User) or user.country_id is None:
        return reports.none()
    own = reports.filter(institution__country=user.country_id)
    first = own.first()
    return own if first and can_see_road(user, first) else own.none()


def of_reports(user: Someone, entries: Entries) -> Entries:
    """The own country's from the first draft on; others' as they were published."""
    return entries.filter(Q(id__in=own_reports(user).values("pk")) | Q(state=ReportState.PUBLISHED))


def of_papers(user: Someone, entries: Entries) -> Entries:
    """What goes with a report: from its draft on, or what has changed since its publication."""
    published = Q(report__state=ReportState.PUBLISHED, history_date__gt=F("report__published_at"))
    return entries.filter(Q(report__in=own_reports(user).values("pk")) | published)


def of_clarifications(user: Someone, entries: Entries) -> Entries:
    return entries.filter(id__in=Clarification.objects.visible_to(user).values("pk"))


def road_of_others(user: Someone, report: ProgressReport) -> frozenset[str]:
    return frozenset() if can_see_road(user, report) else ROAD


def withheld(user: Someone, evidence: Evidence) -> frozenset[str]:
    """Of a document that had to be withheld the trail repeats nothing."""
    return WITHHELD if evidence.withheld_on else frozenset()


def evidence_words(evidence: Evidence) -> str:
    return _("withheld document") if evidence.withheld_on else str(evidence)


tell(
    Kind(Action),
    Kind(
        Clarification,
        seen=of_clarifications,
        under="report",
        needs=("country", "report__institution__names", "report__action"),
    ),
    Kind(Consent, under="deadline__action", needs=("country", "deadline__action")),
    Kind(Deadline, under="action", needs=("action",)),
    Kind(Direction, under="roadmap", needs=("roadmap",)),
    Kind(Ending, under="action", needs=("action",)),
    Kind(
        Evidence,
        seen=of_papers,
        under="report",
        needs=("report__institution__names", "report__action"),
        called=evidence_words,
        hidden=withheld,
    ),
    Kind(Milestone, under="action", needs=("action",)),
    Kind(
        MilestoneReached,
        seen=of_papers,
        under="report",
        needs=("milestone", "report__institution__names", "report__action"),
    ),
    Kind(
        ProgressReport,
        seen=of_reports,
        under="action",
        needs=("institution__names", "action"),
        hidden=road_of_others,
    ),
    Kind(ReportingRound, under="roadmap", needs=("roadmap",)),
    Kind(Responsibility, under="action", needs=("action", "country", "institution__names")),
    Kind(Roadmap),
    Kind(RoadmapParty, under="roadmap", needs=("roadmap", "country")),
)
