"""The rules as the public reads them."""

import re

import pytest
from django.test import Client

from roadmap.choices import OccurrenceState, Schedule, Status


def test_it_names_every_status_schedule_and_occurrence(client: Client, db):
    page = client.get("/en/methodology/").content.decode()
    for choices in (Status, Schedule, OccurrenceState):
        for value in choices.values:
            assert f"#{value}" in page, value


def test_its_numbers_are_those_in_force(client: Client, db, settings):
    settings.RULE_LIMITS = {"due_soon": 61, "report_wait": 17, "fresh": 99, "ageing": 444}
    page = client.get("/en/methodology/").content.decode()
    for words in ("More than 61 days", "It has 17 days to report", "99 days old", "444 days old"):
        assert words in page


@pytest.mark.parametrize("language", ["en", "ru", "uz", "kk", "tk"])
def test_every_link_within_it_leads_somewhere(client: Client, db, language: str):
    page = client.get(f"/{language}/methodology/").content.decode()
    anchors = set(re.findall(r'href="#([\w-]+)"', page))
    assert len(anchors) > 10
    assert anchors <= set(re.findall(r'id="([\w-]+)"', page))
