"""Who may do what in the register: one row for each ability, with everyone who has it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cooperation import permissions
from cooperation.choices import Role
from cooperation.models import User
from tests.cast import Cast, institution, user

STAFF = {"aigul", "bolat", "dilnoza", "eldor", "farida", "gulnara"}

ABILITIES = {
    permissions.can_enter_admin: STAFF,
    permissions.can_keep_register: {"farida"},
    permissions.can_keep_settings: {"gulnara"},
    permissions.can_keep_accounts: {"bolat", "eldor", "gulnara"},
}

# Whose account (a row) is kept by whom; every administrator keeps all.
KEEPERS = {
    "aigul": {"bolat", "gulnara"},
    "bolat": {"bolat", "gulnara"},
    "kazakh observer": {"bolat", "gulnara"},
    "dilnoza": {"eldor", "gulnara"},
    "eldor": {"eldor", "gulnara"},
    "hasan": {"gulnara"},
    "farida": {"gulnara"},
    "gulnara": {"gulnara"},
    "kazakh secretary": {"gulnara"},
    "kazakh administrator": {"gulnara"},
    "reporter of an organisation": {"gulnara"},
}


@pytest.fixture
def people(cast: Cast) -> dict[str, User | AnonymousUser]:
    """The cast, and a stranger who does not sign in."""
    named = {name: getattr(cast, name) for name in sorted(STAFF | {"hasan"})}
    return {"stranger": AnonymousUser(), **named}


@pytest.mark.parametrize("ability", ABILITIES, ids=lambda ability: ability.__name__)
def test_each_ability_is_had_by_these_and_no_one_else(people, ability):
    assert {name for name, someone in people.items() if ability(someone)} == ABILITIES[ability]


@pytest.mark.parametrize("ability", ABILITIES, ids=lambda ability: ability.__name__)
def test_a_superuser_has_no_shortcut(cast: Cast, people, ability):
    User.objects.update(is_superuser=True)
    everyone = {someone.username: someone for someone in User.objects.all()}
    assert {name for name, someone in everyone.items() if ability(someone)} == ABILITIES[ability]


@pytest.mark.parametrize("ability", ABILITIES, ids=lambda ability: ability.__name__)
def test_an_account_that_was_closed_has_no_ability(people, ability):
    User.objects.update(is_active=False)
    assert not [someone.username for someone in User.objects.all() if ability(someone)]


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("whose", KEEPERS)
def test_a_coordinator_keeps_the_accounts_of_the_own_country(cast: Cast, people, whose: str, superuser: bool):
    organisation = institution("igo", None, "An organisation")
    accounts = {
        **people,
        "kazakh observer": user("kazakh-observer", Role.OBSERVER, cast.forestry),
        "kazakh secretary": user("kazakh-secretary", Role.SECRETARIAT, cast.forestry),
        "kazakh administrator": user("kazakh-administrator", Role.ADMINISTRATOR, cast.forestry),
        "reporter of an organisation": user("organisation", Role.REPORTER, organisation),
        "coordinator of no country": user("nowhere", Role.COORDINATOR, organisation),
    }
    for someone in accounts.values():
        someone.is_superuser = superuser
    keepers = {name for name, someone in accounts.items() if permissions.can_keep_account(someone, accounts[whose])}
    assert keepers == KEEPERS[whose] | {"kazakh administrator"}


def test_a_coordinator_raises_nobody_above_coordinators(people):
    given = {
        name: {role for role in Role if permissions.can_give_role(someone, role)} for name, someone in people.items()
    }
    coordinators = {Role.OBSERVER, Role.REPORTER, Role.COORDINATOR}
    assert {name: roles for name, roles in given.items() if roles} == {
        "bolat": coordinators,
        "eldor": coordinators,
        "gulnara": set(Role),
    }


def test_the_own_account_is_closed_and_moved_by_another(cast: Cast):
    colleague = user("colleague", Role.COORDINATOR, cast.forestry)
    other = user("other", Role.ADMINISTRATOR)
    for account in (cast.bolat, cast.gulnara):
        keepers = {one.username for one in User.objects.all() if permissions.can_place_account(one, account)}
        assert keepers == {"colleague", "gulnara", "other"} - {account.username} - (
            {"colleague"} if account == cast.gulnara else set()
        )
    assert permissions.can_place_account(cast.bolat, colleague)
    assert permissions.can_place_account(cast.gulnara, other)


def test_who_may_keep_an_account_may_invite_to_it_until_it_has_a_password(cast: Cast):
    waiting = User.objects.create_user("w", "w@example.org", role=Role.REPORTER, institution=cast.forestry)
    people = [cast.aigul, cast.bolat, cast.dilnoza, cast.eldor, cast.farida, cast.gulnara, cast.hasan]
    assert {one.username for one in people if permissions.can_invite(one, waiting)} == {"bolat", "gulnara"}
    for columns in ({"email": ""}, {"is_active": False}, {"password": cast.aigul.password}):
        account = User(role=Role.REPORTER, institution=cast.forestry, email="w@example.org", password="!")
        assert permissions.can_invite(cast.bolat, account)
        for name, value in columns.items():
            setattr(account, name, value)
        assert not permissions.can_invite(cast.bolat, account), columns


def test_a_coordinator_of_no_country_keeps_no_accounts(cast: Cast):
    nowhere = user("nowhere", Role.COORDINATOR, institution("igo", None, "An organisation"))
    assert not permissions.can_keep_accounts(nowhere)


def test_a_closed_account_keeps_no_account(cast: Cast):
    for keeper in (cast.bolat, cast.gulnara):
        keeper.is_active = False
        assert not permissions.can_keep_account(keeper, cast.aigul)
