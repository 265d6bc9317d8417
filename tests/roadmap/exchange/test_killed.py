"""A process that is killed in the middle of a confirm, or of an undo, leaves the data as before."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.db import connection

from roadmap.exchange.runs import keep_plan, keep_preview, plan_of
from tests.cast import LIMITS, NOW, TODAY, Cast
from tests.roadmap.exchange.sheets import csv_of

CHILD = """
import os, sys
import django
django.setup()
from django.db import connection
from cooperation.models import User
from roadmap.exchange import runs, undo
from roadmap.models import ImportRun
from tests.cast import LIMITS, NOW, TODAY

verb, last = sys.argv[1:]

def stop(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if last and sql.startswith(last):
        print("in the middle", flush=True)
        sys.stdin.read()  # here it is killed; where the test ended before, nothing is written either
        os._exit(1)
    return done

run, by = ImportRun.objects.get(), User.objects.get(username="farida")
with connection.execute_wrapper(stop):
    if verb == "confirm":
        runs.confirm(run, NOW, TODAY, LIMITS, by)
    else:
        undo.undo(run, NOW, TODAY, LIMITS, by)
print("done", flush=True)
"""
ROWS = 150
IN_THE_MIDDLE = {
    "confirm": ('INSERT INTO "roadmap_deadline"', 'UPDATE "roadmap_action"', 'INSERT INTO "roadmap_historicalaction"'),
    "undo": ('UPDATE "roadmap_importrun"', 'DELETE FROM "roadmap_action"'),
}


@pytest.fixture
def previewed(transactional_db) -> None:
    """A file of many new actions that also changes one, previewed."""
    cast = Cast()
    assert cast.count
    rows = [(f"5.{number}", "2", f"Step {number}", "kz-forestry; UZ", "2027") for number in range(ROWS)]
    content = csv_of(("2.3", "2", "Count of ungulates", "kz-forestry", "2028"), *rows)
    run = keep_preview(cast.plateau, "plan.csv", content, None, NOW, cast.farida)
    keep_plan(run, plan_of(run, TODAY, LIMITS))
    run.save()
    assert (run.new, run.changed) == (ROWS, 1)


@pytest.fixture
def database(previewed: None, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """The address of the database for another process, and a connection of its own; SQLite's is copied to a file."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
        connection.ensure_connection()
        connection.connection.backup(other)
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}", other
        other.close()
        return
    told = connection.settings_dict
    who = ":".join(quote(told[name]) for name in ("USER", "PASSWORD") if told[name])
    yield f"postgres://{who}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}", connection.cursor()


@pytest.fixture
def started(database: tuple[str, Any]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process that confirms or undoes, up to a statement."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENVIRONMENT": "local",
        "SECRET_KEY": "no secret",
        "DATABASE_URL": database[0],
        "MEDIA_ROOT": str(project.MEDIA_ROOT),
    }
    processes: list[subprocess.Popen[str]] = []

    def start(verb: str, last: str = "") -> subprocess.Popen[str]:
        command = [sys.executable, "-c", CHILD, verb, last]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, cwd=project.BASE_DIR, env=os.environ | environment, text=True, **pipes)
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def rows_of(cursor: Any) -> dict[str, list[str]]:
    """Every row of every table."""
    found = {}
    for table in connection.introspection.table_names():
        rows = cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name of the schema
        found[table] = sorted(map(repr, rows if connection.vendor == "sqlite" else cursor.fetchall()))
    return found


def ended_well(process: subprocess.Popen[str]) -> bool:
    return process.communicate()[0] == "done\n" and process.returncode == 0


def test_nothing_is_left_of_it_and_it_can_be_done_again(database: tuple[str, Any], started: Callable):
    cursor = database[1]
    for verb, statements in IN_THE_MIDDLE.items():
        before = rows_of(cursor)
        for statement in statements:
            process = started(verb, statement)
            assert process.stdout.readline() == "in the middle\n"
            process.kill()
            process.wait()
            assert rows_of(cursor) == before
        assert ended_well(started(verb))
        assert rows_of(cursor) != before
