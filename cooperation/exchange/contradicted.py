"""What an import would make contradict itself: certain contradictions are refused."""

from collections.abc import Iterable, Iterator
from typing import Any


def contradictions(written: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """For records that were written, those that now contradict others, each with what to tell."""
    yield from ()
