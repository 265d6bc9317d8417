"""The workspace in a round: each reads in one sentence what is owed by when, and does it from there."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmap.choices import ReportState
from tests.cast import LONG_AGO, NOW, Cast, opened_round, published, report

ADDRESS = "/en/workspace/"

pytestmark = pytest.mark.usefixtures("on_the_day")


def at_work(client: Client):
    return client.get(ADDRESS).context["rounds"]


def test_a_reporter_reads_what_is_owed_by_when(client: Client, cast: Cast):
    cast.action("2.4", leads=[cast.forestry, cast.kz_ministry])
    assert cast.count
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    text = client.get(ADDRESS).text
    assert "You owe 2 reports by 30 November 2026" in text
    assert f"/en/workspace/roadmaps/plateau/actions/2.4/report/?institution=kz-forestry&amp;round={one.pk}" in text
    assert "/en/workspace/roadmaps/plateau/actions/2.3/no-change/" in text

    report(cast.count, cast.forestry, cast.aigul, round=one, state=ReportState.SUBMITTED, submitted_at=NOW)
    assert "You owe 1 report by 30 November 2026" in client.get(ADDRESS).text


def test_what_is_late_comes_first(client: Client, cast: Cast):
    assert cast.count
    opened_round(cast.plateau)
    late = opened_round(cast.plateau, due=date(2026, 11, 10), closes=date(2026, 12, 20))
    client.force_login(cast.aigul)
    assert at_work(client)[0].round == late
    assert "1 report of yours is late: it was due by 10 November 2026" in client.get(ADDRESS).text


def test_a_draft_is_continued_from_there(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul, round=opened_round(cast.plateau))
    client.force_login(cast.aigul)
    (work,) = at_work(client)
    assert [owed.report for owed in work.mine] == [draft]
    assert f'class="button" href="/en/workspace/reports/{draft.pk}/edit/"' in client.get(ADDRESS).text


def test_what_a_domestic_round_asks_for_is_not_asked_twice(client: Client, cast: Cast):
    assert cast.count
    around = opened_round(cast.plateau)
    inside = opened_round(cast.plateau, due=date(2026, 11, 25), country=cast.kz, inside=around)
    opened_round(cast.plateau, due=date(2026, 11, 26), country=cast.uz, inside=around)
    client.force_login(cast.aigul)
    assert [(work.round, len(work.mine)) for work in at_work(client)] == [(inside, 1), (around, 0)]


def test_who_has_reported_reads_that_nothing_is_owed(client: Client, cast: Cast):
    published(cast.count, cast.forestry, cast.aigul, round=opened_round(cast.plateau), submitted_at=NOW)
    client.force_login(cast.aigul)
    assert "You owe nothing more in this round" in client.get(ADDRESS).text


def test_a_round_in_which_nothing_is_asked_of_the_reader_is_left_out(client: Client, cast: Cast):
    cast.action("2.4", leads=[cast.ecology])
    opened_round(cast.plateau)
    client.force_login(cast.aigul)
    assert at_work(client) == []


def test_a_coordinator_sees_each_institution_and_acts_for_the_own(client: Client, cast: Cast):
    own = cast.action("2.4", leads=[cast.kz_ministry])
    one = opened_round(cast.plateau)
    report(cast.count, cast.forestry, cast.aigul, round=one, state=ReportState.SUBMITTED, submitted_at=NOW)
    client.force_login(cast.bolat)
    (work,) = at_work(client)
    assert (work.tally.submitted, work.tally.owed) == (1, 1)
    assert [owed.action for owed in work.mine] == [own]
    text = client.get(ADDRESS).text
    assert "You owe 1 report by" in text
    assert f"/en/roadmaps/plateau/rounds/{one.pk}/?institution=kz-forestry#reports" in text
    assert "Open a domestic round: Roadmap of the Plateau" in text
    assert "Kazakhstan: 1 report owed" not in text


def test_a_coordinator_whose_own_institution_owes_nothing_reads_what_the_country_owes(client: Client, cast: Cast):
    assert cast.count
    opened_round(cast.plateau)
    client.force_login(cast.bolat)
    assert "Kazakhstan: 1 report owed, due by 30 November 2026" in client.get(ADDRESS).text


def test_the_secretariat_sees_each_country_and_opens_rounds(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW)
    client.force_login(cast.farida)
    (work,) = at_work(client)
    assert [(str(part.country), part.tally.given) for part in work.parts] == [("Kazakhstan", 1), ("Uzbekistan", 0)]
    assert "/en/workspace/roadmaps/plateau/rounds/open/" in client.get(ADDRESS).text


def test_an_observer_sees_the_open_rounds_and_no_button(client: Client, cast: Cast):
    assert cast.count
    opened_round(cast.plateau)
    opened_round(cast.plateau, date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31))
    client.force_login(cast.hasan)
    assert len(at_work(client)) == 1
    text = client.get(ADDRESS).text
    assert "0 of 2 reports are published." in text
    assert "rounds/open/" not in text
    assert "no-change" not in text


def test_of_many_the_first_are_shown_and_the_round_has_them_all(client: Client, cast: Cast):
    for number in range(22):
        cast.action(f"7.{number}", leads=[cast.forestry])
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    (work,) = at_work(client)
    assert (len(work.mine), len(work.first)) == (22, 20)
    assert f"/en/roadmaps/plateau/rounds/{one.pk}/?institution=kz-forestry#reports" in client.get(ADDRESS).text


@pytest.mark.parametrize("who", ["aigul", "bolat", "farida", "hasan"])
def test_it_takes_as_many_queries_for_many_reports_and_rounds_as_for_one(client: Client, cast: Cast, who: str):
    def make(number: int) -> None:
        action = cast.action(f"7.{number}", leads=[cast.forestry, cast.ecology, cast.kz])
        one = opened_round(cast.plateau, due=date(2026, 11, 20 + number), closes=date(2026, 12, 15 + number))
        published(action, cast.ecology, cast.eldor, at=LONG_AGO, round=one, submitted_at=LONG_AGO)
        report(action, cast.kz_ministry, cast.bolat, round=one)

    client.force_login(getattr(cast, who))
    make(0)
    with CaptureQueriesContext(connection) as with_one:
        client.get(ADDRESS)
    for number in range(1, 8):
        make(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(ADDRESS)
    assert len(with_many) == len(with_one)
