from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.views.generic import DetailView

from cooperation.choices import Capacity
from cooperation.filters import BodyFilter
from cooperation.models import Body, BodyMember, Instrument, Mandate, Meeting
from cooperation.rules.span import Holding
from cooperation.views.asked import asked_days
from cooperation.views.cited import cited
from cooperation.views.instrument import seen_through
from cooperation.views.meeting import decisions_on
from cooperation.views.register import RegisterList


class BodyList(RegisterList):
    """Joint bodies; of another day, those that were or may have been established by then."""

    template_name = "cooperation/body_list.html"
    queryset = Body.objects.select_related("organisation").prefetch_related("organisation__names")
    filterset_class = BodyFilter

    def get_queryset(self) -> QuerySet[Body]:
        bodies = super().get_queryset().annotate(meeting_count=Count("meetings"))
        if self.asked.asked_on is None:
            return bodies
        return bodies.filter(Q(earliest=None) | Q(earliest__lte=self.asked.on))


class BodyDetail(DetailView):
    """One body on a day: mandates, members under the names of that day, who is to join, meetings and decisions."""

    template_name = "cooperation/body_detail.html"

    def get_queryset(self) -> QuerySet[Body]:
        roadmaps = Prefetch("instrument__roadmaps", seen_through(Instrument.roadmaps, self.request.user))
        mandates = Mandate.objects.select_related("instrument").order_by("since_earliest", "pk")
        members = BodyMember.objects.select_related("country", "institution")
        return Body.objects.select_related("organisation").prefetch_related(
            "sources",
            "organisation__names",
            Prefetch("mandates", mandates.prefetch_related("sources", roadmaps)),
            Prefetch("members", members.prefetch_related("sources", "institution__names")),
            Prefetch("meetings", Meeting.objects.with_decisions().prefetch_related("sources")),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, body = asked_days(self.request), self.object
        members = [(member, member.holding_on(asked.on, asked.today)) for member in body.members.all()]
        begun = [(member, holding) for member, holding in members if holding != Holding.NOT_YET]
        meetings = [
            meeting for meeting in body.meetings.all() if asked.asked_on is None or meeting.when.maybe_by(asked.on)
        ]
        mandates = [(mandate, mandate.holding_on(asked.on, asked.today)) for mandate in body.mandates.all()]
        sessions = [(meeting, decisions_on(meeting, asked.on)) for meeting in meetings]
        lines = [line for _meeting, lines in sessions for line in lines]
        facts = [body, *(one for one, _holding in [*mandates, *begun]), *meetings, *(line.decision for line in lines)]
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "present": self.request.path,
            "mandates": mandates,
            "members": [one for one in begun if is_member(*one)],
            "prospective": [one for one in begun if is_prospective(*one)],
            "former": [member for member, holding in begun if holding == Holding.OVER],
            "sessions": sessions,
            "documents": cited(facts),
        }


def is_member(member: BodyMember, holding: Holding) -> bool:
    return holding != Holding.OVER and member.capacity != Capacity.PROSPECTIVE


def is_prospective(member: BodyMember, holding: Holding) -> bool:
    return holding != Holding.OVER and member.capacity == Capacity.PROSPECTIVE
