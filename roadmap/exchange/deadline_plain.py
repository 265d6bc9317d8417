"""A deadline's wording without what scanning, typing and page breaks do to it. Nothing that could change a number."""

import re
import unicodedata

from cooperation.rules.fold import APOSTROPHES, QUOTES, fold

LONGEST = 300
CYRILLIC = re.compile("[Ѐ-ӿ]")
WORD = re.compile(r"[^\W\d_]+")
TO_CYRILLIC = str.maketrans("aceiopxykmtbhsj", "асеіорхукмтвнѕј")
TO_RUSSIAN = str.maketrans("bck", "вск")
TO_LATIN = str.maketrans("асеіорхукмтвнѕј", "aceiopxykmtbhsj")
HIDDEN = re.compile(r"(?<=[^\W\d_])(?<![ivxіх])[\u00ad\u200b-\u200d\u2060\ufeff](?=[^\W\d_])", re.IGNORECASE)
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # what is shown is not what is written
MARKS = re.escape("".join(map(chr, APOSTROPHES | QUOTES)))
BROKEN = re.compile(  # a word, and no number, at the end of a line
    r"(?<=[^\W\d_]{2})(?<![ivxlіхпшу])[\u00ad‐‑-][ \t]*[\r\n]\s*(?=[^\W\d_]{2})(?![ivxlіхпшу]{2}\b)", re.IGNORECASE
)
RUN_ON = re.compile(r"(?<=[Ѐ-ӿ])(?=(?:iii?|iv)(?!\w))|(?:(?<=\bii|\biv)|(?<=\biii))(?![іух])(?=[Ѐ-ӿ]{2})")
LABEL = re.compile(
    r"^(?:срок(?:и)?(?: исполнения| реализации| выполнения)?|(?:ijro )?muddati|(?:ижро )?муддати|(?:орындау )?мерзімі"
    r"|deadline|due date|möhleti?) ?[:-] ?"
)
LONE = re.compile(r"(?<!\S)[bck](?= )")  # Latin letters that stand for Russian words
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
SPLIT = re.compile(rf"[\divxіх] ?[{MARKS}]+ ?[\divxіх]", re.IGNORECASE)  # folded, two numbers would be one
YEAR = r"(?:19|20|21)\d\d"


def plain(wording: str) -> str:
    """The wording folded, or nothing where it cannot be taken at its letters.

    Dashes stand close, letters of the other alphabet are mended, and a year stands apart from the words around it.
    """
    text = HIDDEN.sub("", wording.strip("\ufeff\u200b \t\r\n"))
    if len(text) > LONGEST or TURNED.search(text) or SPLIT.search(text) or has_small_figures(text):
        return ""
    text = WORD.sub(mended, RUN_ON.sub(" ", re.sub(" ?-[- ]*", "-", fold(text))))
    if CYRILLIC.search(text):
        text = LONE.sub(lambda found: found[0].translate(TO_RUSSIAN), text)
    text = re.sub(rf"(?<!\d)({YEAR})(?=[^\W\d_])", r"\1 ", text)
    text = re.sub(rf"(?<=[^\W\d_])(?={YEAR}(?!\d))", " ", text)
    text = re.sub(r"(?<=[^\W\d_])\.(?=\w)|(?<=[^\W\d_]) \.(?=[ ,]|$)", ". ", text)
    text = LABEL.sub("", re.sub(" +", " ", text), count=1).rstrip(" .,;:")
    whole = IN_BRACKETS.fullmatch(text)
    return whole[1] if whole else text


def joined(wording: str) -> str:
    """The wording without the hyphens that divide a word at the end of a line."""
    return BROKEN.sub("", wording)


def has_small_figures(text: str) -> bool:
    """Whether there are footnote marks, fractions and the like, which would become figures of a date."""
    return not text.isascii() and any(unicodedata.category(sign) == "No" for sign in text)


def mended(word: re.Match[str]) -> str:
    """A word of letters of both alphabets in one of them, if one can hold it."""
    letters = word[0]
    if letters.isascii() or not CYRILLIC.search(letters) or all(map(CYRILLIC.match, letters)):
        return letters
    cyrillic = letters.translate(TO_CYRILLIC)
    if all(map(CYRILLIC.match, cyrillic)):
        return cyrillic
    latin = letters.translate(TO_LATIN)
    return letters if CYRILLIC.search(latin) else latin
