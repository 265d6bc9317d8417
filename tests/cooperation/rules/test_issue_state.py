"""Where an issue stands on a day: what is sure, and what may be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.choices import IssueState
from cooperation.rules.issue_state import ORDER, Standing, Step, standing, state_of
from cooperation.rules.partial_date import PartialDate, parse
from tests.cast import TODAY
from tests.partial_dates import DAYS, partial_dates

R, A, S, C = IssueState.RAISED, IssueState.ACKNOWLEDGED, IssueState.SETTLED, IssueState.CLOSED


def step(state: IssueState, when: str) -> Step:
    return Step(state, parse(when))


def on(day: str, *steps: Step) -> tuple[IssueState | None, IssueState | None]:
    found = standing(steps, date.fromisoformat(day), TODAY)
    return state_of(found.sure), state_of(found.may_be)


@pytest.mark.parametrize(
    ("day", "sure", "may_be"),
    [
        ("2019-12-31", None, None),
        ("2020-03-01", R, R),
        ("2024-06-01", R, S),
        ("2025-01-01", S, S),
    ],
)
def test_between_its_bounds_a_step_only_may_have_been_taken(day: str, sure, may_be):
    assert on(day, step(R, "2020-03-01"), step(S, "2024")) == (sure, may_be)


def test_a_step_without_a_day_is_sure_from_today_as_it_is_on_record():
    undated = step(R, ""), step(C, "")
    assert on(str(TODAY - timedelta(1)), *undated) == (None, C)
    assert on(str(TODAY), *undated) == (C, C)


def test_not_later_than_a_day_is_sure_from_that_day():
    assert on("2025-10-31", step(R, ""), step(S, "/2025-11-08")) == (None, S)
    assert on("2025-11-08", step(R, ""), step(S, "/2025-11-08")) == (S, S)


def test_nothing_happens_to_it_before_it_is_raised():
    assert on("2019-12-31", step(R, "2020"), step(S, "")) == (None, None)
    assert on("2020-01-01", step(R, "2020"), step(S, "")) == (None, S)


def test_it_may_be_raised_twice():
    assert on("2020-06-01", step(R, "2020"), step(R, "2022"), step(A, "")) == (None, A)


def test_a_later_state_counts_though_one_before_it_is_not_recorded():
    assert on("2021-01-01", step(C, "2020-05-01")) == (C, C)


def test_of_two_steps_into_the_same_state_the_first_is_named():
    first, second = step(S, "2021"), step(S, "2022")
    assert standing([second, first], date(2023, 1, 1), TODAY) == Standing(first, first)


def test_it_says_whether_the_state_is_certain():
    assert standing([], TODAY, TODAY).is_certain
    assert not standing([step(R, "2026")], date(2026, 5, 1), TODAY).is_certain


lives = st.lists(st.builds(Step, st.sampled_from(IssueState), partial_dates()), max_size=5)


def rank(found: Step | None) -> int:
    return ORDER.index(found.state) if found else -1


@given(lives, DAYS)
def test_what_is_sure_is_never_ahead_of_what_may_be(life: list[Step], day: date):
    found = standing(life, day, TODAY)
    assert rank(found.sure) <= rank(found.may_be)


@given(lives, DAYS, DAYS)
def test_it_never_goes_back(life: list[Step], one: date, other: date):
    before, after = (standing(life, day, TODAY) for day in sorted((one, other)))
    assert rank(before.sure) <= rank(after.sure)
    assert rank(before.may_be) <= rank(after.may_be)


@given(lives, DAYS, st.randoms())
def test_the_order_of_rows_means_nothing(life: list[Step], day: date, random):
    found = standing(life, day, TODAY)
    random.shuffle(life)
    mixed = standing(life, day, TODAY)
    assert (state_of(mixed.sure), state_of(mixed.may_be)) == (state_of(found.sure), state_of(found.may_be))


@given(lives, DAYS)
def test_a_step_that_surely_comes_later_changes_no_earlier_day(life: list[Step], day: date):
    later = Step(C, PartialDate(day + timedelta(1), None))
    assert standing([*life, later], day, TODAY) == standing(life, day, TODAY)
