"""The first command of a new site makes its accounts, once."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from cooperation.choices import Role
from cooperation.models import User
from roadmap.choices import Part
from roadmap.models import Roadmap

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere, pytest.mark.xdist_group("prepare")]


def prepare(**options: bool) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("prepare", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """What it printed on a new site, which stays for the tests that ask for it."""
    folder = tmp_path_factory.mktemp("site")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    site = override_settings(STATIC_ROOT=folder / "static", MEDIA_ROOT=folder / "media", PASSWORD_HASHERS=quick)
    with site, django_db_blocker.unblock(), transaction.atomic():
        yield prepare()
        transaction.set_rollback(True)


def test_a_real_site_gets_no_sample_and_only_an_administrator():
    prepare(no_sample=True)
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert not Roadmap.objects.filter(is_sample=True).exists()


def test_each_role_gets_an_account_with_a_one_time_password_that_is_printed_and_not_kept(printed: str):
    passwords = dict(line.split()[:2] for line in printed.splitlines() if line.startswith("  "))
    assert list(passwords) == Role.values
    for username, password in passwords.items():
        user = User.objects.get(username=username)
        assert user.role == username
        assert user.check_password(password)
        assert user.password_is_temporary
        assert password not in user.password


@pytest.mark.usefixtures("printed")
def test_a_reporter_and_her_coordinator_act_for_one_country():
    reporter, coordinator = (User.objects.get(role=role, is_active=True) for role in (Role.REPORTER, Role.COORDINATOR))
    assert reporter.country == coordinator.country is not None
    assert reporter.institution != coordinator.institution


@pytest.mark.usefixtures("printed")
def test_the_reporter_has_something_to_report():
    reporter = User.objects.get(role=Role.REPORTER, is_active=True)
    assert reporter.institution.responsibilities.filter(part=Part.LEAD).exists()


@pytest.mark.usefixtures("printed")
def test_a_second_time_makes_and_prints_nothing():
    before = set(User.objects.values_list("username", "password"))
    assert prepare() == ""
    assert set(User.objects.values_list("username", "password")) == before
