"""The page that opens a meeting: what changed since the last one, told with dates, reasons and decisions."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from cooperation.choices import BodyKind, MeetingKind, Visibility
from cooperation.models import Body, Decision, Meeting
from roadmap.choices import ReportState, Status
from roadmap.models import Clarification, Ending
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, opened_round, proposed, published, refresh, report

pytestmark = pytest.mark.usefixtures("on_the_day")
PAGE = "/en/roadmaps/plateau/changes/"
SINCE = f"{PAGE}?since=2026-10-01"


@pytest.fixture
def astana(cast: Cast) -> Decision:
    """The roadmap was approved by a body that met in Astana, on a day in March 2025 that is not known, and since."""
    body = Body.objects.create(slug="parties", name_en="Meeting of the parties", kind=BodyKind.MEETING_OF_PARTIES)
    march = {"earliest": date(2025, 3, 1), "latest": date(2025, 3, 31), "wording": "March 2025"}
    session = Meeting.objects.create(
        slug="astana", title_en="Meeting in Astana", kind=MeetingKind.SESSION, body=body, **march
    )
    for year in (2026, 2027):
        day = date(year, 9, 30)
        title = f"Meeting of {year}"
        Meeting.objects.create(
            slug=f"in-{year}", title_en=title, kind=MeetingKind.SESSION, body=body, earliest=day, latest=day
        )
    cast.plateau.decision = Decision.objects.create(meeting=session, number="1", text_en="Approved.")
    cast.plateau.save()
    return cast.plateau.decision


def text(client: Client, address: str = SINCE) -> str:
    """The page's words, on one line."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.text.split())


def test_it_begins_with_the_last_meeting(client: Client, cast: Cast, astana: Decision):
    response = client.get(PAGE)
    assert (response.context["since"], response.context["until"]) == (date(2026, 9, 30), TODAY)
    page = text(client, PAGE)
    assert "?since=2025-03-01" in page
    assert "Meeting of 2027" not in page


def test_until_a_day_the_last_meeting_is_the_one_before_it(client: Client, cast: Cast, astana: Decision):
    assert client.get(f"{PAGE}?until=2026-09-30").context["since"] == date(2025, 3, 1)


def test_without_a_meeting_it_begins_three_months_back(client: Client, cast: Cast):
    assert cast.plateau
    assert client.get(PAGE).context["since"] == date(2026, 8, 24)


def test_the_two_days_are_named(client: Client, cast: Cast):
    assert cast.plateau
    assert "After the end of 1 October 2026, by the end of 23 November 2026, Tashkent time" in text(client)
    assert "Nothing changed between these two days." in text(client)


def test_days_in_the_wrong_order_are_refused(client: Client, cast: Cast):
    assert cast.plateau
    assert client.get(f"{PAGE}?since=2026-10-02&until=2026-10-01").status_code == 400


def test_reports_deadlines_and_ends_are_told_by_direction(client: Client, cast: Cast, astana: Decision):
    published(cast.count, cast.forestry, cast.bolat, status=Status.COMPLETED, completed_on=date(2026, 9, 1))
    published(cast.count, cast.ecology, cast.eldor)
    version = proposed(cast.count, date(2027, 6, 30), recorded_at=datetime(2026, 10, 5, tzinfo=UTC))
    deadlines.agree_by_decision(version, astana, date(2026, 10, 20), NOW, TODAY, LIMITS)
    proposed(cast.count, date(2028, 6, 30), reason="Too little snow.")
    over = cast.action("2.4", "Given up", leads=[cast.forestry])
    Ending.objects.create(
        action=over, outcome=Status.WITHDRAWN, decision=astana, on=date(2026, 10, 20), recorded_at=NOW
    )
    refresh(over)
    page = text(client)
    assert "2 Monitoring" in page
    assert "Kazakhstan: completed" in page
    assert "recorded later, for a day before" in page
    assert "Uzbekistan: started" in page
    assert "31 December 2026 → <strong>30 June 2027</strong> (+181 days)" in page
    assert "Agreed on 20 October 2026 by decision 1 of Meeting in Astana." in page
    assert "30 June 2027 → <strong>30 June 2028</strong> (+366 days)" in page
    assert "Reason: Too little snow." in page
    assert "Withdrawn" in page
    assert "Completed: 1" in page


def test_it_is_narrowed_by_kind_and_country(client: Client, cast: Cast):
    published(cast.count, cast.forestry, cast.bolat)
    published(cast.count, cast.ecology, cast.eldor, status=Status.SUSPENDED)
    page = text(client, f"{SINCE}&kind=started")
    assert "Kazakhstan: started" in page
    assert "Uzbekistan: status changed" not in page
    page = text(client, f"{SINCE}&country=UZ")
    assert "Kazakhstan: started" not in page
    assert "no information → suspended" in page
    assert "Nothing changed" in text(client, f"{SINCE}&kind=nonsense")


def test_whoever_owed_a_report_and_gave_none_is_named(client: Client, cast: Cast):
    assert cast.count
    opened_round(cast.plateau, date(2026, 10, 5), date(2026, 10, 31), date(2026, 11, 10), title_en="Autumn round")
    page = text(client)
    assert "Kazakhstan: silent" in page
    assert "Committee of Forestry and Wildlife, round “Autumn round”, reports due by 31 October 2026" in page


def test_what_is_not_published_changes_nothing(client: Client, cast: Cast):
    report(cast.count, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, submitted_at=NOW)
    for someone in (None, cast.eldor, cast.farida):
        if someone:
            client.force_login(someone)
        assert "Nothing changed" in text(client)


def test_what_is_published_among_the_parties_is_told_to_them_alone(client: Client, cast: Cast):
    quiet = cast.action("2.5", "A quiet one", leads=[cast.forestry], visibility=Visibility.PARTIES)
    published(quiet, cast.forestry, cast.bolat)
    assert "A quiet one" not in text(client)
    client.force_login(cast.hasan)
    assert "A quiet one" in text(client)


@pytest.mark.parametrize(("public_at", "seen"), [(None, False), (NOW, True), (datetime(2026, 9, 1, tzinfo=UTC), False)])
def test_a_clarification_is_told_to_visitors_once_it_is_shown_to_everyone(client: Client, cast: Cast, public_at, seen):
    made = published(cast.count, cast.forestry, cast.bolat, at=datetime(2026, 8, 1, tzinfo=UTC))
    Clarification.objects.create(
        report=made,
        country=cast.uz,
        question="Which routes?",
        language="en",
        recorded_at=NOW,
        recorded_by=cast.eldor,
        answer="The northern ones.",
        answered_at=NOW,
        answered_by=cast.bolat,
        public_at=public_at,
    )
    assert ("Which routes?" in text(client)) == seen
    client.force_login(cast.hasan)
    page = text(client)
    assert "Uzbekistan asked: Which routes?" in page
    assert "Answer: The northern ones." in page


@pytest.mark.usefixtures("trail_of_all")
def test_a_text_that_was_worded_anew_is_told_from_what_to_what(client: Client, cast: Cast, monkeypatch):
    count = cast.count
    count.title_en = "Joint count of saiga and kulan"
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: datetime(2026, 10, 12, 6, tzinfo=UTC))
        count.save()
    page = text(client)
    assert "<del>Joint count of the saiga</del> → <ins>Joint count of saiga and kulan</ins>" in page
    assert "reworded" not in text(client, f"{PAGE}?since=2026-10-15")
    past = " ".join(client.get("/en/roadmaps/plateau/?on=2026-10-01").text.split())
    assert "reworded on 12 October 2026" in past
    assert "reworded on 12 October 2026" in client.get("/en/roadmaps/plateau/actions/2.3/?known=2026-10-11").text
    assert "reworded on" not in client.get("/en/roadmaps/plateau/?on=2026-10-20").text


def test_a_roadmap_among_the_parties_has_no_changes_for_visitors(client: Client, cast: Cast):
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert client.get(PAGE).status_code == 404
