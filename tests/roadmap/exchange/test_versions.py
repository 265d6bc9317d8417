"""The sheet of deadlines: every version, how it stands, by how much it slipped and who agreed."""

import io
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cooperation.models import Decision, Meeting
from roadmap.choices import DeadlineKind, Precision
from roadmap.exchange.export import export_actions
from roadmap.exchange.versions import VERSION_COLUMNS, version_rows
from roadmap.models import Action, Deadline
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, proposed


def rows(known: date | None = None) -> list[dict[str, Any]]:
    found = version_rows(Action.objects.all(), TODAY, known, LIMITS)
    return [dict(zip(VERSION_COLUMNS, row, strict=True)) for row in found]


def column(name: str, known: date | None = None) -> list[Any]:
    return [row[name] for row in rows(known)]


def decision() -> Decision:
    meeting = Meeting.objects.create(slug="aktau", title_en="Meeting in Aktau", kind="session")
    return Decision.objects.create(meeting=meeting, number="4", text_en="To move the count.")


def test_each_version_says_how_it_stands(cast: Cast):
    early = datetime(2026, 3, 1, 6, tzinfo=UTC)
    Deadline.objects.create(
        action=cast.count,
        kind=DeadlineKind.CORRECTION,
        corrects=cast.count.deadlines.get(),
        due=date(2026, 12, 30),
        precision=Precision.DAY,
        recorded_at=early,
    )
    proposed(cast.count, date(2027, 1, 31), recorded_at=early)
    consented = proposed(cast.count, date(2027, 3, 31), recorded_at=early)
    for country, person in ((cast.kz, cast.bolat), (cast.uz, cast.eldor)):
        deadlines.consent(consented, country, date(2026, 3, 5), "letter 7", NOW, TODAY, LIMITS, person)
    deadlines.agree_by_decision(proposed(cast.count), decision(), TODAY, NOW, TODAY, LIMITS)
    proposed(cast.count, date(2028, 1, 1))
    assert column("standing") == ["replaced", "correction", "overtaken", "replaced", "in_force", "announced"]
    assert column("slip_days") == [0, None, None, 91, 182, 367]
    assert column("agreed_by") == [
        "", "", "", "KZ 2026-03-05 letter 7; UZ 2026-03-05 letter 7", "Meeting in Aktau, 4", ""
    ]  # fmt: skip
    assert column("agreed_on") == [None, None, None, date(2026, 3, 5), TODAY, None]
    assert column("standing", known=date(2026, 3, 1)) == ["in_force", "correction", "announced", "announced"]


def test_an_action_without_revisions_has_its_original_alone(cast: Cast):
    cast.action("1", due=date(2027, 6, 30))
    cast.action("2", due=None, timing="continuous")
    assert column("standing") == ["in_force", "in_force"]
    assert column("slip_days") == [0, None]
    assert column("proposed_on") == [None, None]


def test_the_sheet_stands_beside_the_actions(cast: Cast):
    proposed(cast.count, reason="=1+1")
    _name, _type, content = export_actions(Action.objects.all(), "xlsx", TODAY, LIMITS)
    sheet = load_workbook(io.BytesIO(content))["Deadlines"]
    assert [cell.value for cell in sheet[1]] == list(VERSION_COLUMNS)
    assert [cell.value for cell in sheet["A"]] == ["code", "2.3", "2.3"]
    assert sheet["J3"].data_type == "s"
    assert sheet["J3"].value != "=1+1"


def test_it_takes_as_many_queries_for_many_as_for_one(cast: Cast):
    proposed(cast.count)
    with CaptureQueriesContext(connection) as with_one:
        rows()
    for number in range(8):
        proposed(cast.action(f"8.{number}", leads=[cast.forestry]))
    with CaptureQueriesContext(connection) as with_many:
        rows()
    assert len(with_many) == len(with_one)
