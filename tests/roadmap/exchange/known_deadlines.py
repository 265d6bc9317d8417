"""Wordings of deadlines with their meanings: ``known_deadlines.txt`` holds a line for each,
with ⏎ where the wording breaks off.

A meaning is the first and the last day with their precision; of a recurring duty also how often, or how many days after
the period's end; or that the wording is of something continuous, unknown, or impossible.
"""

from datetime import date
from pathlib import Path

from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_text import Reading

LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
TOLD = dict(line.replace("⏎", "\n").split(" | ") for line in LINES)


def reading_of(told: str) -> Reading:
    """The reading that a line tells."""
    words = told.split()
    recurrence = Recurrence(words[1]) if words[0] == "every" else None
    timing = Timing.RECURRING if recurrence else Timing.CONTINUOUS if words == ["continuous"] else Timing.DATED
    if words[-1].startswith("+"):
        return Reading(timing, None, None, Precision.DAY, recurrence, int(words[-1]))
    if ".." not in told:
        return Reading(timing, recurrence=recurrence)
    first, last = words[-2].split("..")
    starts_on = date.fromisoformat(first) if first else None
    return Reading(timing, starts_on, date.fromisoformat(last), Precision(words[-1]), recurrence)


UNREAD = [wording for wording, told in TOLD.items() if told == "unknown"]
IMPOSSIBLE = [wording for wording, told in TOLD.items() if told == "impossible"]
KNOWN = {wording: reading_of(told) for wording, told in TOLD.items() if told not in ("unknown", "impossible")}
