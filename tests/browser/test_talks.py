"""On telephones: two countries consent to a new deadline; one asks, the other answers, and everyone reads it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_layout import sticks_out
from tests.cast import Cast, published

pytestmark = pytest.mark.browser
ACTION = "/en/roadmaps/plateau/actions/2.3/"


def test_a_revision_is_in_force_once_two_countries_have_consented(window: Open, cast: Cast):
    assert cast.count
    secretariat, stranger = window(cast.farida, width=360), window(width=360)
    secretariat.goto(ACTION)
    secretariat.get_by_role("link", name="Propose another deadline").click()
    secretariat.get_by_label("New deadline in words").fill("by the end of 2029")
    secretariat.get_by_label("Why the deadline is to change").fill("No aircraft in autumn.")
    assert sticks_out(secretariat) == []
    secretariat.get_by_role("button", name="Propose").click()
    expect(secretariat.get_by_role("status")).to_contain_text("31 December 2029 (2029)")
    secretariat.get_by_role("button", name="Propose").click()
    expect(secretariat.get_by_role("status")).to_contain_text("It moves nothing until it is agreed")

    expect(deadline(stranger)).to_contain_text("announced, not agreed")
    expect(deadline(stranger)).to_contain_text("The consents of Kazakhstan and Uzbekistan are missing.")
    consent(window(cast.bolat, width=360), "04-12/881")
    expect(deadline(stranger)).to_contain_text("The consent of Uzbekistan is missing.")
    expect(deadline(stranger)).to_contain_text("announced, not agreed")
    consent(window(cast.eldor, width=360), "02-05/1-77")
    expect(deadline(stranger)).to_contain_text("by the consent of every country that leads")
    expect(deadline(stranger)).not_to_contain_text("announced, not agreed")
    expect(deadline(stranger)).to_contain_text("1,096 days later than the original")


def consent(page: Page, letter: str) -> None:
    """A coordinator finds the revision in the workspace and consents."""
    page.get_by_role("heading", name="Revisions that await your consent").wait_for()
    page.get_by_role("link", name="2.3 Joint count of the saiga").first.click()
    page.get_by_label("Basis").fill(letter)
    assert sticks_out(page) == []
    page.get_by_role("button", name="Consent").click()
    expect(page.get_by_role("status")).to_contain_text("The consent is recorded.")


def deadline(page: Page):
    """What the page of the action says of its deadline."""
    page.goto(ACTION)
    return page.get_by_role("region", name="deadline")


def test_a_question_is_answered_and_a_stranger_reads_it_once_it_is_shown(window: Open, cast: Cast):
    said = published(cast.count, cast.forestry, cast.bolat, timezone.localdate(), timezone.now())
    address = f"/en/workspace/reports/{said.pk}/"
    asking, stranger = window(cast.eldor, width=360), window(width=360)
    asking.goto(address)
    asking.get_by_label("Question", exact=False).first.fill("How many transects were flown?")
    assert sticks_out(asking) == []
    asking.get_by_role("button", name="Ask").click()
    expect(asking.get_by_role("status")).to_contain_text("The question is put to the country")

    answering = window(cast.bolat, width=360)
    answering.get_by_role("heading", name="Questions to answer").wait_for()
    answering.goto(address)
    answering.get_by_label("Answer", exact=False).first.fill("Eleven of twelve.")
    assert sticks_out(answering) == []
    answering.get_by_role("button", name="Answer").click()
    expect(answering.get_by_text("Seen by the parties only.")).to_be_visible()

    for page in (ACTION, address):
        stranger.goto(page)
        expect(stranger.get_by_role("main")).not_to_contain_text("transects")
    answering.get_by_role("button", name="Show question and answer to everyone").click()
    expect(answering.get_by_role("status")).to_contain_text("shown to everyone from now on")
    stranger.goto(ACTION)
    stranger.get_by_text("1 clarification").first.click()
    expect(stranger.get_by_text("Eleven of twelve.").first).to_be_visible()
    assert sticks_out(stranger) == []
