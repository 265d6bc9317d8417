"""Takes the pictures of the guides from a running site with the sample roadmaps.

.venv/bin/python docs/pictures.py http://127.0.0.1:8000 reporter:PASSWORD coordinator:PASSWORD

The first account is a reporter of a leading institution, the second the coordinator of a country whose consent is
missing; both have replaced their one-time passwords. Chromium is that of the system.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1100, "height": 800}
ROADMAP = "roadmaps/ustyurt-sample"


@contextmanager
def signed_in(browser: Browser, site: str, account: str, size: dict[str, int]) -> Iterator[Page]:
    """A page of someone who has signed in."""
    name, _, password = account.partition(":")
    page = browser.new_page(viewport=size, device_scale_factor=1)  # type: ignore[arg-type]  # a plain dict
    page.goto(f"{site}/en/workspace/sign-in/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("main form button")
    page.wait_for_url("**/workspace/")
    yield page
    page.close()


def take(page: Page, name: str, language: str, top: str = "body") -> None:
    """What the window shows from an element on."""
    page.locator(top).first.evaluate("one => scrollTo({top: one.offsetTop - 12, behavior: 'instant'})")
    page.screenshot(path=IMAGES / f"{name}.{language}.png")


def as_reporter(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/workspace/")
    take(page, "workspace", language, "h1")
    report = page.locator(".owing .verbs a.button").first
    page.goto(f"{site}{report.get_attribute('href')}")
    take(page, "report", language, "form.report-form")


def as_coordinator(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/workspace/")
    consent = page.locator("a[href*='/workspace/deadlines/']").first.get_attribute("href")
    page.goto(f"{site}/{language}/{ROADMAP}/rounds/")
    first = page.locator(f"main li a[href*='/{ROADMAP}/rounds/']").first.get_attribute("href")
    page.goto(f"{site}{first}")
    take(page, "round", language)
    page.goto(f"{site}/{language}/{ROADMAP}/changes/")
    take(page, "changes", language, "h2.small")
    page.goto(f"{site}{consent}")
    take(page, "consent", language, ".card.state")


def main(site: str, reporter: str, coordinator: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for language in ("en", "ru"):
            with signed_in(browser, site, reporter, PHONE) as page:
                as_reporter(page, site, language)
            with signed_in(browser, site, coordinator, DESK) as page:
                as_coordinator(page, site, language)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), *sys.argv[2:4])
