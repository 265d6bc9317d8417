"""Links from mails: what opens an account once, and what opens nothing any more."""

import pytest
from django.test import Client
from django.utils import timezone

from cooperation.choices import AccountState, Role
from cooperation.models import User
from cooperation.services import accounts
from tests.cast import PASSWORD, Cast
from tests.mails import choose, link_in, sent

NEW = "another long sentence for tests"
FORGOTTEN = "/en/workspace/forgotten-password/"
DEAD = "cooperation/dead_link.html"


@pytest.fixture
def newcomer(cast: Cast) -> User:
    """Someone of Kazakhstan who is invited, and reads Russian."""
    made = User.objects.create_user(
        "ivan", "ivan@example.org", full_name="Ivan", role=Role.REPORTER, institution=cast.forestry, language="ru"
    )
    accounts.invite(made, cast.bolat, timezone.now())
    return made


@pytest.fixture
def invitation(newcomer: User) -> str:
    return link_in(sent()[-1])


def is_dead(client: Client, link: str) -> bool:
    response = client.get(link, follow=True)
    return response.status_code == 410 and DEAD in [template.name for template in response.templates]


def ask(client: Client, address: str):
    return client.post(FORGOTTEN, {"email": address})


# Invitations ---------------------------------------------------------------------------------------------------------


def test_the_newcomer_chooses_a_password_and_is_in_the_workspace(client: Client, newcomer: User, invitation: str):
    page = client.get(invitation, follow=True)
    assert '<html lang="ru"' in page.text
    assert newcomer.email in page.text
    assert "<script" not in page.text
    assert invitation.split("/")[-2] not in page.request["PATH_INFO"]
    response = choose(client, invitation, NEW)
    assert response.url == "/ru/workspace/"
    arrived = client.get(response.url)
    assert (arrived.status_code, arrived.context["user"]) == (200, newcomer)
    newcomer.refresh_from_db()
    assert newcomer.state == AccountState.IN_USE
    assert client.post("/en/workspace/sign-in/", {"username": "Ivan@example.org", "password": NEW}).status_code == 302


def test_a_weak_password_is_refused_and_the_link_still_works(client: Client, newcomer: User, invitation: str):
    response = choose(client, invitation, "ivan")
    assert response.status_code == 200
    assert response.context["form"].errors
    assert choose(client, invitation, NEW).status_code == 302


def test_a_link_works_once(client: Client, newcomer: User, invitation: str):
    choose(client, invitation, NEW)
    assert is_dead(Client(), invitation)
    assert is_dead(client, invitation)


def test_looking_does_not_use_a_link_up(newcomer: User, invitation: str):
    for _scanner in range(3):
        Client().get(invitation, follow=True)
    assert choose(Client(), invitation, NEW).status_code == 302


def test_a_link_ends_after_its_time(client: Client, newcomer: User, invitation: str, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert is_dead(client, invitation)


@pytest.mark.parametrize("link", ["MQ/abc-def", "!!/abc-def", "OTk5OTk5/abc-def", "MQ/set-password", "MQ/x"])
def test_an_invented_link_opens_nothing_and_says_what_to_do(client: Client, newcomer: User, link: str):
    for page in ("invitation", "new-password"):
        response = client.get(f"/en/workspace/{page}/{link}/")
        assert response.status_code == 410
        assert FORGOTTEN in response.text


def test_a_closed_account_is_opened_by_no_link_not_even_when_it_is_open_again(newcomer: User, invitation: str):
    opened = Client()
    form = opened.get(invitation, follow=True).request["PATH_INFO"]
    newcomer.close()
    newcomer.save()
    assert is_dead(Client(), invitation)
    assert opened.post(form, {"new_password1": NEW, "new_password2": NEW}).status_code == 410
    newcomer.is_active = True
    newcomer.save()
    assert is_dead(Client(), invitation)


def test_closing_wins_over_a_password_that_is_just_being_chosen(newcomer: User):
    choosing = User.objects.get(pk=newcomer.pk)
    newcomer.close()
    newcomer.save()
    choosing.choose_password(NEW)
    newcomer.refresh_from_db()
    assert not newcomer.is_active


def test_a_one_time_password_puts_an_end_to_the_invitation(newcomer: User, invitation: str):
    newcomer.set_password(PASSWORD)
    newcomer.save()
    assert is_dead(Client(), invitation)


def test_an_invitation_is_no_link_for_a_forgotten_password_nor_the_other_way(newcomer: User, invitation: str):
    ask(Client(), newcomer.email)
    forgotten = link_in(sent()[-1])
    assert is_dead(Client(), invitation.replace("/invitation/", "/new-password/"))
    assert is_dead(Client(), forgotten.replace("/new-password/", "/invitation/"))


def test_whoever_is_signed_in_on_the_same_machine_is_signed_out(client: Client, cast: Cast, invitation: str):
    client.force_login(cast.bolat)
    choose(client, invitation, NEW)
    assert client.get("/ru/workspace/").context["user"].username == "ivan"


# A forgotten password ------------------------------------------------------------------------------------------------


def test_a_link_for_a_new_password_comes_in_the_language_of_the_account(client: Client, cast: Cast):
    cast.aigul.language = "ru"
    cast.aigul.save()
    other = Client()
    other.force_login(cast.aigul)
    assert ask(client, "Aigul@Example.org").url == f"{FORGOTTEN}sent/"
    (letter,) = sent()
    assert letter.to == ["aigul@example.org"]
    link = link_in(letter)
    assert link.startswith("/ru/workspace/new-password/")
    response = choose(client, link, NEW)
    assert response.url == "/ru/workspace/"
    cast.aigul.refresh_from_db()
    assert cast.aigul.check_password(NEW)
    assert not cast.aigul.password_is_temporary
    assert client.get("/ru/workspace/").status_code == 200
    assert other.get("/ru/workspace/").status_code == 302
    assert is_dead(Client(), link)


def test_the_mail_says_what_to_do_and_what_not(client: Client, cast: Cast):
    assert cast.aigul
    ask(client, "aigul@example.org")
    (letter,) = sent()
    assert letter.subject == "A new password for Ustyurt Tracker"
    assert "You sign in as: aigul@example.org" in letter.body
    assert "If it was not you, do nothing" in letter.body


def test_nobody_is_told_whether_an_address_has_an_account(
    client: Client, cast: Cast, newcomer: User, django_assert_num_queries
):
    cast.dilnoza.close()
    cast.dilnoza.save()
    before = len(sent())
    answers = []
    for address in ("aigul@example.org", "nobody@example.org", cast.dilnoza.email):
        assert cast.aigul
        with django_assert_num_queries(2):
            response = ask(client, address)
        answers.append((response.status_code, response.url, response.content, sorted(response.headers)))
    assert answers[1:] == answers[:1] * 2
    assert [letter.to for letter in sent()[before:]] == [["aigul@example.org"]]
    assert client.get(f"{FORGOTTEN}sent/").status_code == 200


def test_the_same_address_gets_one_mail_in_a_quarter_of_an_hour(client: Client, cast: Cast):
    assert cast.aigul
    for address in ("aigul@example.org", "AIGUL@example.org", "aigul@example.org"):
        assert ask(client, address).status_code == 302
    assert len(sent()) == 1
    User.objects.update(password_mailed_at=timezone.now() - accounts.BETWEEN_MAILS)
    ask(client, "aigul@example.org")
    assert len(sent()) == 2


def test_one_who_never_accepted_gets_in_by_the_same_way(client: Client, newcomer: User):
    ask(client, newcomer.email)
    assert choose(client, link_in(sent()[-1]), NEW).status_code == 302


def test_an_account_without_an_address_gets_no_mail(client: Client, cast: Cast):
    User.objects.filter(pk=cast.aigul.pk).update(email="")
    assert ask(client, "").context["form"].errors
    accounts.mail_password_link("", timezone.now())
    assert sent() == []


def test_a_mail_server_that_fails_changes_nothing_in_the_answer(client: Client, cast: Cast, settings, caplog):
    settings.EMAIL_BACKEND = "tests.cooperation.admin.test_invitation.BrokenServer"
    assert cast.aigul
    assert ask(client, "aigul@example.org").url == f"{FORGOTTEN}sent/"
    assert sent() == []
    assert "could not be sent" in caplog.text


def test_a_new_password_opens_a_locked_account_at_once(client: Client, cast: Cast):
    assert cast.aigul
    for _attempt in range(5):
        client.post("/en/workspace/sign-in/", {"username": "aigul", "password": "a wrong sentence"})
    ask(client, "aigul@example.org")
    choose(client, link_in(sent()[0]), NEW)
    client.post("/en/workspace/sign-out/")
    assert client.post("/en/workspace/sign-in/", {"username": "aigul", "password": NEW}).status_code == 302


def test_a_link_ends_when_its_account_signs_in(client: Client, cast: Cast):
    assert cast.aigul
    ask(client, "aigul@example.org")
    client.post("/en/workspace/sign-in/", {"username": "aigul", "password": PASSWORD})
    assert is_dead(Client(), link_in(sent()[0]))


def test_a_foreign_page_cannot_send_the_forms(cast: Cast, invitation: str):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORGOTTEN, {"email": "aigul@example.org"}).status_code == 403
    form = strict.get(invitation, follow=True).request["PATH_INFO"]
    assert strict.post(form, {"new_password1": NEW, "new_password2": NEW}).status_code == 403
