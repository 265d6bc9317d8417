"""Wordings as plans really have them: however they are typed, they are read as they are meant, or not at all."""

import time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from roadmap.exchange.deadline_forms import CONTINUOUS, FORMS, RECURRING
from roadmap.exchange.deadline_plain import TO_CYRILLIC, TO_LATIN, plain
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, meaning, read_deadline
from roadmap.exchange.deadline_words import ALL
from tests.roadmap.exchange.known_deadlines import IMPOSSIBLE, KNOWN, UNREAD

UNKNOWN = Reading()
WORDINGS = sorted(KNOWN)
NUMBERED = [wording for wording in WORDINGS if any(sign.isdigit() for sign in wording) and wording != "12.2026"]
SPACES = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2009", "\u202f", " \n ", ""]
DASHES = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "－", " - ", " – ", "— ", " —", "-\n", "--"]
ENDS = ["", ".", "..", ";", ",", " ", ". ", "\n", " .", ":"]
CASES = [str, str.upper, str.lower, str.title, str.capitalize, str.swapcase]
ROMANS = [
    ("IV", ["ІV", "IУ", "Ⅳ", "iv", "4"]),
    ("III", ["ІІІ", "IIІ", "ШІ", "Ш", "Ⅲ", "lll", "3", "III-й", "3-й"]),
    ("II", ["ІІ", "IІ", "П", "Ⅱ", "ll", "2", "2-й"]),
    ("I ", ["І ", "Ⅰ ", "1 ", "l ", "1-й "]),
]
INTRUDERS = [*"OОoоlIЗбBВ'’‘\"«»“¹²³½①.,:_ *?()|\n\t\u00ad\u200b\u202e\u0336xXvі", " 0", "5.", ",5"]
MISTYPED = {"0": "OОoо", "1": "lI|!", "2": "Zz", "3": "ЗзЭ", "4": "Чч", "5": "Ss", "6": "бb", "8": "BВ", "9": "gq"}


def read(wording: str) -> Reading:
    """The reading; an impossible day is none."""
    try:
        return read_deadline(wording)
    except ImpossibleDateError:
        return UNKNOWN


@st.composite
def typed(draw: st.DrawFn) -> tuple[str, str]:
    """A wording, and the same as someone else has typed it."""
    wording = draw(st.sampled_from(WORDINGS))
    text = wording
    for roman, others in ROMANS:
        if roman in text and draw(st.booleans()):
            text = text.replace(roman, draw(st.sampled_from(others)))
            break
    if draw(st.booleans()):
        text = "".join(mistaken(draw, letter) for letter in text)
    text = draw(st.sampled_from(CASES))(text)
    text = "".join(draw(st.sampled_from(SPACES)) if sign == " " and draw(st.booleans()) else sign for sign in text)
    text = "".join(draw(st.sampled_from(DASHES)) if sign in "-–—" else sign for sign in text)
    return wording, draw(st.sampled_from(["", " ", "\n", "\ufeff"])) + text + draw(st.sampled_from(ENDS))


def mistaken(draw: st.DrawFn, letter: str) -> str:
    """The letter, or sometimes the one of the other alphabet that looks like it."""
    other = letter.lower().translate(TO_CYRILLIC if letter.isascii() else TO_LATIN)
    return other if draw(st.integers(0, 5)) == 0 else letter


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, str]:
    """A wording, and the same with something in one of its numbers that does not belong there."""
    wording = draw(st.sampled_from(NUMBERED))
    place = draw(st.sampled_from([index for index, sign in enumerate(wording) if sign.isdigit()]))
    if draw(st.booleans()) and wording[place] in MISTYPED:
        return wording, wording[:place] + draw(st.sampled_from(MISTYPED[wording[place]])) + wording[place + 1 :]
    side = place + draw(st.integers(0, 1))
    return wording, wording[:side] + draw(st.sampled_from(INTRUDERS)) + wording[side:]


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_is_read(wording: str):
    assert read_deadline(wording) == KNOWN[wording]


@pytest.mark.parametrize("wording", UNREAD)
def test_what_has_no_single_meaning_stays_unread(wording: str):
    assert read_deadline(wording) == UNKNOWN


@pytest.mark.parametrize("wording", IMPOSSIBLE)
def test_an_impossible_day_is_told(wording: str):
    with pytest.raises(ImpossibleDateError):
        read_deadline(wording)


@given(typed())
@hypothesis_settings(max_examples=3_000)
def test_however_it_is_typed_it_means_the_same_or_nothing(pair: tuple[str, str]):
    wording, text = pair
    assert read(text) in (KNOWN[wording], UNKNOWN)


@given(mangled())
@hypothesis_settings(max_examples=3_000)
def test_a_mangled_number_gives_no_other_date(pair: tuple[str, str]):
    wording, text = pair
    assert read(text) in (KNOWN[wording], UNKNOWN)


@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: text.replace(" ", "\u00a0\n") + "."])
def test_case_spaces_and_full_stops_keep_no_wording_from_being_read(change):
    unread = [wording for wording in WORDINGS if read(change(wording)) != KNOWN[wording]]
    assert not unread


@pytest.mark.parametrize("dash", ["–", "—", " - ", " — ", "‑"])
def test_any_dash_is_a_dash(dash: str):
    unread = [wording for wording in WORDINGS if read(wording.replace("-", dash)) != KNOWN[wording]]
    assert not unread


@pytest.mark.parametrize("wording", WORDINGS)
def test_the_forms_do_not_contradict_each_other(wording: str):
    text = plain(wording)
    found = [(form, named) for form in FORMS if (named := form.found_in(text))]
    assert {meaning(form, named) for form, named in found} <= {KNOWN[wording]}


def test_no_word_means_two_things():
    assert not CONTINUOUS & set(RECURRING)
    for words in ("months", "recurring"):
        meanings = {pair for language in ALL for pair in getattr(language, words).items()}
        assert len(meanings) == len({word for word, _meaning in meanings})


@pytest.mark.parametrize(
    "junk", ["1" * 1_000, " " * 1_000, "до " * 333, "2026-" * 200, "ii-" * 100, "a'" * 500, "- " * 500, "первый" * 50]
)
def test_junk_is_left_at_once(junk: str):
    read_deadline("2026")  # makes the patterns
    begun = time.perf_counter()
    assert read_deadline(junk) == UNKNOWN
    assert read_deadline(junk[:300]) == UNKNOWN
    assert time.perf_counter() - begun < 0.5
