"""Persons beside the names of bodies: heads and contacts, with their initials, titles and telephones."""

import re

from cooperation.rules.fold import fold
from roadmap.exchange.bodies_words import meant, phrases

TITLES = phrases("""
министр|вице-министр|раис|раиси|председатель|заместитель|зам|директор|директори|ректор|руководитель|начальник|глава
и.о|и. о|отв|г-н|г-жа|аким|хоким|ҳоким|вазир|вазири|бошлиғи|президент|секретарь|первый|ўринбосари|куратор|контакт
vazir|vaziri|rais|raisi|direktor|direktori|hokim|hokimi|rektor|rektori|boshlig‘i|o‘rinbosari|deputy|first|mr|ms|mrs
minister|chair|chairman|chairperson|chairwoman|director|head|rector|president|dr|prof|contact|secretary|vice-minister
төраға|төрағасы|министрі|әкім|әкімі|басшысы|директоры|орынбасары|başlyk|başlygy|ministri|müdiri|häkim|häkimi
""")
NAMED_AFTER = re.compile(r"(?:\bим\.?|\bимени|\bnamed after|\bafter)$", re.IGNORECASE)
SURNAME = re.compile(
    r"(?:[оеёи]в|[оеё]ва|[оеи]ви?ч|[иы]н|[иы]на|ск(?:ий|ая|ой)|цк(?:ий|ая)|енко|чук|швили|дзе|зода|за[дт]е|бек(?:ов)?|бай"
    r"|[оеъ]вна|вич|ич|ична|ўғли|ўғлы|қизи|ұлы|улы|қызы|кызы|уулу|хон|жон|хонов|баев|алиев|пур|тегин"
    r"|[oe]v|[oe]va|[oe]vich|[oe]vna|ski[jy]?|skaya|enko|chuk|zoda|zade|bek|boy|ogli|oglu|qizi|uly|kyzy|gyzy|ulu"
    r"|yev|yeva|[iy]nov|[iy]nova|jon|xon|khan)$"
)
PLACES = phrases("""
берлин|пекин|ростов|саратов|псков|тамбов|азов|львов|харьков|киев|могилев|краков|кызылкум|самарканд|berlin|kiev|rostov
""")
INITIALS = re.compile(r"(?:[^\W\d_][^\W\d_’‘ʻ'`ʼ]{0,1}\.[\s-]?){1,3}")
REACHED = re.compile(r"(?:тел|tel|моб|mob|факс|fax|phone|e-?mail)\b|\+?\d[\d\s()-]{5,}$|\S+@\S+\.\w+$", re.IGNORECASE)
SPLIT = re.compile(r"\s*[,;/]\s*|\s[–—-]\s|\s+(?:и|ва|va|және|we|and)\s+")


def is_named_after(text: str) -> bool:
    """Whether a person who follows is the one after whom a body is named."""
    return bool(NAMED_AFTER.search(text))


def is_titled(word: str) -> bool:
    """Whether a word is written as names are: Қўчқоров, Ortiqxoʻjayev, Салтыков-Щедрин."""
    letters = re.sub(r"[’‘ʻ'`ʼ-]", "", word)
    return len(letters) > 1 and letters.isalpha() and letters[0].isupper() and not letters.isupper()


def without_title(text: str) -> str:
    """A text from its first word that is no person's title."""
    words = text.split()
    while words and (meant(words[0]) in TITLES or words[0] in "–—-:"):
        words.pop(0)
    return " ".join(words)


def is_person(text: str, *, in_brackets: bool = False) -> bool:
    """Whether a text is a person's name, with initials or, in brackets, the ending of one; or how to reach somebody."""
    if REACHED.match(text):
        return True
    plain = without_title(text) if in_brackets else text.strip()
    rest, initials = INITIALS.subn(" ", plain)
    words = rest.split()
    if not 1 <= len(words) <= 4 or not all(map(is_titled, words)) or not plain[0].isupper():
        return False
    if initials:
        is_alone = len(words) == 1 or (len(words) == 2 and (fold(words[0]) in TITLES or is_surname(words[0])))
        return is_alone and all(found[0].isupper() for found in INITIALS.findall(plain))
    return in_brackets and any(map(is_surname, words))


def is_surname(word: str) -> bool:
    plain = fold(word)
    return bool(SURNAME.search(plain)) and len(plain) > 3 and plain not in PLACES


def is_contact(text: str) -> bool:
    """Whether what stands in brackets begins with a person."""
    first = SPLIT.split(text.strip(), maxsplit=1)[0]
    return bool(first) and is_person(first, in_brackets=True)
