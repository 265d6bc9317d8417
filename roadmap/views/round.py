"""The reporting rounds of a roadmap, and one of them: who owes which report, and how each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView

from cooperation.choices import Role
from cooperation.models import Country, Institution
from cooperation.views.asked import Asked, asked_days
from roadmap.choices import RoundState
from roadmap.forms.round import RoundFilter
from roadmap.limits import current_limits
from roadmap.models import Action, ReportingRound, Roadmap
from roadmap.permissions import can_call_off_round, can_open_domestic_round, can_open_round, speaks_for
from roadmap.rules.facts import recorded_by
from roadmap.rules.round import round_state
from roadmap.services.facts import round_values
from roadmap.services.owing import Ledger, OwedReport, Tally

ROWS_A_PAGE = 100
IN_LIST = (RoundState.OPEN, RoundState.TO_COME, RoundState.CLOSED, RoundState.CALLED_OFF)


@dataclass(frozen=True)
class Line:
    """A round in a list: its state on a day and, where it is open, how its reports stand."""

    round: ReportingRound
    state: RoundState
    tally: Tally | None = None


@dataclass(frozen=True)
class Row:
    """An owed report, and whether the reader may write it."""

    owed: OwedReport
    may_report: bool


@dataclass(frozen=True)
class Part:
    """How a country's reports stand, and those of each of its institutions; ``None`` is the country itself."""

    country: Country
    tally: Tally
    institutions: list[tuple[Institution | None, Tally]]


class OnADay:
    """What the pages of rounds share: the roadmap that the reader may see, and the day that is asked for."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def roadmap(self) -> Roadmap:
        return get_object_or_404(Roadmap.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def asked(self) -> Asked:
        return asked_days(self.request)

    def rounds(self) -> QuerySet[ReportingRound]:
        rounds = ReportingRound.objects.filter(roadmap=self.roadmap)
        return rounds.select_related("country", "roadmap", "inside", "called_off_by")

    def ledger(self, rounds: Iterable[ReportingRound]) -> Ledger:
        actions = Action.objects.visible_to(self.request.user).filter(roadmap=self.roadmap)
        asked = self.asked
        return Ledger(actions, rounds, self.request.user, asked.on, asked.known, current_limits(), asked.today)

    def about_the_day(self) -> dict[str, Any]:
        return {"roadmap": self.roadmap, "asked": self.asked}


class RoundList(OnADay, ListView):
    """The rounds of a roadmap: open, to come, closed and called off."""

    template_name = "roadmap/round_list.html"

    def get_queryset(self) -> QuerySet[ReportingRound]:
        return self.rounds()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return (
            super().get_context_data(**kwargs)
            | self.about_the_day()
            | {
                "groups": self.groups(),
                "can_open": can_open_round(user, self.roadmap),
                "can_open_domestic": can_open_domestic_round(user, self.roadmap),
            }
        )

    def groups(self) -> list[tuple[RoundState, list[Line]]]:
        """The rounds that were known, by their state; of open ones, how the reports stand."""
        known = [one for one in self.object_list if recorded_by(one.recorded_at, self.asked.known)]
        states = {one: round_state(round_values(one), self.asked.on, self.asked.known) for one in known}
        is_open = [one for one, state in states.items() if state == RoundState.OPEN]
        ledger = self.ledger(is_open) if is_open else None
        lines = [
            Line(one, state, Tally.of(ledger.owed(one)) if ledger and state == RoundState.OPEN else None)
            for one, state in states.items()
        ]
        grouped = [(state, [line for line in lines if line.state == state]) for state in IN_LIST]
        return [(state, found) for state, found in grouped if found]


class RoundDetail(OnADay, DetailView):
    """One round: what each lead owes, and how it stands; to the own country also what is on its way."""

    template_name = "roadmap/round_detail.html"
    context_object_name = "round"

    def get_object(self, queryset: Any = None) -> ReportingRound:
        one = get_object_or_404(self.rounds(), pk=self.kwargs["pk"])
        if not recorded_by(one.recorded_at, self.asked.known):
            raise Http404
        return one

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.object, self.request.user
        owed = self.ledger([one]).owed(one)
        asked = RoundFilter(self.request.GET, owed)
        found = sorted(asked.answer(owed), key=lambda row: str(row.country))
        page = Paginator(found, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        return (
            super().get_context_data(**kwargs)
            | self.about_the_day()
            | {
                "state": round_state(round_values(one), self.asked.on, self.asked.known),
                "tally": Tally.of(owed),
                "parts": parts_of(owed),
                "filter": asked,
                "is_filtered": any(self.request.GET.get(name) for name in asked.fields),
                "page_obj": page,
                "is_paginated": page.has_other_pages(),
                "rows": self.rows(page),
                "domestic": [other for other in self.rounds() if other.inside_id == one.pk],
                "can_call_off": can_call_off_round(user, one),
                "takes_reports": one.takes_reports(self.asked.today),
                "sees_more": user.is_authenticated and user.role in Role.of_a_country() and not self.asked.is_past,
            }
        )

    def rows(self, page: Iterable[OwedReport]) -> list[Row]:
        """What is shown; buttons stand where the reader speaks for the lead, today."""
        user, is_now = self.request.user, not self.asked.is_past
        return [Row(one, is_now and one.institution is not None and speaks_for(user, one.institution)) for one in page]


def parts_of(owed: list[OwedReport]) -> list[Part]:
    """How the reports stand by country, and by institution within."""
    countries = sorted({one.country for one in owed}, key=str)
    return [part_of(country, [one for one in owed if one.country == country]) for country in countries]


def part_of(country: Country, owed: list[OwedReport]) -> Part:
    by_institution: dict[Institution | None, list[OwedReport]] = {}
    for one in owed:
        by_institution.setdefault(one.institution, []).append(one)
    found = sorted(by_institution.items(), key=lambda item: str(item[0]))
    return Part(country, Tally.of(owed), [(institution, Tally.of(mine)) for institution, mine in found])
