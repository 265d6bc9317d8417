"""Whatever a text begins with, no spreadsheet takes it for a formula, and it comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exchange.escape import neutralise, pack, restore, unpack

DANGEROUS = st.text(alphabet="'=+-@\t\ra1", max_size=6)


@given(st.text() | DANGEROUS)
def test_what_goes_out_comes_back(text: str):
    assert restore(neutralise(text)) == text
    assert unpack(pack(text)) == text


@given(st.text() | DANGEROUS)
def test_nothing_that_goes_out_begins_a_formula(text: str):
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(), st.text())
def test_two_texts_never_become_one(one: str, other: str):
    assert (neutralise(one) == neutralise(other)) == (one == other)


@pytest.mark.parametrize("text", ["1.10", "KZ; UZ", "'quoted'", "2026-12-31"])
def test_honest_text_goes_out_as_it_is(text: str):
    assert neutralise(text) == text


def test_an_escape_of_xlsx_is_read_as_spreadsheet_programs_write_it():
    assert unpack("two_x000D_\nlines") == "two\r\nlines"
    assert unpack(pack("_x0041_")) == "_x0041_"
