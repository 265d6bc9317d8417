"""Texts of cells as they were meant, without the line breaks and signs that pages and programs put into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.exchange.cleaning_hyphens import Hyphens

INVISIBLE = "\x1f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SOFT_BREAK = re.compile(r"(?<=[^\W\d_])[\x1f\u00ad] ?\n\s*+(?=[^\W\d_])")
MARK = re.compile(f"[{INVISIBLE}]+")
BULLET = re.compile("[\uf02d\uf076\uf0a7\uf0b7\uf0d8\uf0fc]")  # of fonts that only some programs have
SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
BREAK = re.compile(r" ?\n\s*")
NEAR = 24  # letters shown on each side of what was mended

ITEM = re.compile(
    r"(?:\(?\d{1,3}\)|\d{1,3}(?:\.\d{1,3})*\.|[IVXІХ]{1,4}[.)]|[^\W\d_]\)|[•·▪●○◦■□➢►✓*])(?=\s|$|[^\W\d_]|[\"«“])"
)
DASH_ITEM = re.compile(r"[-–—](?=\s|$|[^\W\d_])")
ENDS_PARAGRAPH = re.compile(r"[;:!?][\"»”)\]]*$")
ENDS_SENTENCE = re.compile(r"[.…][\"»”)\]]*$")

UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd-\uffff\ud800-\udfff\ue000-\uf8ff]")
LOST_LETTER = re.compile(r"([^\W\d_])\?+([^\W\d_])|^[\"«“(]*\?+[^\W\d_]|^\?{4,}$")
AROUND = '.,;:()[]«»“”"'


@dataclass(frozen=True)
class Cleaned:
    """A text with what was mended in it, as “before → after”, and the words in which something cannot be read."""

    text: str
    changes: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def cleaned(text: str) -> Cleaned:
    """The text with a line for each paragraph; no letter and no figure of it is lost."""
    if text.isprintable() and "  " not in text and "?" not in text and "\ufffd" not in text:
        return Cleaned(text.strip())
    changes: list[str] = []
    text = LINE_END.sub("\n", text).replace("\x1e", "-").strip()
    for pattern, instead in ((SOFT_BREAK, ""), (MARK, ""), (BULLET, "•"), (SPACES, " ")):
        text = replaced(pattern, instead, text, changes).strip()
    text = in_paragraphs(text, changes)
    return Cleaned(text, tuple(dict.fromkeys(changes)), tuple(dict.fromkeys(unreadable_words(text))))


def replaced(pattern: re.Pattern[str], instead: str, text: str, changes: list[str]) -> str:
    """The text with something else for what the pattern finds, each noted."""

    def noted(found: re.Match[str]) -> str:
        changes.append(told(text, found.start(), found.end(), instead))
        return instead

    return pattern.sub(noted, text)


def told(text: str, start: int, end: int, instead: str) -> str:
    """“before → after” for what was written from start to end, with the words on both sides of it."""
    left = text[max(0, start - NEAR) : start].rpartition("\n")[2].rpartition(" ")[2]
    right = text[end : end + NEAR].partition("\n")[0].partition(" ")[0]
    return f"{left}{shown(text[start:end])}{right} → {left}{shown(instead)}{right}"


def shown(signs: str) -> str:
    """Signs that cannot be seen, so that they can; of many, the first."""
    visible = BREAK.sub("⏎", signs[:NEAR]).replace("\t", "⇥")
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in visible)


def in_paragraphs(text: str, changes: list[str]) -> str:
    """The text with its lines joined, except where another paragraph or item of a list begins."""
    breaks = list(BREAK.finditer(text))
    if not breaks:
        return text
    lines = BREAK.split(text)
    hyphens = Hyphens(text)
    parts, first = [lines[0]], lines[0]
    for found, before, line in zip(breaks, lines, lines[1:], strict=False):
        if stays_apart(first, before, line, is_whole=first is before):
            joint, first = "\n", line
        else:
            joint = hyphens.joint(before, line)
        dropped = 1 if joint == hyphens.DROPPED else 0
        if dropped:
            parts[-1], joint = parts[-1][:-1], ""
        if found[0] != joint:
            changes.append(told(text, found.start() - dropped, found.end(), joint))
        parts += joint, line
    return "".join(parts)


def stays_apart(first: str, before: str, line: str, *, is_whole: bool) -> bool:
    """Whether a line begins a paragraph, after one that begins and ends with these lines."""
    if ITEM.match(line):
        return True
    if is_whole and is_only_a_number(first):
        return False
    if DASH_ITEM.match(line) and (DASH_ITEM.match(first) or before.endswith(",")):
        return True
    if ENDS_PARAGRAPH.search(before):
        return True
    return bool(ENDS_SENTENCE.search(before)) and not line[0].islower()  # “2026 г.” and on in the next line


def is_only_a_number(line: str) -> bool:
    found = ITEM.match(line) or DASH_ITEM.match(line)
    return bool(found) and found.end() == len(line)


def unreadable_words(text: str) -> Iterator[str]:
    """Words with signs that stand where a letter was lost, as they are written."""
    if not UNREADABLE.search(text) and "?" not in text:
        return
    for word in re.split(r"[^\S\x1c-\x1f]+", text):
        if UNREADABLE.search(word) or is_without_a_letter(word):
            yield word.strip(AROUND)


def is_without_a_letter(word: str) -> bool:
    """Whether a question mark stands for a letter: inside a word, or before it; addresses have them, too."""
    if "?" not in word or "/" in word or "=" in word:
        return False
    return any(not found[1] or found[1].isupper() or found[2].islower() for found in LOST_LETTER.finditer(word))
