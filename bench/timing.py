"""What is measured, and how it is told."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """Two times of one run; the ratio says how many times longer the first took."""

    what: str
    against: str
    seconds: float
    of_other: float

    def __str__(self) -> str:
        times = f"{in_words(self.seconds):>9} {in_words(self.of_other):>9}"
        return f"{self.what:<58} {self.against:<46} {times} {self.seconds / self.of_other:>7.2f}"


HEADINGS = f"{'what':<58} {'against':<46} {'time':>9} {'time':>9} {'ratio':>7}"


def in_words(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def elapsed(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(what: str, work: Work, against: str, other: Work, runs: int) -> Ratio:
    """Medians of both, measured in turn."""
    times = [(elapsed(work), elapsed(other)) for _ in range(runs)]
    return Ratio(what, against, median(mine for mine, _ in times), median(its for _, its in times))
