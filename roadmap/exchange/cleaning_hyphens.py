"""Hyphens at the ends of lines: those of compounds stay, those of broken words go; when in doubt they stay."""

import re
from functools import cached_property

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘`](?=[^\W\d_]))*")
COMPOUND = re.compile(rf"{WORD.pattern}(?:-{WORD.pattern})+")
ENDS_IN_HYPHEN = re.compile(r"(?:\w|['’‘`])[-‐‑]$|\d[–—]$")
LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|['’‘`])*)[-‐‑]$")
CONJUNCTIONS = frozenset(("и", "или", "да", "va", "yoki", "ва", "ёки", "және", "немесе", "we", "and", "or"))
AFTER_A_HYPHEN = frozenset(("то", "либо", "нибудь", "за", "под", "таки", "ка", "чи", "ku"))

# First parts of compounds that are written with a hyphen.
FIRST = frozenset(
    re.findall(
        r"\w+",
        """
        научно социально общественно военно медико санитарно эколого экономико организационно нормативно правово
        технико культурно учебно производственно финансово хозяйственно торгово информационно историко химико физико
        биолого геолого природно водно материально опытно проектно программно аппаратно контрольно планово системно
        кредитно налогово бюджетно денежно северо юго восточно западно центрально южно административно инженерно
        конструкторско строительно монтажно транспортно лечебно профилактическо оздоровительно рекреационно туристско
        познавательно просветительско методическо консультативно совещательно экспертно аналитико поисково спасательно
        вице пресс веб онлайн интернет бизнес штаб генерал премьер юг кое какой какая какое какие
        узбекско казахстанско казахско туркмено туркменско российско таджикско кыргызско киргизско англо русско
        cross long short non multi self socio well high low large medium small data year end mid
        decision policy law rule capacity evidence follow state country community user open
        """,
    )
)
SOLID = ("разно", "одно", "равно", "сельско")  # written as one word, though they end like an adjective
ADVERB = re.compile("(?:ому|ему|ски|цки)$")
COMPOUND_ADJECTIVE = re.compile(r"(?:[ьнчврдзсжт]н|[сц]к|[лнр]ев)о$")
GOES_ON_IN_RUSSIAN = re.compile(
    "ват|ван|ваю|вае|вал|вск|гич|гии|гия|лог|ном|мич|мик|ств|стн|ст[ьиея]|тел|ск|ни|нн|ци|жд|щ|ль|ны|ть"
)
GOES_ON = re.compile(
    r"(?:lash|lan(?:tir|ish|gan)|lar(?:i|n|g|d|$)|tir(?:ish|il)|ning$|dagi$|lik(?:ni|lar|$)|chilik|r?ish$|[ln]ish"
    r"|[ln]?gan$|лаш|лан(?:тир|иш|ган)|лар(?:и|н|г|д|$)|тир(?:иш|ил)|нинг$|даги$|лик(?:ни|лар|$)|чилик|р?иш$|[лн]иш"
    r"|[лн]?ган$|[лдт][ае]р(?:ы|і|д|м|ғ|г|$)|ланд[ыі]р|ленд[ыі]р|[дт][ыі]р[уа]|[нд][ыі]ң$|дағы$|дегі$"
    r"|[^\W\d_]{0,5}(?:tion|ment|mental|sion|ance|ence|ity|ing)s?$)"
)
RUSSIAN = re.compile("[а-яё]+")
NOT_RUSSIAN = re.compile("[ўқғҳәіңүұөһ]", re.IGNORECASE)
VOWEL = re.compile("[aeiouyаеёиоуыэюяўәіөүұýäöü]")


class Hyphens:
    """Joins a line that ends in a hyphen with the next one, by what else the text shows of its words."""

    DROPPED = "-"  # where the hyphen itself goes

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def compounds(self) -> frozenset[str]:
        return frozenset(map(str.casefold, COMPOUND.findall(self.text)))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(map(str.casefold, WORD.findall(self.text)))

    @cached_property
    def is_russian(self) -> bool:
        return not NOT_RUSSIAN.search(self.text)

    def joint(self, before: str, line: str) -> str:
        """What stands between two lines of a paragraph: a space, nothing, or DROPPED."""
        if not ENDS_IN_HYPHEN.search(before[-2:]) or not line[0].isalnum():
            return " "
        if before[-1] in "–—":
            return "" if line[0].isdigit() else " "
        first, second = LAST_WORD.search(before[-60:]), WORD.match(line)
        if not first or not second:
            return ""
        if second[0].casefold() in CONJUNCTIONS:
            return " "
        is_one_case = second[0].islower() or (first[1].isupper() and second[0].isupper() and len(first[1]) > 1)
        return self.DROPPED if is_one_case and self.is_broken(first[1].casefold(), second[0].casefold()) else ""

    def is_broken(self, first: str, second: str) -> bool:
        """Whether two parts are one word, as far as there is no doubt."""
        if f"{first}-{second}" in self.compounds or second in AFTER_A_HYPHEN:
            return False
        if first + second in self.words or not VOWEL.search(first) or not VOWEL.search(second):
            return True
        if first in FIRST and len(second) > 3:
            return False
        if self.is_russian and RUSSIAN.fullmatch(first) and RUSSIAN.fullmatch(second):
            return is_broken_in_russian(first, second)
        return len(second) < 3 or bool(GOES_ON.match(second))


def is_broken_in_russian(first: str, second: str) -> bool:
    """Whether a Russian word goes on; what else there is of compounds begins with an adjective in -о."""
    if first == "по":
        return not ADVERB.search(second)
    if len(second) <= 3 or first in SOLID or GOES_ON_IN_RUSSIAN.match(second):
        return True
    return not COMPOUND_ADJECTIVE.search(first)
