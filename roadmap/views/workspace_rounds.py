"""The open rounds on the workspace: what is owed by when, late ones first, and for whom the reader may act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cooperation.choices import Role
from cooperation.models import User
from roadmap.models import Action, ReportingRound, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.permissions import can_keep_roadmaps
from roadmap.rules.facts import Limits
from roadmap.services.owing import Ledger, OwedReport, Tally
from roadmap.views.round import Part, parts_of

SHOWN = 20


@dataclass(frozen=True)
class AtWork:
    """An open round: how the reports stand that concern the reader, and those that the reader's institution owes.

    ``is_past`` says that its last day to submit has passed: then what is missing is late.
    """

    round: ReportingRound
    tally: Tally
    parts: list[Part]
    mine: list[OwedReport]
    is_past: bool

    @property
    def first(self) -> list[OwedReport]:
        """The first of those that the institution owes; a round's page has them all."""
        return self.mine[:SHOWN]


def rounds_at_work(user: User, today: date, limits: Limits) -> list[AtWork]:
    """The open rounds that ask anything of the reader, the first due first, in a constant number of queries."""
    rounds = ReportingRound.objects.open(today).filter(roadmap__in=Roadmap.objects.visible_to(user))
    if user.role in Role.of_a_country():
        rounds = rounds.for_country(user.country_id)
    found = list(rounds.select_related("roadmap", "country", "inside").order_by("due", "closes", "pk"))
    if not found:
        return []
    ledger = Ledger(actions_of(user, found), found, user, today, None, limits, today)
    owed = {one.pk: [each for each in ledger.owed(one) if concerns(user, each)] for one in found}
    return [
        AtWork(
            round=one,
            tally=Tally.of(owed[one.pk]),
            parts=parts_of(owed[one.pk]),
            mine=missing_of(user, owed[one.pk], asked_before(one, found, owed)),
            is_past=one.due < today,
        )
        for one in found
        if owed[one.pk]
    ]


def actions_of(user: User, rounds: Iterable[ReportingRound]) -> ActionQuerySet:
    """The actions on which reports may be owed that concern the reader."""
    actions = Action.objects.visible_to(user).filter(roadmap__in={one.roadmap_id for one in rounds})
    if user.role == Role.REPORTER:
        return actions.led_by(user.institution)
    if user.role == Role.COORDINATOR:
        return actions.filter(required_parties__country=user.country_id)
    return actions


def concerns(user: User, owed: OwedReport) -> bool:
    """A reporter's institution, a coordinator's country; all to everyone else."""
    if user.role == Role.REPORTER:
        return owed.institution == user.institution
    return user.role != Role.COORDINATOR or owed.country == user.country


def asked_before(
    one: ReportingRound, rounds: Iterable[ReportingRound], owed: dict[int, list[OwedReport]]
) -> set[tuple[Any, Any]]:
    """What a domestic round inside this one asks for: it stands there, and is not asked for twice."""
    inside = (other for other in rounds if other.inside_id == one.pk)
    return {(each.action, each.institution) for other in inside for each in owed[other.pk]}


def missing_of(user: User, owed: Iterable[OwedReport], before: set[tuple[Any, Any]]) -> list[OwedReport]:
    """What the reader's own institution has not handed in."""
    return [
        each
        for each in owed
        if each.is_missing
        and each.institution is not None
        and each.institution == user.institution
        and user.role in Role.of_a_country()
        and (each.action, each.institution) not in before
    ]


def roadmaps_to_open(user: User) -> list[Roadmap]:
    """The roadmaps in which the reader may open a round: of all parties, or of the own country."""
    if can_keep_roadmaps(user):
        return list(Roadmap.objects.all())
    if user.role == Role.COORDINATOR:
        return list(Roadmap.objects.filter(parties__country=user.country_id).distinct())
    return []
