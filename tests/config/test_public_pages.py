"""Public pages: kept for visitors, new at once after a publication, in the reader's language, strict to browsers."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from roadmap.choices import ReportState, Status
from roadmap.models import Action
from tests.cast import NOW, Cast, published, report

ADDRESSES = [
    "/en/",
    "/en/roadmaps/",
    "/en/roadmaps/plateau/",
    "/en/roadmaps/plateau/actions/2.3/",
    "/en/agreements/",
    "/en/methodology/",
]
LANGUAGES = ["en", "ru", "uz", "kk", "tk"]


@pytest.fixture
def kept(settings):
    """Pages are kept, as they are on the running site."""
    settings.PUBLIC_PAGE_SECONDS = 300
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_gets_no_cookie_and_the_kept_page_is_the_same(client: Client, cast: Cast, kept, address: str):
    published(cast.count, cast.forestry, cast.bolat)
    first = client.get(address)
    assert first.status_code == 200
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.content.decode()
    Action.objects.filter(pk=cast.count.pk).update(title_en="Changed past the site")
    second = client.get(address)
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_publication_makes_the_page_new_at_once(client: Client, cast: Cast, kept):
    page = "/en/roadmaps/plateau/actions/2.3/"
    made = report(
        cast.count,
        cast.forestry,
        cast.aigul,
        state=ReportState.SUBMITTED,
        submitted_by=cast.aigul,
        submitted_at=NOW,
        status=Status.SUSPENDED,
    )
    assert "completed by 0 of 2" in client.get(page).content.decode()
    assert "Suspended" not in client.get(page).content.decode()
    coordinator = Client()
    coordinator.force_login(cast.bolat)
    assert coordinator.post(f"/en/workspace/reports/{made.pk}/publish/").status_code == 302
    assert "Suspended" in client.get(page).content.decode()


def test_languages_and_questions_are_kept_apart(client: Client, cast: Cast, kept):
    assert cast.count
    pages = {
        client.get(address).content
        for address in (
            "/en/roadmaps/plateau/",
            "/kk/roadmaps/plateau/",
            "/en/roadmaps/plateau/?status=completed",
            "/en/roadmaps/plateau/?status=suspended",
        )
    }
    assert len(pages) == 4


def test_whoever_signs_in_gets_no_kept_page_and_leaves_none(client: Client, cast: Cast, kept):
    hidden = cast.action("7", "A quiet action", leads=[cast.forestry], visibility="parties")
    client.get("/en/roadmaps/plateau/")
    insider = Client()
    insider.force_login(cast.hasan)
    assert hidden.title_en in insider.get("/en/roadmaps/plateau/").content.decode()
    assert hidden.title_en not in client.get("/en/roadmaps/plateau/").content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_heading_no_inline_style_or_script_and_nothing_from_elsewhere(
    client: Client, cast: Cast, address: str
):
    published(cast.count, cast.forestry, cast.bolat)
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<script|<style|\son\w+=", page)
    assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_links_to_the_same_page_in_the_others_with_its_question(
    client: Client, cast: Cast, language: str
):
    assert cast.count
    page = client.get(f"/{language}/roadmaps/plateau/?status=no_information&q=count").content.decode()
    assert f'<html lang="{language}">' in page
    for other in LANGUAGES:
        assert f'href="/{other}/roadmaps/plateau/?status=no_information&amp;q=count"' in page


def test_a_visitor_may_sign_in_and_a_user_sign_out(client: Client, cast: Cast):
    assert "/en/workspace/sign-in/" in client.get("/en/").content.decode()
    client.force_login(cast.hasan)
    page = client.get("/en/").content.decode()
    assert "/en/workspace/sign-in/" not in page
    assert re.search(r'<form method="post" action="[^"]+">\s*<input type="hidden" name="csrfmiddlewaretoken"', page)


def test_a_message_to_one_person_is_never_kept_for_others(client: Client, cast: Cast, kept):
    submitted = report(
        cast.count, cast.forestry, cast.aigul, state=ReportState.SUBMITTED, submitted_at=NOW, submitted_by=cast.aigul
    )
    client.force_login(cast.bolat)
    client.post(f"/en/workspace/reports/{submitted.pk}/return/", {"reason": "Where is the map?"})
    client.post("/en/workspace/sign-out/")
    assert "The report has been returned" in client.get("/en/roadmaps/").content.decode()
    assert "The report has been returned" not in Client().get("/en/roadmaps/").content.decode()


def test_pages_of_the_signed_in_are_not_for_shared_caches(client: Client, cast: Cast):
    client.force_login(cast.hasan)
    assert "private" in client.get("/en/roadmaps/").headers["Cache-Control"]
