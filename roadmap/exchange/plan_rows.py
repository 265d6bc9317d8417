"""What a row of a printed plan is by its own texts: headings again, columns counted, a total, a remark, a signature."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cooperation.rules.fold import fold
from roadmap.exchange.columns import PARTS, RESPONSIBLE, SEVERAL, TITLES
from roadmap.exchange.layout import Layout
from roadmap.exchange.mapping import meaning_of, plain
from roadmap.exchange.plan_codes import bare_number

LETTERS = re.compile(r"[^\W\d_]")
REMARK = re.compile(
    r"^\W*(?:примечани[ея]|изоҳ|izoh|ескерт[пу]е?|ескертпе|bellik|notes?|remarks?|сноск[аи]|sources?|источник|manba|манба|"
    r"продолжение|давоми|davomi|жалғасы|dowamy|continued|приложение|илова|ilova|қосымша|goşundy|annex|appendix|"
    r"расшифровка|сокращения|список сокращений|abbreviations|қисқартмалар|қысқартулар)\b|^\*|_{3,}"
)
PAGE = re.compile(
    r"^\W*(?:(?:страница|стр|page|бет|sahifa|саҳифа|sahypa|лист)\b\W*\d+|\d+\W*(?:-?\s?(?:бет|sahifa|саҳифа))\b)"
)
TOTAL = re.compile(
    r"^\W*(?:итого|всего|промежуточный итог|жами|jami|барлығы|жиыны|жиынтығы|jemi|(?:grand |sub[- ]?)?total)\b"
    r"(?!\s+(?:of the|в ))"
)
AGREED = re.compile(
    r"^\W*(?:согласован[оы]?|утвержд(?:аю|ен[оы]?)|келишил(?:ди|ган)|kelishil(?:di|gan)|тасдиқла(?:йман|нди|нган)|"
    r"tasdiqla(?:yman|ndi|ngan)|келісіл(?:ді|ген)|бекіт(?:емін|ілді|ілген)|ylalaşyldy|tassykla(?:ýaryn|nan|nyldy)|"
    r"agreed|approved|подпис[иь]|imzo|имзо|қолы|gol|м\.\s?п\.)\W*$"
)
PERSON = re.compile(
    r"(?:[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ][ʻʼ'‘’]?\.\s?){1,2}[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ][\w'ʻʼ‘’-]+|[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ][\w'ʻʼ‘’-]+\s(?:[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ]\.\s?){1,2}"
)
BLANK = re.compile(r"[_\W]*_{3,}[_\W]*(?:\w\.\s?){0,2}\w*")
COUNTED = re.compile(r"\(?([^\W_]{1,2})[.)]*")
LETTERED = (("а", "б", "в"), ("a", "b", "c"), ("a", "б", "в"))


@dataclass(frozen=True)
class Places:
    """Where in the table stands what names an action, and what says when and by whom it is done."""

    number: tuple[int, ...]
    titles: frozenset[int]
    direction: tuple[int, ...]
    content: frozenset[int]
    mapped: frozenset[int]
    first: int
    last: int

    @classmethod
    def of(cls, layout: Layout) -> "Places":
        places = layout.mapped.places
        headed = [place for place, heading in enumerate(layout.headings) if heading]
        mapped = frozenset(place for standing in places.values() for place in standing)
        done = ("deadline_text", "deadline", "timing", "recurrence", "starts_on", RESPONSIBLE, *PARTS)
        return cls(
            places.get("number", ()) or places.get("code", ()),
            frozenset(place for column in TITLES for place in places.get(column, ())),
            places.get("direction", ()),
            frozenset(place for column in done if column != "funding" for place in places.get(column, ())),
            mapped,
            min([*headed, *mapped], default=0),
            max([*headed, *mapped], default=0),
        )

    @property
    def naming(self) -> frozenset[int]:
        return self.titles | set(self.number)


@dataclass(frozen=True)
class Line:
    """One row within the table; ``across`` is how many columns its first filled cell is merged across."""

    row: int
    cells: tuple[str, ...]
    places: Places
    across: int = 1

    @cached_property
    def filled(self) -> frozenset[int]:
        return frozenset(place for place, cell in enumerate(self.cells) if cell.strip() and self.is_within(place))

    def is_within(self, place: int) -> bool:
        return self.places.first <= place <= self.places.last

    @cached_property
    def texts(self) -> list[str]:
        """What stands in the table, each text once."""
        return list(dict.fromkeys(" ".join(self.cells[place].split()) for place in sorted(self.filled)))

    @cached_property
    def everything(self) -> str:
        return " | ".join(" ".join(cell.split()) for cell in self.cells if cell.strip())

    def text_in(self, places: Collection[int]) -> str:
        return " ".join(" ".join(self.cells[place].split()) for place in sorted(places) if place in self.filled)

    @cached_property
    def label(self) -> str:
        return bare_number(self.text_in(self.places.number))

    @cached_property
    def title(self) -> str:
        return self.text_in(self.places.titles)

    @property
    def has_content(self) -> bool:
        return not self.places.content.isdisjoint(self.filled)


def heads_again(line: Line, layout: Layout) -> bool:
    """Whether the headings stand there again, as on each page of a printed plan."""
    if len(line.texts) < 2 or any(character.isdigit() for character in line.label):
        return False
    known = meanings(line)
    agree = len(known) > 1 and all(layout.columns.get(place) == column for place, column in known.items())
    named = [plain(text) in layout.named for text in line.texts]
    return all(named) or (agree and len(known) + sum(named) > len(line.texts))


def begins_another_table(line: Line, layout: Layout) -> bool:
    """Whether other headings stand there, those of another table below this one."""
    if any(character.isdigit() for character in line.label) or len(line.filled) < 2:
        return False
    known = meanings(line)
    if len(known) < min(3, len(line.filled)) or len(known) * 2 <= len(line.filled):
        return False
    return any(layout.columns.get(place) != column for place, column in known.items())


def meanings(line: Line) -> Mapping[int, str]:
    """What the cells would mean as headings."""
    short = {place: line.cells[place].strip() for place in line.filled if len(line.cells[place]) < 80}
    return {place: meaning.column for place, cell in short.items() if (meaning := meaning_of(cell))}


def counts_columns(line: Line) -> bool:
    """Whether the row only counts the columns: 1, 2, 3 …, or А, Б, 1, 2 …"""
    found = [COUNTED.fullmatch(line.cells[place].strip()) for place in sorted(line.filled)]
    signs = [one[1].casefold() for one in found if one]
    if len(signs) < len(found) or len(signs) < min(3, len(line.places.mapped)) or len(signs) < 2:
        return False
    letters = [sign for sign in signs if not sign.isdecimal()]
    numbers = signs[len(letters) :]
    in_order = not letters or any(letters == list(one[: len(letters)]) for one in LETTERED)
    return in_order and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_beside_the_table(line: Line) -> bool:
    """Whether the row is a remark, a total, the number of a page or a signature, and no part of the plan."""
    texts = [fold(text) for text in line.texts]
    if not texts:
        return True
    if len(texts) == 1 and (REMARK.search(texts[0]) or PAGE.search(texts[0]) or not LETTERS.search(texts[0])):
        return not line.has_content or bool(REMARK.search(texts[0]))
    if TOTAL.search(fold(line.title) or texts[0]) and (len(texts) == 1 or not line.has_content):
        return True
    if any(character.isdigit() for character in line.label):
        return False
    agreed = [bool(AGREED.fullmatch(text)) for text in texts]
    if any(map(BLANK.fullmatch, texts)) or all(agreed):
        return True
    if not line.has_content:
        return any(agreed) or bool(REMARK.search(texts[0]))
    return bool(line.places.number) and is_signature(line.texts)


def is_signature(texts: Sequence[str]) -> bool:
    """Whether an office stands there with a person's name, and nothing else."""
    return 1 < len(texts) < 4 and sum(bool(PERSON.fullmatch(text)) for text in texts) * 2 >= len(texts)


def joined_with(before: str, text: str, column: str) -> str:
    """The texts of a cell that goes on, each on its line."""
    mark = ";\n" if column in SEVERAL else "\n"
    parts = [part for part in (before.strip(), text.strip()) if part]
    return parts[0] if len(set(parts)) == 1 else mark.join(parts)
