"""What a file is, found in its content alone; its name is a claim that nobody asks.

The kinds are few, and each is looked for as far as its documents differ. Libraries that name files of any kind guess by
their opening bytes and do not tell office documents apart; only the directory of old ones is read by one (olefile).
"""

import codecs
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import olefile
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ZIP, OLE = b"PK\x03\x04", olefile.MAGIC
OFFICE_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TYPE_OF_OPEN_DOCUMENT = "mimetype"
MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 10_000, 500 * 1024 * 1024, 100
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
# Texts that a program would take for more than a text.
NOT_PLAIN = ("{\\rtf", "%!ps", "#!")


@dataclass(frozen=True)
class Kind:
    """The type under which a file is served, and the endings that its name may have, the usual one first."""

    content_type: str
    endings: tuple[str, ...]


PDF = Kind("application/pdf", (".pdf",))
PNG = Kind("image/png", (".png",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
TIFF = Kind("image/tiff", (".tif", ".tiff"))
CSV = Kind("text/csv", (".csv",))
TEXT = Kind("text/plain", (".txt",))
BY_OPENING = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\x00": TIFF,
    b"MM\x00*": TIFF,
}
BY_PART = {
    "word/document.xml": Kind(OFFICE_XML + "wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": Kind(OFFICE_XML + "spreadsheetml.sheet", (".xlsx",)),
    "ppt/presentation.xml": Kind(OFFICE_XML + "presentationml.presentation", (".pptx",)),
}
BY_TYPE = {
    OPEN_DOCUMENT + "text": Kind(OPEN_DOCUMENT + "text", (".odt",)),
    OPEN_DOCUMENT + "spreadsheet": Kind(OPEN_DOCUMENT + "spreadsheet", (".ods",)),
    OPEN_DOCUMENT + "presentation": Kind(OPEN_DOCUMENT + "presentation", (".odp",)),
}
BY_STREAM = {
    "worddocument": Kind("application/msword", (".doc",)),
    "workbook": Kind("application/vnd.ms-excel", (".xls",)),
    "book": Kind("application/vnd.ms-excel", (".xls",)),
    "powerpoint document": Kind("application/vnd.ms-powerpoint", (".ppt",)),
}
KINDS = (*BY_OPENING.values(), *BY_PART.values(), *BY_TYPE.values(), *BY_STREAM.values(), CSV, TEXT)
ENDINGS = tuple(dict.fromkeys(ending for kind in KINDS for ending in kind.endings))


def kind_of(file: IO[bytes], name: str, size: int) -> Kind:
    """The kind of a file. Raises ValidationError where it is none that is taken."""
    file.seek(0)
    opening: bytes = file.read(8)
    for signature, kind in BY_OPENING.items():
        if opening.startswith(signature):
            return kind
    if opening.startswith(ZIP):
        found = zipped(file, size)
    elif opening.startswith(OLE):
        found = old_office(file)
    else:
        found = plain_text(file, name)
    if found is None:
        raise ValidationError(
            _(
                "The content of this file is of a kind that is not taken, whatever its name says: "
                "PDF, pictures, office documents, CSV and text are."
            )
        )
    return found


def zipped(file: IO[bytes], size: int) -> Kind | None:
    """An office document of today: a ZIP archive with the parts of one. Nothing is unpacked but a word on its type."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            refuse_bomb(parts, size)
            names = {part.filename for part in parts}
            if TYPE_OF_OPEN_DOCUMENT in names and "content.xml" in names:
                refuse_macros(any(name.startswith(("Basic/", "Scripts/")) for name in names))
                with archive.open(TYPE_OF_OPEN_DOCUMENT) as said:
                    return BY_TYPE.get(said.read(100).decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None  # what its reader raises on dirt
    refuse_macros(any(name.lower().endswith("vbaproject.bin") for name in names))
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in BY_PART.items() if part in names), None)


def refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Raises ValidationError where an archive would unpack to more than a document can be."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > max(size, 1024 * 1024) * MAX_RATIO:
        raise ValidationError(_("This file unpacks to far more than its size; it is not taken."))


def old_office(file: IO[bytes]) -> Kind | None:
    """A document of Office 97 to 2003: a compound file with the stream of one."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as compound:
            names = {path[-1].lower() for path in compound.listdir(streams=True, storages=True)}
            streams = {path[0].lower() for path in compound.listdir() if len(path) == 1}
    except (OSError, ValueError, IndexError, struct.error, RecursionError):  # what its reader raises on dirt
        return None
    if "encryptedpackage" in streams:
        raise ValidationError(_("This document is protected by a password. Save it without one and choose it again."))
    refuse_macros("_vba_project" in names)
    return next((kind for stream, kind in BY_STREAM.items() if stream in streams), None)


def refuse_macros(found: bool) -> None:
    if found:
        raise ValidationError(
            _("This document holds macros, and evidence is to be read, not run. Save it without them, or as PDF.")
        )


def plain_text(file: IO[bytes], name: str) -> Kind | None:
    """A text in any encoding, without control characters, which no program takes for a page or a script.

    Whether it is a table cannot be seen in it: a name that says so is believed.
    """
    opening = ""
    for chunk in decoded(file):
        if chunk is None or CONTROLS.search(chunk):
            return None
        opening = (opening + chunk.lstrip())[:20] if len(opening) < 20 else opening
    if opening.lower().startswith(NOT_PLAIN) or is_markup(opening):
        return None
    return CSV if name.lower().endswith(CSV.endings) else TEXT


def is_markup(opening: str) -> bool:
    """Whether a text begins like HTML, SVG or XML."""
    return opening[:1] == "<" and (opening[1:2] in {"!", "?", "/"} or opening[1:2].isalpha())


def decoded(file: IO[bytes]) -> Iterator[str | None]:
    """The text chunk by chunk, in UTF-16 where its mark says so, else byte by byte; None where it is no such text."""
    file.seek(0)
    mark: bytes = file.read(3)
    wide = mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "latin-1")()
    file.seek(3 if mark == codecs.BOM_UTF8 else 0)
    try:
        while chunk := file.read(64 * 1024):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        yield None
