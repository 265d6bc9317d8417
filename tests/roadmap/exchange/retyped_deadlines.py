"""Wordings of deadlines as someone else types them, or a page breaks them: the meaning stays."""

from hypothesis import strategies as st

from roadmap.exchange.deadline_plain import TO_CYRILLIC, TO_LATIN

SPACES = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2009", "\u202f", " \n ", ""]
DASHES = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "－", " - ", " – ", "— ", " —", "-\n", "--"]
BEFORE = ["", " ", "\n", "\ufeff", "(", "«", "“", "Срок: ", "Срок исполнения – ", "Muddati: ", "Deadline: "]
ENDS = ["", ".", "..", ";", ",", " ", ". ", "\n", " .", ":", ")", "»", "”"]
CASES = [str, str.upper, str.lower, str.title, str.capitalize, str.swapcase]
ROMANS = [
    ("IV", ["ІV", "IУ", "Ⅳ", "iv", "lV", "4", "4-й", "1V"]),
    ("III", ["ІІІ", "IIІ", "ШІ", "Ш", "Ⅲ", "lll", "3", "III-й", "3-й", "II I"]),
    ("II", ["ІІ", "IІ", "П", "Ⅱ", "ll", "2", "2-й", "11"]),
    ("I ", ["І ", "Ⅰ ", "1 ", "l ", "1-й ", "| "]),
]
WORDS = [
    *[("года", other) for other in ("г.", "г", "года", " г.")],
    *[("квартал", other) for other in ("кв.", "кв", "кв-л")],
    *[
        ("е", "ё"),
        ("«", '"'),
        ("yil", "y."),
        ("йил", "й."),
        ("жылғы", "ж."),
        ("‘", "'"),
        ("‘", "ʻ"),
        ("ғ", "г"),
        ("қ", "к"),
    ],
    *[("е", "e"), ("а", "a"), ("і", "i"), ("ý", "y"), ("ň", "n"), ("ç", "c"), (" of ", " "), (", ", " ")],
]


@st.composite
def retyped(draw: st.DrawFn, wording: str) -> str:
    """The wording in other spaces, dashes, cases, letters, forms of numbers and marks around it."""
    text = wording
    for roman, others in ROMANS:
        if roman in text and draw(st.booleans()):
            text = text.replace(roman, draw(st.sampled_from(others)))
            break
    for word, other in draw(st.lists(st.sampled_from(WORDS), max_size=2)):
        text = text.replace(word, other)
    if draw(st.booleans()):
        text = "".join(mistaken(draw, letter) for letter in text)
    text = draw(st.sampled_from(CASES))(text)
    text = "".join(draw(st.sampled_from(SPACES)) if sign == " " and draw(st.booleans()) else sign for sign in text)
    text = "".join(draw(st.sampled_from(DASHES)) if sign in "-–—" else sign for sign in text)
    return draw(st.sampled_from(BEFORE)) + text + draw(st.sampled_from(ENDS))


def mistaken(draw: st.DrawFn, letter: str) -> str:
    """The letter, or sometimes the one of the other alphabet that looks like it."""
    other = letter.lower().translate(TO_CYRILLIC if letter.isascii() else TO_LATIN)
    return other if draw(st.integers(0, 5)) == 0 else letter
