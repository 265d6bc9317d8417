"""Dates as far as they are known, for properties."""

from datetime import date

from hypothesis import strategies as st

from cooperation.rules.partial_date import PartialDate

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """A day, a range, a bound on either side, or nothing."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return PartialDate(draw(st.sampled_from([first, None])), draw(st.sampled_from([first, last, None])))
