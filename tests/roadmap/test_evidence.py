"""Where files are kept: once each, never replaced by another, mended where the hash proves what they were."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from roadmap.models import Evidence, ProgressReport
from roadmap.services import reporting
from roadmap.services.evidence import examine
from roadmap.services.kept_evidence import clear_unused
from roadmap.services.reporting import Papers
from tests.cast import NOW, Cast, report

PDF = b"%PDF-1.4\n% a letter\n%%EOF\n"
STORAGE = Evidence.file.field.storage


def attached(to: ProgressReport, cast: Cast, content: bytes = PDF, name: str = "act.pdf") -> Evidence:
    """A document that someone attaches to a draft."""
    made = Evidence(title="Act")
    examined = examine(SimpleUploadedFile(name, content), 1024)
    reporting.write(to, Papers(added=[(made, examined)]), cast.aigul, NOW)
    return made


@pytest.fixture
def draft(cast: Cast) -> ProgressReport:
    return report(cast.count, cast.forestry, cast.aigul)


def files() -> list[Path]:
    return [path for path in Path(STORAGE.location).rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once_under_its_hash(cast: Cast, draft: ProgressReport):
    first, second = attached(draft, cast), attached(draft, cast, name="copy.txt")
    assert first.file.name == second.file.name == f"evidence/{first.sha256[:2]}/{first.sha256}"
    assert len(files()) == 1
    assert second.file_name == "copy.pdf"


def test_what_stands_at_the_place_of_a_file_is_not_trusted(cast: Cast, draft: ProgressReport):
    """A damaged file is mended by the same content, which its hash proves."""
    kept = attached(draft, cast)
    (stored,) = files()
    for damage in (b"%PDF-1.4 something else", b""):
        stored.write_bytes(damage)
        attached(draft, cast)
        assert files() == [stored]
        assert stored.read_bytes() == PDF
    with kept.file.open() as file:
        assert file.read() == PDF


def test_a_lost_file_comes_back_with_the_same_content(cast: Cast, draft: ProgressReport):
    kept = attached(draft, cast)
    STORAGE.delete(kept.file.name)
    attached(draft, cast)
    assert [path.read_bytes() for path in files()] == [PDF]


def test_a_file_that_was_taken_off_its_draft_is_cleared_away_after_a_day(cast: Cast, draft: ProgressReport):
    gone, stays = attached(draft, cast), attached(draft, cast, b"a note\n")
    reporting.write(draft, Papers(removed=[gone]), cast.aigul, NOW)
    now = timezone.now()
    assert clear_unused(STORAGE, now - timedelta(days=1)) == 0
    assert clear_unused(STORAGE, now + timedelta(days=1)) == 1
    assert [path.name for path in files()] == [stays.sha256]
    assert clear_unused(STORAGE, now + timedelta(days=1)) == 0


def test_a_file_that_another_document_uses_is_not_cleared_away(cast: Cast, draft: ProgressReport):
    gone = attached(draft, cast)
    attached(draft, cast)
    reporting.write(draft, Papers(removed=[gone]), cast.aigul, NOW)
    assert clear_unused(STORAGE, timezone.now() + timedelta(days=1)) == 0


def test_a_file_that_nobody_used_any_more_is_young_again_when_it_is_attached_anew(cast: Cast, draft: ProgressReport):
    """So that it is not cleared away while its report is being saved."""
    gone = attached(draft, cast)
    reporting.write(draft, Papers(removed=[gone]), cast.aigul, NOW)
    before = timezone.now()
    attached(draft, cast)
    assert STORAGE.get_modified_time(gone.file.name) >= before - timedelta(seconds=1)


def test_nothing_is_cleared_away_where_nothing_was_ever_kept(db):
    assert clear_unused(STORAGE, timezone.now()) == 0
