"""The report form where it has to work hardest: a small telephone, no script."""

import pytest
from playwright.sync_api import expect

from roadmap.choices import ReportState
from roadmap.models import ProgressReport
from tests.browser.conftest import Open
from tests.cast import Cast

pytestmark = pytest.mark.browser

PDF = {"name": "act.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% an act\n%%EOF\n"}


def test_a_report_is_written_on_a_telephone_without_script(window: Open, cast: Cast):
    action = cast.count
    page = window(cast.aigul, width=360, java_script_enabled=False)
    page.get_by_role("link", name=f"Report {action.code}").click()
    page.get_by_label("Status").select_option("in_progress")
    page.get_by_label("Percent").fill("60")
    page.get_by_label("Achievements").fill("Two of three routes were flown.")
    page.get_by_label("Letter number").fill("04-12/881")
    page.get_by_label("File").first.set_input_files(PDF)
    page.get_by_text("Another document").first.click()
    page.get_by_label("or address", exact=False).nth(1).fill("https://example.org/map")
    page.get_by_role("button", name="Save and submit").click()

    # The second document has no title: nothing is lost but the file, and the page says so.
    expect(page.get_by_role("alert")).to_contain_text("choose the files again")
    expect(page.get_by_label("Achievements")).to_have_value("Two of three routes were flown.")
    expect(page.get_by_text("Say what is found at this address.")).to_be_visible()
    page.get_by_label("Title").nth(1).fill("Map of the routes")
    page.get_by_label("File").first.set_input_files(PDF)
    page.get_by_role("button", name="Save and submit").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Report as at")
    expect(page.get_by_role("link", name="act.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="Map of the routes")).to_be_visible()
    made = ProgressReport.objects.get()
    assert (made.state, made.percent, made.evidence.count()) == (ReportState.SUBMITTED, 60, 2)
