"""What one finds when typing a name as one's own keyboard has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.fold import fold


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Oʻzbekiston", "o'zbekiston"),
        ("oʼzbekiston", "O’zbekiston"),
        ("O`zbekiston", "Ozbekiston"),
        ("Комитет «Орман»", 'комитет "орман"'),
        ("„Saiga“", "saiga"),
        ("2025–2030", "2025-2030"),
        ("Syr―Darya", "syr-darya"),
        ("учёт", "УЧЕТ"),
        ("  joint \t count\n", "Joint count"),
        ("joint\u00a0count", "joint count"),
        ("STRASSE", "straße"),
        ("ﬁeld", "field"),
    ],
)
def test_case_marks_and_spaces_do_not_keep_a_text_from_being_found(typed: str, stored: str):
    assert fold(typed) == fold(stored)


def test_different_words_stay_different():
    assert fold("1.10") != fold("1.1")
    assert fold("joint count") != fold("jointcount")


@given(st.text(alphabet="aÉёßİ'ʻ«–  \t", max_size=12))
def test_a_folded_text_has_single_spaces_and_none_at_its_ends(text: str):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set("'ʻ«»–ё") & set(folded)
