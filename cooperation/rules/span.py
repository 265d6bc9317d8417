"""Whether what lasts from one date to another holds on a day, where the dates are not all fully known."""

from datetime import date
from enum import Enum

from cooperation.rules.partial_date import PartialDate


class Holding(Enum):
    """Whether something had begun and had not ended; in templates by its value."""

    NOT_YET = "not_yet"
    PERHAPS = "perhaps"
    HOLDS = "holds"
    OVER = "over"


def holding(since: PartialDate, until: PartialDate, on: date, today: date) -> Holding:
    """What is known of a day. It holds through its last day; without a date of its end it has none.

    A beginning of which nothing is known does not make it doubtful; what is on record has begun by today.
    """
    if not since.maybe_by(on):
        return Holding.NOT_YET
    if until.latest is not None and until.latest < on:
        return Holding.OVER
    may_be_over = bool(until) and (until.earliest is None or until.earliest < on)
    has_begun = not since or since.surely_by(on) or (since.latest is None and since.maybe_by(today) and today <= on)
    return Holding.PERHAPS if may_be_over or not has_begun else Holding.HOLDS
