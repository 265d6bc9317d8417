"""The import of 10,000 rows, against the least code that writes the same, and against import-export as it comes."""

import hashlib
from collections.abc import Iterator
from itertools import count

from bench import by_hand, by_library, data
from bench.timing import Ratio, compare, elapsed
from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.asked import Request
from roadmap.exchange.plan import Plan
from roadmap.limits import current_limits
from roadmap.models import Roadmap

ROWS = 10_000
RUNS = 3
NUMBERS = count()


def ratios() -> Iterator[Ratio]:
    table = data.rows(ROWS)
    content = data.as_csv(table)
    new = compare(
        f"import of {ROWS} new rows",
        lambda: expect(ours(fresh(), content), new=ROWS),
        "bulk_create by hand",
        lambda: by_hand.upsert(fresh(), content),
        RUNS,
    )
    yield new
    mine, its = fresh(), fresh()
    ours(mine, content)
    by_hand.upsert(its, content)
    again = compare(
        f"import of {ROWS} rows that are there",
        lambda: expect(ours(mine, content), new=0),
        "bulk_create by hand",
        lambda: by_hand.upsert(its, content),
        RUNS,
    )
    yield again
    plain = by_library.dataset(fresh(), table)
    for ratio in (new, again):  # the library's second load meets the rows of its first
        yield Ratio(
            ratio.what, "import-export's defaults, no relations", ratio.seconds, elapsed(lambda: by_library.load(plain))
        )


def fresh() -> Roadmap:
    return data.make_roadmap(f"import-{next(NUMBERS)}")


def ours(roadmap: Roadmap, content: bytes) -> Plan:
    """What the command import_actions does."""
    source = Source("bench.csv", hashlib.sha256(content).hexdigest(), content, data.RECORDED)
    request = Request(slug=roadmap.slug)
    return import_table(read_workbook(content), request, source, data.RECORDED.date(), current_limits())


def expect(plan: Plan, new: int) -> None:
    if (len(plan.new), plan.unchanged) != (new, ROWS - new):
        raise RuntimeError(f"{len(plan.new)} new, {plan.unchanged} unchanged")
