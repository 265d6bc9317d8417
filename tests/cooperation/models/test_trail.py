"""The trail: every change of a record that staff edit leaves one entry, which nobody can change."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from cooperation.models import Country, Document, Edition, InstitutionName, Site, User
from cooperation.models.fixed import FixedRecordError
from cooperation.models.occasion import noting, on_record
from cooperation.models.trail import entry_models, tracked_models
from roadmap.models import Action, ImportRun, KnownHeading, ReportStep, RequiredParty, Responsibility
from roadmap.services.recompute import ACTION_COLUMNS
from tests.cast import LONG_AGO, NOW, PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("trail_of_all")

LATER = NOW + timedelta(hours=1)


def entries(record: Any) -> list[Any]:
    """The entries of a record, the first one first."""
    return list(type(record).history.filter(id=record.pk).order_by("history_id"))


def kinds(record: Any) -> str:
    return "".join(entry.history_type for entry in entries(record))


def site(cast: Cast, slug: str = "delta") -> Site:
    made = Site.objects.create(slug=slug, name_en="Delta", kind="place")
    made.countries.add(cast.kz)
    return made


# What is tracked


def test_every_model_that_staff_edit_leaves_a_trail():
    ours = {model for app in ("cooperation", "roadmap") for model in apps.get_app_config(app).get_models()}
    untracked = ours - set(tracked_models()) - set(entry_models())
    assert untracked == {Edition, ImportRun, KnownHeading, ReportStep, RequiredParty}


def test_every_table_of_entries_is_listed():
    listed = {model._meta.db_table for model in entry_models()}
    assert listed == {table for table in connection.introspection.django_table_names() if "_historical" in table}
    assert len(listed) > len(tracked_models())


def test_what_is_computed_of_an_action_leaves_no_trail():
    tracked = {field.name for field in Action.history.model.tracked_fields}
    left_out = {field.name for field in Action._meta.fields} - tracked
    assert left_out == {*ACTION_COLUMNS, "folded", "title", "description", "expected_result", "completion_form"}


def test_no_password_stands_in_the_trail(cast: Cast):
    assert not {"password", "last_login"} & {field.name for field in User.history.model._meta.fields}


# What leaves an entry


def test_a_change_is_noted_with_every_language(cast: Cast):
    cast.kz.name_ru = "Республика Казахстан"
    cast.kz.save()
    assert [(entry.name_en, entry.name_ru) for entry in entries(cast.kz)] == [
        ("Kazakhstan", "Казахстан"),
        ("Kazakhstan", "Республика Казахстан"),
    ]


def test_saving_what_is_there_adds_nothing(cast: Cast):
    made = site(cast)
    before = kinds(made)
    Site.objects.get(pk=made.pk).save()
    made.countries.set([cast.kz])
    made.countries.add(cast.kz)
    assert kinds(made) == before == "+~"


def test_relations_are_noted_from_either_side(cast: Cast):
    made = site(cast)
    cast.uz.sites.add(made)
    made.countries.remove(cast.kz)
    said = [set(entry.countries.values_list("country", flat=True)) for entry in entries(made)]
    assert said == [set(), {cast.kz.pk}, {cast.kz.pk, cast.uz.pk}, {cast.uz.pk}]
    with pytest.raises(NotImplementedError):
        cast.uz.sites.clear()


def test_a_deletion_is_noted(cast: Cast):
    made = site(cast)
    key = made.pk
    with noting(LATER, cast.farida):
        made.delete()
    entry = Site.history.filter(id=key).latest("history_id")
    assert (entry.history_type, entry.slug) == ("-", "delta")
    assert (entry.history_date, entry.history_user) == (LATER, cast.farida)


def test_deletions_in_bulk_are_noted_with_what_was_stored(cast: Cast):
    kept, gone = site(cast), site(cast, "mouth")
    with noting(LATER, cast.farida) as occasion:
        new = site(cast, "spit")
        occasion.note_deleted(Site, [gone.pk, new.pk])
        for made in (gone, new):
            Site.objects.filter(pk=made.pk).first().countries.through.objects.filter(site_id=made.pk).delete()
        Site.objects.filter(pk__in=[gone.pk, new.pk])._raw_delete("default")
    assert (kinds(kept), kinds(gone), kinds(new)) == ("+~", "+~-", "")
    last = entries(gone)[-1]
    assert (last.slug, last.history_date, last.history_user) == ("mouth", LATER, cast.farida)


def test_a_partial_save_notes_what_is_stored_and_not_what_the_caller_holds(cast: Cast):
    made = site(cast)
    stale = Site.objects.get(pk=made.pk)
    Site.objects.filter(pk=made.pk).update(slug="mouth")
    stale.kind = "plateau"
    stale.save(update_fields=["kind"])
    assert [(entry.slug, entry.kind) for entry in entries(made)][-1] == ("mouth", "plateau")


def test_signing_in_is_no_change(client: Client, cast: Cast):
    assert authenticate(RequestFactory().post("/"), username=cast.aigul.username, password=PASSWORD) == cast.aigul
    client.login(request=RequestFactory().post("/"), username=cast.aigul.username, password=PASSWORD)
    cast.aigul.refresh_from_db()
    assert cast.aigul.last_login
    assert kinds(cast.aigul) == "+"


# Who and when


def test_a_new_record_bears_the_moment_and_the_person_of_its_recording(cast: Cast):
    made = Responsibility.objects.create(
        action=cast.count, institution=cast.ngo, part="supporting", recorded_at=LONG_AGO, recorded_by=cast.farida
    )
    (entry,) = entries(made)
    assert (entry.history_date, entry.history_user) == (LONG_AGO, cast.farida)


def test_one_occasion_leaves_one_entry_with_its_moment_and_person(cast: Cast):
    made = site(cast)
    with noting(LATER, cast.farida):
        made.kind = "plateau"
        made.save()
        made.countries.add(cast.uz)
        made.slug = "mouth"
        made.save()
    *_before, entry = entries(made)
    assert kinds(made) == "+~~"
    assert (entry.kind, entry.slug, entry.countries.count()) == ("plateau", "mouth", 2)
    assert (entry.history_date, entry.history_user) == (LATER, cast.farida)


def test_what_is_made_on_an_occasion_has_its_relations_from_the_first_entry_on(cast: Cast):
    with noting(LATER, cast.farida):
        made = site(cast)
    (entry,) = entries(made)
    assert (entry.history_type, entry.countries.get().country) == ("+", cast.kz)


def test_what_comes_and_goes_on_one_occasion_leaves_nothing(cast: Cast):
    with noting(LATER):
        made = site(cast)
        key = made.pk
        made.save()
        made.delete()
    assert not Site.history.filter(id=key).exists()


def test_an_occasion_that_fails_leaves_nothing(cast: Cast):
    made = site(cast)
    made.slug = "mouth"
    with pytest.raises(ZeroDivisionError), noting(LATER):
        assert made.save() or 1 / 0
    made.refresh_from_db()
    assert (made.slug, kinds(made)) == ("delta", "+~")


def test_an_occasion_within_another_keeps_its_own_moment(cast: Cast):
    made, other = site(cast), site(cast, "mouth")
    with noting(NOW, cast.farida):
        new = Document.objects.create(code="text", kind="text", title="Text")
        made.kind = "plateau"
        made.save()
        with noting(LATER):
            new.title = "The text"
            new.save()
            other.kind = "plateau"
            other.save()
    assert [(entry.history_type, entry.history_date, entry.title) for entry in entries(new)] == [("+", NOW, "The text")]
    assert (entries(made)[-1].history_date, entries(other)[-1].history_date) == (NOW, LATER)
    assert entries(other)[-1].history_user == cast.farida


def test_a_service_on_record_gives_its_moment_and_person(cast: Cast):
    made = site(cast)

    @on_record
    def rename(record: Site, now: Any, by: User) -> None:
        record.slug = "mouth"
        record.save()

    rename(made, LATER, by=cast.bolat)
    assert (entries(made)[-1].history_date, entries(made)[-1].history_user) == (LATER, cast.bolat)


def test_a_request_gives_the_person(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    data = {"password1": "another long sentence", "password2": "another long sentence"}
    client.post(f"/admin/cooperation/user/{cast.aigul.pk}/password/", data)
    entry = entries(cast.aigul)[-1]
    assert (entry.history_type, entry.history_user, entry.password_is_temporary) == ("~", cast.bolat, True)


def test_as_many_statements_for_many_records_as_for_one(cast: Cast):
    def statements(count: int) -> int:
        made = [site(cast, f"{count}-{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as queries, noting(LATER) as occasion:
            keys = [one.pk for one in made]
            Site.objects.filter(pk__in=keys).update(kind="plateau")
            occasion.note_changed(Site, keys)
        assert [kinds(one) for one in made] == ["+~~"] * count
        return len(queries)

    assert statements(20) == statements(1)


# What was loaded


def test_the_reference_data_has_its_first_entries(db):
    call_command("load_reference", verbosity=0)
    for model in (Country, Document, InstitutionName, Site):
        assert model.history.count() == model.history.filter(history_type="+").count() == model.objects.count() > 0
    source = InstitutionName.sources.through.objects.first()
    entry = InstitutionName.history.get(id=source.institutionname_id)
    assert source.document_id in entry.sources.values_list("document", flat=True)


# Nobody changes it


def test_an_entry_is_neither_changed_nor_deleted(cast: Cast):
    history = Site.history.model
    (first, entry) = entries(site(cast))
    relation = entry.countries.get()
    for forged, column in ((entry, "slug"), (relation, "country_id")):
        setattr(forged, column, 0)
        with pytest.raises(FixedRecordError):
            forged.save()
        with pytest.raises(FixedRecordError):
            forged.delete()
        with pytest.raises(FixedRecordError):
            type(forged).objects.all().delete()
        with pytest.raises(FixedRecordError):
            type(forged).objects.update(id=0)
    for entries_of in (history.objects, Site.history):
        with pytest.raises(FixedRecordError):
            entries_of.all().delete()
        with pytest.raises(FixedRecordError):
            entries_of.update(slug="forged")
        with pytest.raises(FixedRecordError), transaction.atomic():
            entries_of.bulk_update([first], ["slug"])
        with pytest.raises(FixedRecordError), transaction.atomic():
            entries_of.bulk_create([first], update_conflicts=True, unique_fields=["history_id"], update_fields=["slug"])
    assert history.objects.filter(slug="delta").count() == 2


def test_an_entry_does_not_take_the_place_of_another(cast: Cast):
    first = entries(cast.kz)[0]
    forged = type(first)(history_id=first.pk, id=cast.kz.pk, code="XX", history_date=NOW, history_type="+")
    with pytest.raises(FixedRecordError):
        forged.save()
