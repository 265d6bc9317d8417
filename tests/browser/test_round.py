"""A round on a telephone: reported in two minutes, returned and published, entered on behalf of who never signs in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roadmap.choices import ReportState
from roadmap.models import ProgressReport
from tests.browser.conftest import Open
from tests.cast import Cast, opened_round, published, report

pytestmark = pytest.mark.browser

PHONE = 360


def opened_today(cast: Cast):
    today = timezone.localdate()
    week = timedelta(days=7)
    return opened_round(cast.plateau, today - week, today + week, today + 2 * week)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_report_is_done_in_two_minutes(window: Open, cast: Cast, script: bool):
    assert cast.count
    one = opened_today(cast)
    page = window(cast.aigul, width=PHONE, java_script_enabled=script)
    owing = page.locator(".owing")
    expect(owing.get_by_role("heading")).to_contain_text("You owe 1 report by")
    button = owing.get_by_role("link", name="Report 2.3")
    assert button.bounding_box()["height"] >= 24
    assert button.bounding_box()["y"] < 900  # without scrolling
    button.click()
    expect(page.get_by_label("Reporting round")).to_have_value(str(one.pk))
    page.get_by_label("Status").select_option("in_progress")
    page.get_by_label("Achievements").fill("Two of three routes were flown.")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report as at")
    made = ProgressReport.objects.get()
    assert (made.state, made.round) == (ReportState.SUBMITTED, one)
    page.goto("/en/workspace/")
    expect(page.locator(".owing").get_by_role("heading")).to_contain_text("You owe nothing more")


def test_no_change_is_one_click(window: Open, cast: Cast):
    published(cast.count, cast.forestry, cast.aigul, percent=40)
    one = opened_today(cast)
    page = window(cast.aigul, width=PHONE)
    page.get_by_role("button", name="No change 2.3").click()
    expect(page.get_by_role("main")).to_contain_text("No change since the")
    assert ProgressReport.objects.get(round=one).no_change


def test_a_report_is_returned_with_a_reason_mended_and_published(window: Open, cast: Cast):
    one = opened_today(cast)
    report(
        cast.count,
        cast.forestry,
        cast.aigul,
        round=one,
        state=ReportState.SUBMITTED,
        submitted_at=timezone.now(),
        submitted_by=cast.aigul,
    )
    coordinator, reporter = window(cast.bolat, width=PHONE), window(cast.aigul, width=PHONE)
    coordinator.get_by_role("link", name="2.3 Joint count of the saiga").first.click()
    coordinator.get_by_text("Return it to its author").click()
    coordinator.get_by_label("What is missing or wrong?").fill("Where is the map?")
    coordinator.get_by_role("button", name="Return with this reason").click()

    reporter.goto("/en/workspace/")
    expect(reporter.get_by_text("Where is the map?")).to_be_visible()
    reporter.goto(f"/en/roadmaps/plateau/rounds/{one.pk}/")
    reporter.get_by_role("link", name="Mend and submit again").click()
    reporter.get_by_label("Achievements").fill("The map is attached.")
    reporter.get_by_role("button", name="Save and submit").click()
    expect(reporter.get_by_text("has been submitted")).to_be_visible()

    coordinator.reload()
    coordinator.get_by_role("button", name="Publish").click()
    expect(coordinator.get_by_text("The report is published.")).to_be_visible()
    public = window(width=PHONE)
    public.goto(f"/en/roadmaps/plateau/rounds/{one.pk}/?country=KZ")
    expect(public.get_by_role("main")).to_contain_text("1 of 2 reports are published.")
    expect(public.get_by_role("link", name="Report as at")).to_be_visible()


def test_a_letter_is_entered_on_behalf_and_the_public_page_says_so(window: Open, cast: Cast):
    assert cast.count
    one = opened_today(cast)
    page = window(cast.bolat, width=PHONE)
    page.get_by_role("link", name="Committee of Forestry and Wildlife").first.click()
    page.get_by_role("link", name="Report 2.3").click()
    expect(page.get_by_text("Entered on behalf of Committee of Forestry and Wildlife")).to_be_visible()
    page.get_by_label("Status").select_option("in_progress")
    page.get_by_label("Letter number").fill("04-12/881")
    page.get_by_label("Letter date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Save and submit").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The report is published.")).to_be_visible()
    public = window(width=PHONE)
    public.goto(f"/en/workspace/reports/{ProgressReport.objects.get(round=one).pk}/")
    expect(public.get_by_role("main")).to_contain_text("on behalf of the institution, on the basis of its letter")
