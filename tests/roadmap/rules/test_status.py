"""What one lead claims, and how claims roll up in two steps."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Status
from roadmap.rules.status import current_report, mean_percent, roll_up
from tests.roadmap.rules import records
from tests.roadmap.rules.records import FORESTRY, at, told

N, S, P, C, H = (
    Status.NO_INFORMATION,
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.COMPLETED,
    Status.SUSPENDED,
)
W, O, F = Status.WITHDRAWN, Status.CARRIED_OVER, Status.NOT_ACHIEVED  # noqa: E741  # one letter a status, for the tables
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
part_lists = st.lists(records.statuses, max_size=6)


# The current report --------------------------------------------------------------------------------------------------


def test_without_a_report_there_is_no_current_one():
    assert current_report([], JULY) is None


def test_the_latest_as_at_counts_whenever_it_was_published():
    june = told(1, FORESTRY, JUNE)
    may_told_late = told(2, FORESTRY, MAY, published_at=at(JULY))
    assert current_report([june, may_told_late], JULY) == june


def test_of_two_as_at_one_day_the_later_published_counts():
    first = told(2, FORESTRY, JUNE, published_at=at(JUNE))
    second = told(1, FORESTRY, JUNE, published_at=at(JULY))
    assert current_report([second, first], JULY) == second


def test_of_two_published_together_the_later_written_counts():
    first, second = told(1, FORESTRY, JUNE), told(2, FORESTRY, JUNE)
    assert current_report([second, first], JULY) == second


def test_a_report_counts_from_the_day_that_it_describes():
    june = told(1, FORESTRY, JUNE)
    assert current_report([june], JUNE) == june
    assert current_report([june], JUNE - timedelta(days=1)) is None


def test_a_report_is_known_from_the_day_of_its_publication():
    june = told(1, FORESTRY, JUNE, published_at=at(JULY))
    assert current_report([june], JULY, known=JULY) == june
    assert current_report([june], JULY, known=JULY - timedelta(days=1)) is None


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    wrong = told(1, FORESTRY, JUNE, Status.COMPLETED)
    right = told(2, FORESTRY, JUNE, Status.IN_PROGRESS, corrects=1, published_at=at(JULY))
    assert current_report([wrong, right], JULY) == right
    assert current_report([wrong, right], JULY, known=JUNE) == wrong


def test_a_correction_of_an_old_report_does_not_push_a_newer_one_aside():
    old = told(1, FORESTRY, MAY)
    newer = told(2, FORESTRY, JUNE)
    corrected = told(3, FORESTRY, MAY, Status.SUSPENDED, corrects=1, published_at=at(JULY))
    assert current_report([old, newer, corrected], JULY) == newer


def test_a_correction_keeps_the_place_among_reports_of_the_same_day():
    old = told(1, FORESTRY, JUNE, published_at=at(JUNE))
    newer = told(2, FORESTRY, JUNE, published_at=at(JUNE + timedelta(days=2)))
    corrected = told(3, FORESTRY, JUNE, corrects=1, published_at=at(JULY))
    assert current_report([old, newer, corrected], JULY) == newer
    again = told(4, FORESTRY, JUNE, corrects=3, published_at=at(JULY))
    assert current_report([old, newer, corrected, again], JULY) == newer


def test_a_correction_of_a_correction_counts_last():
    chain = [
        told(1, FORESTRY, JUNE),
        told(2, FORESTRY, JUNE, corrects=1, published_at=at(JULY)),
        told(3, FORESTRY, JUNE, corrects=2, published_at=at(JULY)),
    ]
    assert current_report(chain, JULY).key == 3


def test_of_two_corrections_of_one_report_the_later_published_counts():
    wrong = told(1, FORESTRY, JUNE)
    later = told(2, FORESTRY, JUNE, corrects=1, published_at=at(JULY + timedelta(days=1)))
    sooner = told(3, FORESTRY, JUNE, corrects=1, published_at=at(JULY))
    assert current_report([wrong, later, sooner], JULY) == later


def test_a_correction_may_move_the_day_that_is_described():
    wrong = told(1, FORESTRY, JUNE)
    right = told(2, FORESTRY, MAY, corrects=1, published_at=at(JULY))
    newer = told(3, FORESTRY, MAY + timedelta(days=1))
    assert current_report([wrong, right, newer], JULY) == newer


@given(records.report_lists(holder=FORESTRY), records.days, st.one_of(st.none(), records.days), st.randoms())
def test_the_order_of_reports_does_not_matter(reports, on, known, random):
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert current_report(shuffled, on, known) == current_report(reports, on, known)


@given(records.report_lists(holder=FORESTRY), records.days)
def test_without_corrections_the_greatest_as_at_counts(reports, on):
    plain = [report for report in reports if report.corrects is None]
    counted = current_report(plain, on)
    described = [report.as_at for report in plain if report.as_at <= on]
    assert (counted.as_at if counted else None) == max(described, default=None)


@given(records.report_lists(holder=FORESTRY), records.days)
def test_what_was_corrected_never_counts(reports, on):
    counted = current_report(reports, on)
    assert counted is None or counted.key not in {report.corrects for report in reports}


# Roll-up -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], N),
        ([N], N),
        ([N, N], N),
        ([S], S),
        ([N, S], S),
        ([P], P),
        ([C], C),
        ([C, C, C], C),
        ([H], H),
        ([H, N], H),
        ([H, S], H),
        ([H, C], H),
        ([H, P], P),
        ([H, P, C], P),
        ([C, N], P),
        ([C, S], P),
        ([C, S, N], P),
        ([P, N], P),
        ([C, W], C),
        ([C, W, O, F], C),
        ([N, W], N),
        ([S, F], S),
        ([H, O], H),
        ([P, H, O], P),
        ([C, N, W], P),
    ],
)
def test_a_whole_follows_from_its_parts(parts: list[Status], whole: Status):
    assert roll_up(parts) == whole
    assert roll_up(parts, W) == whole


@pytest.mark.parametrize("decided", [W, O, F])
def test_where_every_part_is_ended_the_whole_is_what_the_decision_says(decided: Status):
    assert roll_up([W], decided) == decided
    assert roll_up([W, O, F], decided) == decided


def test_without_parts_there_is_no_information_whatever_was_decided():
    assert roll_up([]) == N
    assert roll_up([], W) == N
    assert roll_up([W]) == N


def test_two_steps_are_not_one():
    """One country has one lead done and one silent, which is in progress; the other has suspended."""
    assert roll_up([C, N]) == P
    assert roll_up([roll_up([C, N]), roll_up([H])]) == P
    assert roll_up([C, N, H]) == H


@given(part_lists, st.sampled_from([None, W, O, F]), st.randoms())
def test_the_order_of_parts_does_not_matter(parts, decided, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert roll_up(shuffled, decided) == roll_up(parts, decided)


@given(part_lists, st.sampled_from([None, W, O, F]))
def test_completed_exactly_when_some_part_remains_and_all_that_remain_are_completed(parts, decided):
    remaining = [part for part in parts if part not in Status.ended()]
    assert (roll_up(parts, decided) == C) == (bool(remaining) and all(part == C for part in remaining))


@given(part_lists, st.sampled_from([W, O, F]), st.sampled_from([None, W, O, F]))
def test_parts_ended_by_decision_drop_out(parts, ended, decided):
    remaining = [part for part in parts if part not in Status.ended()]
    if remaining:
        assert roll_up([*parts, ended], decided) == roll_up(remaining)


@given(part_lists)
def test_only_a_decision_ends_a_whole(parts):
    assert roll_up(parts) not in Status.ended()


@given(part_lists.filter(bool))
def test_no_information_and_not_started_say_that_no_part_says_more(parts):
    remaining = {part for part in parts if part not in Status.ended()}
    whole = roll_up(parts)
    assert (whole == N) == (remaining <= {N})
    assert (whole == S) == (S in remaining and remaining <= {N, S})
    assert (whole == H) == (H in remaining and P not in remaining)


# Percent -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percents", "completed", "mean"),
    [
        ([], False, None),
        ([], True, None),
        ([None], False, 0),
        ([0, None], False, 0),
        ([50, None], False, 25),
        ([50, 51], False, 50),
        ([100, 100, 99], False, 99),
        ([100, 100], False, 99),
        ([100, 100], True, 100),
        ([40], True, 100),
        ([33, 33, 35], False, 33),
        ([98, 98], False, 98),
        ([1, None, None], False, 0),
    ],
)
def test_the_mean_is_rounded_down_and_99_until_completed(percents, completed: bool, mean):
    assert mean_percent(percents, completed) == mean


@given(st.lists(records.percents, min_size=1), st.booleans())
def test_a_percentage_lies_between_0_and_100_and_100_means_completed(percents, completed):
    mean = mean_percent(percents, completed)
    assert 0 <= mean <= 100
    assert (mean == 100) == completed


@given(st.lists(records.percents, min_size=1))
def test_the_mean_is_less_than_one_below_the_exact_one(percents):
    exact = Fraction(sum(percent or 0 for percent in percents), len(percents))
    mean = mean_percent(percents, completed=False)
    assert mean == min(99, int(exact))


@given(st.lists(records.percents), st.booleans(), st.randoms())
def test_the_order_of_percentages_does_not_matter(percents, completed, random):
    shuffled = list(percents)
    random.shuffle(shuffled)
    assert mean_percent(iter(shuffled), completed) == mean_percent(percents, completed)
