"""What the site still says when its database does not answer."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import json
import django
from django.conf import settings
from django.test import Client

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
django.setup()
client = Client(raise_request_exception=False, headers={"host": "localhost"})
asked = {address: client.get(address) for address in ("/healthz", "/readyz", "/en/", "/ru/roadmaps/")}
print(json.dumps({address: (response.status_code, response.content.decode()) for address, response in asked.items()}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, list]:
    """Status and content of the answers of a process whose database is nowhere."""
    nowhere = tmp_path_factory.mktemp("empty") / "nowhere" / "db.sqlite3"
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENVIRONMENT": "local",
        "SECRET_KEY": "no secret",
        "DATABASE_URL": f"sqlite:///{nowhere}",
        "DEBUG": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_the_process_lives(answers):
    assert answers["/healthz"] == [200, "ok"]


def test_it_is_not_ready(answers):
    assert answers["/readyz"] == [503, "the database does not answer"]


@pytest.mark.parametrize(("address", "language"), [("/en/", "en"), ("/ru/roadmaps/", "ru")])
def test_pages_say_in_the_reader_s_language_that_something_is_wrong(answers, address: str, language: str):
    status, page = answers[address]
    assert status == 500
    assert f'<html lang="{language}">' in page
    assert 'class="masthead"' in page
