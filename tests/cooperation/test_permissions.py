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


def test_a_coordinator_of_no_country_keeps_no_accounts(cast: Cast):
    nowhere = user("nowhere", Role.COORDINATOR, institution("igo", None, "An organisation"))
    assert not permissions.can_keep_accounts(nowhere)


def test_a_closed_account_keeps_no_account(cast: Cast):
    for keeper in (cast.bolat, cast.gulnara):
        keeper.is_active = False
        assert not permissions.can_keep_account(keeper, cast.aigul)
