"""Whether evidence is still there and still what was recorded: files by their hash, addresses by asking for them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.client import HTTPException
from pathlib import PurePosixPath
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

from django.core.files.storage import Storage
from django.utils.encoding import iri_to_uri, punycode

from roadmap.models import Evidence
from roadmap.models.evidence import FOLDER, EvidenceQuerySet
from roadmap.services.evidence import sha256_of

ASKED_AT_ONCE, PATIENCE = 8, 10  # addresses, seconds
REFUSES_MACHINES = (401, 403, 429)
ASKER = {"User-Agent": "Mozilla/5.0 (compatible; evidence check)", "Accept": "*/*"}


def wrong_files(evidence: EvidenceQuerySet) -> Iterator[tuple[Evidence, str]]:
    """Those of which the file is missing or was altered, each with what is wrong; a shared file is read once."""
    found: dict[tuple[str, str], str] = {}
    for one in evidence.exclude(file="").iterator():
        what = str(one.file), one.sha256
        if what not in found:
            found[what] = wrong_with(one.file.storage, *what)
        if found[what]:
            yield one, found[what]


def wrong_with(storage: Storage, path: str, sha256: str) -> str:
    """What is wrong with a kept file, or nothing."""
    if not storage.exists(path):
        return "the file is missing"
    with storage.open(path) as file:
        return "" if sha256_of(file) == sha256 else "the content is not what was recorded"


def dead_addresses(evidence: EvidenceQuerySet) -> Iterator[tuple[Evidence, str]]:
    """Those of which the address does not answer, each with what it says; a shared address is asked once."""
    addresses = list(evidence.exclude(url="").order_by().values_list("url", flat=True).distinct())
    with ThreadPoolExecutor(ASKED_AT_ONCE) as askers:
        answers = dict(zip(addresses, askers.map(answer_of, addresses), strict=True))
    for one in evidence.exclude(url="").iterator():
        if answers[one.url]:
            yield one, answers[one.url]


def answer_of(address: str) -> str:
    """What is wrong with an address, or nothing.

    Some servers do not tell the head alone, so the page is asked for too; one that refuses machines answers as well.
    """
    if not address.startswith(("http://", "https://")):
        return "not an address of the web"
    said = ""
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(as_sent(address), method=method, headers=ASKER), timeout=PATIENCE):  # noqa: S310  # of the web, as asked above
                return ""
        except HTTPError as error:
            if error.code in REFUSES_MACHINES:
                return ""
            said = f"the address answers {error.code} {error.reason}"
        except (OSError, HTTPException, ValueError) as error:
            said = f"the address does not answer: {getattr(error, 'reason', error)}"
    return said


def as_sent(address: str) -> str:
    """An address with letters of any script, as it goes over the wire."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return iri_to_uri(urlunsplit(parts._replace(netloc=punycode(host))))


def clear_unused(storage: Storage, before: datetime) -> int:
    """Deletes the files that no evidence uses: taken off a draft, or of an upload that was not saved; returns how many.

    Younger ones stay: theirs may be a report that is being saved in this moment.
    """
    in_use = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    cleared = 0
    for path in files_in(storage, FOLDER):
        if path not in in_use and storage.get_modified_time(path) < before:
            storage.delete(path)
            cleared += 1
    return cleared


def files_in(storage: Storage, folder: str) -> Iterator[str]:
    """All files in a folder and in those inside it."""
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (str(PurePosixPath(folder, file)) for file in files)
    for inner in folders:
        yield from files_in(storage, str(PurePosixPath(folder, inner)))
