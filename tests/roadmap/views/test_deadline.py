"""A revision of a deadline: proposed with a reason, read by everyone, agreed by consents or by a decision."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.choices import Visibility
from cooperation.models import Decision, Meeting, User
from roadmap.choices import DeadlineKind, Precision, Recurrence, Timing
from roadmap.models import Action, Deadline
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, proposed

pytestmark = pytest.mark.usefixtures("on_the_day")
ADDRESS = "/en/workspace/roadmaps/plateau/actions/2.3/deadline/"
PROPOSAL = {"due": "2027-03-31", "precision": Precision.DAY, "reason": "No aircraft in autumn."}
CONSENT = {"on": "2026-11-20", "basis": "04-12/881, 20.11.2026"}


def page(version: Deadline, verb: str = "") -> str:
    return reverse("deadline", args=[version.pk]) + (f"{verb}/" if verb else "")


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.text.split())


def decision(number: str = "4") -> Decision:
    meeting, _ = Meeting.objects.get_or_create(
        slug="aktau", defaults={"title_en": "Meeting in Aktau", "kind": "session", "earliest": date(2026, 11, 1)}
    )
    return Decision.objects.create(meeting=meeting, number=number, text_en="To move the count.")


def propose(client: Client, cast: Cast, **answers: Any):
    assert cast.count
    client.force_login(cast.farida)
    return client.post(ADDRESS, {name: value for name, value in (PROPOSAL | answers).items() if value is not None})


def revisions(cast: Cast) -> list[Deadline]:
    return list(cast.count.deadlines.filter(kind=DeadlineKind.REVISION))


# Proposing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["farida", "bolat", "eldor"])
def test_the_secretariat_and_the_coordinators_of_countries_that_lead_propose(client: Client, cast: Cast, who: str):
    assert cast.count
    client.force_login(getattr(cast, who))
    assert f'href="{ADDRESS}"' in client.get("/en/roadmaps/plateau/actions/2.3/").text
    assert "31 December 2026" in text(client.get(ADDRESS))
    response = client.post(ADDRESS, PROPOSAL)
    (version,) = revisions(cast)
    assert response.url == page(version)
    assert (version.due, version.precision, version.recorded_by) == (date(2027, 3, 31), "day", getattr(cast, who))
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2026, 12, 31)


@pytest.mark.parametrize("who", ["aigul", "dilnoza", "gulnara", "hasan"])
def test_nobody_else_proposes(client: Client, cast: Cast, who: str):
    assert cast.count
    client.force_login(getattr(cast, who))
    User.objects.update(is_superuser=True)
    assert ADDRESS not in client.get("/en/roadmaps/plateau/actions/2.3/").text
    assert client.get(ADDRESS).status_code == client.post(ADDRESS, PROPOSAL).status_code == 403
    assert revisions(cast) == []


def test_a_country_that_does_not_lead_proposes_nothing(client: Client, cast: Cast):
    cast.action("2.5", leads=[cast.ecology])
    client.force_login(cast.bolat)
    assert client.post(ADDRESS.replace("2.3", "2.5"), PROPOSAL).status_code == 403


def test_a_stranger_is_asked_to_sign_in_and_an_unknown_action_is_not_found(client: Client, cast: Cast):
    assert cast.count
    assert client.post(ADDRESS, PROPOSAL).url == f"/en/workspace/sign-in/?next={ADDRESS}"
    client.force_login(cast.farida)
    for code in ("9.9", "%00"):
        assert client.get(ADDRESS.replace("2.3", code)).status_code == 404


def test_words_alone_are_read_shown_and_recorded_once_they_were_seen(client: Client, cast: Cast):
    words = {"wording": "I квартал 2027 г.", "due": None, "precision": None}
    response = propose(client, cast, **words)
    assert "31 March 2027 (first quarter of 2027)" in text(response)
    assert revisions(cast) == []
    propose(client, cast, **words, understood=response.context["form"].meaning)
    (version,) = revisions(cast)
    assert (version.due, version.precision) == (date(2027, 3, 31), Precision.QUARTER)
    assert version.wording == "I квартал 2027 г."


def test_words_that_were_changed_after_they_were_shown_are_shown_again(client: Client, cast: Cast):
    seen = propose(client, cast, wording="by the end of 2027", due=None).context["form"].meaning
    assert "31 December 2028" in text(propose(client, cast, wording="by the end of 2028", due=None, understood=seen))
    assert revisions(cast) == []


def test_a_day_within_a_period_means_the_periods_last_day_which_is_shown_first(client: Client, cast: Cast):
    answers = {"due": "2027-02-10", "precision": Precision.QUARTER}
    response = propose(client, cast, **answers)
    assert "31 March 2027 (first quarter of 2027)" in text(response)
    propose(client, cast, **answers, understood=response.context["form"].meaning)
    assert revisions(cast)[0].due == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("answers", "meant"),
    [
        ({"wording": "when funds are found", "undated": "on"}, (Timing.UNDATED, None, "", 0)),
        ({"wording": "постоянно"}, (Timing.CONTINUOUS, None, "", 0)),
        ({"wording": "ежеквартально"}, (Timing.RECURRING, None, Recurrence.QUARTER, 0)),
        ({"recurrence": "half", "offset_days": "15"}, (Timing.RECURRING, None, Recurrence.HALF, 15)),
        (
            {"recurrence": "half", "due": "2028-12-31", "precision": "year"},
            (Timing.RECURRING, date(2028, 12, 31), Recurrence.HALF, 0),
        ),
    ],
)
def test_a_deadline_may_lose_its_date_or_return(client: Client, cast: Cast, answers: Any, meant: tuple):
    answers = {"due": None, **answers}
    response = propose(client, cast, **answers)
    assert revisions(cast) == []
    propose(client, cast, **answers, understood=response.context["form"].meaning)
    (version,) = revisions(cast)
    assert (version.timing, version.due, version.recurrence, version.offset_days) == meant


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"reason": " "}, "This field is required."),
        ({"due": None}, "Give the new deadline in words or by its last day."),
        ({"due": None, "wording": "after the thaw"}, "These words have no single meaning."),
        ({"due": None, "wording": "31.02.2027"}, "These words name a day that no calendar has."),
        ({"wording": "by the end of 2028"}, "The words say another deadline than this day"),
        ({"wording": "постоянно"}, "The words say another deadline than this day"),
        ({"undated": "on", "due": None}, "Write the condition in words."),
        ({"undated": "on", "wording": "when funds are found"}, "There is a date or a period"),
        ({"undated": "on", "due": None, "wording": "by the end of 2028"}, "There is a date or a period"),
        ({"due": "2026-12-31"}, "This is the deadline that is in force already."),
        ({"due": "soon"}, "Enter a valid date."),
        ({"due": "1066-10-14"}, "Ensure this value is greater than or equal to 1900-01-01."),
        ({"recurrence": "half", "offset_days": "5000"}, "Ensure this value is less than or equal to 1000."),
    ],
)
def test_what_is_not_whole_is_refused_in_words(client: Client, cast: Cast, answers: Any, message: str):
    assert message in text(propose(client, cast, **answers)).replace("&#x27;", "'")
    assert revisions(cast) == []


def test_words_and_day_that_say_the_same_go_together(client: Client, cast: Cast):
    propose(client, cast, wording="31 марта 2027 г.")
    assert revisions(cast)[0].wording == "31 марта 2027 г."


def test_another_revision_that_waits_is_named_beside_the_form(client: Client, cast: Cast):
    waiting = proposed(cast.count)
    client.force_login(cast.farida)
    assert f'<a href="{page(waiting)}">' in client.get(ADDRESS).text


# Reading -------------------------------------------------------------------------------------------------------------


def test_a_revision_is_read_by_whoever_may_see_the_action(client: Client, cast: Cast):
    version = proposed(cast.count, recorded_by=cast.bolat)
    shown = text(client.get(page(version)))
    for words in (
        "31 December 2026",
        "30 June 2027",
        "181 days later than the original",
        "The snow came early.",
        "Proposed on 23 November 2026 by Kazakhstan.",
        "The consents of Kazakhstan and Uzbekistan are missing.",
        "Announced, not agreed",
    ):
        assert words in shown, words
    assert "Bolat" not in shown
    assert "<form" not in shown[shown.index("<main") : shown.index("</main")]
    client.force_login(cast.hasan)
    assert "(Bolat)" in text(client.get(page(version)))


@pytest.mark.parametrize("model", [Action, "roadmap"])
def test_a_revision_of_an_action_among_the_parties_does_not_exist_for_strangers(client: Client, cast: Cast, model):
    version = proposed(cast.count)
    hidden = type(cast.plateau) if model == "roadmap" else model
    hidden.objects.update(visibility=Visibility.PARTIES)
    assert client.get(page(version)).status_code == 404
    assert client.post(page(version, "consent"), CONSENT).status_code == 404
    client.force_login(cast.hasan)
    assert client.get(page(version)).status_code == 200


def test_only_a_revision_has_a_page(client: Client, cast: Cast):
    client.force_login(cast.farida)
    assert client.get(page(cast.count.deadlines.get())).status_code == 404
    assert client.get("/en/workspace/deadlines/99999/").status_code == 404
    assert client.post(page(proposed(cast.count))).status_code == 405


def test_a_page_takes_as_many_queries_for_many_versions_as_for_one(client: Client, cast: Cast):
    version = proposed(cast.count, recorded_by=cast.bolat)
    client.force_login(cast.farida)
    client.get(page(version))
    with CaptureQueriesContext(connection) as with_one:
        client.get(page(version))
    for month in range(1, 12):
        proposed(cast.count, date(2028, month, 1), recorded_by=cast.bolat)
    with CaptureQueriesContext(connection) as with_many:
        client.get(page(version))
    assert len(with_many) == len(with_one)


# Consent -------------------------------------------------------------------------------------------------------------


def test_with_the_consent_of_every_country_that_leads_the_date_moves(client: Client, cast: Cast):
    version = proposed(cast.count)
    client.force_login(cast.bolat)
    assert page(version) in client.get("/en/workspace/").text
    assert "Consent of Kazakhstan" in text(client.get(page(version)))
    assert client.post(page(version, "consent"), CONSENT).url == page(version)
    assert page(version) not in client.get("/en/workspace/").text
    shown = text(client.get(page(version)))
    assert "Kazakhstan consented on 20 November 2026. Basis: 04-12/881, 20.11.2026." in shown
    assert "Recorded by Bolat on 23 November 2026." in shown
    assert "The consent of Uzbekistan is missing." in shown
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2026, 12, 31)

    client.force_login(cast.eldor)
    client.post(page(version, "consent"), CONSENT | {"on": "2026-11-22"})
    cast.count.refresh_from_db()
    assert (cast.count.current_due, cast.count.slip_days) == (date(2027, 6, 30), 181)
    assert "Agreed on 22 November 2026. By the consent of every country that leads." in text(
        client.get(page(version))
    ).replace("</strong>", "")


def test_a_second_consent_of_a_country_is_told_and_changes_nothing(client: Client, cast: Cast):
    version = proposed(cast.count)
    client.force_login(cast.bolat)
    client.post(page(version, "consent"), CONSENT)
    again = client.post(page(version, "consent"), CONSENT | {"on": "2026-11-21"})
    assert "This country has consented already." in text(again)
    assert version.consents.get().on == date(2026, 11, 20)


def test_a_consent_after_the_agreement_is_told(client: Client, cast: Cast):
    version = proposed(cast.count)
    deadlines.agree_by_decision(version, decision(), TODAY, NOW, TODAY, LIMITS)
    client.force_login(cast.bolat)
    answer = text(client.post(page(version, "consent"), CONSENT))
    assert "Only a revision that is not agreed yet can be agreed." in answer
    assert not version.consents.exists()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"on": "2026-11-24"}, "This day has not come yet."),
        ({"on": ""}, "This field is required."),
        ({"basis": ""}, "This field is required."),
        ({"basis": "x" * 301}, "at most 300 characters"),
    ],
)
def test_a_consent_has_its_day_and_its_basis(client: Client, cast: Cast, answers: dict, message: str):
    version = proposed(cast.count)
    client.force_login(cast.bolat)
    assert message in text(client.post(page(version, "consent"), CONSENT | answers))
    assert not version.consents.exists()


def test_nobody_else_consents(client: Client, cast: Cast):
    version = proposed(cast.count)
    lonely = proposed(cast.action("2.5", leads=[cast.ecology]))
    User.objects.update(is_superuser=True)
    for person, revision in (
        (cast.aigul, version),
        (cast.farida, version),
        (cast.gulnara, version),
        (cast.hasan, version),
        (cast.bolat, lonely),
    ):
        client.force_login(person)
        assert client.post(page(revision, "consent"), CONSENT).status_code == 403, person
        assert client.get(page(revision, "consent")).status_code == 405
    client.logout()
    assert client.post(page(version, "consent"), CONSENT).status_code == 403
    assert not version.consents.exists()


# Decision ------------------------------------------------------------------------------------------------------------


def test_the_secretariat_names_the_decision_that_agreed(client: Client, cast: Cast):
    version, made = proposed(cast.count), decision()
    client.force_login(cast.farida)
    assert page(version) in client.get("/en/workspace/").text
    assert "Meeting in Aktau, 4: To move the count." in text(client.get(page(version)))
    response = client.post(page(version, "decide"), {"decision": made.pk, "decided_on": "2026-11-01"})
    assert response.url == page(version)
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2027, 6, 30)
    assert "By decision 4 of Meeting in Aktau." in text(client.get(page(version)))


def test_a_decision_of_tomorrow_and_a_second_agreement_are_told(client: Client, cast: Cast):
    version, made = proposed(cast.count), decision()
    client.force_login(cast.farida)
    answer = client.post(page(version, "decide"), {"decision": made.pk, "decided_on": "2026-11-24"})
    assert "This day has not come yet." in text(answer)
    for country, person in ((cast.kz, cast.bolat), (cast.uz, cast.eldor)):
        deadlines.consent(version, country, TODAY, "No. 1", NOW, TODAY, LIMITS, person)
    answer = client.post(page(version, "decide"), {"decision": made.pk, "decided_on": "2026-11-01"})
    assert "Only a revision that is not agreed yet can be agreed." in text(answer)
    version.refresh_from_db()
    assert version.decision is None


def test_a_meeting_that_is_still_to_come_has_decided_nothing(client: Client, cast: Cast):
    version, made = proposed(cast.count), decision()
    Meeting.objects.update(earliest=date(2026, 12, 1))
    client.force_login(cast.farida)
    answer = client.post(page(version, "decide"), {"decision": made.pk, "decided_on": "2026-11-01"})
    assert "Select a valid choice." in text(answer)


def test_nobody_else_names_a_decision(client: Client, cast: Cast):
    version, made = proposed(cast.count), decision()
    User.objects.update(is_superuser=True)
    for person in (cast.aigul, cast.bolat, cast.gulnara, cast.hasan):
        client.force_login(person)
        answer = client.post(page(version, "decide"), {"decision": made.pk, "decided_on": "2026-11-01"})
        assert answer.status_code == 403, person
    client.force_login(cast.farida)
    assert client.get(page(version, "decide")).status_code == 405
    client.logout()
    assert client.post(page(version, "decide")).status_code == 403


# Overtaken -----------------------------------------------------------------------------------------------------------


def test_a_proposal_that_was_overtaken_waits_for_nobody(client: Client, cast: Cast):
    waiting, later = proposed(cast.count), proposed(cast.count, date(2027, 9, 30))
    deadlines.agree_by_decision(later, decision(), date(2026, 11, 10), NOW, TODAY, LIMITS)
    shown = text(client.get(page(waiting)))
    assert "Overtaken by the revision that was agreed on 10 November 2026." in shown
    assert "missing" not in shown
    told = text(client.get("/en/roadmaps/plateau/actions/2.3/"))
    assert "overtaken by the revision that was agreed on 10 November 2026" in told
    for person in (cast.bolat, cast.farida):
        client.force_login(person)
        assert page(waiting) not in client.get("/en/workspace/").text


def test_what_was_overtaken_is_agreed_only_by_what_happened_before(client: Client, cast: Cast):
    waiting, later = proposed(cast.count), proposed(cast.count, date(2027, 9, 30))
    made = decision()
    deadlines.agree_by_decision(later, made, date(2026, 11, 10), NOW, TODAY, LIMITS)
    client.force_login(cast.farida)
    answer = client.post(page(waiting, "decide"), {"decision": made.pk, "decided_on": "2026-11-11"})
    assert "Propose this one anew." in text(answer)
    client.post(page(waiting, "decide"), {"decision": made.pk, "decided_on": "2026-11-10"})
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2027, 9, 30)
    assert waiting.action.deadlines.get(pk=waiting.pk).decided_on == date(2026, 11, 10)
