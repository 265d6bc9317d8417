"""The command that reads wordings of deadlines: one JSON object a line, as the collected wordings tell."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

COLLECTED = Path(settings.BASE_DIR).parent / "shared" / "data" / "deadline_wordings.csv"
KEYS = ["text", "kind", "starts_on", "due_on", "precision", "every"]


def told(path: Path) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command("read_deadlines", path, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_collected_wordings_are_read_as_told():
    if not COLLECTED.exists():
        return
    with COLLECTED.open(encoding="utf-8-sig", newline="") as file:
        rows = [{key: row[key] for key in KEYS} for row in csv.DictReader(file)]
    assert told(COLLECTED) == rows
    assert len(rows) == 50


def test_other_columns_are_ignored_and_each_row_has_its_line(tmp_path):
    path = tmp_path / "wordings.csv"
    path.write_text('no,text\n1,31 февраля 2026\n2,\n3,"до 1 марта\u2028\n2026 г."\n4,H2 2026\n', encoding="utf-8")
    lines = told(path)
    assert [list(line) for line in lines] == [KEYS] * 4
    assert [line["kind"] for line in lines] == ["unknown", "unknown", "dated", "dated"]
    assert lines[2]["text"] == "до 1 марта\u2028\n2026 г."
    assert lines[3] == dict(zip(KEYS, ["H2 2026", "dated", "2026-07-01", "2026-12-31", "half", ""], strict=True))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("wording\n2026\n")
    for path, message in ((other, "text"), (tmp_path / "none.csv", "none.csv")):
        with pytest.raises(CommandError, match=message):
            told(path)


def test_who_reads_may_stop_early(tmp_path):
    path = tmp_path / "wordings.csv"
    path.write_text("text\n" + "IV квартал 2026 г.\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "manage.py", "read_deadlines", str(path)]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert json.loads(process.stdout.readline())["due_on"] == "2026-12-31"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
