"""One who leaves loses access at once and keeps her name on her reports; one who moves acts for the new place."""

from django.test import Client

from cooperation.choices import Role
from cooperation.models import User
from roadmap.choices import ReportState
from roadmap.services import reporting
from tests.admin_forms import filled
from tests.cast import LIMITS, NOW, TODAY, Cast, report
from tests.cooperation.admin.test_user import change

WORKSPACE = "/en/workspace/"


def closed_by(keeper: User, someone: User) -> None:
    """The keeper closes an account on its form."""
    client = Client()
    client.force_login(keeper)
    data = filled(client.get(change(someone)))
    del data["is_active"]
    assert client.post(change(someone), data).status_code == 302


def changed_by(keeper: User, someone: User, **columns) -> None:
    client = Client()
    client.force_login(keeper)
    assert client.post(change(someone), filled(client.get(change(someone))) | columns).status_code == 302


def test_the_next_request_of_one_who_left_is_that_of_a_stranger(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.aigul)
    assert client.get(f"{WORKSPACE}reports/{draft.pk}/").status_code == 200
    closed_by(cast.bolat, cast.aigul)
    assert client.get(f"{WORKSPACE}reports/{draft.pk}/").status_code == 404
    assert client.get(WORKSPACE).url.startswith(f"{WORKSPACE}sign-in/")
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.post(f"{WORKSPACE}reports/{draft.pk}/submit/").status_code == 404
    draft.refresh_from_db()
    assert draft.state == ReportState.DRAFT


def test_an_old_session_does_not_live_again_with_the_account(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    closed_by(cast.bolat, cast.aigul)
    User.objects.filter(pk=cast.aigul.pk).update(is_active=True)
    assert client.get(WORKSPACE).status_code == 302


def test_her_name_stays_on_the_road_of_her_reports(client: Client, cast: Cast):
    made = report(cast.count, cast.forestry, cast.aigul)
    made = reporting.submit(made, cast.aigul, NOW, TODAY)
    made = reporting.publish(made, cast.bolat, NOW, TODAY, LIMITS)
    client.force_login(cast.bolat)
    before = client.get(f"{WORKSPACE}reports/{made.pk}/").text
    closed_by(cast.bolat, cast.aigul)
    assert client.get(f"{WORKSPACE}reports/{made.pk}/").text.count("Aigul") == before.count("Aigul") > 0
    made.refresh_from_db()
    assert (made.recorded_by, made.submitted_by) == (cast.aigul, cast.aigul)


def test_one_who_moves_acts_for_the_new_institution_at_once(client: Client, cast: Cast):
    old = report(cast.count, cast.forestry, cast.aigul)
    new = report(cast.action("2.4", leads=[cast.kz_ministry]), cast.kz_ministry, cast.bolat)
    client.force_login(cast.aigul)
    assert client.get(f"{WORKSPACE}reports/{new.pk}/").status_code == 404
    changed_by(cast.bolat, cast.aigul, institution=cast.kz_ministry.pk)
    assert client.get(f"{WORKSPACE}reports/{new.pk}/").status_code == 200
    assert client.get(f"{WORKSPACE}reports/{old.pk}/").status_code == 404


def test_one_whose_role_ends_can_do_no_more_of_it_at_once(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.aigul)
    assert client.get("/admin/").status_code == 200
    changed_by(cast.bolat, cast.aigul, role=Role.OBSERVER)
    assert client.get("/admin/").status_code == 403
    assert client.post(f"{WORKSPACE}reports/{draft.pk}/submit/").status_code == 404
