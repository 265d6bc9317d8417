"""Nobody rewrites what is on record: each record is tried in each way, and stands afterwards as it stood before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction

from cooperation.models import Decision, Meeting, Succession
from cooperation.models.fixed import Fixed
from cooperation.models.trail import entry_models
from cooperation.models.triggers import fixed_models
from roadmap.choices import DeadlineKind, Status, StepKind
from roadmap.models import (
    Clarification,
    Consent,
    Deadline,
    Ending,
    Evidence,
    FixedRecordError,
    Milestone,
    MilestoneReached,
    ProgressReport,
    ReportStep,
    Responsibility,
)
from tests.cast import LONG_AGO, NOW, TODAY, Cast, opened_round, paper, proposed, published, report
from tests.conftest import OTHER_DATABASE

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason=OTHER_DATABASE)
ANOTHER_DAY = date(2027, 5, 5)


# The records, each with what someone would like to write over it -----------------------------------------------------


def decision() -> Decision:
    meeting, _made = Meeting.objects.get_or_create(slug="review", title_en="Review", kind="ministers")
    return Decision.objects.get_or_create(meeting=meeting, number="1", text_en="Agreed.")[0]


def agreed(cast: Cast) -> Deadline:
    return proposed(cast.count, decision=decision(), decided_on=TODAY, decision_recorded_at=NOW)


def answered(cast: Cast) -> Clarification:
    made = published(cast.count, cast.forestry, cast.bolat)
    answer = {"answer": "Two hundred.", "answer_language": "en", "answered_at": NOW, "answered_by": cast.bolat}
    return Clarification.objects.create(
        report=made, country=cast.uz, question="How many?", language="en", recorded_at=NOW, **answer
    )


def reached(cast: Cast) -> MilestoneReached:
    milestone = Milestone.objects.create(action=cast.count, number=1, title_en="Routes agreed")
    return published(cast.count, cast.forestry, cast.bolat, reached={milestone: TODAY}).milestones_reached.get()


def document(cast: Cast) -> Evidence:
    return published(cast.count, cast.forestry, cast.bolat, evidence=[paper()]).evidence.get()


def ending(cast: Cast) -> Ending:
    return Ending.objects.create(
        action=cast.count, outcome=Status.WITHDRAWN, decision=decision(), on=TODAY, recorded_at=NOW
    )


def step(cast: Cast) -> ReportStep:
    draft = report(cast.count, cast.forestry, cast.aigul)
    return ReportStep.objects.create(report=draft, kind=StepKind.RETURNED, at=NOW, by=cast.bolat, reason="No map.")


def ended_part(cast: Cast) -> Responsibility:
    part = cast.count.responsibilities.get(institution=cast.forestry)
    part.until, part.until_recorded_at = date(2026, 1, 31), NOW
    part.save()
    return part


def succession(cast: Cast) -> Succession:
    return Succession.objects.create(predecessor=cast.forestry, successor=cast.kz_ministry, recorded_at=NOW)


@dataclass(frozen=True)
class Rewriting:
    """A record, and the columns that someone would like to have otherwise."""

    make: Callable[[Cast], Fixed]
    wanted: dict[str, Any]


REWRITINGS = {
    "what a report says": Rewriting(
        lambda cast: published(cast.count, cast.forestry, cast.bolat), {"status": Status.SUSPENDED, "percent": 99}
    ),
    "that a report is published": Rewriting(
        lambda cast: published(cast.count, cast.forestry, cast.bolat), {"state": "draft"}
    ),
    "when a report was published": Rewriting(
        lambda cast: published(cast.count, cast.forestry, cast.bolat), {"published_at": LONG_AGO}
    ),
    "a document of a report": Rewriting(document, {"url": "https://example.org/another"}),
    "who may see a document": Rewriting(document, {"confidentiality": "parties"}),
    "a milestone that a report says was reached": Rewriting(reached, {"on": ANOTHER_DAY}),
    "a step of a report": Rewriting(step, {"reason": ""}),
    "the original deadline": Rewriting(
        lambda cast: cast.count.deadlines.get(kind=DeadlineKind.ORIGINAL), {"due": ANOTHER_DAY}
    ),
    "the wording of a deadline": Rewriting(
        lambda cast: cast.count.deadlines.get(kind=DeadlineKind.ORIGINAL), {"wording": "some day"}
    ),
    "an announced revision": Rewriting(lambda cast: proposed(cast.count), {"reason": "It rained."}),
    "the day on which a revision was agreed": Rewriting(agreed, {"decided_on": date(2026, 1, 1)}),
    "a consent": Rewriting(
        lambda cast: Consent.objects.create(
            deadline=proposed(cast.count), country=cast.kz, on=TODAY, basis="04-12/881", recorded_at=NOW
        ),
        {"on": date(2026, 1, 1)},
    ),
    "the end of an action": Rewriting(ending, {"outcome": Status.CARRIED_OVER}),
    "who leads": Rewriting(
        lambda cast: cast.count.responsibilities.get(institution=cast.forestry), {"part": "supporting"}
    ),
    "since when one leads": Rewriting(
        lambda cast: cast.count.responsibilities.get(institution=cast.forestry), {"since": ANOTHER_DAY}
    ),
    "until when one led": Rewriting(ended_part, {"until": None, "until_recorded_at": None}),
    "who took over from an institution": Rewriting(succession, {"earliest": ANOTHER_DAY, "latest": ANOTHER_DAY}),
    "since when a country is a party": Rewriting(
        lambda cast: cast.plateau.parties.get(country=cast.kz), {"since_earliest": ANOTHER_DAY}
    ),
    "the days of a round": Rewriting(lambda cast: opened_round(cast.plateau), {"due": date(2026, 12, 1)}),
    "that a round was called off": Rewriting(
        lambda cast: opened_round(cast.plateau, called_off_at=NOW, called_off_by=cast.farida),
        {"called_off_at": None},
    ),
    "a question": Rewriting(answered, {"question": "How few?"}),
    "an answer": Rewriting(answered, {"answer": "None."}),
    "when a record was made": Rewriting(
        lambda cast: cast.count.deadlines.get(kind=DeadlineKind.ORIGINAL), {"recorded_at": NOW}
    ),
}
EACH = pytest.mark.parametrize("rewriting", REWRITINGS.values(), ids=REWRITINGS)


def test_every_kind_of_fixed_record_is_tried(db):
    assert set(map(kind_of, REWRITINGS.values())) == set(fixed_models()).difference(entry_models())


def kind_of(rewriting: Rewriting) -> type[Fixed]:
    with transaction.atomic():
        kind = type(rewriting.make(Cast()))
        transaction.set_rollback(True)
    return kind


# Through the models --------------------------------------------------------------------------------------------------


def save(record: Fixed, wanted: dict[str, Any]) -> None:
    set_all(record, wanted).save()


def save_one_column(record: Fixed, wanted: dict[str, Any]) -> None:
    set_all(record, wanted).save(update_fields=list(wanted))


def save_what_was_made_elsewhere(record: Fixed, wanted: dict[str, Any]) -> None:
    """The whole record under its key, never read from the database."""
    columns = {column.attname: getattr(record, column.attname) for column in record._meta.concrete_fields}
    type(record)(**columns | wanted).save()


def update(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.filter(pk=record.pk).update(**wanted)


def update_all(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.update(**wanted)


def update_past_the_manager(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record)._base_manager.filter(pk=record.pk).update(**wanted)


def bulk_update(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.bulk_update([set_all(record, wanted)], list(wanted))


def update_or_create(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.update_or_create(wanted, pk=record.pk)


def upsert(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.bulk_create(
        [set_all(record, wanted)], update_conflicts=True, unique_fields=["id"], update_fields=list(wanted)
    )


def load_a_fixture(record: Fixed, wanted: dict[str, Any]) -> None:
    fixture = serializers.serialize("json", [set_all(record, wanted)])
    for loaded in serializers.deserialize("json", fixture):
        loaded.save()


def delete(record: Fixed, wanted: dict[str, Any]) -> None:
    record.delete()


def delete_after_a_change_in_memory(record: Fixed, wanted: dict[str, Any]) -> None:
    set_all(record, wanted).delete()


def delete_found(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record).objects.filter(pk=record.pk).delete()


def delete_past_the_manager(record: Fixed, wanted: dict[str, Any]) -> None:
    type(record)._base_manager.filter(pk=record.pk)._raw_delete(connection.alias)


def set_all(record: Fixed, wanted: dict[str, Any]) -> Fixed:
    for name, value in wanted.items():
        setattr(record, name, value)
    return record


ATTEMPTS = (
    save,
    save_one_column,
    save_what_was_made_elsewhere,
    update,
    update_all,
    update_past_the_manager,
    bulk_update,
    update_or_create,
    upsert,
    load_a_fixture,
    delete,
    delete_after_a_change_in_memory,
    delete_found,
    delete_past_the_manager,
)


@EACH
def test_the_models_refuse(cast: Cast, rewriting: Rewriting):
    record = rewriting.make(cast)
    before = stored(record)
    for attempt in ATTEMPTS:
        assert is_refused(attempt, type(record)._base_manager.get(pk=record.pk), rewriting.wanted), attempt.__name__
        assert stored(record) == before, attempt.__name__


def is_refused(attempt: Callable[[Fixed, dict[str, Any]], None], record: Fixed, wanted: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            attempt(record, wanted)
    except FixedRecordError:
        return True
    return False


def stored(record: models.Model) -> dict[str, Any]:
    """The row as the database has it."""
    columns = [column.attname for column in record._meta.concrete_fields]
    return models.QuerySet(type(record)).filter(pk=record.pk).values(*columns).get()


# Past the models, on PostgreSQL --------------------------------------------------------------------------------------


def execute(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@on_postgresql
@EACH
def test_the_database_refuses_an_update(cast: Cast, rewriting: Rewriting):
    record = rewriting.make(cast)
    before, table = stored(record), record._meta.db_table
    for name, value in rewriting.wanted.items():
        column = record._meta.get_field(name)
        written = column.get_db_prep_save(value, connection)
        with pytest.raises(IntegrityError, match="a fixed record is not changed"):
            execute(f'UPDATE {table} SET "{column.column}" = %s WHERE id = %s', written, record.pk)  # noqa: S608
    assert stored(record) == before


@on_postgresql
@EACH
def test_the_database_refuses_a_delete(cast: Cast, rewriting: Rewriting):
    record = rewriting.make(cast)
    for where, values in (("WHERE id = %s", [record.pk]), ("", [])):
        with pytest.raises(IntegrityError, match="a fixed record is not deleted"):
            execute(f"DELETE FROM {record._meta.db_table} {where}", *values)  # noqa: S608
    assert stored(record)["id"] == record.pk


@on_postgresql
def test_the_database_takes_no_document_for_a_published_report(cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat)
    draft = report(cast.count, cast.forestry, cast.aigul)
    act = paper()
    act.report = draft
    act.save()
    with pytest.raises(IntegrityError, match="nothing is added to a fixed record"):
        execute("UPDATE roadmap_evidence SET report_id = %s WHERE id = %s", made.pk, act.pk)
    with pytest.raises(IntegrityError, match="nothing is added to a fixed record"):
        execute(
            'INSERT INTO roadmap_milestonereached (report_id, milestone_id, "on") VALUES (%s, %s, %s)',
            *(made.pk, Milestone.objects.create(action=cast.count, number=1).pk, TODAY),
        )
    assert not made.evidence.exists()


@on_postgresql
def test_the_database_lets_a_draft_be_changed_and_deleted(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    execute("UPDATE roadmap_progressreport SET percent = 10 WHERE id = %s", draft.pk)
    draft.refresh_from_db()
    assert draft.percent == 10
    execute("DELETE FROM roadmap_progressreport WHERE id = %s", draft.pk)
    assert not ProgressReport.objects.exists()
