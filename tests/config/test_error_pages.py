"""Error pages help, in the reader's language."""

import pytest
from django.test import Client

from tests.cast import Cast, report

LANGUAGES = ["en", "ru", "uz", "kk", "tk"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_exist_answers_404_with_ways_on(client: Client, db, language: str):
    response = client.get(f"/{language}/no/such/page/")
    page = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}">' in page
    assert f'href="/{language}/roadmaps/"' in page


def test_what_one_may_not_do_answers_403_with_the_reason(client: Client, cast: Cast):
    made = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.aigul)
    client.post(f"/en/workspace/reports/{made.pk}/submit/")
    response = client.post(f"/en/workspace/reports/{made.pk}/publish/")
    assert response.status_code == 403
    assert "You may not do this" in response.content.decode()


def test_a_form_without_its_token_answers_403_and_says_what_to_do(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hasan)
    response = client.post("/en/workspace/password/")
    assert response.status_code == 403
    assert "reload the page" in response.content.decode()


def test_a_suspicious_request_answers_400_without_what_the_framework_found(client: Client, db):
    response = client.get("/en/roadmaps/", headers={"host": "evil.example"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "The request cannot be understood" in page
    assert "ALLOWED_HOSTS" not in page
