"""The first command of a new site makes its accounts, once."""

from io import StringIO

import pytest
from django.core.management import call_command

from cooperation.choices import Role
from cooperation.models import User
from roadmap.choices import Part
from roadmap.models import Roadmap


@pytest.fixture
def prepare(db, settings, tmp_path):
    """Runs the command with its static files put aside; gives what it printed."""
    settings.STATIC_ROOT = tmp_path / "static"

    def run(**options: bool) -> str:
        out = StringIO()
        call_command("prepare", stdout=out, **options)
        return out.getvalue()

    return run


def test_each_role_gets_an_account_with_a_one_time_password_that_is_printed_and_not_kept(prepare):
    printed = dict(line.split()[:2] for line in prepare().splitlines() if line.startswith("  "))
    assert list(printed) == Role.values
    for username, password in printed.items():
        user = User.objects.get(username=username)
        assert user.role == username
        assert user.check_password(password)
        assert user.password_is_temporary
        assert password not in user.password


def test_a_reporter_and_her_coordinator_act_for_one_country(prepare):
    prepare()
    reporter, coordinator = (User.objects.get(role=role, is_active=True) for role in (Role.REPORTER, Role.COORDINATOR))
    assert reporter.country == coordinator.country is not None
    assert reporter.institution != coordinator.institution


def test_the_reporter_has_something_to_report(prepare):
    prepare()
    reporter = User.objects.get(role=Role.REPORTER, is_active=True)
    assert reporter.institution.responsibilities.filter(part=Part.LEAD).exists()


def test_a_second_time_makes_and_prints_nothing(prepare):
    prepare()
    before = set(User.objects.values_list("username", "password"))
    assert prepare() == ""
    assert set(User.objects.values_list("username", "password")) == before


def test_a_real_site_gets_no_sample_and_only_an_administrator(prepare):
    prepare(no_sample=True)
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert not Roadmap.objects.filter(is_sample=True).exists()
