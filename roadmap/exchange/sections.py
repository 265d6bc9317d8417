"""Rows of a printed plan that head others: their numbers, their titles, and which stand below which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ROMAN = r"(?=[IVXІХ])[XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})"
ARABIC = r"\d{1,3}(?:\.\d{1,3})*"
ORDER = r"(?:[-–—.]?\s*(?:nji|njy|inchi|инчи|нчи|ші|шы|й|я|е)\b)?"
# Words of a section are left out of its title; those of a goal are part of its name.
SECTION = (
    r"раздел|глава|часть|блок|направление|приоритетное\sнаправление|section|chapter|part|direction|pillar|theme|area|"
    r"bo['’‘ʻʼ]?lim|bob|qism|yo['’‘ʻʼ]?nalish|бўлим|боб|қисм|йўналиш|бөлім|тарау|бағыт|bölüm|bölek|bap|ugur"
)
GOAL = (
    r"(?:стратегическая\s|strategic\s)?(?:цель|задача|приоритет|компонент|goal|objective|target|priority|component|"
    r"outcome|output|commitment|maqsad|vazifa|мақсад|вазифа|мақсат|міндет|басымдық|maksat|wezipe)"
)
WORDS = rf"(?:(?P<word>{SECTION})|(?P<goal>{GOAL}))"
AFTER = r"(?:\s*[.):–—-]+\s*|\s+|$)"
GOAL_WORD = re.compile(rf"{GOAL}\b|\d+\W*{GOAL}\b", re.IGNORECASE)
FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{WORDS}\s*№?\s*(?P<number>{ARABIC}|{ROMAN})(?!\w){AFTER}(?P<title>.*)",
        rf"(?P<number>{ARABIC}|{ROMAN})\s*{ORDER}\s*[-–—.]?\s*{WORDS}(?!\w){AFTER}(?P<title>.*)",
    )
)
NUMBERED = re.compile(
    rf"(?P<number>{ROMAN}|{ARABIC}|[A-ZА-Я](?=[.)]))(?:[.)]+\s*|\s+[-–—]\s+|\s+(?=[A-ZА-ЯЁЎҚҒҲӘІҢӨҰҮ]))(?P<title>\S.*)",
    re.DOTALL,
)
GOES_ON = re.compile(
    r"\s*[(\[]\s*(?:продолжение|окончание|давоми|davomi|жалғасы|dowamy|continued|cont\.?)\s*[)\]]\s*$", re.IGNORECASE
)
JUST_ROMAN = re.compile(ROMAN)
LETTER = re.compile(r"[A-ZА-Я]")
RANKS = {"word": 0, "roman": 1, "capitals": 2, "letter": 3, "plain": 9}


@dataclass(frozen=True)
class Section:
    """A row that heads others: the row, the number before it and its title; ``style`` tells its level from others'."""

    row: int
    number: str
    title: str
    style: str = "plain"
    is_bare: bool = False  # a word and a number alone, of which the title stands in the next row

    @property
    def rank(self) -> int:
        return RANKS[self.style] if self.style in RANKS else 4 + self.number.count(".")


def section_from(row: int, text: str, number: str = "") -> Section:
    """A section by its text, and by what stands in the column of numbers beside it."""
    text = GOES_ON.sub("", text)
    whole = f"{number.rstrip('.) ')}. {text}" if number else text
    for form in FORMS:
        if found := form.fullmatch(whole):
            title = found["title"].strip()
            return Section(row, found["number"], whole if found["goal"] else title or whole, "word", not title)
    if found := NUMBERED.fullmatch(whole):
        return Section(row, found["number"], found["title"], style_of(found["number"]))
    return Section(row, "", whole, "capitals" if whole.isupper() else "plain")


def style_of(number: str) -> str:
    if JUST_ROMAN.fullmatch(number):
        return "roman"
    return "letter" if LETTER.fullmatch(number) else f"digits{number.count('.')}"


def is_marked(text: str) -> bool:
    """Whether a text says itself that it heads others: by a word for it, or by a Roman number or a capital letter."""
    return section_from(0, text).style in ("word", "roman", "letter")


class Levels:
    """Which sections stand above a row, the highest first."""

    def __init__(self) -> None:
        self.path: tuple[Section, ...] = ()
        self.has_rows = False
        self.is_nested = False  # the numbers of the actions begin with that of their section

    def begin(self, section: Section) -> None:
        """A section takes the place of the last one of its style, or else stands below what it follows at once."""
        styles = [one.style for one in self.path]
        if section.style in styles:
            kept = self.path[: styles.index(section.style)]
        elif self.has_rows:
            kept = tuple(one for one in self.path if one.rank < section.rank)
        else:
            kept = self.path
        self.path, self.has_rows = (*kept, section), False

    def complete(self, title: str) -> Section:
        """Gives the last section the title that stands below it."""
        last = self.path[-1]
        whole = f"{last.title.rstrip('.: ')}. {title}" if GOAL_WORD.match(last.title) else title
        section = Section(last.row, last.number, whole, last.style)
        self.path = (*self.path[:-1], section)
        return section

    def admit(self, label: str) -> None:
        """An action comes; it ends a section whose number begins those of its other actions, and not this one’s."""
        if self.path and label and self.path[-1].number[:1].isdigit():
            is_below = label.startswith(f"{self.path[-1].number}.")
            if not self.has_rows:
                self.is_nested = is_below
            elif self.is_nested and not is_below:
                self.path = self.path[:-1]
                self.is_nested = False
        self.has_rows = True


def level_of_directions(paths: Sequence[tuple[Section, ...]]) -> int:
    """Which level of sections are directions: the highest, unless one without a number heads the whole plan."""
    tops = {path[0] for path in paths if path}
    is_title = len(tops) == 1 and not next(iter(tops)).number and all(len(path) > 1 for path in paths)
    return 1 if is_title else 0
