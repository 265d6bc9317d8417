"""Under which year and month of a calendar something stands whose date is not fully known."""

from datetime import timedelta

from cooperation.rules.partial_date import PartialDate

LONGEST = timedelta(days=31)


def year_and_month(when: PartialDate) -> tuple[int | None, int | None]:
    """Those of the earliest day. No year where that is not known; no month where the dates span more than 31 days."""
    first, last = when.earliest, when.latest
    if first is None:
        return None, None
    if last is None or last - first >= LONGEST:
        return first.year, None
    return first.year, first.month
