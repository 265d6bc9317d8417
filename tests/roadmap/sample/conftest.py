"""What tests of the samples can ask for."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="package")
def sample(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The reference data and the samples, loaded once for the tests of this folder and taken away after them."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        call_command("load_sample", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)
