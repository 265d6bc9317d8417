"""Names that are the same but for a keyboard or an alphabet, and names that are only like each other."""

import re
import unicodedata
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from cooperation.rules.fold import APOSTROPHES, QUOTES, search_key

NEAREST = 3
NEAR_ENOUGH = 76
NEAR_ENOUGH_IF_SHORT = 66  # one letter of three
SHORT = 4
LEAST_TRANSLITERATED = 6  # shorter words of two alphabets are alike by chance: МИД and MID
COMMON_WORDS_COUNT = 0.92

CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
ALIKE_LATIN, ALIKE_CYRILLIC = "ABCEHIKMOPSTXYJ", "АВСЕНІКМОРЅТХУЈ"
TO_CYRILLIC = str.maketrans(ALIKE_LATIN + "aceiopsxyj", ALIKE_CYRILLIC + "асеіорѕхуј")
TO_LATIN = str.maketrans(ALIKE_CYRILLIC + "асеіорѕхуј", ALIKE_LATIN + "aceiopsxyj")
SIGNS = re.compile(r"[^\w&+]+|_+")
SINGLE_LETTERS = re.compile(r"(?:\b[^\W\d_][ .]+)+[^\W\d_]\b")
NO_SPACE = re.compile(r"[\s.]+")

# Uzbek in Latin letters as the law of 1995 has it, folded: without apostrophes.
UZBEK = str.maketrans("абвгдежзийклмнопрстуфхыэўқғҳ", "abvgdejziyklmnoprstufxieoqgh") | str.maketrans(
    {"ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "ё": "yo"}
)
YE = re.compile(r"(?<![^\W\d_])е|(?<=[аеёиоуэюяўъь])е")
TS = re.compile("(?<=[аеёиоуэюяў])ц")
COUNTRY = re.compile(
    r"\b(?:(?:of |the |ning )*(?:respublik\w*|republic of|republic|kyrgyz republic)?\s?"
    r"(?:uzbe[kg]istan\w*|uzbekiston\w*|ozbekiston\w*|ozbe[kg]istan\w*|kazahstan\w*|kazahston\w*|kozogiston\w*"
    r"|gazagistan\w*|turkmeniston\w*|turkmenistan\w*|rosi[iy]\w*|rusia|tadjikistan\w*|tajikistan\w*|kirgizstan\w*"
    r"|kirgizistan\w*)(?: respublik\w*)?|rk|ruz|rf|kr|kirgizsk\w* respublik\w*|rosiysk\w* federatsi\w*)(?= |$)"
)


def spelt(name: str) -> set[str]:
    """The keys of a name, of which one at least is the same for its spellings by other keyboards and alphabets."""
    plain = unicodedata.normalize("NFKC", name).translate(APOSTROPHES | QUOTES)
    plain = SINGLE_LETTERS.sub(lambda found: NO_SPACE.sub("", found[0]), plain)
    words = [in_one_alphabet(word) for word in SIGNS.sub(" ", plain).split()]
    if not words:
        return set()
    seen = " ".join(word.translate(TO_LATIN) if is_only_alike(word) else word for word in words)
    keys = {seen.casefold().replace("ё", "е")}
    sounded = in_latin(" ".join(words).casefold())
    if len(sounded) >= LEAST_TRANSLITERATED:
        keys.add(f"~{sounded}")
    return keys


def in_one_alphabet(word: str) -> str:
    """A word of two alphabets with the letters that only look like those of the one in which the rest is written."""
    if not CYRILLIC.search(word) or not LATIN.search(word):
        return word
    cyrillic, latin = word.translate(TO_CYRILLIC), word.translate(TO_LATIN)
    if not LATIN.search(cyrillic):
        return cyrillic
    return word if CYRILLIC.search(latin) else latin


def is_only_alike(word: str) -> bool:
    """Whether every letter of a Cyrillic word of capitals can be read as a Latin one."""
    return word.isupper() and not CYRILLIC.search(word.translate(TO_LATIN))


def in_latin(text: str) -> str:
    """A folded text with Uzbek Latin letters for the Cyrillic ones."""
    if not CYRILLIC.search(text):
        return text
    return TS.sub("ts", YE.sub("ye", text)).replace("ц", "s").translate(UZBEK)


def near_key(name: str) -> str:
    """What is left of a name where its country, its alphabet and its marks are left out."""
    key = SIGNS.sub(" ", search_key(SINGLE_LETTERS.sub(lambda found: NO_SPACE.sub("", found[0]), name)))
    return " ".join(COUNTRY.sub(" ", key).split()) or key.strip()


@dataclass
class Neighbours:
    """Finds the names that are most like another one; what was found is kept until a name is learnt."""

    unread: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    found: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def learn(self, code: str, name: str) -> None:
        self.unread.append((code, name))
        self.found.clear()

    def of(self, name: str) -> list[tuple[str, str]]:
        """Up to three codes, each once, with the name that is like this one; the most like first."""
        for code, known in self.unread:
            shown = self.names.setdefault(near_key(known), {})
            shown[code] = known if shown.get(code, code) == code else shown[code]
        self.unread.clear()
        if name not in self.found:
            self.found[name] = self.look(near_key(name))
        return self.found[name]

    def look(self, key: str) -> list[tuple[str, str]]:
        enough = NEAR_ENOUGH_IF_SHORT if len(key) <= SHORT else NEAR_ENOUGH
        scores: dict[str, float] = {}
        for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_set_ratio, COMMON_WORDS_COUNT)):
            found = process.extract(
                key, self.names.keys(), scorer=scorer, limit=2 * NEAREST, score_cutoff=enough / weight
            )
            for known, score, _index in found:
                scores[known] = max(scores.get(known, 0), score * weight)
        near: dict[str, str] = {}
        for known in sorted(scores, key=lambda one: (-scores[one], one)):
            for code, shown in sorted(self.names[known].items()):
                near.setdefault(code, shown)
        return list(near.items())[:NEAREST]
