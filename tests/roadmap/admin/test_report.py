"""Reports and evidence in the admin: shown to whom they exist for, and written nowhere here."""

from django.test import Client
from django.urls import reverse

from roadmap.choices import ReportState
from roadmap.models import Evidence, ProgressReport
from tests.admin_forms import filled
from tests.cast import LONG_AGO, NOW, Cast, published, report

LIST = "/admin/roadmap/progressreport/"


def change(made: ProgressReport) -> str:
    return reverse("admin:roadmap_progressreport_change", args=[made.pk])


def test_each_sees_only_what_exists_for_them(client: Client, cast: Cast):
    public = published(cast.count, cast.ecology, cast.dilnoza)
    draft = report(cast.count, cast.forestry, cast.aigul)
    submitted = report(
        cast.count, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, submitted_by=cast.aigul, submitted_at=NOW
    )
    seen = {
        cast.aigul: {public, draft, submitted},
        cast.bolat: {public, draft, submitted},
        cast.eldor: {public},
        cast.farida: {public},
        cast.gulnara: {public},
    }
    for person, reports in seen.items():
        client.force_login(person)
        assert set(client.get(LIST).context["cl"].queryset) == reports, person
        assert client.get(change(draft)).status_code == (200 if draft in reports else 404)
        inline = client.get(reverse("admin:roadmap_action_change", args=[cast.count.pk])).context
        (shown,) = [one.formset for one in inline["inline_admin_formsets"] if one.formset.model is ProgressReport]
        assert {form.instance for form in shown.initial_forms} == reports, person


def test_evidence_of_an_unpublished_report_does_not_exist_for_the_secretariat(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    paper = Evidence.objects.create(report=draft, title="Map", url="https://example.org", recorded_at=LONG_AGO)
    address = reverse("admin:roadmap_evidence_change", args=[paper.pk])
    client.force_login(cast.farida)
    assert client.get(address).status_code == 404
    client.force_login(cast.aigul)
    assert client.get(address).status_code == 200


def test_a_report_leads_to_its_page_in_the_workspace(client: Client, cast: Cast):
    made = published(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.farida)
    assert reverse("report", args=[made.pk]) in client.get(LIST).text


def test_a_published_report_is_not_rewritten_through_the_form_of_its_action(client: Client, cast: Cast):
    made = published(cast.count, cast.forestry, cast.aigul)
    address = reverse("admin:roadmap_action_change", args=[cast.count.pk])
    client.force_login(cast.farida)
    forged = {
        "reports-TOTAL_FORMS": "2",
        "reports-0-id": made.pk,
        "reports-0-status": "completed",
        "reports-0-DELETE": "on",
        "reports-1-institution": cast.forestry.pk,
        "reports-1-as_at": "2026-11-02",
        "reports-1-status": "completed",
    }
    client.post(address, filled(client.get(address)) | forged)
    (stored,) = ProgressReport.objects.all()
    assert (stored.pk, stored.status) == (made.pk, made.status)


def test_no_report_is_deleted_from_the_list(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.aigul)
    client.post(LIST, {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"})
    assert ProgressReport.objects.filter(pk=draft.pk).exists()
