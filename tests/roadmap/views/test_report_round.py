"""A report belongs to a round or to none; in each, an institution gives one on an action."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from roadmap.choices import Challenge, ReportState, Status
from roadmap.models import ProgressReport, ReportingRound
from roadmap.services import report_check, reporting, rounds
from tests.cast import LIMITS, NOW, TODAY, Cast, carried, opened_round, published, report

FORM = "/en/workspace/roadmaps/plateau/actions/2.3/report/"
FILLED = {
    "as_at": "2026-11-20",
    "status": "in_progress",
    "language": "en",
    "evidence-TOTAL_FORMS": "1",
    "evidence-INITIAL_FORMS": "0",
    "evidence-0-confidentiality": "public",
    "then": "draft",
}
MAY = (date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31))

pytestmark = pytest.mark.usefixtures("on_the_day")


def chosen(client: Client, address: str = FORM) -> ReportingRound | None:
    return client.get(address).context["form"].initial["round"]


def offered(client: Client) -> dict[int, str]:
    field = client.get(FORM).context["form"].fields["round"]
    return {one.pk: field.label_from_instance(one) for one in field.queryset}


# Which round ---------------------------------------------------------------------------------------------------------


def test_the_open_round_that_closes_first_is_chosen(client: Client, cast: Cast):
    assert cast.count
    later = opened_round(cast.plateau)
    first = opened_round(cast.plateau, closes=date(2026, 12, 10), country=cast.kz, inside=later)
    opened_round(cast.plateau, closes=date(2026, 12, 5), country=cast.uz, inside=later)
    client.force_login(cast.aigul)
    assert chosen(client) == first
    assert set(offered(client)) == {first.pk, later.pk}
    report(cast.count, cast.forestry, cast.aigul, round=first)
    assert chosen(client) == later


def test_rounds_to_come_and_those_called_off_take_no_report(client: Client, cast: Cast):
    assert cast.count
    opened_round(cast.plateau, date(2027, 1, 1), date(2027, 1, 20), date(2027, 1, 31))
    opened_round(cast.plateau, called_off_at=NOW)
    client.force_login(cast.aigul)
    assert offered(client) == {}
    assert chosen(client) is None


def test_a_closed_round_may_be_chosen_and_says_that_the_report_will_be_late(client: Client, cast: Cast):
    assert cast.count
    closed, is_open = opened_round(cast.plateau, *MAY), opened_round(cast.plateau)
    client.force_login(cast.aigul)
    words = offered(client)
    assert list(words) == [is_open.pk, closed.pk]
    assert words[closed.pk].startswith("late, was due by")
    assert words[is_open.pk].startswith("due by")
    assert chosen(client, f"{FORM}?round={closed.pk}") == closed
    for wrong in ("", "x", "999"):
        assert chosen(client, f"{FORM}?round={wrong}") is None


def test_a_report_is_given_in_a_round_or_in_none(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    assert cast.count
    client.force_login(cast.aigul)
    client.post(FORM, FILLED | {"round": one.pk})
    client.post(FORM, FILLED)
    assert set(ProgressReport.objects.values_list("round", flat=True)) == {one.pk, None}


def test_a_round_of_another_country_is_refused(client: Client, cast: Cast):
    neighbours = opened_round(cast.plateau, country=cast.uz)
    assert cast.count
    client.force_login(cast.aigul)
    assert "round" in client.post(FORM, FILLED | {"round": neighbours.pk}).context["form"].errors
    made = ProgressReport(
        action=cast.count, institution=cast.forestry, round=neighbours, as_at=TODAY, status=Status.IN_PROGRESS
    )
    with pytest.raises(ValidationError, match="not one of this institution’s"):
        report_check.check_report(made, TODAY)


def test_a_correction_keeps_the_round_of_what_it_corrects(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    first = published(cast.count, cast.forestry, cast.aigul, round=one)
    client.force_login(cast.aigul)
    address = f"{FORM}?corrects={first.pk}"
    assert "round" not in client.get(address).context["form"].fields
    client.post(address, FILLED | {"then": "submit"})
    correction = ProgressReport.objects.get(corrects=first)
    assert (correction.round, correction.state) == (one, ReportState.SUBMITTED)


def test_a_round_that_was_called_off_in_the_meantime_leads_back_to_the_form(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    draft = report(cast.count, cast.forestry, cast.aigul, round=one)
    rounds.call_off(one, cast.farida, NOW, TODAY, LIMITS)
    client.force_login(cast.aigul)
    address = f"/en/workspace/reports/{draft.pk}/edit/"
    response = client.post(address, FILLED | carried(draft) | {"round": one.pk, "then": "submit"})
    assert "was called off" in response.text
    client.post(address, FILLED | carried(draft) | {"round": "", "then": "submit"})
    draft.refresh_from_db()
    assert (draft.round, draft.state) == (None, ReportState.SUBMITTED)


# One a round ---------------------------------------------------------------------------------------------------------


def test_whoever_begins_a_second_report_is_led_to_the_first(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    first = report(cast.count, cast.forestry, cast.aigul, round=one)
    client.force_login(cast.aigul)
    address = f"{FORM}?institution=kz-forestry&round={one.pk}"
    assert client.get(address).url == f"/en/workspace/reports/{first.pk}/edit/"
    reporting.submit(first, cast.aigul, NOW, TODAY)
    assert client.get(address).url == f"/en/workspace/reports/{first.pk}/"

    response = client.post(address, FILLED | {"round": one.pk, "achievements": "Flown."})
    (error,) = response.context["form"].errors["round"]
    assert "already" in error
    assert f"/en/workspace/reports/{first.pk}/" in error
    assert "Flown." in response.text
    assert ProgressReport.objects.count() == 1


def test_of_two_who_save_at_once_the_second_is_told_and_loses_no_word(client: Client, cast: Cast, monkeypatch):
    one = opened_round(cast.plateau)
    client.force_login(cast.aigul)
    first = report(cast.count, cast.forestry, cast.bolat, round=one)
    found = iter([None, first, first])  # the first one is stored after the second form has been checked
    monkeypatch.setattr("roadmap.forms.report.given_already", lambda *_: next(found))
    response = client.post(FORM, FILLED | {"round": one.pk, "achievements": "Flown."})
    assert "already" in response.context["form"].errors["round"][0]
    assert "Flown." in response.text
    assert list(ProgressReport.objects.all()) == [first]


def test_another_institution_reports_in_the_same_round(client: Client, cast: Cast):
    one = opened_round(cast.plateau)
    report(cast.count, cast.ecology, cast.dilnoza, round=one)
    client.force_login(cast.aigul)
    client.post(FORM, FILLED | {"round": one.pk})
    assert ProgressReport.objects.filter(round=one).count() == 2


# Drafts and submissions ----------------------------------------------------------------------------------------------


def test_a_draft_is_kept_though_it_could_not_be_submitted(client: Client, cast: Cast):
    late = cast.action("9.1", leads=[cast.forestry], due=date(2026, 6, 30))
    client.force_login(cast.aigul)
    address = FORM.replace("2.3", late.code)
    assert "The deadline has passed." in client.get(address).text
    in_time = cast.action("9.2", leads=[cast.forestry])
    assert "The deadline has passed." not in client.get(FORM.replace("2.3", in_time.code)).text
    client.post(address, FILLED)
    draft = ProgressReport.objects.get()
    edit = f"/en/workspace/reports/{draft.pk}/edit/"
    errors = client.post(edit, FILLED | {"then": "submit"}).context["form"].errors
    assert set(errors) == {"challenge", "challenges"}
    behind = {"challenge": Challenge.FUNDING, "challenges": "No money."}
    client.post(edit, FILLED | carried(draft) | behind | {"then": "submit"})
    draft.refresh_from_db()
    assert draft.state == ReportState.SUBMITTED


def test_a_draft_that_contradicts_itself_is_not_kept(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.aigul)
    response = client.post(FORM, FILLED | {"completed_on": "2026-11-01"})
    assert "completed_on" in response.context["form"].errors
    assert not ProgressReport.objects.exists()


def test_who_approved_it_and_which_file_is_the_letter_stand_on_the_page(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.aigul)
    letter = {
        "evidence-0-url": "https://example.org/letter",
        "evidence-0-title": "Letter",
        "evidence-0-is_letter": "on",
    }
    client.post(FORM, FILLED | letter | {"approved_by": "Head of department"})
    text = client.get(f"/en/workspace/reports/{ProgressReport.objects.get().pk}/").text
    assert "Head of department" in text
    assert "scan of the letter" in text


# Marks ---------------------------------------------------------------------------------------------------------------


def test_a_late_report_is_marked_with_its_round(client: Client, cast: Cast):
    one = opened_round(cast.plateau, *MAY, title_en="Spring round")
    late = published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW)
    in_time = published(
        cast.count, cast.ecology, cast.eldor, round=one, submitted_at=datetime(2026, 5, 20, 18, tzinfo=UTC)
    )
    correction = published(cast.count, cast.forestry, cast.aigul, round=one, submitted_at=NOW, corrects=late)
    assert [made.is_late for made in (late, in_time, correction)] == [True, False, False]
    for address in ("/en/roadmaps/plateau/actions/2.3/", f"/en/workspace/reports/{late.pk}/"):
        text = client.get(address).text
        assert "Spring round" in text
        assert text.count('<span class="flag">late</span>') == 1


def test_a_report_of_no_round_is_never_late(cast: Cast):
    assert not published(cast.count, cast.forestry, cast.aigul, submitted_at=NOW).is_late
