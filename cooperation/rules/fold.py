"""One folded form of a text: case, apostrophes, quotation marks, dashes and spaces do not keep it from being found."""

import re
import unicodedata

APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻʼ`´ʹ′"), None)
QUOTES = dict.fromkeys(map(ord, '"«»“”„‟'), None)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in one case and one form of marks, with single spaces; for comparing, never for showing."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES | QUOTES | DASHES)
    return SPACES.sub(" ", plain.casefold().replace("ё", "е")).strip()
