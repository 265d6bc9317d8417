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


# Letters that the languages of the register, their alphabets and English write differently for one sound. What is left
# over merges more than it should: a search shall rather find one record too many.
CYRILLIC = {ord(letter): sound for letter, sound in zip(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяғқҳўәңөұүһіҷӣӯҗїє",
    ["a", "b", "v", "g", "d", "e", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "ts",
     "ch", "sh", "sh", "", "i", "", "e", "u", "a", "g", "k", "h", "o", "a", "n", "o", "u", "u", "h", "i", "j", "i", "u",
     "j", "i", "e"],
    strict=True,
)}  # fmt: skip
LATIN = str.maketrans({"ş": "sh", "ç": "ch", "ž": "j", "ı": "i", "ə": "a", "-": " "})
SOUNDS = [("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("yu", "u"), ("ya", "a"), ("yo", "e"), ("ye", "e")]
SIGNS = str.maketrans({"x": "h", "q": "k", "w": "v", "y": "i"})
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
TWICE = re.compile(r"([a-z])\1+")


def search_key(text: str) -> str:
    """The folded text in one alphabet, without the marks of its letters: what the search looks for, and in."""
    plain = unicodedata.normalize("NFC", CONTROL.sub(" ", fold(text))).translate(CYRILLIC).translate(LATIN)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    for written, sound in SOUNDS:
        bare = bare.replace(written, sound)
    return SPACES.sub(" ", TWICE.sub(r"\1", bare.translate(SIGNS))).strip()
