"""The stored state follows from the records, whichever way they come."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmap.choices import DeadlineKind, Precision, Schedule, Status
from roadmap.models import Action, Deadline, FixedRecordError, ProgressReport
from roadmap.services import deadlines, reporting
from roadmap.services.recompute import recompute
from tests.cast import LIMITS, NOW, TODAY, Cast, parties_of, published, report


def test_publication_moves_the_status_of_its_country_and_of_the_action(cast: Cast):
    draft = report(
        cast.count,
        cast.forestry,
        cast.aigul,
        status=Status.COMPLETED,
        percent=100,
        completed_on=date(2026, 10, 14),
    )
    reporting.submit(draft, cast.aigul, NOW, TODAY)
    reporting.publish(draft, cast.bolat, NOW, TODAY, LIMITS)

    cast.count.refresh_from_db()
    assert cast.count.status == Status.IN_PROGRESS
    assert cast.count.percent == 50
    parties = parties_of(cast.count)
    assert parties["KZ"].status == Status.COMPLETED
    assert parties["UZ"].status == Status.NO_INFORMATION
    assert parties["KZ"].schedule_on(TODAY, LIMITS) == Schedule.COMPLETED_ON_TIME
    assert parties["UZ"].schedule_on(TODAY, LIMITS) == Schedule.DUE_SOON


def test_a_report_as_at_tomorrow_is_not_submitted(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul, as_at=date(2026, 11, 24))
    with pytest.raises(ValidationError) as refused:
        reporting.submit(draft, cast.aigul, NOW, TODAY)
    assert "as_at" in refused.value.message_dict


def test_the_second_to_publish_is_told(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    reporting.submit(draft, cast.aigul, NOW, TODAY)
    reporting.publish(draft, cast.bolat, NOW, TODAY, LIMITS)
    with pytest.raises(reporting.StateChangedError):
        reporting.publish(draft, cast.bolat, NOW, TODAY, LIMITS)


def test_a_published_report_is_neither_saved_updated_nor_deleted(cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat)
    made = ProgressReport.objects.get(pk=made.pk)
    made.achievements = "rewritten"
    with pytest.raises(FixedRecordError):
        made.save()
    with pytest.raises(FixedRecordError):
        made.delete()
    with pytest.raises(FixedRecordError):
        ProgressReport.objects.update(achievements="rewritten")
    with pytest.raises(FixedRecordError):
        ProgressReport.objects.all().delete()


def test_a_version_of_a_deadline_is_neither_saved_updated_nor_deleted(cast: Cast):
    version = cast.count.deadlines.get()
    version.due = date(2027, 12, 31)
    with pytest.raises(FixedRecordError):
        version.save()
    with pytest.raises(FixedRecordError):
        version.delete()
    with pytest.raises(FixedRecordError):
        Deadline.objects.update(due=date(2027, 12, 31))
    with pytest.raises(FixedRecordError):
        Deadline.objects.all().delete()


def test_a_proposed_revision_moves_nothing_until_every_party_has_consented(cast: Cast):
    revision = deadlines.add_version(
        Deadline(
            action=cast.count,
            kind=DeadlineKind.REVISION,
            due=date(2027, 3, 31),
            precision=Precision.QUARTER,
            reason="No aircraft in autumn.",
        ),
        NOW,
        TODAY,
        LIMITS,
    )
    deadlines.consent(revision, cast.kz, TODAY, "04-12/881", NOW, TODAY, LIMITS, cast.bolat)
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2026, 12, 31)

    deadlines.consent(revision, cast.uz, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.eldor)
    cast.count.refresh_from_db()
    assert (cast.count.original_due, cast.count.current_due) == (date(2026, 12, 31), date(2027, 3, 31))
    assert cast.count.slip_days == 90


def test_a_revision_without_a_reason_is_refused(cast: Cast):
    with pytest.raises(ValidationError) as refused:
        deadlines.add_version(
            Deadline(action=cast.count, due=date(2027, 3, 31), precision=Precision.DAY), NOW, TODAY, LIMITS
        )
    assert "reason" in refused.value.message_dict


def test_recompute_tells_what_was_stored_otherwise(cast: Cast):
    Action.objects.filter(pk=cast.count.pk).update(percent=77)
    (difference,) = recompute(Action.objects.all(), TODAY, LIMITS)
    assert str(difference) == "plateau 2.3: percent was 77, is 0"
    assert recompute(Action.objects.all(), TODAY, LIMITS) == []


def test_recompute_takes_as_many_queries_for_many_actions_as_for_one(cast: Cast):
    assert cast.count
    with CaptureQueriesContext(connection) as with_one:
        recompute(Action.objects.all(), TODAY, LIMITS)
    for number in range(30):
        cast.action(f"9.{number}", leads=[cast.forestry, cast.ecology])
    with CaptureQueriesContext(connection) as with_many:
        recompute(Action.objects.all(), TODAY, LIMITS)
    assert len(with_many) == len(with_one)


def test_a_country_that_does_not_lead_cannot_consent(cast: Cast):
    revision = Deadline(action=cast.count, due=date(2027, 3, 31), precision=Precision.DAY, reason="No aircraft.")
    deadlines.add_version(revision, NOW, TODAY, LIMITS)
    with pytest.raises(ValidationError) as refused:
        deadlines.consent(revision, cast.tm, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.farida)
    assert "country" in refused.value.message_dict


def test_a_report_corrects_only_a_published_one_of_its_institution(cast: Cast):
    theirs = published(cast.count, cast.ecology, cast.eldor)
    draft = report(cast.count, cast.forestry, cast.aigul, corrects=theirs)
    with pytest.raises(ValidationError):
        reporting.submit(draft, cast.aigul, NOW, TODAY)


def test_a_report_about_a_day_before_the_roadmap_is_refused(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul, as_at=date(1, 1, 1))
    with pytest.raises(ValidationError) as refused:
        reporting.submit(draft, cast.aigul, NOW, TODAY)
    assert "as_at" in refused.value.message_dict


@pytest.mark.parametrize("wrong", [{"due": date(9999, 12, 31)}, {"due": date(1, 1, 1)}, {"offset_days": 2_000_000_000}])
def test_a_deadline_beyond_all_calendars_is_refused(cast: Cast, wrong: dict):
    columns = {"due": date(2027, 3, 31), "precision": Precision.DAY, "reason": "No aircraft."} | wrong
    with pytest.raises(ValidationError):
        deadlines.add_version(Deadline(action=cast.count, **columns), NOW, TODAY, LIMITS)


@pytest.mark.parametrize("code", ["1/2", "..", "<b>1</b>", "1\n2", "\u202e1"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(cast: Cast, code: str):
    cast.count.code = code
    with pytest.raises(ValidationError) as refused:
        cast.count.full_clean()
    assert "code" in refused.value.message_dict
