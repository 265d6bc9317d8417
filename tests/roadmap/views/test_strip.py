"""The page of a recurring duty: period by country, with each delivery's day, lateness, report and papers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.choices import MeetingKind
from cooperation.models import Decision, Meeting
from roadmap.choices import DeadlineKind, OccurrenceState, Timing
from roadmap.models import Action, Deadline, Evidence, ProgressReport
from roadmap.views.strip import Strip
from tests.cast import LONG_AGO, NOW, Cast, paper, published

pytestmark = pytest.mark.usefixtures("on_the_day")
FIRST = date(2026, 4, 1)


@pytest.fixture
def exchange(cast: Cast) -> Action:
    """A quarterly exchange between Kazakhstan and Uzbekistan since April 2026, due on each quarter's last day."""
    return quarterly(cast)


def quarterly(cast: Cast) -> Action:
    return cast.action(
        "3",
        leads=[cast.forestry, cast.ecology],
        due=None,
        timing=Timing.RECURRING,
        recurrence="quarter",
        starts_on=FIRST,
    )


def delivered(cast: Cast, action: Action, period: date, on: date, at: datetime = NOW, **columns) -> ProgressReport:
    """A delivery of Kazakhstan."""
    return published(action, cast.forestry, cast.bolat, on, at, period=period, delivered_on=on, **columns)


def sheet() -> Evidence:
    return paper("The sheet", sha256="a" * 64, size=1)


def page(client: Client, query: str = "", code: str = "3") -> tuple[Strip, str]:
    response = client.get(f"/en/roadmaps/plateau/actions/{code}/{query}")
    return response.context["story"].strip, " ".join(response.content.decode().split())


def states(strip: Strip) -> list[list[OccurrenceState | None]]:
    return [[cell and cell.state for cell in period.cells] for period in strip.recent]


LATE, MISSED, SOON = OccurrenceState.DELIVERED_LATE, OccurrenceState.MISSED, OccurrenceState.DUE_SOON
IN_TIME, UPCOMING = OccurrenceState.DELIVERED_ON_TIME, OccurrenceState.UPCOMING


def test_each_period_has_a_cell_for_each_country(client: Client, cast: Cast, exchange: Action):
    delivered(cast, exchange, FIRST, date(2026, 7, 4))
    strip, text = page(client)
    assert states(strip) == [[LATE, MISSED], [MISSED, MISSED], [SOON, SOON]]
    for words in ("Second quarter of 2026", "Delivered late", "by 4 days", "4 Jul 2026", "since 1 Jul 2026"):
        assert words in text, words
    assert "16 later periods" in text


def test_a_delivery_leads_to_its_report_and_papers(client: Client, cast: Cast, exchange: Action):
    papers = [
        sheet(),
        paper("A notice", url="https://example.org/notice"),
        paper("The minutes", sha256="b" * 64, size=1, confidentiality="parties"),
    ]
    report = delivered(cast, exchange, FIRST, date(2026, 6, 20), evidence=papers)
    _strip, text = page(client)
    cell = text.split('class="strip"')[1].split("</tr>")[1]
    assert f'href="#report-{report.pk}"' in cell
    assert f'id="report-{report.pk}"' in text
    assert reverse("evidence", args=["a" * 64]) in cell
    assert "https://example.org/notice" in cell
    assert "The minutes" not in text


def test_a_correction_takes_the_place_of_what_it_corrects(client: Client, cast: Cast, exchange: Action):
    wrong = delivered(cast, exchange, FIRST, date(2026, 7, 4), at=NOW - timedelta(days=9))
    right = published(
        exchange,
        cast.forestry,
        cast.bolat,
        as_at=date(2026, 7, 9),
        period=FIRST,
        delivered_on=date(2026, 6, 29),
        corrects=wrong,
    )
    strip, _text = page(client)
    cell = strip.recent[0].cells[0]
    assert (cell.state, cell.report, cell.days_late) == (IN_TIME, right, None)
    strip, _text = page(client, f"?known={NOW - timedelta(days=9):%Y-%m-%d}")
    cell = strip.recent[0].cells[0]
    assert (cell.state, cell.report, cell.days_late) == (LATE, wrong, 4)


def test_it_stands_as_on_the_day_that_is_asked_for(client: Client, cast: Cast, exchange: Action):
    delivered(cast, exchange, FIRST, date(2026, 7, 4))
    strip, _text = page(client, "?on=2026-07-03")
    assert states(strip) == [[MISSED, MISSED], [UPCOMING, UPCOMING]]
    strip, _text = page(client, "?on=2026-07-04&known=2026-07-04")
    assert states(strip)[0] == [MISSED, MISSED]
    strip, text = page(client, "?on=2026-04-10")
    assert states(strip) == [[UPCOMING, UPCOMING]]
    assert "17 later periods" not in text
    assert "18 later periods" in text


def test_a_delivery_whose_report_describes_a_later_day_is_told_without_it(client: Client, cast: Cast, exchange: Action):
    published(
        exchange, cast.forestry, cast.bolat, as_at=date(2026, 7, 20), period=FIRST, delivered_on=date(2026, 6, 25)
    )
    strip, text = page(client, "?on=2026-07-10")
    cell = strip.recent[0].cells[0]
    assert (cell.state, cell.report) == (IN_TIME, None)
    assert "25 Jun 2026" in text


def test_six_years_of_quarters_are_folded_and_say_what_is_in_the_fold(client: Client, cast: Cast):
    action = cast.action(
        "7", leads=[cast.forestry], due=None, timing=Timing.RECURRING, recurrence="quarter", starts_on=date(2025, 1, 1)
    )
    delivered(cast, action, date(2025, 1, 1), date(2025, 3, 30))
    strip, text = page(client, "?on=2030-12-01", code="7")
    assert (len(strip.earlier), len(strip.recent), len(strip.later)) == (19, 5, 0)
    assert strip.earlier_tally.counts == [(IN_TIME, 1), (MISSED, 18)]
    summary = text.split("<summary>19 earlier periods")[1].split("</summary>")[0]
    assert "Delivered on time: 1" in summary
    assert "Missed: 18" in summary


def test_a_country_that_joined_later_owes_nothing_for_earlier_periods(client: Client, cast: Cast):
    cast.joined["UZ"] = date(2026, 7, 1)
    quarterly(cast)
    strip, text = page(client)
    assert states(strip) == [[MISSED, None], [MISSED, MISSED], [SOON, SOON]]
    assert "–" in text
    assert [(one.country, one.counts) for one in strip.tallies] == [
        (cast.kz, [(MISSED, 2)]),
        (cast.uz, [(MISSED, 1)]),
    ]


def test_periods_of_a_former_length_keep_their_names(client: Client, cast: Cast):
    action = cast.action(
        "8", leads=[cast.forestry], due=None, timing=Timing.RECURRING, recurrence="half", starts_on=date(2026, 1, 1)
    )
    meeting = Meeting.objects.create(slug="review", title_en="Review", kind=MeetingKind.SESSION)
    Deadline.objects.create(
        action=action,
        kind=DeadlineKind.REVISION,
        timing=Timing.RECURRING,
        recurrence="quarter",
        recorded_at=LONG_AGO,
        decision=Decision.objects.create(meeting=meeting, number="1", text_en="Every quarter."),
        decided_on=date(2026, 5, 14),
        decision_recorded_at=datetime(2026, 5, 15, tzinfo=UTC),
    )
    strip, text = page(client, code="8")
    assert [str(one.recurrence) for one in strip.recent] == ["half", "quarter", "quarter"]
    assert "First half of 2026" in text
    assert "Third quarter of 2026" in text


def test_an_action_with_a_date_has_no_strip(client: Client, cast: Cast):
    assert cast.count
    strip, text = page(client, code="2.3")
    assert strip is None
    assert 'id="occurrences"' not in text


def test_many_deliveries_need_no_more_queries_than_one(
    client: Client, cast: Cast, exchange: Action, django_assert_max_num_queries
):
    periods = [FIRST, date(2026, 7, 1)]
    for period in periods:
        delivered(cast, exchange, period, period + timedelta(days=80), evidence=[sheet()])
    with django_assert_max_num_queries(60) as more:
        page(client)
    one = cast.action("9", leads=[cast.forestry, cast.ecology], due=None, timing=Timing.RECURRING, recurrence="quarter")
    delivered(cast, one, date(2026, 7, 1), date(2026, 9, 20), evidence=[sheet()])
    with django_assert_max_num_queries(60) as fewer:
        page(client, code="9")
    assert len(more) == len(fewer)
