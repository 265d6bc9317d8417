"""Tables of the register made for the tests."""

from typing import Any

from cooperation.exchange.outcome import Outcome
from cooperation.exchange.reading import read_file
from cooperation.exchange.register_import import import_register
from cooperation.models import Instrument, User
from tests.cast import NOW
from tests.roadmap.exchange.sheets import csv_of


def instrument(slug: str, **columns: Any) -> Instrument:
    return Instrument.objects.create(slug=slug, title_en=slug, kind="memorandum", **columns)


def outcome_of(
    by: User | None = None, dry_run: bool = False, digest: str = "", **sheets: list[dict[str, str]]
) -> Outcome:
    """What an import does of rows under the names of their nouns."""
    tables = {}
    for noun, rows in sheets.items():
        headings = list(dict.fromkeys(name for row in rows for name in row))
        content = csv_of(*([row.get(name, "") for name in headings] for row in rows), headings=headings)
        tables |= read_file(f"{noun}.csv", content)
    return import_register(tables, NOW, by, dry_run, digest)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return len(outcome.new), len(outcome.changed), outcome.unchanged, outcome.refused


def refusal(outcome: Outcome) -> str:
    """The only refusal."""
    assert len(outcome.refusals) == 1, [str(one) for one in outcome.refusals]
    return str(outcome.refusals[0])
