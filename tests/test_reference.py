"""The reference data of fixtures/: every record has its source, and no date knows more than the source does."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.db import models
from django.urls import reverse

from cooperation.choices import Capacity, DocumentKind, EventKind, RelationKind
from cooperation.management.commands import load_reference
from cooperation.models import (
    Body,
    Country,
    Document,
    Edition,
    Institution,
    InstitutionName,
    Instrument,
    InstrumentRelation,
    Meeting,
    Provision,
    TreatyEvent,
)
from cooperation.models.dated import Dated, Lasting, Sourced
from cooperation.rules.partial_date import whole_month
from roadmap.models import Action, Roadmap
from tests.known_days import KNOWN_DAYS

LANGUAGES = ("en", "ru", "uz", "kk", "tk")


pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


def records(kind: type[models.Model]) -> Iterator[models.Model]:
    """Every record of every model that inherits from one."""
    for model in apps.get_models():
        if issubclass(model, kind):
            yield from model._default_manager.all()


def name_of(record: models.Model) -> str:
    """What a record is called in the list of known days."""
    match record._meta.model_name:
        case "institutionname":
            parts = [record.institution.code]
        case "treatyevent":
            parts = [record.instrument.slug, record.kind, record.country and record.country.code]
        case "mandate":
            parts = [record.body.slug, record.instrument.slug]
        case "bodymember":
            parts = [record.body.slug, record.country.code, record.institution and record.institution.code]
        case "roadmapparty":
            parts = [record.roadmap.slug, record.country.code]
        case _:
            parts = list(record.natural_key())
    return " ".join(part for part in parts if part)


def days_of(record: models.Model) -> set[date]:
    """The days that the dates of a record name: those known to the day, and bounds other than the edges of months."""
    spans = ["when"] if isinstance(record, Dated) else []
    spans += ["since", "until"] if isinstance(record, Lasting) else []
    dates = [getattr(record, span) for span in spans]
    return {
        day
        for when in dates
        for day in (when.earliest, when.latest)
        if day and (when.precision == "day" or day not in whole_month(day))
    }


def stands_in_address(record: models.Model, day: date) -> bool:
    """Whether a document's address bears its day."""
    return isinstance(record, Document) and any(
        day.strftime(form) in record.url for form in ("%Y/%m/%d", "%Y%m%d", "%d.%m.%Y")
    )


def dump() -> str:
    kept = (model for model in apps.get_models() if model._meta.app_label in {"cooperation", "roadmap"})
    return serializers.serialize("json", [record for model in kept for record in model._default_manager.order_by("pk")])


def test_every_record_names_its_source():
    unsourced = [f"{record._meta.model_name} {record}" for record in records(Sourced) if not record.sources.exists()]
    assert unsourced == []
    assert sum(1 for _ in records(Sourced)) > 100


def test_every_source_is_cited_by_some_record():
    cited = {document.code for record in records(Sourced) for document in record.sources.all()}
    assert set(Document.objects.values_list("code", flat=True)) == cited


def test_every_source_can_be_looked_up():
    """By address, or, where none is known, by publisher and title."""
    for document in Document.objects.filter(url=""):
        assert document.publisher, document.code
        assert document.kind in {DocumentKind.NEWS, DocumentKind.STATEMENT}, document.code


def test_no_date_carries_an_invented_day():
    found = {
        (record._meta.model_name, name_of(record), day.isoformat())
        for kind in (Dated, Lasting)
        for record in records(kind)
        for day in days_of(record)
        if not stands_in_address(record, day)
    }
    assert found - set(KNOWN_DAYS) == set(), "days that no fact gives"
    assert set(KNOWN_DAYS) - found == set(), "facts that no record uses any more"


def test_notes_are_given_in_all_languages_or_in_none():
    for record in records(Sourced):
        given = [bool(getattr(record, f"note_{language}")) for language in LANGUAGES]
        assert len(set(given)) == 1, f"{record._meta.model_name} {record}"


def test_the_countries_of_iso_3166_have_names_in_all_languages():
    assert Country.objects.count() == 249
    for country in Country.objects.all():
        assert all(getattr(country, f"name_{language}") for language in LANGUAGES), country.code
    names = dict(Country.objects.values_list("code", "name_uz"))
    assert (names["UZ"], names["KZ"], names["TM"]) == ("Oʻzbekiston", "Qozogʻiston", "Turkmaniston")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 9, 27), "State Committee on Ecology and Environmental Protection"),
        (date(2022, 12, 22), "State Committee on Ecology and Environmental Protection"),
        (date(2023, 3, 15), "Ministry of Natural Resources"),
        (date(2024, 2, 12), "Ministry of Ecology, Environmental Protection and Climate Change"),
        (date(2026, 4, 22), "National Committee on Ecology and Climate Change"),
    ],
)
def test_the_uzbek_authority_bears_the_name_of_the_day(day, name):
    assert Institution.objects.get(code="uz-ecology").name_on(day) == name


def test_each_institution_has_a_name_and_no_spelling_means_two():
    assert not Institution.objects.filter(names=None).exists()
    meant: dict[str, set[int]] = {}
    for name in InstitutionName.objects.all():
        columns = [getattr(name, f"{field}_{language}") for field in ("name", "acronym") for language in LANGUAGES]
        for spelling in [*columns, *name.spellings.splitlines()]:
            if spelling:
                meant.setdefault(spelling.casefold(), set()).add(name.institution_id)
    assert {spelling for spelling, whose in meant.items() if len(whose) > 1} == set()


def test_the_agreement_of_2022_recognises_that_of_1997_and_no_more():
    relations = InstrumentRelation.objects.values_list("instrument__slug", "kind", "other__slug")
    assert list(relations) == [("kz-uz-ecology-2022", RelationKind.RECOGNISES, "kz-uz-environment-1997")]


def test_the_two_agreements_keep_their_own_titles():
    titles = dict(Instrument.objects.values_list("slug", "title_en"))
    assert "Rational Use of Natural Resources" in titles["kz-uz-environment-1997"]
    assert "ecology and environmental protection" in titles["kz-uz-ecology-2022"]


def test_the_joining_of_turkmenistan_has_neither_mode_nor_day():
    event = TreatyEvent.objects.get(country__code="TM", instrument__slug="ustyurt-memorandum-2024")
    assert event.kind == EventKind.JOINING
    assert not event.when
    assert event.note_en


def test_who_signed_the_memorandum_is_named_with_the_office():
    signatures = TreatyEvent.objects.filter(instrument__slug="ustyurt-memorandum-2024", kind=EventKind.SIGNATURE)
    assert {event.country.code: (event.person, bool(event.office_en)) for event in signatures} == {
        "UZ": ("Aziz Abdukhakimov", True),
        "KZ": ("Nurken Sharbiyev", True),
    }


def test_who_signed_in_2022_is_not_guessed():
    signatures = TreatyEvent.objects.filter(instrument__slug="kz-uz-ecology-2022", kind=EventKind.SIGNATURE)
    assert {event.person for event in signatures} == {""}


def test_the_memorandum_has_eleven_provisions():
    numbers = Provision.objects.filter(instrument__slug="ustyurt-memorandum-2024").values_list("number", flat=True)
    assert list(numbers) == [str(number) for number in range(1, 12)]


def test_the_roadmap_has_seven_directions_three_parties_and_no_invented_actions():
    roadmap = Roadmap.objects.get(slug="ustyurt-2025-2030")
    assert [direction.code for direction in roadmap.directions.all()] == list("1234567")
    assert {party.country.code for party in roadmap.parties.all()} == {"KZ", "TM", "UZ"}
    assert not roadmap.is_sample
    assert not Action.objects.exists()


def test_the_direction_without_a_published_english_wording_has_none():
    wanting = Roadmap.objects.get(slug="ustyurt-2025-2030").directions.filter(title_en=None)
    assert [(direction.code, direction.title_ru) for direction in wanting] == [("4", "Борьба с браконьерством")]


def test_the_astana_meeting_of_march_2025_approved_the_roadmap():
    meeting = Meeting.objects.get(slug="ustyurt-2025-03")
    assert (meeting.when.precision, str(meeting.when)) == ("month", "2025-03")
    assert [decision.roadmaps.get().slug for decision in meeting.decisions.all()] == ["ustyurt-2025-2030"]


def test_the_syrdarya_group_has_two_mandates_and_two_prospective_members():
    group = Body.objects.get(slug="syrdarya-working-group")
    assert [mandate.instrument.slug for mandate in group.mandates.order_by("since_earliest")] == [
        "kz-uz-environment-1997",
        "kz-uz-ecology-2022",
    ]
    prospective = group.members.filter(capacity=Capacity.PROSPECTIVE)
    assert {member.country.code for member in prospective} == {"KG", "TJ"}


def test_the_page_of_the_agreement_of_2022_names_the_uzbek_authority_of_2022(client):
    page = client.get(reverse("instrument", args=["kz-uz-ecology-2022"])).content.decode()
    (signature,) = [step for step in page.split("<li>") if "signature, Uzbekistan" in step]
    borne, *later = InstitutionName.objects.filter(institution__code="uz-ecology").order_by("since_earliest")
    assert borne.name_en in signature
    assert len(later) == 3
    assert [name.name_en for name in later if name.name_en in signature] == []


def test_every_fixture_is_loaded():
    there = {path.stem for path in (settings.BASE_DIR / "fixtures").glob("*.yaml")}
    assert there == set(load_reference.FIXTURES)


def test_no_fixture_gives_a_primary_key():
    for name in load_reference.FIXTURES:
        text = (settings.BASE_DIR / "fixtures" / f"{name}.yaml").read_text(encoding="utf-8")
        assert not [record for record in yaml.safe_load(text) if "pk" in record], name


def test_loading_twice_changes_nothing():
    Institution.objects.filter(code="uz-ecology").update(note_en="As staff wrote it.")
    before = dump()
    said = StringIO()
    call_command("load_reference", stdout=said)
    assert dump() == before
    assert "nothing was changed" in said.getvalue()


def test_pages_rendered_before_the_loading_are_stale_after_it():
    assert Edition.objects.number() == 1
