"""Every page fits the window, from a small telephone to a wide screen, in every language."""

from datetime import date

import pytest

from cooperation.choices import MeetingKind
from cooperation.models import Decision, Meeting
from roadmap.choices import DeadlineKind, ReportState, Status, Timing
from roadmap.models import Clarification, Ending, Milestone
from roadmap.services import clarifications
from tests.browser.conftest import Open
from tests.cast import NOW, Cast, opened_round, paper, proposed, published, refresh, report

pytestmark = pytest.mark.browser

WIDTHS = [320, 768, 1440]
ACTIONS = ["roadmaps/plateau/actions/2.3/", "roadmaps/plateau/actions/2.5/"]
LISTS = ["roadmaps/", "roadmaps/plateau/", "roadmaps/plateau/rounds/", "roadmaps/plateau/decisions/"]
PUBLIC = ["", *LISTS, *ACTIONS, "agreements/", "methodology/"]
COMING_IN = ["sign-in/", "forgotten-password/", "forgotten-password/sent/", "invitation/MQ/of-long-ago/"]
FORM = "workspace/roadmaps/plateau/actions/2.3/report/"


@pytest.fixture
def story(cast: Cast) -> Cast:
    """Something on every page: a long title, long statuses, reports in each state, evidence with its hash."""
    over = cast.action("2.4", leads=[cast.forestry, cast.ecology])
    exchange = cast.action(
        "2.5", leads=[cast.forestry, cast.ecology, cast.tm], due=None, timing=Timing.RECURRING, recurrence="quarter"
    )
    published(exchange, cast.forestry, cast.bolat, period=date(2026, 7, 1), delivered_on=date(2026, 10, 31))
    meeting = Meeting.objects.create(slug="review", title_en="Review", kind=MeetingKind.SESSION)
    decision = Decision.objects.create(meeting=meeting, number="1", text_en="Carried over.", term=date(2026, 6, 1))
    decision.responsible.add(cast.forestry, cast.ecology)
    Ending.objects.create(
        action=over, outcome=Status.CARRIED_OVER, decision=decision, on=date(2026, 5, 1), recorded_at=NOW
    )
    refresh(over)
    cast.count.title_en = "Joint count of the saiga, водохозяйственно-природоохранных сельскохозяйственных"
    cast.count.save()
    Milestone.objects.create(action=cast.count, number=1, title="Routes of the aerial count agreed by both sides")
    act = paper(sha256="ab" * 32, size=4096, file_name="act.pdf")
    said = published(cast.count, cast.forestry, cast.bolat, percent=60, achievements="Flown.\n" * 5, evidence=[act])
    asked = clarifications.ask(Clarification(report=said, question="Which? " * 30, language="en"), cast.eldor, NOW)
    clarifications.answer(asked, "All of them. " * 30, "en", True, cast.bolat, NOW)
    clarifications.ask(Clarification(report=said, question="And when? " * 30, language="en"), cast.eldor, NOW)
    proposed(cast.count, reason="No aircraft. " * 30, wording="до 30 июня 2027 года")
    report(cast.count, cast.forestry, cast.aigul, state=ReportState.RETURNED, return_reason="Where is the map?")
    report(
        cast.count, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, submitted_at=NOW, submitted_by=cast.aigul
    )
    opened_round(cast.plateau, opens=date(2026, 1, 1), closes=date(2099, 1, 1), title_en="Round of the year, " * 3)
    return cast


def revisions_of(story: Cast) -> list[str]:
    return [f"workspace/deadlines/{one.pk}/" for one in story.count.deadlines.filter(kind=DeadlineKind.REVISION)]


def rounds_of(story: Cast) -> list[str]:
    return [f"roadmaps/plateau/rounds/{one.pk}/" for one in story.plateau.rounds.all()]


def sticks_out(page) -> list[str]:
    """The elements that reach beyond the window, where the page scrolls sideways."""
    return page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll("body *")]
                .filter(one => one.getBoundingClientRect().right > wide + 1)
                .map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
        }"""
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "uz", "kk", "tk"])
def test_public_pages_never_scroll_sideways(window: Open, story: Cast, width: int, language: str):
    page = window(width=width)
    for address in [*PUBLIC, *rounds_of(story), *revisions_of(story)]:
        response = page.goto(f"/{language}/{address}")
        assert response.status == 200, address
        assert sticks_out(page) == [], address


@pytest.mark.parametrize("width", WIDTHS)
def test_the_form_of_a_round_never_scrolls_sideways(window: Open, story: Cast, width: int):
    for someone in (story.farida, story.bolat):
        page = window(someone, width=width)
        page.goto("/en/workspace/roadmaps/plateau/rounds/open/")
        assert sticks_out(page) == []
        page.goto("/en/workspace/roadmaps/plateau/actions/2.3/deadline/")
        assert sticks_out(page) == []
        page.goto("/en/workspace/")
        assert sticks_out(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_on_which_people_come_in_never_scroll_sideways(window: Open, cast: Cast, width: int):
    page = window(width=width)
    for language in ("en", "ru", "uz", "kk", "tk"):
        for address in COMING_IN:
            assert page.goto(f"/{language}/workspace/{address}").status in {200, 410}, address
            assert sticks_out(page) == [], address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_pages_of_the_workspace_never_scroll_sideways(window: Open, story: Cast, width: int, language: str):
    for someone in (story.aigul, story.bolat):
        page = window(someone, width=width)
        reports = [f"workspace/reports/{one.pk}/" for one in story.count.reports.all()]
        for address in ["workspace/", FORM, "workspace/password/", *rounds_of(story), *reports, *revisions_of(story)]:
            response = page.goto(f"/{language}/{address}")
            assert response.status == 200, address
            assert sticks_out(page) == [], address
