"""What stands on the work desk: what is due, what waits for whoever has signed in, what was last imported."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, Min, OuterRef, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Role
from cooperation.models import Country, User
from roadmap.choices import ImportState, ReportState, Schedule, Timing
from roadmap.models import Action, Deadline, ImportRun, ProgressReport, ReportingRound, RequiredParty
from roadmap.permissions import can_keep_roadmaps
from roadmap.rules.facts import Limits
from roadmap.services.deadlines import announced, awaiting_consent

SHOWN = 8


@dataclass(frozen=True)
class DueLine:
    """An action with the day that counts, and the countries that it waits for or that are to deliver."""

    action: Action
    url: str
    day: date
    schedule: Schedule
    countries: list[Country]


@dataclass(frozen=True)
class Task:
    """One thing to do: what, about which action, and where it is done."""

    action: Action | None
    url: str
    text: str = ""
    at: date | datetime | None = None


@dataclass(frozen=True)
class Tasks:
    """Things to do of one kind: how many, and the first of them."""

    title: Any
    count: int
    rows: list[Task] = field(default_factory=list)


class Desk:
    """The desk of one user on one day, in a constant number of queries."""

    def __init__(self, user: User, on: date, limits: Limits) -> None:
        self.user, self.on, self.limits = user, on, limits

    @property
    def of_a_country(self) -> bool:
        return self.user.role in Role.of_a_country()

    @property
    def keeps_roadmaps(self) -> bool:
        return can_keep_roadmaps(self.user)

    # What is due

    def past_due(self) -> tuple[int, list[DueLine]]:
        """Overdue and awaited, the longest first."""
        return self.due(*Schedule.waiting())

    def next_due(self) -> tuple[int, list[DueLine]]:
        """The next deadlines, the soonest first."""
        return self.due(Schedule.DUE_SOON, Schedule.NOT_YET_DUE)

    def due(self, *schedules: Schedule) -> tuple[int, list[DueLine]]:
        """How many actions have a required party of these schedules, and the first by date; of the own country."""
        parties = RequiredParty.objects.with_schedule(self.on, self.limits).filter(schedule__in=schedules)
        if self.of_a_country:
            parties = parties.filter(country=self.user.country_id)
        mine = parties.filter(action=OuterRef("pk")).order_by()
        day = Case(When(action__timing=Timing.RECURRING, then="next_due"), default="action__current_due")
        first = mine.annotate(day=day).values("action").annotate(first=Min("day")).values("first")
        actions = Action.objects.visible_to(self.user).filter(Exists(mine)).annotate(day=Subquery(first))
        rows = actions.order_by("day", "roadmap", "position", "code").for_rows()[:SHOWN]
        return actions.count(), [self.line(action, schedules) for action in rows]

    def line(self, action: Action, schedules: tuple[Schedule, ...]) -> DueLine:
        found = [
            (party.country, schedule)
            for party in action.required_parties.all()
            if (schedule := party.schedule_on(self.on, self.limits)) in schedules
            and (not self.of_a_country or party.country_id == self.user.country_id)
        ]
        worst = max((schedule for _country, schedule in found), key=lambda schedule: schedule.severity)
        return DueLine(action, self.url_of(action), action.day, worst, [country for country, _schedule in found])

    def url_of(self, action: Action) -> str:
        """Where an action is kept, or followed."""
        if self.keeps_roadmaps:
            return reverse("admin:roadmap_action_change", args=[action.pk])
        return reverse("action", args=[action.roadmap.slug, action.code])

    # What waits

    def tasks(self) -> list[Tasks]:
        """What waits for the user, by role; kinds of which there is nothing are left out."""
        by_role: dict[str, list[Callable[[], Tasks]]] = {
            Role.REPORTER: [self.open_rounds, self.own_open_reports, self.without_report],
            Role.COORDINATOR: [self.open_rounds, self.submitted_reports, self.awaiting_consent],
            Role.SECRETARIAT: [self.open_rounds, self.previewed_imports, self.announced_revisions],
        }
        return [found for make in by_role.get(self.user.role, []) if (found := make()).count]

    def open_rounds(self) -> Tasks:
        """Rounds in which reports are given now, the first due first; who owes what stands on their pages."""
        rounds = ReportingRound.objects.open(self.on)
        if self.of_a_country:
            rounds = rounds.for_country(self.user.country_id)
        rows = [
            Task(None, reverse("round", args=[one.roadmap.slug, one.pk]), f"{one.roadmap}: {one}", one.due)
            for one in rounds.select_related("roadmap").order_by("due", "pk")[:SHOWN]
        ]
        return Tasks(_("Open reporting rounds, with the last day to submit"), rounds.count(), rows)

    def own_open_reports(self) -> Tasks:
        reports = ProgressReport.objects.visible_to(self.user).filter(institution=self.user.institution)
        return self.reports(_("Reports to finish and submit"), reports.filter(state__in=ReportState.open()))

    def submitted_reports(self) -> Tasks:
        reports = ProgressReport.objects.visible_to(self.user).filter(state=ReportState.SUBMITTED)
        return self.reports(_("Reports to publish or return"), reports)

    def reports(self, title: Any, reports: "QuerySet[ProgressReport]") -> Tasks:
        first = reports.select_related("action__roadmap", "institution").prefetch_related("institution__names")
        rows = [
            Task(report.action, reverse("report", args=[report.pk]), f"{report.institution}", report.as_at)
            for report in first.order_by("as_at", "pk")[:SHOWN]
        ]
        return Tasks(title, reports.count(), rows)

    def without_report(self) -> Tasks:
        """Actions in which the user's institution leads and about which it has said nothing yet."""
        told = ProgressReport.objects.filter(action=OuterRef("pk"), institution=self.user.institution)
        actions = Action.objects.visible_to(self.user).led_by(self.user.institution).filter(~Exists(told))
        rows = [
            Task(action, self.report_url(action), at=action.current_due)
            for action in actions.select_related("roadmap").order_by(F("current_due").asc(nulls_last=True), "pk")[
                :SHOWN
            ]
        ]
        return Tasks(_("Actions without a report of yours"), actions.count(), rows)

    def report_url(self, action: Action) -> str:
        """Where the user's institution writes about an action."""
        address = reverse("report-create", args=[action.roadmap.slug, action.code])
        return f"{address}?institution={self.user.institution.code}"

    def awaiting_consent(self) -> Tasks:
        """Announced revisions on which the user's country leads and has not consented."""
        waiting = awaiting_consent(self.user.country, self.on, self.limits)
        return self.revisions(_("Revisions that await your consent"), waiting)

    def announced_revisions(self) -> Tasks:
        return self.revisions(_("Revisions that are not agreed"), announced(self.on, self.limits))

    def revisions(self, title: Any, versions: list[Deadline]) -> Tasks:
        rows = [
            Task(
                version.action,
                reverse("deadline", args=[version.pk]),
                version.reason,
                version.due,
            )
            for version in versions[:SHOWN]
        ]
        return Tasks(title, len(versions), rows)

    def previewed_imports(self) -> Tasks:
        runs = ImportRun.objects.to_confirm().select_related("roadmap")
        rows = [
            Task(None, reverse("admin:roadmap_importrun_change", args=[run.pk]), str(run), run.recorded_at)
            for run in runs[:SHOWN]
        ]
        return Tasks(_("Imports to confirm"), runs.count(), rows)

    # What was done

    def imported(self) -> "QuerySet[ImportRun]":
        """The last imports."""
        applied = ImportRun.objects.filter(state=ImportState.APPLIED).select_related("roadmap", "recorded_by")
        return applied.order_by("-applied_at")[:SHOWN]
