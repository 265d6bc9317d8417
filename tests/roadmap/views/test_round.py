"""The rounds of a roadmap: everyone sees what is owed and published, each country what is on its way there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Role, Visibility
from roadmap.choices import ReportState, RoundStanding, Status
from roadmap.models import ReportingRound
from tests.cast import LONG_AGO, NOW, Cast, country, institution, opened_round, published, report, user

LIST = "/en/roadmaps/plateau/rounds/"
OPENING = "/en/workspace/roadmaps/plateau/rounds/open/"
DAYS = {"opens": "2026-12-01", "due": "2026-12-20", "closes": "2026-12-31"}
AFTER_DUE = datetime(2026, 12, 2, 6, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("on_the_day")


def page(one: ReportingRound) -> str:
    return f"{LIST}{one.pk}/"


def verb(one: ReportingRound) -> str:
    return f"/en/workspace/roadmaps/plateau/rounds/{one.pk}/call-off/"


def standings(client: Client, one: ReportingRound, **asked: str) -> dict[str, str]:
    rows = client.get(page(one), asked).context["rows"]
    return {row.owed.institution.code: row.owed.standing for row in rows}


# The list ------------------------------------------------------------------------------------------------------------


def test_the_list_groups_rounds_by_their_state(client: Client, cast: Cast):
    assert cast.count
    is_open = opened_round(cast.plateau)
    to_come = opened_round(cast.plateau, date(2027, 1, 1), date(2027, 1, 20), date(2027, 1, 31))
    closed = opened_round(cast.plateau, date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31), country=cast.kz)
    off = opened_round(cast.plateau, date(2026, 3, 1), date(2026, 3, 20), date(2026, 3, 31), called_off_at=NOW)
    groups = client.get(LIST).context["groups"]
    assert [(state, [line.round for line in lines]) for state, lines in groups] == [
        ("open", [is_open]),
        ("to_come", [to_come]),
        ("closed", [closed]),
        ("called_off", [off]),
    ]
    assert groups[0][1][0].tally.total == 2
    assert "Domestic round of Kazakhstan." in client.get(LIST).text


def test_the_list_of_another_day_says_so(client: Client, cast: Cast):
    later = opened_round(cast.plateau, recorded_at=datetime(2026, 11, 10, tzinfo=UTC))
    response = client.get(LIST, {"on": "2026-11-05", "known": "2026-11-05"})
    assert response.context["groups"] == []
    assert "From what had been recorded by the end of 5 November 2026" in response.text
    ((state, (line,)),) = client.get(LIST, {"on": "2026-10-01"}).context["groups"]
    assert (state, line.round) == ("to_come", later)
    assert client.get(LIST, {"on": "yesterday"}).status_code == 400


def test_rounds_of_a_hidden_roadmap_do_not_exist(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert client.get(LIST).status_code == client.get(page(one)).status_code == 404
    client.force_login(cast.hasan)
    assert client.get(LIST).status_code == client.get(page(one)).status_code == 200


# One round -----------------------------------------------------------------------------------------------------------


def test_everyone_sees_what_is_owed_and_what_was_published(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    given = published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW)
    response = client.get(page(one))
    assert standings(client, one) == {"kz-forestry": RoundStanding.PUBLISHED, "uz-ecology": RoundStanding.OWED}
    assert f"/en/workspace/reports/{given.pk}/" in response.text
    assert "1 of 2 reports are published." in response.text
    assert [(str(part.country), part.tally.given, part.tally.owed) for part in response.context["parts"]] == [
        ("Kazakhstan", 1, 0),
        ("Uzbekistan", 0, 1),
    ]


def test_what_is_on_its_way_is_seen_by_the_own_country_only(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    report(cast.count, cast.forestry, cast.aigul, round=one, state=ReportState.SUBMITTED, submitted_at=AFTER_DUE)
    seen = {None: "owed", cast.eldor: "owed", cast.hasan: "owed", cast.aigul: "submitted", cast.bolat: "submitted"}
    for someone, standing in seen.items():
        if someone:
            client.force_login(someone)
        assert standings(client, one)["kz-forestry"] == standing
    assert "after the last day" in client.get(page(one)).text


def test_a_returned_report_is_seen_by_its_institution_and_its_coordinator(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    returned = report(cast.count, cast.forestry, cast.aigul, round=one, state=ReportState.RETURNED)
    for someone in (cast.aigul, cast.bolat):
        client.force_login(someone)
        assert standings(client, one)["kz-forestry"] == RoundStanding.RETURNED
        assert f"/en/workspace/reports/{returned.pk}/edit/" in client.get(page(one)).text


def test_a_draft_is_still_owed_and_leads_its_author_on(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    draft = report(cast.count, cast.forestry, cast.aigul, round=one)
    client.force_login(cast.aigul)
    assert standings(client, one)["kz-forestry"] == RoundStanding.OWED
    assert f"/en/workspace/reports/{draft.pk}/edit/" in client.get(page(one)).text


def test_a_country_that_leads_itself_reports_by_its_focal_institution(client: Client, cast: Cast):
    action = cast.action("4.4", leads=[cast.tm, cast.kz])
    one = opened_round(cast.plateau)
    report(action, cast.kz_ministry, cast.bolat, round=one, state=ReportState.SUBMITTED, submitted_at=NOW)
    client.force_login(cast.bolat)
    assert standings(client, one) == {"kz-ministry": RoundStanding.SUBMITTED, "tm-ministry": RoundStanding.OWED}


def test_a_country_without_a_focal_institution_owes_all_the_same(client: Client, cast: Cast):
    cast.action("4.4", leads=[cast.tm])
    cast.plateau.parties.update(focal_institution=None)
    one = opened_round(cast.plateau)
    for someone in (None, cast.bolat):
        if someone:
            client.force_login(someone)
        (row,) = client.get(page(one)).context["rows"]
        assert (row.owed.institution, row.owed.standing, row.may_report) == (None, RoundStanding.OWED, False)


def test_the_way_to_report_stands_where_the_reader_may_report(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    assert cast.count
    link = f"/en/workspace/roadmaps/plateau/actions/2.3/report/?institution=kz-forestry&amp;round={one.pk}"
    for someone, offered in ((cast.aigul, True), (cast.bolat, True), (cast.dilnoza, False), (cast.hasan, False)):
        client.force_login(someone)
        assert (link in client.get(page(one)).text) == offered
    client.force_login(cast.aigul)
    assert link not in client.get(page(one), {"on": "2026-11-20"}).text


def test_the_reports_of_a_round_are_narrowed_by_the_address(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW)
    assert standings(client, one, country="UZ") == {"uz-ecology": RoundStanding.OWED}
    assert standings(client, one, institution="kz-forestry") == {"kz-forestry": RoundStanding.PUBLISHED}
    assert standings(client, one, standing="owed") == {"uz-ecology": RoundStanding.OWED}
    assert standings(client, one, standing="wrong") == {}


def test_a_round_shows_the_state_of_another_day(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW)
    assert standings(client, one, on="2026-11-20")["kz-forestry"] == RoundStanding.OWED
    assert standings(client, one, on="2026-12-01")["uz-ecology"] == RoundStanding.LATE
    assert standings(client, one, known="2026-11-22")["kz-forestry"] == RoundStanding.OWED
    assert "From all that is recorded today." in client.get(page(one), {"on": "2026-11-20"}).text
    assert client.get(page(one), {"known": "2024-01-01"}).status_code == 404
    assert client.get(page(one), {"on": "x"}).status_code == 400


def test_nothing_is_owed_before_a_round_opens_or_once_it_was_called_off(client: Client, cast: Cast):
    assert cast.count
    to_come = opened_round(cast.plateau, date(2027, 1, 1), date(2027, 1, 20), date(2027, 1, 31))
    off = opened_round(cast.plateau, called_off_at=NOW)
    assert "No report is owed before the round opens." in client.get(page(to_come)).text
    assert "Called off on" in client.get(page(off)).text
    assert not client.get(page(off)).context["rows"]


def test_a_closed_round_says_that_it_still_takes_reports(client: Client, cast: Cast):
    assert cast.count
    closed = opened_round(cast.plateau, date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31))
    text = client.get(page(closed)).text
    assert "A report that is still missing is taken, and marked late." in text
    assert "2 are missing and late." in text


def test_a_domestic_round_stands_on_the_page_of_the_round_around_it(client: Client, cast: Cast):
    assert cast.count
    around = opened_round(cast.plateau)
    inside = opened_round(cast.plateau, due=date(2026, 11, 20), country=cast.kz, inside=around, title_en="At home")
    assert page(inside) in client.get(page(around)).text
    assert page(around) in client.get(page(inside)).text
    assert standings(client, inside) == {"kz-forestry": RoundStanding.LATE}


def test_hidden_actions_are_not_counted_for_the_public(client: Client, cast: Cast):
    cast.action("4.4", leads=[cast.kz_ministry], visibility=Visibility.PARTIES)
    one = opened_round(cast.plateau)
    assert standings(client, one) == {}
    client.force_login(cast.hasan)
    assert standings(client, one) == {"kz-ministry": RoundStanding.OWED}


@pytest.mark.parametrize("who", [None, "aigul", "bolat", "hasan"])
def test_a_round_takes_as_many_queries_for_many_actions_as_for_one(client: Client, cast: Cast, who: str | None):
    before = opened_round(cast.plateau, date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31))
    one = opened_round(cast.plateau)
    if who:
        client.force_login(getattr(cast, who))

    def make(number: int) -> None:
        action = cast.action(f"7.{number}", leads=[cast.forestry, cast.ecology, cast.tm])
        published(action, cast.forestry, cast.bolat, round=before, as_at=date(2026, 5, 10), at=LONG_AGO)
        published(action, cast.ecology, cast.eldor, round=one, submitted_at=NOW)
        report(action, cast.forestry, cast.aigul, round=one, state=ReportState.SUBMITTED, submitted_at=NOW)

    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make(1)
    addresses = (LIST, page(one))
    few = [queries(address) for address in addresses]
    for number in range(2, 9):
        make(number)
    for number in range(3):
        opened_round(cast.plateau, date(2026, 6 + number, 1), date(2026, 6 + number, 20), date(2026, 6 + number, 28))
    assert [queries(address) for address in addresses] == few


# Opening and calling off ---------------------------------------------------------------------------------------------


def test_the_secretariat_opens_a_round_of_all_parties(client: Client, cast: Cast):
    client.force_login(cast.farida)
    assert cast.plateau
    assert client.get(OPENING).status_code == 200
    response = client.post(OPENING, {**DAYS, "title": "End of the year"})
    made = ReportingRound.objects.get()
    assert response.url == page(made)
    assert (made.country, made.inside, made.title, made.opens, made.recorded_by) == (
        None,
        None,
        "End of the year",
        date(2026, 12, 1),
        cast.farida,
    )


def test_a_coordinator_opens_one_of_the_own_country_inside_or_beside(client: Client, cast: Cast):
    around = opened_round(cast.plateau)
    client.force_login(cast.bolat)
    form = client.get(OPENING).context["form"]
    assert list(form.fields["inside"].queryset) == [around]
    client.post(OPENING, {**DAYS})
    client.post(OPENING, {"opens": "2026-11-05", "due": "2026-11-25", "closes": "2026-12-01", "inside": around.pk})
    assert set(ReportingRound.objects.filter(country=cast.kz).values_list("inside", "recorded_by__username")) == {
        (None, "bolat"),
        (around.pk, "bolat"),
    }


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"due": "2026-11-30"}, "A round opens, then its reports are due, then it closes."),
        ({"opens": "2026-10-01", "due": "2026-11-22"}, "This day has passed already."),
        ({"closes": ""}, "This field is required."),
    ],
)
def test_a_round_with_wrong_days_is_not_opened(client: Client, cast: Cast, days: dict[str, str], words: str):
    assert cast.plateau
    client.force_login(cast.farida)
    assert words in client.post(OPENING, DAYS | days).text
    assert not ReportingRound.objects.exists()


def test_a_round_is_not_opened_twice(client: Client, cast: Cast):
    opened_round(cast.plateau)
    client.force_login(cast.farida)
    again = {"opens": "2026-11-01", "due": "2026-11-30", "closes": "2026-12-15"}
    assert "This round is open already." in client.post(OPENING, again).text


def test_a_domestic_round_stays_within_the_round_around_it(client: Client, cast: Cast):
    around = opened_round(cast.plateau)
    client.force_login(cast.bolat)
    response = client.post(OPENING, {**DAYS, "inside": around.pk})
    assert "A domestic round opens and closes within the round around it." in response.text


@pytest.mark.parametrize(("who", "code"), [("aigul", 403), ("hasan", 403), ("gulnara", 403), (None, 302)])
def test_no_one_else_opens_a_round(client: Client, cast: Cast, who: str | None, code: int):
    assert cast.plateau
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(OPENING).status_code == client.post(OPENING, DAYS).status_code == code
    assert not ReportingRound.objects.exists()


def test_a_coordinator_of_no_party_opens_no_round(client: Client, cast: Cast):
    assert cast.plateau
    elsewhere = institution("kg-ministry", country("KG", en="Kyrgyzstan"))
    client.force_login(user("kanat", Role.COORDINATOR, elsewhere))
    assert client.post(OPENING, DAYS).status_code == 403


def test_a_round_is_called_off_once_by_whoever_opens_such_rounds(client: Client, cast: Cast):
    joint, domestic = opened_round(cast.plateau), opened_round(cast.plateau, country=cast.kz)
    for one, allowed in ((joint, cast.farida), (domestic, cast.bolat)):
        for someone in (cast.eldor, cast.aigul, cast.hasan, cast.gulnara):
            client.force_login(someone)
            assert client.post(verb(one)).status_code == 403
        client.force_login(allowed)
        assert "Call this round off" in client.get(page(one)).text
        assert client.get(verb(one)).status_code == 405
        assert client.post(verb(one)).url == page(one)
        one.refresh_from_db()
        assert (one.called_off_at, one.called_off_by) == (NOW, allowed)
        assert "has been called off already" in client.post(verb(one), follow=True).text


def test_a_stranger_calls_nothing_off(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    assert client.post(verb(one)).status_code == 403
    assert client.post(verb(one).replace("plateau", "other")).status_code == 404
    one.refresh_from_db()
    assert one.called_off_at is None


def test_who_has_completed_before_a_round_owes_nothing_in_it(client: Client, cast: Cast):
    published(
        cast.count,
        cast.forestry,
        cast.bolat,
        as_at=date(2026, 10, 1),
        at=NOW - timedelta(days=40),
        status=Status.COMPLETED,
        completed_on=date(2026, 9, 30),
    )
    assert standings(client, opened_round(cast.plateau)) == {"uz-ecology": RoundStanding.OWED}
