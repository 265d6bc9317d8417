"""Coming in, going out, and the one-time password."""

import pytest
from django.test import Client

from cooperation.models import User
from tests.cast import PASSWORD, Cast

NEW = "another long sentence for tests"


def sign_in(client: Client, username: str, password: str = PASSWORD, address: str = "/en/workspace/sign-in/", **data):
    return client.post(address, {"username": username, "password": password, **data})


def test_whoever_signs_in_lands_in_the_workspace_in_the_language_of_the_account(client: Client, cast: Cast):
    cast.aigul.language = "kk"
    cast.aigul.save()
    response = sign_in(client, "aigul")
    assert response.url == "/kk/workspace/"
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("name", ["aigul", "aigul@example.org", "Aigul@Example.ORG", " aigul@example.org "])
def test_the_name_is_the_mail_address_or_the_user_name(client: Client, cast: Cast, name: str):
    assert cast.aigul
    assert sign_in(client, name).url == "/en/workspace/"


def test_an_address_opens_the_account_that_has_it_now(client: Client, cast: Cast):
    User.objects.filter(pk=cast.dilnoza.pk).update(is_active=False, email="aigul@example.org")
    User.objects.filter(pk=cast.eldor.pk).update(username="aigul@example.org")
    assert cast.aigul
    sign_in(client, "aigul@example.org")
    assert client.get("/en/workspace/").context["user"] == cast.aigul


def test_an_account_without_an_address_is_not_opened_by_no_name(client: Client, cast: Cast):
    User.objects.filter(pk=cast.aigul.pk).update(email="")
    assert sign_in(client, " ").context["form"].errors


def test_whoever_wanted_to_go_elsewhere_gets_there(client: Client, cast: Cast):
    assert cast.aigul
    address = "/en/workspace/sign-in/?next=/admin/"
    assert sign_in(client, "aigul", address=address, next="/admin/").url == "/admin/"


def test_nobody_is_sent_to_a_foreign_host(client: Client, cast: Cast):
    assert cast.aigul
    assert sign_in(client, "aigul", next="https://example.org/").url == "/en/workspace/"


def test_a_wrong_password_is_refused_at_the_form(client: Client, cast: Cast):
    assert cast.aigul
    response = sign_in(client, "aigul", "a wrong sentence")
    assert response.status_code == 200
    assert response.context["form"].errors


def test_after_five_failures_even_the_right_password_is_locked_out(client: Client, cast: Cast):
    assert cast.aigul
    for _attempt in range(5):
        response = sign_in(client, "aigul", "a wrong sentence")
    assert response.status_code == 429
    assert "cooperation/locked_out.html" in [template.name for template in response.templates]
    assert sign_in(client, "aigul").status_code == 429


def test_failures_count_for_the_account_by_whichever_name_it_was_called(client: Client, cast: Cast):
    assert cast.aigul
    for name in ("aigul", "aigul@example.org", "AIGUL@example.org", "Aigul@example.org", "aigul"):
        response = sign_in(client, name, "a wrong sentence")
    assert response.status_code == 429
    for name in ("aigul", "aigul@example.org", "AIGUL@EXAMPLE.ORG"):
        assert sign_in(client, name).status_code == 429


def test_a_one_time_password_opens_a_locked_account_at_once(client: Client, cast: Cast):
    assert cast.aigul
    for _attempt in range(5):
        sign_in(client, "aigul", "a wrong sentence")
    keeper = Client()
    keeper.force_login(cast.bolat)
    address = f"/admin/cooperation/user/{cast.aigul.pk}/password/"
    keeper.post(address, {"password1": NEW, "password2": NEW})
    assert sign_in(client, "aigul", NEW).status_code == 302


def test_signing_out_takes_a_post(client: Client, cast: Cast):
    client.force_login(cast.aigul)
    assert client.get("/en/workspace/sign-out/").status_code == 405
    assert client.post("/en/workspace/sign-out/").url == "/en/"
    assert client.get("/en/workspace/").url.startswith("/en/workspace/sign-in/")


@pytest.fixture
def newcomer(cast: Cast):
    cast.aigul.password_is_temporary = True
    cast.aigul.save()
    return cast.aigul


@pytest.mark.parametrize("address", ["/en/workspace/", "/admin/", "/en/", "/en/methodology/"])
def test_a_one_time_password_opens_only_the_page_on_which_it_is_replaced(client: Client, newcomer, address: str):
    client.force_login(newcomer)
    assert client.get(address).url == "/en/workspace/password/"


def test_the_new_password_ends_the_one_time_password(client: Client, newcomer):
    client.force_login(newcomer)
    address = "/en/workspace/password/"
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(address, data).url == "/en/workspace/"
    newcomer.refresh_from_db()
    assert not newcomer.password_is_temporary
    assert newcomer.check_password(NEW)
    assert client.get("/en/workspace/").status_code == 200


def test_the_one_time_password_cannot_be_kept(client: Client, newcomer):
    client.force_login(newcomer)
    data = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    response = client.post("/en/workspace/password/", data)
    assert "new_password1" in response.context["form"].errors
    newcomer.refresh_from_db()
    assert newcomer.password_is_temporary


def test_a_stranger_has_no_password_to_change(client: Client, db):
    assert client.get("/en/workspace/password/").url.startswith("/en/workspace/sign-in/")
