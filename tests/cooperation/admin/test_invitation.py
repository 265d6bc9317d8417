"""Invitations go out by mail: when an account is made, opened again or moves to another address, and on request."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from cooperation.choices import AccountState, Role
from cooperation.models import User
from tests.admin_forms import filled
from tests.cast import Cast, user
from tests.cooperation.admin.test_user import ADD, LIST, account, change, ivans
from tests.mails import choose, link_in, sent

NEW = "another long sentence for tests"
BROKEN = "tests.cooperation.admin.test_invitation.BrokenServer"


class BrokenServer:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs) -> None:
        pass

    def send_messages(self, messages) -> None:
        raise ConnectionRefusedError


@pytest.fixture
def newcomer(cast: Cast) -> User:
    """An account that nobody has opened."""
    return User.objects.create_user(
        "ivan", "ivan@example.org", full_name="Ivan", role=Role.REPORTER, institution=cast.forestry, language="ru"
    )


@pytest.fixture
def save(client: Client, django_capture_on_commit_callbacks):
    """Posts a form as if nothing held its transaction open."""

    def run(address: str, data: dict):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data)

    return run


def invite(someone: User) -> str:
    return f"{LIST}{someone.pk}/invite/"


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("language", ["en", "ru", "uz", "kk", "tk"])
def test_a_new_account_gets_an_invitation_in_its_language(client: Client, cast: Cast, save, language: str):
    client.force_login(cast.bolat)
    save(ADD, account(role=Role.REPORTER, institution=cast.forestry.pk, language=language))
    (letter,) = sent()
    assert letter.to == ["ivan@example.org"]
    assert letter.reply_to == ["bolat@example.org"]
    assert letter.content_subtype == "plain"
    assert link_in(letter).startswith(f"/{language}/workspace/invitation/")
    assert str(timezone.localdate().year) in letter.body
    assert "&" not in letter.body
    for words in ("Ivan", "Bolat", "Committee of Forestry and Wildlife", "ivan@example.org"):
        assert words in letter.body
    assert ivans().get().state == AccountState.INVITED


def test_the_invitation_says_who_invites_as_what_for_whom_and_until_when(client: Client, cast: Cast, newcomer: User):
    newcomer.language = "en"
    newcomer.save()
    client.force_login(cast.bolat)
    client.post(invite(newcomer))
    (letter,) = sent()
    until = timezone.localdate() + timedelta(days=7)
    assert letter.subject == "Invitation to Ustyurt Tracker"
    assert "Bolat has made an account for you" in letter.body
    assert "Role: reporter\nInstitution: Committee of Forestry and Wildlife\nYou sign in as: ivan@example.org" in (
        letter.body
    )
    assert f"until {until.day} {until:%B %Y}" in letter.body


def test_names_stand_in_a_mail_as_they_are_written(client: Client, cast: Cast, newcomer: User):
    User.objects.update(full_name="Gʻulom O'Neil & Co <x>")
    client.force_login(cast.bolat)
    client.post(invite(newcomer))
    assert "Gʻulom O'Neil & Co <x>" in sent()[0].body


def test_one_of_the_secretariat_has_no_institution_to_be_named(client: Client, cast: Cast, save):
    client.force_login(cast.gulnara)
    save(ADD, account(role=Role.SECRETARIAT, language="en"))
    assert "Institution" not in sent()[0].body


@pytest.mark.django_db(transaction=True)
def test_the_page_says_that_the_invitation_went_out(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    data = account(role=Role.REPORTER, institution=cast.forestry.pk)
    text = client.post(ADD, data, follow=True).text
    assert "The invitation was sent to ivan@example.org." in text
    assert "not yet accepted" in text


@pytest.mark.django_db(transaction=True)
def test_where_the_mail_server_fails_the_account_is_kept_and_the_page_says_what_to_do(
    client: Client, cast: Cast, settings
):
    settings.EMAIL_BACKEND = BROKEN
    client.force_login(cast.bolat)
    data = account(role=Role.REPORTER, institution=cast.forestry.pk)
    response = client.post(ADD, data, follow=True)
    assert response.status_code == 200
    assert "could not be sent" in response.text
    assert "Not invited" in response.text
    assert ivans().get().state == AccountState.NOT_INVITED
    assert f'action="{invite(ivans().get())}"' in response.text


def test_a_site_without_a_mail_server_says_where_the_mail_stands(client: Client, cast: Cast, newcomer: User, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client.force_login(cast.bolat)
    assert "EMAIL_URL" in said(client.post(invite(newcomer)))


def test_a_change_of_the_name_sends_nothing(client: Client, cast: Cast, newcomer: User, save):
    client.force_login(cast.bolat)
    save(change(newcomer), filled(client.get(change(newcomer))) | {"full_name": "Ivan the Second"})
    save(change(cast.aigul), filled(client.get(change(cast.aigul))) | {"email": "new@example.org"})
    assert sent() == []


def test_an_address_that_was_mistyped_is_invited_anew_and_the_old_link_ends(
    client: Client, cast: Cast, newcomer: User, save
):
    client.force_login(cast.bolat)
    client.post(invite(newcomer))
    save(change(newcomer), filled(client.get(change(newcomer))) | {"email": "right@example.org"})
    wrong, right = sent()
    assert right.to == ["right@example.org"]
    assert Client().get(link_in(wrong)).status_code == 410
    assert Client().get(link_in(right)).status_code == 302


def test_one_who_comes_back_is_invited_anew(client: Client, cast: Cast, save):
    client.force_login(cast.bolat)
    data = filled(client.get(change(cast.aigul)))
    save(change(cast.aigul), {key: value for key, value in data.items() if key != "is_active"})
    assert sent() == []
    save(change(cast.aigul), filled(client.get(change(cast.aigul))) | {"is_active": "on"})
    (letter,) = sent()
    assert choose(Client(), link_in(letter), NEW).status_code == 302
    cast.aigul.refresh_from_db()
    assert cast.aigul.state == AccountState.IN_USE


# Once more, by a button or for several -------------------------------------------------------------------------------


def test_an_invitation_is_sent_again_by_a_button(client: Client, cast: Cast, newcomer: User):
    client.force_login(cast.bolat)
    assert f'action="{invite(newcomer)}"' in client.get(change(newcomer)).text
    response = client.post(invite(newcomer))
    assert response.url == change(newcomer)
    assert len(sent()) == 1
    assert client.post(invite(newcomer)).status_code == 302
    for letter in sent():
        assert Client().get(link_in(letter)).status_code == 302


def test_the_button_stands_only_where_there_is_something_to_send(client: Client, cast: Cast):
    client.force_login(cast.bolat)
    assert "/invite/" not in client.get(change(cast.aigul)).text
    assert "Nothing was sent" in said(client.post(invite(cast.aigul)))
    assert sent() == []


def test_an_invitation_is_not_sent_by_looking(client: Client, cast: Cast, newcomer: User):
    client.force_login(cast.bolat)
    assert client.get(invite(newcomer)).status_code == 405


@pytest.mark.parametrize(("person", "status"), [("eldor", 404), ("dilnoza", 404), ("farida", 404), ("aigul", 404)])
@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_else_sends_an_invitation(
    client: Client, cast: Cast, newcomer: User, person: str, status: int, superuser: bool
):
    User.objects.filter(pk=getattr(cast, person).pk).update(is_superuser=superuser)
    client.force_login(getattr(cast, person))
    assert client.post(invite(newcomer)).status_code == status
    assert sent() == []


def test_an_observer_and_a_stranger_are_stopped_before_the_admin(client: Client, cast: Cast, newcomer: User):
    assert client.post(invite(newcomer)).url.startswith("/admin/login/")
    client.force_login(cast.hasan)
    assert client.post(invite(newcomer)).status_code == 403
    assert sent() == []


def in_bulk(*people: User) -> dict:
    return {"action": "send_invitations", "_selected_action": [one.pk for one in people]}


def test_several_are_invited_at_once_but_only_the_own_and_only_who_waits(client: Client, cast: Cast, newcomer: User):
    foreign = User.objects.create_user("f", "f@example.org", role=Role.REPORTER, institution=cast.ecology)
    closed = user("closed", Role.REPORTER, cast.forestry, is_active=False)
    client.force_login(cast.bolat)
    text = client.post(LIST, in_bulk(newcomer, foreign, closed, cast.aigul, cast.farida), follow=True).text
    assert [letter.to for letter in sent()] == [["ivan@example.org"]]
    assert "Nothing was sent to 2 accounts" in text


@pytest.mark.parametrize("person", ["aigul", "farida"])
def test_whoever_keeps_no_accounts_invites_nobody_in_bulk(client: Client, cast: Cast, newcomer: User, person: str):
    client.force_login(getattr(cast, person))
    assert client.post(LIST, in_bulk(newcomer)).status_code == 403
    assert sent() == []


def test_a_mail_server_that_fails_is_not_asked_again_for_the_rest(client: Client, cast: Cast, newcomer: User, settings):
    settings.EMAIL_BACKEND = BROKEN
    others = [
        User.objects.create_user(f"n{n}", f"n{n}@example.org", role=Role.REPORTER, institution=cast.forestry)
        for n in range(2)
    ]
    client.force_login(cast.bolat)
    text = client.post(LIST, in_bulk(newcomer, *others), follow=True).text
    assert text.count("could not be sent") == 1
    assert "2 further invitations were not tried." in text


def test_an_account_says_how_far_it_has_come(client: Client, cast: Cast, newcomer: User, settings):
    client.force_login(cast.bolat)
    assert "Not invited" in client.get(change(newcomer)).text
    client.post(invite(newcomer))
    assert "not yet accepted. The link works until" in client.get(change(newcomer)).text
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "The link has ended" in client.get(change(newcomer)).text
    settings.PASSWORD_RESET_TIMEOUT = 60
    choose(Client(), link_in(sent()[0]), NEW)
    assert "In use" in client.get(change(newcomer)).text
