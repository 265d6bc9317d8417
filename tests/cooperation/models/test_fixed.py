"""What may still be written in fixed records, and how PostgreSQL tells that a guard is missing."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.checks import Error
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from cooperation.models import Decision, Meeting, triggers
from cooperation.models.fixed import FixedRecordError
from cooperation.models.trail import entry_models
from roadmap.models import (
    Clarification,
    Deadline,
    Evidence,
    ImportRun,
    MilestoneReached,
    ProgressReport,
    Responsibility,
)
from tests.cast import NOW, TODAY, Cast, opened_round, paper, proposed, published, report
from tests.conftest import OTHER_DATABASE

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason=OTHER_DATABASE)


def test_what_may_be_added_is_added_once(cast: Cast):
    meeting = Meeting.objects.create(slug="review", title_en="Review", kind="ministers")
    decision = Decision.objects.create(meeting=meeting, number="1", text_en="Agreed.")
    question = Clarification.objects.create(
        report=published(cast.count, cast.forestry, cast.bolat),
        country=cast.uz,
        question="How many?",
        language="en",
        recorded_at=NOW,
    )
    answer = {"answer": "Ten.", "answer_language": "en", "answered_at": NOW, "answered_by_id": cast.bolat.pk}
    additions = [
        (proposed(cast.count), {"decision_id": decision.pk, "decided_on": TODAY, "decision_recorded_at": NOW}),
        (opened_round(cast.plateau), {"called_off_at": NOW, "called_off_by_id": cast.farida.pk}),
        (cast.count.responsibilities.get(institution=cast.ecology), {"until": TODAY, "until_recorded_at": NOW}),
        (cast.plateau.parties.get(country=cast.tm), {"until_latest": TODAY, "until_recorded_at": NOW}),
        (question, answer),
        (question, {"public_at": NOW}),
    ]
    for record, added in additions:
        for name, value in added.items():
            setattr(record, name, value)
        record.save()
        record.save()  # what has not changed may be saved again
        record.refresh_from_db()
        assert {name: getattr(record, name) for name in added} == added
        for name in added:
            with pytest.raises(FixedRecordError):
                type(record).objects.filter(pk=record.pk).update(**{name: None})


def test_an_end_stands_even_on_the_day_on_which_it_was_recorded(cast: Cast):
    part = cast.count.responsibilities.get(institution=cast.forestry)
    part.until, part.until_recorded_at = TODAY, NOW
    part.save()
    part.until = part.until_recorded_at = None
    with pytest.raises(FixedRecordError):
        part.save()


def test_what_is_no_part_of_the_account_changes_freely(cast: Cast):
    Responsibility.objects.filter(action=cast.count).update(position=7)
    party = cast.plateau.parties.get(country=cast.kz)
    for focal, note in ((cast.forestry, "One"), (cast.kz_ministry, "Two")):
        party.focal_institution, party.note_en = focal, note
        party.save()
    party.refresh_from_db()
    assert (party.focal_institution, party.note_en) == (cast.kz_ministry, "Two")


def test_a_draft_is_changed_and_deleted_with_its_papers(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    act = paper()
    act.report = draft
    act.save()
    act.title = "The act"
    act.save()
    draft.percent = 20
    draft.save()
    draft.delete()
    assert not ProgressReport.objects.exists()
    assert not Evidence.objects.exists()


def test_nothing_is_added_to_a_published_report(cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat)
    draft = report(cast.count, cast.forestry, cast.aigul)
    milestone = cast.count.milestones.create(number=1, title="Routes agreed")
    added = MilestoneReached(report=made, milestone=milestone, on=TODAY)
    with pytest.raises(FixedRecordError):
        added.save()
    with pytest.raises(FixedRecordError), transaction.atomic():
        MilestoneReached.objects.bulk_create([added])
    act = paper()
    act.report = draft
    act.save()
    with pytest.raises(FixedRecordError):
        draft.evidence.update(report=made)
    act.report = made
    with pytest.raises(FixedRecordError):
        act.save()
    assert not made.evidence.exists()
    assert not made.milestones_reached.exists()


def test_a_refusal_undoes_nothing_else(cast: Cast):
    version = cast.count.deadlines.get()
    with transaction.atomic():
        proposed(cast.count)
        version.due = date(2030, 1, 1)
        with pytest.raises(FixedRecordError):
            version.save()
    assert Deadline.objects.filter(action=cast.count).count() == 2


def test_no_cascade_takes_a_fixed_record_away():
    """Whatever a fixed record belongs to protects it, or is fixed itself as its whole; entries outlive all of it."""
    for model in set(triggers.fixed_models()).difference(entry_models()):
        for field in model._meta.get_fields():
            if field.is_relation and field.many_to_one and field.concrete:
                whole = field.name == model.fixing.part_of
                assert field.remote_field.on_delete is (models.CASCADE if whole else models.PROTECT), field


# The guards of the database ------------------------------------------------------------------------------------------


@pytest.fixture
def without_guards(db) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER roadmap_deadline_fixed ON roadmap_deadline")
        cursor.execute("ALTER TABLE roadmap_consent DISABLE TRIGGER roadmap_consent_fixed")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse_addition_to_fixed() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NEW; END'"
        )


def told() -> list[str]:
    found = triggers.check_guards(databases=["default"])
    assert all(isinstance(one, Error) and "install_guards" in one.hint for one in found)
    return [one.msg for one in found]


def test_all_guards_are_there(db):
    assert told() == []


def test_without_a_database_nothing_is_asked():
    assert triggers.check_guards() == []


@on_postgresql
def test_a_guard_that_is_missing_or_switched_off_is_named_and_made_again(cast: Cast, without_guards):
    assert {words.split(": ")[1].split()[0] for words in told()} == {
        "refuse_addition_to_fixed",
        "roadmap_consent_fixed",
        "roadmap_deadline_fixed",
    }
    call_command("install_guards", stdout=(out := StringIO()))
    assert out.getvalue().splitlines()[-1] == "3 made"
    assert told() == []
    version = cast.count.deadlines.get()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM roadmap_deadline WHERE id = %s", [version.pk])


@on_postgresql
def test_the_database_lets_go_of_what_was_undone_and_of_nothing_else(cast: Cast):
    standing, undone = (
        ImportRun.objects.create(roadmap=cast.plateau, file_name="plan.csv", recorded_at=NOW, undone_at=undone_at)
        for undone_at in (None, NOW)
    )
    columns = {"action": cast.count, "institution": cast.kz_ministry, "recorded_at": NOW, "until": TODAY}
    kept = [cast.count.deadlines.get(), proposed(cast.count, ground=standing)]
    kept += [cast.count.responsibilities.first(), Responsibility.objects.create(**columns, ground=standing)]
    gone = [proposed(cast.count, ground=undone), Responsibility.objects.create(**columns, ground=undone)]
    for record in (*kept, *gone):
        change = f"UPDATE {record._meta.db_table} SET recorded_at = now() WHERE id = %s"  # noqa: S608  # a name of ours
        with pytest.raises(IntegrityError), transaction.atomic():
            run_sql(change, record.pk)
        delete = f"DELETE FROM {record._meta.db_table} WHERE id = %s"  # noqa: S608  # a name of ours
        if record in gone:
            run_sql(delete, record.pk)
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            run_sql(delete, record.pk)
    assert set(Deadline.objects.all()) == set(kept[:2])
    assert not Responsibility.objects.filter(ground=undone).exists()


def run_sql(statement: str, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])


@on_postgresql
def test_guards_are_taken_away_whole(db):
    triggers.remove(connection)
    assert len(told()) == len(triggers.triggers()) + len(triggers.functions())
    triggers.install(connection)
    assert told() == []


def test_on_another_database_there_is_nothing_to_install(db):
    call_command("install_guards", stdout=(out := StringIO()))
    assert out.getvalue() == "0 made\n"
