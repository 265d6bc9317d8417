"""Evidence: what a file is by its content and not by its name, its hash, and the place where it is kept."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from roadmap.models import Evidence
from roadmap.models.evidence import evidence_path

OFFICE_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TEXT_CONTROLS = frozenset(b"\t\n\r\f")
ALL_CONTROLS = bytes(code for code in range(32) if code not in TEXT_CONTROLS)

Signature = Callable[["UploadedFile[bytes]"], bool]


@dataclass(frozen=True)
class Examined:
    """A file that was read to its end and found to be what its name says."""

    file: "UploadedFile[bytes]"
    name: str
    content_type: str
    size: int
    sha256: str


def begins(*openings: bytes) -> Signature:
    """A file that begins with one of these bytes."""

    def found(file: "UploadedFile[bytes]") -> bool:
        file.seek(0)
        opening: bytes = file.read(8)
        return opening.startswith(openings)

    return found


def zipped(part: str) -> Signature:
    """An office document: a ZIP archive with the given part in it."""

    def found(file: "UploadedFile[bytes]") -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                return part in archive.namelist()
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):  # what its reader raises on dirt
            return False

    return found


def plain_text(file: "UploadedFile[bytes]") -> bool:
    """Text: UTF-16 with its mark, or any encoding of bytes in which no control characters stand."""
    file.seek(0)
    opening = file.read(2)
    if opening in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return all(chunk == chunk.translate(None, ALL_CONTROLS) for chunk in file.chunks())


OLD_OFFICE = begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
JPEG = begins(b"\xff\xd8\xff")
TIFF = begins(b"II*\x00", b"MM\x00*")
KINDS: dict[str, tuple[str, Signature]] = {
    ".pdf": ("application/pdf", begins(b"%PDF-")),
    ".png": ("image/png", begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", JPEG),
    ".jpeg": ("image/jpeg", JPEG),
    ".tif": ("image/tiff", TIFF),
    ".tiff": ("image/tiff", TIFF),
    ".docx": (OFFICE_XML + "wordprocessingml.document", zipped("word/document.xml")),
    ".xlsx": (OFFICE_XML + "spreadsheetml.sheet", zipped("xl/workbook.xml")),
    ".pptx": (OFFICE_XML + "presentationml.presentation", zipped("ppt/presentation.xml")),
    ".odt": (OPEN_DOCUMENT + "text", zipped("content.xml")),
    ".ods": (OPEN_DOCUMENT + "spreadsheet", zipped("content.xml")),
    ".odp": (OPEN_DOCUMENT + "presentation", zipped("content.xml")),
    ".doc": ("application/msword", OLD_OFFICE),
    ".xls": ("application/vnd.ms-excel", OLD_OFFICE),
    ".ppt": ("application/vnd.ms-powerpoint", OLD_OFFICE),
    ".csv": ("text/csv", plain_text),
    ".txt": ("text/plain", plain_text),
}


def examine(file: "UploadedFile[bytes]", max_bytes: int) -> Examined:
    """Reads a file to its end. Raises ValidationError where it is empty, too large, or not what its name says."""
    name = (file.name or "")[-255:]
    size = file.size or 0
    if size == 0:
        raise ValidationError(_("This file is empty."))
    if size > max_bytes:
        raise ValidationError(_("This file is larger than %(limit)s.") % {"limit": filesizeformat(max_bytes)})
    content_type, signature = KINDS.get(PurePath(name).suffix.lower(), ("", None))
    if signature is None:
        raise ValidationError(_("Files of this kind are not taken: PDF, pictures, office documents, CSV and text are."))
    if not signature(file):
        raise ValidationError(
            _("The content of this file is not what its name says. Save it anew and choose it again.")
        )
    return Examined(file, name, content_type, size, sha256_of(file))


def sha256_of(file: "UploadedFile[bytes]") -> str:
    """The hash of the whole content, in hexadecimal digits."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def keep(evidence: Evidence, examined: Examined) -> None:
    """Attaches an examined file, before the evidence is saved; the same content is kept once."""
    evidence.file_name, evidence.content_type = examined.name, examined.content_type
    evidence.size, evidence.sha256 = examined.size, examined.sha256
    path = evidence_path(evidence, examined.name)
    if evidence.file.storage.exists(path):
        evidence.file.name = path
    else:
        evidence.file.save(examined.name, examined.file, save=False)
