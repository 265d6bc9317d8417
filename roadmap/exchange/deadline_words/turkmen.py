"""Turkmen."""

from roadmap.exchange.deadline_words.wordings import Wordings, converted, numbered, product, recurring

NJY = r"(?:[- ]?n[jy][yi])"
YEAR = rf"<year>{NJY}? (?:ýylyň|ýylda|ýyl|ý\.?),?"
YEARS = rf"<year>{NJY}?-<to_year>{NJY}? ýyllar(?:da|y)?"
UNTIL = r"(?:yna|ine|una|üne|ne|na)(?: çenli| çenli möhletde)"
NO_LATER = r"(?:yndan|inden|undan|ünden) (?:gijä|giç) galman"
END = r"(?:ahyryna|soňuna|aýagyna) çenli"
QUARTER = rf"<quarter>{NJY}? çärýe(?:k|gi)"
HALF = rf"<half>{NJY}? (?:ýarymy|ýarym ýyllygy|ýarym ýyllyk|ýarymýyllygy|ýarymýyllyk)"
ONCE = ("bir gezek", "1 gezek", "azyndan bir gezek", "iň azyndan bir gezek")
TWICE = ("iki gezek", "2 gezek", "azyndan iki gezek")

TURKMEN = Wordings(
    months=numbered(
        "ýanwar",
        "fewral",
        "mart",
        "aprel",
        "maý",
        "iýun",
        "iýul",
        "awgust",
        "sentýabr",
        "oktýabr",
        "noýabr",
        "dekabr",
    ),
    numbers=numbered("birinji", "ikinji", "üçünji", "dördünji"),
    continuous=(
        "hemişe",
        "hemişelik",
        "hemişelik esasda",
        "üznüksiz",
        "dowamly",
        "bütin döwürde",
        "bütin döwrüň dowamynda",
    ),
    recurring=recurring(
        year=(
            *("her ýyl", "her ýylda", "her ýylyň", "her ýylyň ahyrynda", "her ýylyň soňunda"),
            *product(("ýylda", "her ýylda", "ýyla"), ONCE),
        ),
        half=(
            *("her ýarym ýyl", "her ýarym ýylda", "her alty aýda", "her 6 aýda"),
            *product(("ýarym ýylda", "her ýarym ýylda", "alty aýda", "6 aýda"), ONCE),
            *product(("ýylda", "her ýylda"), TWICE),
        ),
        quarter=(
            *("her çärýek", "her çärýekde", "her üç aýda", "her 3 aýda", "her çärýegiň ahyrynda"),
            *("her çärýegiň soňunda",),
            *product(("çärýekde", "her çärýekde", "üç aýda", "her üç aýda"), ONCE),
            *product(("ýylda",), ("dört gezek", "4 gezek")),
        ),
        month=(
            *("her aý", "her aýda", "her aýyň ahyrynda", "her aýyň soňunda"),
            *product(("aýda", "her aýda"), ONCE),
        ),
    ),
    within=(
        rf"{YEAR} {QUARTER}(?:nde|de)?",
        rf"{YEAR} <quarter>-<to_quarter>{NJY}? çärýekleri(?:nde)?",
        rf"{YEAR} {HALF}(?:nda|da)?",
        rf"{YEAR} <month>(?:y|i|ynda|inde|da|de)?",
        rf"{YEAR} <month> aýy(?:nda)?",
        rf"<month>,? (?:{YEAR}|<year>)",
        r"<year>,? <month>",
        rf"{QUARTER},? (?:{YEAR}|<year>)",
        rf"<year>,? {QUARTER}",
        rf"{YEAR} <month>-<to_month>(?:y|i)?(?: aýlary| aýlarynda| aýlarda)?",
        rf"<year>{NJY}? (?:ýyl(?:da|y)?|ý\.?)",
        r"<year>-<to_year> ýý\.?",
        rf"<year>{NJY}? ýylyň (?:dowamynda|içinde)",
        rf"<year>{NJY}?-<to_year>{NJY}? ýyllar(?:da|y|ynda)?(?: aralygynda)?",
        rf"<year>{NJY}?-<to_year>{NJY}? ýyllaryň (?:dowamynda|içinde|aralygynda)",
    ),
    by=(
        rf"{YEAR} <day>{NJY}?[ -]?<month>(?:y|i|{UNTIL}|{NO_LATER})?",
        rf"{YEAR} {END}",
        rf"<day>{NJY}?[ -]?<month>,? (?:{YEAR}|<year>)",
        rf"{YEAR} <month>(?:ynyň|iniň| aýynyň) {END}",
        rf"{YEAR} {QUARTER}niň {END}",
        rf"{YEAR} {HALF}nyň {END}",
        r"<date>(?: ?[- ]?(?:a|e|na|ne))? çenli",
        r"<date> ?(?:ý\.?|ýyla çenli)",
        rf"{YEAR} (?:(?:{QUARTER}niň|{HALF}nyň|<month>(?:yň|iň|ynyň|iniň| aýynyň)) )?(?:ahyry|soňy|aýagy)(?:nda)?",
    ),
    until=(rf"<year>{NJY}? ýyla çenli,? <recurring>", rf"<recurring>,? <year>{NJY}? ýyla çenli"),
    during=(
        rf"{YEARS}(?:,? <recurring>| \(<recurring>\))",
        rf"<recurring>,? {YEARS}",
        rf"<recurring> \({YEARS}\)",
    ),
    year_end=(rf"<recurring>,? <day>{NJY}? <month>{UNTIL}",),
    next_year=(rf"<recurring>,? indiki ýylyň <day>{NJY}? <month>{UNTIL}",),
    next_month=(rf"<recurring>,? indiki aýyň <day>{NJY}?-?(?:a|e|na|ne|sine|syna) çenli",),
)


def on_english_keys(words: str) -> str:
    """The same without the marks of the letters."""
    return words.translate(str.maketrans("äçňöşüýž", "acnosuyz"))


TURKMEN_ON_ENGLISH_KEYS = converted(TURKMEN, on_english_keys)
