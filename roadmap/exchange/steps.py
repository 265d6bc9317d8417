"""Several deadlines in one cell, and the numbered steps that they belong to by their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.choices import Timing
from roadmap.exchange.cleaning import cleaned
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, read_deadline

NUMBER = re.compile(r"^[ \t]*(\d{1,2})[.)](?!\d)\s*|(?<=[\s;,])(\d{1,2})\)\s+", re.MULTILINE)
SEMICOLON = re.compile(r"\s*;\s*")
LINE_END = re.compile(r"[;,]?\s*[\n\r]\s*")
COMMA = re.compile(r"\s*[;,\n\r]\s*")
MOST = 12  # parts of a cell that are tried in every grouping


@dataclass(frozen=True)
class Step:
    """A numbered step of an action with its own deadline; ``due`` is the last day that the wording means."""

    number: int
    title: str
    wording: str
    due: date | None
    precision: str


def steps_of(text: str, deadline: str) -> list[Step]:
    """The numbered steps of a text with their deadlines, where there are as many of both and every one has a day."""
    titles = numbered(cleaned(text).text)
    wordings = split_deadlines(deadline)
    if len(titles) < 2 or len(titles) != len(wordings):
        return []
    readings = [reading_of(wording) for wording in wordings]
    if any(reading.timing != Timing.DATED for reading in readings):
        return []
    return [
        Step(number, title, wording, reading.due, reading.precision or "")
        for number, (title, wording, reading) in enumerate(zip(titles, wordings, readings, strict=True), start=1)
    ]


def numbered(text: str) -> list[str]:
    """What stands after the numbers from 1 on, or nothing where other numbers stand between them."""
    found = list(NUMBER.finditer(text))
    if not found or [int(number[1] or number[2]) for number in found] != list(range(1, len(found) + 1)):
        return []
    ends = [number.start() for number in found[1:]] + [len(text)]
    parts = [text[number.end() : end].strip(" \t\r\n;,") for number, end in zip(found, ends, strict=True)]
    return [" ".join(part.split()) for part in parts] if all(parts) else []


def split_deadlines(cell: str) -> list[str]:
    """The wordings of deadlines in a cell; one that is read as a whole, or cannot be told apart, stays whole."""
    whole = cell.strip()
    if not whole or is_read(whole):
        return [whole] if whole else []
    parts = numbered(whole)
    if len(parts) > 1 and not NUMBER.split(whole)[0].strip() and all(map(is_read, parts)):
        return parts
    for separator in (SEMICOLON, LINE_END, COMMA):
        if parts := grouped(whole, separator):
            return parts
    return [whole]


def grouped(whole: str, separator: re.Pattern[str]) -> list[str]:
    """The parts between separators, each a deadline with a day; a part may go on in the next, if only in one way."""
    found = list(separator.finditer(whole))
    starts = [0, *(each.end() for each in found)]
    ends = [*(each.start() for each in found), len(whole)]
    pieces = [whole[start:end] for start, end in zip(starts, ends, strict=True)]
    if not found or len(pieces) > MOST:
        return []
    if all(map(is_dated, pieces)):
        return pieces
    ways = list(groupings(whole, starts, ends))
    return ways[0] if len(ways) == 1 else []


def groupings(whole: str, starts: list[int], ends: list[int]) -> Iterator[list[str]]:
    """Every way to put the pieces together, in their order, so that each group is a deadline with a day."""
    if not starts:
        yield []
    for count in range(1, len(starts) + 1):
        group = whole[starts[0] : ends[count - 1]]
        if is_dated(group):
            for others in groupings(whole, starts[count:], ends[count:]):
                yield [group, *others]


def reading_of(wording: str) -> Reading:
    """The reading; an impossible day is none."""
    try:
        return read_deadline(wording)
    except ImpossibleDateError:
        return Reading()


def is_read(wording: str) -> bool:
    return reading_of(wording).timing != Timing.UNDATED


def is_dated(wording: str) -> bool:
    return reading_of(wording).timing == Timing.DATED
