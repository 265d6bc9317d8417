"""The workspace: each role finds what waits for it, and nothing of others."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roadmap.choices import DeadlineKind, Precision, ReportState
from roadmap.models import Deadline, ImportRun
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, published, report

ADDRESS = "/en/workspace/"


def test_a_stranger_is_asked_to_sign_in(client: Client, db):
    assert client.get(ADDRESS).url == f"/en/workspace/sign-in/?next={ADDRESS}"


def test_a_reporter_finds_the_actions_and_reports_of_the_own_institution(client: Client, cast: Cast):
    cast.action("9.9", "Led by the neighbour alone", leads=[cast.ecology])
    cast.action("9.8", "Led by a colleague", leads=[cast.kz_ministry])
    said = published(cast.count, cast.forestry, cast.bolat, as_at=date(2026, 10, 1))
    returned = report(cast.count, cast.forestry, cast.aigul, state=ReportState.RETURNED, return_reason="No map")
    client.force_login(cast.aigul)
    response = client.get(ADDRESS)
    (row,) = response.context["rows"]
    assert row.action == cast.count
    (lead,) = row.leads
    assert (lead.institution, lead.published, lead.begun) == (cast.forestry, said, returned)
    assert response.context["open_reports"] == [returned]
    assert "No map" in response.text
    assert f"/en/workspace/reports/{returned.pk}/edit/" in response.text


def test_a_reporter_goes_from_an_action_to_its_form(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.aigul)
    assert "/en/workspace/roadmaps/plateau/actions/2.3/report/?institution=kz-forestry" in client.get(ADDRESS).text


def test_a_coordinator_finds_what_waits_and_every_lead_of_the_own_country(client: Client, cast: Cast):
    other = cast.action("9.8", "Led by the country itself", leads=[cast.kz])
    cast.action("9.9", "Led by the neighbour alone", leads=[cast.ecology])
    moment = {"submitted_at": timezone.now()}
    mine = report(cast.count, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, submitted_by=cast.aigul, **moment)
    report(cast.count, cast.ecology, cast.dilnoza, state=ReportState.SUBMITTED, submitted_by=cast.dilnoza, **moment)
    client.force_login(cast.bolat)
    context = client.get(ADDRESS).context
    assert context["waiting"] == [mine]
    assert {(row.action, *(lead.institution for lead in row.leads)) for row in context["rows"]} == {
        (cast.count, cast.forestry),
        (other, cast.kz_ministry),
    }
    assert set(context["institutions"]) == {cast.forestry, cast.kz_ministry}

    (row,) = client.get(ADDRESS, {"institution": "kz-forestry"}).context["rows"]
    assert row.action == cast.count


def test_the_most_pressing_for_the_own_country_comes_first(client: Client, cast: Cast):
    today = timezone.localdate()
    far = cast.action("1.1", leads=[cast.forestry], due=date(today.year + 3, 1, 1))
    past = cast.action("1.2", leads=[cast.forestry], due=date(today.year - 1, 1, 1))
    done = cast.action("1.3", leads=[cast.forestry, cast.ecology], due=date(today.year - 2, 1, 1))
    published(done, cast.forestry, cast.bolat, status="completed", completed_on=date(2025, 1, 1))
    client.force_login(cast.aigul)
    assert [row.action for row in client.get(ADDRESS).context["rows"]] == [past, far, done]


def test_the_secretariat_finds_imports_and_announced_deadlines(client: Client, cast: Cast):
    run = ImportRun.objects.create(
        roadmap=cast.plateau, file_name="plan.csv", sha256="0" * 64, plan_digest="1" * 64, recorded_at=NOW
    )
    agreed, announced = (
        deadlines.add_version(
            Deadline(
                action=cast.count,
                kind=DeadlineKind.REVISION,
                due=day,
                precision=Precision.DAY,
                reason="No aircraft in autumn.",
            ),
            NOW,
            TODAY,
            LIMITS,
        )
        for day in (date(2027, 3, 31), date(2027, 6, 30))
    )
    deadlines.consent(agreed, cast.kz, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.bolat)
    deadlines.consent(agreed, cast.uz, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.eldor)
    client.force_login(cast.farida)
    context = client.get(ADDRESS).context
    assert list(context["previewed"]) == [run]
    assert context["announced"] == [announced]


def test_an_observer_finds_what_was_published_and_no_more(client: Client, cast: Cast):
    said = published(cast.count, cast.forestry, cast.bolat)
    report(cast.count, cast.ecology, cast.dilnoza)
    client.force_login(cast.hasan)
    response = client.get(ADDRESS)
    assert list(response.context["latest"]) == [said]
    assert "rows" not in response.context
    assert "/admin/" not in response.text


@pytest.mark.parametrize("who", ["aigul", "bolat", "farida", "hasan", "gulnara"])
def test_the_workspace_takes_as_many_queries_for_many_rows_as_for_one(client: Client, cast: Cast, who: str):
    def make(number: int) -> None:
        action = cast.action(f"7.{number}", leads=[cast.forestry, cast.ecology, cast.kz])
        published(action, cast.forestry, cast.bolat)
        report(action, cast.forestry, cast.aigul)
        columns = {"submitted_by": cast.aigul, "submitted_at": timezone.now()}
        report(action, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, **columns)
        revision = Deadline(action=action, due=date(2027, 3, 31), precision=Precision.DAY, reason="No aircraft.")
        deadlines.add_version(revision, NOW, TODAY, LIMITS)
        ImportRun.objects.create(
            roadmap=cast.plateau, file_name="plan.csv", sha256="0" * 64, plan_digest="1" * 64, recorded_at=NOW
        )

    client.force_login(getattr(cast, who))
    make(0)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as with_one:
        client.get(ADDRESS)
    for number in range(1, 12):
        make(number)
    with CaptureQueriesContext(connection) as with_many:
        client.get(ADDRESS)
    assert len(with_many) == len(with_one)
