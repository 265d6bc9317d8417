"""The report form of a recurring duty asks for little: the period that is owed is chosen, and none is given twice."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from roadmap.choices import Recurrence, Timing
from roadmap.models import Action, ProgressReport
from roadmap.rules.occurrence import Occurrence, period_start
from roadmap.services.deliveries import Owed
from roadmap.views.report_writing import first_delivery
from tests.cast import Cast, published
from tests.roadmap.views.test_report import filled, form_address

DAY = timedelta(days=1)
SPRING = Owed(Occurrence(date(2026, 4, 1), date(2026, 7, 15), Recurrence.QUARTER), None)
SUMMER = Owed(Occurrence(date(2026, 7, 1), date(2026, 10, 15), Recurrence.QUARTER), None)


def months_ago(number: int) -> date:
    """The first day of a month before the present one."""
    day = period_start(timezone.localdate(), Recurrence.MONTH)
    for _time in range(number):
        day = period_start(day - DAY, Recurrence.MONTH)
    return day


@pytest.fixture
def exchange(cast: Cast) -> Action:
    """A monthly exchange of two countries since the month before the last."""
    return cast.action(
        "3.1",
        leads=[cast.forestry, cast.kz_ministry, cast.ecology],
        due=None,
        timing=Timing.RECURRING,
        recurrence="month",
        starts_on=months_ago(2),
    )


def delivered(cast: Cast, action: Action, period: date, **columns) -> ProgressReport:
    day = period + 20 * DAY
    return published(action, cast.forestry, cast.bolat, as_at=day, period=period, delivered_on=day, **columns)


@pytest.mark.parametrize(
    ("today", "prefilled"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 7, 15), date(2026, 7, 15)),
        (date(2026, 7, 16), None),
    ],
)
def test_the_day_is_filled_in_only_where_today_is_a_likely_one(today: date, prefilled: date | None):
    assert first_delivery([SPRING, SUMMER], today) == {"period": date(2026, 4, 1), "delivered_on": prefilled}


def test_the_first_period_that_is_not_delivered_is_chosen():
    given = Owed(SPRING.occurrence, ProgressReport())
    assert first_delivery([given, SUMMER], date(2026, 11, 24))["period"] == date(2026, 7, 1)
    assert first_delivery([given], date(2026, 11, 24)) == {}


def test_the_form_opens_with_the_oldest_period_that_is_owed(client: Client, cast: Cast, exchange: Action):
    delivered(cast, exchange, months_ago(2))
    client.force_login(cast.aigul)
    response = client.get(form_address(exchange))
    assert response.context["form"]["period"].value() == months_ago(1)
    assert f'<option value="{months_ago(1).isoformat()}" selected>' in response.text
    assert "delivered on" in response.text
    assert "no delivery in this report" in response.text


def test_a_correction_opens_with_the_period_of_what_it_corrects(client: Client, cast: Cast, exchange: Action):
    first = delivered(cast, exchange, months_ago(2))
    client.force_login(cast.aigul)
    form = client.get(form_address(exchange, f"?corrects={first.pk}")).context["form"]
    assert (form["period"].value(), form["delivered_on"].value()) == (first.period, first.delivered_on)


def test_a_second_delivery_is_refused_with_a_way_to_the_first(client: Client, cast: Cast, exchange: Action):
    first = delivered(cast, exchange, months_ago(2))
    reason = {"challenge": "other", "challenges": "The table is being checked."}
    delivery = {"period": first.period.isoformat(), "delivered_on": timezone.localdate().isoformat(), **reason}
    client.force_login(cast.bolat)
    response = client.post(form_address(exchange, "?institution=kz-ministry"), filled(**delivery))
    assert "period" in response.context["form"].errors
    assert f"This period was delivered on {date_format(first.delivered_on)} already" in response.text
    assert f"/workspace/reports/{first.pk}/" in response.text
    assert ProgressReport.objects.count() == 1


def test_a_report_without_a_delivery_is_possible(client: Client, cast: Cast, exchange: Action):
    client.force_login(cast.aigul)
    reason = {"challenge": "other", "challenges": "The table is being checked."}
    client.post(form_address(exchange), filled(period="", delivered_on="", **reason))
    assert ProgressReport.objects.get().period is None
    response = client.post(form_address(exchange), filled(period=months_ago(1).isoformat(), **reason))
    assert "Give the day of the delivery, or choose that this report has none." in response.text


def test_the_words_of_the_last_delivery_are_not_said_again_of_the_next(client: Client, cast: Cast, exchange: Action):
    told = {"achievements": "April is sent.", "challenge": "other", "challenges": "A late table.", "percent": 4}
    before = delivered(cast, exchange, months_ago(2), **told)
    client.force_login(cast.aigul)
    form = client.get(form_address(exchange)).context["form"]
    assert [form[name].value() or "" for name in told] == ["", "", "", 4]
    form = client.get(form_address(exchange, f"?corrects={before.pk}")).context["form"]
    assert {name: form[name].value() for name in told} == told
