"""A cell of ODS: its value as text, whatever kind it is of."""

import math
import re
from datetime import datetime, timedelta

from cooperation.exchange.archive import MAX_PIECES, Attributes, joined
from cooperation.exchange.escape import restore
from cooperation.exchange.number_formats import text_of
from cooperation.exchange.sheet import far_too_large

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
SPACE, TAB, LINE_BREAK = f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"
INNER = (f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-cell")
COUNT, VALUE_TYPE, FORMULA = f"{TEXT}c", f"{OFFICE}value-type", f"{TABLE}formula"
MAX_SPACES = 1000  # that a single mark stands for
BROKEN_LINE = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")  # of the XML, not of the text
SHOWN_NUMBER = re.compile(r"-?[0-9]{1,20}(?:[.,][0-9]{1,20})?")
TRUTHS = {"of:=TRUE()": "true", "of:=FALSE()": "false"}  # as LibreOffice writes those of XLSX
DURATION = re.compile(r"(-?)PT?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d+)?)S)?")


class Cell:
    """One cell as it is read: its attributes, and the paragraphs of its text. Raises ValueError where made up."""

    def __init__(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.kind = attributes.get(VALUE_TYPE, "")
        self.paragraphs: list[str] = []
        self.pieces: list[str] = []
        self.depth = 0  # of paragraphs: text outside of them only sets elements apart

    @property
    def is_error(self) -> bool:
        return self.attributes.get(f"{CALC}value-type") == "error" or self.kind == "error"

    @property
    def is_unsaved(self) -> bool:
        """Whether it holds a formula and no value, not even an empty one."""
        return FORMULA in self.attributes and not self.kind and not self.paragraphs

    def check_number(self, parts: list[str]) -> None:
        """Raises RefusedError where a text has more parts than any does."""
        if len(parts) > MAX_PIECES:
            raise far_too_large()

    def start(self, name: str, attributes: Attributes) -> None:
        if name in PARAGRAPHS:
            self.depth += 1
        elif name == SPACE:
            count = int(attributes.get(COUNT, 1))
            if count > MAX_SPACES:
                raise ValueError("more spaces than a text has")
            self.pieces.append(" " * count)
        elif name == TAB:
            self.pieces.append("\t")
        elif name == LINE_BREAK:
            self.pieces.append("\n")
        elif name in INNER:
            raise ValueError("a table in a cell")
        self.check_number(self.pieces)

    def text(self, data: str) -> None:
        if self.depth:
            self.pieces.append(BROKEN_LINE.sub(" ", data) if "\n" in data or "\r" in data else data)
            self.check_number(self.pieces)

    def end(self, name: str) -> None:
        if name in PARAGRAPHS:
            self.depth -= 1
            self.paragraphs.append(joined(self.pieces))
            self.pieces.clear()
            self.check_number(self.paragraphs)

    def value(self) -> str:
        """The cell as text: numbers as they are stored, or as shown where zeros before or after them are shown."""
        if truth := TRUTHS.get(self.attributes.get(FORMULA, "")):
            return truth
        match self.kind:
            case "float" | "currency" | "percentage":
                return self.number(self.attributes[f"{OFFICE}value"])
            case "date":
                return text_of(datetime.fromisoformat(self.attributes[f"{OFFICE}date-value"]))
            case "time":
                return duration(self.attributes[f"{OFFICE}time-value"])
            case "boolean":
                return text_of(self.attributes[f"{OFFICE}boolean-value"] == "true")
        return restore(joined(["\n".join(self.paragraphs) or self.attributes.get(f"{OFFICE}string-value", "")]))

    def number(self, stored: str) -> str:
        number = float(stored)
        if not math.isfinite(number):
            raise ValueError("a number without end")
        shown = "".join(self.paragraphs)
        if SHOWN_NUMBER.fullmatch(shown):
            plain = shown.replace(",", ".")
            if float(plain) == number and len(plain) > len(text_of(number)):
                return plain
        return text_of(number)


def duration(stored: str) -> str:
    """An hour of the day, or how many days and hours. Raises ValueError."""
    found = DURATION.fullmatch(stored)
    if found is None:
        raise ValueError("no duration")
    sign, hours, minutes, seconds = found.groups(default="0")
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds.replace(",", ".")))
    if sign == "-":
        return str(-length)
    return str(length) if length.days else str(length).zfill(len("00:00:00"))
