"""The main job, from an official plan in a spreadsheet to the public page with what each country has done."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.cast import Cast

pytestmark = pytest.mark.browser

ACTION = "/en/roadmaps/plateau/actions/7.1/"
PLAN = """code,direction,title_en,lead,timing,deadline
7.1,2,Joint count of the saiga,kz-forestry; uz-ecology,dated,2030-06-30
"""
PDF = {"name": "act.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% an act of completion\n%%EOF\n"}


@pytest.fixture
def people(cast: Cast) -> Cast:
    """A roadmap without actions, and everyone who takes part."""
    assert cast.monitoring
    assert all([cast.aigul, cast.bolat, cast.dilnoza, cast.eldor, cast.farida])
    return cast


def test_from_a_spreadsheet_to_the_public_page(window: Open, people: Cast):
    import_plan(window(people.farida))
    reporter = window(people.aigul)
    report_completion(reporter)
    address = reporter.url

    for outsider in (window(people.eldor), window(people.dilnoza), window()):
        assert outsider.goto(address).status == 404
    assert publish_anyway(reporter, address) == 403
    assert publish_anyway(window(people.eldor), address) == 404

    stranger = window()
    stranger.goto(ACTION)
    expect(country(stranger, "Kazakhstan")).to_contain_text("No information")

    coordinator = window(people.bolat)
    coordinator.get_by_role("link", name="7.1 Joint count of the saiga").first.click()
    coordinator.get_by_role("button", name="Publish").click()
    expect(coordinator.get_by_role("status")).to_contain_text("published")

    stranger.goto(ACTION)
    expect(country(stranger, "Kazakhstan")).to_contain_text("Completed")
    expect(country(stranger, "Kazakhstan")).to_contain_text("04-12/881")
    expect(country(stranger, "Uzbekistan")).to_contain_text("No information")
    expect(stranger.get_by_role("main")).to_contain_text("In progress")
    expect(stranger.get_by_role("main")).to_contain_text("completed by 1 of 2", ignore_case=True)
    with stranger.expect_download() as downloaded:
        country(stranger, "Kazakhstan").get_by_role("link", name="act.pdf").click()
    assert downloaded.value.path().read_bytes() == PDF["buffer"]


def import_plan(page: Page) -> None:
    """The secretariat uploads the plan in the admin, sees what it would do, and confirms."""
    page.get_by_role("link", name="Import a spreadsheet").click()
    page.get_by_label("Roadmap:").select_option(label="Roadmap of the Plateau")
    page.get_by_label("File:").set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": PLAN.encode()})
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("main")).to_contain_text("1 new")
    expect(page.get_by_role("cell", name="Joint count of the saiga")).to_be_visible()
    page.get_by_role("button", name="Import this").click()
    expect(page.get_by_text("Imported: 1 new").first).to_be_visible()
    page.goto(ACTION)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joint count of the saiga")


def report_completion(page: Page) -> None:
    """The reporter goes from the workspace to the form, and submits."""
    page.get_by_role("link", name="Report 7.1").click()
    today = timezone.localdate().isoformat()
    page.get_by_label("Status").select_option("completed")
    page.get_by_label("Completed on").fill(today)
    page.get_by_label("Percent").fill("100")
    page.get_by_label("Letter number").fill("04-12/881")
    page.get_by_label("File").first.set_input_files(PDF)
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("status")).to_contain_text("submitted to the national coordinator")


def publish_anyway(page: Page, address: str) -> int:
    """The answer to whoever sends the request to publish without a button for it."""
    page.goto("/en/workspace/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    origin = {"Referer": page.url}
    return page.request.post(f"{address}publish/", form={"csrfmiddlewaretoken": token}, headers=origin).status


def country(page: Page, name: str):
    """A country's card on the page of an action."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=name))
