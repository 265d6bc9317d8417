"""Two people at once in the admin: the second one to save is told what the first one did, and sees both versions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.choices import Role
from cooperation.models import Document, Institution, InstitutionName, Meeting, User
from cooperation.services.meanwhile import Part, opened_with
from roadmap.models import Action
from tests.admin_forms import errors_of, filled
from tests.cast import Cast
from tests.cast import user as make_user

pytestmark = pytest.mark.usefixtures("trail_of_all")

SAVED = 302
NOTHING = "Nothing was saved: this record has been changed since you opened it."


def page_of(record: Any) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def first(cast: Cast) -> Client:
    return signed_in(cast.farida)


@pytest.fixture
def second(cast: Cast) -> Client:
    return signed_in(make_user("galina", Role.SECRETARIAT))


def document() -> Document:
    return Document.objects.create(code="text", kind="text", title="Text", publisher="Press")


def test_the_second_one_is_refused_and_sees_both_versions(first: Client, second: Client):
    made = document()
    mine, theirs = filled(first.get(page_of(made))), filled(second.get(page_of(made)))
    assert first.post(page_of(made), mine | {"title": "The first text"}).status_code == SAVED
    response = second.post(page_of(made), theirs | {"title": "The second text"})
    made.refresh_from_db()
    assert made.title == "The first text"
    errors = errors_of(response)
    assert errors[0].startswith(NOTHING)
    assert "Farida changed document “Press: The first text”." in errors[1]
    assert errors[2:] == ["Stored now: The first text"]
    assert response.context["adminform"].form["title"].value() == "The second text"
    assert 'value="The second text"' in response.text


def test_a_second_deliberate_save_goes_through(first: Client, second: Client):
    made = document()
    mine, theirs = filled(first.get(page_of(made))), filled(second.get(page_of(made)))
    first.post(page_of(made), mine | {"title": "The first text"})
    refused = second.post(page_of(made), theirs | {"title": "The second text"})
    assert second.post(page_of(made), filled(refused)).status_code == SAVED
    made.refresh_from_db()
    assert made.title == "The second text"


def test_a_refusal_for_another_fault_does_not_hide_the_change(first: Client, second: Client):
    made = document()
    theirs = filled(second.get(page_of(made)))
    faulty = second.post(page_of(made), theirs | {"title": ""})
    first.post(page_of(made), filled(first.get(page_of(made))) | {"title": "The first text"})
    response = second.post(page_of(made), filled(faulty) | {"title": "The second text"})
    assert errors_of(response)[0].startswith(NOTHING)


def test_an_unchanged_record_is_saved_without_complaint(first: Client, cast: Cast):
    for record in (document(), cast.forestry, cast.count):
        data = filled(first.get(page_of(record)))
        assert first.post(page_of(record), data).status_code == SAVED
        assert first.post(page_of(record), data).status_code == SAVED


def test_a_form_that_carries_nothing_is_refused(first: Client):
    made = document()
    data = filled(first.get(page_of(made)))
    for carried in (None, "", "forged", "forged.1", "forged.x"):
        data |= {"opened_with": carried or "", "title": "Forged"}
        assert errors_of(first.post(page_of(made), data))[0].startswith(NOTHING)
    made.refresh_from_db()
    assert made.title == "Text"


def test_a_change_past_the_trail_is_noticed_too(second: Client):
    made = document()
    theirs = filled(second.get(page_of(made)))
    Document.objects.filter(pk=made.pk).update(publisher="Agency")
    response = second.post(page_of(made), theirs)
    assert errors_of(response)[1:] == ["Stored now: Agency"]


def test_a_row_that_was_changed_or_added_beside_the_record_is_named(first: Client, second: Client, cast: Cast):
    address = page_of(cast.forestry)
    mine, theirs = filled(first.get(address)), filled(second.get(address))
    added = {"names-TOTAL_FORMS": 2, "names-1-name_en": "Forest Agency", "names-1-institution": cast.forestry.pk}
    assert first.post(address, mine | added | {"names-0-name_en": "Forest Committee"}).status_code == SAVED
    response = second.post(address, theirs | {"names-0-name_en": "Committee of Woods"})
    errors = errors_of(response)
    assert any("Farida changed dated name “Forest Committee”." in error for error in errors)
    assert any("Farida added dated name “Forest Agency”." in error for error in errors)
    assert "Stored now: Forest Committee" in errors
    assert second.post(address, filled(response)).status_code == SAVED
    assert {name.name_en for name in cast.forestry.names.all()} == {"Committee of Woods", "Forest Agency"}


def test_relations_count_too(first: Client, second: Client, cast: Cast):
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="visit")
    theirs = filled(second.get(page_of(meeting)))
    first.post(page_of(meeting), filled(first.get(page_of(meeting))) | {"countries": [cast.kz.pk]})
    errors = errors_of(second.post(page_of(meeting), theirs | {"countries": [cast.uz.pk]}))
    assert "Stored now: Kazakhstan" in errors


def test_parts_in_an_action_are_not_saved_over(first: Client, second: Client, cast: Cast):
    address = page_of(cast.count)
    mine, theirs = filled(first.get(address)), filled(second.get(address))
    assert first.post(address, mine | {"responsibilities-0-until": "2026-01-31"}).status_code == SAVED
    supporting = {
        "responsibilities-TOTAL_FORMS": 3,
        "responsibilities-2-part": "supporting",
        "responsibilities-2-institution": cast.ngo.pk,
    }
    response = second.post(address, theirs | supporting | {"title_en": "Count"})
    assert any("Farida changed responsible" in error for error in errors_of(response))
    assert not cast.count.responsibilities.filter(institution=cast.ngo).exists()
    assert second.post(address, filled(response)).status_code == SAVED
    assert cast.count.responsibilities.filter(institution=cast.ngo).exists()
    assert Action.objects.get(pk=cast.count.pk).title_en == "Count"


def test_a_deadline_that_was_proposed_meanwhile_is_named(first: Client, second: Client, cast: Cast):
    address = page_of(cast.count)
    theirs = filled(second.get(address))
    mine = filled(first.get(address)) | {
        "deadlines-TOTAL_FORMS": 1,
        "deadlines-0-kind": "revision",
        "deadlines-0-timing": "dated",
        "deadlines-0-due": "2027-12-31",
        "deadlines-0-precision": "day",
        "deadlines-0-reason": "No aircraft.",
    }
    assert first.post(address, mine).status_code == SAVED
    assert any("version of the deadline" in error for error in errors_of(second.post(address, theirs)))


def test_an_account_is_not_saved_over_but_signing_in_is_no_change(cast: Cast):
    coordinator, administrator = signed_in(cast.bolat), signed_in(cast.gulnara)
    address = page_of(cast.aigul)
    theirs = filled(administrator.get(address))
    signed_in(cast.aigul)
    cast.aigul.refresh_from_db()
    assert administrator.post(address, theirs | {"email": "a@example.org"}).status_code == SAVED
    theirs = filled(administrator.get(address))
    mine = filled(coordinator.get(address)) | {"role": Role.COORDINATOR}
    assert coordinator.post(address, mine).status_code == SAVED
    errors = errors_of(administrator.post(address, theirs | {"role": Role.OBSERVER}))
    assert "Stored now: national coordinator" in errors
    cast.aigul.refresh_from_db()
    assert cast.aigul.role == Role.COORDINATOR


def test_who_edits_a_deleted_record_is_told(first: Client, second: Client):
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="visit")
    theirs = filled(second.get(page_of(meeting)))
    first.post(reverse("admin:cooperation_meeting_delete", args=[meeting.pk]), {"post": "yes"})
    response = second.post(page_of(meeting), theirs, follow=True)
    assert response.redirect_chain[0][0] == reverse("admin:cooperation_meeting_changelist")
    assert "Nothing was saved: Farida deleted this record on" in response.text


def test_what_never_was_is_not_found(first: Client, cast: Cast):
    for key in ("999999", "none"):
        assert first.post(f"/admin/cooperation/meeting/{key}/change/", {}).status_code == 404


def test_a_row_that_was_deleted_meanwhile_is_named(first: Client, second: Client):
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="visit")
    meeting.decisions.create(number="1", text_en="Decided")
    theirs = filled(second.get(page_of(meeting)))
    mine = filled(first.get(page_of(meeting))) | {"decisions-0-DELETE": "on"}
    assert first.post(page_of(meeting), mine).status_code == SAVED
    errors = errors_of(second.post(page_of(meeting), theirs | {"decisions-0-text_en": "Decided well"}))
    assert any("Farida deleted decision." in error for error in errors)
    assert any(error.startswith("This row has been deleted in the meantime.") for error in errors)


def test_a_reader_gets_no_further_than_before(first: Client, cast: Cast):
    made = document()
    reader = signed_in(cast.aigul)
    assert reader.post(page_of(made), filled(first.get(page_of(made)))).status_code == 403


def test_one_save_leaves_one_entry_for_each_record(first: Client, cast: Cast):
    address = page_of(cast.forestry)
    source = document()
    data = filled(first.get(address)) | {
        "sources": [source.pk],
        "note_en": "As printed",
        "names-0-sources": [source.pk],
    }
    assert first.post(address, data).status_code == SAVED
    for record in (cast.forestry, cast.forestry.names.get()):
        entries = type(record).history.filter(id=record.pk).order_by("history_id")
        assert [entry.history_type for entry in entries] == ["+", "~"]
        assert (entries[1].history_user, entries[1].sources.get().document) == (cast.farida, source)
    (one, other) = (model.history.latest("history_id") for model in (Institution, InstitutionName))
    assert one.history_date == other.history_date


def test_what_a_form_carries_takes_as_many_queries_for_many_rows_as_for_few(cast: Cast):
    parts = [
        Part(Institution, {"id": cast.kz_ministry.pk}),
        Part(InstitutionName, {"institution": cast.kz_ministry.pk}),
    ]

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            opened_with(parts)
        return len(counted)

    few = queries()
    for number in range(8):
        InstitutionName.objects.create(institution=cast.kz_ministry, name_en=f"Name {number}")
    assert queries() == few
