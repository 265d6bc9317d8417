"""The search over everything that a reader may see: one folded column of each kind of record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView

from cooperation.models import (
    Body,
    Country,
    Decision,
    Document,
    Institution,
    Instrument,
    Issue,
    Meeting,
    Provision,
    Recognition,
    Site,
)
from cooperation.permissions import Someone
from cooperation.rules.fold import search_key
from roadmap.models import Action, Roadmap

ROWS_A_PAGE = 25
MAX_WORDS = 200
Address = Callable[[Any], str]


@dataclass(frozen=True)
class Kind:
    """One kind of record: its model, which of its records a reader may see, and their pages."""

    model: Any
    seen: Callable[[Someone], QuerySet[Any]]
    address: Address

    @property
    def name(self) -> str:
        """As addresses call it."""
        return str(self.model._meta.model_name)

    @property
    def label(self) -> str | Promise:
        return self.model._meta.verbose_name_plural or ""


@dataclass(frozen=True)
class Result:
    """One record that was found."""

    record: Any
    kind: Kind
    address: str


@dataclass(frozen=True)
class Found:
    """How many records of a kind were found, and the query for them."""

    kind: Kind
    count: int
    records: QuerySet[Any]


def page(name: str, key: str = "slug") -> Address:
    """The page of a record under its key."""
    return lambda record: reverse(name, args=[getattr(record, key)])


def everyone(model: Any, *related: str) -> Callable[[Someone], QuerySet[Any]]:
    """Records of the register, which everyone sees."""
    return lambda user: model.objects.select_related(*related)


KINDS = (
    Kind(Roadmap, lambda user: Roadmap.objects.visible_to(user), page("roadmap")),
    Kind(
        Action,
        lambda user: Action.objects.visible_to(user).select_related("roadmap").order_by("roadmap__position", "pk"),
        lambda action: reverse("action", args=[action.roadmap.slug, action.code]),
    ),
    Kind(Instrument, everyone(Instrument), page("instrument")),
    Kind(
        Provision,
        everyone(Provision, "instrument"),
        lambda one: f"{reverse('instrument', args=[one.instrument.slug])}#provision-{one.number}",
    ),
    Kind(Institution, lambda user: Institution.objects.with_names(), page("institution", "code")),
    Kind(Country, everyone(Country), lambda country: reverse("country", args=[country.code.lower()])),
    Kind(Body, everyone(Body), page("body")),
    Kind(Meeting, everyone(Meeting), page("meeting")),
    Kind(
        Decision,
        everyone(Decision, "meeting"),
        lambda one: f"{reverse('meeting', args=[one.meeting.slug])}#decision-{one.number}",
    ),
    Kind(Site, everyone(Site), page("site")),
    Kind(Issue, everyone(Issue), page("issue")),
    Kind(Recognition, everyone(Recognition), page("recognition")),
    Kind(Document, everyone(Document), lambda document: document.url),
)


class Search(TemplateView):
    """What has all of the words, in any spelling, language and alphabet; kind by kind."""

    template_name = "roadmap/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:MAX_WORDS]
        wanted = self.request.GET.get("kind", "")
        found = list(self.found(words)) if search_key(words) else []
        asked = [one for one in found if wanted in ("", one.kind.name)]
        pages = Paginator(Results(asked), ROWS_A_PAGE)
        shown = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "words": words,
            "wanted": wanted,
            "found": found,
            "total": sum(one.count for one in found),
            "page_obj": shown,
            "is_paginated": pages.num_pages > 1,
        }

    def found(self, words: str) -> Iterator[Found]:
        """The kinds of which something was found, in order; one query for each kind."""
        for kind in KINDS:
            records = kind.seen(self.request.user).matching(words)
            if count := records.count():
                yield Found(kind, count, records)


class Results:
    """What was found as one list, of which a page is loaded when it is asked for."""

    ordered = True

    def __init__(self, found: list[Found]) -> None:
        self.found = found

    def __len__(self) -> int:
        return sum(one.count for one in self.found)

    def __getitem__(self, wanted: slice) -> list[Result]:
        results: list[Result] = []
        before = 0
        for one in self.found:
            first, last = max(wanted.start - before, 0), min(wanted.stop - before, one.count)
            if first < last:
                records = one.records[first:last]
                results += [Result(record, one.kind, one.kind.address(record)) for record in records]
            before += one.count
        return results
