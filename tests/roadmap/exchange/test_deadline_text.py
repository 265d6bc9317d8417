"""Deadline wordings are read as plans mean them; what is not wholly understood stays without a date."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, read_date, read_deadline

COLLECTED = Path(settings.BASE_DIR).parent / "shared" / "data" / "deadline_wordings.csv"
MONTH, QUARTER, HALF, YEAR, DAY = Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR, Precision.DAY


def dated(due: str, precision: Precision, starts_on: str = "") -> Reading:
    begins = date.fromisoformat(starts_on) if starts_on else None
    return Reading(Timing.DATED, begins, date.fromisoformat(due), precision)


@pytest.mark.parametrize(
    ("wording", "reading"),
    [
        ("III квартал 2025 г.", dated("2025-09-30", QUARTER, "2025-07-01")),
        ("ІІ квартал 2027 года", dated("2027-06-30", QUARTER, "2027-04-01")),
        ("II-III кварталы 2026 года", dated("2026-09-30", QUARTER, "2026-04-01")),
        ("1-е полугодие 2026 года", dated("2026-06-30", HALF, "2026-01-01")),
        ("до конца декабря 2026 г.", dated("2026-12-31", MONTH)),
        ("до 1 июля 2026 года", dated("2026-07-01", DAY)),
        ("до 31.12.2026 г.", dated("2026-12-31", DAY)),
        ("2019 — \n2028-yillar", dated("2028-12-31", YEAR, "2019-01-01")),
        ("2026-yil 1-dekabrga qadar", dated("2026-12-01", DAY)),
        ("2019 йилмай", dated("2019-05-31", MONTH, "2019-05-01")),
        ("2026 жылғы 22 желтоқсанға дейін", dated("2026-12-22", DAY)),
        ("2026-njy ýylyň III çärýegi", dated("2026-09-30", QUARTER, "2026-07-01")),
        ("third quarter of 2025", dated("2025-09-30", QUARTER, "2025-07-01")),
        ("By December 2026", dated("2026-12-31", MONTH)),
        ("February 2028", dated("2028-02-29", MONTH, "2028-02-01")),
        ("2027-03-15", dated("2027-03-15", DAY)),
        ("на постоянной основе", Reading(Timing.CONTINUOUS)),
        ("жылына екi рет", Reading(Timing.RECURRING, recurrence=Recurrence.HALF)),
        (
            "Biannually until 2029",
            Reading(Timing.RECURRING, None, date(2029, 12, 31), YEAR, Recurrence.HALF),
        ),
        (
            "ежегодно, к 10 января следующего года",
            Reading(Timing.RECURRING, None, None, DAY, Recurrence.YEAR, offset_days=10),
        ),
    ],
)
def test_a_wording_is_read(wording: str, reading: Reading):
    assert read_deadline(wording) == reading


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "By fall 2025",
        "By 2026",
        "2026-27",
        "until March 2026",
        "By early 2026",
        "Ongoing, annually",
        "2030-2025",
        "III-II кварталы 2026 года",
        "3-е полугодие 2026 года",
        "в двухмесячный срок",
        "по мере необходимости",
        "ежегодно, к 10 июля следующего года",
        "Feedback will be compiled in March 2027 and at the end of the commitment.",
        "Annually, by March 31; to be reported",
    ],
)
def test_what_is_not_wholly_understood_gives_no_date(wording: str):
    assert read_deadline(wording) == Reading()


@pytest.mark.parametrize("wording", ["31 февраля 2026 года", "by February 30, 2026", "31.11.2026", "2026-13-01"])
def test_a_day_that_no_calendar_has_is_an_error(wording: str):
    with pytest.raises(ImpossibleDateError):
        read_deadline(wording)


def test_a_date_cell_has_one_of_two_forms():
    assert read_date("2026-12-31") == read_date("31.12.2026") == date(2026, 12, 31)
    for other in ("12/31/2026", "31 December 2026", "2026"):
        with pytest.raises(ValueError, match=other):
            read_date(other)


def test_fifty_collected_wordings_are_read_as_told():
    if not COLLECTED.exists():
        return
    with COLLECTED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 50
    for row in rows:
        reading = read_deadline(row["text"])
        told = ("" if row["kind"] == "unknown" else row["kind"], row["starts_on"], row["due_on"], row["precision"])
        read = (
            "" if reading.timing == Timing.UNDATED else reading.timing.value,
            reading.starts_on.isoformat() if reading.starts_on else "",
            reading.due.isoformat() if reading.due else "",
            reading.precision.value if reading.precision else "",
        )
        assert (read, reading.recurrence or "") == (told, row["every"]), row["text"]
