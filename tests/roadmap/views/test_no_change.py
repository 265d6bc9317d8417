"""«No change» is one click that still says so; where more has to be said, it leads to the form."""

from datetime import date, timedelta

import pytest
from django.test import Client

from roadmap.choices import ReportState, Status, StepKind
from roadmap.models import Milestone, ProgressReport, ReportingRound
from roadmap.services import reporting
from tests.cast import LIMITS, NOW, TODAY, Cast, opened_round, published, report

ADDRESS = "/en/workspace/roadmaps/plateau/actions/2.3/no-change/"

pytestmark = pytest.mark.usefixtures("on_the_day")


def asked(one: ReportingRound, institution: str = "kz-forestry") -> dict[str, str | int]:
    return {"institution": institution, "round": one.pk}


@pytest.fixture
def before(cast: Cast) -> ProgressReport:
    milestone = Milestone.objects.create(action=cast.count, number=1, title_en="Routes agreed")
    return published(
        cast.count,
        cast.forestry,
        cast.aigul,
        date(2026, 7, 1),
        NOW - timedelta(days=100),
        percent=40,
        next_steps="Fly.",
        reached={milestone: date(2026, 6, 1)},
    )


def test_no_change_is_submitted_with_one_click_and_says_so(client: Client, cast: Cast, before: ProgressReport):
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    response = client.post(ADDRESS, asked(one))
    made = ProgressReport.objects.latest("pk")
    assert response.url == f"/en/workspace/reports/{made.pk}/"
    assert (made.state, made.no_change, made.round, made.as_at) == (ReportState.SUBMITTED, True, one, TODAY)
    assert (made.status, made.percent, made.next_steps, made.achievements) == (Status.IN_PROGRESS, 40, "Fly.", "")
    assert [reached.on for reached in made.milestones_reached.all()] == [date(2026, 6, 1)]
    assert [step.kind for step in made.steps.all()] == [StepKind.BEGUN, StepKind.SUBMITTED]

    reporting.publish(made, cast.bolat, NOW, TODAY, LIMITS)
    client.logout()
    page = client.get(response.url).text
    assert "No change since the" in page
    assert "report as at 1 July 2026" in page
    assert "no change since the report before" in client.get("/en/roadmaps/plateau/actions/2.3/").text


def test_it_is_said_once_a_round(client: Client, cast: Cast, before: ProgressReport):
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    first, second = client.post(ADDRESS, asked(one)), client.post(ADDRESS, asked(one))
    assert first.url == second.url
    assert ProgressReport.objects.filter(round=one).count() == 1


def test_of_two_clicks_at_once_the_second_is_led_to_the_first(client: Client, cast: Cast, before, monkeypatch):
    one = opened_round(cast.plateau)
    first = report(cast.count, cast.forestry, cast.aigul, round=one)
    found = iter([None, first])  # the first click is stored after the second has been checked
    monkeypatch.setattr(reporting, "given_already", lambda *_: next(found))
    client.force_login(cast.aigul)
    assert client.post(ADDRESS, asked(one)).url == f"/en/workspace/reports/{first.pk}/"


def test_where_nothing_was_published_the_form_is_filled_in(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    assert cast.count
    client.force_login(cast.aigul)
    response = client.post(ADDRESS, asked(one), follow=True)
    assert response.redirect_chain == [
        (f"/en/workspace/roadmaps/plateau/actions/2.3/report/?institution=kz-forestry&round={one.pk}", 302)
    ]
    assert "Nothing has been published before" in response.text


def test_where_a_letter_is_needed_the_form_is_filled_in(client: Client, cast: Cast, before: ProgressReport):
    one = opened_round(cast.plateau)
    client.force_login(cast.bolat)
    response = client.post(ADDRESS, asked(one), follow=True)
    assert "Give the number of the letter" in response.text
    assert response.context["form"].initial["percent"] == 40
    assert response.context["form"].initial["round"] == one
    assert not ProgressReport.objects.filter(round=one).exists()


def test_where_a_reason_is_needed_the_form_is_filled_in(client: Client, cast: Cast):
    late = cast.action("9.1", leads=[cast.forestry], due=date(2026, 6, 30))
    published(late, cast.forestry, cast.aigul, date(2026, 5, 1))
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    response = client.post(ADDRESS.replace("2.3", "9.1"), asked(one), follow=True)
    assert "The action is behind: name the reason." in response.text
    assert not ProgressReport.objects.filter(round=one).exists()


def test_what_is_rewritten_afterwards_no_longer_says_no_change(client: Client, cast: Cast, before: ProgressReport):
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    client.post(ADDRESS, asked(one))
    made = ProgressReport.objects.latest("pk")
    made = reporting.give_back(made, cast.bolat, NOW, "What about the map?")
    reporting.write(made, reporting.Papers(), cast.aigul, NOW)
    made.refresh_from_db()
    assert not made.no_change


@pytest.mark.parametrize(
    ("who", "code"), [("dilnoza", 403), ("eldor", 403), ("farida", 403), ("hasan", 403), ("gulnara", 403)]
)
def test_no_one_else_says_so(client: Client, cast: Cast, before: ProgressReport, who: str, code: int):
    one = opened_round(cast.plateau)
    client.force_login(getattr(cast, who))
    assert client.post(ADDRESS, asked(one)).status_code == code


def test_a_stranger_signs_in_first_and_a_reader_gets_nothing(client: Client, cast: Cast, before: ProgressReport):
    one = opened_round(cast.plateau)
    assert client.post(ADDRESS, asked(one)).url.startswith("/en/workspace/sign-in/")
    client.force_login(cast.aigul)
    assert client.get(ADDRESS).status_code == 405


def test_what_does_not_exist_is_not_found(client: Client, cast: Cast, before: ProgressReport):
    to_come = opened_round(cast.plateau, date(2027, 1, 1), date(2027, 1, 20), date(2027, 1, 31))
    neighbours = opened_round(cast.plateau, country=cast.uz)
    client.force_login(cast.aigul)
    for words in (
        asked(to_come),
        asked(neighbours),
        {"institution": "kz-forestry"},
        {"round": 1},
        {"institution": "x"},
    ):
        assert client.post(ADDRESS, words).status_code == 404
    assert client.post(ADDRESS.replace("2.3", "0"), asked(to_come)).status_code == 404
