"""Wordings as plans really have them: however they are typed, they are read as they are meant, or not at all."""

import time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from roadmap.exchange.deadline_forms import CONTINUOUS, FORMS, RECURRING
from roadmap.exchange.deadline_plain import plain
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, meaning, read_deadline
from roadmap.exchange.deadline_words import ALL
from tests.roadmap.exchange.known_deadlines import IMPOSSIBLE, KNOWN, UNREAD
from tests.roadmap.exchange.retyped_deadlines import retyped

UNKNOWN = Reading()
WORDINGS = sorted(KNOWN)
NUMBERED = [wording for wording in WORDINGS if any(sign.isdigit() for sign in wording) and wording != "12.2026"]
INTRUDERS = [*"OОoоlIЗбBВ'’‘\"«»“¹²³½①.,:_ *?()|\n\t\u00ad\u200b\u202e\u0336xXvі", " 0", "5.", ",5"]
BEFORE = [
    *(
        "после",
        "не ранее",
        "начиная с",
        "до начала",
        "к началу",
        "около",
        "ориентировочно",
        "за",
        "до середины",
        "до и",
    ),
    *("after", "since", "starting", "not before", "early", "mid", "late", "around", "except", "as of"),
    *("keyin", "тахминан", "шамамен", "0", "32", "II", "первая декада", "раз в два года", "I этап:"),
]
AFTER = [
    *(" и далее", " или позже", " и позднее", " (I этап)", " при наличии финансирования", " и 2031 г.", "/27", "-27"),
    *(" onwards", " or later", " if funded", " dan keyin", "dan boshlab", " бошлаб", " дан кейін", " дан бастап"),
    *(" soň", "dan başlap", " 2", ".5", "?", " 00", " boshida", "ning boshida", " басында"),
]
MISTYPED = {"0": "OОoо", "1": "lI|!", "2": "Zz", "3": "ЗзЭ", "4": "Чч", "5": "Ss", "6": "бb", "8": "BВ", "9": "gq"}


def read(wording: str) -> Reading:
    """The reading; an impossible day is none."""
    try:
        return read_deadline(wording)
    except ImpossibleDateError:
        return UNKNOWN


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


@given(st.sampled_from(WORDINGS).flatmap(lambda wording: st.tuples(st.just(wording), retyped(wording))))
@hypothesis_settings(max_examples=3_000)
def test_however_it_is_typed_it_means_the_same_or_nothing(pair: tuple[str, str]):
    wording, text = pair
    assert read(text) in (KNOWN[wording], UNKNOWN)


@pytest.mark.parametrize("before", BEFORE)
def test_a_word_before_it_that_turns_its_meaning_leaves_it_unread(before: str):
    read_all_the_same = {wording for wording in WORDINGS if read(f"{before} {wording}") != UNKNOWN}
    assert not read_all_the_same


@pytest.mark.parametrize("after", AFTER)
def test_a_word_after_it_that_turns_its_meaning_leaves_it_unread(after: str):
    read_all_the_same = {wording for wording in WORDINGS if read(f"{wording}{after}") != UNKNOWN}
    assert not read_all_the_same


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
    whole = [wording for wording in WORDINGS if "-\n" not in wording]
    unread = [wording for wording in whole if read(wording.replace("-", dash)) != KNOWN[wording]]
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
