"""The order of printed numbers."""

import re

PARTS = re.compile(r"\d+|\D+")


def number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts numbers as people count: 2 before 10, 1.9 before 1.10, 3 before 3a; words come after numbers."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in PARTS.findall(number.strip()))
