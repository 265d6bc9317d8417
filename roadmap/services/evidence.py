"""Evidence: its examination, its hash, and the place where it is kept."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from roadmap.models import Evidence
from roadmap.models.evidence import evidence_path
from roadmap.services.file_kinds import ENDINGS, Kind, kind_of

LONGEST_NAME = 255
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """A file that was read to its end and found to be of a kind that is taken."""

    file: "UploadedFile[bytes]"
    name: str
    content_type: str
    size: int
    sha256: str


def examine(file: "UploadedFile[bytes]", max_bytes: int) -> Examined:
    """Reads a file to its end. Raises ValidationError where it is empty, too large, or of a kind that is not taken."""
    size = file.size or 0
    if size == 0:
        raise ValidationError(_("This file is empty."))
    if size > max_bytes:
        raise ValidationError(_("This file is larger than %(limit)s.") % {"limit": filesizeformat(max_bytes)})
    name = file.name or ""
    kind = kind_of(file, name, size)
    return Examined(file, fitting_name(name, kind), kind.content_type, size, sha256_of(file))


def fitting_name(name: str, kind: Kind) -> str:
    """The name without invisible characters, and with an ending of its kind."""
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf"}).strip(" .")
    path = PurePath(name)
    if path.suffix.lower() in kind.endings:
        stem, ending = path.stem, path.suffix
    else:
        stem, ending = path.stem if path.suffix.lower() in ENDINGS else name, kind.endings[0]
    return stem[: LONGEST_NAME - len(ending)] + ending


def sha256_of(file: IO[bytes]) -> str:
    """The hash of the whole content, in hexadecimal digits."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def keep(evidence: Evidence, examined: Examined) -> None:
    """Attaches an examined file, before the evidence is saved; the same content is kept once."""
    evidence.file_name, evidence.content_type = examined.name, examined.content_type
    evidence.size, evidence.sha256 = examined.size, examined.sha256
    path = evidence_path(evidence, examined.name)
    if not is_kept(evidence, path):
        put(evidence, examined, path)
    evidence.file.name = path


def is_kept(evidence: Evidence, path: str) -> bool:
    """Whether a file is there whole, and in use: one that nobody uses any more may be cleared away at any moment."""
    storage = evidence.file.storage
    if not storage.exists(path) or not Evidence.objects.filter(file=path).exists():
        return False
    with storage.open(path) as stored:
        return sha256_of(stored) == evidence.sha256


def put(evidence: Evidence, examined: Examined, path: str) -> None:
    """Writes the file at its place; what stands there is damaged, as the hash tells, or in nobody's use."""
    storage = evidence.file.storage
    storage.delete(path)
    examined.file.seek(0)
    saved_as = storage.save(path, examined.file)
    if saved_as != path:  # someone has put the same content there in this moment
        storage.delete(saved_as)
