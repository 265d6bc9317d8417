"""Pages of the register fit the window, also where names are long and facts are many."""

from datetime import date

import pytest

from cooperation.models import (
    Body,
    BodyMember,
    Decision,
    Document,
    Instrument,
    InstrumentParty,
    Issue,
    IssueStep,
    Mandate,
    Meeting,
    Provision,
    Recognition,
    Site,
    Text,
    TreatyEvent,
)
from tests.browser.conftest import Open
from tests.browser.test_layout import WIDTHS, sticks_out
from tests.cast import Cast

pytestmark = pytest.mark.browser

LONG = "водохозяйственно-природоохранных сельскохозяйственных " * 3
LISTS = ["agreements/", "bodies/", "meetings/", "sites/", "issues/", "recognitions/"]
PAGES = [f"{where}long/" for where in LISTS] + ["meetings/long/protocol/"]
OTHERS = ["timeline/", "countries/", "countries/uz/", "institutions/", "institutions/uz-ecology/", "search/?q=saiga"]


@pytest.fixture
def register(cast: Cast) -> Cast:
    """One of each, under a long name, with a source of a long address and whatever its page can show."""
    body = Body.objects.create(slug="long", name_en=LONG, kind="working_group", organisation=cast.ecology)
    meeting = Meeting.objects.create(
        slug="long", title_en=LONG, kind="session", body=body, country=cast.kz, place_en=LONG, earliest=date(2024, 1, 1)
    )
    memo = Instrument.objects.create(slug="long", title_en=LONG, kind="memorandum")
    site = Site.objects.create(slug="long", name_en=LONG, kind="world_heritage", spellings=LONG, reference="1693")
    issue = Issue.objects.create(slug="long", title_en=LONG, raised_by=cast.kz, addressed_to=cast.uz, site=site)
    paper = Document.objects.create(code="long", kind="protocol", title=LONG, url=f"https://a.example/{'long' * 40}")
    decision = Decision.objects.create(meeting=meeting, number="45 COM 7B.85", text_en=LONG, term=date(2024, 6, 30))
    honour = Recognition.objects.create(slug="long", title_en=LONG, person_en=LONG, office_en=LONG, given_by=cast.uz)
    facts = [
        BodyMember.objects.create(body=body, country=cast.uz, institution=cast.ecology),
        Mandate.objects.create(body=body, instrument=memo, since_earliest=date(2018, 9, 1)),
        TreatyEvent.objects.create(instrument=memo, kind="signature", country=cast.uz, meeting=meeting, person=LONG),
        InstrumentParty.objects.create(
            instrument=memo, country=cast.uz, institution=cast.ecology, capacity="signatory"
        ),
        Provision.objects.create(instrument=memo, number="1", position=1, title_en=LONG),
        IssueStep.objects.create(issue=issue, state="raised", country=cast.kz, institution=cast.forestry, text_en=LONG),
    ]
    for fact in (body, meeting, site, issue, decision, honour, *facts):
        fact.sources.add(paper)
    Text.objects.create(meeting=meeting, document=paper, authenticity="authentic")
    Text.objects.create(instrument=memo, document=paper, authenticity="working_translation")
    meeting.countries.add(cast.kz, cast.uz, cast.tm)
    decision.responsible.add(cast.ecology, cast.forestry)
    memo.sites.add(site)
    cast.count.decisions.add(decision)
    cast.count.sites.add(site)
    cast.count.provisions.add(*memo.provisions.all())
    return cast


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "uz", "kk", "tk"])
def test_pages_of_the_register_never_scroll_sideways(window: Open, register: Cast, width: int, language: str):
    page = window(width=width)
    for address in [*LISTS, *OTHERS, *PAGES]:
        assert page.goto(f"/{language}/{address}").status == 200, address
        assert sticks_out(page) == [], address


def test_a_site_is_found_by_keyboard_without_javascript(window: Open, register: Cast):
    page = window(width=320, java_script_enabled=False)
    page.goto("/en/search/")
    page.get_by_label("Words, in any language and spelling").focus()
    page.keyboard.type("ВОДОХОЗЯЙСТВЕННО")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    found = page.get_by_role("main").locator("a[href='/en/sites/long/']")
    for _press in range(60):
        page.keyboard.press("Tab")
        if found.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/sites/long/")
    assert "1693" in page.get_by_role("main").inner_text()
