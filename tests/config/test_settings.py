"""A site does not start with settings that are missing or unsafe, and says which."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SAFE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "".join(chr(ord("0") + number) for number in range(60)),
    "ALLOWED_HOSTS": "tracker.example",
    "SITE_URL": "https://tracker.example",
}


@pytest.fixture
def load(tmp_path: Path):
    """Loads a copy of the settings, which has no ``.env`` beside it, in a process of its own."""
    shutil.copy(settings.BASE_DIR / "config" / "settings.py", tmp_path)

    def run(code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", f"from settings import *\n{code}"]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_safe_production_settings_load(load):
    assert load(**SAFE).returncode == 0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", "on", "DEBUG must be off"),
        ("SECRET_KEY", "short-but-with-many-kinds", "SECRET_KEY must have at least 50 characters"),
        ("SECRET_KEY", "abc" * 20, "of at least 10 kinds"),
        ("SECRET_KEY", "", "SECRET_KEY must have at least 50 characters"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must name the hosts"),
        ("ALLOWED_HOSTS", "tracker.example,*", "without '*'"),
        ("SITE_URL", "http://tracker.example", "SITE_URL must begin with https://"),
        ("ENVIRONMENT", "staging", "ENVIRONMENT is 'production' or 'local', not 'staging'"),
    ],
)
def test_production_refuses_an_unsafe_setting_and_names_it(load, name, value, words):
    refused = load(**{**SAFE, name: value})
    assert refused.returncode != 0
    assert "ImproperlyConfigured" in refused.stderr
    assert words in refused.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL"])
def test_production_names_a_setting_that_is_missing(load, name):
    refused = load(**{key: value for key, value in SAFE.items() if key != name})
    assert refused.returncode != 0
    assert name in refused.stderr.splitlines()[-1]


def test_production_is_what_counts_where_nothing_is_said(load):
    refused = load(**{key: value for key, value in SAFE.items() if key != "ENVIRONMENT"}, DEBUG="on")
    assert "DEBUG must be off" in refused.stderr


def test_a_local_site_needs_a_secret_key_too(load):
    refused = load(ENVIRONMENT="local")
    assert refused.returncode != 0
    assert "SECRET_KEY" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("BEHIND_TLS_PROXY", "maybe"),
        ("EVIDENCE_MAX_BYTES", "20 MB"),
        ("DATABASE_URL", "nonsense"),
    ],
)
def test_a_malformed_value_is_refused(load, name, value):
    assert load(**{**SAFE, name: value}).returncode != 0


def test_production_sends_cookies_over_tls_only_and_redirects_to_it(load):
    code = "assert SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE and SECURE_SSL_REDIRECT and SECURE_HSTS_SECONDS"
    assert load(code, **SAFE).returncode == 0
