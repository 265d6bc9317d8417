"""Decisions of earlier meetings on a roadmap, followed up: the table that opens the next meeting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from cooperation.choices import DecisionState
from cooperation.models import Decision, Institution, Meeting
from cooperation.permissions import Someone
from cooperation.views.asked import Asked, asked_days
from roadmap.choices import DeadlineKind
from roadmap.forms.decision import OVERDUE, DecisionsForm
from roadmap.limits import current_limits
from roadmap.models import Action, Deadline, Ending, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits, recorded_by
from roadmap.services.as_of import as_of


@dataclass(frozen=True)
class Line:
    """One decision as it stands on a day, with the actions that it bears on and the revisions that it agreed."""

    decision: Decision
    state: DecisionState
    is_overdue: bool
    actions: list[Action]
    revisions: list[Deadline]

    def answers(self, state: str) -> bool:
        """Whether it is of the state that is asked for."""
        return state in ("", self.state) or (state == OVERDUE and self.is_overdue)


@dataclass(frozen=True)
class Session:
    """A meeting with those of its decisions that are asked for."""

    meeting: Meeting
    lines: list[Line]


class FollowUp:
    """The decisions on a roadmap, as far as a reader may see what they bear on, in a constant number of queries."""

    def __init__(self, roadmap: Roadmap, user: Someone, asked: Asked, limits: Limits) -> None:
        self.roadmap, self.user, self.asked, self.limits = roadmap, user, asked, limits

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Those that bear on the roadmap, the latest first, with those that are still to come."""
        return list(self.roadmap.meetings())

    @property
    def visible(self) -> ActionQuerySet:
        return Action.objects.visible_to(self.user).filter(roadmap=self.roadmap)

    @cached_property
    def actions(self) -> dict[int, Action]:
        """The actions as they stand on the day, by key."""
        if self.asked.is_past:
            stood = as_of(self.visible, self.asked.on, self.asked.known, self.limits)
            return {one.action.pk: one.action for one in stood}
        return {action.pk: action for action in self.visible.select_related("roadmap")}

    @cached_property
    def decisions(self) -> list[Decision]:
        """Those of the meetings that bear on the roadmap, and those that its actions name."""
        visible = self.visible
        revisions = Deadline.objects.filter(kind=DeadlineKind.REVISION, action__in=visible)
        wanted = Decision.objects.filter(Q(meeting__in=self.meetings) | Q(actions__in=visible)).distinct()
        found = wanted.prefetch_related(
            "meeting",
            Prefetch("responsible", Institution.objects.with_names()),
            Prefetch("actions", visible.only("pk", "roadmap")),
            Prefetch("deadlines", revisions),
            Prefetch("endings", Ending.objects.filter(action__in=visible)),
        )
        return sorted(found, key=lambda decision: in_order(decision.number))

    def before(self, slug: str) -> list[Meeting]:
        """The meetings that had been held by the page's day and, where one is named, before that one."""
        until = next((meeting.earliest for meeting in self.meetings if meeting.slug == slug), None)
        return [
            meeting
            for meeting in self.meetings
            if meeting.slug != slug and held_by(meeting, self.asked.on) and not (until and not begun(meeting, until))
        ]

    def sessions(self, state: str, before: str) -> Iterator[Session]:
        """The meetings asked for, the latest first, each with its decisions."""
        for meeting in self.before(before):
            lines = [self.line(decision) for decision in self.decisions if decision.meeting_id == meeting.pk]
            if found := [line for line in lines if line.answers(state)]:
                yield Session(meeting, found)

    def line(self, decision: Decision) -> Line:
        on, known = self.asked.on, self.asked.known
        revisions = [
            one
            for one in decision.deadlines.all()
            if one.decided_on and one.decided_on <= on and recorded_by(one.decision_recorded_at, known)
        ]
        ended = [one for one in decision.endings.all() if one.on <= on and recorded_by(one.recorded_at, known)]
        about = [one.action_id for one in (*revisions, *ended)] + [one.pk for one in decision.actions.all()]
        return Line(
            decision,
            decision.state_on(on),
            decision.is_overdue(on),
            [self.actions[key] for key in sorted(set(about)) if key in self.actions],
            [one for one in revisions if one.action_id in self.actions],
        )


def in_order(number: str) -> list[tuple[int, str]]:
    """Numbers as people count them: 2 before 10, 3a after 3."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", number)]


def held_by(meeting: Meeting, day: date) -> bool:
    """Whether a meeting may have been held by a day; one of no known day has been."""
    return meeting.earliest is None or meeting.earliest <= day


def begun(meeting: Meeting, before: date) -> bool:
    return meeting.earliest is None or meeting.earliest < before


class RoadmapDecisions(TemplateView):
    """What earlier meetings decided on a roadmap, by meeting, and how each decision stands."""

    template_name = "roadmap/roadmap_decisions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = Roadmap.objects.visible_to(self.request.user).select_related("decision__meeting")
        roadmap = get_object_or_404(seen, slug=self.kwargs["slug"])
        asked = asked_days(self.request)
        follow_up = FollowUp(roadmap, self.request.user, asked, current_limits())
        form = DecisionsForm(self.request.GET, meetings=follow_up.meetings)
        wanted = form.cleaned_data if form.is_valid() else None
        sessions = list(follow_up.sessions(wanted["state"], wanted["meeting"])) if wanted else []
        return super().get_context_data(**kwargs) | {
            "roadmap": roadmap,
            "form": form,
            "sessions": sessions,
            "count": sum(len(session.lines) for session in sessions),
            "is_filtered": bool(form.data.get("state") or form.data.get("meeting")),
            "on": asked.on,
            "asked": asked,
        }
