"""Numbers sort as people count."""

from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.numbering import number_key


def test_two_comes_before_ten():
    assert sorted(["10", "2", "1.10", "1.9", "3a", "3", "7.95", "annex", "1"], key=number_key) == [
        "1", "1.9", "1.10", "2", "3", "3a", "7.95", "10", "annex",
    ]  # fmt: skip


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_plain_numbers_sort_by_their_value(one: int, other: int):
    assert (number_key(f"{one}") < number_key(f"{other}")) == (one < other)


@given(st.lists(st.text(max_size=8)), st.randoms())
def test_whatever_is_written_sorts_the_same_from_any_order(numbers: list[str], random):
    keys = sorted(map(number_key, numbers))
    random.shuffle(numbers)
    assert sorted(map(number_key, numbers)) == keys
