"""A cell's text in the lines that its writer meant."""

import re
from itertools import pairwise

from roadmap.exchange.cleaning_hyphens import Hyphens

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00\x01]")
LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BREAK = re.compile(r" ?\n\s*")
SPACES = re.compile(r"[^\S\n]+")
NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s")


def plain(cell: str) -> str:
    """The text with single spaces, its line ends as single ones, broken words joined, numbers on lines of their own."""
    text = BREAK.sub("\n", SPACES.sub(" ", LINE_END.sub("\n", INVISIBLE.sub("", cell)))).strip()
    if "-\n" not in text:
        return numbered(text)
    hyphens, lines = Hyphens(text), text.split("\n")
    parts = [lines[0]]
    for before, line in pairwise(lines):
        joint = hyphens.joint(before, line)
        if joint == hyphens.DROPPED:
            parts[-1], joint = parts[-1][:-1], ""
        parts += joint.replace(" ", "\n"), line
    return numbered("".join(parts))


def numbered(text: str) -> str:
    """The text with each item of a list that is numbered from one on a line of its own."""
    number, end, parts = 1, 0, [""]
    for found in NUMBER.finditer(text):
        if int(found[1]) == number and (number > 1 or not found.start()):
            parts.append(text[end : found.start()].rstrip())
            number, end = number + 1, found.start()
    return "\n".join([*parts, text[end:]]).strip()
