"""The commands for spreadsheets, stored state and evidence: what they say, what they write, how they end."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cooperation.models import Edition
from roadmap.models import Action, ImportRun
from tests.cast import Cast, country
from tests.roadmap.exchange.sheets import csv_of

PLAN = Path(settings.BASE_DIR).parent / "shared" / "data" / "open_government_plan.csv"
MAP = "code=code,direction=commitment_en,title_en=indicator_en,deadline_text=deadline_en,lead=lead"


def lines(command: str, *args: Any, **options: Any) -> list[str]:
    out = io.StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    def write(content: bytes) -> Path:
        path = tmp_path / "plan.csv"
        path.write_bytes(content)
        return path

    return write


def test_a_file_is_imported_and_counted(cast: Cast, file):
    assert cast.count
    path = file(csv_of(("3.1", "2", "Count", "kz-forestry", "2027")))
    before = Edition.objects.number()
    assert lines("import_actions", path, roadmap="plateau")[-1] == "1 new, 0 changed, 0 unchanged, 0 refused"
    assert Edition.objects.number() == before + 1
    assert lines("import_actions", path, roadmap="plateau")[-1] == "0 new, 0 changed, 1 unchanged, 0 refused"
    assert (Edition.objects.number(), ImportRun.objects.count()) == (before + 1, 1)


def test_a_dry_run_writes_nothing(cast: Cast, file):
    assert cast.count
    path = file(csv_of(("3.1", "2", "Count", "kz-forestry", "2027")))
    assert lines("import_actions", path, "--dry-run", roadmap="plateau")[-1].startswith("1 new")
    assert (Action.objects.count(), ImportRun.objects.count()) == (1, 0)


def test_where_a_row_is_refused_nothing_is_imported(cast: Cast, file):
    assert cast.count
    path = file(csv_of(("3.1", "2", "Count", "kz-forestry", ""), ("3.2", "2", "", "Nobody", "")))
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_actions", path, roadmap="plateau", stdout=out)
    assert refused.value.returncode == 1
    told = out.getvalue().splitlines()
    assert [line.split(":")[0] for line in told[:2]] == ["Row 3, column C (title_en)", "Row 3, column D (lead)"]
    assert told[-1] == "1 new, 0 changed, 0 unchanged, 1 refused"
    assert Action.objects.count() == 1


@pytest.mark.parametrize("path", ["/nowhere/plan.csv", __file__])
def test_a_file_that_is_none_is_refused(cast: Cast, path: str):
    assert cast.count
    with pytest.raises(CommandError):
        call_command("import_actions", path, roadmap="plateau")


def test_a_published_plan_is_imported_with_all_that_it_names(db):
    if not PLAN.exists():
        return
    country("CA", en="Canada")
    asked = {"roadmap": "open-government", "map": MAP, "create": True, "country": "CA"}
    told = lines("import_actions", PLAN, **asked)
    assert told[-1] == "65 new, 0 changed, 0 unchanged, 0 refused"
    assert sum("New institution" in line for line in told) == 9
    assert sum("New direction" in line for line in told) == 4
    for action in Action.objects.prefetch_related("deadlines", "responsibilities", "required_parties__country"):
        assert action.direction.title_en
        assert action.leads()
        assert action.deadlines.get().wording
        assert [party.country.code for party in action.required_parties.all()] == ["CA"]
    assert len(Action.objects.get(code="C01.5.1").leads()) in {1, 2}
    assert lines("import_actions", PLAN, **asked)[-1] == "0 new, 0 changed, 65 unchanged, 0 refused"
    assert ImportRun.objects.count() == 1


def test_an_export_is_written_to_a_file(cast: Cast, tmp_path):
    assert cast.count
    path = tmp_path / "out.xlsx"
    lines("export_actions", roadmap="plateau", format="xlsx", output=path)
    assert lines("import_actions", path, roadmap="plateau")[-1] == "0 new, 0 changed, 1 unchanged, 0 refused"


def test_an_export_of_no_roadmap_is_refused(db):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export_actions", roadmap="nowhere")


def test_recompute_lists_differences_and_mends_them(cast: Cast):
    assert lines("recompute") == ["0 differences"]
    Action.objects.filter(pk=cast.count.pk).update(percent=77)
    assert lines("recompute") == ["plateau 2.3: percent was 77, is 0", "1 differences"]
    assert lines("recompute") == ["0 differences"]
