"""Reporting rounds: which one a deadline waits for, and which reports answer one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from roadmap.choices import RoundStanding, RoundState, Timing
from roadmap.rules.facts import Limits, Report, Round, Version, recorded_by, recorded_on


def stands(one: Round, known: date | None = None) -> bool:
    """Whether a round had been recorded by the end of a day, and not been called off by then."""
    called_off = one.called_off_at is not None and recorded_by(one.called_off_at, known)
    return recorded_by(one.recorded_at, known) and not called_off


def round_state(one: Round, on: date, known: date | None = None) -> RoundState:
    """Whether a round is open on a day; closed, it still takes late reports."""
    if not stands(one, known):
        return RoundState.CALLED_OFF
    if on < one.opens:
        return RoundState.TO_COME
    return RoundState.OPEN if on <= one.closes else RoundState.CLOSED


def covering(
    rounds: Iterable[Round], version: Version | None, limits: Limits, known: date | None = None
) -> Round | None:
    """The round of all parties in which a report past the deadline is due: the first to close of those that are open
    after the deadline and open no later than the usual wait for a report. A country's own rounds move nothing.
    """
    if version is None or version.due is None or version.timing != Timing.DATED:
        return None
    due, latest = version.due, version.due + timedelta(days=limits.report_wait)
    found = (
        one for one in rounds if one.country is None and stands(one, known) and one.closes > due and one.opens <= latest
    )
    return min(found, key=lambda one: (one.closes, one.recorded_at, one.key), default=None)


def answers(report: Report, one: Round, rounds: Iterable[Round]) -> bool:
    """Whether a report was given in a round, in a domestic one inside it or in the one around it.

    Corrections stand apart.
    """
    return report.corrects is None and report.round is not None and report.round in keys_answering(one, rounds)


def keys_answering(one: Round, rounds: Iterable[Round]) -> set[int]:
    """The rounds whose reports answer a round: itself, the domestic ones inside it, and the one around it."""
    inside = {other.key for other in rounds if other.inside == one.key}
    return inside | {key for key in (one.key, one.inside) if key is not None}


def is_late_on(handed_in: datetime, one: Round) -> bool:
    """Whether what was handed in at a moment came after the last day to submit, Tashkent time."""
    return recorded_on(handed_in) > one.due


def is_late(report: Report, one: Round) -> bool:
    """Whether a published report was handed in late."""
    return is_late_on(report.submitted_at or report.published_at, one)


def standing(report: Report | None, one: Round, on: date) -> RoundStanding:
    """How a report that is owed stands for the public: given, in time or late, or still owed."""
    if report is not None:
        return RoundStanding.PUBLISHED_LATE if is_late(report, one) else RoundStanding.PUBLISHED
    return RoundStanding.LATE if on > one.due else RoundStanding.OWED
