"""Spreadsheets made for the tests."""

import csv
import io
import itertools
from typing import Any

from openpyxl import Workbook

from cooperation.exchange.table import read_table
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.plan import Plan, Request, plan_import
from tests.cast import LIMITS, NOW, TODAY

HEADINGS = ("code", "direction", "title_en", "lead", "deadline_text")


def csv_of(*rows: Any, headings: Any = HEADINGS) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *rows])
    return file.getvalue().encode()


def xlsx_of(*rows: Any, headings: Any = HEADINGS) -> bytes:
    workbook = Workbook()
    for row in (headings, *rows):
        workbook.active.append(row)
    for cell in itertools.chain.from_iterable(workbook.active.rows):
        cell.data_type = "s" if cell.data_type == "f" else cell.data_type  # a text, although it begins with "="
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def planned(content: bytes, slug: str = "plateau", **asked: Any) -> Plan:
    return plan_import(read_table(content), Request(slug, **asked), TODAY, LIMITS)


def imported(
    content: bytes, slug: str = "plateau", now: Any = NOW, on: Any = TODAY, run: Any = None, **asked: Any
) -> Plan:
    source = Source("plan.csv", "0" * 64, content, now)
    return import_table(read_table(content), Request(slug, **asked), source, on, LIMITS, run)


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return len(plan.new), len(plan.changed), plan.unchanged, plan.refused
