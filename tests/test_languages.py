"""No English on a page of another language: no text of a page is one that its catalogue translates otherwise."""

from functools import cache
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cooperation.models import Body, Country, Institution, Instrument, Issue, Meeting, Recognition, Site
from roadmap.models import Roadmap

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db, pytest.mark.same_everywhere]
READ_OUT = {"aria-label", "title", "placeholder", "alt", "data-th"}
PAGES = [
    "overview", "roadmap-list", "methodology", "instrument-list", "body-list", "meeting-list", "site-list",
    "issue-list", "recognition-list", "country-list", "institution-list", "timeline", "search", "sign-in",
]  # fmt: skip
OF_RECORDS = {
    Instrument: ("instrument",),
    Body: ("body",),
    Meeting: ("meeting", "protocol"),
    Site: ("site",),
    Issue: ("issue",),
    Recognition: ("recognition",),
    Institution: ("institution",),
    Roadmap: ("roadmap", "changes", "decisions", "round-list"),
}
IN_USE = ["KG", "KZ", "TJ", "TM", "UZ"]
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


class Words(HTMLParser):
    """The texts of a page, and those attributes that are read out; of what is marked as English, nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "link", "input", "br", "hr", "img", "path", "use", "rect", "circle"}:
            if not any(self.within):
                self.found += [value for name, value in attrs if name in READ_OUT and value]
            return
        self.within.append(dict(attrs).get("lang") == "en")
        self.found += [value for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        if self.within:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.within) and (words := " ".join(data.split())):
            self.found.append(words)


def every_page(language: str) -> list[str]:
    """The public pages of the reference data, and of all its records, in one language."""
    with override(language):
        pages = [reverse(name) for name in PAGES]
        for model, names in OF_RECORDS.items():
            for record in model._default_manager.all():
                pages += [reverse(name, args=[record.natural_key()[0]]) for name in names]
        pages += [
            reverse("country", args=[country.code.lower()]) for country in Country.objects.filter(code__in=IN_USE)
        ]
        return [*pages, f"{reverse('search')}?q=saiga", f"{reverse('instrument-list')}?on=2024-02-13"]


@cache
def english(language: str) -> set[str]:
    """The English texts that the language says otherwise, in either case of their first letter."""
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    pairs = [
        (one, said)
        for message in catalogue
        if message.id
        for one, said in zip(
            message.id if isinstance(message.id, tuple) else (message.id,),
            message.string if isinstance(message.string, tuple) else (message.string,),
            strict=False,
        )
    ]
    differing = {one for one, said in pairs if one != said and len(one) > 3}
    return {form for one in differing for form in (one, one[:1].upper() + one[1:])}


def test_english_is_noticed(client: Client):
    words = Words()
    words.feed(client.get("/en/agreements/").content.decode())
    assert {"Agreements", "Search"} <= english("ru").intersection(words.found)


@pytest.mark.parametrize("language", OTHERS)
def test_pages_of_the_register_show_no_english(client: Client, language: str):
    for address in every_page(language):
        response = client.get(address)
        assert response.status_code == 200, address
        words = Words()
        words.feed(response.content.decode())
        assert english(language).intersection(words.found) == set(), address
