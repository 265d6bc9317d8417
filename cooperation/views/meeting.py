"""The calendar of meetings, and one meeting with what was decided and signed there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.views.generic import DetailView

from cooperation.choices import Authenticity, DecisionState
from cooperation.filters import MeetingFilter
from cooperation.models import Decision, Meeting, Text, TreatyEvent
from cooperation.rules.calendar import year_and_month
from cooperation.rules.numbering import number_key
from cooperation.views.asked import asked_days
from cooperation.views.cited import cited
from cooperation.views.instrument import seen_through
from cooperation.views.register import RegisterList


@dataclass(frozen=True)
class DecisionLine:
    """A decision and its state on a day; no state where the meeting surely came later."""

    decision: Decision
    state: DecisionState | None
    is_overdue: bool


def decisions_on(meeting: Meeting, on: date) -> list[DecisionLine]:
    """The decisions of a meeting in the order of their numbers, as they stood on a day."""
    decisions = sorted(meeting.decisions.all(), key=lambda decision: number_key(decision.number))
    if not meeting.when.maybe_by(on):
        return [DecisionLine(decision, None, False) for decision in decisions]
    return [DecisionLine(decision, decision.state_on(on), decision.is_overdue(on)) for decision in decisions]


@dataclass(frozen=True)
class Month:
    """Meetings of one month of a year, or those of which the month is not known."""

    first_day: date | None
    meetings: list[Meeting]


@dataclass(frozen=True)
class Year:
    """The months of a year, the latest first; no number: the meetings of which the year is not known."""

    number: int | None
    months: list[Month]


def calendar_of(meetings: Iterable[Meeting]) -> list[Year]:
    """Years and months in which meetings were, the latest first; what has no known month or year stands last."""
    grouped: dict[int | None, dict[int | None, list[Meeting]]] = {}
    for meeting in meetings:
        year, month = year_and_month(meeting.when)
        grouped.setdefault(year, {}).setdefault(month, []).append(meeting)
    return [
        Year(
            year,
            [
                Month(date(year, month, 1) if year and month else None, months[month])
                for month in sorted(months, key=lambda month: month or 0, reverse=True)
            ],
        )
        for year, months in sorted(grouped.items(), key=lambda item: item[0] or 0, reverse=True)
    ]


class MeetingList(RegisterList):
    """The calendar; of another day, the meetings that had or may have taken place by then."""

    template_name = "cooperation/meeting_list.html"
    queryset = Meeting.objects.select_related("body", "country").prefetch_related("countries")
    filterset_class = MeetingFilter

    def get_queryset(self) -> QuerySet[Meeting]:
        meetings = super().get_queryset()
        if self.asked.asked_on is None:
            return meetings
        return meetings.filter(Q(earliest=None) | Q(earliest__lte=self.asked.on))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"years": calendar_of(context["object_list"])}


class MeetingDetail(DetailView):
    """One meeting on a day: who was there, what was signed and decided, and how far the decisions have come."""

    template_name = "cooperation/meeting_detail.html"

    def get_queryset(self) -> QuerySet[Meeting]:
        user = self.request.user
        events = TreatyEvent.objects.select_related("instrument", "country", "institution")
        return (
            Meeting.objects.with_decisions()
            .select_related("body", "country")
            .prefetch_related(
                "sources",
                "countries",
                Prefetch("events", events.prefetch_related("institution__names", "sources")),
                Prefetch("decisions__actions", seen_through(Decision.actions, user).select_related("roadmap")),
                Prefetch("decisions__roadmaps", seen_through(Decision.roadmaps, user)),
                Prefetch("texts", Text.objects.select_related("document")),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, meeting = asked_days(self.request), self.object
        lines = decisions_on(meeting, asked.on)
        events, texts = list(meeting.events.all()), list(meeting.texts.all())
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "lines": lines,
            "is_later": not meeting.when.maybe_by(asked.on),
            "authentic": [text for text in texts if text.authenticity == Authenticity.AUTHENTIC],
            "documents": cited([meeting, *events, *(line.decision for line in lines)]),
        }


class MeetingProtocol(MeetingDetail):
    """The decisions of a meeting as a paper to be printed, drawn up from the register."""

    template_name = "cooperation/meeting_protocol.html"
