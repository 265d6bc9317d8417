"""From an invitation to the workspace, and back in after a forgotten password: on a telephone, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from cooperation.choices import Role
from cooperation.models import User
from tests.browser.conftest import Open
from tests.cast import Cast
from tests.mails import link_in, sent

pytestmark = pytest.mark.browser

PHONE = 360
FIRST, SECOND = "a long sentence of her own", "another long sentence of hers"


def choose(page: Page, password: str) -> None:
    for name in ("new_password1", "new_password2"):
        page.locator(f"[name={name}]").fill(password)
    page.get_by_role("button", name="Set the password").click()


def test_one_who_is_invited_comes_in_and_after_forgetting_comes_in_again(window: Open, cast: Cast):
    assert cast.forestry
    keeper = window(cast.bolat)
    keeper.goto("/admin/cooperation/user/add/")
    keeper.get_by_label("Full name").fill("Zarina")
    keeper.get_by_label("Mail address").fill("zarina@example.org")
    keeper.get_by_label("Role").select_option(Role.REPORTER)
    keeper.get_by_label("Institution").select_option(label="Committee of Forestry and Wildlife")
    keeper.get_by_role("button", name="Save", exact=True).click()
    expect(keeper.get_by_text("The invitation was sent to zarina@example.org.")).to_be_visible()
    expect(keeper.get_by_role("button", name="Send the invitation again")).to_be_visible()

    phone = window(width=PHONE, java_script_enabled=False)
    invitation = link_in(sent()[0])
    phone.goto(invitation)
    expect(phone.get_by_role("main")).to_contain_text("Committee of Forestry and Wildlife")
    choose(phone, FIRST)
    phone.wait_for_url("**/workspace/")
    expect(phone.get_by_role("status")).to_contain_text("zarina@example.org")
    phone.get_by_role("button", name="Sign out").click()

    phone.goto("/en/workspace/sign-in/")
    phone.get_by_role("link", name="Forgotten your password?").click()
    phone.get_by_label("Mail address").fill("Zarina@Example.org")
    phone.get_by_role("button", name="Send the link").click()
    expect(phone.get_by_role("heading", name="Look into your mail")).to_be_visible()
    phone.goto(link_in(sent()[1]))
    choose(phone, SECOND)
    phone.wait_for_url("**/workspace/")
    assert User.objects.get(full_name="Zarina").check_password(SECOND)

    stranger = window(width=PHONE, java_script_enabled=False)
    assert stranger.goto(invitation).status == 410
    expect(stranger.get_by_role("heading", name="This link no longer works")).to_be_visible()
