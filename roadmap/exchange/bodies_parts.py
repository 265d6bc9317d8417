"""One body as a cell names it: its name, and what stands beside it in brackets or after it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from roadmap.exchange import bodies_persons as persons
from roadmap.exchange import bodies_words as words

Known = Callable[[str], bool]

OPENING = {")": "(", "]": "[", "}": "{", "»": "«", "）": "（"}
GROUPS = re.compile(r"[(){}\[\]«»（）]")
LEFT_OPEN = re.compile(r"[(\[（]")
LEFT_CLOSED = re.compile(r"[)\]）]$")
HIDDEN = "\x01"
BULLET = re.compile(r"(?:(?:\(?\d{1,2}[.)](?!\d)|[а-яёa-z]\)|[•▪●○◦■□·–—*-](?=\s|[^\W\d_]))\s*)+")
PARTS = re.compile(r"\s*[,;]\s*")
TRAILING = " \n\t,;:–—-/|*"
SHORT = 4
SHORTENED = re.compile(r"(?:^|[\W_])\w{1,3}$")  # a word that a full stop ends: “др.”, “М.”
LAST_WORDS = 4  # of a person's name, or of a mark


@dataclass(frozen=True)
class Body:
    """A body; ``contact``: its heads, ``mark``: what else the cell says of it; ``leads``: where the cell says so."""

    name: str
    contact: str = ""
    mark: str = ""
    is_parties: bool = False
    leads: bool | None = None


def spans(text: str) -> list[tuple[int, int]]:
    """Where brackets and « » begin and end that stand in no others; those without a counterpart are left out."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for sign in GROUPS.finditer(text):
        if sign[0] not in OPENING:
            opened.append((sign[0], sign.start()))
        elif opened and opened[-1][0] == OPENING[sign[0]]:
            start = opened.pop()[1]
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, sign.end()))
    return found


def masked(text: str) -> str:
    """The text, as long as before, with what stands in brackets hidden."""
    parts, end = [], 0
    for start, stop in spans(text):
        parts += text[end:start], HIDDEN * (stop - start)
        end = stop
    return "".join(parts) + text[end:]


def in_brackets(text: str) -> list[tuple[int, int, str]]:
    """The outer brackets of one name and what stands in them; one that is never closed goes to the end."""
    left_open = LEFT_OPEN.search(masked(text))
    last = left_open.start() if left_open else len(text)
    found = [(start, end, text[start + 1 : end - 1].strip()) for start, end in spans(text) if start < last]
    found = [one for one in found if text[one[0]] != "«"]
    return [*found, (last, len(text), text[last + 1 :].strip())] if left_open else found


def without(text: str, found: list[tuple[int, int, str]]) -> str:
    """The text without these brackets."""
    parts, end = [], 0
    for start, stop, _content in found:
        parts.append(text[end:start])
        end = stop
    return " ".join(" ".join([*parts, text[end:]]).split())


def unbracketed(text: str) -> str:
    return trimmed(without(text, in_brackets(text)))


def trimmed(text: str) -> str:
    """The text without marks of a list before it and marks of punctuation after it; nothing of one without letters."""
    if not any(map(str.isalnum, text)):
        return ""
    bullet = BULLET.match(text)
    text = text[bullet.end() :] if bullet and bullet.end() < len(text) else text
    if LEFT_CLOSED.search(masked(text)):
        text = text[:-1]
    bare = text.rstrip(TRAILING + ".")
    is_shortened = text[len(bare) : len(bare) + 1] == "." and SHORTENED.search(bare[-SHORT:])
    return (f"{bare}." if is_shortened else bare).strip(TRAILING)


@dataclass
class Beside:
    """What stands beside a name."""

    contacts: list[str]
    marks: list[str]
    leads: bool | None = None

    def take(self, text: str, known: Known, *, bracketed: bool) -> bool:
        """Takes a text that names no body, and says whether it does."""
        if not text or known(text):
            return False
        parts = PARTS.split(text)
        if all(is_beside(part, bracketed=bracketed) and not known(part) for part in parts):
            for part in parts:
                self.sort(part, bracketed=bracketed)
            return True
        if bracketed and persons.is_contact(text) and not any(map(known, parts)):
            self.contacts.append(text)
            return True
        return False

    def sort(self, part: str, *, bracketed: bool) -> None:
        if persons.is_person(part, in_brackets=bracketed):
            self.contacts.append(part)
            return
        self.marks.append(part.strip(TRAILING))
        role = words.role_of(part)
        self.leads = self.leads if role is None else role

    def body(self, name: str) -> Body:
        return Body(name, ", ".join(self.contacts), ", ".join(self.marks), words.is_parties(name), self.leads)


def is_beside(text: str, *, bracketed: bool) -> bool:
    """Whether a text is a mark, a role or a person."""
    return words.is_mark(text) or words.role_of(text) is not None or persons.is_person(text, in_brackets=bracketed)


def body_of(text: str, known: Known) -> Body:
    """The body that a text names; its name is empty where the text names none, but only speaks of one."""
    for name in (trimmed(text), text):
        if name and known(name):
            return Body(name, is_parties=words.is_parties(name))
    beside = Beside([], [])
    taken, left = [], []
    for brackets in in_brackets(text):
        (taken if beside.take(brackets[2], known, bracketed=True) else left).append(brackets)
    name = trimmed(without(text, taken) if taken else text)
    name = peeled(name, known, beside)
    if not left or known(name):
        return beside.body(name)
    return beside.body(known_part(name, known, beside))


def peeled(name: str, known: Known, beside: Beside) -> str:
    """The name without persons, roles and marks after it, which go beside it."""
    for _time in range(LAST_WORDS):
        if known(name):
            return name
        if beside.take(name, known, bracketed=False):
            return ""
        shorter = shortened(name, beside)
        if shorter == name:
            return name
        name = shorter
    return name


def shortened(name: str, beside: Beside) -> str:
    """The name without a person or a mark at its end."""
    parts = name.rsplit(" ", LAST_WORDS)
    for count in range(len(parts) - 1, 0, -1):
        first, last = " ".join(parts[:-count]), " ".join(parts[-count:])
        if persons.is_named_after(first):
            continue
        if persons.is_person(last) or words.is_whole_mark(last):
            beside.sort(last, bracketed=False)
            return trimmed(first)
    return name


def is_acronym_of(text: str, name: str) -> bool:
    """Whether a text may stand for a name: capitals that begin with its letter, or are of another alphabet."""
    if not words.is_acronym(text):
        return False
    return text[0] == name[:1].upper() or is_latin(text[0]) != is_latin(name[:1])


def is_latin(letter: str) -> bool:
    return letter < "\u0250"


def known_part(name: str, known: Known, beside: Beside) -> str:
    """Of a name with brackets, the part that is known, with the rest beside it; or the whole, where none is."""
    found = in_brackets(name)
    bare = unbracketed(name)
    inner = [content for _start, _end, content in found]
    if known(bare) or words.is_parties(bare):
        beside.marks += filter(None, inner)
        return bare
    for content in inner:
        if known(content) and is_acronym_of(content, bare):
            beside.marks += filter(None, [bare, *(other for other in inner if other != content)])
            return content
    return name


def joined_to(body: Body, other: Body) -> Body:
    """A body with what speaks of it."""
    return replace(
        body,
        contact=", ".join(filter(None, (body.contact, other.contact))),
        mark=", ".join(filter(None, (body.mark, other.mark))),
        leads=body.leads if other.leads is None else other.leads,
    )
