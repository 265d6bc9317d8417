"""Of which kind a file is, by its content: what is not read is called by its name, with what to do about it."""

import io
import zipfile
from enum import Enum

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import MAX_BYTES

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
ODS = (b"application/vnd.oasis.opendocument.spreadsheet", b"application/vnd.oasis.opendocument.spreadsheet-template")
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
PACKED = (b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh9")
WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body")


class Kind(Enum):
    """The kinds of spreadsheets that are read."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


def kind_of(content: bytes, max_bytes: int = MAX_BYTES) -> Kind:
    """What the file is. Raises RefusedError where it is too large, or of a kind that is not read."""
    if len(content) > max_bytes:
        raise RefusedError(
            Refusal(
                _("This file is larger than %(limit)s megabytes.") % {"limit": max_bytes // 1024**2},
                _("Divide the table into several files."),
            )
        )
    if content.startswith(ZIP):
        return kind_of_archive(content)
    if content.startswith(OLD_OFFICE):
        raise protected() if ENCRYPTED_PACKAGE in content else old_spreadsheet()
    if message := other_kind(content):
        raise RefusedError(Refusal(message, _("Put its table into a spreadsheet, save it as XLSX, and try again.")))
    refuse_markup(content)
    return Kind.CSV


def kind_of_archive(content: bytes) -> Kind:
    """What the parts of a ZIP archive tell. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return Kind.XLSX  # whose reader says that it is damaged
    if "content.xml" in names and not names & {"xl/workbook.xml", "[content_types].xml"}:
        return Kind.ODS
    if "xl/workbook.bin" in names:
        raise RefusedError(
            Refusal(_("This is a binary spreadsheet (XLSB)."), _("Save it as XLSX or CSV and try again."))
        )
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise other_document()
    if not any(name.startswith("xl/") or name == "[content_types].xml" for name in names):
        raise RefusedError(
            Refusal(_("This is a packed archive, and no spreadsheet."), _("Unpack it and choose the table in it."))
        )
    return Kind.XLSX


def other_kind(content: bytes) -> str:
    """What to say of a document, picture or archive; nothing where the file may be text."""
    if content.startswith(b"%PDF-"):
        return _("This is a PDF document, and no spreadsheet.")
    if content.startswith(IMAGES):
        return _("This is a picture, and no spreadsheet.")
    if content.startswith(b"{\\rtf"):
        return _("This is a text document or a presentation, and no spreadsheet.")
    if content.startswith(PACKED):
        return _("This is a packed archive, and no spreadsheet.")
    return ""


def refuse_markup(content: bytes) -> None:
    """Raises RefusedError where a web page or XML goes under the name of a spreadsheet."""
    head = content[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n").lower()
    if head.startswith(WEB_PAGE):
        message = _("This is a web page (HTML), even if it is named as a spreadsheet.")
    elif head.startswith((b"<?xml", b"<?mso", b"<workbook", b"<office:")):
        message = _("This is XML, even if it is named as a spreadsheet.")
    else:
        return
    raise RefusedError(Refusal(message, _("Open it in a spreadsheet program, save it as XLSX or CSV, and try again.")))


def old_spreadsheet() -> RefusedError:
    return RefusedError(
        Refusal(_("This is a spreadsheet of the old kind (XLS)."), _("Save it as XLSX or CSV and try again."))
    )


def protected() -> RefusedError:
    return RefusedError(
        Refusal(_("This spreadsheet is protected by a password."), _("Remove the password, save it, and try again."))
    )


def other_document() -> RefusedError:
    return RefusedError(
        Refusal(
            _("This is a text document or a presentation, and no spreadsheet."),
            _("Put its table into a spreadsheet, save it as XLSX, and try again."),
        )
    )
