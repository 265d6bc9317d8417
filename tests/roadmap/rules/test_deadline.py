"""A deadline's versions are only added; what is current, what is announced, and by how much it slipped."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import DeadlineKind, Precision, Recurrence, Timing
from roadmap.rules.deadline import Step, agreed_on, as_recorded, consented_on, corrected, flag_after_the_fact, timetable
from roadmap.rules.facts import Consent, recorded_on
from tests.roadmap.rules import records
from tests.roadmap.rules.records import DAY, DUE, EARLY, at, consented, correction, decided, original, revision

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
END = date(2026, 12, 31)
proposed = revision(2, JULY)


def both(on: date, told: date) -> frozenset[str]:
    """Kazakhstan and Uzbekistan are required, always."""
    return frozenset({"KZ", "UZ"})


def nobody(on: date, told: date) -> frozenset[str]:
    return frozenset()


# Agreement -----------------------------------------------------------------------------------------------------------


def test_a_proposal_is_not_agreed():
    assert agreed_on(proposed, both, END) is None


def test_a_decision_agrees_from_its_day_on():
    version = decided(proposed, MAY)
    assert agreed_on(version, both, MAY) == MAY
    assert agreed_on(version, both, MAY - DAY) is None


def test_a_decision_agrees_once_it_is_recorded():
    version = decided(proposed, MAY, recorded_at=at(JUNE))
    assert agreed_on(as_recorded(version, JUNE), both, END) == MAY
    assert as_recorded(version, JUNE - DAY) == proposed


def test_of_an_agreement_only_what_was_recorded_is_kept():
    both_ways = decided(consented(proposed, KZ=MAY, UZ=JULY), MAY)
    kept = as_recorded(both_ways, MAY)
    assert [consent.country for consent in kept.consents] == ["KZ"]
    assert (kept.decided_on, kept.decision_recorded_at) == (MAY, at(MAY))
    assert as_recorded(both_ways, None) == both_ways


def test_a_day_of_decision_that_was_never_recorded_agrees_nothing():
    assert as_recorded(replace(proposed, decided_on=MAY), None) == proposed


def test_the_last_required_consent_agrees():
    version = consented(proposed, KZ=MAY, UZ=JUNE)
    assert agreed_on(version, both, JUNE) == JUNE
    assert agreed_on(version, both, JUNE - DAY) is None
    assert agreed_on(consented(proposed, KZ=MAY, TM=JUNE), both, END) is None


def test_the_day_of_agreement_is_the_latest_day_of_consent_whatever_was_recorded_first():
    late_told = replace(
        proposed, consents=(Consent("UZ", JUNE, at(JUNE)), Consent("KZ", MAY, at(JULY)), Consent("TM", END, at(JUNE)))
    )
    assert consented_on(late_told, both, END) == JUNE
    assert consented_on(as_recorded(late_told, JULY), both, END) == JUNE
    assert consented_on(as_recorded(late_told, JULY - DAY), both, END) is None


def test_where_no_country_is_required_consents_agree_nothing():
    assert agreed_on(consented(proposed, KZ=MAY), nobody, END) is None


def test_a_lead_that_is_recorded_after_the_agreement_does_not_undo_it():
    def grown(on: date, told: date) -> frozenset[str]:
        return frozenset({"KZ", "UZ"}) if told < JULY else frozenset({"KZ", "UZ", "TM"})

    assert agreed_on(consented(proposed, KZ=MAY, UZ=JUNE), grown, END) == JUNE
    assert agreed_on(consented(proposed, KZ=MAY, UZ=JULY), grown, END) is None


def test_who_was_required_is_asked_for_the_day_of_the_consent():
    def from_june(on: date, told: date) -> frozenset[str]:
        return frozenset({"KZ", "UZ"}) if on < JUNE else frozenset({"KZ"})

    assert agreed_on(consented(proposed, KZ=MAY), from_june, END) is None
    assert agreed_on(consented(proposed, KZ=JUNE), from_june, END) == JUNE


@pytest.mark.parametrize(("decision", "agreed"), [(MAY, MAY), (JUNE, JUNE), (JULY, JUNE)])
def test_the_earlier_of_decision_and_consents_counts(decision: date, agreed: date):
    assert agreed_on(decided(consented(proposed, KZ=MAY, UZ=JUNE), decision), both, END) == agreed


# The timetable -------------------------------------------------------------------------------------------------------


def test_without_versions_there_is_no_deadline():
    history = timetable((), both, END)
    assert (history.original, history.current, history.slip_days) == (None, None, None)
    assert (history.steps, history.announced) == ((), ())


def test_without_revisions_the_slip_is_zero():
    history = timetable((original(),), both, END)
    assert history.original == history.current == original()
    assert history.slip_days == 0


def test_a_revision_moves_nothing_until_it_is_agreed():
    versions = (original(), decided(proposed, JUNE))
    before = timetable(versions, both, JUNE - DAY)
    assert (before.current.due, before.slip_days, before.announced) == (DUE, 0, (versions[1],))
    after = timetable(versions, both, JUNE)
    assert (after.original.due, after.current.due, after.slip_days) == (DUE, JULY, (JULY - DUE).days)
    assert after.announced == ()


def test_a_deadline_may_be_brought_forward():
    assert timetable((original(), decided(revision(2, DUE - DAY), MAY)), both, END).slip_days == -1


def test_versions_are_known_from_when_they_are_recorded():
    versions = (original(), revision(2, JULY, recorded_at=at(MAY)))
    assert timetable(versions, both, END, known=MAY).announced == (versions[1],)
    assert timetable(versions, both, END, known=MAY - DAY).announced == ()


def test_revisions_stand_in_the_order_of_their_agreement():
    first, second = decided(revision(2, END), JUNE), decided(revision(3, JULY), MAY)
    history = timetable((original(), first, second), both, END)
    assert [(step.version.key, step.agreed_on) for step in history.steps] == [(1, None), (3, MAY), (2, JUNE)]
    assert history.current == first


def test_of_revisions_agreed_on_one_day_the_later_recorded_is_current():
    first = decided(revision(3, END), JUNE)
    second = decided(revision(2, JULY, recorded_at=EARLY + DAY), JUNE)
    assert timetable((second, original(), first), both, END).current == second
    same_moment = decided(revision(2, JULY), JUNE)
    assert timetable((original(), first, same_moment), both, END).current == first


def test_an_agreed_revision_of_an_action_without_an_original_is_no_original():
    history = timetable((decided(proposed, MAY),), both, END)
    assert history.original is None
    assert history.current.due == JULY
    assert history.slip_days is None


def test_only_the_first_original_counts():
    second = replace(original(END), key=9, recorded_at=at(MAY))
    history = timetable((second, original()), both, END)
    assert [step.version.key for step in history.steps] == [1]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (original(None, timing=Timing.CONTINUOUS), revision(2, JULY)),
        (original(), revision(2, None, timing=Timing.UNDATED)),
        (original(), revision(2, END, timing=Timing.RECURRING, recurrence=Recurrence.YEAR)),
        (original(END, timing=Timing.RECURRING, recurrence=Recurrence.YEAR), revision(2, JULY)),
        (original(None), revision(2, JULY)),
        (original(), revision(2, None)),
    ],
)
def test_between_what_is_no_date_and_a_date_there_is_no_slip(first, then):
    assert timetable((first, decided(then, MAY)), both, END).slip_days is None


# Overtaken -----------------------------------------------------------------------------------------------------------


def test_a_proposal_is_announced_from_the_day_on_which_it_was_recorded():
    versions = (original(), revision(2, JULY, recorded_at=at(MAY)))
    assert timetable(versions, both, MAY).announced == (versions[1],)
    assert timetable(versions, both, MAY - DAY).announced == ()


def test_a_proposal_is_overtaken_by_a_later_one_that_is_agreed():
    waiting, later = revision(2, JULY), decided(revision(3, END), JUNE)
    before = timetable((original(), waiting, later), both, JUNE - DAY)
    assert (before.announced, before.overtaken) == ((waiting, later), ())
    after = timetable((original(), waiting, later), both, JUNE)
    assert (after.announced, [one.version for one in after.overtaken]) == ((), [waiting])
    assert after.overtaken_by(2) == after.step_of(3) == after.steps[-1]
    assert (after.overtaken_by(3), after.step_of(2)) == (None, None)


def test_a_proposal_is_overtaken_only_by_what_was_recorded_after_it():
    agreed = decided(revision(2, END), JUNE)
    for moment in (EARLY, at(MAY)):  # by the key, where the moment is the same
        waiting = revision(3, JULY, recorded_at=moment)
        history = timetable((original(), agreed, waiting), both, END)
        assert (history.announced, history.overtaken) == ((waiting,), ())
    waiting = revision(3, JULY, recorded_at=EARLY - DAY)
    assert [one.version for one in timetable((original(), agreed, waiting), both, END).overtaken] == [waiting]


def test_an_original_overtakes_nothing():
    waiting = revision(2, JULY)
    history = timetable((replace(original(), key=3, recorded_at=at(MAY)), waiting), both, END)
    assert (history.announced, history.overtaken) == ((waiting,), ())


def test_of_several_the_first_that_was_agreed_overtook():
    waiting = revision(2, JULY)
    second, first = decided(revision(3, END), JULY), decided(revision(4, END), JUNE)
    (overtaken,) = timetable((original(), waiting, second, first), both, END).overtaken
    assert (overtaken.by.version.key, overtaken.by.agreed_on) == (4, JUNE)


def test_what_is_agreed_after_all_is_not_overtaken():
    agreed, later = decided(revision(2, JULY), JUNE), decided(revision(3, END), JUNE)
    assert timetable((original(), agreed, later), both, END).overtaken == ()


# Corrections ---------------------------------------------------------------------------------------------------------


def test_a_correction_takes_the_place_of_what_it_corrects_in_the_slip():
    slip_of_the_pen = correction(2, corrects=1, due=MAY, precision=Precision.DAY)
    moved = decided(revision(3, JULY), JUNE)
    history = timetable((original(), slip_of_the_pen, moved), both, END)
    assert history.original.due == MAY
    assert history.slip_days == (JULY - MAY).days
    assert [step.version.key for step in history.steps] == [1, 3]


def test_a_correction_is_neither_a_step_nor_announced():
    history = timetable((original(), correction(2, corrects=1, due=MAY)), both, END)
    assert (len(history.steps), history.announced, history.slip_days) == (1, (), 0)


def test_a_correction_brings_the_whole_meaning_and_leaves_kind_and_agreement():
    agreed = decided(revision(2, JULY), JUNE)
    meant = correction(
        3,
        corrects=2,
        due=END,
        timing=Timing.RECURRING,
        precision=Precision.YEAR,
        recurrence=Recurrence.QUARTER,
        offset_days=15,
        starts_on=JUNE,
        ends_on=END,
    )
    assert timetable((original(), agreed, meant), both, END).current == replace(
        agreed,
        due=END,
        timing=Timing.RECURRING,
        precision=Precision.YEAR,
        recurrence=Recurrence.QUARTER,
        offset_days=15,
        starts_on=JUNE,
        ends_on=END,
    )


def test_an_announced_revision_is_corrected_too():
    history = timetable((original(), proposed, correction(3, corrects=2, due=END)), both, END)
    assert [version.due for version in history.announced] == [END]


def test_a_correction_is_known_from_when_it_is_recorded():
    versions = (original(), correction(2, corrects=1, due=MAY, recorded_at=at(JUNE)))
    assert timetable(versions, both, END, known=JUNE).current.due == MAY
    assert timetable(versions, both, END, known=JUNE - DAY).current.due == DUE


def test_corrections_are_corrected_and_the_last_recorded_counts():
    first, second = correction(2, corrects=1, due=MAY), correction(3, corrects=2, due=JUNE)
    assert timetable((original(), first, second), both, END).current.due == JUNE
    again = correction(4, corrects=1, due=END, recorded_at=EARLY + DAY)
    assert timetable((again, original(), first, second), both, END).current.due == END


def test_corrections_that_correct_each_other_end():
    first, second = correction(2, corrects=3, due=MAY), correction(3, corrects=2, due=JUNE)
    assert corrected(first, {2: second, 3: first}).due == JUNE
    assert corrected(original(), {1: original()}) == original()
    assert corrected(original(), {1: second, 2: second, 3: first}).due == MAY


# After the fact ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agreed", "flagged"), [(DUE, False), (DUE + DAY, True)])
def test_a_revision_agreed_after_the_former_date_is_flagged(agreed: date, flagged: bool):
    history = timetable((original(), decided(proposed, agreed)), both, END)
    assert [step.after_the_fact for step in history.steps] == [False, flagged]


def test_each_revision_is_held_against_the_one_before():
    steps = (
        Step(original()),
        Step(revision(2, JULY), agreed_on=DUE),
        Step(revision(3, END), agreed_on=JUNE),
        Step(revision(4, END), agreed_on=END + DAY),
    )
    assert [step.after_the_fact for step in flag_after_the_fact(steps)] == [False, False, False, True]


def test_what_had_no_date_cannot_have_passed():
    steps = (Step(original(None, timing=Timing.UNDATED)), Step(proposed, agreed_on=END), Step(revision(3, END)))
    assert [step.after_the_fact for step in flag_after_the_fact(steps)] == [False, False, False]
    assert flag_after_the_fact(()) == ()


# Properties ----------------------------------------------------------------------------------------------------------


@given(records.version_lists(), records.days, st.one_of(st.none(), records.days), st.randoms())
def test_the_order_of_versions_and_consents_does_not_matter(versions, on, known, random):
    shuffled = [
        replace(version, consents=tuple(random.sample(version.consents, len(version.consents)))) for version in versions
    ]
    random.shuffle(shuffled)
    one, other = timetable(tuple(shuffled), both, on, known), timetable(versions, both, on, known)
    assert one.slip_days == other.slip_days
    assert [step.version.key for step in one.steps] == [step.version.key for step in other.steps]
    assert [(step.agreed_on, step.after_the_fact) for step in one.steps] == [
        (step.agreed_on, step.after_the_fact) for step in other.steps
    ]
    assert {version.key for version in one.announced} == {version.key for version in other.announced}


@given(records.days, st.lists(st.tuples(records.days, records.moments), max_size=3), records.days)
def test_without_revisions_the_slip_is_zero_whatever_was_corrected(due, corrections, on):
    versions = [original(due)]
    for key, (meant, moment) in enumerate(corrections, start=2):
        versions.append(correction(key, corrects=1, due=meant, recorded_at=moment))
    assert timetable(tuple(versions), both, on).slip_days == 0


@given(records.version_lists(), records.days, st.one_of(st.none(), records.days))
def test_every_recorded_version_is_a_step_or_announced_or_overtaken_unless_it_is_a_correction(versions, on, known):
    history = timetable(versions, both, on, known)
    midnight = (
        datetime(known.year, known.month, known.day, 19, tzinfo=UTC) if known else datetime.max.replace(tzinfo=UTC)
    )
    recorded = {
        version.key
        for version in versions
        if version.kind != DeadlineKind.CORRECTION and version.recorded_at < midnight
    }
    in_force = [step.version.key for step in history.steps]
    moves_nothing = [version.key for version in (*history.announced, *(one.version for one in history.overtaken))]
    told = in_force + moves_nothing
    assert len(told) == len(set(told))
    proposed_later = recorded - set(told)
    assert set(told) <= recorded
    assert all(recorded_on(version.recorded_at) > on for version in versions if version.key in proposed_later)
    agreed = [step.agreed_on for step in history.steps if step.agreed_on]
    assert agreed == sorted(agreed)
    assert all(day <= on for day in agreed)


@given(records.version_lists(), records.days, st.one_of(st.none(), records.days))
def test_a_proposal_waits_until_one_that_was_recorded_after_it_is_agreed(versions, on, known):
    history = timetable(versions, both, on, known)
    agreed = [step for step in history.steps if step.agreed_on]

    def after(version):
        when = (version.recorded_at, version.key)
        return [step for step in agreed if (step.version.recorded_at, step.version.key) > when]

    assert not any(after(version) for version in history.announced)
    assert all(one.by == after(one.version)[0] for one in history.overtaken)
    without = tuple(version for version in versions if history.overtaken_by(version.key) is None)
    kept = {version.key for version in without}
    if all(version.corrects in {None, *kept} for version in without):
        same = timetable(without, both, on, known)
        assert (same.steps, same.announced) == (history.steps, history.announced)


@given(records.version_lists(), records.days, records.days)
def test_what_was_overtaken_on_a_day_stays_so_unless_it_is_agreed_after_all(versions, on, later):
    on, later = sorted((on, later))
    before, after = timetable(versions, both, on), timetable(versions, both, later)
    for one in before.overtaken:
        assert after.step_of(one.version.key) or after.overtaken_by(one.version.key)


@given(records.version_lists(), records.days, records.days)
def test_what_was_agreed_on_a_day_stays_agreed(versions, on, later):
    on, later = sorted((on, later))
    before = {step.version.key: step.agreed_on for step in timetable(versions, both, on).steps}
    after = {step.version.key: step.agreed_on for step in timetable(versions, both, later).steps}
    assert before.keys() <= after.keys()
    assert all(after[key] == day for key, day in before.items())
