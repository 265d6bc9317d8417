"""Text on its way out to a spreadsheet and back: no cell is ever taken for a formula, and nothing is lost."""

import re

LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
XLSX_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def neutralise(text: str) -> str:
    """With one more apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if LOOKS_LIKE_FORMULA.match(text) else text


def restore(text: str) -> str:
    """Undoes ``neutralise``: ``restore(neutralise(text))`` is the text, whatever it is."""
    return text[1:] if NEUTRALISED.match(text) else text


def pack(text: str) -> str:
    """For a cell of XLSX, in which ``_x0041_`` would be read as the letter A."""
    return XLSX_ESCAPE.sub(r"_x005F_x\1_", text)


def unpack(text: str) -> str:
    """Undoes ``pack``, and the same escapes by which spreadsheet programs write carriage returns."""
    return XLSX_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
