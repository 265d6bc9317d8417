"""Lists and the workspace say of a recurring duty which delivery is owed next, by when and by whom."""

from datetime import date

import pytest
from django.test import Client

from cooperation.choices import MeetingKind
from cooperation.models import Decision, Meeting
from roadmap.choices import OccurrenceState, ReportState, Status, Timing
from roadmap.models import Action, Ending
from tests.cast import NOW, Cast, published, refresh, report

pytestmark = pytest.mark.usefixtures("on_the_day")
LIST, WORKSPACE = "/en/roadmaps/plateau/", "/en/workspace/"
SUMMER, AUTUMN = date(2026, 7, 1), date(2026, 10, 1)
MISSED, SOON = OccurrenceState.MISSED, OccurrenceState.DUE_SOON


@pytest.fixture
def exchange(cast: Cast) -> Action:
    """A quarterly exchange of two countries since July 2026, due on each quarter's last day."""
    return cast.action(
        "3.1",
        leads=[cast.forestry, cast.ecology],
        due=None,
        timing=Timing.RECURRING,
        recurrence="quarter",
        starts_on=SUMMER,
    )


def delivered(cast: Cast, action: Action, period: date, on: date) -> None:
    published(action, cast.forestry, cast.bolat, period=period, delivered_on=on)


def owing(client: Client, query: str = "") -> list[tuple[date, OccurrenceState, list[str]]]:
    (row,) = client.get(f"{LIST}{query}").context["rows"]
    return [(one.due, one.state, [country.code for country in one.countries]) for one in row.owing]


def test_a_row_says_what_is_owed_next_and_by_whom(client: Client, cast: Cast, exchange: Action):
    assert owing(client) == [(date(2026, 9, 30), MISSED, ["KZ", "UZ"])]
    delivered(cast, exchange, SUMMER, date(2026, 9, 20))
    assert owing(client) == [(date(2026, 9, 30), MISSED, ["UZ"]), (date(2026, 12, 31), SOON, ["KZ"])]
    page = " ".join(client.get(LIST).text.split())
    assert "due by 30 Sep 2026" in page
    assert "due by 31 Dec 2026" in page


def test_a_row_says_it_of_another_day_too(client: Client, cast: Cast, exchange: Action):
    delivered(cast, exchange, SUMMER, date(2026, 9, 20))
    assert owing(client, "?on=2026-08-10") == [(date(2026, 9, 30), SOON, ["KZ", "UZ"])]
    assert owing(client, "?on=2026-11-20&known=2026-11-22") == [(date(2026, 9, 30), MISSED, ["KZ", "UZ"])]


def test_a_row_of_an_action_with_a_date_owes_no_delivery(client: Client, cast: Cast):
    assert cast.count
    assert owing(client) == []


def test_a_country_whose_part_was_ended_owes_nothing(client: Client, cast: Cast, exchange: Action):
    meeting = Meeting.objects.create(slug="review", title_en="Review", kind=MeetingKind.SESSION)
    decision = Decision.objects.create(meeting=meeting, number="1", text_en="Not achieved.")
    Ending.objects.create(
        action=exchange,
        country=cast.uz,
        outcome=Status.NOT_ACHIEVED,
        decision=decision,
        on=date(2026, 11, 1),
        recorded_at=NOW,
    )
    refresh(exchange)
    assert owing(client) == [(date(2026, 9, 30), MISSED, ["KZ"])]
    client.force_login(cast.eldor)
    (row,) = client.get(WORKSPACE).context["rows"]
    assert row.owed == []


def owed(client: Client) -> list[tuple[date, OccurrenceState]]:
    (row,) = client.get(WORKSPACE).context["rows"]
    return [(one.occurrence.period, one.state) for one in row.owed]


def test_the_workspace_names_the_periods_that_the_own_country_owes(client: Client, cast: Cast, exchange: Action):
    client.force_login(cast.aigul)
    assert owed(client) == [(SUMMER, MISSED), (AUTUMN, SOON)]
    page = " ".join(client.get(WORKSPACE).text.split())
    for words in ("Third quarter of 2026", "due by 30 Sep 2026", "and 1 later period"):
        assert words in page, words
    delivered(cast, exchange, SUMMER, date(2026, 9, 20))
    assert owed(client) == [(AUTUMN, SOON)]
    delivered(cast, exchange, AUTUMN, date(2026, 10, 20))
    assert owed(client) == [(date(2027, 1, 1), OccurrenceState.UPCOMING)]


def test_what_has_been_submitted_is_not_asked_for_again(client: Client, cast: Cast, exchange: Action):
    columns = {"state": ReportState.SUBMITTED, "submitted_by": cast.aigul, "submitted_at": NOW}
    report(exchange, cast.forestry, cast.aigul, period=SUMMER, delivered_on=date(2026, 9, 20), **columns)
    client.force_login(cast.bolat)
    assert owed(client) == [(AUTUMN, SOON)]
    client.force_login(cast.dilnoza)
    assert owed(client) == [(SUMMER, MISSED), (AUTUMN, SOON)]


def test_the_workspace_takes_as_many_queries_for_many_duties_as_for_one(
    client: Client, cast: Cast, exchange: Action, django_assert_num_queries, django_assert_max_num_queries
):
    def another(code: str) -> None:
        made = cast.action(code, leads=[cast.forestry], due=None, timing=Timing.RECURRING, recurrence="month")
        delivered(cast, made, date(2025, 1, 1), date(2025, 1, 20))

    client.force_login(cast.aigul)
    another("4")
    with django_assert_max_num_queries(60) as one:
        client.get(WORKSPACE)
    for number in range(5):
        another(f"5.{number}")
    with django_assert_num_queries(len(one)):
        client.get(WORKSPACE)
