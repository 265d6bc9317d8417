"""What Django and other libraries say is there in every language."""

import shutil

import pytest
from django.utils.translation import gettext, override

from config.catalogues import libraries, product


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(product.BASE / "locale" / "libraries", tmp_path / "locale" / "libraries")
    return tmp_path


def write(path, language, messages):
    path.write_bytes(product.po_bytes(product.PlainCatalog(language, messages)))


def test_nothing_is_lacking_or_foreign():
    assert list(libraries.problems()) == []


def test_a_message_of_django_that_is_gone_is_lacking(copy):
    path = product.po_paths("uz", copy)[1]
    messages = product.loaded(path)
    del messages[None, "Enter a valid domain name."]
    write(path, "uz", messages.values())
    assert list(libraries.problems(copy)) == [
        "locale/libraries/uz/LC_MESSAGES/django.po lacks 'Enter a valid domain name.'"
    ]


def test_a_message_that_no_library_says_is_foreign(copy):
    path = product.po_paths("uz", copy)[1]
    messages = {**product.loaded(path), (None, "ours"): product.Message("ours", "bizniki")}
    write(path, "uz", messages.values())
    assert "locale/libraries/uz/LC_MESSAGES/django.po: no library says 'ours'" in list(libraries.problems(copy))


@pytest.mark.parametrize("language", ["ru", "uz", "kk", "tk"])
def test_django_speaks_the_language(language):
    with override(language):
        assert gettext("Enter a valid domain name.") != "Enter a valid domain name."
