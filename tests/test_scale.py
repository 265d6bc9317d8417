"""Years of reporting take no more queries than the first weeks: 300 actions of three countries and ten rounds, or 3."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import data, rounds

PAGES = {
    "the roadmap": "",
    "the roadmap on another day": "?on=2026-02-01&known=2026-03-01",
    "its rounds": "rounds/",
    "a round": "rounds/{round}/",
    "its changes": "changes/?since=2025-09-01&until=2026-10-01",
    "its export": "export.csv",
    "its export on another day": "export.csv?on=2026-02-01&known=2026-03-01",
}


@pytest.fixture
def roadmaps(db) -> dict[str, int]:
    """A small and a large one, by slug, each with a round that everyone has reported in."""
    data.make_register()
    made = [rounds.make("small", 3, 10), rounds.make("large", 300, 10)]
    return {roadmap.slug: roadmap.rounds.order_by("opens")[3].pk for roadmap in made}


def test_pages_take_as_many_queries_for_300_actions_of_ten_rounds_as_for_3(roadmaps: dict[str, int]):
    counted = {
        slug: {name: queries(f"/en/roadmaps/{slug}/{address.format(round=pk)}") for name, address in PAGES.items()}
        for slug, pk in roadmaps.items()
    }
    assert counted["large"] == counted["small"]


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(address)
        assert response.status_code == 200, address
    return len(captured)
