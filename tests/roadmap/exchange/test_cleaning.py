"""Cells from pages are cleaned of what the pages did to them, and of nothing else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from roadmap.exchange.cleaning import Cleaned, cleaned

SIGNS = list("аяАбo‘yaA1230.,;:!?-–—•()«\"' \n\n\n\r\t\u00a0\u00ad\u200b\ufffd\x07\x1f\x85\u2028\uf0b7")
PIECES = [
    "научно-",
    "совершен-",
    "1.",
    "1)",
    "а) ",
    "II. ",
    "2026 г.",
    "слово ",
    "по-",
    "ствование",
    " — ",
    "– ",
    "\n\n",
]
CELLS = st.lists(st.sampled_from(SIGNS + PIECES), max_size=30).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "Orol dengizining \n\nqurigan tubida \n\no‘rmon-meliorativ ",
            "Orol dengizining qurigan tubida o‘rmon-meliorativ",
        ),
        ("2019 — \n\n2028-yillar", "2019 — 2028-yillar"),
        ("2025-\n2030 годы", "2025-2030 годы"),
        ("2026-\nyil", "2026-yil"),
        ("два  слова\u00a0и\tтри", "два слова и три"),
        ("до 1 мая 2026 г.\nвключительно", "до 1 мая 2026 г. включительно"),
        ("1.\nПервый шаг\n2.\nВторой", "1. Первый шаг\n2. Второй"),
        ("эко\u00adлогия, эко\u00ad\nномика", "экология, экономика"),
        ("\u202eслово\u200b\ufeff", "слово"),
        ("строка\r\nи\u2028далее\x0bи ещё", "строка и далее и ещё"),
        ("\uf0b7 вода\n\uf0b7 воздух", "• вода\n• воздух"),
    ],
)
def test_lines_of_one_sentence_become_one(cell: str, text: str):
    assert cleaned(cell).text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1. Тасдиқлаш.\n\n2. Ишлаб чиқиш.", "1. Тасдиқлаш.\n2. Ишлаб чиқиш."),
        ("1) вода\n2) воздух и\nземля", "1) вода\n2) воздух и земля"),
        ("1.1. вода\n1.2. воздух", "1.1. вода\n1.2. воздух"),
        ("– вода\n– воздух", "– вода\n– воздух"),
        ("Охрана:\n- воды,\n- воздуха", "Охрана:\n- воды,\n- воздуха"),
        ("а) вода\nб) воздух", "а) вода\nб) воздух"),
        ("Принять план.\n\n\nУтвердить его.", "Принять план.\nУтвердить его."),
        ("охрана вод;\nохрана лесов", "охрана вод;\nохрана лесов"),
    ],
)
def test_paragraphs_and_items_of_a_list_stay_on_lines_of_their_own(cell: str, text: str):
    assert cleaned(cell).text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("совершен-\nствование", "совершенствование"),
        ("СОВЕРШЕН-\nСТВОВАНИЕ", "СОВЕРШЕНСТВОВАНИЕ"),
        ("меро-\n\nприятий", "мероприятий"),
        ("природо-\nохранный", "природоохранный"),
        ("сельско-\nхозяйственный", "сельскохозяйственный"),
        ("государственно-\nго", "государственного"),
        ("научно-\nисследовательский", "научно-исследовательский"),
        ("социально-\nэкономический", "социально-экономический"),
        ("по-\nновому", "по-новому"),
        ("какой-\nлибо", "какой-либо"),
        ("Нью-\nЙорк", "Нью-Йорк"),
        ("био-\nи геоинформатика", "био- и геоинформатика"),
        ("o‘rmon-\nmeliorativ", "o‘rmon-meliorativ"),
        ("chora-\ntadbir", "chora-tadbir"),
        ("takomil-\nlashtirish", "takomillashtirish"),
        ("илмий-\nтадқиқот ишлари", "илмий-тадқиқот ишлари"),
        ("imple-\nmentation", "implementation"),
        ("long-\nterm", "long-term"),
        ("план-график и план-\nграфик", "план-график и план-график"),
        ("takomil va tako-\nmil", "takomil va takomil"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_where_the_word_is_one(cell: str, text: str):
    assert cleaned(cell).text == text


def test_what_was_mended_is_told_with_the_words_around_it():
    assert set(cleaned("план по совершен-\n\nствованию\u00a0мер").changes) == {
        "совершен-⏎ствованию → совершенствованию",
        "ствованию[U+00A0]мер → ствованию мер",
    }


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("i�larni amalga (Уза�ма).", ("i�larni", "Уза�ма")),
        ("охр?на пр?роды, ?лан ТА?РИР", ("охр?на", "пр?роды", "?лан", "ТА?РИР")),
        ("?????? план", ("??????",)),
        ("звонок\x07 \x00", ("звонок\x07", "\x00")),
        ("Что?Где? Really?? https://a.org/?q=b ?", ()),
    ],
)
def test_words_in_which_a_letter_was_lost_are_told_as_they_stand(cell: str, words: tuple[str, ...]):
    assert cleaned(cell) == Cleaned(cell, unreadable=words)


@pytest.mark.parametrize("cell", ["", "План — график: «вода», 2026 г.", "O‘rmon xo‘jaligi (1.1)"])
def test_a_plain_text_stays_as_it_is(cell: str):
    assert cleaned(cell) == Cleaned(cell)
    assert cleaned(f" {cell}  ") == Cleaned(cell)


def letters_of(text: str) -> list[str]:
    return [sign for sign in text if sign.isalnum()]


@given(CELLS)
@hypothesis_settings(max_examples=1_000)
@example("1\n.\nб")
@example("-\n5\n1)")
@example("а-\n1.\nб")
def test_no_letter_and_no_figure_is_lost_and_nothing_is_left_to_clean(cell: str):
    once = cleaned(cell)
    assert letters_of(once.text) == letters_of(cell)
    assert cleaned(once.text) == Cleaned(once.text, unreadable=once.unreadable)


@given(CELLS)
@hypothesis_settings(max_examples=1_000)
def test_whatever_is_changed_is_told(cell: str):
    once = cleaned(cell)
    same = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", cell).replace("\x1e", "-").strip()
    assert bool(once.changes) == (once.text != same)


@pytest.mark.parametrize(
    "sign", ["\n", " ", "-\n", "а-\n", "\u00ad\n", "?", "а?", "1.\n", "\ufffd", " \n", "\u00ad ", "а-"]
)
def test_a_long_cell_is_cleaned_in_time_that_grows_with_its_length(sign: str):
    """With quadratic time this would take many minutes."""
    cell = sign * (200_000 // len(sign)) + "."
    assert letters_of(cleaned(cell).text) == letters_of(cell)
