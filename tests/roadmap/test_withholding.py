"""What law requires to be withheld leaves a tombstone, once, and the trail forgets with it."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from roadmap.models import Evidence, FixedRecordError, ProgressReport
from roadmap.services import reporting
from roadmap.services.evidence import examine
from roadmap.services.reporting import Papers
from roadmap.services.withholding import WithheldAlreadyError, withhold_document, withhold_texts
from tests.cast import LIMITS, NOW, TODAY, Cast, report
from tests.conftest import OTHER_DATABASE

PDF = b"%PDF-1.4\n% names of rangers\n%%EOF\n"
GROUND = "Law on personal data, article 7"
SAID = {"achievements": "Askar was seen.", "challenges": "", "next_steps": "", "signatory": "B. Ли", "approved_by": ""}


def publish(cast: Cast, *documents: tuple[str, bytes], url: str = "") -> ProgressReport:
    """A report that goes its whole road, with these files or this address."""
    added = [(Evidence(title=name), examine(SimpleUploadedFile(name, content), 1024)) for name, content in documents]
    if url:
        added.append((Evidence(title="A page", url=url), None))
    draft = report(cast.count, cast.forestry, cast.aigul, percent=40)
    for name, text in SAID.items():
        setattr(draft, name, text)
    reporting.write(draft, Papers(added=added), cast.aigul, NOW)
    reporting.submit(draft, cast.aigul, NOW, TODAY)
    return reporting.publish(draft, cast.bolat, NOW, TODAY, LIMITS)


def files() -> list[Path]:
    return [path for path in Path(Evidence.file.field.storage.location).rglob("*") if path.is_file()]


def test_the_texts_of_a_report_leave_their_hash_the_day_the_ground_and_who_withheld_them(cast: Cast):
    made = publish(cast)
    withhold_texts(made, f" {GROUND} ", cast.bolat, NOW, TODAY)
    stored = ProgressReport.objects.get(pk=made.pk)
    assert [getattr(stored, name) for name in SAID] == [""] * 5
    assert (stored.status, stored.percent, stored.state) == (made.status, 40, "published")
    assert (stored.withheld_on, stored.withheld_ground, stored.withheld_by) == (TODAY, GROUND, cast.bolat)
    canonical = json.dumps(SAID, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert stored.withheld_sha256 == hashlib.sha256(canonical).hexdigest()


def test_a_document_is_deleted_with_its_title_and_name(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    kept, made = publish(cast, ("rangers.pdf", PDF), ("note.txt", b"Nothing.")), None
    made = kept.evidence.get(title="rangers.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        withhold_document(made, GROUND, cast.bolat, NOW, TODAY)
    stored = Evidence.objects.get(pk=made.pk)
    assert (stored.title, stored.file.name, stored.file_name) == ("", "", "")
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.withheld_on, stored.withheld_ground, stored.withheld_by) == (TODAY, GROUND, cast.bolat)
    assert [path.read_bytes() for path in files()] == [b"Nothing."]


def test_a_file_stays_while_another_document_that_is_not_withheld_has_it(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    first, second = publish(cast, ("a.pdf", PDF), ("b.pdf", PDF)).evidence.order_by("pk")
    for document, left in ((first, 1), (second, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            withhold_document(document, GROUND, cast.bolat, NOW, TODAY)
        assert len(files()) == left


def test_an_address_leaves_the_hash_of_the_address(cast: Cast):
    address = "https://example.org/rangers"
    made = publish(cast, url=address).evidence.get()
    withhold_document(made, GROUND, cast.bolat, NOW, TODAY)
    made.refresh_from_db()
    assert (made.url, made.sha256) == ("", hashlib.sha256(address.encode()).hexdigest())


def test_the_trail_forgets_what_was_withheld_and_tells_that_it_was(cast: Cast):
    made = publish(cast, ("rangers.pdf", PDF))
    document = made.evidence.get()
    withhold_texts(made, GROUND, cast.bolat, NOW, TODAY)
    withhold_document(document, GROUND, cast.bolat, NOW, TODAY)
    for record in (made, document):
        entries = list(type(record).history.filter(id=record.pk))
        assert len(entries) > 1
        assert {getattr(entry, name) for entry in entries for name in record.fixing.emptied} == {""}
        last = entries[0]
        assert (last.history_user, last.history_date, last.withheld_on) == (cast.bolat, NOW, TODAY)


def test_a_tombstone_stands(cast: Cast):
    made = publish(cast, ("rangers.pdf", PDF))
    document = made.evidence.get()
    withhold_texts(made, GROUND, cast.bolat, NOW, TODAY)
    withhold_document(document, GROUND, cast.bolat, NOW, TODAY)
    with pytest.raises(WithheldAlreadyError):
        withhold_texts(made, "Another law", cast.bolat, NOW, TODAY)
    with pytest.raises(WithheldAlreadyError):
        withhold_document(document, "Another law", cast.bolat, NOW, TODAY)
    for model, forged in (
        (ProgressReport, {"achievements": "Nobody was seen."}),
        (ProgressReport, {"withheld_on": None, "withheld_ground": "", "withheld_by": None}),
        (ProgressReport, {"withheld_ground": "None"}),
        (Evidence, {"title": "Something else"}),
        (Evidence, {"sha256": "0" * 64}),
    ):
        with pytest.raises(FixedRecordError):
            model.objects.update(**forged)


PARTIAL = {
    "only some of its texts": {"achievements": ""},
    "not all of its texts": {"achievements": "", "withheld_on": TODAY, "withheld_ground": GROUND},
    "its status as well": {**dict.fromkeys(SAID, ""), "withheld_on": TODAY, "withheld_ground": GROUND, "percent": None},
    "only the mark": {"withheld_ground": GROUND},
}


@pytest.mark.parametrize("forged", PARTIAL.values(), ids=PARTIAL)
def test_nothing_but_the_whole_tombstone_is_let_through(cast: Cast, forged: dict):
    made = publish(cast)
    with pytest.raises(FixedRecordError):
        ProgressReport.objects.filter(pk=made.pk).update(**forged)


@pytest.mark.skipif(connection.vendor != "postgresql", reason=OTHER_DATABASE)
@pytest.mark.parametrize("table", ["roadmap_progressreport", "roadmap_historicalprogressreport"])
def test_the_database_lets_nothing_else_through_either(cast: Cast, table: str):
    publish(cast)
    for forged in PARTIAL.values():
        assignments = ", ".join(f"{name} = %s" for name in forged)
        with pytest.raises(DatabaseError, match="a fixed record is not changed"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {assignments}", list(forged.values()))  # noqa: S608


def test_only_what_is_published_is_withheld_and_only_on_a_ground(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    with pytest.raises(WithheldAlreadyError):
        withhold_texts(draft, GROUND, cast.bolat, NOW, TODAY)
    made = publish(cast)
    with pytest.raises(ValidationError):
        withhold_texts(made, "  ", cast.bolat, NOW, TODAY)
    made.refresh_from_db()
    assert made.achievements == SAID["achievements"]
