"""The register goes out and comes back whole: no column is forgotten, and nothing is lost on the way."""

from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cooperation.exchange.columns import is_translated
from cooperation.exchange.export import register_as_xlsx
from cooperation.exchange.nouns import BY_NAME, NOUNS, Noun
from cooperation.exchange.resources import NounResource
from cooperation.models import Country, Edition, Institution, InstitutionName, TreatyEvent, User
from cooperation.models.recorded import Recorded
from cooperation.models.searchable import Searchable
from cooperation.services.refold import refold
from tests.cast import Cast
from tests.cooperation.exchange.register import instrument


def exported(path: Path) -> dict[str, bytes]:
    call_command("export_register", str(path), stdout=StringIO())
    return {file.name: file.read_bytes() for file in (path.iterdir() if path.is_dir() else [path])}


def imported(path: Path, **options: Any) -> str:
    """The last line of the command."""
    out = StringIO()
    call_command("import_register", str(path), stdout=out, **options)
    return out.getvalue().splitlines()[-1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["register", "register.xlsx"])
def test_exported_and_imported_into_an_empty_database_it_is_exported_alike(tmp_path: Path, name: str):
    with transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        rows = sum(noun.model._default_manager.count() for noun in NOUNS)
        first = exported(tmp_path / name)
        assert imported(tmp_path / name) == f"0 new, 0 changed, {rows} unchanged, 0 refused"
        transaction.set_rollback(True)
    assert not Country.objects.exists()
    assert imported(tmp_path / name) == f"{rows} new, 0 changed, 0 unchanged, 0 refused"
    (tmp_path / "again").mkdir()
    assert exported(tmp_path / "again" / name) == first
    assert refold() == 0  # whatever was written can be found


def test_each_model_of_the_register_has_a_sheet():
    others = {Edition, User}
    tracked = {model for model in apps.get_app_config("cooperation").get_models() if "istorical" not in model.__name__}
    assert {noun.model for noun in NOUNS} == tracked - others


@pytest.mark.parametrize("noun", NOUNS, ids=BY_NAME)
def test_no_column_of_a_model_is_forgotten(noun: Noun):
    """But for those that follow from others, and for the moment of recording, which the trail tells."""
    model = noun.model
    left_out = {"id"} | ({"folded"} if issubclass(model, Searchable) else set())
    left_out |= {"recorded_at", "recorded_by"} if issubclass(model, Recorded) else set()
    columns = {field.name for field in (*model._meta.fields, *model._meta.local_many_to_many)}
    bare = {name for name in columns if is_translated(model, name)}
    held = {name for column in noun.columns.values() for name in column.holds}
    assert held - {"row"} == columns - left_out - bare


@pytest.mark.parametrize("noun", NOUNS, ids=BY_NAME)
def test_a_sheet_stands_after_those_to_which_it_refers(noun: Noun):
    before = {one.model for one in NOUNS[: NOUNS.index(noun) + 1]}
    assert {column.refers_to for column in noun.columns.values()} - {None} <= before


def test_each_noun_of_a_workbook_is_a_sheet_with_headings(db):
    workbook = load_workbook(BytesIO(register_as_xlsx()))
    assert workbook.sheetnames == list(BY_NAME)
    assert [cell.value for cell in workbook["mandates"][1]][:4] == ["body", "instrument", "row", "since"]


def test_what_is_typed_into_a_workbook_stays_as_it_is_typed(cast: Cast):
    """A month is not made a day, nor article 1.10 article 1.1."""
    instrument("memo").provisions.create(number="1.10", position=1, title_en="An article")
    sheet = load_workbook(BytesIO(register_as_xlsx()))["provisions"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == ("1.10", "@")
    assert sheet.column_dimensions["B"].number_format == "@"


def test_rows_that_are_alike_are_numbered_as_they_were_recorded(cast: Cast):
    memo = instrument("memo")
    for year in (2026, 2025):
        TreatyEvent.objects.create(instrument=memo, kind="amendment", wording=str(year))
    rows = NounResource(BY_NAME["events"]).export().dict
    assert [(row["row"], row["date_wording"]) for row in rows] == [("1", "2026"), ("2", "2025")]


def test_article_2_stands_before_article_10(cast: Cast):
    memo = instrument("memo")
    for position, number in enumerate(["2", "10"], start=9):
        memo.provisions.create(number=number, position=position, title_en=number)
    assert [row["number"] for row in NounResource(BY_NAME["provisions"]).export().dict] == ["2", "10"]


def test_a_sign_that_only_looks_like_a_number_is_a_word(cast: Cast):
    memo = instrument("memo")
    for number in ("²", "1"):
        memo.provisions.create(number=number, position=1, title_en=number)
    assert [row["number"] for row in NounResource(BY_NAME["provisions"]).export().dict] == ["1", "²"]


def test_many_rows_take_as_many_queries_as_one(cast: Cast):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            NounResource(BY_NAME["names"]).export()
            NounResource(BY_NAME["institutions"]).export()
        return len(captured)

    assert Institution.objects.filter(pk=cast.forestry.pk).exists()
    one = queries()
    for number in range(5):
        made = Institution.objects.create(code=f"i-{number}", kind="agency", country=cast.kz, parent=cast.forestry)
        InstitutionName.objects.create(institution=made, name_en="A name")
    assert queries() == one
