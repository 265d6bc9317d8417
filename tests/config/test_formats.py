"""Dates and numbers as each of the five languages writes them."""

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, localize, sanitize_separators

from cooperation.rules.partial_date import parse
from cooperation.templatetags.register import as_known
from roadmap.choices import Precision
from roadmap.templatetags.progress import due

DAY = date(2026, 11, 23)
LANGUAGES = ["en", "ru", "uz", "kk", "tk"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "23 November 2026"),
        ("ru", "23 ноября 2026 г."),
        ("uz", "2026-yil 23-noyabr"),
        ("kk", "2026 ж. 23 қараша"),
        ("tk", "23 noýabr 2026"),
    ],
)
def test_a_day(language: str, written: str):
    with translation.override(language):
        assert date_format(DAY) == localize(DAY) == as_known(parse("2026-11-23")) == due(DAY, Precision.DAY) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "February 2024"),
        ("ru", "февраль 2024 г."),
        ("uz", "2024-yil fevral"),
        ("kk", "2024 ж. ақпан"),
        ("tk", "fewral 2024"),
    ],
)
def test_a_month(language: str, written: str):
    with translation.override(language):
        assert as_known(parse("2024-02")) == due(date(2024, 2, 29), Precision.MONTH) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "11–17 February 2024"),
        ("ru", "11–17 февраля 2024 г."),
        ("uz", "2024-yil 11–17-fevral"),
        ("kk", "2024 ж. 11–17 ақпан"),
        ("tk", "11–17 fewral 2024"),
    ],
)
def test_a_range_within_a_month_writes_the_month_once(language: str, written: str):
    with translation.override(language):
        assert as_known(parse("2024-02-11/2024-02-17")) == written


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "23 Nov 2026", "23 November 2026, 14:05"),
        ("ru", "23.11.2026", "23 ноября 2026 г. 14:05"),
        ("uz", "23.11.2026", "2026-yil 23-noyabr, 14:05"),
        ("kk", "23.11.2026", "2026 ж. 23 қараша, 14:05"),
        ("tk", "23.11.2026", "23 noýabr 2026, 14:05"),
    ],
)
def test_a_short_day_and_a_moment(language: str, day: str, moment: str):
    with translation.override(language):
        assert date_format(DAY, "SHORT_DATE_FORMAT") == day
        assert date_format(datetime(2026, 11, 23, 14, 5), "DATETIME_FORMAT") == moment  # noqa: DTZ001  # as written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_is_a_plain_number(language: str):
    with translation.override(language):
        assert as_known(parse("2024")) == due(date(2024, 12, 31), Precision.YEAR) == "2024"


def test_a_range_over_months_an_open_one_and_an_unknown_date():
    with translation.override("en"):
        assert as_known(parse("2024-02-28/2024-03-03")) == "28 February 2024 – 3 March 2024"
        assert as_known(parse("/2018-12-31")) == "not later than 31 December 2018"
        assert as_known(parse("2025-06-03/")) == "not earlier than 3 June 2025"
        assert as_known(parse("")) == "not known"


@pytest.mark.parametrize(
    ("day", "precision", "written"),
    [
        (date(2026, 3, 31), Precision.QUARTER, "first quarter of 2026"),
        (date(2026, 12, 31), Precision.QUARTER, "fourth quarter of 2026"),
        (date(2026, 6, 30), Precision.HALF, "first half of 2026"),
        (date(2026, 12, 31), Precision.HALF, "second half of 2026"),
        (None, "", ""),
    ],
)
def test_a_deadline_is_as_precise_as_it_was_given(day: date | None, precision: str, written: str):
    with translation.override("en"):
        assert due(day, precision) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "12,345.5"), ("ru", "12\xa0345,5"), ("uz", "12\xa0345,5"), ("kk", "12\xa0345,5"), ("tk", "12\xa0345,5")],
)
def test_numbers(language: str, written: str):
    with translation.override(language):
        assert localize(12345.5) == written
        assert sanitize_separators(written) == "12345.5"
