"""The home of the admin: what is due, what waits for whom, and the records by the work that they serve."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.desk import GROUPS
from config.work import Desk
from roadmap.choices import ImportState, Precision, ReportState, Timing
from roadmap.models import Deadline, ImportRun
from roadmap.services import deadlines
from tests.cast import LIMITS, LONG_AGO, NOW, TODAY, Cast, opened_round, report

ADDRESS = "/admin/"


def late(cast: Cast, code: str = "1.1", **columns):
    columns.setdefault("leads", [cast.forestry, cast.ecology])
    return cast.action(code, "Long past", due=TODAY - timedelta(days=100), **columns)


def propose(cast: Cast, action, due=date(2027, 12, 31)) -> Deadline:
    version = Deadline(action=action, due=due, precision=Precision.DAY, reason="No aircraft.")
    return deadlines.add_version(version, NOW, TODAY, LIMITS)


def waiting_for(user) -> dict[str, list]:
    return {str(tasks.title): tasks.rows for tasks in Desk(user, TODAY, LIMITS).tasks()}


def test_what_is_past_its_date_says_for_whom_it_waits(cast: Cast):
    action = late(cast)
    count, (line,) = Desk(cast.farida, TODAY, LIMITS).past_due()
    assert (count, line.action, line.day) == (1, action, action.current_due)
    assert line.countries == [cast.kz, cast.uz]
    assert line.url == reverse("admin:roadmap_action_change", args=[action.pk])


def test_a_country_finds_only_its_own_part(cast: Cast):
    late(cast, "1.1")
    late(cast, "1.2", leads=[cast.ecology])
    cast.action("1.3", leads=[cast.ecology])
    (line,) = Desk(cast.bolat, TODAY, LIMITS).past_due()[1]
    assert (line.action.code, line.countries) == ("1.1", [cast.kz])
    assert Desk(cast.bolat, TODAY, LIMITS).next_due() == (0, [])


def test_the_next_deadlines_stand_in_their_order_with_the_deliveries_of_recurring_duties(cast: Cast):
    cast.action("1.1", leads=[cast.forestry], due=TODAY + timedelta(days=200))
    cast.action("1.2", leads=[cast.forestry], due=TODAY + timedelta(days=20))
    cast.action("1.3", leads=[cast.forestry], due=None, timing=Timing.UNDATED)
    cast.action("1.4", leads=[cast.forestry], due=None, timing=Timing.RECURRING, recurrence="year", starts_on=TODAY)
    count, lines = Desk(cast.farida, TODAY, LIMITS).next_due()
    assert count == 3
    assert [(line.action.code, line.day) for line in lines] == [
        ("1.2", TODAY + timedelta(days=20)),
        ("1.4", date(2026, 12, 31)),
        ("1.1", TODAY + timedelta(days=200)),
    ]


def test_a_reporter_finds_open_reports_and_actions_without_one(cast: Cast):
    mine = report(cast.count, cast.forestry, cast.aigul, state=ReportState.RETURNED)
    report(cast.count, cast.ecology, cast.dilnoza)
    silent = cast.action("2.4", "Nothing said", leads=[cast.forestry])
    cast.action("2.5", "Of the neighbour", leads=[cast.ecology])
    found = waiting_for(cast.aigul)
    assert list(found) == ["Reports to finish and submit", "Actions without a report of yours"]
    assert [row.url for row in found["Reports to finish and submit"]] == [reverse("report", args=[mine.pk])]
    (row,) = found["Actions without a report of yours"]
    assert row.action == silent
    assert row.url == reverse("report-create", args=["plateau", "2.4"]) + "?institution=kz-forestry"


def test_a_coordinator_finds_submitted_reports_and_revisions_to_consent_to(cast: Cast):
    moment = {"state": ReportState.SUBMITTED, "submitted_at": NOW}
    mine = report(cast.count, cast.forestry, cast.aigul, submitted_by=cast.aigul, **moment)
    report(cast.count, cast.ecology, cast.dilnoza, submitted_by=cast.dilnoza, **moment)
    revision = propose(cast, cast.count)
    propose(cast, cast.action("2.5", "Of the neighbour", leads=[cast.ecology]))
    found = waiting_for(cast.bolat)
    assert [row.url for row in found["Reports to publish or return"]] == [reverse("report", args=[mine.pk])]
    agreement = reverse("deadline", args=[revision.pk])
    assert [row.url for row in found["Revisions that await your consent"]] == [agreement]

    deadlines.consent(revision, cast.kz, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.bolat)
    assert "Revisions that await your consent" not in waiting_for(cast.bolat)


def test_the_secretariat_finds_announced_revisions_and_imports_to_confirm(cast: Cast):
    propose(cast, cast.count)
    run = imported(cast, ImportState.PREVIEWED)
    found = waiting_for(cast.farida)
    assert [row.action for row in found["Revisions that are not agreed"]] == [cast.count]
    assert [row.text for row in found["Imports to confirm"]] == [run.file_name]


def test_each_finds_the_open_rounds_that_concern_them(cast: Cast):
    joint, own = opened_round(cast.plateau), opened_round(cast.plateau, due=date(2026, 11, 25), country=cast.kz)
    opened_round(cast.plateau, date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31))
    title = "Open reporting rounds, with the last day to submit"
    seen = {cast.aigul: [own, joint], cast.bolat: [own, joint], cast.eldor: [joint], cast.farida: [own, joint]}
    for person, rounds in seen.items():
        found = waiting_for(person)[title]
        assert [row.url for row in found] == [reverse("round", args=["plateau", one.pk]) for one in rounds]


def test_nothing_waits_for_an_administrator(client: Client, cast: Cast):
    late(cast)
    client.force_login(cast.gulnara)
    assert "Nothing waits for you." in client.get(ADDRESS).text


def imported(cast: Cast, state: str, name: str = "plan.xlsx") -> ImportRun:
    return ImportRun.objects.create(
        roadmap=cast.plateau,
        file_name=name,
        sha256="0" * 64,
        plan_digest="1" * 64,
        content="imports/plan.xlsx",
        state=state,
        new=40,
        recorded_at=LONG_AGO,
        recorded_by=cast.farida,
        applied_at=timezone.now() if state == ImportState.APPLIED else None,
    )


def test_the_desk_says_what_was_last_imported(client: Client, cast: Cast):
    imported(cast, ImportState.APPLIED)
    client.force_login(cast.farida)
    text = client.get(ADDRESS).text
    assert "plan.xlsx" in text
    assert "40 new, 0 changed, 0 unchanged" in text


@pytest.mark.parametrize("person", ["aigul", "bolat", "farida", "gulnara"])
def test_the_desk_takes_as_many_queries_for_many_as_for_one(client: Client, cast: Cast, person: str):
    def fill(code: str) -> None:
        propose(cast, late(cast, f"{code}.1"))
        cast.action(f"{code}.2", leads=[cast.forestry])
        report(cast.action(f"{code}.3", leads=[cast.forestry]), cast.forestry, cast.aigul)
        moment = {"state": ReportState.SUBMITTED, "submitted_at": NOW, "submitted_by": cast.aigul}
        report(cast.action(f"{code}.4", leads=[cast.forestry]), cast.forestry, cast.aigul, **moment)
        imported(cast, ImportState.APPLIED, f"{code}.xlsx")
        imported(cast, ImportState.PREVIEWED, f"{code}.csv")

    fill("1")
    client.force_login(getattr(cast, person))
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as with_one:
        client.get(ADDRESS)
    for number in range(2, 8):
        fill(f"{number}")
    with CaptureQueriesContext(connection) as with_many:
        client.get(ADDRESS)
    assert len(with_many) == len(with_one)


def test_every_registered_model_stands_in_one_group():
    grouped = [model for _key, _name, models in GROUPS for model in models]
    assert sorted(map(str, grouped)) == sorted(map(str, admin.site._registry))


def test_models_are_listed_by_the_work_in_the_language_of_the_account(client: Client, cast: Cast):
    client.force_login(cast.farida)
    groups = [group["name"] for group in client.get(ADDRESS).context["app_list"]]
    assert groups == [
        "Plans",
        "Reporting",
        "Legal ground",
        "Who cooperates",
        "Meetings and decisions",
        "Issues and recognitions",
    ]
    cast.farida.language = "ru"
    cast.farida.save()
    response = client.get(ADDRESS)
    assert '<html lang="ru"' in response.text
    assert 'href="/ru/"' in response.text


def test_accounts_stand_only_before_those_who_keep_them(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    assert client.get(ADDRESS).context["app_list"][-1]["name"] == "Accounts and settings"


def test_who_may_not_enter_is_told_so_and_a_stranger_signs_in(client: Client, cast: Cast):
    assert client.get(ADDRESS).url == "/admin/login/?next=/admin/"
    client.force_login(cast.hasan)
    assert client.get(ADDRESS).status_code == 403


def test_there_is_one_home_and_one_page_for_passwords(client: Client, cast: Cast):
    client.force_login(cast.farida)
    assert client.get("/admin/roadmap/").url == ADDRESS
    assert client.get("/admin/password_change/").url == "/en/workspace/password/"


def test_there_is_one_page_on_which_to_sign_in(client: Client, cast: Cast):
    assert client.get("/admin/login/?next=/admin/roadmap/action/").url == (
        "/en/workspace/sign-in/?next=/admin/roadmap/action/"
    )
    assert client.post("/admin/login/", {"username": "farida", "password": "wrong"}).url == (
        "/en/workspace/sign-in/?next=/admin/"
    )


def test_a_preview_in_which_something_is_refused_does_not_wait_for_confirmation(client: Client, cast: Cast):
    run = imported(cast, ImportState.PREVIEWED)
    run.plan_digest = ""
    run.save()
    assert list(ImportRun.objects.to_confirm()) == []
