"""A roadmap that has been reported on for years: its pages, against an empty view."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.test import override_settings

from bench import by_hand, data
from bench.pages import opening
from bench.timing import Ratio, compare
from cooperation.choices import Role
from cooperation.models import Institution, User
from roadmap.choices import ReportState, Status
from roadmap.limits import current_limits
from roadmap.models import Action, ProgressReport, ReportingRound, Roadmap
from roadmap.rules.facts import TASHKENT
from roadmap.services.recompute import recompute

ACTIONS, ROUNDS = 300, 10
FIRST_ROUND, BETWEEN_ROUNDS = date(2025, 4, 1), timedelta(days=60)


def ratios() -> Iterator[Ratio]:
    roadmap = make("years", ACTIONS, ROUNDS)
    latest = roadmap.rounds.latest("opens")
    empty = opening("/healthz")
    pages = {
        "roadmap page": "",
        "roadmap page, another day": "?on=2026-02-01&known=2026-03-01",
        "a round": f"rounds/{latest.pk}/",
        "changes of a year": f"changes/?since=2025-09-01&until={latest.closes}",
    }
    cache.clear()
    with override_settings(PUBLIC_PAGE_SECONDS=0):
        for name, address in pages.items():
            what = f"{name}, {ACTIONS} actions × 3 × {ROUNDS} rounds"
            yield compare(what, opening(f"/en/roadmaps/years/{address}"), "an empty view", empty, runs=5)


def make(slug: str, actions: int, rounds: int) -> Roadmap:
    """A roadmap of which every lead has reported in every round but the last one, one in nine of them late."""
    roadmap = data.make_roadmap(slug)
    by_hand.upsert(roadmap, data.as_csv(data.rows(actions)))
    opened = [open_round(roadmap, FIRST_ROUND + number * BETWEEN_ROUNDS) for number in range(rounds)]
    author = author_of_reports()
    ProgressReport.objects.bulk_create(
        report(action, institution, one, author)
        for one in opened[:-1]
        for action in Action.objects.filter(roadmap=roadmap).prefetch_related("responsibilities__institution")
        for institution in (part.institution for part in action.leads())
        if institution
    )
    recompute(Action.objects.filter(roadmap=roadmap), opened[-1].closes, current_limits())
    return roadmap


def open_round(roadmap: Roadmap, opens: date) -> ReportingRound:
    return ReportingRound.objects.create(
        roadmap=roadmap,
        opens=opens,
        due=opens + timedelta(days=20),
        closes=opens + timedelta(days=30),
        recorded_at=data.RECORDED,
    )


def author_of_reports() -> User:
    found, _made = User.objects.get_or_create(
        username="author",
        defaults={"full_name": "Author", "role": Role.COORDINATOR, "institution": Institution.objects.first()},
    )
    return found


def report(action: Action, institution: Institution, one: ReportingRound, author: User) -> ProgressReport:
    is_late = (action.pk + institution.pk) % 9 == 0
    day = one.due + timedelta(days=5) if is_late else one.due - timedelta(days=5)
    moment = datetime.combine(day, time(12), TASHKENT)
    return ProgressReport(
        action=action,
        institution=institution,
        round=one,
        as_at=one.opens,
        status=Status.IN_PROGRESS,
        percent=min(90, (day - FIRST_ROUND).days // 8),
        achievements="Crews counted along the agreed routes and compared their results. " * 6,
        language="en",
        state=ReportState.PUBLISHED,
        recorded_at=moment,
        recorded_by=author,
        submitted_at=moment,
        submitted_by=author,
        published_at=moment,
        published_by=author,
    )
