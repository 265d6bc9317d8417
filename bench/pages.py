"""The page of a roadmap of 100 actions, against its own template alone; and from the cache, against an empty view."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.db.models import prefetch_related_objects
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import resolve
from django.utils import translation

from bench import by_hand, data
from bench.timing import Ratio, Work, compare
from roadmap.limits import current_limits
from roadmap.models import Action
from roadmap.services.recompute import recompute

ADDRESS = "/en/roadmaps/page/"
ACTIONS = 100


def ratios() -> Iterator[Ratio]:
    by_hand.upsert(data.make_roadmap("page"), data.as_csv(data.rows(ACTIONS)))
    recompute(Action.objects.all(), data.RECORDED.date(), current_limits())
    page, empty = opening(ADDRESS), opening("/healthz")
    with override_settings(PUBLIC_PAGE_SECONDS=0):
        yield compare("roadmap page, 100 actions", page, "its template, static context", template_alone(), runs=15)
        yield compare("roadmap page, 100 actions", page, "an empty view", empty, runs=15)
    cache.clear()
    yield compare("roadmap page, from the cache", opening(ADDRESS), "an empty view", empty, runs=101)


def opening(address: str) -> Work:
    client = Client(SERVER_NAME="127.0.0.1")

    def work() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")

    work()  # the first one compiles templates, and does not count
    return work


def template_alone() -> Work:
    """Renders what the view found, again and again, with the database out of reach."""
    request = RequestFactory(SERVER_NAME="127.0.0.1").get(ADDRESS)
    request.user = AnonymousUser()
    request.resolver_match = resolve(ADDRESS)
    response = request.resolver_match.func(request, **request.resolver_match.kwargs)
    if not isinstance(response, TemplateResponse):
        raise TypeError(response)
    prefetch_related_objects([response.context_data["roadmap"]], "sources")  # the one thing that the template fetches

    def work() -> None:
        with translation.override("en"), connection.execute_wrapper(refuse):
            response.rendered_content  # noqa: B018  # a property that renders

    with translation.override("en"):
        response.render()
    return work


def refuse(*args: object) -> None:
    raise RuntimeError("The template asked the database.")
