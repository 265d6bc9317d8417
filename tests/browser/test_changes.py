"""On a telephone, before a meeting: what changed since the last one?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cooperation.choices import BodyKind, MeetingKind
from cooperation.models import Body, Decision, Meeting
from roadmap.choices import Status
from roadmap.limits import current_limits
from roadmap.services import deadlines
from tests.browser.conftest import Open
from tests.browser.test_layout import sticks_out
from tests.cast import Cast, proposed, published

pytestmark = pytest.mark.browser


def test_what_changed_since_the_meeting_in_astana(window: Open, cast: Cast):
    body = Body.objects.create(slug="parties", name_en="Meeting of the parties", kind=BodyKind.MEETING_OF_PARTIES)
    march = {"earliest": date(2025, 3, 1), "latest": date(2025, 3, 31), "wording": "March 2025"}
    astana = Meeting.objects.create(
        slug="astana", title_en="First meeting, Astana", kind=MeetingKind.SESSION, body=body, **march
    )
    cast.plateau.decision = Decision.objects.create(meeting=astana, number="1", text_en="Approved.")
    cast.plateau.save()
    now, today = timezone.now(), timezone.localdate()
    published(
        cast.count, cast.forestry, cast.bolat, today, now, status=Status.COMPLETED, completed_on=today, percent=100
    )
    version = proposed(cast.count, recorded_at=now - timedelta(days=2))
    deadlines.agree_by_decision(version, cast.plateau.decision, today, now, today, current_limits())

    page = window(width=360)
    page.goto("/en/roadmaps/plateau/")
    page.get_by_role("link", name="What changed since the last meeting").click()
    expect(page.get_by_role("status")).to_contain_text("After the end of 1 March 2025")
    expect(page.get_by_role("main")).to_contain_text("Kazakhstan: completed")
    expect(page.get_by_role("main")).to_contain_text("+181 days")
    expect(page.get_by_role("main")).to_contain_text("by decision 1 of First meeting, Astana")
    assert sticks_out(page) == []

    page.get_by_label("Kind of change").select_option("agreed")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("main")).not_to_contain_text("Kazakhstan: completed")
    page.get_by_role("link", name="2.3 Joint count of the saiga").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joint count of the saiga")
