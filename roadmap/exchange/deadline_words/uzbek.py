"""Uzbek, in Latin letters and, letter for letter, in Cyrillic ones."""

import re

from roadmap.exchange.deadline_words.wordings import Wordings, converted, numbered, product, recurring

YIL = r"<year>[- ]?(?:yil(?:i|da|ning|dagi)?|y\.?),?"
QUARTER = r"<quarter>(?:-?chi)?[- ]?(?:chora[kg]|chor\.?)"
HALF = r"<half>(?:-?chi)?[- ]?(?:yarim ?yillik|yarim ?yillig|yarm)"
QADAR = r"(?:ga qadar|gacha| kuniga qadar| kunigacha)(?: bolgan)?(?: muddatda| muddatga| davrda)?"
NO_LATER = r"dan kechi(?:kmay|kmasdan|ktir(?:may|masdan|magan holda|ilmagan holda|ilmasdan))"
END = r"(?:oxir|yakun)i(?:gacha|ga qadar|dan kechiktirmay|dan kechiktirmasdan)"
LETTERS = {
    "ya": "я",
    "yu": "ю",
    "yo": "е",
    "ch": "ч",
    "sh": "ш",
    "tort": "тўрт",
    "bolgan": "бўлган",
    "boyicha": "бўйича",
} | dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True))
LETTER = re.compile("<[a-z_]+>|" + "|".join(sorted(LETTERS, key=len, reverse=True)))
ONCE = ("bir marta", "1 marta", "kamida bir marta", "kamida 1 marta", "bir marotaba", "1 marotaba")
TWICE = ("ikki marta", "2 marta", "kamida ikki marta", "kamida 2 marta")
FOUR = ("tort marta", "4 marta")

UZBEK = Wordings(
    months=numbered(
        "yanvar",
        "fevral",
        "mart",
        "aprel",
        "may",
        "iyun",
        "iyul",
        "avgust",
        "sentabr|sentyabr",
        "oktabr|oktyabr",
        "noyabr",
        "dekabr",
    ),
    numbers=numbered("birinchi", "ikkinchi", "uchinchi", "tortinchi"),
    continuous=(
        "doimiy",
        "doimiy ravishda",
        "doimiy asosda",
        "doimiy tarzda",
        "uzluksiz",
        "uzluksiz ravishda",
        *product(("butun davr", "butun muddat"), ("davomida", "mobaynida")),
    ),
    recurring=recurring(
        year=(
            *(
                "har yil",
                "har yilning",
                "har yili",
                "har yilda",
                "har yil yakunida",
                "har yil oxirida",
                "har yilning oxirida",
                "har yilning yakunida",
            ),
            *product(("yiliga", "yilda", "bir yilda", "har yili", "kamida yiliga", "kamida yilda"), ONCE),
        ),
        half=(
            *("har yarim yil", "har yarim yilda", "har yarim yillik", "har yarim yillikda", "har olti oyda"),
            *("har 6 oyda", "har yarim yil yakunida", "har yarim yil yakuni boyicha", "har yarim yillik yakunida"),
            *product(
                (
                    "yarim yilda",
                    "har yarim yilda",
                    "yarim yillikda",
                    "har yarim yillikda",
                    "olti oyda",
                    "6 oyda",
                    "har olti oyda",
                ),
                ONCE,
            ),
            *product(("yiliga", "yilda", "bir yilda"), TWICE),
        ),
        quarter=(
            *(
                "har chorak",
                "har chorakda",
                "har chorak yakunida",
                "har chorak yakuni boyicha",
                "har chorak yakuni bilan",
                "har chorak yakunlari boyicha",
                "har chorak oxirida",
                "har chorakning oxirida",
                "har chorakning yakunida",
                "har uch oyda",
                "har 3 oyda",
            ),
            *product(("chorakda", "har chorakda", "uch oyda", "3 oyda", "har uch oyda"), ONCE),
            *product(("yiliga", "yilda", "bir yilda"), FOUR),
        ),
        month=(
            *("har oy", "har oyda", "har oy yakunida", "har oy oxirida", "har oyning oxirida", "har oyning yakunida"),
            *product(("oyiga", "oyda", "har oyda", "bir oyda"), ONCE),
        ),
    ),
    within=(
        rf"{YIL} {QUARTER}(?:(?:i|da|ida)?|i? davomida|i? mobaynida|i? ichida)",
        rf"{QUARTER}i?,? (?:{YIL}|<year>)",
        rf"<year>,? {QUARTER}",
        rf"{YIL} <quarter>-<to_quarter>[- ]?chorak(?:lar|lari|larda|larida)?",
        rf"{YIL} {HALF}(?:i|da|ida)?",
        rf"{HALF}(?:i)?,? {YIL}",
        rf"{YIL} ?<month>(?:i|da|ida)?(?: oyi| oyida| oyi davomida| oyi mobaynida| oyi ichida| davomida)?",
        rf"<month>(?: oyi)?,? (?:{YIL}|<year>)",
        r"<year>,? <month>",
        rf"{YIL} <month>-<to_month>(?:da)?(?: oylari| oylarida)?",
        r"<year>[- ]?yil <month>-<to_year>[- ]?yil <to_month>",
        rf"{YIL}(?: davomida| mobaynida| ichida)?",
        rf"{YIL} <day>-<to_day>[- ]?<month>",
        r"<year>(?:[- ]?yil)?-<to_year>[- ]?(?:yillar(?:da|i|ida)?|yil|yy\.?|y\. ?y\.?)"
        r"(?: davomida| mobaynida| ichida)?",
    ),
    by=(
        rf"{YIL} <day>(?:-?chi)?[- ]?<month>(?:i)?(?:{QADAR}|{NO_LATER})?",
        rf"<day>[- ]?<month>,? (?:{YIL}(?:{QADAR})?|<year>)",
        rf"{YIL} {END}",
        rf"{YIL} <month>(?: oyi)?(?:ning)? {END}",
        rf"{YIL} <month>(?: oyi)?{NO_LATER}",
        rf"{YIL} {QUARTER}(?:i)?(?:ning)? {END}",
        rf"{YIL} {QUARTER}(?:i)?{NO_LATER}",
        rf"{YIL} {HALF}(?:i)?(?:ning)? {END}",
        rf"<date>[- ]?(?:yil)?(?: ?{QADAR}| ?{NO_LATER})",
        r"<date>[- ]?(?:yil|y\.?)",
        rf"{YIL} (?:(?:{QUARTER}|{HALF})i?(?:ning)? |<month>(?: oyi)?(?:ning)? )?(?:oxir|yakun)i(?:da)?",
    ),
    until=(r"<year>[- ]?yil(?:gacha|ga qadar),? <recurring>", r"<recurring>,? <year>[- ]?yil(?:gacha|ga qadar)"),
    during=(
        r"<year>-<to_year>[- ]?yillar(?:da)?(?: davomida)?(?:,? <recurring>| \(<recurring>\))",
        r"<recurring>,? <year>-<to_year>[- ]?yillar(?:da)?(?: davomida)?",
        r"<recurring> \(<year>-<to_year>[- ]?yillar(?:da)?\)",
        r"(?!har yil)<recurring>,? <year>[- ]?yil(?:da| davomida)",
        r"<year>[- ]?yil(?:da| davomida),? (?!har yil)<recurring>",
    ),
    year_end=(rf"<recurring>,? <day>[- ]?<month>i?{QADAR}",),
    next_year=(rf"<recurring>,? keyingi yil(?:ning)? <day>[- ]?<month>(?:i)?{QADAR}",),
    next_month=(rf"<recurring>,? keyingi oyning <day>[- ]?(?:sanasi|kuni){QADAR}",),
)


def in_cyrillic(words: str) -> str:
    """The same in Cyrillic letters; the names of what is filled in stay."""
    return LETTER.sub(lambda found: LETTERS.get(found[0], found[0]), words)


def on_russian_keys(words: str) -> str:
    """The same without the four letters that a Russian keyboard lacks."""
    return words.translate(str.maketrans("ҳқғў", "хкгу"))


RUSSIAN_SPELLINGS = numbered(
    *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август"),
    *("сентябрь|сентябр", "октябрь|октябр", "ноябрь", "декабрь"),
)
CYRILLIC = converted(UZBEK, in_cyrillic)
UZBEK_CYRILLIC = Wordings(**{**vars(CYRILLIC), "months": CYRILLIC.months | RUSSIAN_SPELLINGS})
UZBEK_ON_RUSSIAN_KEYS = converted(UZBEK_CYRILLIC, on_russian_keys)
