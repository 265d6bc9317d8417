"""The export of 10,000 rows, against ``csv.writer`` over the actions' own columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from bench import data
from bench.imports import ROWS, fresh, ours
from bench.timing import Ratio, compare
from roadmap.exchange.columns import TEXTS
from roadmap.exchange.export import export_actions
from roadmap.limits import current_limits
from roadmap.models import Action
from roadmap.models.action import ActionQuerySet

RUNS = 3
COLUMNS = (
    *("code", "number", "direction__code", *TEXTS, "starts_on", "timing", "due_precision", "recurrence", "visibility"),
    *("original_due", "current_due", "slip_days", "status", "percent", "completed_on", "last_reported_on"),
)


def ratios() -> Iterator[Ratio]:
    roadmap = fresh()
    ours(roadmap, data.as_csv(data.rows(ROWS)))
    actions = Action.objects.filter(roadmap=roadmap)
    for kind in ("csv", "xlsx"):
        yield compare(
            f"export of {ROWS} rows, {kind.upper()}",
            lambda kind=kind: export_actions(actions, kind, data.RECORDED.date(), current_limits()),
            "csv.writer over values_list",
            lambda: by_hand(actions),
            RUNS,
        )


def by_hand(actions: ActionQuerySet) -> bytes:
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(actions.values_list(*COLUMNS).iterator(2000))
    return file.getvalue().encode()
