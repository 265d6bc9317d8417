"""An import leaves the trail that the same changes by hand would leave, although it writes in bulk."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Institution, InstitutionName, Instrument, Provision, Site
from roadmap.models import Action, Deadline, Direction, Responsibility, Roadmap, RoadmapParty
from tests.cast import NOW, TODAY, Cast
from tests.roadmap.exchange.sheets import csv_of, imported

LATER = NOW + timedelta(days=1)
HEADINGS = ("code", "direction", "title_en", "lead", "sites", "provisions", "deadline_text")


def kinds(record) -> str:
    entries = type(record).history.filter(id=record.pk).order_by("history_id")
    return "".join(entries.values_list("history_type", flat=True))


def ground(cast: Cast) -> None:
    instrument = Instrument.objects.create(slug="pact", title_en="Pact", kind="agreement")
    Provision.objects.create(instrument=instrument, number="1", position=1, title_en="Article")
    for slug in ("delta", "plateau"):
        Site.objects.create(slug=slug, name_en=slug, kind="place")
    assert cast.count


def test_each_imported_record_has_its_entry(cast: Cast):
    ground(cast)
    imported(
        csv_of(("3.1", "2", "Count", "kz-forestry; UZ", "delta", "pact#1", "31.12.2026"), headings=HEADINGS), now=LATER
    )
    made = Action.objects.get(code="3.1")
    (entry,) = Action.history.filter(id=made.pk)
    assert (entry.history_type, entry.history_date, entry.title_en) == ("+", LATER, "Count")
    assert [link.site.slug for link in entry.sites.all()] == ["delta"]
    assert [link.provision.number for link in entry.provisions.all()] == ["1"]
    assert [kinds(part) for part in made.responsibilities.all()] == ["+", "+"]
    assert [kinds(version) for version in made.deadlines.all()] == ["+"]


def test_what_an_import_makes_on_the_way_has_its_entry_too(cast: Cast):
    headings = ("code", "direction", "title_en", "lead", "deadline_text")
    assert cast.kz
    row = ("1.1", "Water", "Clean the shore", "Institute of Water", "2027")
    imported(csv_of(row, headings=headings), slug="water", create=True, country="KZ", title="Water")
    for model in (Roadmap, RoadmapParty, Direction, Institution, InstitutionName, Action, Responsibility, Deadline):
        assert [kinds(record) for record in model.objects.all()] == ["+"], model


def test_what_an_import_changes_has_one_entry_more_and_the_rest_none(cast: Cast):
    ground(cast)
    rows = [
        ["3.1", "2", "Count", "kz-forestry", "delta", "pact#1", "31.12.2026"],
        ["3.2", "2", "Watch", "kz-forestry", "delta", "", "31.12.2026"],
        ["3.3", "2", "Stay", "kz-forestry", "delta", "", "31.12.2026"],
    ]
    imported(csv_of(*rows, headings=HEADINGS))
    rows[0][2:5] = ["Count the saiga", "uz-ecology", "plateau"]
    rows[1][6] = "31.12.2027"
    imported(csv_of(*rows, headings=HEADINGS), now=LATER, on=TODAY + timedelta(days=1))

    changed, proposed, same = Action.objects.filter(code__startswith="3.").order_by("code")
    assert [kinds(action) for action in (changed, proposed, same)] == ["+~", "+", "+"]
    entry = Action.history.filter(id=changed.pk).latest("history_id")
    assert (entry.title_en, entry.history_date) == ("Count the saiga", LATER)
    assert [link.site.slug for link in entry.sites.all()] == ["plateau"]
    left, come = changed.responsibilities.order_by("pk")
    assert (kinds(left), kinds(come)) == ("+~", "+")
    assert [kinds(version) for version in proposed.deadlines.all()] == ["+", "+"]


def test_the_trail_of_an_import_takes_as_many_statements_for_many_actions_as_for_few(cast: Cast):
    ground(cast)

    def statements(prefix: str, count: int) -> int:
        rows = [
            (f"{prefix}.{number}", "2", "Count", "kz-forestry", "delta", "pact#1", "2027") for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            imported(csv_of(*rows, headings=HEADINGS))
        return sum("_historical" in query["sql"] for query in queries)

    assert statements("9", 40) == statements("8", 2)
