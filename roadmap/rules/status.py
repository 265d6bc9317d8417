"""What is claimed by whom, and how claims roll up: leads to country, countries to action."""

from collections.abc import Iterable
from datetime import date

from roadmap.choices import Status
from roadmap.rules.facts import Report, recorded_by

QUIET = {Status.NO_INFORMATION, Status.NOT_STARTED}


def current_report(reports: Iterable[Report], on: date, known: date | None = None) -> Report | None:
    """The report that counts on a day: the greatest (as at, published at), of those as at that day or before.

    A correction stands in the place of what it corrects: it is ordered by its own as-at date and by the moment at which
    the corrected report was published.
    """
    published = {report.key: report for report in reports if recorded_by(report.published_at, known)}
    corrected = {report.corrects for report in published.values()}

    def place(report: Report) -> tuple[object, ...]:
        root = report
        while root.corrects in published:
            root = published[root.corrects]
        return (report.as_at, root.published_at, report.published_at, report.key)

    standing = [report for report in published.values() if report.key not in corrected and report.as_at <= on]
    return max(standing, key=place, default=None)


def roll_up(parts: Iterable[Status], decided: Status | None = None) -> Status:
    """The status of a whole from those of its parts; ``decided`` is what the latest decision to end says."""
    statuses = set(parts)
    remaining = statuses - set(Status.ended())
    if not remaining:
        return decided if decided is not None and statuses else Status.NO_INFORMATION
    if remaining == {Status.COMPLETED}:
        return Status.COMPLETED
    if remaining == {Status.NO_INFORMATION}:
        return Status.NO_INFORMATION
    if remaining <= QUIET:
        return Status.NOT_STARTED
    if Status.SUSPENDED in remaining and Status.IN_PROGRESS not in remaining:
        return Status.SUSPENDED
    return Status.IN_PROGRESS


def mean_percent(percents: Iterable[int | None], completed: bool) -> int | None:
    """The mean in whole percent, rounded down; a part without a report counts 0; 99 at most until completed."""
    values = [percent or 0 for percent in percents]
    if not values:
        return None
    return 100 if completed else min(sum(values) // len(values), 99)
