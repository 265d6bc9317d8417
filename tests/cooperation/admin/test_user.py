"""Accounts: whom a coordinator and an administrator can let in, and as what."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from cooperation.choices import AccountState, Role
from cooperation.models import User
from cooperation.permissions import can_keep_account
from tests.admin_forms import errors_of, filled
from tests.cast import NOW, PASSWORD, Cast, user
from tests.cast import institution as make_institution

ADD = "/admin/cooperation/user/add/"
LIST = "/admin/cooperation/user/"


def change(user: User) -> str:
    return reverse("admin:cooperation_user_change", args=[user.pk])


def account(**columns: Any) -> dict[str, Any]:
    return {"full_name": "Ivan", "email": "ivan@example.org", "language": "ru", **columns}


def ivans() -> QuerySet[User]:
    return User.objects.filter(full_name="Ivan")


def test_a_coordinator_makes_an_account_by_mail_address_and_without_a_password(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    client.post(ADD, account(email="Ivan@Example.org", role=Role.REPORTER, institution=cast.forestry.pk))
    ivan = ivans().get()
    assert (ivan.role, ivan.institution, ivan.is_staff) == (Role.REPORTER, cast.forestry, True)
    assert ivan.email == ivan.username == "ivan@example.org"
    assert not ivan.has_usable_password()
    assert not ivan.is_superuser
    assert ivan.state == AccountState.NOT_INVITED


def test_an_account_needs_a_mail_address(client: Client, cast: Cast):
    client.force_login(cast.gulnara)
    response = client.post(ADD, account(email="", role=Role.OBSERVER))
    assert "email" in response.context["adminform"].form.errors
    assert not ivans().exists()


def test_a_mail_address_opens_one_account_in_whichever_case_it_is_written(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    assert cast.dilnoza
    data = account(email="Dilnoza@EXAMPLE.org", role=Role.REPORTER, institution=cast.forestry.pk)
    assert errors_of(client.post(ADD, data)) == ["Another open account has this mail address."]
    data = filled(client.get(change(cast.aigul))) | {"email": "DILNOZA@example.org"}
    assert errors_of(client.post(change(cast.aigul), data)) == ["Another open account has this mail address."]
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cast.aigul.pk).update(email="Dilnoza@example.org")


def test_the_address_of_a_closed_account_goes_to_the_successor_and_not_back(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    former = user("former", Role.REPORTER, cast.forestry, is_active=False)
    User.objects.filter(pk=former.pk).update(username="ivan@example.org", email="ivan@example.org")
    client.post(ADD, account(role=Role.REPORTER, institution=cast.forestry.pk))
    assert ivans().get().username == "ivan@example.org-2"
    data = filled(client.get(change(former))) | {"is_active": "on"}
    assert errors_of(client.post(change(former), data)) == ["Another open account has this mail address."]


def test_an_account_of_the_first_command_needs_no_address_to_be_changed_or_closed(client: Client, cast: Cast):
    User.objects.filter(pk=cast.aigul.pk).update(email="")
    client.force_login(cast.gulnara)
    data = filled(client.get(change(cast.aigul)))
    del data["is_active"]
    assert client.post(change(cast.aigul), data).status_code == 302
    cast.aigul.refresh_from_db()
    assert cast.aigul.state == AccountState.CLOSED


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
    assert not ivans().exists()


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
    assert not ivans().exists()


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
    assert ivans().get().country == cast.uz


# Leaving, and the own account ----------------------------------------------------------------------------------------


def test_an_account_that_is_closed_keeps_nothing_that_opened_it(client: Client, cast: Cast):
    cast.aigul.invited_at = NOW
    cast.aigul.password_is_temporary = True
    cast.aigul.save()
    client.force_login(cast.bolat)
    data = filled(client.get(change(cast.aigul)))
    del data["is_active"]
    client.post(change(cast.aigul), data)
    cast.aigul.refresh_from_db()
    assert not cast.aigul.has_usable_password()
    assert (cast.aigul.invited_at, cast.aigul.password_is_temporary) == (None, False)


@pytest.mark.parametrize("keeper", ["bolat", "gulnara"])
@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_closes_or_moves_the_own_account(client: Client, cast: Cast, keeper: str, superuser: bool):
    someone = getattr(cast, keeper)
    User.objects.filter(pk=someone.pk).update(is_superuser=superuser)
    client.force_login(someone)
    page = client.get(change(someone))
    assert "This is your own account." in page.text
    data = filled(page) | {"role": Role.OBSERVER, "institution": cast.forestry.pk, "full_name": "Renamed"}
    data.pop("is_active", None)
    assert client.post(change(someone), data).status_code == 302
    now = User.objects.get(pk=someone.pk)
    assert (now.role, now.institution, now.is_active) == (someone.role, someone.institution, True)
    assert now.full_name == "Renamed"


def test_another_coordinator_of_the_country_closes_the_account_of_one_who_leaves(client: Client, cast: Cast):
    colleague = user("colleague", Role.COORDINATOR, cast.forestry)
    client.force_login(colleague)
    data = filled(client.get(change(cast.bolat)))
    del data["is_active"]
    client.post(change(cast.bolat), data)
    cast.bolat.refresh_from_db()
    assert not cast.bolat.is_active


# What a crafted request cannot do ------------------------------------------------------------------------------------


@pytest.fixture(params=[False, True], ids=["", "superuser"])
def bolat(request: pytest.FixtureRequest, client: Client, cast: Cast) -> User:
    """Kazakhstan's coordinator, signed in; once more as a superuser, who may do no more."""
    User.objects.filter(pk=cast.bolat.pk).update(is_superuser=request.param)
    client.force_login(cast.bolat)
    return cast.bolat


def unreachable(cast: Cast) -> list[User]:
    """The neighbour's, the secretariat's, an administrator's, also where these have an institution of the country."""
    placed = user("placed", Role.SECRETARIAT, cast.forestry)
    keeper = user("keeper", Role.ADMINISTRATOR, cast.forestry)
    return [cast.dilnoza, cast.eldor, cast.farida, cast.gulnara, cast.hasan, placed, keeper]


def test_no_address_of_another_s_account_exists(client: Client, cast: Cast, bolat: User):
    for someone in unreachable(cast):
        before = User.objects.values().get(pk=someone.pk)
        for end in ("change", "password", "history", "invite", "delete"):
            address = f"{LIST}{someone.pk}/{end}/"
            assert client.post(address, {"full_name": "Taken", "password1": PASSWORD}).status_code == 404, address
        assert User.objects.values().get(pk=someone.pk) == before


@pytest.mark.parametrize(
    "query",
    [
        "institution__country__id__exact={uz}",
        "role__exact=administrator",
        "role__exact=secretariat",
        "state=in_use",
        "q=example.org",
        "id__in={ids}",
        "e=1",
    ],
)
def test_no_filter_or_search_shows_another_s_account(client: Client, cast: Cast, bolat: User, query: str):
    others = unreachable(cast)
    assert cast.aigul
    address = f"{LIST}?{query.format(uz=cast.uz.pk, ids=','.join(str(one.pk) for one in others))}"
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert not set(response.context["cl"].queryset) & set(others)


@pytest.mark.parametrize("query", ["password__startswith=m", "institution__users__email=x", "recorded_reports=1"])
def test_the_list_is_not_narrowed_by_what_it_does_not_show(client: Client, cast: Cast, bolat: User, query: str):
    assert client.get(f"{LIST}?{query}").status_code == 400


def test_the_state_by_which_the_list_is_narrowed_is_the_one_that_it_shows(cast: Cast):
    made = {
        "open": cast.aigul,
        "temporary": user("temporary", Role.OBSERVER, password_is_temporary=True),
        "closed": user("closed", Role.OBSERVER, is_active=False),
        "invited": User.objects.create_user("invited", invited_at=NOW),
        "waiting": User.objects.create_user("waiting"),
    }
    by_query = {state: set(User.objects.in_state(state)) for state in AccountState.values}
    by_property = {state: {one for one in made.values() if one.state == state} for state in AccountState.values}
    assert by_query == by_property
    assert all(len(found) == 1 for found in by_query.values())
