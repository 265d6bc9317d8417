"""CSV as it really comes: with or without a mark, in UTF-8, UTF-16 or Windows-1251, by comma, semicolon or tab."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.escape import restore

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = ",;\t"


def csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number in the file. Raises RefusedError."""
    text = decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [restore(cell) for cell in cells]
    except csv.Error as error:
        raise RefusedError(
            Refusal(
                _("This row cannot be read: a quotation mark is left open, or a cell is too long."),
                _("Check its quotation marks, or save the table as XLSX."),
                number + 1,
            )
        ) from error


def decoded(content: bytes) -> str:
    """The text of a file. Raises RefusedError where no encoding fits."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return strictly(content, encoding)
    try:
        return content.decode()
    except UnicodeDecodeError:
        if is_damaged_utf8(content):
            raise unreadable() from None
        return strictly(content, "cp1251")


def strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable() from error


def is_damaged_utf8(content: bytes) -> bool:
    """UTF-8 with a few broken letters, which would turn to nonsense if it were read as Windows-1251."""
    letters = [letter for letter in content.decode(errors="replace") if not letter.isascii()]
    return letters.count("\ufffd") * 10 < len(letters)


def unreadable() -> RefusedError:
    return RefusedError(
        Refusal(_("The letters of this file cannot be read."), _("Save it as “CSV UTF-8” or as XLSX and try again."))
    )


def delimiter_of(text: str) -> str:
    """The one of comma, semicolon and tab that stands most often in the heading row, outside quotation marks."""
    counts: Counter[str] = Counter()
    quoted = seen = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in "\r\n" and seen:
            break
        elif not quoted and letter in DELIMITERS:
            counts[letter] += 1
        seen = seen or not letter.isspace()
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])
