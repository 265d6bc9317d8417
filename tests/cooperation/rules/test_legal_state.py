"""The legal state of an instrument and of its parties: by example, and by what must hold of any life."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cooperation.choices import EventKind, LegalState, Nature
from cooperation.rules.legal_state import LegalStanding, Life, Step, came_back, standing_of_party, standing_of_whole
from cooperation.rules.partial_date import PartialDate, parse
from tests.partial_dates import DAYS, partial_dates

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
K = EventKind


def life(*steps: tuple[EventKind, str, str | None], nature: Nature = Nature.TREATY, parties: str = "KZ UZ") -> Life:
    """Each step with its date as a spreadsheet has it."""
    made = tuple(Step(kind, parse(when), country) for kind, when, country in steps)
    return Life(nature, frozenset(parties.split()), made)


def whole(of: Life, on: str) -> LegalStanding:
    return standing_of_whole(of, date.fromisoformat(on), TODAY)


def party(of: Life, country: str, on: str) -> LegalStanding:
    return standing_of_party(of, country, date.fromisoformat(on), TODAY)


def sure(state: LegalState) -> LegalStanding:
    return LegalStanding(state, state)


AGREEMENT = life(
    (K.FULL_POWERS, "2022-12-05", "KZ"),
    (K.SIGNATURE, "2022-12-22", "KZ"),
    (K.SIGNATURE, "2022-12-22", "UZ"),
    (K.RATIFICATION, "2024-11-07", "KZ"),
    (K.ENTRY_INTO_FORCE, "2024-11-20", None),
)
MEMORANDUM = life(
    (K.SIGNATURE, "2024-02-11/2024-02-17", "KZ"),
    (K.SIGNATURE, "2024-02-11/2024-02-17", "UZ"),
    (K.JOINING, "", "TM"),
    nature=Nature.NON_BINDING,
    parties="KZ TM UZ",
)


AMONG_THREE = (
    (K.SIGNATURE, "2020-01-01", None),
    (K.RATIFICATION, "2021-01-01", "KZ"),
    (K.RATIFICATION, "2021-01-01", "UZ"),
    (K.ENTRY_INTO_FORCE, "2022-01-01", None),
)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2022-12-21", LegalState.NONE),
        ("2022-12-22", LegalState.SIGNED),
        ("2023-06-01", LegalState.SIGNED),
        ("2024-11-19", LegalState.SIGNED),
        ("2024-11-20", LegalState.IN_FORCE),
    ],
)
def test_a_treaty_is_signed_and_then_in_force(on: str, state: LegalState):
    assert whole(AGREEMENT, on) == sure(state)


def test_between_two_its_entry_into_force_binds_both_whatever_is_recorded_of_their_consent():
    assert party(AGREEMENT, "KZ", "2024-11-10") == sure(LegalState.CONSENTED)
    assert party(AGREEMENT, "UZ", "2024-11-10") == sure(LegalState.SIGNED)
    assert {party(AGREEMENT, one, "2024-11-20") for one in ("KZ", "UZ")} == {sure(LegalState.IN_FORCE)}


def test_among_more_it_binds_those_whose_consent_is_recorded():
    steps = [(K.SIGNATURE, "2020-01-01", one) for one in ("KZ", "UZ", "KG")]
    of = life(
        *steps, (K.RATIFICATION, "2021-01-01", "KZ"), (K.ENTRY_INTO_FORCE, "2022-01-01", None), parties="KZ UZ KG"
    )
    assert party(of, "KZ", "2022-01-01") == sure(LegalState.IN_FORCE)
    assert party(of, "UZ", "2022-01-01") == sure(LegalState.SIGNED)


def test_where_no_entry_into_force_is_recorded_the_state_says_so():
    of = life((K.SIGNATURE, "1997-06-02", "KZ"), (K.SIGNATURE, "1997-06-02", "UZ"))
    assert whole(of, "1997-06-01") == sure(LegalState.NONE)
    assert whole(of, "2024-11-24") == sure(LegalState.NOT_KNOWN_IN_FORCE)


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2024-02-10", sure(LegalState.NONE)),
        ("2024-02-13", LegalStanding(LegalState.NONE, LegalState.CONCLUDED)),
        ("2024-03-01", sure(LegalState.CONCLUDED)),
    ],
)
def test_a_day_that_is_not_known_leaves_open_what_was(on: str, standing: LegalStanding):
    assert whole(MEMORANDUM, on) == standing


def test_who_joined_on_no_known_day_may_have_joined_since_there_was_something_to_join():
    assert party(MEMORANDUM, "TM", "2023-01-01") == sure(LegalState.NONE)
    assert party(MEMORANDUM, "TM", "2024-06-01") == LegalStanding(LegalState.NONE, LegalState.JOINED)
    assert party(MEMORANDUM, "TM", TODAY.isoformat()) == sure(LegalState.JOINED)


@pytest.mark.parametrize(
    ("nature", "state"),
    [
        (Nature.NON_BINDING, LegalState.CONCLUDED),
        (Nature.NOT_ESTABLISHED, LegalState.OF_UNKNOWN_NATURE),
        (Nature.TREATY, LegalState.NOT_KNOWN_IN_FORCE),
    ],
)
def test_a_signature_of_the_whole_is_that_of_its_parties(nature: Nature, state: LegalState):
    of = life((K.SIGNATURE, "2021", None), nature=nature)
    assert (party(of, "KZ", "2022-01-01"), party(of, "RU", "2022-01-01")) == (sure(state), sure(LegalState.NONE))


@pytest.mark.parametrize(
    ("nature", "state"), [(Nature.NON_BINDING, LegalState.ADOPTED), (Nature.TREATY, LegalState.NEGOTIATED)]
)
def test_what_was_adopted_is_not_signed(nature: Nature, state: LegalState):
    of = life((K.ADOPTION, "2023-12-01", None), nature=nature)
    assert (whole(of, "2024-01-01"), party(of, "UZ", "2024-01-01")) == (sure(state), sure(state))


@pytest.mark.parametrize(
    ("kind", "of_whole", "of_kz", "of_uz"),
    [
        (K.TERMINATION, LegalState.TERMINATED, LegalState.TERMINATED, LegalState.TERMINATED),
        (K.SUSPENSION, LegalState.SUSPENDED, LegalState.SUSPENDED, LegalState.SUSPENDED),
        (K.PROLONGATION, LegalState.IN_FORCE, LegalState.IN_FORCE, LegalState.IN_FORCE),
        (K.AMENDMENT, LegalState.IN_FORCE, LegalState.IN_FORCE, LegalState.IN_FORCE),
    ],
)
def test_what_happens_to_the_whole_happens_to_its_parties(kind, of_whole, of_kz, of_uz):
    of = Life(AGREEMENT.nature, AGREEMENT.parties, (*AGREEMENT.steps, Step(kind, parse("2025-05-01"))))
    found = (whole(of, "2025-05-01"), party(of, "KZ", "2025-05-01"), party(of, "UZ", "2025-05-01"))
    assert found == (sure(of_whole), sure(of_kz), sure(of_uz))


@pytest.mark.parametrize("kind", [K.WITHDRAWAL, K.DENUNCIATION])
def test_who_withdraws_is_out_and_the_others_stay(kind: EventKind):
    of = life(*AMONG_THREE, (kind, "2025-05-01", "UZ"), parties="KZ UZ KG")
    assert party(of, "UZ", "2025-05-01") == sure(LegalState.WITHDRAWN)
    assert party(of, "KZ", "2025-05-01") == whole(of, "2025-05-01") == sure(LegalState.IN_FORCE)


@pytest.mark.parametrize("kind", [K.WITHDRAWAL, K.DENUNCIATION])
def test_where_one_of_two_withdraws_nothing_remains(kind: EventKind):
    of = Life(AGREEMENT.nature, AGREEMENT.parties, (*AGREEMENT.steps, Step(kind, parse("2025-05-01"), "UZ")))
    assert whole(of, "2025-04-30") == sure(LegalState.IN_FORCE)
    assert party(of, "UZ", "2025-05-01") == sure(LegalState.WITHDRAWN)
    assert party(of, "KZ", "2025-05-01") == whole(of, "2025-05-01") == sure(LegalState.TERMINATED)


def test_what_one_of_two_records_of_force_and_suspension_holds_for_both():
    of = life((K.SIGNATURE, "2020-01-01", None), (K.ENTRY_INTO_FORCE, "2021-01-01", "KZ"), (K.SUSPENSION, "2022", "KZ"))
    assert party(of, "UZ", "2021-06-01") == whole(of, "2021-06-01") == sure(LegalState.IN_FORCE)
    assert party(of, "UZ", "2023-01-01") == whole(of, "2023-01-01") == sure(LegalState.SUSPENDED)


def test_who_left_may_come_back():
    of = life(*AMONG_THREE, (K.WITHDRAWAL, "2023", "UZ"), (K.ACCESSION, "2025-03", "UZ"), parties="KZ UZ KG")
    assert party(of, "UZ", "2024-01-01") == sure(LegalState.WITHDRAWN)
    assert party(of, "UZ", "2025-03-10") == LegalStanding(LegalState.WITHDRAWN, LegalState.IN_FORCE)
    assert party(of, "UZ", "2025-03-31") == sure(LegalState.IN_FORCE)


@pytest.mark.parametrize(
    ("nature", "state"),
    [
        (Nature.TREATY, LegalState.NOT_KNOWN_TO_BIND),
        (Nature.NOT_ESTABLISHED, LegalState.NOT_KNOWN_TO_BIND),
        (Nature.NON_BINDING, LegalState.JOINED),
    ],
)
def test_consent_says_nothing_of_a_force_that_is_not_recorded(nature: Nature, state: LegalState):
    of = life((K.SIGNATURE, "2025-11-15", None), (K.RATIFICATION, "2026-03-06", "UZ"), nature=nature)
    assert party(of, "UZ", "2026-03-06") == sure(state)


def test_accession_by_one_that_never_signed_and_signature_after_entry_into_force_are_possible():
    of = life(
        (K.SIGNATURE, "2006-05-23", "UZ"),
        (K.ENTRY_INTO_FORCE, "2006-09-24", None),
        (K.ACCESSION, "2008-01-01", "RU"),
        (K.SIGNATURE, "2010-09-10", "MN"),
        (K.ENTRY_INTO_FORCE, "2010-09-10", "MN"),
        parties="UZ RU MN",
    )
    assert party(of, "RU", "2008-01-01") == sure(LegalState.IN_FORCE)
    assert party(of, "MN", "2010-09-10") == sure(LegalState.IN_FORCE)


def test_what_takes_effect_binds_nobody_in_law():
    of = life(
        (K.SIGNATURE, "2005-11-23", "TM"),
        (K.TAKING_EFFECT, "2006-09-24", None),
        nature=Nature.NON_BINDING,
        parties="TM UZ KZ",
    )
    assert whole(of, "2006-09-24") == party(of, "TM", "2006-09-24") == sure(LegalState.IN_EFFECT)
    assert party(of, "UZ", "2006-09-24") == sure(LegalState.NONE)


def test_provisional_application_precedes_force():
    of = life((K.SIGNATURE, "2020", None), (K.PROVISIONAL, "2021-01-01", None), (K.PROVISIONAL, "2020-06-01", "KZ"))
    assert whole(of, "2021-01-01") == party(of, "UZ", "2021-01-01") == sure(LegalState.PROVISIONAL)


steps = st.builds(Step, st.sampled_from(EventKind), partial_dates(), st.sampled_from([None, "KZ", "UZ", "TM"]))
lives = st.builds(
    Life,
    st.sampled_from(Nature),
    st.frozensets(st.sampled_from(["KZ", "UZ", "TM"])),
    st.lists(steps, max_size=6).map(tuple),
)
days = DAYS


@given(lives, days, st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(of: Life, on: date, random):
    shuffled = list(of.steps)
    random.shuffle(shuffled)
    other = Life(of.nature, of.parties, tuple(shuffled))
    assert standing_of_whole(other, on, TODAY) == standing_of_whole(of, on, TODAY)
    assert standing_of_party(other, "KZ", on, TODAY) == standing_of_party(of, "KZ", on, TODAY)


@given(lives, days)
def test_on_known_days_everything_is_certain(of: Life, on: date):
    exact = tuple(
        Step(step.kind, PartialDate(day, day), step.country)
        for step in of.steps
        if (day := step.when.earliest or step.when.latest)
    )
    known = Life(of.nature, of.parties, exact)
    assert standing_of_whole(known, on, TODAY).is_certain
    assert standing_of_party(known, "UZ", on, TODAY).is_certain


@given(lives, days)
def test_what_happens_later_changes_nothing_of_a_day_but_what_it_awaits(of: Life, on: date):
    later = Step(K.TERMINATION, PartialDate(on + DAY, on + DAY))
    more = Life(of.nature, of.parties, (*of.steps, later))
    assert standing_of_whole(more, on, TODAY) == standing_of_whole(of, on, TODAY)
    assert standing_of_party(more, "TM", on, TODAY) == standing_of_party(of, "TM", on, TODAY)


AS_FAR = [
    {LegalState.NONE},
    {LegalState.NEGOTIATED, LegalState.ADOPTED},
    {LegalState.SIGNED, LegalState.NOT_KNOWN_IN_FORCE, LegalState.CONCLUDED, LegalState.OF_UNKNOWN_NATURE},
    {LegalState.JOINED},
    {LegalState.CONSENTED, LegalState.NOT_KNOWN_TO_BIND},
    {LegalState.PROVISIONAL},
    {LegalState.IN_FORCE, LegalState.IN_EFFECT},
    {LegalState.SUSPENDED},
    {LegalState.TERMINATED},
    {LegalState.WITHDRAWN},
]


def rank(state: LegalState) -> int:
    return next(number for number, states in enumerate(AS_FAR) if state in states)


def test_each_state_has_its_place_in_a_life():
    assert set().union(*AS_FAR) == set(LegalState)


@given(lives, days)
def test_what_is_sure_is_never_ahead_of_what_may_be_unless_someone_comes_back(of: Life, on: date):
    assume(not any(came_back(step, of.steps) for step in of.steps))
    for standing in (standing_of_whole(of, on, TODAY), standing_of_party(of, "UZ", on, TODAY)):
        assert rank(standing.sure) <= rank(standing.may_be)


@given(lives)
def test_today_nothing_on_record_with_a_known_beginning_is_doubtful(of: Life):
    past = tuple(step for step in of.steps if not step.when.latest or step.when.latest <= TODAY)
    known = Life(of.nature, of.parties, tuple(step for step in past if step.when.maybe_by(TODAY)))
    assert standing_of_whole(known, TODAY, TODAY).is_certain


def test_a_standing_says_whether_anything_has_begun():
    assert not sure(LegalState.NONE).has_begun
    assert LegalStanding(LegalState.NONE, LegalState.SIGNED).has_begun
