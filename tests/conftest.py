"""What every test can ask for."""

import pytest

from tests.cast import Cast


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Tests need no collected static files, keep uploads to themselves and hash passwords quickly."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PUBLIC_PAGE_SECONDS = 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def cast(db) -> Cast:
    return Cast()
