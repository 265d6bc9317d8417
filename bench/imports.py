"""The import of 10,000 rows, against the least code that writes the same, and against import-export as it comes."""

import hashlib
from collections.abc import Iterator
from itertools import count

from bench import by_hand, by_library, data
from bench.timing import Ratio, compare, elapsed
from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.apply import Source, import_table, new_run
from roadmap.exchange.asked import Request
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import plan_import
from roadmap.limits import current_limits
from roadmap.models import Roadmap

ROWS = 10_000
RUNS = 3
NUMBERS = count()


def ratios() -> Iterator[Ratio]:
    table = data.rows(ROWS)
    content = data.as_csv(table)
    new = compare(
        f"import of {ROWS} new rows, previewed and confirmed",
        lambda: expect(ours(fresh(), content), new=ROWS),
        "bulk_create by hand, with trail",
        lambda: by_hand.upsert_with_trail(fresh(), content),
        RUNS,
    )
    yield new
    mine = fresh()
    ours(mine, content)
    again = compare(
        f"import of {ROWS} rows that are there",
        lambda: expect(ours(mine, content), new=0),
        "import of new rows",
        lambda: expect(ours(fresh(), content), new=ROWS),
        RUNS,
    )
    yield again
    plain = by_library.dataset(fresh(), table)
    library = elapsed(lambda: by_library.load(plain))
    yield Ratio("import-export's defaults, with trail and no relations", new.what, library, new.seconds)


def fresh() -> Roadmap:
    return data.make_roadmap(f"import-{next(NUMBERS)}")


def ours(roadmap: Roadmap, content: bytes) -> Plan:
    """What the secretariat does: a preview that is kept, and its confirmation."""
    day, limits = data.RECORDED.date(), current_limits()
    preview = plan_import(read_workbook(content), Request(roadmap.slug), day, limits)
    source = Source("bench.csv", hashlib.sha256(content).hexdigest(), content, data.RECORDED)
    run = new_run(roadmap, source)
    run.plan_digest = preview.digest
    run.save()
    return import_table(read_workbook(content), Request(roadmap.slug), source, day, limits, run)


def expect(plan: Plan, new: int) -> None:
    if (len(plan.new), plan.unchanged) != (new, ROWS - new):
        raise RuntimeError(f"{len(plan.new)} new, {plan.unchanged} unchanged")
