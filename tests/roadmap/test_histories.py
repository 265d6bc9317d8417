"""Random histories: what was known on a day never changes, what is stored follows, lists say what the rules say.

Reports, corrections, late recordings, revisions, consents, endings, rounds, leads that change and institutions that are
succeeded come in any order, through the services. The clock moves forward; what is recorded may have happened any day.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from roadmap.choices import DeadlineKind, ReportState, Status, Timing
from roadmap.models import Action, Deadline, ProgressReport, ReportingRound, RequiredParty, Responsibility, Roadmap
from roadmap.rules.facts import ActionFacts, recorded_by
from roadmap.rules.owed import owed_in
from roadmap.rules.state import ActionState, action_state
from roadmap.services.recompute import recompute
from roadmap.services.reporting import GivenAlreadyError
from tests.cast import LIMITS, LONG_AGO, Cast
from tests.roadmap.small_world import FIRST, LAST, SmallWorld

DAY = timedelta(days=1)
ENDED = [Status(value) for value in Status.ended()]
CLAIMED = [Status(value) for value in Status.claimed()]

yes_or_no = st.booleans()
numbers = st.integers(0, 9)
days = st.one_of(st.integers(-400, -1), st.integers(-60, 60))  # from today
claims = st.sampled_from(CLAIMED)


def owed(facts: ActionFacts, on: date, known: date) -> list[tuple[int, str, str, int]]:
    """What is owed in every round that was recorded by a day, how it stands, and the report that was given for it."""
    recorded = [one for one in facts.rounds if recorded_by(one.recorded_at, known)]
    return [
        (one.key, each.lead.holder, each.standing, each.report.key if each.report else 0)
        for one in recorded
        for each in owed_in(facts, one, on, known)
    ]


class History(RuleBasedStateMachine):
    """Each step is one verb of someone, now; ``met`` counts what was done and what was refused."""

    world: SmallWorld

    def __init__(self) -> None:
        super().__init__()
        self.met: Counter[str] = Counter()
        self.random = Random(0)  # nothing secret
        self.undone_at_the_end = transaction.atomic()
        self.undone_at_the_end.__enter__()
        self.world.now = LONG_AGO
        self.steps = 0
        self.remembered: dict[tuple[str, date, date], tuple[ActionState, list]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone_at_the_end.__exit__(None, None, None)

    @initialize(random=st.randoms(use_true_random=False), young=yes_or_no)
    def begin(self, random: Random, young: bool) -> None:
        self.random = random
        if not young:
            self.an_eventful_month()

    def an_eventful_month(self) -> None:
        """Everything that may happen, once."""
        count, exchange, patrol, survey = range(4)
        forestry, kz_ministry, agency, ecology, tm_ministry = range(5)
        kz, uz, _tm, everyone = range(4)
        self.someone_reports(count, forestry, 0, Status.IN_PROGRESS, in_round=True, at_once=True)
        self.someone_reports(count, ecology, -1, Status.NOT_STARTED, in_round=False, at_once=True)
        self.someone_reports(patrol, tm_ministry, 0, Status.IN_PROGRESS, in_round=False, at_once=False)
        self.someone_submits(0)
        self.time_passes(24)
        self.a_coordinator_decides(0, publishes=False)
        self.a_coordinator_decides(0, publishes=True)
        self.someone_corrects(0, 0, Status.SUSPENDED)
        self.someone_reports_no_change(0)
        self.a_revision_is_proposed(count, Timing.DATED, 60)
        self.a_deadline_is_corrected(0, 30)
        self.a_revision_is_agreed(0, 0, [kz, uz])
        self.time_passes(24)
        self.a_revision_is_proposed(survey, Timing.DATED, 90)
        self.a_revision_is_agreed(0, 0, [])
        self.a_round_is_opened(40, 30, kz + 3, inside=False)
        self.a_round_is_opened(0, 0, uz + 3, inside=True)
        self.a_round_is_called_off(1)
        self.someone_takes_a_lead_on(survey, agency, None)
        self.someone_lays_a_lead_down(0, 10)
        self.time_passes(24)
        self.a_decision_ends_something(survey, everyone, Status.WITHDRAWN, 0)
        self.an_institution_is_succeeded(kz_ministry, agency, 0)
        self.a_country_leaves(0, 60)
        self.the_first_day_is_moved(exchange, 20)
        self.the_roadmap_is_prolonged(2)
        self.time_passes(24)

    def attempt(self, verb: str, done: Callable[[], object]) -> None:
        """Does it, unless the services refuse it."""
        try:
            with transaction.atomic():
                done()
        except (ValidationError, GivenAlreadyError):
            self.met[f"{verb}, refused"] += 1
        else:
            self.met[verb] += 1

    def day(self, number: int) -> date:
        return min(max(self.world.today + timedelta(days=number), FIRST), LAST)

    def past(self, number: int) -> date:
        return min(self.day(number), self.world.today)

    def action(self, number: int) -> Action:
        return pick(Action.objects.order_by("pk"), number)

    # Time ------------------------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 13, 24, 24 * 20, 24 * 75]))
    def time_passes(self, hours: int) -> None:
        yesterday = self.world.today
        self.world.now += timedelta(hours=hours)
        if self.world.today > yesterday:
            self.world.recompute()
            self.remember(yesterday)

    def remember(self, known: date) -> None:
        """The answers that were given on a day that is over, about some days."""
        for code, facts in self.world.facts().items():
            for on in (known, FIRST + timedelta(days=self.random.randrange((LAST - FIRST).days))):
                self.remembered[code, on, known] = action_state(facts, on, known), owed(facts, on, known)

    # Reports ---------------------------------------------------------------------------------------------------------

    @rule(action=numbers, institution=numbers, as_at=days, status=claims, in_round=yes_or_no, at_once=yes_or_no)
    def someone_reports(
        self, action: int, institution: int, as_at: int, status: Status, in_round: bool, at_once: bool
    ) -> None:
        of = self.world.institutions[institution % 5]
        one = ReportingRound.objects.opened(self.world.today).for_country(of.country_id).first() if in_round else None
        done = self.world.report if at_once else self.world.begin
        verb = ("reports" if at_once else "begins a report") + (" in a round" if one else "")
        self.attempt(verb, lambda: done(self.action(action), of, self.past(as_at), status, round=one, percent=40))

    def reports(self, *states: ReportState):
        return ProgressReport.objects.filter(state__in=states).order_by("pk")

    @precondition(lambda self: self.reports(*ReportState.open()).exists())
    @rule(number=numbers)
    def someone_submits(self, number: int) -> None:
        report = pick(self.reports(*ReportState.open()), number)
        self.attempt("submits", lambda: self.world.submit(report))

    @precondition(lambda self: self.reports(ReportState.SUBMITTED).exists())
    @rule(number=numbers, publishes=st.booleans())
    def a_coordinator_decides(self, number: int, publishes: bool) -> None:
        report = pick(self.reports(ReportState.SUBMITTED), number)
        verb = self.world.publish if publishes else self.world.give_back
        self.attempt("publishes" if publishes else "returns", lambda: verb(report))

    @precondition(lambda self: self.reports(ReportState.PUBLISHED).exists())
    @rule(number=numbers, as_at=days, status=claims)
    def someone_corrects(self, number: int, as_at: int, status: Status) -> None:
        wrong = pick(self.reports(ReportState.PUBLISHED), number)
        said = (wrong.action, wrong.institution, self.past(as_at), status)
        self.attempt("corrects", lambda: self.world.report(*said, corrects=wrong))

    @precondition(lambda self: self.reports(ReportState.PUBLISHED).exists())
    @rule(number=numbers)
    def someone_reports_no_change(self, number: int) -> None:
        before = pick(self.reports(ReportState.PUBLISHED), number)
        one = ReportingRound.objects.opened(self.world.today).for_country(before.institution.country_id).last()
        self.attempt("says no change", lambda: self.world.report_no_change(before, one))

    # Deadlines -------------------------------------------------------------------------------------------------------

    @rule(action=numbers, timing=st.sampled_from([Timing.DATED, Timing.DATED, *Timing]), due=days)
    def a_revision_is_proposed(self, action: int, timing: Timing, due: int) -> None:
        self.attempt("proposes", lambda: self.world.revise(self.action(action), timing, self.day(due)))

    @rule(number=numbers, due=days)
    def a_deadline_is_corrected(self, number: int, due: int) -> None:
        version = pick(Deadline.objects.order_by("pk"), number)
        self.attempt("corrects a deadline", lambda: self.world.correct(version, self.day(due)))

    @precondition(lambda self: Deadline.objects.filter(kind=DeadlineKind.REVISION).exists())
    @rule(number=numbers, on=days, countries=st.lists(st.integers(0, 2), max_size=3, unique=True))
    def a_revision_is_agreed(self, number: int, on: int, countries: list[int]) -> None:
        """By the consent of these countries, or by a decision."""
        version = pick(Deadline.objects.filter(kind=DeadlineKind.REVISION).order_by("-pk"), number)
        for country in (self.world.countries[one] for one in countries):
            self.attempt("consents", lambda whose=country: self.world.consent(version, whose, self.past(on)))
        if not countries:
            self.attempt("decides", lambda: self.world.agree(version, self.past(on)))

    @rule(action=numbers, first_day=days)
    def the_first_day_is_moved(self, action: int, first_day: int) -> None:
        self.attempt("moves the first day", lambda: self.world.begin_on(self.action(action), self.day(first_day)))

    @rule(years=st.integers(0, 3))
    def the_roadmap_is_prolonged(self, years: int) -> None:
        self.attempt("prolongs", lambda: self.world.prolong(Roadmap.objects.get(), LAST.year + years))

    # Rounds ----------------------------------------------------------------------------------------------------------

    @rule(opens=st.integers(-60, 60), lasts=st.integers(0, 60), country=st.integers(0, 5), inside=st.booleans())
    def a_round_is_opened(self, opens: int, lasts: int, country: int, inside: bool) -> None:
        whose = self.world.countries[country - 3] if country > 2 else None
        day, around = self.day(opens), None
        if whose and inside and (around := ReportingRound.objects.filter(country__isnull=True).last()):
            day, lasts = around.opens, (around.due - around.opens).days
        verb = "opens a round inside another" if around else "opens a round"
        self.attempt(verb, lambda: self.world.open_round(whose, around, day, lasts))

    @precondition(lambda self: ReportingRound.objects.standing().exists())
    @rule(number=numbers)
    def a_round_is_called_off(self, number: int) -> None:
        self.attempt("calls off", lambda: self.world.call_off(pick(ReportingRound.objects.standing(), number)))

    # Who is responsible ----------------------------------------------------------------------------------------------

    @rule(action=numbers, country=st.integers(0, 3), outcome=st.sampled_from(ENDED), on=days)
    def a_decision_ends_something(self, action: int, country: int, outcome: Status, on: int) -> None:
        whose = self.world.countries[country] if country < 3 else None
        self.attempt("ends", lambda: self.world.end(self.action(action), whose, outcome, self.day(on)))

    @rule(action=numbers, holder=numbers, since=st.one_of(st.none(), days))
    def someone_takes_a_lead_on(self, action: int, holder: int, since: int | None) -> None:
        whose = [*self.world.institutions, *self.world.countries][holder % 8]
        day = None if since is None else self.day(since)
        self.attempt("takes on", lambda: self.world.take_on(self.action(action), whose, day))

    @rule(number=numbers, until=days)
    def someone_lays_a_lead_down(self, number: int, until: int) -> None:
        standing = Responsibility.objects.filter(until__isnull=True).order_by("pk")
        if part := pick(standing, number):
            self.attempt("lays down", lambda: self.world.lay_down(part, self.day(until)))

    @rule(number=numbers, until=days)
    def a_country_leaves(self, number: int, until: int) -> None:
        if number < 2 and (party := self.world.cast.plateau.parties.filter(until_latest__isnull=True).last()):
            self.attempt("leaves", lambda: self.world.leave(party, self.day(until)))

    @rule(predecessor=numbers, successor=numbers, on=st.one_of(st.none(), days))
    def an_institution_is_succeeded(self, predecessor: int, successor: int, on: int | None) -> None:
        former, heir = (self.world.institutions[number % 5] for number in (predecessor, successor))
        day = None if on is None else self.day(on)
        self.attempt("takes over", lambda: self.world.take_over(former, heir, day))

    # What must hold --------------------------------------------------------------------------------------------------

    @invariant()
    def the_account_stands(self) -> None:
        assert [str(difference) for difference in self.world.recompute()] == [], "what is stored does not follow"
        facts = self.world.facts()
        for (code, on, known), (state, was_owed) in self.remembered.items():
            assert action_state(facts[code], on, known) == state, f"{code} on {on}, as known on {known}"
            assert owed(facts[code], on, known) == was_owed, f"owed in {code} on {on}, as known on {known}"
        self.steps += 1
        if self.steps % 3 == 0:
            self.lists_say_what_the_rules_say(facts, self.day(self.random.randint(-300, 300)))

    def lists_say_what_the_rules_say(self, facts: dict[str, ActionFacts], on: date) -> None:
        with transaction.atomic():
            recompute(Action.objects.all(), on, LIMITS)
            self.compare_with_lists({code: action_state(known, on) for code, known in facts.items()}, on)
            transaction.set_rollback(True)

    def compare_with_lists(self, states: dict[str, ActionState], on: date) -> None:
        actions = Action.objects.with_schedule(on, LIMITS).with_freshness(on, LIMITS)
        parties = RequiredParty.objects.with_schedule(on, LIMITS).with_freshness(on, LIMITS)
        rows = parties.with_occurrence(on, LIMITS).select_related("action", "country")
        listed = {(row.action.code, row.country.code): (row.schedule, row.freshness, row.occurrence) for row in rows}
        ruled = {
            (code, party.country): (party.schedule, party.freshness, party.occurrence)
            for code, state in states.items()
            for party in state.parties
        }
        assert listed == ruled, f"on {on}"
        schedules = {action.code: action.schedule for action in actions}
        assert schedules == {code: state.schedule for code, state in states.items()}, f"on {on}"


def pick(records, number: int):
    """One of these, by a number that may be greater than there are."""
    found = list(records)
    return found[number % len(found)] if found else None


EVERY_VERB = {
    "reports", "reports in a round", "begins a report", "submits", "publishes", "returns", "corrects", "says no change",
    "proposes", "corrects a deadline", "consents", "decides", "opens a round", "opens a round inside another",
    "calls off", "ends", "takes on", "lays down", "leaves", "takes over", "moves the first day", "prolongs",
}  # fmt: skip


@pytest.mark.django_db
def test_everything_can_happen(cast: Cast):
    History.world = SmallWorld(cast)
    history = History()
    history.an_eventful_month()
    history.the_account_stands()
    history.teardown()
    assert set(history.met) == EVERY_VERB


@pytest.mark.django_db
def test_whatever_happens_the_account_stands(cast: Cast):
    History.world = SmallWorld(cast)
    few = settings(
        max_examples=12, stateful_step_count=20, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(History, settings=few)
