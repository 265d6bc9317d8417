"""A public export holds what the list shows to its reader, and nothing else."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from cooperation.exchange.workbook import read_workbook
from roadmap.models import Direction
from tests.cast import NOW, Cast, proposed

FORMATS = ["csv", "xlsx"]


def test_no_sheet_of_a_public_export_names_what_is_kept_among_the_parties(client: Client, cast: Cast):
    proposed(cast.count)
    proposed(cast.action("9", "Hidden action", visibility="parties", leads=[cast.tm_ministry]), reason="Hidden reason")
    seen = client.get("/en/roadmaps/plateau/export.xlsx").content
    told = [cell for sheet in read_workbook(seen) for row in sheet.rows for cell in row.cells]
    assert "Joint count of the saiga" in told
    assert not {"9", "Hidden action", "Hidden reason"} & set(told)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["1", "2", "2.3"]),
        ("direction=1", ["1"]),
        ("country=TM", ["1"]),
        ("institution=uz-ecology", ["2.3"]),
        ("schedule=overdue", ["2"]),
        ("status=completed", []),
        ("due_year=2026", ["2", "2.3"]),
        ("freshness=never_reported", ["1", "2", "2.3"]),
        ("q=saiga", ["2.3"]),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_public_export_holds_what_the_list_is_filtered_by(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: str, query: str, codes: list[str]
):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    education = Direction.objects.create(roadmap=cast.plateau, code="1", title_en="Education")
    cast.action("1", direction=education, leads=[cast.tm_ministry], due=date(2028, 1, 1))
    cast.action("2", leads=[cast.forestry], due=date(2026, 1, 1))
    assert cast.count
    cast.action("9", "Hidden saiga", visibility="parties", leads=[cast.tm_ministry])
    content = client.get(f"/en/roadmaps/plateau/export.{kind}?{query}").content
    assert sorted(row.cells[0] for row in read_workbook(content)[0].rows[1:]) == codes
