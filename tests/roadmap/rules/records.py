"""Records of an action for the tests of the rules: short builders, and strategies that draw them at random.

Kazakhstan's committee of forestry and its ministry, Uzbekistan's and Turkmenistan's authorities lead. Everything of the
builders is recorded at ``EARLY`` unless said otherwise.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from roadmap.choices import DeadlineKind, Part, Recurrence, Status, Timing
from roadmap.rules.facts import (
    ActionFacts,
    Consent,
    Delivery,
    Ending,
    Inheritance,
    Membership,
    Report,
    Responsibility,
    Round,
    Version,
)
from roadmap.rules.state import PartyState, action_state

EARLY = datetime(2025, 1, 10, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
DUE = date(2026, 3, 31)
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
DAY = timedelta(days=1)

FORESTRY, KZ_MINISTRY, ECOLOGY, TM_MINISTRY = "institution:1", "institution:2", "institution:3", "institution:4"
COUNTRY_OF = {
    FORESTRY: "KZ",
    KZ_MINISTRY: "KZ",
    "country:KZ": "KZ",
    ECOLOGY: "UZ",
    "country:UZ": "UZ",
    TM_MINISTRY: "TM",
    "country:TM": "TM",
}


# Builders ------------------------------------------------------------------------------------------------------------


def at(day: date) -> datetime:
    """A moment on a day, in Tashkent as in Greenwich."""
    return datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)


def member(country: str, **columns: Any) -> Membership:
    return Membership(country, **{"recorded_at": EARLY, **columns})


def lead(holder: str, **columns: Any) -> Responsibility:
    return Responsibility(holder, COUNTRY_OF[holder], **{"recorded_at": EARLY, **columns})


def told(key: int, holder: str, as_at: date, status: Status = Status.IN_PROGRESS, **columns: Any) -> Report:
    """A report, published on the day that it describes."""
    columns.setdefault("published_at", at(as_at))
    if status == Status.COMPLETED:
        columns.setdefault("completed_on", as_at)
    return Report(key=key, holder=holder, as_at=as_at, status=status, **columns)


def version(key: int, kind: DeadlineKind, due: date | None, **columns: Any) -> Version:
    """A version of the deadline; one of a recurring duty begins with the first day there is."""
    span = {"starts_on": FIRST, "ends_on": due or LAST} if columns.get("timing") == Timing.RECURRING else {}
    return Version(**{"key": key, "kind": kind, "recorded_at": EARLY, "due": due, **span, **columns})


def original(due: date | None = DUE, **columns: Any) -> Version:
    return version(1, DeadlineKind.ORIGINAL, due, **columns)


QUARTERLY = original(None, timing=Timing.RECURRING, recurrence=Recurrence.QUARTER, offset_days=15)


def revision(key: int, due: date | None, **columns: Any) -> Version:
    return version(key, DeadlineKind.REVISION, due, **columns)


def correction(key: int, corrects: int, due: date | None, **columns: Any) -> Version:
    return version(key, DeadlineKind.CORRECTION, due, corrects=corrects, **columns)


def decided(version: Version, on: date, recorded_at: datetime | None = None) -> Version:
    return replace(version, decided_on=on, decision_recorded_at=recorded_at or at(on))


def consented(version: Version, **days: date) -> Version:
    """The version with a consent of each country, recorded on the day on which it was given."""
    return replace(version, consents=tuple(Consent(country, on, at(on)) for country, on in days.items()))


def delivery(country: str, period: date, on: date, **columns: Any) -> Delivery:
    return Delivery(**{"key": 1, "country": country, "period": period, "on": on, "recorded_at": at(on), **columns})


def opened(key: int, opens: date, due: date, closes: date, **columns: Any) -> Round:
    return Round(key, opens, due, closes, **{"recorded_at": EARLY, **columns})


def took_over(predecessor: str, successor: str, **columns: Any) -> Inheritance:
    return Inheritance(predecessor, successor, **{"recorded_at": EARLY, **columns})


def joint(*holders: str, **columns: Any) -> ActionFacts:
    """A dated action of a roadmap of three parties, led by these."""
    return ActionFacts(
        **{
            "memberships": tuple(member(country) for country in ("KZ", "UZ", "TM")),
            "responsibilities": tuple(lead(holder) for holder in holders),
            "versions": (original(),),
            **columns,
        }
    )


def by_country(facts: ActionFacts, on: date = FEBRUARY, known: date | None = None) -> dict[str, PartyState]:
    return {party.country: party for party in action_state(facts, on, known).parties}


# Strategies ----------------------------------------------------------------------------------------------------------

countries = st.sampled_from(["KZ", "UZ", "TM"])
days = st.integers(0, 729).map(lambda number: FIRST + timedelta(days=number))
some_days = st.one_of(st.none(), days)
seldom_days = st.integers(0, 3).flatmap(lambda number: days if number == 3 else st.none())
hours = st.sampled_from([0, 18, 19, 23])  # the day begins in Tashkent at 19:00 of the day before in Greenwich
moments = st.builds(lambda day, hour: datetime(day.year, day.month, day.day, hour, tzinfo=UTC), days, hours)
some_moments = st.one_of(st.none(), moments)
mostly_early = st.one_of(st.just(EARLY - DAY), st.just(EARLY), moments)
claims = st.sampled_from([Status(value) for value in Status.claimed()])
statuses = st.sampled_from(list(Status))
percents = st.one_of(st.none(), st.integers(0, 100))

memberships = st.builds(Membership, countries, mostly_early, seldom_days, seldom_days, some_moments)


@st.composite
def responsibilities(draw: st.DrawFn) -> Responsibility:
    holder = draw(st.sampled_from(sorted(COUNTRY_OF)))
    part = draw(st.sampled_from([Part.LEAD, Part.LEAD, Part.SUPPORTING]))
    since, until = draw(seldom_days), draw(seldom_days)
    return Responsibility(holder, COUNTRY_OF[holder], draw(mostly_early), part, since, until, draw(some_moments))


@st.composite
def round_lists(draw: st.DrawFn, near: Sequence[date] = (DUE,)) -> tuple[Round, ...]:
    """Rounds with keys 1, 2, …, of all parties or of one country, some of these inside one of all; some called off.

    Many open around one of the days ``near``.
    """
    rounds: list[Round] = []
    around = st.builds(lambda day, number: day + timedelta(days=number), st.sampled_from(near), st.integers(-40, 40))
    for key in range(1, draw(st.sampled_from([2, 1, 3, 4, 0])) + 1):
        opens = draw(st.one_of(around, days))
        due = opens + timedelta(days=draw(st.integers(0, 40)))
        country = draw(st.one_of(st.none(), st.none(), countries))
        of_all = [None, *(one.key for one in rounds if one.country is None)]
        rounds.append(
            Round(
                key,
                opens,
                due,
                due + timedelta(days=draw(st.integers(0, 40))),
                draw(mostly_early),
                country,
                draw(st.sampled_from(of_all)) if country else None,
                draw(st.one_of(st.none(), some_moments)),
            )
        )
    return tuple(rounds)


@st.composite
def inheritances(draw: st.DrawFn) -> Inheritance:
    """One institution after another of the same country or not; several make chains and circles."""
    predecessor, successor, *_others = draw(st.permutations([FORESTRY, KZ_MINISTRY, ECOLOGY, TM_MINISTRY]))
    return Inheritance(predecessor, successor, draw(moments), draw(some_days))


@st.composite
def report_lists(
    draw: st.DrawFn, size: int = 5, holder: str = "", rounds: tuple[Round, ...] = ()
) -> tuple[Report, ...]:
    """Reports with keys 1, 2, …, of which some correct an earlier one of the same holder, or are given in a round."""
    reports: list[Report] = []
    for key in range(1, draw(st.integers(0, size)) + 1):
        whose = holder or draw(st.sampled_from([FORESTRY, KZ_MINISTRY, ECOLOGY, TM_MINISTRY]))
        earlier = [None, *(report.key for report in reports if report.holder == whose)]
        as_at, status, published_at = draw(days), draw(claims), draw(moments)
        recorded = [None, *(one.key for one in rounds if one.recorded_at <= published_at)]
        submitted_at = published_at - timedelta(hours=draw(st.integers(0, 1000)))
        reports.append(
            Report(
                key,
                whose,
                as_at,
                published_at,
                status,
                draw(percents),
                draw(st.sampled_from([None, as_at])) if status == Status.COMPLETED else None,
                draw(st.sampled_from(earlier)),
                f"country:{COUNTRY_OF[whose]}",
                draw(st.sampled_from(recorded)),
                draw(st.sampled_from([None, submitted_at])),
            )
        )
    return tuple(reports)


consents = st.builds(Consent, countries, days, moments)


@st.composite
def version_lists(draw: st.DrawFn, size: int = 4, least: int = 0) -> tuple[Version, ...]:
    """An original and, with keys 2, 3, …, revisions and corrections of earlier versions."""
    versions: list[Version] = []
    for key in range(1, draw(st.integers(least, size)) + 1):
        later = st.sampled_from([DeadlineKind.REVISION, DeadlineKind.REVISION, DeadlineKind.CORRECTION])
        kind = DeadlineKind.ORIGINAL if key == 1 else draw(later)
        timing = draw(st.sampled_from([Timing.DATED, Timing.DATED, Timing.DATED, *Timing]))
        due = {Timing.DATED: days, Timing.RECURRING: some_days}.get(timing, st.none())
        recurring = timing == Timing.RECURRING
        due_on = draw(due)
        agreed = kind == DeadlineKind.REVISION
        decided_on = draw(some_days) if agreed else None
        versions.append(
            Version(
                key=key,
                kind=kind,
                recorded_at=draw(mostly_early),
                timing=timing,
                due=due_on,
                starts_on=draw(st.sampled_from([FIRST, date(2025, 8, 15)])) if recurring else None,
                ends_on=(due_on or LAST) if recurring else None,
                recurrence=draw(st.sampled_from(list(Recurrence))) if recurring else None,
                offset_days=draw(st.integers(0, 40)) if recurring else 0,
                corrects=draw(st.integers(1, key - 1)) if kind == DeadlineKind.CORRECTION else None,
                decided_on=decided_on,
                decision_recorded_at=draw(moments) if decided_on else None,
                consents=tuple(draw(st.lists(consents, max_size=3))) if agreed else (),
            )
        )
    return tuple(versions)


endings = st.builds(
    Ending,
    st.sampled_from([Status(value) for value in Status.ended()]),
    days,
    moments,
    st.one_of(st.none(), countries),
)
periods = st.integers(0, 23).map(lambda month: date(2025 + month // 12, month % 12 + 1, 1))
deliveries = st.builds(Delivery, st.integers(1, 9), countries, periods, days, moments, some_moments)


@st.composite
def actions(draw: st.DrawFn) -> ActionFacts:
    """All that may be recorded of an action, in any order and at any time."""
    versions = draw(version_lists(least=draw(st.sampled_from([1, 1, 0]))))
    rounds = draw(round_lists(near=[version.due for version in versions if version.due] or [DUE]))
    return ActionFacts(
        memberships=tuple(draw(st.lists(memberships, min_size=2, max_size=5))),
        responsibilities=tuple(draw(st.lists(responsibilities(), min_size=1, max_size=5))),
        reports=draw(report_lists(rounds=rounds)),
        versions=versions,
        endings=tuple(draw(st.lists(endings, max_size=2))),
        deliveries=tuple(draw(st.lists(deliveries, max_size=3, unique_by=lambda one: one.key))),
        rounds=rounds,
        inheritances=tuple(draw(st.lists(inheritances(), max_size=4))),
    )
