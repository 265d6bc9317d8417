"""The road of a report through the pages: who may do what, and what everyone else gets."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cooperation.choices import Role
from roadmap.choices import ReportState, Status, StepKind, Timing
from roadmap.models import Action, Evidence, Milestone, ProgressReport, ReportStep
from roadmap.services import reporting
from tests.cast import NOW, Cast, carried, institution, paper, published, report, user

PDF = b"%PDF-1.4\n% a letter\n%%EOF\n"
VERBS = ["submit", "return", "publish"]


def today() -> date:
    return timezone.localdate()


def form_address(action: Action, query: str = "") -> str:
    return f"/en/workspace/roadmaps/{action.roadmap.slug}/actions/{action.code}/report/{query}"


def filled(**columns: Any) -> dict[str, Any]:
    """What the form sends for a report of completion, with one row for evidence."""
    return {
        "as_at": today().isoformat(),
        "status": Status.IN_PROGRESS,
        "language": "en",
        "then": "draft",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-confidentiality": "public",
        **columns,
    }


def verb(made: ProgressReport, name: str) -> str:
    return f"/en/workspace/reports/{made.pk}/{name}/"


def page(made: ProgressReport) -> str:
    return f"/en/workspace/reports/{made.pk}/"


@pytest.fixture
def draft(cast: Cast) -> ProgressReport:
    return report(cast.count, cast.forestry, cast.aigul, as_at=today())


@pytest.fixture
def submitted(cast: Cast) -> ProgressReport:
    now = timezone.now()
    columns = {"state": ReportState.SUBMITTED, "submitted_by": cast.aigul, "submitted_at": now}
    return report(cast.count, cast.forestry, cast.aigul, as_at=today(), **columns)


# Writing -------------------------------------------------------------------------------------------------------------


def test_a_reporter_writes_and_submits_with_a_pdf_and_an_address(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    data = filled(
        status=Status.COMPLETED,
        completed_on=today().isoformat(),
        percent="100",
        letter_number="04-12/881",
        then="submit",
    )
    data |= {"evidence-TOTAL_FORMS": "2", "evidence-0-file": SimpleUploadedFile("act.pdf", PDF)}
    data |= {
        "evidence-1-url": "https://example.org/act",
        "evidence-1-title": "The act",
        "evidence-1-confidentiality": "parties",
    }
    response = client.post(form_address(cast.count), data)
    made = ProgressReport.objects.get()
    assert response.url == page(made)
    assert (made.state, made.institution, made.submitted_by) == (ReportState.SUBMITTED, cast.forestry, cast.aigul)
    file, link = made.evidence.all()
    assert (file.title, file.file_name, file.content_type, file.size) == (
        "act.pdf",
        "act.pdf",
        "application/pdf",
        len(PDF),
    )
    assert file.file.name == f"evidence/{file.sha256[:2]}/{file.sha256}"
    assert file.file.read() == PDF
    assert (link.url, link.sha256, link.confidentiality) == ("https://example.org/act", "", "parties")


def test_the_form_opens_with_what_was_published_last(client: Client, cast: Cast):
    milestone = Milestone.objects.create(action=cast.count, number=1, title="Routes agreed")
    said = {"percent": 40, "next_steps": "Fly in spring", "reached": {milestone: date(2026, 5, 2)}}
    published(cast.count, cast.forestry, cast.bolat, **said)
    client.force_login(cast.aigul)
    form = client.get(form_address(cast.count)).context["form"]
    assert (form["percent"].value(), form["next_steps"].value()) == (40, "Fly in spring")
    assert form["as_at"].value() == today()
    assert form[f"milestone-{milestone.pk}"].value() == date(2026, 5, 2)


def test_nothing_is_lost_when_the_form_is_refused(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    data = filled(status=Status.COMPLETED, achievements="Two routes were flown")
    data |= {"evidence-0-file": SimpleUploadedFile("act.pdf", PDF), "evidence-0-title": "The act"}
    response = client.post(form_address(cast.count), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["completed_on"]
    assert "Two routes were flown" in response.text
    assert 'value="The act"' in response.text
    assert "choose the files again" in response.text
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"as_at": (timezone.localdate() + timedelta(days=2)).isoformat()}, "as_at"),
        ({"as_at": ""}, "as_at"),
        ({"status": Status.WITHDRAWN}, "status"),
        ({"percent": "101"}, "percent"),
        ({"completed_on": "2026-01-01"}, "completed_on"),
        ({"status": Status.COMPLETED, "completed_on": "2999-01-01"}, "completed_on"),
        ({"letter_date": "2999-01-01"}, "letter_date"),
        ({"language": "xx"}, "language"),
    ],
)
def test_each_fault_stands_at_its_field(client: Client, cast: Cast, columns: dict[str, str], field: str):
    client.force_login(cast.aigul)
    response = client.post(form_address(cast.count), filled(then="submit", **columns))
    assert field in response.context["form"].errors
    assert not ProgressReport.objects.exists()


def test_a_milestone_is_reached_on_a_day_that_has_come(client: Client, cast: Cast):
    milestone = Milestone.objects.create(action=cast.count, number=1, title="Routes agreed")
    client.force_login(cast.aigul)
    name = f"milestone-{milestone.pk}"
    assert name in client.post(form_address(cast.count), filled(**{name: "2999-01-01"})).context["form"].errors
    client.post(form_address(cast.count), filled(**{name: "2026-01-15"}))
    assert ProgressReport.objects.get().milestones_reached.get().on == date(2026, 1, 15)


def test_a_delivery_is_of_a_period_that_the_country_owes(client: Client, cast: Cast):
    exchange = cast.action("3.1", leads=[cast.forestry], due=None, timing=Timing.RECURRING, recurrence="quarter")
    client.force_login(cast.aigul)
    reason = {"challenge": "approvals", "challenges": "Earlier quarters await the approval of the tables."}
    delivery = {"period": "2026-01-01", "delivered_on": "2026-04-10", **reason}
    client.post(form_address(exchange), filled(**delivery))
    made = ProgressReport.objects.get()
    assert (made.period, made.delivered_on) == (date(2026, 1, 1), date(2026, 4, 10))

    response = client.post(form_address(exchange), filled(**delivery | {"period": "2026-02-01"}))
    assert "period" in response.context["form"].errors


def test_only_a_recurring_action_asks_for_a_delivery(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    assert "period" not in client.get(form_address(cast.count)).context["form"].fields


def test_a_draft_is_edited_and_its_evidence_taken_away(client: Client, cast: Cast, draft: ProgressReport):
    client.force_login(cast.aigul)
    paper = {"evidence-0-file": SimpleUploadedFile("act.pdf", PDF)}
    client.post(verb(draft, "edit"), filled(**paper, **carried(draft)))
    (evidence,) = draft.evidence.all()
    client.post(verb(draft, "edit"), filled(achievements="More was done", removed=str(evidence.pk), **carried(draft)))
    draft.refresh_from_db()
    assert draft.achievements == "More was done"
    assert not draft.evidence.exists()


def test_evidence_of_another_report_cannot_be_taken_away(client: Client, cast: Cast, draft: ProgressReport):
    evidence = paper("Map")
    published(cast.count, cast.ecology, cast.eldor, evidence=[evidence])
    client.force_login(cast.aigul)
    response = client.post(verb(draft, "edit"), filled(removed=str(evidence.pk), **carried(draft)))
    assert "removed" in response.context["form"].errors
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_an_edit_after_submission_is_told_what_happened(client: Client, cast: Cast, submitted: ProgressReport):
    client.force_login(cast.aigul)
    for response in (client.get(verb(submitted, "edit")), client.post(verb(submitted, "edit"), filled())):
        assert response.url == page(submitted)
    assert "Aigul has submitted this report" in client.get(page(submitted)).text


def test_an_edit_never_brings_back_what_the_road_has_left_behind(cast: Cast, draft: ProgressReport):
    read_before = ProgressReport.objects.get(pk=draft.pk)
    ProgressReport.objects.filter(pk=draft.pk).update(
        state=ReportState.RETURNED, return_reason="No map", returned_at=timezone.now(), returned_by=cast.bolat
    )
    read_before.achievements = "With the map"
    reporting.write(read_before, reporting.Papers(), cast.aigul, timezone.now())
    draft.refresh_from_db()
    assert (draft.achievements, draft.state, draft.return_reason) == ("With the map", ReportState.RETURNED, "No map")


# On behalf of another ------------------------------------------------------------------------------------------------


def test_a_coordinator_enters_a_report_by_letter(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    address = form_address(cast.count)
    assert "on behalf of Committee of Forestry and Wildlife on the basis of a letter" in client.get(address).text
    refused = client.post(address, filled(then="submit"))
    assert {"letter_number", "letter_date"} == set(refused.context["form"].errors)

    client.post(address, filled(letter_number="04-12/881", letter_date="2026-01-10"))
    made = ProgressReport.objects.get()
    assert (made.institution, made.recorded_by, made.by_letter) == (cast.forestry, cast.bolat, True)


def test_a_coordinator_chooses_among_the_leading_institutions_of_the_own_country(client: Client, cast: Cast):
    action = cast.action("4.1", leads=[cast.kz_ministry, cast.forestry, cast.ecology])
    client.force_login(cast.bolat)
    form = client.get(form_address(action)).context["form"]
    assert set(form.fields["institution"].queryset) == {cast.kz_ministry, cast.forestry}

    refused = client.post(form_address(action), filled(institution=cast.ecology.pk))
    assert "institution" in refused.context["form"].errors
    client.post(form_address(action), filled(institution=cast.kz_ministry.pk))
    assert ProgressReport.objects.get().institution == cast.kz_ministry  # the own institution needs no letter


def test_the_focal_institution_reports_where_its_country_leads(client: Client, cast: Cast):
    action = cast.action("4.2", leads=[cast.kz])
    client.force_login(cast.bolat)
    client.post(form_address(action), filled())
    assert ProgressReport.objects.get().institution == cast.kz_ministry


# Who may write -------------------------------------------------------------------------------------------------------


def test_whoever_leads_nothing_in_an_action_cannot_report_on_it(client: Client, cast: Cast):
    other = institution("kz-other", cast.kz, "Institute of Botany")
    for someone in (user("zarina", Role.REPORTER, other), cast.hasan, cast.farida, cast.gulnara):
        client.force_login(someone)
        assert client.get(form_address(cast.count)).status_code == 403
        assert client.post(form_address(cast.count), filled()).status_code == 403


def test_a_stranger_is_asked_to_sign_in_before_writing(client: Client, cast: Cast):
    for response in (client.get(form_address(cast.count)), client.post(form_address(cast.count), filled())):
        assert response.url.startswith("/en/workspace/sign-in/")


def test_an_action_that_does_not_exist_is_not_found(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    assert cast.plateau
    assert client.get("/en/workspace/roadmaps/plateau/actions/9.9/report/").status_code == 404


# Corrections ---------------------------------------------------------------------------------------------------------


def test_a_published_report_is_corrected_by_a_further_one(client: Client, cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat, percent=40, letter_number="1")
    client.force_login(cast.aigul)
    address = form_address(cast.count, f"?corrects={made.pk}")
    assert client.get(address).context["form"]["letter_number"].value() == "1"
    client.post(address, filled(percent="30"))
    correction = ProgressReport.objects.get(corrects=made)
    assert (correction.percent, correction.institution) == (30, cast.forestry)


def test_only_its_own_institution_and_coordinator_correct_a_report(client: Client, cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat)
    address = form_address(cast.count, f"?corrects={made.pk}")
    for someone, status in ((cast.dilnoza, 403), (cast.eldor, 403), (cast.hasan, 403), (cast.bolat, 200)):
        client.force_login(someone)
        assert client.get(address).status_code == status


@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999"])
def test_what_is_not_there_cannot_be_corrected(client: Client, cast: Cast, pk: str):
    client.force_login(cast.aigul)
    assert client.get(form_address(cast.count, f"?corrects={pk}")).status_code == 404


def test_a_draft_cannot_be_corrected(client: Client, cast: Cast, draft: ProgressReport):
    client.force_login(cast.aigul)
    assert client.get(form_address(cast.count, f"?corrects={draft.pk}")).status_code == 404


# Files ---------------------------------------------------------------------------------------------------------------


def sent_file(client: Client, cast: Cast, name: str, content: bytes) -> list[str]:
    """The errors at the file, for a report with this file."""
    client.force_login(cast.aigul)
    data = filled(**{"evidence-0-file": SimpleUploadedFile(name, content)})
    response = client.post(form_address(cast.count), data)
    return response.context["documents"][0].errors["file"] if response.context else []


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("act.pdf", PDF, ("act.pdf", "application/pdf")),
        ("act", PDF, ("act.pdf", "application/pdf")),
        ("act.txt", PDF, ("act.pdf", "application/pdf")),
        ("map.pdf", b"\x89PNG\r\n\x1a\n....", ("map.png", "image/png")),
        ("table.csv", "код;название\r\n1;Устюрт\r\n".encode("cp1251"), ("table.csv", "text/csv")),
    ],
)
def test_a_file_is_taken_for_what_its_content_is(
    client: Client, cast: Cast, name: str, content: bytes, kept_as: tuple[str, str]
):
    assert sent_file(client, cast, name, content) == []
    evidence = Evidence.objects.get()
    assert evidence.file.read() == content
    assert (evidence.file_name, evidence.content_type) == kept_as
    assert evidence.title == kept_as[0]


@pytest.mark.parametrize("name", ["act.pdf", "act.txt"])
@pytest.mark.parametrize("content", [b"MZ\x90\x00 a program", b"<html>%PDF-</html>", b"PK\x03\x04 cut off"])
def test_a_file_of_another_kind_is_refused(client: Client, cast: Cast, name: str, content: bytes):
    (error,) = sent_file(client, cast, name, content)
    assert "of a kind that is not taken" in error
    assert not ProgressReport.objects.exists()


def test_an_empty_file_is_refused(client: Client, cast: Cast):
    assert sent_file(client, cast, "act.pdf", b"") == ["This file is empty."]


def test_a_file_larger_than_the_limit_is_refused(client: Client, cast: Cast, settings):
    settings.EVIDENCE_MAX_BYTES = len(PDF)
    assert sent_file(client, cast, "act.pdf", PDF) == []
    (error,) = sent_file(client, cast, "act.pdf", PDF + b" ")
    assert error.startswith("This file is larger than")


def test_the_same_file_is_kept_once(client: Client, cast: Cast):
    for _time in range(2):
        sent_file(client, cast, "act.pdf", PDF)
    first, second = Evidence.objects.order_by("pk")
    assert first.file.name == second.file.name


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"title": "Neither"}, "file"),
        ({"url": "https://example.org/"}, "title"),
        ({"url": "javascript:alert(1)", "title": "A script"}, "url"),
        ({"url": "ftp://example.org/", "title": "An archive"}, "url"),
    ],
)
def test_a_row_of_evidence_is_a_file_or_an_address(client: Client, cast: Cast, row: dict[str, str], field: str):
    client.force_login(cast.aigul)
    data = filled(**{f"evidence-0-{name}": value for name, value in row.items()})
    assert field in client.post(form_address(cast.count), data).context["documents"][0].errors


def test_a_row_is_not_both_a_file_and_an_address(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    data = {"evidence-0-file": SimpleUploadedFile("act.pdf", PDF), "evidence-0-url": "https://example.org/"}
    assert "file" in client.post(form_address(cast.count), filled(**data)).context["documents"][0].errors


# The verbs -----------------------------------------------------------------------------------------------------------


def test_submit_return_submit_publish(client: Client, cast: Cast, draft: ProgressReport):
    client.force_login(cast.aigul)
    assert client.post(verb(draft, "submit")).url == page(draft)

    client.force_login(cast.bolat)
    client.post(verb(draft, "return"), {"reason": "Where is the map?"})
    draft.refresh_from_db()
    assert (draft.state, draft.return_reason, draft.returned_by) == (
        ReportState.RETURNED,
        "Where is the map?",
        cast.bolat,
    )

    client.force_login(cast.aigul)
    assert "Where is the map?" in client.get(page(draft)).text
    client.post(verb(draft, "submit"))
    client.force_login(cast.bolat)
    client.post(verb(draft, "publish"))
    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == (ReportState.PUBLISHED, cast.bolat)
    cast.count.refresh_from_db()
    assert cast.count.status == Status.IN_PROGRESS


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_takes_a_post(client: Client, cast: Cast, submitted: ProgressReport, name: str):
    client.force_login(cast.bolat)
    assert client.get(verb(submitted, name)).status_code == 405


@pytest.mark.parametrize("name", [*VERBS, "edit", ""])
def test_to_a_stranger_and_to_neighbours_an_unpublished_report_does_not_exist(
    client: Client, cast: Cast, submitted: ProgressReport, name: str
):
    address = verb(submitted, name) if name else page(submitted)
    for someone in (None, cast.eldor, cast.dilnoza, cast.hasan, cast.farida, cast.gulnara):
        if someone:
            client.force_login(someone)
        if name in {"edit", ""}:
            assert client.get(address).status_code == 404
        if name:
            assert client.post(address, {"reason": "Because"}).status_code == 404
    submitted.refresh_from_db()
    assert submitted.state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["return", "publish"])
def test_a_reporter_neither_returns_nor_publishes(client: Client, cast: Cast, submitted: ProgressReport, name: str):
    client.force_login(cast.aigul)
    assert client.post(verb(submitted, name), {"reason": "Because"}).status_code == 403
    submitted.refresh_from_db()
    assert submitted.state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", VERBS)
def test_a_reader_of_a_published_report_moves_nothing(client: Client, cast: Cast, name: str):
    made = published(cast.count, cast.forestry, cast.bolat)
    for someone in (None, cast.hasan, cast.eldor, cast.farida, cast.gulnara):
        if someone:
            client.force_login(someone)
        assert client.get(page(made)).status_code == 200
        assert client.post(verb(made, name), {"reason": "Because"}).status_code == 403


def test_a_colleague_of_another_institution_sees_a_submitted_report_and_leaves_it(
    client: Client, cast: Cast, submitted: ProgressReport
):
    client.force_login(user("zarina", Role.REPORTER, cast.kz_ministry))
    assert client.get(page(submitted)).status_code == 200
    for name in [*VERBS, "edit"]:
        assert client.post(verb(submitted, name), {"reason": "Because"}).status_code == 403


@pytest.mark.parametrize(
    ("state", "name", "told"),
    [
        (ReportState.DRAFT, "publish", "is a draft"),
        (ReportState.DRAFT, "return", "is a draft"),
        (ReportState.SUBMITTED, "submit", "Aigul has submitted"),
        (ReportState.RETURNED, "publish", "Bolat has returned"),
        (ReportState.PUBLISHED, "publish", "Eldor has published"),
        (ReportState.PUBLISHED, "return", "Eldor has published"),
        (ReportState.PUBLISHED, "submit", "Eldor has published"),
    ],
)
def test_a_verb_that_comes_too_late_or_too_early_tells_what_has_happened(
    client: Client, cast: Cast, state: str, name: str, told: str
):
    now = timezone.now()
    road = {"submitted_by": cast.aigul, "returned_by": cast.bolat, "published_by": cast.eldor}
    moments = {"submitted_at": now, "returned_at": now, "published_at": now}
    made = report(cast.count, cast.forestry, cast.aigul, state=state, **road, **moments)
    client.force_login(cast.bolat)
    response = client.post(verb(made, name), {"reason": "Because"}, follow=True)
    (message,) = response.context["messages"]
    assert str(message).startswith("Nothing was changed")
    assert told in str(message)
    made.refresh_from_db()
    assert (made.state, made.return_reason) == (state, "")


def test_of_two_who_publish_at_once_the_second_is_told(cast: Cast, submitted: ProgressReport):
    deputy = user("serik", Role.COORDINATOR, cast.kz_ministry)
    first, second = Client(), Client()
    first.force_login(cast.bolat)
    second.force_login(deputy)
    assert "Publish" in second.get(page(submitted)).text
    first.post(verb(submitted, "publish"))
    response = second.post(verb(submitted, "publish"), follow=True)
    assert "Bolat has published this report in the meantime" in response.text
    submitted.refresh_from_db()
    assert submitted.published_by == cast.bolat


def test_a_return_needs_a_reason(client: Client, cast: Cast, submitted: ProgressReport):
    client.force_login(cast.bolat)
    response = client.post(verb(submitted, "return"), {"reason": "  "}, follow=True)
    assert "Say what is missing or wrong." in response.text
    submitted.refresh_from_db()
    assert submitted.state == ReportState.SUBMITTED


def test_a_draft_that_breaks_a_rule_by_now_goes_back_to_the_form(client: Client, cast: Cast):
    made = report(cast.count, cast.forestry, cast.bolat, as_at=today())  # on behalf, without a letter
    client.force_login(cast.bolat)
    response = client.post(verb(made, "submit"), follow=True)
    assert response.redirect_chain[-1][0] == verb(made, "edit")
    assert "the letter on which this report rests" in response.text


# The page ------------------------------------------------------------------------------------------------------------


def test_its_road_is_seen_by_its_own_country_only(client: Client, cast: Cast):
    made = published(cast.count, cast.forestry, cast.bolat)
    ReportStep.objects.create(report=made, kind=StepKind.RETURNED, at=NOW, by=cast.bolat, reason="No map")
    for someone, seen in ((cast.aigul, True), (cast.bolat, True), (cast.eldor, False), (cast.hasan, False)):
        client.force_login(someone)
        assert ("No map" in client.get(page(made)).text) == seen


def test_the_page_offers_exactly_what_is_allowed(client: Client, cast: Cast, draft: ProgressReport):
    client.force_login(cast.aigul)
    offers = ["can_edit", "can_submit", "can_return", "can_publish", "can_correct"]

    def offered() -> set[str]:
        return {name for name in offers if client.get(page(draft)).context[name]}

    assert offered() == {"can_edit", "can_submit"}
    client.post(verb(draft, "submit"))
    assert offered() == set()
    client.force_login(cast.bolat)
    assert offered() == {"can_return", "can_publish"}
    client.post(verb(draft, "publish"))
    assert offered() == {"can_correct"}


def test_what_is_kept_among_the_parties_is_not_shown_to_a_stranger(client: Client, cast: Cast):
    maps = [paper("Open map"), paper("Inner map", confidentiality="parties")]
    made = published(cast.count, cast.forestry, cast.bolat, evidence=maps)
    assert "Open map" in client.get(page(made)).text
    assert "Inner map" not in client.get(page(made)).text
    client.force_login(cast.eldor)
    assert "Inner map" in client.get(page(made)).text
