"""Decisions of earlier meetings: who is to do what by when, how it stands, and what it moved."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.choices import DecisionState, Visibility
from cooperation.models import Body, Decision, InstitutionName, Meeting
from roadmap.choices import Status
from roadmap.models import Action, Ending
from roadmap.services import deadlines
from tests.admin_forms import errors_of, filled
from tests.cast import LIMITS, NOW, TODAY, Cast, proposed, published, refresh

pytestmark = pytest.mark.usefixtures("on_the_day")
ADDRESS = "/en/roadmaps/plateau/decisions/"


def meeting(slug: str, day: date | None = None, **columns: Any) -> Meeting:
    made, _ = Meeting.objects.get_or_create(
        slug=slug, defaults={"title_en": slug.title(), "kind": "session", "earliest": day, "latest": day, **columns}
    )
    return made


def decided(cast: Cast, at: Meeting, number: str, about: Action | None = None, **columns: Any) -> Decision:
    """A decision that bears on the joint count, or on another action."""
    made = Decision.objects.create(meeting=at, number=number, text_en=f"Decided {at.slug} {number}.", **columns)
    (about or cast.count).decisions.add(made)
    return made


@pytest.fixture
def aktau(cast: Cast) -> Meeting:
    return meeting("aktau", date(2026, 5, 14))


def lines(client: Client, **query: str) -> dict[str, list[str]]:
    """The numbers shown, by meeting."""
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    sessions = response.context["sessions"]
    return {session.meeting.slug: [line.decision.number for line in session.lines] for session in sessions}


def text(client: Client, **query: str) -> str:
    return " ".join(client.get(ADDRESS, query).text.split())


def test_each_decision_tells_who_is_to_do_what_by_when_and_how_it_stands(client: Client, cast: Cast, aktau: Meeting):
    published(cast.count, cast.forestry, cast.bolat)
    made = decided(cast, aktau, "4", term=date(2026, 10, 1))
    made.responsible.add(cast.ecology)
    InstitutionName.objects.create(institution=cast.ecology, name_en="Ministry", since_earliest=date(2026, 6, 1))
    shown = text(client)
    for words in (
        "14 May 2026",
        "Decided aktau 4.",
        "National Committee on Ecology (UZ)",
        "1 Oct 2026",
        "Open, past its term",
        "Joint count of the saiga",
        "In progress",
    ):
        assert words in shown, words
    assert "Ministry (UZ)" not in shown


def test_the_latest_meeting_comes_first_and_numbers_are_counted(client: Client, cast: Cast, aktau: Meeting):
    for number in ("10", "2", "1"):
        decided(cast, aktau, number)
    decided(cast, meeting("nukus", date(2025, 11, 19)), "1")
    decided(cast, meeting("ashgabat", date(2026, 10, 21)), "1")
    assert list(lines(client).items()) == [("ashgabat", ["1"]), ("aktau", ["1", "2", "10"]), ("nukus", ["1"])]


def test_all_decisions_of_meetings_that_bear_on_the_roadmap_are_there_and_no_others(client: Client, cast: Cast):
    body = Body.objects.create(slug="group", name_en="Group", kind="working_group")
    founding, next_one = (meeting(slug, day, body=body) for slug, day in (("a", date(2025, 3, 1)), ("b", TODAY)))
    approved = Decision.objects.create(meeting=founding, number="1", text_en="Approves.")
    cast.plateau.decision = approved
    cast.plateau.save()
    Decision.objects.create(meeting=next_one, number="1", text_en="Of the same body.")
    ended = Decision.objects.create(meeting=meeting("c", TODAY), number="1", text_en="Ends.")
    Ending.objects.create(action=cast.count, outcome=Status.WITHDRAWN, decision=ended, on=TODAY, recorded_at=NOW)
    refresh(cast.count)
    moved = Decision.objects.create(meeting=meeting("d", TODAY), number="1", text_en="Moves.")
    deadlines.agree_by_decision(proposed(cast.count), moved, TODAY, NOW, TODAY, LIMITS)
    Decision.objects.create(meeting=meeting("elsewhere", TODAY), number="1", text_en="Other matters.")
    assert lines(client) == {slug: ["1"] for slug in "abcd"}
    shown = text(client)
    assert "Agreed the deadline of 2.3: 30 June 2027." in shown
    assert "Withdrawn" in shown


@pytest.mark.parametrize(
    ("state", "numbers"), [("", "12345"), ("open", "125"), ("overdue", "2"), ("done", "3"), ("lifted", "4")]
)
def test_decisions_are_narrowed_by_their_state(client: Client, cast: Cast, aktau: Meeting, state: str, numbers: str):
    decided(cast, aktau, "1")
    decided(cast, aktau, "2", term=date(2026, 11, 22))
    decided(cast, aktau, "3", state=DecisionState.DONE, term=date(2026, 11, 22))
    decided(cast, aktau, "4", state=DecisionState.LIFTED)
    decided(cast, aktau, "5", term=TODAY)
    assert lines(client, state=state) == {"aktau": list(numbers)}


def test_the_opening_table_of_a_meeting_has_only_what_was_decided_before(client: Client, cast: Cast, aktau: Meeting):
    decided(cast, aktau, "1")
    decided(cast, meeting("nukus", date(2025, 11, 19)), "1")
    decided(cast, meeting("undated"), "1")
    decided(cast, meeting("same-day", aktau.earliest), "1")
    assert list(lines(client, meeting="aktau")) == ["nukus", "undated"]
    assert list(lines(client, meeting="nukus")) == ["undated"]


def test_a_meeting_that_is_still_to_come_is_one_to_prepare(client: Client, cast: Cast, aktau: Meeting):
    decided(cast, aktau, "1")
    decided(cast, meeting("next", date(2026, 12, 10)), "1")
    assert lines(client) == lines(client, meeting="next") == {"aktau": ["1"]}


@pytest.mark.parametrize("query", [{"state": "late"}, {"meeting": "nowhere"}])
def test_an_unknown_choice_shows_nothing_and_says_so(client: Client, cast: Cast, aktau: Meeting, query: dict):
    decided(cast, aktau, "1")
    assert lines(client, **query) == {}
    assert "Select a valid choice." in text(client, **query)


def test_another_day_shows_what_had_been_decided_closed_and_agreed_by_then(client: Client, cast: Cast, aktau: Meeting):
    published(cast.count, cast.forestry, cast.bolat, as_at=date(2026, 9, 1))
    made = decided(cast, aktau, "1", state=DecisionState.DONE, closed_on=date(2026, 9, 1))
    revision = proposed(cast.count, recorded_at=datetime(2026, 5, 1, 6, tzinfo=UTC))
    deadlines.agree_by_decision(revision, made, date(2026, 5, 14), NOW, TODAY, LIMITS)
    assert lines(client, on="2026-05-13") == {}
    shown = text(client, on="2026-08-31")
    assert "The state on 31 August 2026." in shown
    assert "all that are recorded today are shown" in shown
    assert "No information" in shown
    assert lines(client, on="2026-08-31", state="open") == {"aktau": ["1"]}
    assert lines(client, on="2026-09-01", state="done") == {"aktau": ["1"]}
    assert "Agreed the deadline" in shown
    assert "Agreed the deadline" not in text(client, known="2026-11-22")
    assert client.get(ADDRESS, {"on": "soon"}).status_code == 400


def test_what_is_among_the_parties_is_not_linked_for_strangers(client: Client, cast: Cast, aktau: Meeting):
    hidden = cast.action("9", "A hidden action", visibility=Visibility.PARTIES)
    made = decided(cast, aktau, "1")
    hidden.decisions.add(made)
    deadlines.agree_by_decision(proposed(hidden), made, TODAY, NOW, TODAY, LIMITS)
    assert "A hidden action" not in text(client)
    assert "Agreed the deadline of 9" not in text(client)
    client.force_login(cast.hasan)
    assert "A hidden action" in text(client)
    assert "Agreed the deadline of 9" in text(client)
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    client.logout()
    assert client.get(ADDRESS).status_code == 404


def test_it_is_linked_from_the_roadmap_and_from_the_secretariats_workspace(client: Client, cast: Cast):
    assert cast.count
    assert ADDRESS in client.get("/en/roadmaps/plateau/").text
    client.force_login(cast.farida)
    assert ADDRESS in client.get("/en/workspace/").text


@pytest.mark.parametrize("query", [{}, {"on": "2026-11-20"}])
def test_it_takes_as_many_queries_for_many_decisions_as_for_one(
    client: Client, cast: Cast, aktau: Meeting, query: dict
):
    def make(number: int) -> None:
        action = cast.action(f"7.{number}", leads=[cast.forestry, cast.ecology])
        made = decided(cast, meeting(f"m{number}", date(2026, 1, 1 + number)), "1", action)
        made.responsible.add(cast.ecology, cast.forestry)
        deadlines.agree_by_decision(proposed(action), made, date(2026, 2, 1), NOW, TODAY, LIMITS)

    make(0)
    client.get(ADDRESS, query)
    with CaptureQueriesContext(connection) as with_one:
        client.get(ADDRESS, query)
    for number in range(1, 9):
        make(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(ADDRESS, query)
    assert len(with_many) == len(with_one)


# The admin -----------------------------------------------------------------------------------------------------------


def test_the_secretariat_links_decisions_on_the_form_of_an_action(client: Client, cast: Cast, aktau: Meeting):
    made = Decision.objects.create(meeting=aktau, number="7", text_en="To count twice.")
    client.force_login(cast.farida)
    change = reverse("admin:roadmap_action_change", args=[cast.count.pk])
    assert client.post(change, filled(client.get(change)) | {"decisions": [made.pk]}).status_code == 302
    assert list(cast.count.decisions.all()) == [made]


def test_only_a_closed_decision_has_a_day_of_closing(client: Client, cast: Cast, aktau: Meeting):
    made = Decision.objects.create(meeting=aktau, number="7", text_en="To count twice.")
    client.force_login(cast.farida)
    change = reverse("admin:cooperation_decision_change", args=[made.pk])
    data = filled(client.get(change)) | {"closed_on": "2026-11-01"}
    assert "Only a decision that is done or lifted has a day of closing." in errors_of(client.post(change, data))
    assert client.post(change, data | {"state": DecisionState.DONE}).status_code == 302
    made.refresh_from_db()
    assert made.closed_on == date(2026, 11, 1)


# Lists of actions ----------------------------------------------------------------------------------------------------


def test_a_list_shows_the_original_date_and_that_a_revision_is_announced(client: Client, cast: Cast, aktau: Meeting):
    moved, waiting = cast.count, cast.action("2.4", leads=[cast.forestry])
    made = Decision.objects.create(meeting=aktau, number="1", text_en="Moves.")
    deadlines.agree_by_decision(proposed(moved), made, TODAY, NOW, TODAY, LIMITS)
    proposed(waiting)
    response = client.get("/en/roadmaps/plateau/")
    assert {row.action.code: row.revision_announced for row in response.context["rows"]} == {"2.3": False, "2.4": True}
    shown = " ".join(response.text.split())
    assert "30 June 2027" in shown
    assert "originally 31 Dec 2026" in shown
    assert "revision announced" in shown
    assert "revision announced" not in client.get("/en/roadmaps/plateau/?on=2026-11-22").text
