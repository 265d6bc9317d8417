"""A party asks about another's published report; that party answers, and alone decides whether everyone sees it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.choices import Role, Visibility
from cooperation.models import User
from roadmap.choices import ReportState
from roadmap.models import Clarification, ProgressReport
from roadmap.services import clarifications
from tests.cast import NOW, Cast, published, report, user

pytestmark = pytest.mark.usefixtures("on_the_day")
ACTION = "/en/roadmaps/plateau/actions/2.3/"
QUESTION = {"question": "Were the transects of 2025 flown?", "language": "en"}
ANSWER = {"answer": "Eleven of twelve.", "language": "ru"}


@pytest.fixture
def said(cast: Cast) -> ProgressReport:
    """Kazakhstan's published report."""
    return published(cast.count, cast.forestry, cast.bolat, achievements="Flown.")


def asked(report: ProgressReport, by: User, at: datetime = NOW) -> Clarification:
    return clarifications.ask(Clarification(report=report, **QUESTION), by, at)


def answered(report: ProgressReport, asker: User, by: User, to_everyone: bool = False) -> Clarification:
    return clarifications.answer(asked(report, asker), "Eleven of twelve.", "en", to_everyone, by, NOW)


def page(report: ProgressReport) -> str:
    return reverse("report", args=[report.pk])


def verb(name: str, of: Clarification | ProgressReport) -> str:
    return reverse(f"clarification-{name}", args=[of.pk])


def shown(client: Client, someone: User | None, address: str) -> str:
    client.logout()
    if someone:
        client.force_login(someone)
    return " ".join(client.get(address).text.split())


# Asking --------------------------------------------------------------------------------------------------------------


def test_a_coordinator_of_another_party_asks(client: Client, cast: Cast, said: ProgressReport):
    assert verb("ask", said) in shown(client, cast.eldor, page(said))
    before = (cast.count.status, cast.count.last_reported_on)
    assert client.post(verb("ask", said), QUESTION).url == f"{page(said)}#clarifications"
    one = Clarification.objects.get()
    assert (one.country, one.recorded_by, one.question) == (cast.uz, cast.eldor, QUESTION["question"])
    cast.count.refresh_from_db()
    assert (cast.count.status, cast.count.last_reported_on) == before


def test_a_party_that_does_not_lead_asks_too(client: Client, cast: Cast, said: ProgressReport):
    client.force_login(user("jennet", Role.COORDINATOR, cast.tm_ministry))
    assert client.post(verb("ask", said), QUESTION).status_code == 302
    assert Clarification.objects.get().country == cast.tm


@pytest.mark.parametrize("who", ["aigul", "bolat", "dilnoza", "farida", "gulnara", "hasan"])
def test_nobody_else_asks(client: Client, cast: Cast, said: ProgressReport, who: str):
    client.force_login(getattr(cast, who))
    User.objects.update(is_superuser=True)
    assert verb("ask", said) not in client.get(page(said)).text
    assert client.post(verb("ask", said), QUESTION).status_code == 403
    assert not Clarification.objects.exists()


def test_a_stranger_asks_nothing_and_get_is_refused(client: Client, cast: Cast, said: ProgressReport):
    assert client.post(verb("ask", said), QUESTION).status_code == 403
    client.force_login(cast.eldor)
    assert client.get(verb("ask", said)).status_code == 405


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED])
def test_a_report_that_is_not_published_does_not_exist_for_the_asker(client: Client, cast: Cast, state: str):
    made = report(cast.count, cast.forestry, cast.aigul, state=state)
    client.force_login(cast.eldor)
    assert client.post(verb("ask", made), QUESTION).status_code == 404


@pytest.mark.parametrize("wrong", [{"question": " "}, {"question": "x" * 5001}, {"language": "fr"}])
def test_an_empty_question_is_refused_and_what_was_written_stays(
    client: Client, cast: Cast, said: ProgressReport, wrong: Any
):
    client.force_login(cast.eldor)
    response = client.post(verb("ask", said), QUESTION | wrong)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not Clarification.objects.exists()


# Answering -----------------------------------------------------------------------------------------------------------


def test_the_reports_country_finds_the_question_and_answers(client: Client, cast: Cast, said: ProgressReport):
    one = asked(said, cast.eldor)
    workspace = shown(client, cast.bolat, "/en/workspace/")
    assert "Questions to answer" in workspace
    assert f"{page(said)}#clarifications" in workspace
    assert verb("answer", one) in client.get(page(said)).text
    assert client.post(verb("answer", one), ANSWER).status_code == 302
    one.refresh_from_db()
    assert (one.answer, one.answer_language, one.answered_by) == ("Eleven of twelve.", "ru", cast.bolat)
    assert one.public_at is None
    assert "Questions to answer" not in client.get("/en/workspace/").text
    assert verb("answer", one) not in client.get(page(said)).text


@pytest.mark.parametrize("who", ["aigul", "dilnoza", "eldor", "farida", "gulnara", "hasan"])
def test_nobody_else_answers_or_shows(client: Client, cast: Cast, said: ProgressReport, who: str):
    one, done = asked(said, cast.eldor), answered(said, cast.eldor, cast.bolat)
    client.force_login(getattr(cast, who))
    User.objects.update(is_superuser=True)
    text = client.get(page(said)).text
    assert verb("answer", one) not in text
    assert verb("show", done) not in text
    assert client.post(verb("answer", one), ANSWER).status_code == 403
    assert client.post(verb("show", done)).status_code == 403
    assert "Questions to answer" not in client.get("/en/workspace/").text


def test_for_a_stranger_a_question_among_the_parties_does_not_exist(client: Client, cast: Cast, said: ProgressReport):
    one = asked(said, cast.eldor)
    assert client.post(verb("answer", one), ANSWER).status_code == 404
    assert client.post(verb("show", one)).status_code == 404
    client.force_login(cast.bolat)
    assert client.get(verb("answer", one)).status_code == client.get(verb("show", one)).status_code == 405


def test_a_second_answer_is_told_and_changes_nothing(client: Client, cast: Cast, said: ProgressReport):
    one = answered(said, cast.eldor, cast.bolat)
    client.force_login(cast.bolat)
    response = client.post(verb("answer", one), ANSWER | {"answer": "All twelve.", "to_everyone": "on"}, follow=True)
    assert "this question has been answered in the meantime" in response.text
    one.refresh_from_db()
    assert (one.answer, one.public_at) == ("Eleven of twelve.", None)


@pytest.mark.parametrize("wrong", [{"answer": " "}, {"answer": "x" * 10001}, {"language": ""}])
def test_an_empty_answer_is_refused_and_what_was_written_stays(
    client: Client, cast: Cast, said: ProgressReport, wrong: Any
):
    one = asked(said, cast.eldor)
    client.force_login(cast.bolat)
    response = client.post(verb("answer", one), ANSWER | wrong)
    assert response.status_code == 200
    assert QUESTION["question"] in response.text
    assert response.context["form"].errors.keys() == wrong.keys()
    one.refresh_from_db()
    assert one.answered_at is None


# Seeing --------------------------------------------------------------------------------------------------------------


def test_the_parties_see_both_and_everyone_else_what_was_shown(client: Client, cast: Cast, said: ProgressReport):
    one = answered(said, cast.eldor, cast.bolat)
    for address in (ACTION, page(said)):
        for someone in (cast.aigul, cast.bolat, cast.dilnoza, cast.eldor, cast.farida, cast.hasan):
            text = shown(client, someone, address)
            assert QUESTION["question"] in text
            assert "Eleven of twelve." in text
        assert "transects" not in shown(client, None, address)

    client.force_login(cast.bolat)
    assert verb("show", one) in client.get(page(said)).text
    assert client.post(verb("show", one)).status_code == 302
    for address in (ACTION, page(said)):
        text = shown(client, None, address)
        assert "Uzbekistan asked on 23 November 2026:" in text
        assert "Eleven of twelve." in text


def test_an_answer_may_be_shown_to_everyone_at_once(client: Client, cast: Cast, said: ProgressReport):
    one = asked(said, cast.eldor)
    client.force_login(cast.bolat)
    client.post(verb("answer", one), ANSWER | {"to_everyone": "on"})
    assert "Eleven of twelve." in shown(client, None, ACTION)


@pytest.mark.parametrize("ready", [False, True])
def test_what_cannot_be_shown_is_told(client: Client, cast: Cast, said: ProgressReport, ready: bool):
    one = answered(said, cast.eldor, cast.bolat, to_everyone=True) if ready else asked(said, cast.eldor)
    since = one.public_at
    client.force_login(cast.bolat)
    assert "Nothing was changed" in client.post(verb("show", one), follow=True).text
    one.refresh_from_db()
    assert one.public_at == since


def test_what_is_shown_of_an_action_among_the_parties_stays_there(client: Client, cast: Cast, said: ProgressReport):
    answered(said, cast.eldor, cast.bolat, to_everyone=True)
    cast.count.visibility = Visibility.PARTIES
    cast.count.save()
    assert client.get(page(said)).status_code == 404
    assert list(Clarification.objects.visible_to(cast.hasan)) == list(Clarification.objects.all())


def test_another_day_shows_what_had_been_asked_and_answered_by_then(client: Client, cast: Cast, said: ProgressReport):
    one = asked(said, cast.eldor, NOW - timedelta(days=3))
    clarifications.answer(one, "Eleven of twelve.", "en", True, cast.bolat, NOW)
    client.force_login(cast.hasan)
    text = client.get(f"{ACTION}?on=2026-11-21").text
    assert QUESTION["question"] in text
    assert "Eleven of twelve." not in text
    assert "Not answered yet." in text
    assert QUESTION["question"] not in client.get(f"{ACTION}?on=2026-11-19").text
    assert QUESTION["question"] not in shown(client, None, f"{ACTION}?on=2026-11-21")
    assert "Eleven of twelve." in shown(client, None, f"{ACTION}?on=2026-11-23")


def test_the_admin_shows_clarifications_and_changes_none(client: Client, cast: Cast, said: ProgressReport):
    one = asked(said, cast.eldor)
    listed, form = reverse("admin:roadmap_clarification_changelist"), f"/admin/roadmap/clarification/{one.pk}/change/"
    for someone in (cast.aigul, cast.bolat, cast.farida, cast.gulnara):
        client.force_login(someone)
        assert QUESTION["question"] in client.get(listed).text
        assert client.get(listed, {"q": "transects"}).status_code == client.get(form).status_code == 200
        assert client.post(form, ANSWER).status_code == 403
        assert client.get("/admin/roadmap/clarification/add/").status_code == 403
        assert client.post(f"/admin/roadmap/clarification/{one.pk}/delete/").status_code == 403


@pytest.mark.parametrize("address", ["report", ACTION, "/en/workspace/", "/admin/roadmap/clarification/"])
def test_a_page_takes_as_many_queries_for_many_questions_as_for_one(
    client: Client, cast: Cast, said: ProgressReport, address: str
):
    address = page(said) if address == "report" else address
    asked(said, cast.eldor)
    client.force_login(cast.bolat)
    client.get(address)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for _time in range(10):
        asked(said, cast.eldor)
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_one)
