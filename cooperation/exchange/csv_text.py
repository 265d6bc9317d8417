"""In which letters a CSV is written, and by what it is divided: judged by the whole of it, as nothing says so."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from cooperation.exchange.errors import Refusal, RefusedError

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = "\t;,"  # where nothing tells them apart, texts hold the later ones rather than the earlier
SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
SAMPLE = 512 * 1024
SAMPLED_LINES = 50
TURNED_CASE = re.compile("[а-яё][А-ЯЁ]")
FREQUENT = frozenset("оеаинтслрв")
DRAWN = re.compile("[\u2219-\u2265\u2320\u2321\u2500-\u25ff]")  # what KOI8-R has where Windows-1251 has marks
EARLY_LETTERS = 0x0600  # Latin, Cyrillic and all that stands before; what is no UTF-16 mostly falls behind


def encoding_of(content: bytes) -> str:
    """The encoding in which the whole of a file can be read. Raises RefusedError where there is none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return checked(content, encoding)
    if encoding := unmarked_utf16(content):
        return checked(content, encoding)
    try:
        content.decode()
    except UnicodeDecodeError:
        if is_damaged_utf8(content):
            raise unreadable() from None
        return "koi8-r" if is_koi8(content[:SAMPLE]) else checked(content, "cp1251")
    return "utf-8"


def checked(content: bytes, encoding: str) -> str:
    """The same encoding. Raises RefusedError where the file is not in it."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable() from error
    return encoding


def unmarked_utf16(content: bytes) -> str:
    """UTF-16 of either order, where null bytes stand as in it and the letters make sense in it; otherwise nothing."""
    sample = content[:SAMPLE]
    if b"\0" not in sample or len(content) % 2:
        return ""
    later = sample[1::2].count(0) >= sample[::2].count(0)
    encoding = "utf-16-le" if later else "utf-16-be"
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
    early = sum(ord(letter) < EARLY_LETTERS for letter in text)
    return encoding if "\0" not in text and early * 2 > len(text) else ""


def is_damaged_utf8(content: bytes) -> bool:
    """UTF-8 with a few broken letters, which would turn to nonsense if it were read as Windows-1251."""
    text = content.decode(errors="replace")
    letters = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("\ufffd") * 10 < letters


def is_koi8(sample: bytes) -> bool:
    """Whether Cyrillic makes more sense in KOI8-R than in Windows-1251, in which its capitals stand inside of words."""
    koi8, windows = sample.decode("koi8-r"), sample.decode("cp1251", errors="replace")
    if DRAWN.search(koi8):
        return False
    turned, usual = len(TURNED_CASE.findall(windows)), len(TURNED_CASE.findall(koi8))
    if turned != usual:
        return turned > usual
    return frequent(koi8) > frequent(windows)


def frequent(text: str) -> int:
    """How many letters are those that Cyrillic has most."""
    counts = Counter(text.casefold())
    return sum(counts[letter] for letter in FREQUENT)


def unreadable() -> RefusedError:
    return RefusedError(
        Refusal(_("The letters of this file cannot be read."), _("Save it as “CSV UTF-8” or as XLSX and try again."))
    )


def delimiter_of(sample: str, headings_first: bool) -> str:
    """The delimiter by which most lines have equally many cells; where the headings stand first, most cells in them."""
    found = {delimiter: evenness(sample, delimiter, 1 if headings_first else SAMPLED_LINES) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: found[delimiter])
    return best if found[best][0] else ","


def evenness(sample: str, delimiter: str, lines: int) -> tuple[int, float, int]:
    """How many lines have as many cells as most that have several, which part of all lines that is, and, where no two
    agree, how many cells."""
    widths: Counter[int] = Counter()
    try:
        written = (cells for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if cells)
        widths.update(len(cells) for cells in islice(written, lines))
    except csv.Error:
        return 0, 0, 0
    agreeing, width = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
    return agreeing, agreeing / max(widths.total(), 1), width if agreeing == 1 else 0
