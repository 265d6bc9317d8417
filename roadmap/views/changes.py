"""What changed in a roadmap between two days: the page that opens a meeting."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from cooperation.models import Country, Institution, Meeting
from cooperation.views.asked import asked_date
from roadmap.choices import ChangeKind
from roadmap.limits import current_limits
from roadmap.models import Action, Clarification, Deadline, Direction, Ending, ReportingRound, Roadmap
from roadmap.rules.change import Change, changes
from roadmap.rules.facts import recorded_between
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.rewording import Rewording, rewordings

USUAL_DAYS = 91


@dataclass(frozen=True)
class Line:
    """One change, with the records that it is told from."""

    kind: ChangeKind
    change: Change | None = None
    country: Country | None = None
    institution: Institution | None = None
    ending: Ending | None = None
    version: Deadline | None = None
    round: ReportingRound | None = None
    clarification: Clarification | None = None
    rewording: Rewording | None = None

    @property
    def slip(self) -> int | None:
        """By how many days a revision moves the date before it; nothing where one of them is no date."""
        change = self.change
        if change is None or change.before is None or change.after is None:
            return None
        before, after = change.before.due, change.after.due
        return (after - before).days if before and after else None


@dataclass(frozen=True)
class ActionLines:
    action: Action
    lines: list[Line]


@dataclass(frozen=True)
class DirectionLines:
    direction: Direction
    actions: list[ActionLines]


class Changed:
    """The changes of a roadmap's actions between two days, as far as a reader may see them."""

    def __init__(self, roadmap: Roadmap, user: Any, since: date, until: date) -> None:
        self.roadmap, self.user, self.since, self.until = roadmap, user, since, until
        self.countries = {party.country.code: party.country for party in roadmap.parties.all()}
        self.rounds = {one.pk: one for one in roadmap.rounds.all()}

    @cached_property
    def actions(self) -> list[Action]:
        actions = Action.objects.visible_to(self.user).filter(roadmap=self.roadmap).select_related("direction")
        return list(
            with_facts(actions).prefetch_related(
                "responsibilities__institution__names",
                "deadlines__decision__meeting",
                "endings__decision__meeting",
            )
        )

    @cached_property
    def clarifications(self) -> dict[int, list[Clarification]]:
        """Those that are news, by action."""
        visible = Clarification.objects.visible_to(self.user).filter(report__action__roadmap=self.roadmap)
        found: dict[int, list[Clarification]] = {}
        for one in visible.select_related("country", "report__institution__country"):
            if self.is_news(one):
                found.setdefault(one.report.action_id, []).append(one)
        return found

    @cached_property
    def rewordings(self) -> dict[int, Rewording]:
        return rewordings(self.roadmap, self.since, self.until)

    @cached_property
    def lines(self) -> list[ActionLines]:
        limits = current_limits()
        return [
            ActionLines(action, [*self.told(action, changes(facts_of(action, limits), self.since, self.until))])
            for action in self.actions
        ]

    def told(self, action: Action, found: Iterable[Change]) -> Iterator[Line]:
        endings = {ending.pk: ending for ending in action.endings.all()}
        versions = {version.pk: version for version in action.deadlines.all()}
        institutions = {
            f"institution:{part.institution_id}": part.institution for part in action.responsibilities.all()
        }
        for change in found:
            yield Line(
                change.kind,
                change,
                self.countries.get(change.country or ""),
                institutions.get(change.holder),
                endings.get(change.key) if change.kind == ChangeKind.ENDED else None,
                versions.get(change.key) if change.after else None,
                self.rounds.get(change.key) if change.kind == ChangeKind.SILENT else None,
            )
        if action.pk in self.rewordings:
            yield Line(ChangeKind.REWORDED, rewording=self.rewordings[action.pk])
        for one in self.clarifications.get(action.pk, []):
            yield Line(ChangeKind.CLARIFIED, country=one.report.institution.country, clarification=one)

    def is_news(self, one: Clarification) -> bool:
        """To whoever signs in: asked or answered in between; to visitors: shown to everyone in between."""
        moments = [one.recorded_at, one.answered_at] if self.user.is_authenticated else [one.public_at]
        return any(recorded_between(moment, self.since, self.until) for moment in moments)

    def counts(self) -> list[tuple[ChangeKind, int]]:
        counted = Counter(line.kind for action in self.lines for line in action.lines)
        return [(kind, counted[kind]) for kind in ChangeKind if counted[kind]]

    def by_direction(self, kind: str, country: str) -> list[DirectionLines]:
        """The lines of a kind and of a country, where these are asked for, by direction and action."""
        groups: dict[int, DirectionLines] = {}
        for action in self.lines:
            lines = [line for line in action.lines if asked_for(line, kind, country)]
            if lines:
                direction = action.action.direction
                group = groups.setdefault(direction.pk, DirectionLines(direction, []))
                group.actions.append(ActionLines(action.action, lines))
        return list(groups.values())


def asked_for(line: Line, kind: str, country: str) -> bool:
    whose = line.country.code if line.country else ""
    return kind in ("", line.kind) and country in ("", whose)


class RoadmapChanges(TemplateView):
    """All that changed since the last meeting, or between any two days, by direction."""

    template_name = "roadmap/roadmap_changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roadmap = self.roadmap()
        today = timezone.localdate()
        meetings = [one for one in roadmap.meetings() if (one.earliest or date.max) <= today]
        until = asked_date(self.request, "until") or today
        since = asked_date(self.request, "since") or since_last(meetings, until)
        if since > until:
            raise BadRequest(_("The first of the two days is after the second."))
        changed = Changed(roadmap, self.request.user, since, until)
        kind, country = (self.request.GET.get(name, "") for name in ("kind", "country"))
        return super().get_context_data(**kwargs) | {
            "roadmap": roadmap,
            "since": since,
            "until": until,
            "meetings": meetings,
            "counts": changed.counts(),
            "countries": changed.countries.values(),
            "kind": kind,
            "country": country,
            "directions": changed.by_direction(kind, country),
        }

    def roadmap(self) -> Roadmap:
        seen = Roadmap.objects.visible_to(self.request.user).select_related("decision__meeting")
        return get_object_or_404(seen.prefetch_related("parties__country", "rounds"), slug=self.kwargs["slug"])


def since_last(meetings: list[Meeting], until: date) -> date:
    """The day of the last meeting before a day: its earliest, where it is not fully known; else three months back."""
    days = (meeting.earliest for meeting in meetings)
    return max((day for day in days if day and day < until), default=until - timedelta(days=USUAL_DAYS))
