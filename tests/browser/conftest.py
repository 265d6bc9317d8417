"""Chromium, and one window a person."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cooperation.models import User
from tests.cast import PASSWORD

# Playwright's event loop runs in the thread of the tests, which also speak to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser: Browser, live_server) -> Iterator[Open]:
    """Opens a window of its own: of someone who signs in, or of a stranger; ``width`` in px, other words go on."""
    contexts = []

    def opened(someone: User | None = None, width: int = 1280, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, locale="en", **options
        )
        contexts.append(context)
        page = context.new_page()
        if someone:
            page.goto("/en/workspace/sign-in/")
            page.get_by_label("Mail address or user name").fill(someone.username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/workspace/")
        return page

    yield opened
    for context in contexts:
        context.close()
