"""Two people at one draft: the second one to save is told what the first one did, and sees both versions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roadmap.choices import ReportState
from roadmap.models import Milestone, ProgressReport
from tests.cast import Cast, report

NOTHING = "Nothing was saved: this record has been changed since you opened it."
PDF = b"%PDF-1.4 a decree"


@pytest.fixture
def draft(cast: Cast) -> ProgressReport:
    return report(cast.count, cast.forestry, cast.aigul, achievements="Planned", next_steps="Fly")


@pytest.fixture
def reporter(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.aigul)
    return client


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.bolat)
    return client


def address(draft: ProgressReport) -> str:
    return f"/en/workspace/reports/{draft.pk}/edit/"


def opened(client: Client, draft: ProgressReport) -> dict[str, Any]:
    """The form of the draft as a browser would send it back."""
    page = client.get(address(draft))
    fields = {bound.html_name: bound.value() for bound in page.context["form"]}
    return {
        **{name: value for name, value in fields.items() if value not in (None, [])},
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-confidentiality": "public",
        "opened_with": page.context["opened_with"],
        "then": "draft",
    }


def test_the_second_one_is_refused_and_sees_both_versions(reporter: Client, coordinator: Client, draft: ProgressReport):
    mine, theirs = opened(reporter, draft), opened(coordinator, draft)
    assert reporter.post(address(draft), mine | {"achievements": "Two routes were flown"}).status_code == 302
    response = coordinator.post(address(draft), theirs | {"achievements": "Three routes were flown", "then": "submit"})
    draft.refresh_from_db()
    assert (draft.achievements, draft.state) == ("Two routes were flown", ReportState.DRAFT)
    errors = response.context["form"].errors
    assert errors["achievements"] == ["Stored now: Two routes were flown"]
    assert set(errors) == {"__all__", "achievements"}
    assert NOTHING in response.text
    assert "Aigul changed progress report" in response.text
    assert "Three routes were flown</textarea>" in response.text


def test_a_second_deliberate_save_goes_through(reporter: Client, coordinator: Client, draft: ProgressReport):
    mine, theirs = opened(reporter, draft), opened(coordinator, draft)
    reporter.post(address(draft), mine | {"achievements": "Two routes were flown"})
    again = theirs | {"achievements": "Three routes were flown"}
    refused = coordinator.post(address(draft), again)
    anew = again | {"opened_with": refused.context["opened_with"], "then": "submit"}
    assert coordinator.post(address(draft), anew).status_code == 302
    draft.refresh_from_db()
    assert (draft.achievements, draft.state) == ("Three routes were flown", ReportState.SUBMITTED)


def test_a_document_and_a_milestone_that_came_meanwhile_are_named(
    reporter: Client, coordinator: Client, draft: ProgressReport
):
    milestone = Milestone.objects.create(action=draft.action, number=1, title_en="Plan")
    mine, theirs = opened(reporter, draft), opened(coordinator, draft)
    paper = {"evidence-0-file": SimpleUploadedFile("act.pdf", PDF), f"milestone-{milestone.pk}": "2026-10-01"}
    assert reporter.post(address(draft), mine | paper).status_code == 302
    text = coordinator.post(address(draft), theirs).text
    assert "Aigul added evidence “act.pdf”." in text
    assert "Aigul added milestone reached" in text
    assert "Stored now: 1 October 2026" in text
    assert draft.evidence.count() == 1


def test_an_unchanged_draft_is_saved_without_complaint(reporter: Client, draft: ProgressReport):
    data = opened(reporter, draft)
    for _time in range(2):
        assert reporter.post(address(draft), data).status_code == 302


def test_a_fault_of_its_own_does_not_hide_the_change(reporter: Client, coordinator: Client, draft: ProgressReport):
    mine, theirs = opened(reporter, draft), opened(coordinator, draft)
    faulty = coordinator.post(address(draft), theirs | {"as_at": ""})
    reporter.post(address(draft), mine | {"achievements": "Two routes were flown"})
    response = coordinator.post(address(draft), theirs | {"opened_with": faulty.context["opened_with"]})
    assert NOTHING in response.text


def test_a_form_that_carries_nothing_is_refused(reporter: Client, draft: ProgressReport):
    response = reporter.post(address(draft), opened(reporter, draft) | {"opened_with": ""})
    assert NOTHING in response.text


def test_a_report_that_was_submitted_meanwhile_leads_to_its_page(
    reporter: Client, coordinator: Client, draft: ProgressReport
):
    mine, theirs = opened(reporter, draft), opened(coordinator, draft)
    reporter.post(address(draft), mine | {"then": "submit"})
    response = coordinator.post(address(draft), theirs, follow=True)
    assert "has submitted this report in the meantime" in response.text


def test_a_new_report_carries_nothing(reporter: Client, cast: Cast):
    page = reporter.get(f"/en/workspace/roadmaps/plateau/actions/{cast.count.code}/report/")
    assert page.context["opened_with"] == ""
    assert "opened_with" not in page.text
