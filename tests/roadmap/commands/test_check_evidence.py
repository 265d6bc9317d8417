"""The command that looks after evidence: what is lost, altered or gone from the web is named."""

import hashlib
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from roadmap.models import Evidence
from tests.cast import NOW, Cast, paper, published

ASKED: list[tuple[str, str]] = []


class Site(BaseHTTPRequestHandler):
    """A page, one that has moved to it, one that does not tell its head alone, one for people; and no other."""

    def do_HEAD(self) -> None:
        ASKED.append(("HEAD", self.path))
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/page")
        else:
            known = {"/page": 200, "/%D0%B0%D0%BA%D1%82": 200, "/no-head": 405, "/people": 403}
            self.send_response(known.get(self.path, 404))
        self.end_headers()

    def do_GET(self) -> None:
        ASKED.append(("GET", self.path))
        self.send_response(200 if self.path in {"/page", "/no-head"} else 404)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    ASKED.clear()


def run(*options: str) -> list[str]:
    """What the command prints where nothing is wrong."""
    call_command("check_evidence", *options, stdout=(out := io.StringIO()))
    return out.getvalue().splitlines()


def failing(*options: str) -> list[str]:
    """What it prints where something is wrong."""
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_evidence", *options, stdout=out)
    assert failed.value.returncode == 1
    return out.getvalue().splitlines()


def file(content: bytes, **columns: Any) -> Evidence:
    made = paper(sha256=hashlib.sha256(content).hexdigest(), **columns)
    made.file.save("act.pdf", ContentFile(content), save=False)
    return made


def test_what_is_as_it_was_recorded_passes(cast: Cast, site: str):
    documents = [file(b"%PDF-1"), paper(url=f"{site}/page"), paper(url=f"{site}/moved")]
    published(cast.count, cast.forestry, cast.bolat, evidence=documents)
    assert run() == ["1 files, 2 addresses, 0 wrong, 0 unused cleared away"]


def test_a_file_that_was_altered_or_lost_is_named_with_its_report(cast: Cast):
    kept = file(b"%PDF-1")
    made = published(cast.count, cast.forestry, cast.bolat, evidence=[kept])
    where = f"plateau 2.3, report {made.pk}, evidence {kept.pk}: Act: "
    Path(kept.file.path).write_bytes(b"%PDF-2")
    assert failing() == [
        f"{where}the content is not what was recorded ({kept.sha256})",
        "1 files, 0 addresses, 1 wrong, 0 unused cleared away",
    ]
    kept.file.storage.delete(kept.file.name)
    assert failing()[0] == f"{where}the file is missing ({kept.sha256})"


def test_a_shared_file_is_wrong_for_each_document(cast: Cast):
    first, second = file(b"%PDF-1"), file(b"%PDF-1")
    second.file = first.file.name
    published(cast.count, cast.forestry, cast.bolat, evidence=[first, second])
    first.file.storage.delete(first.file.name)
    assert failing()[-1] == "2 files, 0 addresses, 2 wrong, 0 unused cleared away"


def test_withheld_evidence_is_not_looked_for(cast: Cast):
    withheld = file(b"%PDF-1", withheld_on=NOW.date(), withheld_ground="Order 12")
    published(cast.count, cast.forestry, cast.bolat, evidence=[withheld])
    withheld.file.storage.delete(withheld.file.name)
    assert run() == ["0 files, 0 addresses, 0 wrong, 0 unused cleared away"]


def test_dead_addresses_are_named(cast: Cast, site: str):
    gone, silent = paper("Gone", url=f"{site}/gone"), paper("Silent", url="http://127.0.0.1:1/")
    published(cast.count, cast.forestry, cast.bolat, evidence=[gone, silent])
    first, second, last = failing()
    assert f"evidence {gone.pk}: Gone: the address answers 404 Not Found ({site}/gone)" in first
    assert f"evidence {silent.pk}: Silent: the address does not answer: " in second
    assert last == "0 files, 2 addresses, 2 wrong, 0 unused cleared away"


def test_an_address_is_alive_as_far_as_a_machine_can_tell(cast: Cast, site: str):
    documents = [paper(url=f"{site}/{page}") for page in ("no-head", "people", "акт#page=2", "page", "page")]
    published(cast.count, cast.forestry, cast.bolat, evidence=documents)
    assert run() == ["0 files, 5 addresses, 0 wrong, 0 unused cleared away"]
    assert sorted(ASKED) == [
        ("GET", "/no-head"),
        ("HEAD", "/%D0%B0%D0%BA%D1%82"),
        ("HEAD", "/no-head"),
        ("HEAD", "/page"),
        ("HEAD", "/people"),
    ]


def test_without_the_network_only_files_are_checked(cast: Cast, site: str):
    published(cast.count, cast.forestry, cast.bolat, evidence=[file(b"%PDF-1"), paper(url=f"{site}/gone")])
    assert run("--no-addresses") == ["1 files, 0 addresses, 0 wrong, 0 unused cleared away"]
    assert ASKED == []


@pytest.mark.parametrize(
    "address", ["ftp://example.org/act.pdf", "file:///etc/passwd", "http://[::1", "http://exa mple/"]
)
def test_what_is_no_address_of_the_web_is_named_and_not_opened(cast: Cast, address: str):
    published(cast.count, cast.forestry, cast.bolat, evidence=[paper(url=address)])
    assert failing()[-1] == "0 files, 1 addresses, 1 wrong, 0 unused cleared away"
