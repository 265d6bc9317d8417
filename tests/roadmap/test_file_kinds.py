"""What a file is, by its content and not by its name."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from roadmap.services.evidence import Examined, examine
from tests.office_files import bomb, office, old_office, open_document, zipped

LIMIT = 25 * 1024 * 1024
PDF = b"%PDF-1.4\n% a letter\n%%EOF\n"
XML = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


def examined(name: str, content: bytes) -> Examined:
    return examine(SimpleUploadedFile(name, content), LIMIT)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        examined(name, content)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png", ".png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg", ".jpg"),
        (b"II*\x00....", "image/tiff", ".tif"),
        (b"MM\x00*....", "image/tiff", ".tif"),
        (office("word/document.xml"), XML + "wordprocessingml.document", ".docx"),
        (office("xl/workbook.xml"), XML + "spreadsheetml.sheet", ".xlsx"),
        (office("ppt/presentation.xml"), XML + "presentationml.presentation", ".pptx"),
        (open_document("text"), OPEN + "text", ".odt"),
        (open_document("spreadsheet"), OPEN + "spreadsheet", ".ods"),
        (open_document("presentation"), OPEN + "presentation", ".odp"),
        (old_office("WordDocument", "1Table"), "application/msword", ".doc"),
        (old_office("Workbook"), "application/vnd.ms-excel", ".xls"),
        (old_office("Book"), "application/vnd.ms-excel", ".xls"),
        (old_office("PowerPoint Document"), "application/vnd.ms-powerpoint", ".ppt"),
        ("Учёт сайгака".encode("cp1251"), "text/plain", ".txt"),
        ("Учёт сайгака".encode(), "text/plain", ".txt"),
        ("Учёт сайгака".encode("utf-8-sig"), "text/plain", ".txt"),
        ("Üstyurt\n".encode("utf-16"), "text/plain", ".txt"),
        (b"5 < 6, and 7 > 6", "text/plain", ".txt"),
        (b"< 5 saigas were seen", "text/plain", ".txt"),
    ],
)
@pytest.mark.parametrize("name", ["act", "act.txt", "act.pdf", "Акт № 04.12"])
def test_the_kind_follows_from_the_content(name: str, content: bytes, content_type: str, ending: str):
    found = examined(name, content)
    assert found.content_type == content_type
    assert found.name.endswith(ending)
    assert found.size == len(content)


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("act", "act.pdf"),
        ("act.pdf", "act.pdf"),
        ("ACT.PDF", "ACT.PDF"),
        ("act.txt", "act.pdf"),
        ("act.docx", "act.pdf"),
        ("setup.exe", "setup.exe.pdf"),
        ("Хат 04.12", "Хат 04.12.pdf"),
        ("act.pdf.", "act.pdf"),
        ("act\u202efdp.exe", "actfdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        ("у" * 300 + ".pdf", "у" * 251 + ".pdf"),
    ],
)
def test_the_name_gets_the_ending_of_the_kind(name: str, becomes: str):
    upload = SimpleUploadedFile("x", PDF)
    upload._name = name  # as a browser may send it, before Django shortens it
    assert examine(upload, LIMIT).name == becomes


@pytest.mark.parametrize(("name", "kind"), [("t.csv", "text/csv"), ("T.CSV", "text/csv"), ("t.txt", "text/plain")])
def test_a_text_is_a_table_where_its_name_says_so(name: str, kind: str):
    assert examined(name, b"code;title\n1;Count\n").content_type == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"\x7fELF\x02\x01\x01\x00",
        b"#!/bin/sh\nrm -rf /\n",
        b"<html>%PDF-</html>",
        b"\n \t<!DOCTYPE html><p>",
        b"\xef\xbb\xbf<script>alert(1)</script>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"),
        b"<?xml version='1.0'?><x/>",
        b"{\\rtf1 text}",
        b"%!PS-Adobe-3.0",
        b"GIF89a\x01\x00",
        b"\xff\xfeodd",
        b"PK\x03\x04 cut off",
        zipped("photo.jpg", "notes.txt"),
        zipped("word/document.xml"),
        zipped("AndroidManifest.xml", "classes.dex"),
        zipped("content.xml", mimetype="application/epub+zip"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
        old_office("__properties_version1.0"),
    ],
)
@pytest.mark.parametrize("name", ["act.pdf", "act.txt", "act.docx", "act"])
def test_what_is_no_document_is_refused_whatever_its_name(name: str, content: bytes):
    assert "of a kind that is not taken" in refusal(name, content)


@pytest.mark.parametrize(
    "content",
    [
        office("word/document.xml", "word/vbaProject.bin"),
        office("xl/workbook.xml", "xl/vbaProject.bin"),
        open_document("text", "Basic/Standard/Module1.xml"),
        old_office("WordDocument", "_VBA_PROJECT", storages=("Macros",)),
    ],
)
def test_a_document_with_macros_is_refused(content: bytes):
    assert "holds macros" in refusal("act.doc", content)


def test_a_document_that_nobody_can_open_is_refused():
    assert "protected by a password" in refusal("act.docx", old_office("EncryptedPackage", "EncryptionInfo"))


def test_what_unpacks_to_far_more_than_its_size_is_refused():
    assert "unpacks to far more" in refusal("act.docx", bomb(megabytes=200))
    assert "unpacks to far more" in refusal("act.docx", office("word/document.xml", *map(str, range(10_000))))


def test_a_document_with_a_large_blank_picture_is_taken():
    assert examined("act.docx", bomb(megabytes=50)).name == "act.docx"


def test_an_empty_file_is_refused():
    assert refusal("act.pdf", b"") == "This file is empty."
