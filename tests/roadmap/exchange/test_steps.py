"""Numbered steps and the deadlines in one cell find each other by their order, or not at all."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from roadmap.exchange.steps import Step, split_deadlines, steps_of
from tests.roadmap.exchange.known_deadlines import KNOWN, UNREAD

PLANS = Path(settings.BASE_DIR).parent / "shared" / "data" / "ministry_rows.csv"
TWO = "1. Уставларини тасдиқлаш.\n\n2. Тартибини ишлаб \n\nчиқиш."
ONE_LINE = sorted(wording for wording, reading in KNOWN.items() if reading.timing == "dated" and "\n" not in wording)


@pytest.mark.parametrize(
    "deadline",
    [
        "2026 йил май\n\n\n2026 йил июнь",
        "1) 2026 йил май\n2) 2026 йил июнь",
        "1. 2026 йил май;\n2. 2026 йил июнь.",
        "1) 2026 йил май 2) 2026 йил июнь",
        "2026 йил май; 2026 йил июнь",
        "2026 йил май, 2026 йил июнь",
        "2026 йил\nмай\n2026 йил\nиюнь",
        "2026 йилмай,\n2026 йил июнь",
    ],
)
def test_as_many_deadlines_as_steps_belong_to_them_in_their_order(deadline: str):
    first, second = steps_of(TWO, deadline)
    assert (first.number, first.title, first.due) == (1, "Уставларини тасдиқлаш.", date(2026, 5, 31))
    assert second.title == "Тартибини ишлаб чиқиш."
    assert (second.number, second.due, second.precision) == (2, date(2026, 6, 30), "month")
    assert "май" in first.wording
    assert "июнь" in second.wording


def test_the_days_need_not_rise():
    steps = steps_of("Меры: 1) разработка; 2) утверждение; 3) отчёт", "до 1 июня 2026 г.\nмай 2026 г.\n2027 год")
    assert [step.due for step in steps] == [date(2026, 6, 1), date(2026, 5, 31), date(2027, 12, 31)]
    assert steps[1] == Step(2, "утверждение", "май 2026 г.", date(2026, 5, 31), "month")


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        (TWO, "2026 йил май"),
        (TWO, "май 2026 г., июнь 2026 г., июль 2026 г."),
        (TWO, "май 2026 г.\nпо мере необходимости"),
        (TWO, "май 2026 г.\n31 июня 2026 г."),
        (TWO, "ежегодно; постоянно"),
        (TWO, "2026 г. - 2027 г."),
        (TWO, ""),
        ("Разработать план.\nУтвердить его.", "май 2026 г., июнь 2026 г."),
        ("1. Разработать план.", "май 2026 г."),
        ("1. Первый.\n3. Третий.", "май 2026 г., июнь 2026 г."),
        ("1. Первый.\n2. Второй.\n1. Первый.", "май 2026 г.; июнь 2026 г.; июль 2026 г."),
        ("1.1. Первый.\n1.2. Второй.", "май 2026 г., июнь 2026 г."),
        ("", "май 2026 г., июнь 2026 г."),
    ],
)
def test_what_does_not_match_makes_no_steps(text: str, deadline: str):
    assert steps_of(text, deadline) == []


@pytest.mark.parametrize(
    ("cell", "wordings"),
    [
        ("", []),
        ("  \n", []),
        ("2019 — \n\n2028-yillar", ["2019 — \n\n2028-yillar"]),
        ("декабрь, 2026 г.", ["декабрь, 2026 г."]),
        ("до 1 мая\n2026 г.", ["до 1 мая\n2026 г."]),
        ("2026 г.,\nIII квартал", ["2026 г.,\nIII квартал"]),
        ("2026 г., III квартал, 2027 г., IV квартал", ["2026 г., III квартал", "2027 г., IV квартал"]),
        ("III квартал 2026 г., IV квартал 2027 г.", ["III квартал 2026 г.", "IV квартал 2027 г."]),
        ("1) ежегодно\n2) до 1 мая 2026 г.", ["ежегодно", "до 1 мая 2026 г."]),
        ("ежегодно, 2026", ["ежегодно, 2026"]),
        ("I, II кварталы 2026", ["I, II кварталы 2026"]),
        ("2026, 2027 гг.", ["2026, 2027 гг."]),
        ("май, июнь 2026 г.", ["май, июнь 2026 г."]),
        ("2026 г.\n2027 г.", ["2026 г.", "2027 г."]),
        ("до 31 февраля 2026 г., 2027 г.", ["до 31 февраля 2026 г., 2027 г."]),
    ],
)
def test_a_cell_is_split_only_into_deadlines(cell: str, wordings: list[str]):
    assert split_deadlines(cell) == wordings


@given(st.lists(st.sampled_from(ONE_LINE), min_size=2, max_size=5))
def test_numbered_deadlines_are_always_told_apart(wordings: list[str]):
    lines = [f"{number}) {wording}" for number, wording in enumerate(wordings, start=1)]
    assert split_deadlines("\n".join(lines)) == wordings
    assert [
        step.wording
        for step in steps_of("1) шаг\n" + "".join(f"{n}) шаг\n" for n in range(2, len(lines) + 1)), "\n".join(lines))
    ] == wordings


@given(st.sampled_from(ONE_LINE), st.sampled_from([" ", "\n", " \n\n", "\r\n"]))
def test_a_wording_that_goes_on_in_another_line_is_never_split(wording: str, space: str):
    assert split_deadlines(wording.replace(" ", space)) == [wording.replace(" ", space)]


@pytest.mark.parametrize("wording", [wording for wording in UNREAD if ";" not in wording and wording.count("20") < 2])
def test_what_is_not_read_is_not_split(wording: str):
    assert split_deadlines(wording) == [wording]


@given(st.text(max_size=80) | st.lists(st.sampled_from(["2026 г.", "май", ",", ";", "\n", "1)", "2."])).map(" ".join))
def test_any_cell_gives_its_own_text_in_order(cell: str):
    place = 0
    for wording in split_deadlines(cell):
        words = " ".join(wording.split())
        place = " ".join(cell.split()).index(words, place) + len(words)


def test_the_collected_row_has_two_steps_with_their_deadlines():
    if not PLANS.exists():
        return
    with PLANS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if "йилмай" in row["deadline_as_printed"]]
    steps = steps_of(rows[0]["mechanism_or_form"], rows[0]["deadline_as_printed"])
    assert [step.due for step in steps] == [date(2019, 5, 31), date(2019, 6, 30)]
    assert [step.title.split()[0] for step in steps] == ["Чотқол,", "Давлат"]
