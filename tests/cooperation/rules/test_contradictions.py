"""What certainly contradicts itself, and what dates or law leave possible."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.contradictions import began_too_early, in_force_too_early, surely_before, way
from cooperation.rules.partial_date import PartialDate, parse
from tests.partial_dates import DAYS, partial_dates


@pytest.mark.parametrize(
    ("entry", "beginnings", "expected"),
    [
        ("2020-11-20", ["2022-12-22"], True),
        ("2020-11-20", ["2022-12-22", "2024"], True),
        ("2020", ["2021-01-01"], True),
        ("/2020-12-31", ["2021/"], True),
        ("2020-11-20", ["2020-11-20"], False),  # on the day of the signature
        ("2020-11-20", ["2022-12-22", "2019"], False),  # a party signed after the entry into force
        ("2020-11-20", ["2022-12-22", ""], False),  # another signature may have been earlier
        ("2020-11-20", [], False),  # none is recorded: states may have acceded
        ("2024", ["2024-02"], False),  # the dates leave it possible
        ("", ["2022-12-22"], False),
        ("2020-01-01/", ["2022-12-22"], False),
        ("2020-11-20", ["/2022-12-22"], False),
    ],
)
def test_an_entry_into_force_may_not_surely_precede_every_signature(entry, beginnings, expected):
    assert in_force_too_early(parse(entry), [parse(when) for when in beginnings]) is expected


@pytest.mark.parametrize(
    ("since", "until", "established", "expected"),
    [
        ("2017", "", "2018-09", True),
        ("", "2017", "2018-09", True),  # it ended before, and so began before
        ("2018", "", "2018-09", False),
        ("2018-09-01", "2020", "2018-09", False),
        ("", "", "2018-09", False),
        ("2017", "2017", "", False),
        ("2017", "", "/2018-09-30", False),
    ],
)
def test_a_membership_may_not_surely_begin_before_its_body(since, until, established, expected):
    assert began_too_early(parse(since), parse(until), parse(established)) is expected


@given(partial_dates(), partial_dates())
def test_two_dates_never_surely_precede_each_other(one: PartialDate, other: PartialDate):
    assert not (surely_before(one, other) and surely_before(other, one))


@given(partial_dates(), partial_dates(), DAYS)
def test_nothing_is_refused_that_one_day_would_allow(one: PartialDate, other: PartialDate, day):
    """Where both may have been on the same day, neither is surely before the other."""
    if all(
        (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)
        for when in (one, other)
    ):
        assert not surely_before(one, other)


@pytest.mark.parametrize(
    ("start", "goal", "expected"),
    [
        ("a", "c", ["a", "c"]),  # the shortest of two
        ("c", "a", ["c", "d", "a"]),
        ("a", "a", ["a"]),
        ("a", "x", []),
        ("x", "a", []),
    ],
)
def test_a_way_is_found_through_others(start, goal, expected):
    assert way(start, goal, {"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["a"]}) == expected


@given(st.dictionaries(st.integers(0, 5), st.lists(st.integers(0, 5))), st.integers(0, 5), st.integers(0, 5))
def test_each_step_of_a_way_is_there(onward, start, goal):
    found = way(start, goal, onward)
    assert all(following in onward[here] for here, following in pairwise(found))
    assert not found or (found[0], found[-1]) == (start, goal)
