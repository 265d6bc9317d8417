"""The bodies that one cell of a printed plan names, with the persons and marks beside their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from roadmap.exchange import bodies_persons as persons
from roadmap.exchange import bodies_words as words
from roadmap.exchange.bodies_lines import plain
from roadmap.exchange.bodies_parts import BULLET, Body, Known, body_of, joined_to, masked, trimmed, unbracketed

LONGEST_RUN = 8  # pieces between commas, conjunctions and line ends that may be one name
LONGEST_NAME = 400
LONGEST_LIST = 4  # parts of one English name: “Ministry of A, B, C and D”

TOGETHER = (
    "совместно с", "совместно со", "вместе с", "jointly with", "together with", "в сотрудничестве с",
    "in cooperation with",
)  # fmt: skip
CONJUNCTIONS = ("и", "или", "va", "yoki", "ва", "ёки", "hamda", "ҳамда", "және", "мен", "пен", "we", "and", "or", "&")
OTHERS = "др|другие|иные|прочие|т[.]|бошқа|ҳ[.]|boshqa|h[.]|басқа|өзге|beýleki|ş[.]|others|other relevant"
JOINT = re.compile(
    rf"(?P<hard>\s?[;•▪●]\s?|\n(?={BULLET.pattern}))|(?P<comma>\s?[,،、]\s?)|(?P<label>:\s?)"
    rf"|(?P<others>\s(?=(?:и|ва|va|және|we|and)\s(?:{OTHERS})))"
    rf"|(?P<together>\s(?:{'|'.join(TOGETHER)})\s)|(?P<weak>\s(?:{'|'.join(CONJUNCTIONS)})\s|\s?/\s?)"
    r"|(?P<dash>\s[–—-]\s)|(?P<line>\n)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A part of a cell, after a joint of some kind; ``known``: it names somebody, with or without more beside it."""

    text: str
    kind: str = ""
    joint: str = ""
    known: bool = False


def bodies_of(cell: str, is_known: Known) -> list[Body]:
    """The bodies in a cell, in its order; whether a name is known decides where it may be split and where not."""
    known = cache(is_known)
    text = plain(cell)
    whole = text.replace("\n", " ")
    if not whole:
        return []
    if known(whole):
        return [body_of(whole, known)]
    return Reader(known).read(text)


def segments(text: str) -> Iterator[list[Piece]]:
    """The pieces of a cell, in lists between which no name goes on; nothing is split in brackets."""
    pieces: list[Piece] = []
    end, kind, joint = 0, "", ""
    for found in (*JOINT.finditer(masked(text)), None):
        piece = text[end : found.start() if found else len(text)].replace("\n", " ").strip()
        bullet = BULLET.match(piece) if kind in ("", "hard", "comma") else None
        piece = piece[bullet.end() :] if bullet else piece
        if piece:
            pieces.append(Piece(piece, kind if pieces else "", joint))
        if found is None or found.lastgroup == "hard":
            yield pieces
            pieces = []
        if found:
            kind = found.lastgroup or "" if piece or found.lastgroup != "line" else kind
            end, joint = found.end(), found[0]


def joined(pieces: Sequence[Piece]) -> str:
    """Pieces as one text, as it is written but in one line."""
    rest = (f"{', ' if one.kind == 'comma' else one.joint.replace(chr(10), ' ')}{one.text}" for one in pieces[1:])
    return pieces[0].text + "".join(rest)


def goes_on(before: str, pieces: list[Piece]) -> bool:
    """Whether capitals after a comma go on with an English name: “Ministry of Ecology, Geology and Water”."""
    if not (before.isascii() and words.is_body(before)) or words.is_acronym(before):
        return False
    for piece in pieces:
        if piece.known or words.is_body(piece.text) or not piece.text.isascii():
            return False
        if piece.kind == "weak":
            return True
    return False


def names_places(before: str, pieces: list[Piece]) -> bool:
    """Whether places after a comma go on with one name: “Бухоро, Навоий ва Хоразм вилоятлари ҳокимликлари”."""
    if " " in before and not words.is_general(before):
        return False
    for piece in pieces:
        if words.is_of_places(piece.text):
            return True
        if piece.known or " " in piece.text or words.is_acronym(piece.text):
            return False
    return False


class Reader:
    """Reads the pieces of a cell one after the other; what names nobody goes to the body before it."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.body = cache(lambda text: body_of(text, known))
        self.names_in = cache(lambda text: tuple(dict.fromkeys((self.body(text).name, unbracketed(text)))))
        self.bodies: list[Body] = []
        self.labels: list[str] = []  # whose body is still to come
        self.leads: bool | None = None

    def read(self, text: str) -> list[Body]:
        for segment in segments(text):
            self.leads = None
            pieces = list(self.runs(list(self.unlabelled(segment))))
            for name in self.names(pieces):
                self.take(name)
        if self.labels:
            self.bodies.append(Body(", ".join(self.labels)))
        return self.bodies

    def unlabelled(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces without labels such as “Исполнители:”, which say how the first one takes part."""
        for number, piece in enumerate(pieces):
            if number == 0 and len(pieces) > 1 and self.is_label(piece, pieces[1].kind):
                self.labels.append(piece.text)
                self.leads = words.role_of(piece.text)
            else:
                yield piece

    def is_label(self, piece: Piece, joint: str) -> bool:
        return joint in ("label", "dash") and (
            words.is_label(piece.text) or (joint == "label" and self.known(piece.text))
        )

    def runs(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces, with each longest run of them that is a known name as one."""
        start = 0
        while start < len(pieces):
            end = self.end_of_name(pieces, start)
            yield replace(pieces[start], text=joined(pieces[start : end or start + 1]), known=bool(end))
            start = end or start + 1

    def end_of_name(self, pieces: list[Piece], start: int) -> int:
        """Where the longest known name ends that begins with a piece; 0 where none does."""
        for end in range(min(start + LONGEST_RUN, len(pieces)), start, -1):
            last = pieces[end - 1]
            for name in self.names_in(last.text):
                text = joined([*pieces[start : end - 1], replace(last, text=name)]) if name else ""
                if len(text) <= LONGEST_NAME and self.is_known(text):
                    return end
        return 0

    def is_known(self, name: str) -> bool:
        return self.known(name) or words.is_parties(name)

    def names(self, pieces: list[Piece]) -> Iterator[str]:
        """The pieces, with those in one that continue each other."""
        before: Piece | None = None
        for number, piece in enumerate(pieces):
            if before and not self.is_apart(before, piece, pieces[number + 1 : number + LONGEST_LIST]):
                before = Piece(joined([before, piece]))
                continue
            if before:
                yield before.text
            before = piece
        if before:
            yield before.text

    def is_apart(self, before: Piece, piece: Piece, following: list[Piece]) -> bool:
        """Whether a piece begins something new after another."""
        if len(before.text) > LONGEST_NAME:
            return True
        if before.known and piece.known:
            return piece.kind != "line" or words.meant(before.text) not in words.COUNTRIES
        if not self.body(piece.text).name or not self.body(before.text).name:
            return not persons.is_named_after(before.text)
        if piece.kind == "comma":
            return self.is_apart_after_comma(before, piece, following)
        if piece.kind == "line":
            return self.is_apart_after_line(before, piece)
        if piece.kind == "together":
            return piece.known or before.known or words.is_body(before.text)
        if words.is_acronym(before.text) and words.is_acronym(piece.text):
            return True
        is_new = piece.text[0].isupper() and (words.is_acronym(piece.text) or not piece.text.isascii())
        return piece.kind == "weak" and piece.known and is_new and words.is_body(before.text)

    def is_apart_after_comma(self, before: Piece, piece: Piece, following: list[Piece]) -> bool:
        if piece.known or self.is_closed(before.text) or words.is_acronym(before.text):
            return True
        if piece.text[0].islower():
            return words.is_general(piece.text)
        pieces = [piece, *following]
        return not goes_on(before.text, pieces) and not names_places(before.text, pieces)

    def is_apart_after_line(self, before: Piece, piece: Piece) -> bool:
        if words.meant(before.text) in words.COUNTRIES or not piece.text[0].isupper():
            return False
        if self.is_closed(before.text):
            return True
        if not (before.known or words.is_body(before.text)) or words.is_open(before.text):
            return False
        return words.is_body(piece.text) if not words.is_acronym(piece.text) else piece.known and before.known

    def is_closed(self, text: str) -> bool:
        """Whether a name ends in a person or a mark."""
        body = self.body(text)
        return body.name != text and bool(body.contact or body.mark)

    def take(self, text: str) -> None:
        """Takes one name, or what belongs to the name before it."""
        body = self.body(text)
        if self.bodies and not self.labels and not body.name:
            self.bodies[-1] = joined_to(self.bodies[-1], body)
            return
        if not body.name:
            body = Body(trimmed(text))
        if not body.name:
            return
        mark = ", ".join(filter(None, [*self.labels, body.mark]))
        self.bodies.append(replace(body, mark=mark, leads=self.leads if body.leads is None else body.leads))
        self.labels = []
