"""Deadlines in the admin: versions are only added, and a revision moves the date only when it is agreed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Decision, Meeting
from roadmap.choices import DeadlineKind, Precision, Timing
from roadmap.models import Action, Deadline
from roadmap.services import deadlines
from tests.admin_forms import errors_of, filled
from tests.cast import LIMITS, NOW, TODAY, Cast

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


def proposed(cast: Cast) -> Deadline:
    version = Deadline(action=cast.count, due=date(2027, 3, 31), precision=Precision.QUARTER, reason="No aircraft.")
    return deadlines.add_version(version, NOW, TODAY, LIMITS)


def agreement(version: Deadline) -> str:
    return reverse("admin:roadmap_action_agree", args=[version.action_id, version.pk])


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


# Agreement


def test_the_secretariat_records_the_decision_that_agreed_a_revision(client: Client, cast: Cast):
    version = proposed(cast)
    client.force_login(cast.farida)
    assert agreement(version) in client.get(change(cast.count)).text
    response = client.post(agreement(version), {"decision": decision().pk, "decided_on": "2026-10-01"})
    assert response.url == change(cast.count)
    cast.count.refresh_from_db()
    assert (cast.count.current_due, cast.count.slip_days) == (date(2027, 3, 31), 90)


def test_a_decision_of_tomorrow_and_a_second_agreement_are_refused(client: Client, cast: Cast):
    version, made = proposed(cast), decision()
    client.force_login(cast.farida)
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = client.post(agreement(version), {"decision": made.pk, "decided_on": tomorrow})
    assert "This day has not come yet." in response.text
    deadlines.agree_by_decision(version, made, TODAY, NOW, TODAY, LIMITS)
    response = client.post(agreement(version), {"decision": made.pk, "decided_on": "2026-10-01"})
    assert "Only a revision that is not agreed yet can be agreed." in response.text
    version.refresh_from_db()
    assert version.decided_on == TODAY


def test_with_the_consent_of_every_country_that_leads_the_date_moves(client: Client, cast: Cast):
    version = proposed(cast)
    for coordinator in (cast.bolat, cast.eldor):
        client.force_login(coordinator)
        assert agreement(version) in client.get(change(cast.count)).text
        client.post(agreement(version), {"on": "2026-11-01", "basis": "04-12/881"})
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2027, 3, 31)
    assert {consent.country for consent in version.consents.all()} == {cast.kz, cast.uz}


def test_a_country_consents_once(client: Client, cast: Cast):
    version = proposed(cast)
    client.force_login(cast.bolat)
    client.post(agreement(version), {"on": "2026-11-01"})
    assert "This country has consented already." in client.post(agreement(version), {"on": "2026-11-02"}).text
    assert version.consents.count() == 1


def test_nobody_else_agrees(client: Client, cast: Cast):
    version = proposed(cast)
    lonely = cast.action("2.5", leads=[cast.ecology])
    other = deadlines.add_version(
        Deadline(action=lonely, due=date(2027, 3, 31), precision=Precision.DAY, reason="Late."), NOW, TODAY, LIMITS
    )
    for person, revision in (
        (cast.aigul, version),
        (cast.gulnara, version),
        (cast.hasan, version),
        (cast.bolat, other),
    ):
        client.force_login(person)
        assert client.get(agreement(revision)).status_code == 403
        assert client.post(agreement(revision), {"on": "2026-11-01"}).status_code == 403
    client.logout()
    assert client.post(agreement(version)).url.startswith("/admin/login/")


def test_only_a_revision_of_that_action_is_agreed(client: Client, cast: Cast):
    original = cast.count.deadlines.get()
    client.force_login(cast.farida)
    assert client.get(agreement(original)).status_code == 404
    assert client.get(reverse("admin:roadmap_action_agree", args=[999, proposed(cast).pk])).status_code == 404
