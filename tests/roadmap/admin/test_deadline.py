"""Deadlines in the admin: versions are only added, and a revision moves the date only when it is agreed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.models import Decision, Meeting
from roadmap.choices import DeadlineKind, Precision, Timing
from roadmap.models import Action
from roadmap.services import deadlines
from tests.admin_forms import errors_of, filled
from tests.cast import LIMITS, NOW, TODAY, Cast, proposed

REVISION = {
    "kind": DeadlineKind.REVISION,
    "timing": Timing.DATED,
    "due": "2027-03-31",
    "precision": Precision.QUARTER,
    "reason": "No aircraft in autumn.",
}


def change(action: Action) -> str:
    return reverse("admin:roadmap_action_change", args=[action.pk])


def add(client: Client, cast: Cast, **version: Any):
    client.force_login(cast.farida)
    data = filled(client.get(change(cast.count)))
    return client.post(change(cast.count), data | {f"deadlines-0-{name}": value for name, value in version.items()})


def decision() -> Decision:
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="ministers")
    return Decision.objects.create(meeting=meeting, number="4", text_en="Moved")


def test_a_proposed_revision_is_announced_and_moves_nothing(client: Client, cast: Cast):
    assert add(client, cast, **REVISION).status_code == 302
    version = cast.count.deadlines.get(kind=DeadlineKind.REVISION)
    assert (version.due, version.recorded_by) == (date(2027, 3, 31), cast.farida)
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2026, 12, 31)
    assert "announced, not agreed" in client.get(change(cast.count)).text


def test_a_correction_moves_the_date_at_once_and_the_slip_stays_nothing(client: Client, cast: Cast):
    original = cast.count.deadlines.get()
    correction = REVISION | {"kind": DeadlineKind.CORRECTION, "corrects": original.pk}
    assert add(client, cast, **correction).status_code == 302
    cast.count.refresh_from_db()
    assert (cast.count.current_due, cast.count.slip_days) == (date(2027, 3, 31), 0)
    assert cast.count.deadlines.count() == 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"reason": " "}, "Say why the deadline is to change."),
        ({"due": "2027-03-30"}, "This is not the last day of the period that the precision names."),
        ({"due": ""}, "A dated deadline has a last day."),
        ({"kind": DeadlineKind.CORRECTION}, "A correction names the version that it corrects, and nothing else does."),
        ({"recurrence": "year"}, "A recurring deadline has a period, and no other has one."),
        ({"kind": DeadlineKind.ORIGINAL}, "Select a valid choice. original is not one of the available choices."),
    ],
)
def test_a_version_that_is_not_whole_is_refused_in_words(client: Client, cast: Cast, values: Any, message: str):
    response = add(client, cast, **(REVISION | values))
    assert response.status_code == 200
    assert message in errors_of(response)
    assert cast.count.deadlines.count() == 1


def test_one_version_is_added_at_a_time(client: Client, cast: Cast):
    second = {f"deadlines-1-{name}": value for name, value in REVISION.items()}
    client.force_login(cast.farida)
    data = filled(client.get(change(cast.count))) | second | {"deadlines-TOTAL_FORMS": "2"}
    response = client.post(
        change(cast.count), data | {f"deadlines-0-{name}": value for name, value in REVISION.items()}
    )
    assert "Add one version at a time." in errors_of(response)


def test_a_stored_version_is_neither_changed_nor_deleted_by_a_forged_form(client: Client, cast: Cast):
    original = cast.count.deadlines.get()
    forged = {
        "deadlines-INITIAL_FORMS": "1",
        "deadlines-0-id": original.pk,
        "deadlines-0-DELETE": "on",
        "deadlines-0-kind": DeadlineKind.ORIGINAL,
        "deadlines-0-timing": Timing.DATED,
        "deadlines-0-due": "2030-12-31",
        "deadlines-0-precision": Precision.DAY,
    }
    client.force_login(cast.farida)
    client.post(change(cast.count), filled(client.get(change(cast.count))) | forged)
    (stored,) = cast.count.deadlines.all()
    assert (stored.pk, stored.due) == (original.pk, date(2026, 12, 31))


def test_a_version_is_reached_by_no_page_of_its_own(client: Client, cast: Cast):
    client.force_login(cast.farida)
    version = cast.count.deadlines.get()
    for address in ("", f"{version.pk}/change/", f"{version.pk}/delete/"):
        assert client.get(f"/admin/roadmap/deadline/{address}").status_code == 404


def test_a_coordinator_proposes_nothing(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    page = client.get(change(cast.count))
    data = filled(page) | {f"deadlines-0-{name}": value for name, value in REVISION.items()}
    assert client.post(change(cast.count), data).status_code == 403
    assert cast.count.deadlines.count() == 1


def test_the_history_links_to_where_a_revision_is_agreed(client: Client, cast: Cast):
    waiting, later = proposed(cast.count), proposed(cast.count, date(2027, 9, 30))
    for someone in (cast.farida, cast.bolat, cast.aigul):
        client.force_login(someone)
        text = client.get(change(cast.count)).text
        assert reverse("deadline", args=[waiting.pk]) in text
        assert reverse("deadline", args=[later.pk]) in text
    deadlines.agree_by_decision(later, decision(), TODAY, NOW, TODAY, LIMITS)
    text = client.get(change(cast.count)).text
    assert "overtaken by a later revision" in text
    assert reverse("deadline", args=[waiting.pk]) not in text
