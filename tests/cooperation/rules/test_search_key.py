"""One key for one word, however it is written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.fold import CYRILLIC, search_key

letters = st.text(st.sampled_from([*map(chr, CYRILLIC), *string.ascii_letters, *"ʻ’' -ЁёÜüÝýşçžňəıX№1.0"]), max_size=30)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ustyurt", "Usturt", "Üstýurt", "Устюрт", "ustyurt"),
        ("Oʻzbekiston", "O‘zbekiston", "O'zbekiston", "Ўзбекистон"),
        ("Қазақстан", "Qazaqstan", "КАЗАКСТАН"),
        ("Khaydarov", "Хайдаров", "Xaydarov"),
        ("Nyssanbayev", "Нысанбаев", "Nysanbaev"),
        ("Sirdaryo", "Сирдарё"),
        ("Türkmenistan", "Туркменистан"),
        ("Gʻarbiy", "Ғарбий", "garbiy"),
        ("Жайық", "Zhaiyq", "Jayıq"),
        ("toʻqqiz", "тўққиз"),
    ],
)
def test_spellings_of_one_word_have_one_key(spellings: tuple[str, ...]):
    assert len({search_key(one) for one in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("1.10", "1.1"), ("2000", "200"), ("Astana", "Aktau"), ("saiga", "saker")])
def test_different_words_have_different_keys(one: str, other: str):
    assert search_key(one) != search_key(other)


@given(letters)
def test_a_key_is_plain(text: str):
    """A key looks for itself: what is found by a word is found by its key."""
    key = search_key(text)
    assert set(key) <= set(string.ascii_lowercase + string.digits + " .№")
    assert key == " ".join(key.split())


@given(letters, st.sampled_from("ʻ’'`"))
def test_case_and_apostrophes_mean_nothing(text: str, sign: str):
    assert search_key(text.upper()) == search_key(text.lower())
    assert search_key(text.replace("'", sign)) == search_key(text)
