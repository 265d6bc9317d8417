"""Actions in the admin: the list, and one form for what is promised and by whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.exchange.table import read_table
from cooperation.models import Decision, Meeting
from roadmap.choices import Part, Schedule, Status, Timing
from roadmap.models import Action, Ending, Milestone, Responsibility
from tests.admin_forms import errors_of, filled
from tests.cast import LIMITS, Cast, parties_of, published, report

LIST = "/admin/roadmap/action/"
ADD = "/admin/roadmap/action/add/"


def change(action: Action) -> str:
    return reverse("admin:roadmap_action_change", args=[action.pk])


def form(client: Client, cast: Cast, action: Action) -> dict[str, Any]:
    client.force_login(cast.farida)
    return filled(client.get(change(action)))


def row(prefix: str, index: int, /, **values: Any) -> dict[str, Any]:
    """One more row of an inline."""
    return {f"{prefix}-TOTAL_FORMS": index + 1} | {f"{prefix}-{index}-{name}": value for name, value in values.items()}


def shown(client: Client, **query: str) -> list[str]:
    return [action.code for action in client.get(LIST, query).context["cl"].result_list]


# The list


def test_a_row_says_how_an_action_stands(client: Client, cast: Cast):
    published(cast.count, cast.forestry, cast.aigul, as_at=date(2026, 11, 1))
    client.force_login(cast.aigul)
    text = client.get(LIST).text
    for words in ("2.3", "Joint count of the saiga", "in progress", "31 December 2026", "1 November 2026"):
        assert words in text
    assert "Committee of Forestry and Wildlife; National Committee on Ecology" in text


def test_words_are_found_in_any_language_and_case(client: Client, cast: Cast):
    cast.action("1.1", "Joint count", title_ru="Учёт сайгака")
    cast.action("1.2", "Clean the shore")
    client.force_login(cast.aigul)
    assert shown(client, q="УЧЕТ сайгака") == ["1.1"]
    assert shown(client, q="1.2") == ["1.2"]
    assert shown(client, q="  ") == ["1.1", "1.2"]


def test_filters_count_what_they_would_show(client: Client, cast: Cast):
    published(cast.count, cast.forestry, cast.aigul, status=Status.IN_PROGRESS)
    cast.action("1.1", leads=[cast.ecology], due=date(2020, 1, 1))
    cast.action("1.2", due=date(2020, 1, 1))
    cast.action("1.3", due=None, timing=Timing.CONTINUOUS)
    client.force_login(cast.aigul)
    text = client.get(LIST).text
    for words in ("in progress (1)", "no information (3)", "continuous (1)", "never reported (3)", "Uzbekistan (2)"):
        assert words in text, words
    assert "1.1" in shown(client, schedule=Schedule.OVERDUE)
    assert shown(client, schedule=Schedule.CONTINUOUS) == ["1.3"]
    assert shown(client, status=Status.IN_PROGRESS) == ["2.3"]
    assert shown(client, country="UZ", freshness="never_reported") == ["1.1"]


def test_the_list_takes_as_many_queries_for_a_hundred_as_for_one(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.farida)
    with CaptureQueriesContext(connection) as with_one:
        client.get(LIST)
    for number in range(100):
        cast.action(f"9.{number}", leads=[cast.forestry, cast.ecology, cast.tm])
    assert cast.tm_ministry
    with CaptureQueriesContext(connection) as with_many:
        client.get(LIST, {"all": ""})
    assert len(with_many) == len(with_one)


# The form


def test_a_new_action_has_its_leads_and_deadline_from_one_form(client: Client, cast: Cast):
    assert cast.monitoring
    client.force_login(cast.farida)
    data = filled(client.get(ADD)) | {
        "direction": cast.monitoring.pk,
        "code": "2.7",
        "title_ru": "Учёт куланов",
        **row("deadlines", 0, kind="original", timing="dated", due="2026-03-31", precision="quarter"),
        **row("responsibilities", 0, part=Part.LEAD, institution=cast.forestry.pk),
        **row("milestones", 0, number="1", title_ru="План"),
    }
    response = client.post(ADD, data)
    assert response.status_code == 302, errors_of(response)
    action = Action.objects.get(code="2.7")
    assert (action.roadmap, action.recorded_by) == (cast.plateau, cast.farida)
    assert action.original_due == date(2026, 3, 31)
    assert parties_of(action)["KZ"].status == Status.NO_INFORMATION
    assert action.milestones.get().title_ru == "План"
    part = action.responsibilities.get()
    assert part.recorded_by == cast.farida
    assert part.recorded_at is not None


def test_a_code_stands_once_in_a_roadmap(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.farida)
    data = filled(client.get(ADD)) | {"direction": cast.monitoring.pk, "code": "2.3", "title_en": "Again"}
    response = client.post(ADD, data)
    assert errors_of(response) == ["This roadmap has an action with that code already."]


def test_code_roadmap_and_computed_columns_stay_whatever_is_posted(client: Client, cast: Cast):
    forged = {"code": "7.7", "roadmap": "999", "status": "completed", "percent": "100", "recorded_at": "2020-01-01"}
    data = form(client, cast, cast.count)
    recorded = cast.count.recorded_at
    assert client.post(change(cast.count), data | forged | {"title_en": "Count of the saiga"}).status_code == 302
    cast.count.refresh_from_db()
    assert cast.count.title_en == "Count of the saiga"
    assert (cast.count.code, cast.count.roadmap, cast.count.recorded_at) == ("2.3", cast.plateau, recorded)
    assert (cast.count.status, cast.count.percent) == (Status.NO_INFORMATION, 0)


def test_a_lead_that_leaves_is_closed_and_the_action_follows(client: Client, cast: Cast):
    data = form(client, cast, cast.count)
    client.post(change(cast.count), data | {"responsibilities-0-until": "2026-01-31"})
    part = cast.count.responsibilities.get(institution=cast.forestry)
    assert part.until == date(2026, 1, 31)
    assert part.until_recorded_at is not None
    assert set(parties_of(cast.count)) == {"UZ"}


def test_a_recorded_part_is_neither_changed_nor_deleted_nor_closed_twice(client: Client, cast: Cast):
    closed = cast.count.responsibilities.get(institution=cast.forestry)
    Responsibility.objects.filter(pk=closed.pk).update(until=date(2026, 1, 31))
    data = form(client, cast, cast.count)
    forged = {
        "responsibilities-0-institution": cast.ngo.pk,
        "responsibilities-0-part": Part.FUNDING,
        "responsibilities-0-since": "2020-01-01",
        "responsibilities-0-until": "2030-01-01",
        "responsibilities-0-DELETE": "on",
        "responsibilities-1-DELETE": "on",
    }
    client.post(change(cast.count), data | forged)
    part = Responsibility.objects.get(pk=closed.pk)
    assert (part.institution, part.part, part.since, part.until) == (cast.forestry, Part.LEAD, None, date(2026, 1, 31))
    assert cast.count.responsibilities.count() == 2


def test_a_part_belongs_to_an_institution_or_to_a_country(client: Client, cast: Cast):
    data = form(client, cast, cast.count)
    both = row("responsibilities", 2, part=Part.LEAD, institution=cast.tm_ministry.pk, country=cast.tm.pk)
    assert "Name either an institution or a country." in errors_of(client.post(change(cast.count), data | both))


def test_an_end_by_decision_is_recorded_and_stays(client: Client, cast: Cast):
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="ministers")
    decision = Decision.objects.create(meeting=meeting, number="4", text_en="Withdrawn")
    data = form(client, cast, cast.count)
    ended = row("endings", 0, outcome=Status.WITHDRAWN, decision=decision.pk, on="2026-06-01")
    client.post(change(cast.count), data | ended)
    cast.count.refresh_from_db()
    assert cast.count.status == Status.WITHDRAWN
    ending = cast.count.endings.get()
    assert ending.recorded_by == cast.farida

    data = form(client, cast, cast.count)
    client.post(change(cast.count), data | {"endings-0-outcome": Status.NOT_ACHIEVED, "endings-0-DELETE": "on"})
    assert Ending.objects.get().outcome == Status.WITHDRAWN


def test_a_milestone_stays_and_a_refusal_tells_nothing_of_a_draft(client: Client, cast: Cast):
    milestone = Milestone.objects.create(action=cast.count, number="1", title_en="Plan")
    draft = report(cast.count, cast.forestry, cast.aigul)
    draft.milestones_reached.create(milestone=milestone, on=date(2026, 10, 1))
    data = form(client, cast, cast.count)
    assert client.post(change(cast.count), data | {"milestones-0-DELETE": "on"}).status_code == 302
    assert cast.count.milestones.get() == milestone


def test_an_action_is_not_deleted_from_the_list_either(client: Client, cast: Cast):
    client.force_login(cast.farida)
    client.post(LIST, {"action": "delete_selected", "_selected_action": [cast.count.pk], "post": "yes"})
    assert Action.objects.filter(pk=cast.count.pk).exists()


def test_the_form_shows_how_the_action_stands_by_country(client: Client, cast: Cast):
    late = cast.action("1.1", leads=[cast.forestry], due=date(2026, 1, 1) - timedelta(days=LIMITS.report_wait))
    client.force_login(cast.aigul)
    text = client.get(change(late)).text
    assert "Kazakhstan" in text
    assert "overdue" in text


# The list as a file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filtered_list_goes_out_as_a_file(client: Client, cast: Cast, kind: str):
    assert cast.count
    cast.action("1.1", "Clean the shore")
    client.force_login(cast.aigul)
    assert f"/admin/roadmap/action/export.{kind}?q=saiga" in client.get(LIST, {"q": "saiga"}).text
    response = client.get(f"{LIST}export.{kind}", {"q": "saiga"})
    assert response["Content-Disposition"].startswith('attachment; filename="plateau-')
    table = read_table(response.content)
    assert [row.cells[table.headings.index("code")] for row in table.rows] == ["2.3"]


def test_a_filter_that_is_none_leads_back_to_the_list(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    assert client.get(f"{LIST}export.csv", {"starts_on": "never"}).url == LIST


def test_a_stranger_and_an_observer_export_nothing_here(client: Client, cast: Cast):
    assert client.get(f"{LIST}export.csv").url.startswith("/admin/login/")
    client.force_login(cast.hasan)
    assert client.get(f"{LIST}export.csv").status_code == 403


def test_only_the_secretariat_is_led_to_the_import(client: Client, cast: Cast):
    client.force_login(cast.farida)
    assert reverse("admin:roadmap_importrun_add") in client.get(LIST).text
    client.force_login(cast.aigul)
    assert "importrun/add" not in client.get(LIST).text
