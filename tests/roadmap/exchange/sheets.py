"""Spreadsheets made for the tests."""

import csv
import io
import itertools
from typing import Any

from openpyxl import Workbook

from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.asked import Request
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import plan_import
from tests.cast import LIMITS, NOW, TODAY

HEADINGS = ("code", "direction", "title_en", "lead", "deadline_text")


def csv_of(*rows: Any, headings: Any = HEADINGS) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *rows])
    return file.getvalue().encode()


def xlsx_of(*rows: Any, headings: Any = HEADINGS) -> bytes:
    return sheet_of(headings, *rows)


def sheet_of(*rows: Any, merged: tuple[str, ...] = ()) -> bytes:
    """An XLSX with these rows, from the first on, and these ranges merged."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for cells in merged:
        workbook.active.merge_cells(cells)
    for cell in itertools.chain.from_iterable(workbook.active.rows):
        cell.data_type = "s" if cell.data_type == "f" else cell.data_type  # a text, although it begins with "="
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def planned(content: bytes, slug: str = "plateau", **asked: Any) -> Plan:
    return plan_import(read_workbook(content), Request(slug, **asked), TODAY, LIMITS)


def imported(
    content: bytes, slug: str = "plateau", now: Any = NOW, on: Any = TODAY, run: Any = None, **asked: Any
) -> Plan:
    source = Source("plan.csv", "0" * 64, content, now)
    return import_table(read_workbook(content), Request(slug, **asked), source, on, LIMITS, run)


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return len(plan.new), len(plan.changed), plan.unchanged, plan.refused
