"""XML in a ZIP archive from a stranger: measured before it is unpacked, and read as a stream that is never kept."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.sheet import MAX_TEXT, far_too_large

MAX_ENTRIES = 500
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
RATIO_COUNTS_FROM = 5 * 1024 * 1024
EMPTY = 3  # how many more tags an empty element counts for
MAX_DEPTH = 200
MAX_TAG = 1024 * 1024
MAX_PIECES = 1000  # of the text of a cell
CHUNK = 64 * 1024
ENCRYPTED = 0x1
# What zipfile and expat raise on files that are broken or made up, and our readers on what makes no sense.
BROKEN = (
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)

Attributes = dict[str, str]


@contextmanager
def readable() -> Iterator[None]:
    """Raises RefusedError where a file is broken or made up."""
    try:
        yield
    except BROKEN as error:
        raise RefusedError(
            Refusal(
                _("This is not a spreadsheet, or it is damaged."),
                _("Open it in a spreadsheet program, save it as XLSX or CSV, and try again."),
            )
        ) from error


class Archive:
    """The parts of a ZIP archive, by their names in whatever case. Raises RefusedError, or one of BROKEN."""

    def __init__(self, content: bytes, max_tags: int) -> None:
        self.max_tags = max_tags
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.tags = 0
        entries = self.zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        swells = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swells:
            raise far_too_large()
        self.parts = {part_name(entry.filename): entry for entry in entries}
        if len(self.parts) < len(entries):
            raise ValueError("two parts of one name")
        self.is_encrypted = any(entry.flag_bits & ENCRYPTED for entry in entries)

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self.parts

    def read(self, name: str, size: int = -1) -> bytes:
        """The beginning of a part that is not XML, or all of it."""
        with self.zip.open(self.parts[part_name(name)]) as part:
            return part.read(size)

    def parse(self, name: str, reader: "PartReader") -> None:
        """Has a part read as a stream, after its tags were counted, which is soon done."""
        self.count_tags(name)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = no_doctype
        given = 0
        with self.zip.open(self.parts[part_name(name)]) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk)
                given += len(chunk)
                if given - parser.CurrentByteIndex > MAX_TAG:
                    raise far_too_large()
            parser.Parse(b"", True)

    def count_tags(self, name: str) -> None:
        """Raises RefusedError where a table has not so many; those of empty elements, cheap to write, count more."""
        with self.zip.open(self.parts[part_name(name)]) as part:
            while chunk := part.read(CHUNK):
                self.tags += chunk.count(b"<") + EMPTY * chunk.count(b"/>")
                if self.tags > self.max_tags:
                    raise far_too_large()


class PartReader:
    """Follows the elements of a part; what is done at which of them, its kinds say in ``starts`` and ``ends``.

    The names of elements follow their namespace after a space.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise far_too_large()
        if handler := self.starts.get(name):
            handler(attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        if handler := self.ends.get(name):
            handler()

    def text(self, data: str) -> None:
        """Most parts say everything in attributes."""


def joined(pieces: list[str]) -> str:
    """The text of a cell. Raises RefusedError where it is longer than one."""
    if sum(map(len, pieces)) > MAX_TEXT:
        raise far_too_large()
    return "".join(pieces)


def part_name(name: str) -> str:
    return name.replace("\\", "/").lower()


def no_doctype(*declaration: object) -> None:
    raise ValueError("a spreadsheet declares no document type")
