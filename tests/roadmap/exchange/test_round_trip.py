"""What goes out comes in again as nothing new, in every language, and also after a spreadsheet program has saved it."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.columns import COLUMNS, LANGUAGES
from roadmap.exchange.export import export_actions
from roadmap.models import Action, Direction, Roadmap, RoadmapParty
from tests.cast import LIMITS, TODAY
from tests.roadmap.exchange.libreoffice import ALL_TEXT, resaved
from tests.roadmap.exchange.sheets import counts, imported, planned

KINDS = ["csv", "xlsx"]
SLUGS = ["ustyurt-sample", "syrdarya-sample"]

Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The reference data and the samples, loaded once for the tests of this file and taken away after them."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        call_command("load_sample", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def exported(slug: str, kind: str, language: str = "en") -> bytes:
    with translation.override(language):
        return export_actions(Action.objects.filter(roadmap__slug=slug), kind, TODAY, LIMITS)[2]


def own_columns(content: bytes) -> Rows:
    """The cells of the columns that are read, as they stand in a file."""
    headings, *rows = (row.cells for row in read_workbook(content)[0].rows)
    places = [headings.index(column) for column in COLUMNS]
    return [tuple(row[place] if place < len(row) else "" for place in places) for row in rows]


def empty_copy(slug: str) -> str:
    """A roadmap with the same parties and directions, and without actions."""
    copy = Roadmap.objects.get(slug=slug)
    parties, directions = RoadmapParty.objects.filter(roadmap=copy), Direction.objects.filter(roadmap=copy)
    kept = [*parties, *directions]
    copy.pk, copy.slug, copy.is_sample = None, "copy", False
    copy._state.adding = True
    copy.save()
    for record in kept:
        record.pk, record.roadmap = None, copy
        record._state.adding = True
        record.save()
    return copy.slug


@pytest.mark.usefixtures("sample")
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_export_of_a_sample_comes_in_as_unchanged_and_goes_out_identical(slug: str, kind: str, language: str):
    number = Action.objects.filter(roadmap__slug=slug).count()
    first = exported(slug, kind, language)
    with translation.override(language):
        plan = imported(first, slug)
    assert (counts(plan), plan.open, plan.ignored) == ((0, 0, number, 0), 0, ())
    assert exported(slug, kind, language) == first


@pytest.mark.usefixtures("sample")
@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_makes_the_same_roadmap_in_an_empty_one(slug: str, kind: str):
    first = exported(slug, kind, "ru")
    plan = imported(first, empty_copy(slug))
    assert counts(plan) == (Action.objects.filter(roadmap__slug=slug).count(), 0, 0, 0)
    assert own_columns(exported("copy", kind, "kk")) == own_columns(first)


@pytest.mark.usefixtures("sample")
@pytest.mark.django_db
@pytest.mark.office
@pytest.mark.same_everywhere
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_comes_in_as_unchanged_after_libreoffice_has_saved_it(
    kind: str, to: str, language: str, tmp_path: Path
):
    slug = SLUGS[0]
    first = exported(slug, kind, language)
    again = resaved(first, kind, to, tmp_path, language, columns=ALL_TEXT)
    plan = planned(again, slug)
    assert (counts(plan), plan.open) == ((0, 0, Action.objects.filter(roadmap__slug=slug).count(), 0), 0)
    assert own_columns(again) == own_columns(first)


@pytest.mark.usefixtures("sample")
@pytest.mark.django_db
@pytest.mark.office
@pytest.mark.same_everywhere
def test_libreoffice_retypes_nothing_of_csv_but_wordings_that_are_dates(tmp_path: Path):
    first = exported(SLUGS[0], "csv")
    again = resaved(first, "csv", "csv", tmp_path)
    retyped = {
        (was[0], column)
        for was, now in zip(own_columns(first), own_columns(again), strict=True)
        for column, one, other in zip(COLUMNS, was, now, strict=True)
        if one != other
    }
    assert retyped <= {(action.code, "deadline_text") for action in Action.objects.filter(roadmap__slug=SLUGS[0])}
    assert counts(planned(again, SLUGS[0])) == (0, 0, Action.objects.filter(roadmap__slug=SLUGS[0]).count(), 0)
