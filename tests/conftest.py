"""What every test can ask for."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from tests.cast import Cast

# Examples of each property: as usual, or, with ``--hypothesis-profile=mutation``, few and always the same ones.
hypothesis_settings.register_profile("usual", max_examples=100, deadline=None)
hypothesis_settings.register_profile(
    "mutation", max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
hypothesis_settings.load_profile("usual")

OTHER_DATABASE = "does not apply to this database"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips", action="store_true", help=f"fail where a test is skipped, unless it {OTHER_DATABASE}"
    )


@pytest.hookimpl(tryfirst=True)  # before marks are asked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database says the same on each."""
    for item in items:
        if "db" not in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker("same_everywhere")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ``--no-skips``, what was skipped for another reason than its database is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not session.config.getoption("no_skips"):
        return
    skipped = [report for report in reporter.stats.get("skipped", []) if OTHER_DATABASE not in str(report.longrepr)]
    for report in skipped:
        reporter.write_line(f"\nSKIPPED, which may not be: {report.nodeid}: {report.longrepr}", red=True)
    if skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Tests need no collected static files, keep uploads to themselves and hash passwords quickly."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PUBLIC_PAGE_SECONDS = 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def in_english():
    """A page in another language leaves that language behind; each test begins in English."""
    translation.activate("en")


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def trail_of_all(monkeypatch):
    """The trail tells how the cast came about, too."""
    monkeypatch.setattr("tests.cast.from_the_beginning", True)


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The reference data, loaded once for the tests of a file and taken away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        yield
        transaction.set_rollback(True)
