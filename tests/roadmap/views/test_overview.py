"""The overview counts what the reader may see."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from roadmap.choices import Precision, Status, Timing
from roadmap.models import Deadline
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, published, report

pytestmark = pytest.mark.usefixtures("on_the_day")


def summary(client: Client):
    (found,) = client.get("/en/").context["summaries"]
    return found


@pytest.fixture
def story(cast: Cast) -> None:
    """Five actions: one completed, one overdue, one awaited by one of two, one due soon, one recurring."""
    done = cast.action("1", leads=[cast.forestry], due=date(2026, 12, 31))
    published(done, cast.forestry, cast.bolat, status=Status.COMPLETED, completed_on=date(2026, 10, 1))
    cast.action("2", leads=[cast.forestry, cast.ecology], due=date(2026, 6, 30))
    half = cast.action("3", leads=[cast.forestry, cast.ecology], due=date(2026, 11, 1))
    published(
        half, cast.ecology, cast.eldor, date(2026, 11, 20), status=Status.COMPLETED, completed_on=date(2026, 10, 30)
    )
    cast.action("4", leads=[cast.tm_ministry], due=date(2027, 1, 15))
    cast.action(
        "5",
        leads=[cast.tm_ministry],
        due=None,
        timing=Timing.RECURRING,
        recurrence="half",
        starts_on=date(2026, 7, 1),
    )


def test_it_counts_actions_by_status(client: Client, story):
    counts = {segment.status: segment.count for segment in summary(client).segments}
    assert counts == {Status.COMPLETED: 1, Status.IN_PROGRESS: 1, Status.NO_INFORMATION: 3}
    widths = [float(segment.width) for segment in summary(client).segments]
    assert sum(widths) == pytest.approx(100)


def test_it_tells_what_each_country_leads_and_what_waits_for_it(client: Client, story):
    lines = {line.country.code: line for line in summary(client).countries}
    assert {code: (line.leads, line.waiting) for code, line in lines.items()} == {
        "KZ": (3, 2),
        "UZ": (2, 1),
        "TM": (2, 0),
    }
    assert lines["UZ"].last_as_at == date(2026, 11, 20)
    assert lines["TM"].last_as_at is None


def test_it_names_what_is_past_its_date_the_worst_first_and_for_whom_it_waits(client: Client, story):
    found = summary(client).past_due
    assert [(row.action.code, row.awaits) for row in found.rows] == [
        ("2", ["Kazakhstan", "Uzbekistan"]),
        ("3", ["Kazakhstan"]),
    ]
    page = client.get("/en/").content.decode()
    assert "waits for Kazakhstan and Uzbekistan" in page


def test_it_names_what_is_due_soon_the_next_delivery_of_a_recurring_duty_among_it(client: Client, story):
    found = summary(client).due_soon
    assert [(row.action.code, row.next_due) for row in found.rows] == [
        ("5", date(2026, 12, 31)),
        ("4", date(2027, 1, 15)),
    ]


def test_it_names_moved_deadlines_and_no_merely_announced_ones(client: Client, cast: Cast):
    def revise(action):
        return deadlines.add_version(
            Deadline(action=action, due=date(2027, 3, 31), precision=Precision.DAY, reason="Snow."),
            NOW,
            TODAY,
            LIMITS,
        )

    moved = cast.action("1", leads=[cast.forestry])
    deadlines.consent(revise(moved), cast.kz, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.bolat)
    revise(cast.action("2", leads=[cast.forestry]))
    found = summary(client).moved
    assert (found.count, [row.action.code for row in found.rows]) == (1, ["1"])


def test_it_shows_what_was_last_published_and_nothing_unpublished(client: Client, cast: Cast):
    published(cast.count, cast.forestry, cast.bolat)
    report(cast.count, cast.ecology, cast.dilnoza)
    assert [one.institution for one in summary(client).reported] == [cast.forestry]
    client.force_login(cast.dilnoza)
    assert [one.institution for one in summary(client).reported] == [cast.forestry]


def test_actions_among_the_parties_are_not_counted_for_visitors(client: Client, cast: Cast):
    cast.action("1", leads=[cast.forestry])
    hidden = cast.action(
        "2", "A quiet one", leads=[cast.forestry], due=date(2026, 6, 30), visibility=Visibility.PARTIES
    )
    published(hidden, cast.forestry, cast.bolat)
    seen = summary(client)
    assert (sum(segment.count for segment in seen.segments), seen.past_due.count, seen.reported) == (1, 0, [])
    assert "A quiet one" not in client.get("/en/").content.decode()
    client.force_login(cast.hasan)
    seen = summary(client)
    assert (sum(segment.count for segment in seen.segments), seen.past_due.count, len(seen.reported)) == (2, 1, 1)


def test_a_roadmap_without_published_actions_gets_a_line_that_says_so(client: Client, cast: Cast):
    assert cast.monitoring
    response = client.get("/en/")
    assert response.context["summaries"] == []
    assert "1 direction is known; the actions are not published." in response.content.decode()


def test_without_any_roadmap_it_says_so(client: Client, db):
    assert "No roadmap is published yet." in client.get("/en/").content.decode()


def test_it_takes_as_many_queries_for_many_actions_as_for_one(client: Client, cast: Cast):
    leads = [cast.forestry, cast.ecology, cast.tm_ministry]
    due = date(2026, 6, 30)
    published(cast.action("0", leads=leads, due=due), cast.forestry, cast.bolat)
    cast.action("00", leads=leads)
    with CaptureQueriesContext(connection) as with_one:
        client.get("/en/")
    for number in range(1, 25):
        published(cast.action(f"{number}", leads=leads, due=due), cast.forestry, cast.bolat)
        cast.action(f"x{number}", leads=leads)
    with CaptureQueriesContext(connection) as with_many:
        client.get("/en/")
    assert len(with_many) == len(with_one)


def test_the_root_leads_to_the_reader_s_language(client: Client, db):
    assert client.get("/", headers={"accept-language": "kk,en;q=0.5"}).headers["Location"] == "/kk/"
    assert client.get("/", headers={"accept-language": "de"}).headers["Location"] == "/en/"
