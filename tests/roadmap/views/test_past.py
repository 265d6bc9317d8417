"""The list and its export on another day: the same filters, the state as it was, and a line that says which."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.exchange.errors import RefusedError
from roadmap.choices import DeadlineKind, Precision, Schedule, Status, Timing
from roadmap.filters import PAST_DUE, ActionFilter
from roadmap.models import Action, Deadline, FixedRecordError
from roadmap.services.as_of import as_of
from tests.cast import LIMITS, NOW, TODAY, Cast, published
from tests.roadmap.exchange.sheets import planned

pytestmark = pytest.mark.usefixtures("on_the_day")
PAGE = "/en/roadmaps/plateau/"
MAY = datetime(2026, 5, 10, 6, 0, tzinfo=UTC)


@pytest.fixture
def history(cast: Cast) -> Action:
    """In progress since January; its deadline moved in May from March to December; completed in November."""
    count = cast.action("2.3", "Joint count", leads=[cast.forestry], due=date(2026, 3, 31))
    published(count, cast.forestry, cast.bolat, as_at=date(2026, 1, 10), at=datetime(2026, 1, 12, 6, tzinfo=UTC))
    Deadline.objects.create(
        action=count,
        kind=DeadlineKind.REVISION,
        due=date(2026, 12, 31),
        precision=Precision.DAY,
        reason="The snow",
        recorded_at=MAY,
    )
    done = {"status": Status.COMPLETED, "completed_on": date(2026, 11, 1)}
    published(count, cast.forestry, cast.bolat, as_at=date(2026, 11, 1), at=NOW, **done)
    cast.action("2.4", "Recorded in autumn", leads=[cast.ecology], recorded_at=datetime(2026, 9, 1, tzinfo=UTC))
    return count


def rows(client: Client, query: str) -> dict[str, tuple[str, str]]:
    """Status and schedule by code."""
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    return {row.action.code: (row.action.status, row.schedule) for row in response.context["rows"]}


def test_a_day_shows_the_state_of_that_day_as_known_now(client: Client, history: Action):
    assert rows(client, "on=2026-03-01")["2.3"] == (Status.IN_PROGRESS, Schedule.DUE_SOON)
    assert rows(client, "on=2026-11-01")["2.3"] == (Status.COMPLETED, Schedule.COMPLETED_LATE)
    assert set(rows(client, "on=2026-03-01")) == {"2.3", "2.4"}


def test_what_was_known_leaves_out_what_was_recorded_later(client: Client, history: Action):
    assert rows(client, "on=2026-11-01&known=2026-11-22")["2.3"] == (Status.IN_PROGRESS, Schedule.OVERDUE)
    assert set(rows(client, "known=2026-08-31")) == {"2.3"}
    assert set(rows(client, "known=2026-09-01")) == {"2.3", "2.4"}


def test_a_line_names_both_days(client: Client, history: Action):
    page = client.get(f"{PAGE}?on=2026-03-01&known=2026-04-01").text
    assert "The state on 1 March 2026." in page
    assert "by the end of 1 April 2026" in page
    assert "The state on" not in client.get(PAGE).text


@pytest.mark.parametrize("query", ["on=yesterday", "known=2026-02-30"])
@pytest.mark.parametrize("page", ["", "export.csv", "actions/2.3/", "changes/"])
def test_what_is_no_date_is_told(client: Client, history: Action, query: str, page: str):
    query = query.replace("on=", "since=").replace("known=", "until=") if page == "changes/" else query
    response = client.get(f"{PAGE}{page}?{query}")
    assert response.status_code == 400
    assert "is not a date" in response.text


def test_links_lead_to_the_action_on_the_same_day(client: Client, history: Action):
    assert 'actions/2.3/?on=2026-03-01"' in client.get(f"{PAGE}?on=2026-03-01").text


def test_questions_keep_the_day(client: Client, history: Action):
    page = client.get(f"{PAGE}?on=2026-03-01&status=in_progress").text
    assert '<input type="hidden" name="on" value="2026-03-01">' in page
    assert '<input type="hidden" name="status" value="in_progress">' in page


@pytest.mark.parametrize(
    "query",
    [
        "",
        *(f"status={status}" for status in Status.values),
        *(f"schedule={schedule}" for schedule in [PAST_DUE, *Schedule.values]),
        *(f"freshness={word}" for word in ("fresh", "ageing", "stale", "never_reported")),
        *(
            f"country={code}&{also}"
            for code in ("KZ", "UZ", "TM")
            for also in ("", "status=in_progress", "schedule=past_due")
        ),
        "due_year=2026",
        "due_year=2029",
        "direction=2",
        "q=count",
        "institution=uz-ecology",
        "country=KZ&freshness=fresh",
    ],
)
def test_every_filter_finds_on_today_as_a_past_day_what_it_finds_in_the_database(
    client: Client, cast: Cast, query: str
):
    made = [
        cast.action("1", "Count of kulan", leads=[cast.forestry], due=date(2026, 6, 30)),
        cast.action("2", "Count of gazelle", leads=[cast.forestry, cast.ecology], due=date(2026, 11, 1)),
        cast.action("3", "Joint patrols", leads=[cast.ecology], due=date(2026, 12, 31)),
        cast.action("4", "Visitor route", leads=[cast.tm_ministry], due=date(2029, 12, 31)),
        cast.action("5", "Letters", leads=[cast.ecology], due=None, timing=Timing.CONTINUOUS),
        cast.action("6", "Exchange", leads=[cast.ecology], due=None, timing=Timing.RECURRING, recurrence="quarter"),
        cast.action("7", "Nobody's"),
    ]
    published(made[0], cast.forestry, cast.bolat, status=Status.COMPLETED, completed_on=date(2026, 10, 1))
    published(made[1], cast.ecology, cast.eldor, as_at=date(2026, 11, 10))
    published(made[4], cast.ecology, cast.eldor, as_at=date(2025, 9, 1), status=Status.SUSPENDED)
    today = rows(client, query)
    assert rows(client, f"{query}&on={timezone.localdate()}") == today


def test_a_choice_that_is_unknown_finds_nothing_on_any_day(client: Client, history: Action):
    assert rows(client, "status=finished&on=2026-03-01") == {}


def test_the_export_is_of_the_same_day_and_says_so(client: Client, history: Action):
    response = client.get(f"{PAGE}export.csv?on=2026-11-01&known=2026-11-22&status=in_progress")
    assert "plateau-on-2026-11-01-known-2026-11-22.csv" in response["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["code"], row["status"], row["schedule"]) == ("2.3", "in_progress", "overdue")
    assert (row["deadline"], row["on"], row["known"]) == ("2026-03-31", "2026-11-01", "2026-11-22")
    assert row["lead"] == "kz-forestry"
    assert client.get(f"{PAGE}export.xlsx?on=2026-11-01").status_code == 200


def test_an_export_of_today_has_no_such_columns(client: Client, history: Action):
    (row, _other) = csv.DictReader(io.StringIO(client.get(f"{PAGE}export.csv").content.decode("utf-8-sig")))
    assert not {"on", "known"} & row.keys()


def test_an_export_of_another_day_is_not_imported(client: Client, history: Action):
    content = client.get(f"{PAGE}export.csv?on=2026-11-01").content
    with pytest.raises(RefusedError, match="as they stood on another day"):
        planned(content)


def test_an_action_as_it_stood_is_never_saved(history: Action):
    (one, _other) = as_of(Action.objects.order_by("code"), date(2026, 3, 1), None, LIMITS)
    assert one.action.status == Status.IN_PROGRESS
    with pytest.raises(FixedRecordError):
        one.action.save()
    history.refresh_from_db()
    assert history.status == Status.COMPLETED


def test_parts_that_were_recorded_later_or_had_ended_are_left_out(cast: Cast):
    count = cast.count
    part = count.responsibilities.get(institution=cast.forestry)
    part.until, part.until_recorded_at = date(2026, 6, 30), MAY
    part.save()

    def leads(on: date, known: date | None) -> set[str]:
        (one,) = as_of(Action.objects.filter(pk=count.pk), on, known, LIMITS)
        return {str(lead.institution.code) for lead in one.action.leads()}

    assert leads(date(2026, 6, 30), None) == {"kz-forestry", "uz-ecology"}
    assert leads(date(2026, 7, 1), None) == {"uz-ecology"}
    assert leads(date(2026, 7, 1), date(2026, 5, 9)) == {"kz-forestry", "uz-ecology"}
    assert as_of(Action.objects.filter(pk=count.pk), TODAY, date(2025, 3, 19), LIMITS) == []


def test_as_many_queries_for_many_actions_as_for_few(client: Client, cast: Cast):
    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(query).status_code == 200
        return len(queries)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            made = cast.action(f"n{number}", leads=[cast.forestry, cast.ecology, cast.tm_ministry])
            published(made, cast.forestry, cast.bolat)

    fill(0, 2)
    pages = [
        f"{PAGE}?on=2026-11-10",
        f"{PAGE}export.csv?on=2026-11-10&known=2026-11-20",
        f"{PAGE}changes/?since=2026-01-01",
    ]
    few = [count(page) for page in pages]
    fill(2, 12)
    assert [count(page) for page in pages] == few


def test_a_filter_of_today_is_asked_in_the_database(cast: Cast):
    actions = Action.objects.filter(roadmap=cast.plateau)
    filters = ActionFilter({"status": "completed"}, actions, cast.plateau, TODAY, LIMITS)
    assert not isinstance(filters.found(), list)
