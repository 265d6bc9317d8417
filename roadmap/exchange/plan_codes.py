"""The codes of a printed plan's actions: their numbers, where these tell them apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cooperation.rules.fold import fold
from roadmap.exchange.cleaning import cleaned
from roadmap.exchange.columns import TITLES
from roadmap.exchange.sections import Section

AT_END = re.compile(r"[.)\]\s]+$")
AT_BEGIN = re.compile(r"^[(\[]+|^(?:№|N(?=\W*\d)|No\.?|п(?:ункт)?\.?|item)\s*(?=\(?\d)", re.IGNORECASE)
BAND = re.compile(r"(?<=\d)\s*[-–.]?\s*(?:band|банд|тармақ|bent|пункт)\.?$", re.IGNORECASE)
MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сент?|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yan|fev|"
    r"iyn|iyl|avg|sen|okt|noy|dek|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел)"
)
AS_DATE = re.compile(
    rf"\d{{4}}-\d\d?-\d\d?(?:[ T][\d:.]+)?|\d\d?[./]\d\d?[./]\d{{4}}|\d\d?/\d\d?/\d\d"
    rf"|\d\d?[-. ]{MONTH}\w{{0,5}}\.?(?:[-. ]\d{{2,4}})?|{MONTH}\w{{0,5}}\.?[-. ]\d{{1,4}}",
    re.IGNORECASE,
)
FRACTION = re.compile(r"(?<=^\d)\.0$|(?<=^\d\d)\.0$|(?<=^\d\d\d)\.0$")
SUB = re.compile(r"\(?(?P<letter>[a-zа-яёәіўқғҳ]|[ivx]{1,4})[.)]+", re.IGNORECASE)
SUB_IN_TITLE = re.compile(r"\(?(?P<letter>[a-zа-яёәіўқғҳ])\)\s*\S")
MOST_JOINED = 200  # rows that go on with one action


@dataclass
class PlanRow:
    """An action of the file, in texts by our column; ``section`` is its direction, ``path`` all that stand above it.

    ``label`` is its number without marks, for its code; of one that is ``doubtful`` no code is made.
    """

    number: int
    cells: dict[str, str]
    section: Section | None = None
    joined: list[int] = field(default_factory=list)
    path: tuple[Section, ...] = ()
    label: str | None = None
    doubtful: bool = False

    @property
    def is_full(self) -> bool:
        """Whether more rows are read together as one action than any plan has."""
        return len(self.joined) >= MOST_JOINED

    @property
    def bare(self) -> str:
        return bare_number(self.cells.get("number", "")) if self.label is None else self.label

    @property
    def group(self) -> Hashable:
        """Within what its number is to be found once: its section, or else its direction."""
        return self.path or self.cells.get("direction", "")


def bare_number(cell: str) -> str:
    """A number as printed without the marks around it: “1.1.” is 1.1."""
    return BAND.sub("", AT_END.sub("", AT_BEGIN.sub("", " ".join(cell.split()))))


def is_date(number: str) -> bool:
    """Whether a spreadsheet program has made a date of a number."""
    return AS_DATE.fullmatch(number.strip()) is not None


def lost_zero(before: str, number: str) -> str:
    """The number that stood there before a spreadsheet program took its zero away: 1.10 after 1.9."""
    stem, _dot, last = before.rpartition(".")
    if not stem or not last.isdecimal() or (int(last) + 1) % 10:
        return ""
    following = f"{stem}.{int(last) + 1}"
    return following if number == following.rstrip("0") else ""


def with_codes(rows: Sequence[PlanRow], known: Mapping[str, str]) -> None:
    """Gives each row a code: its own, or its number; after its section's where the numbers begin anew in each.

    Where a plan has no numbers, ``known`` are the codes of the actions that are there, by their folded titles.
    """
    if rows and "code" in rows[0].cells:
        for row in rows:
            row.cells["code"] = "" if row.doubtful else row.cells["code"]
        return
    is_numbered = any(row.bare for row in rows) or any(row.label is not None for row in rows)
    codes = numbered(rows) if is_numbered else by_titles(rows, known)
    for row, code in zip(rows, codes, strict=True):
        row.cells["code"] = "" if row.doubtful else code


def is_once(numbers: Iterable[str]) -> bool:
    return max(Counter(filter(None, numbers)).values(), default=0) < 2


def numbered(rows: Sequence[PlanRow]) -> list[str]:
    """The numbers; where they begin anew in each section, after the section's own number or its place among them."""
    without_fractions(rows)
    numbers = [row.bare for row in rows]
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row.bare)
    if is_once(numbers) or not all(map(is_once, groups.values())):
        return numbers
    labels = labels_of(list(groups))
    return [row.bare and f"{labels[row.group]}-{row.bare}" for row in rows]


def without_fractions(rows: Sequence[PlanRow]) -> None:
    """Takes the zeros away that a program writes after whole numbers, where every number has them."""
    if all(FRACTION.search(row.bare) for row in rows):
        for row in rows:
            row.label = FRACTION.sub("", row.bare)


def labels_of(groups: Sequence[Hashable]) -> dict[Hashable, str]:
    """A label for each section: its number, or those of all that stand above it, or its place in the plan."""
    paths = [group if isinstance(group, tuple) else () for group in groups]
    for labels in ([path[-1].number if path else "" for path in paths], [whole_number(path) for path in paths]):
        if all(labels) and is_once(labels):
            return dict(zip(groups, labels, strict=True))
    return {group: str(place) for place, group in enumerate(groups, start=1)}


def whole_number(path: Sequence[Section]) -> str:
    return "-".join(section.number for section in path) if all(section.number for section in path) else ""


def by_titles(rows: Sequence[PlanRow], known: Mapping[str, str]) -> list[str]:
    """The codes of actions with the same title, and for others the numbers that follow; none for a title's second."""
    last = max((int(code) for code in known.values() if code.isdecimal()), default=0)
    seen: set[str] = set()
    codes = []
    for row in rows:
        titles = [title for column in TITLES if (title := fold(cleaned(row.cells.get(column, "")).text))]
        code = next((known[title] for title in titles if title in known), "")
        if seen.isdisjoint(titles) and not code:
            last += 1
            code = str(last)
        codes.append(code if seen.isdisjoint(titles) else "")
        seen.update(titles)
    return codes
