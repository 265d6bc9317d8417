"""Who took over from an institution: recorded with its moment, once; and the state of actions follows from it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cooperation.models import Succession
from roadmap.choices import Status
from roadmap.models import Responsibility
from tests.admin_forms import filled
from tests.cast import LONG_AGO, Cast, parties_of, published

HEIR = {"successions-TOTAL_FORMS": "1", "successions-0-earliest": "2026-09-01", "successions-0-latest": "2026-09-01"}


@pytest.fixture
def page(client: Client, cast: Cast) -> str:
    """The form of Kazakhstan's forestry committee, before the secretariat."""
    client.force_login(cast.farida)
    return f"/admin/cooperation/institution/{cast.forestry.pk}/change/"


def send(client: Client, page: str, **changed: Any) -> int:
    return client.post(page, filled(client.get(page)) | changed).status_code


def test_a_successor_is_recorded_now_and_has_what_was_reported_before(client: Client, cast: Cast, page: str):
    published(cast.count, cast.forestry, cast.bolat, as_at=date(2026, 7, 1))
    part = cast.count.responsibilities.get(institution=cast.forestry)
    part.until, part.until_recorded_at = date(2026, 8, 31), LONG_AGO
    part.save()
    heir = {"institution": cast.kz_ministry, "since": date(2026, 9, 1), "recorded_at": LONG_AGO}
    Responsibility.objects.create(action=cast.count, **heir)
    assert send(client, page, **HEIR, **{"successions-0-successor": cast.kz_ministry.pk}) == 302
    recorded = Succession.objects.get()
    assert recorded.recorded_by == cast.farida
    assert recorded.recorded_at is not None
    assert parties_of(cast.count)["KZ"].status == Status.IN_PROGRESS


def test_what_is_recorded_of_a_successor_stays(client: Client, cast: Cast, page: str):
    send(client, page, **HEIR, **{"successions-0-successor": cast.kz_ministry.pk})
    assert send(client, page, **{"successions-0-earliest": "2020-01-01", "successions-0-DELETE": "on"}) == 302
    assert Succession.objects.get().earliest == date(2026, 9, 1)
