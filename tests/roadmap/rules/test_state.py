"""The whole state of an action: two steps, two times, and what waits for whom."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roadmap.choices import Freshness, Part, Schedule, Status, Timing
from roadmap.rules.facts import Ending, Limits
from roadmap.rules.schedule import Standing
from roadmap.rules.state import action_state, leads_on, percent_of, required_on
from tests.roadmap.rules import records
from tests.roadmap.rules.records import (
    DAY,
    DUE,
    EARLY,
    ECOLOGY,
    FEBRUARY,
    FORESTRY,
    KZ_MINISTRY,
    LAST,
    LATER,
    MARCH,
    TM_MINISTRY,
    at,
    by_country,
    consented,
    decided,
    joint,
    lead,
    member,
    original,
    revision,
    told,
)

# Who is required -----------------------------------------------------------------------------------------------------


def test_countries_that_lead_are_required():
    assert required_on(joint(FORESTRY, KZ_MINISTRY, ECOLOGY), FEBRUARY) == {"KZ", "UZ"}
    assert required_on(joint(), FEBRUARY) == set()


def test_who_only_supports_is_not_required():
    supporting = replace(lead(ECOLOGY), part=Part.SUPPORTING)
    funding = replace(lead(TM_MINISTRY), part=Part.FUNDING)
    assert required_on(joint(responsibilities=(lead(FORESTRY), supporting, funding)), FEBRUARY) == {"KZ"}


def test_a_country_that_is_no_party_of_the_roadmap_is_not_required():
    facts = joint(FORESTRY, ECOLOGY, memberships=(member("KZ"), member("UZ", since=FEBRUARY)))
    assert required_on(facts, FEBRUARY - DAY) == {"KZ"}
    assert required_on(facts, FEBRUARY) == {"KZ", "UZ"}


def test_leads_hold_over_time_and_once_recorded():
    joining = lead(ECOLOGY, since=FEBRUARY, recorded_at=at(MARCH))
    facts = joint(responsibilities=(lead(FORESTRY), joining))
    assert leads_on(facts, FEBRUARY - DAY) == (lead(FORESTRY),)
    assert leads_on(facts, FEBRUARY) == (lead(FORESTRY), joining)
    assert leads_on(facts, FEBRUARY, known=MARCH - DAY) == (lead(FORESTRY),)


# Status in two steps -------------------------------------------------------------------------------------------------


def test_a_country_completes_and_the_action_goes_on():
    done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED, completed_on=date(2026, 1, 20))
    state = action_state(joint(FORESTRY, ECOLOGY, reports=(done,)), FEBRUARY)
    assert state.status == Status.IN_PROGRESS
    assert [(party.country, party.status) for party in state.parties] == [
        ("KZ", Status.COMPLETED),
        ("UZ", Status.NO_INFORMATION),
    ]
    assert (state.completed_by, len(state.remaining)) == (1, 2)
    assert state.completed_on is None
    assert state.parties[0].completed_on == date(2026, 1, 20)
    assert state.parties[1].completed_on is None


def test_leads_roll_up_to_their_country_first():
    """Kazakhstan, with one lead done and one silent, is in progress; flattened, the suspension would speak for all."""
    reports = (told(1, FORESTRY, FEBRUARY, Status.COMPLETED), told(2, ECOLOGY, FEBRUARY, Status.SUSPENDED))
    state = action_state(joint(FORESTRY, KZ_MINISTRY, ECOLOGY, reports=reports), FEBRUARY)
    assert [party.status for party in state.parties] == [Status.IN_PROGRESS, Status.SUSPENDED]
    assert state.status == Status.IN_PROGRESS


def test_the_action_is_completed_on_the_last_day_of_its_parties_and_they_on_that_of_their_leads():
    reports = (
        told(1, FORESTRY, FEBRUARY, Status.COMPLETED, completed_on=date(2026, 1, 5)),
        told(2, KZ_MINISTRY, FEBRUARY, Status.COMPLETED, completed_on=date(2026, 1, 25)),
        told(3, ECOLOGY, FEBRUARY, Status.COMPLETED, completed_on=None),
    )
    state = action_state(joint(FORESTRY, KZ_MINISTRY, ECOLOGY, reports=reports), FEBRUARY)
    assert (state.status, state.completed_on) == (Status.COMPLETED, FEBRUARY)
    assert state.parties[0].completed_on == date(2026, 1, 25)
    assert (state.completed_by, state.percent) == (2, 100)


def test_without_leads_there_is_no_information():
    state = action_state(joint(), FEBRUARY)
    assert (state.status, state.parties, state.percent) == (Status.NO_INFORMATION, (), None)
    assert (state.schedule, state.last_as_at, state.awaits) == (Schedule.UNDATED, None, ())


def test_without_leads_a_continuous_action_says_that_it_is_continuous():
    continuous = original(None, timing=Timing.CONTINUOUS)
    assert action_state(joint(versions=(continuous,)), FEBRUARY).schedule == Schedule.CONTINUOUS
    assert action_state(joint(versions=()), FEBRUARY).schedule == Schedule.UNDATED


def test_a_report_counts_for_its_institutions_own_lead_and_else_for_its_countrys():
    report = told(1, FORESTRY, FEBRUARY, otherwise="country:KZ")
    assert by_country(joint(FORESTRY, reports=(report,)))["KZ"].reports == (report,)
    assert by_country(joint("country:KZ", reports=(report,)))["KZ"].reports == (report,)
    assert by_country(joint(KZ_MINISTRY, reports=(report,)))["KZ"].reports == ()
    state = action_state(
        joint("country:KZ", FORESTRY, reports=(told(1, FORESTRY, FEBRUARY, Status.COMPLETED),)), FEBRUARY
    )
    assert state.status == Status.IN_PROGRESS


def test_a_supporting_institution_reports_for_its_country():
    supporting = replace(lead(FORESTRY), part=Part.SUPPORTING)
    report = told(1, FORESTRY, FEBRUARY, otherwise="country:KZ")
    facts = joint(responsibilities=(lead("country:KZ"), supporting), reports=(report,))
    assert by_country(facts)["KZ"].reports == (report,)


def test_a_lead_that_begins_later_takes_no_report_from_its_country_before():
    coming = lead(FORESTRY, since=MARCH)
    reports = (
        told(1, FORESTRY, FEBRUARY + DAY, percent=50, otherwise="country:KZ"),
        told(2, KZ_MINISTRY, FEBRUARY, percent=10, otherwise="country:KZ"),
    )
    facts = joint(responsibilities=(lead("country:KZ"), coming), reports=reports)
    assert [report.key for report in by_country(facts, MARCH - DAY)["KZ"].reports] == [1]
    assert [report.key for report in by_country(facts, MARCH)["KZ"].reports] == [2, 1]
    assert by_country(facts, MARCH)["KZ"].percent == 30


def test_the_reports_of_a_former_lead_are_not_its_countrys():
    former = lead(FORESTRY, until=FEBRUARY - DAY, until_recorded_at=EARLY)
    report = told(1, FORESTRY, date(2026, 1, 5), otherwise="country:KZ")
    facts = joint(responsibilities=(lead("country:KZ"), former), reports=(report,))
    assert by_country(facts)["KZ"].status == Status.NO_INFORMATION


# Ended by decision ---------------------------------------------------------------------------------------------------


def test_a_part_that_was_ended_drops_out():
    done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED)
    ended = Ending(Status.WITHDRAWN, FEBRUARY, EARLY, "UZ")
    facts = joint(FORESTRY, ECOLOGY, reports=(done,), endings=(ended,))
    assert action_state(facts, FEBRUARY).status == Status.COMPLETED
    assert action_state(facts, FEBRUARY).percent == action_state(facts, FEBRUARY).parties[0].percent == 100
    assert (action_state(facts, FEBRUARY).completed_by, len(action_state(facts, FEBRUARY).remaining)) == (1, 1)
    assert action_state(facts, FEBRUARY - DAY).status == Status.NO_INFORMATION


def test_the_percent_of_a_part_that_was_ended_does_not_count():
    reports = (told(1, FORESTRY, FEBRUARY, percent=40), told(2, ECOLOGY, FEBRUARY, percent=90))
    facts = joint(FORESTRY, ECOLOGY, reports=reports, endings=(Ending(Status.WITHDRAWN, FEBRUARY, EARLY, "UZ"),))
    assert action_state(facts, FEBRUARY).percent == 40


def test_where_all_parts_are_ended_the_action_is_what_the_latest_decision_says():
    endings = (
        Ending(Status.CARRIED_OVER, FEBRUARY, EARLY, "UZ"),
        Ending(Status.WITHDRAWN, FEBRUARY - DAY, LATER, "KZ"),
        Ending(Status.NOT_ACHIEVED, FEBRUARY, LATER, "TM"),
    )
    state = action_state(joint(FORESTRY, ECOLOGY, endings=endings), FEBRUARY)
    assert (state.status, state.schedule, state.percent) == (Status.CARRIED_OVER, Schedule.ENDED, None)
    assert [party.status for party in state.parties] == [Status.WITHDRAWN, Status.CARRIED_OVER]


def test_a_decision_that_is_recorded_later_does_not_name_the_outcome_before():
    endings = (Ending(Status.WITHDRAWN, FEBRUARY, EARLY, "KZ"), Ending(Status.CARRIED_OVER, FEBRUARY, EARLY, "UZ"))
    later = Ending(Status.NOT_ACHIEVED, MARCH, LATER, "UZ")
    facts = joint(FORESTRY, ECOLOGY, endings=(*endings, later))
    assert action_state(facts, MARCH).status == Status.NOT_ACHIEVED
    assert action_state(facts, MARCH, known=MARCH).status in (Status.WITHDRAWN, Status.CARRIED_OVER)


def test_a_decision_on_the_whole_action_ends_it_and_every_part():
    done = told(1, FORESTRY, FEBRUARY, Status.COMPLETED)
    facts = joint(FORESTRY, ECOLOGY, reports=(done,), endings=(Ending(Status.NOT_ACHIEVED, FEBRUARY, EARLY),))
    state = action_state(facts, DUE + 90 * DAY)
    assert state.status == Status.NOT_ACHIEVED
    assert {party.status for party in state.parties} == {Status.NOT_ACHIEVED}
    assert (state.schedule, state.awaits, state.completed_on) == (Schedule.ENDED, (), None)
    nobody_leads = action_state(joint(endings=facts.endings), FEBRUARY)
    assert (nobody_leads.status, nobody_leads.schedule) == (Status.NOT_ACHIEVED, Schedule.ENDED)


def test_of_two_decisions_on_one_day_the_later_recorded_counts():
    endings = (Ending(Status.WITHDRAWN, FEBRUARY, LATER), Ending(Status.CARRIED_OVER, FEBRUARY, EARLY))
    assert action_state(joint(FORESTRY, endings=endings), FEBRUARY).status == Status.WITHDRAWN
    assert action_state(joint(FORESTRY, endings=endings), FEBRUARY, known=FEBRUARY).status == Status.CARRIED_OVER


# Percent, freshness, schedule ----------------------------------------------------------------------------------------


def test_the_actions_percent_is_the_mean_over_required_parties():
    reports = (
        told(1, FORESTRY, FEBRUARY, percent=61),
        told(2, KZ_MINISTRY, FEBRUARY, percent=50),
        told(3, ECOLOGY, FEBRUARY, percent=100),
    )
    state = action_state(joint(FORESTRY, KZ_MINISTRY, ECOLOGY, TM_MINISTRY, reports=reports), FEBRUARY)
    assert [party.percent for party in state.parties] == [55, None, 99]
    assert state.percent == 51


def test_a_lead_that_has_completed_counts_whole():
    reports = (told(1, FORESTRY, FEBRUARY, Status.COMPLETED), told(2, KZ_MINISTRY, FEBRUARY, percent=50))
    assert by_country(joint(FORESTRY, KZ_MINISTRY, reports=reports))["KZ"].percent == 75
    assert percent_of(told(1, FORESTRY, FEBRUARY, Status.COMPLETED, percent=80)) == 100
    assert percent_of(told(1, FORESTRY, FEBRUARY)) is None
    assert percent_of(None) is None


def test_a_country_is_as_fresh_as_its_latest_report():
    reports = (told(1, FORESTRY, FEBRUARY), told(2, KZ_MINISTRY, date(2025, 6, 1)))
    facts = joint(FORESTRY, KZ_MINISTRY, ECOLOGY, reports=reports)
    kz, uz = action_state(facts, FEBRUARY + 184 * DAY).parties
    assert (kz.last_as_at, kz.freshness) == (FEBRUARY, Freshness.AGEING)
    assert (uz.last_as_at, uz.freshness) == (None, Freshness.NEVER_REPORTED)
    assert action_state(facts, FEBRUARY).last_as_at == FEBRUARY
    older = told(3, ECOLOGY, date(2025, 6, 1))
    assert action_state(replace(facts, reports=(*reports, older)), FEBRUARY).last_as_at == FEBRUARY
    tolerant = replace(facts, limits=Limits(fresh=400, ageing=500))
    assert by_country(tolerant, FEBRUARY + 184 * DAY)["KZ"].freshness == Freshness.FRESH


def test_the_actions_schedule_is_the_worst_and_says_for_whom_it_waits():
    done = told(1, FORESTRY, DUE, Status.COMPLETED)
    late = told(2, ECOLOGY, DUE + DAY)
    state = action_state(joint(FORESTRY, ECOLOGY, TM_MINISTRY, reports=(done, late)), DUE + 2 * DAY)
    assert [party.schedule for party in state.parties] == [
        Schedule.COMPLETED_ON_TIME,
        Schedule.REPORT_AWAITED,
        Schedule.OVERDUE,
    ]
    assert (state.schedule, state.awaits) == (Schedule.OVERDUE, ("TM", "UZ"))


def test_only_leads_that_have_not_completed_say_that_it_is_overdue():
    done = told(1, FORESTRY, DUE + 5 * DAY, Status.COMPLETED, completed_on=DUE)
    going_on = told(2, KZ_MINISTRY, DUE)
    facts = joint(FORESTRY, KZ_MINISTRY, reports=(done, going_on))
    assert by_country(facts, DUE + 9 * DAY)["KZ"].standing == Standing(Status.IN_PROGRESS, open_as_at=DUE)
    assert by_country(facts, DUE + 9 * DAY)["KZ"].schedule == Schedule.REPORT_AWAITED


def test_the_schedule_follows_the_current_deadline():
    moved = decided(revision(2, DUE + 200 * DAY), FEBRUARY)
    state = action_state(joint(FORESTRY, versions=(original(), moved)), DUE + 2 * DAY)
    assert (state.schedule, state.due, state.timing) == (Schedule.NOT_YET_DUE, DUE + 200 * DAY, Timing.DATED)
    assert action_state(joint(FORESTRY, versions=(original(), moved)), FEBRUARY - DAY).due == DUE


def test_a_revision_may_change_the_timing():
    loosened = decided(revision(2, None, timing=Timing.CONTINUOUS), FEBRUARY)
    state = action_state(joint(FORESTRY, versions=(original(), loosened)), DUE + 90 * DAY)
    assert (state.timing, state.due, state.schedule) == (Timing.CONTINUOUS, None, Schedule.CONTINUOUS)


def test_an_action_without_a_deadline_is_undated():
    state = action_state(joint(FORESTRY, versions=()), FEBRUARY)
    assert (state.timing, state.due, state.schedule) == (Timing.UNDATED, None, Schedule.UNDATED)
    continuous = action_state(joint(FORESTRY, versions=(original(None, timing=Timing.CONTINUOUS),)), FEBRUARY)
    assert (continuous.timing, continuous.schedule) == (Timing.CONTINUOUS, Schedule.CONTINUOUS)


def test_settings_may_change_the_days_of_the_schedule():
    facts = joint(FORESTRY, limits=Limits(due_soon=3, report_wait=1))
    found = [action_state(facts, DUE + number * DAY).schedule for number in (-4, -3, 1, 2)]
    assert found == [Schedule.NOT_YET_DUE, Schedule.DUE_SOON, Schedule.REPORT_AWAITED, Schedule.OVERDUE]


def test_a_revision_needs_the_consent_of_every_required_party():
    agreed = consented(revision(2, LAST), KZ=FEBRUARY, UZ=MARCH)
    assert action_state(joint(FORESTRY, ECOLOGY, versions=(original(), agreed)), MARCH).due == LAST
    assert action_state(joint(FORESTRY, ECOLOGY, TM_MINISTRY, versions=(original(), agreed)), MARCH).due == DUE


# Properties of every state -------------------------------------------------------------------------------------------


@given(records.actions(), records.days, st.one_of(st.none(), records.days))
def test_parts_and_whole_agree(facts, on, known):
    state = action_state(facts, on, known)
    assert [party.country for party in state.parties] == sorted(required_on(facts, on, known))
    assert (state.status == Status.COMPLETED) == (
        bool(state.remaining) and all(party.status == Status.COMPLETED for party in state.remaining)
    )
    assert (state.completed_on is not None) == (state.status == Status.COMPLETED)
    assert (state.percent == 100) == (state.status == Status.COMPLETED)
    assert state.completed_by <= len(state.remaining)
    assert set(state.awaits) == {party.country for party in state.parties if party.schedule in Schedule.waiting()}
    if state.parties and state.status not in Status.ended():
        assert state.schedule.severity == max(party.schedule.severity for party in state.parties)


@given(records.actions(), records.days)
def test_no_part_is_overdue_on_the_last_day_of_its_deadline(facts, on):
    state = action_state(facts, on)
    for party in state.parties:
        last = party.standing.next_due if state.timing == Timing.RECURRING else state.due
        if last is not None and on <= last:
            assert party.schedule not in Schedule.waiting()


@given(records.actions(), records.days)
def test_what_a_party_says_comes_from_its_reports(facts, on):
    for party in action_state(facts, on).parties:
        assert (party.freshness == Freshness.NEVER_REPORTED) == (not party.reports)
        assert (party.percent is None) == (not party.reports)
        assert all(report.as_at <= on for report in party.reports)
        assert party.completed_on is None or party.status == Status.COMPLETED
