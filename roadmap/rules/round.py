"""Reporting rounds: which one a deadline waits for, and who owes a report in one."""

from collections.abc import Iterable
from datetime import date, timedelta

from roadmap.choices import RoundStanding, Timing
from roadmap.rules.facts import Limits, Report, Round, Version, recorded_by, recorded_on


def stands(one: Round, known: date | None = None) -> bool:
    """Whether a round had been recorded by the end of a day, and not been called off by then."""
    called_off = one.called_off_at is not None and recorded_by(one.called_off_at, known)
    return recorded_by(one.recorded_at, known) and not called_off


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
    """Whether a report belongs to a round, or to a domestic one inside it; corrections stand apart."""
    inside = {other.key for other in rounds if other.inside == one.key}
    return report.corrects is None and report.round in {one.key, *inside}


def is_late(report: Report, one: Round) -> bool:
    """Whether a report was handed in after the last day to submit."""
    return recorded_on(report.submitted_at or report.published_at) > one.due


def standing(report: Report | None, one: Round, on: date) -> RoundStanding:
    """How a report that is owed stands for the public: given, in time or late, or still owed."""
    if report is not None:
        return RoundStanding.PUBLISHED_LATE if is_late(report, one) else RoundStanding.PUBLISHED
    return RoundStanding.LATE if on > one.due else RoundStanding.OWED
