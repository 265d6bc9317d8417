"""A blank spreadsheet to fill is taken from the page of a roadmap, in each language."""

import io

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import Cast


def address(cast: Cast, language: str) -> str:
    return f"{reverse('admin:roadmap_roadmap_template', args=[cast.plateau.pk])}?language={language}"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_secretariat_takes_it_in_each_language(client: Client, cast: Cast, language: str):
    client.force_login(cast.farida)
    page = client.get(reverse("admin:roadmap_roadmap_change", args=[cast.plateau.pk])).content.decode()
    assert address(cast, language) in page
    response = client.get(address(cast, language))
    assert f"-{language}.xlsx" in response["Content-Disposition"]
    assert load_workbook(io.BytesIO(response.content)).worksheets[0].max_column > 5


def test_there_is_none_in_another_language_or_of_another_roadmap(client: Client, cast: Cast):
    client.force_login(cast.farida)
    assert client.get(address(cast, "fr")).status_code == 404
    assert client.get(reverse("admin:roadmap_roadmap_template", args=[cast.plateau.pk + 1])).status_code == 404
    assert client.post(address(cast, "ru")).status_code == 405


@pytest.mark.parametrize("name", ["aigul", "bolat", "gulnara", "hasan"])
def test_nobody_else_takes_it(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    assert client.get(address(cast, "ru")).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client, cast: Cast):
    assert client.get(address(cast, "ru")).status_code == 302
