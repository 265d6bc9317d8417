"""Accounts: whom a coordinator and an administrator can let in, and as what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.choices import Role
from cooperation.models import User
from cooperation.permissions import can_keep_account
from tests.admin_forms import filled
from tests.cast import PASSWORD, Cast, user
from tests.cast import institution as make_institution

ADD = "/admin/cooperation/user/add/"
LIST = "/admin/cooperation/user/"


def change(user: User) -> str:
    return reverse("admin:cooperation_user_change", args=[user.pk])


def account(**columns: Any) -> dict[str, Any]:
    return {
        "username": "ivan",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "full_name": "Ivan",
        "language": "ru",
        **columns,
    }


def test_a_coordinator_lets_in_a_reporter_with_a_one_time_password(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    client.post(ADD, account(role=Role.REPORTER, institution=cast.forestry.pk))
    ivan = User.objects.get(username="ivan")
    assert (ivan.role, ivan.institution, ivan.is_staff) == (Role.REPORTER, cast.forestry, True)
    assert ivan.password_is_temporary
    assert ivan.check_password(PASSWORD)
    assert not ivan.is_superuser


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_a_coordinator_makes_no_account_of_the_secretariat_or_an_administrator(client: Client, cast: Cast, role: Role):
    client.force_login(cast.bolat)
    client.post(ADD, account(role=role, institution=cast.forestry.pk))
    client.post(change(cast.aigul), filled(client.get(change(cast.aigul))) | {"role": role})
    assert not User.objects.filter(role=role).exists()


@pytest.mark.parametrize("whose", ["ecology", None])
def test_a_coordinator_lets_nobody_in_for_another_country_or_for_none(client: Client, cast: Cast, whose: str | None):
    client.force_login(cast.bolat)
    institution = getattr(cast, whose).pk if whose else ""
    for role in (Role.REPORTER, Role.OBSERVER):
        assert client.post(ADD, account(role=role, institution=institution)).status_code == 200
    client.post(change(cast.aigul), filled(client.get(change(cast.aigul))) | {"institution": institution})
    cast.aigul.refresh_from_db()
    assert cast.aigul.institution == cast.forestry
    assert not User.objects.filter(username="ivan").exists()


def test_the_list_shows_exactly_the_accounts_that_may_be_kept(client: Client, cast: Cast):
    people = [cast.aigul, cast.bolat, cast.dilnoza, cast.eldor, cast.farida, cast.gulnara, cast.hasan]
    for keeper in (cast.bolat, cast.eldor, cast.gulnara):
        client.force_login(keeper)
        shown = set(client.get(LIST).context["cl"].queryset)
        assert shown == {person for person in people if can_keep_account(keeper, person)}, keeper


def test_a_coordinator_of_an_organisation_without_a_country_keeps_no_accounts(client: Client, cast: Cast):
    organisation = make_institution("igo")
    client.force_login(user("nowhere", Role.COORDINATOR, organisation))
    assert client.get(LIST).status_code == 403
    assert client.post(ADD, account(role=Role.REPORTER, institution=organisation.pk)).status_code == 403
    assert not User.objects.filter(username="ivan").exists()


def test_the_neighbours_account_does_not_exist(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    assert client.get(change(cast.dilnoza)).status_code == 404
    assert client.get(f"{LIST}{cast.dilnoza.pk}/password/").status_code == 404
    assert client.post(f"{LIST}{cast.dilnoza.pk}/password/", {}).status_code == 404


def test_a_password_that_a_coordinator_sets_is_replaced_at_the_next_sign_in(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    data = {"password1": "another long sentence", "password2": "another long sentence"}
    response = client.post(f"{LIST}{cast.aigul.pk}/password/", data)
    assert response.url == change(cast.aigul)
    cast.aigul.refresh_from_db()
    assert cast.aigul.check_password("another long sentence")
    assert cast.aigul.password_is_temporary


def test_the_form_of_a_password_asks_for_one(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    response = client.post(f"{LIST}{cast.aigul.pk}/password/", {"usable_password": "false"})
    assert response.status_code == 200
    cast.aigul.refresh_from_db()
    assert cast.aigul.check_password(PASSWORD)


def test_django_s_own_permissions_are_neither_shown_nor_taken(client: Client, cast: Cast):
    client.force_login(cast.gulnara)
    page = client.get(change(cast.aigul))
    assert not {"is_superuser", "is_staff", "groups", "user_permissions"} & set(page.context["adminform"].form.fields)
    client.post(change(cast.aigul), filled(page) | {"is_superuser": "on", "role": Role.OBSERVER})
    cast.aigul.refresh_from_db()
    assert (cast.aigul.is_superuser, cast.aigul.is_staff, cast.aigul.role) == (False, False, Role.OBSERVER)


def test_an_account_is_closed_and_not_deleted(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    assert client.post(f"{LIST}{cast.aigul.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [cast.aigul.pk], "post": "yes"}
    client.post(LIST, data)
    assert User.objects.filter(pk=cast.aigul.pk).exists()
    data = filled(client.get(change(cast.aigul)))
    del data["is_active"]
    client.post(change(cast.aigul), data)
    cast.aigul.refresh_from_db()
    assert not cast.aigul.is_active


def test_an_administrator_makes_the_first_coordinator_of_any_country(client: Client, cast: Cast):
    client.force_login(cast.gulnara)
    client.post(ADD, account(role=Role.COORDINATOR, institution=cast.ecology.pk))
    assert User.objects.get(username="ivan").country == cast.uz
