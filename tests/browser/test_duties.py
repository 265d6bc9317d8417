"""A recurring duty, read on the smallest telephone, by eye and by ear."""

from datetime import date

import pytest

from roadmap.choices import Timing
from tests.browser.conftest import Open
from tests.cast import Cast, paper, published

pytestmark = pytest.mark.browser


@pytest.fixture
def exchange(cast: Cast) -> Cast:
    """A quarterly exchange of two countries, of which one has delivered late and the other never."""
    action = cast.action(
        "2.5", leads=[cast.forestry, cast.ecology], due=None, timing=Timing.RECURRING, recurrence="quarter"
    )
    delivery = {"period": date(2026, 7, 1), "delivered_on": date(2026, 10, 31)}
    sheet = paper("The sheet", sha256="ab" * 32, size=4096)
    published(action, cast.forestry, cast.bolat, evidence=[sheet], **delivery)
    return cast


@pytest.mark.parametrize("width", [320, 1280])
def test_the_strip_is_a_table_at_every_width(window: Open, exchange: Cast, width: int):
    page = window(width=width)
    page.goto("/en/roadmaps/plateau/actions/2.5/?on=2026-11-23")
    table = page.get_by_role("table", name="Recent periods and the next one")
    assert table.get_by_role("columnheader").all_text_contents() == ["Period", "Due by", "Kazakhstan", "Uzbekistan"]
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Third quarter of 2026"))
    late, missed = row.get_by_role("cell").nth(1), row.get_by_role("cell").nth(2)
    assert "Delivered late by 31 days" in " ".join(late.inner_text().split())
    assert "Missed since 1 Oct 2026" in " ".join(missed.inner_text().split())
    assert late.get_by_role("link", name="The sheet").is_visible()
    late.get_by_role("link", name="report of Kazakhstan as at 1 November 2026").click()
    assert page.locator("tr:target").is_visible()


def test_earlier_periods_open_by_keyboard(window: Open, exchange: Cast):
    page = window(width=320)
    page.goto("/en/roadmaps/plateau/actions/2.5/?on=2026-11-23")
    earlier = page.get_by_role("table", name="Earlier periods")
    assert not earlier.is_visible()
    page.locator("summary", has_text="3 earlier periods").press("Enter")
    assert earlier.get_by_role("rowheader", name="First quarter of 2025").is_visible()
