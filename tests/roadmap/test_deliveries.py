"""What a report may say that it delivers of a recurring duty, and what its country still owes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from roadmap.choices import ReportState, Timing
from roadmap.models import Action, ProgressReport
from roadmap.services import reporting
from roadmap.services.deliveries import Owed, owed_by, wrong_delivery
from roadmap.services.report_check import check_report, loaded_facts
from tests.cast import LIMITS, NOW, TODAY, Cast, published, report

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.fixture
def exchange(cast: Cast) -> Action:
    """A quarterly exchange of two Kazakh institutions and an Uzbek one, since April 2026."""
    return cast.action(
        "3.1",
        leads=[cast.forestry, cast.kz_ministry, cast.ecology],
        due=None,
        timing=Timing.RECURRING,
        recurrence="quarter",
        starts_on=SPRING,
    )


def draft(cast: Cast, action: Action, period: date | None, on: date | None, **columns) -> ProgressReport:
    """A draft of Aigul's that is not saved."""
    columns.setdefault("institution", cast.forestry)
    return ProgressReport(action=action, as_at=TODAY, period=period, delivered_on=on, **columns)


def faults(of: ProgressReport) -> dict[str, str]:
    return dict(wrong_delivery(of, TODAY, loaded_facts(of)))


def delivered(cast: Cast, action: Action, period: date, **columns) -> ProgressReport:
    return published(action, cast.forestry, cast.bolat, period=period, delivered_on=period + 80 * DAY, **columns)


def test_a_delivery_of_a_period_that_is_owed_is_taken(cast: Cast, exchange: Action):
    assert faults(draft(cast, exchange, SPRING, date(2026, 6, 20))) == {}
    assert faults(draft(cast, exchange, None, None)) == {}
    assert faults(draft(cast, cast.count, None, None)) == {}


def test_a_period_that_has_begun_may_be_delivered_before_it_is_over(cast: Cast, exchange: Action):
    assert faults(draft(cast, exchange, AUTUMN, AUTUMN)) == {}
    before = draft(cast, exchange, AUTUMN, AUTUMN - DAY)
    assert faults(before) == {"delivered_on": "This day is before the period begins."}


@pytest.mark.parametrize(
    ("period", "on", "field", "words"),
    [
        (SPRING, None, "delivered_on", "Give the day of the delivery"),
        (None, SUMMER, "period", "Choose the period"),
        (date(2026, 5, 1), SUMMER, "period", "Nothing is owed for this period."),
        (date(2026, 1, 1), SUMMER, "period", "Nothing is owed for this period."),
        (date(2027, 1, 1), SUMMER, "period", "Nothing is owed for this period."),
        (SPRING, TODAY + DAY, "delivered_on", "after the day that the report describes"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(cast: Cast, exchange: Action, period, on, field: str, words: str):
    found = faults(draft(cast, exchange, period, on))
    assert list(found) == [field]
    assert words in found[field]


def test_only_a_recurring_duty_has_deliveries(cast: Cast):
    assert faults(draft(cast, cast.count, SPRING, SUMMER)) == {"period": "Only a recurring duty has deliveries."}


def test_an_organisation_without_a_country_owes_nothing(cast: Cast, exchange: Action):
    cast.ngo.country = None
    found = faults(draft(cast, exchange, SPRING, SUMMER, institution=cast.ngo))
    assert found == {"period": "Nothing is owed for this period."}


def test_a_second_delivery_for_a_period_is_refused_and_points_to_the_first(cast: Cast, exchange: Action):
    delivered(cast, exchange, SPRING)
    words = "This period was delivered on 20 June 2026 already: correct that report instead."
    assert faults(draft(cast, exchange, SPRING, SUMMER)) == {"period": words}
    assert faults(draft(cast, exchange, SPRING, SUMMER, institution=cast.kz_ministry)) == {"period": words}
    assert faults(draft(cast, exchange, SPRING, SUMMER, institution=cast.ecology)) == {}
    assert faults(draft(cast, exchange, SUMMER, SUMMER)) == {}


def test_a_correction_may_name_the_period_of_what_it_corrects(cast: Cast, exchange: Action):
    first = delivered(cast, exchange, SPRING)
    again = draft(cast, exchange, SPRING, SUMMER, corrects=first, status=first.status, challenge="other")
    again.challenges = "The next quarter is being checked."
    assert faults(again) == {}
    check_report(again, TODAY)
    second = delivered(cast, exchange, SPRING, corrects=first)
    assert "period" in faults(draft(cast, exchange, SPRING, SUMMER, corrects=first))
    assert faults(draft(cast, exchange, SPRING, SUMMER, corrects=second)) == {}


def test_a_correction_to_another_period_leaves_the_first_one_owed(cast: Cast, exchange: Action):
    first = delivered(cast, exchange, SPRING)
    published(exchange, cast.forestry, cast.bolat, period=SUMMER, delivered_on=date(2026, 9, 1), corrects=first)
    assert faults(draft(cast, exchange, SPRING, SUMMER)) == {}
    assert "period" in faults(draft(cast, exchange, SUMMER, AUTUMN))


def test_a_delivery_that_waits_for_its_publication_counts_as_given(cast: Cast, exchange: Action):
    waiting = submitted(cast, exchange)
    words = "A report with the delivery for this period has been submitted already."
    assert faults(draft(cast, exchange, SPRING, SUMMER, institution=cast.kz_ministry)) == {"period": words}
    assert faults(draft(cast, exchange, SPRING, SUMMER, pk=waiting.pk)) == {}
    report(exchange, cast.kz_ministry, cast.bolat, period=SUMMER, delivered_on=AUTUMN)
    assert faults(draft(cast, exchange, SUMMER, AUTUMN)) == {}


def submitted(cast: Cast, action: Action) -> ProgressReport:
    return report(
        action,
        cast.forestry,
        cast.aigul,
        period=SPRING,
        delivered_on=SUMMER,
        state=ReportState.SUBMITTED,
        submitted_by=cast.aigul,
        submitted_at=NOW,
    )


def test_what_is_owed_is_told_with_the_report_that_delivers_it(cast: Cast, exchange: Action):
    assert [one.occurrence.period for one in owed_by(cast.kz, exchange, TODAY)] == [SPRING, SUMMER, AUTUMN]
    assert [one.occurrence.period for one in owed_by(cast.kz, exchange, AUTUMN - DAY)] == [SPRING, SUMMER]
    assert owed_by(cast.tm, exchange, TODAY) == []
    assert owed_by(cast.kz, cast.count, TODAY) == []
    submitted(cast, exchange)
    given = delivered(cast, exchange, SPRING)
    later = published(exchange, cast.kz_ministry, cast.bolat, period=SPRING, delivered_on=AUTUMN)
    owed: dict[date, Owed] = {one.occurrence.period: one for one in owed_by(cast.kz, exchange, TODAY)}
    assert (owed[SPRING].report, owed[SUMMER].report) == (given, None)
    assert given != later


def test_two_drafts_of_one_period_are_not_both_submitted(cast: Cast, exchange: Action):
    reason = {"challenge": "other", "challenges": "The next quarter is being checked."}
    first = report(exchange, cast.forestry, cast.aigul, period=SPRING, delivered_on=SUMMER, **reason)
    second = report(exchange, cast.kz_ministry, cast.bolat, period=SPRING, delivered_on=SUMMER, **reason)
    reporting.submit(first, cast.aigul, NOW, TODAY)
    with pytest.raises(ValidationError) as refused:
        reporting.submit(second, cast.bolat, NOW, TODAY)
    assert list(refused.value.error_dict) == ["period"]
    reporting.publish(first, cast.bolat, NOW, TODAY, LIMITS)
    with pytest.raises(ValidationError):
        reporting.submit(second, cast.bolat, NOW, TODAY)
