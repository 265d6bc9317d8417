"""Office documents made for the tests, as small as they can be."""

import io
import struct
import zipfile

TYPES = "[Content_Types].xml"
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def zipped(*parts: str, **contents: str) -> bytes:
    """A ZIP archive with these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
        for part, text in contents.items():
            archive.writestr(part, text)
    return content.getvalue()


def office(part: str, *others: str) -> bytes:
    """A document of today's Office with its main part."""
    return zipped(TYPES, part, *others)


def open_document(kind: str, *others: str) -> bytes:
    return zipped("content.xml", *others, mimetype=f"application/vnd.oasis.opendocument.{kind}")


def bomb(megabytes: int) -> bytes:
    """A document that unpacks to a thousand times its size."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (TYPES, "word/document.xml"):
            archive.writestr(part, "<x/>")
        with archive.open("word/media/image1.bmp", "w") as picture:
            for _time in range(megabytes):
                picture.write(bytes(1024 * 1024))
    return content.getvalue()


def old_office(*streams: str, storages: tuple[str, ...] = ()) -> bytes:
    """A compound file of Office 97 with at most three empty streams or storages."""
    entries = [("Root Entry", ROOT), *((name, STREAM) for name in streams), *((name, STORAGE) for name in storages)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)  # versions, byte order, sizes of sectors
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)  # where the directory is; no small streams
    header += struct.pack("<109I", 0, *[FREE] * 108)  # the table of sectors is the first one
    table = struct.pack("<128I", FAT, END, *[FREE] * 126)
    directory = b"".join(entry(name, kind, number, len(entries)) for number, (name, kind) in enumerate(entries))
    return header + table + directory.ljust(512, b"\0")


def entry(name: str, kind: int, number: int, count: int) -> bytes:
    """An entry of the directory: the root has the first one as its child, each has the next one at its right."""
    wide = f"{name}\0".encode("utf-16-le")
    beside = number + 1 if number and number + 1 < count else FREE
    child = 1 if not number and count > 1 else FREE
    return wide.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(wide), kind, 1, FREE, beside, child, END, 0)
