"""Whatever rows a plan has, each is read or named, no text of an action is lost, and no two actions share a code."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roadmap.exchange.printed import RU, plan, sheet, unaccounted, understood

pytestmark = pytest.mark.same_everywhere

WORDS = st.lists(
    st.sampled_from(
        ["Создать", "сеть", "постов", "лес,", "и", "Узбекистана.", "ВОДА", "Раздел 1", "II.", "а)", "2026"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
NUMBERS = st.sampled_from(["", "1", "2.", "1.1", "1.9", "1.10", "3)", "I", "а)", "2026-10-01", "Раздел 2", "№ 5", "x"])
CELLS = st.one_of(st.just(""), WORDS)
ACTIONS = st.tuples(NUMBERS, WORDS, st.sampled_from(["", "2026", "I квартал"]), st.sampled_from(["", "МЭПР", "МИД,"]))
ROWS = st.one_of(
    ACTIONS,
    st.tuples(CELLS, CELLS, CELLS, CELLS),
    WORDS.map(lambda text: (text, "", "", "")),
    WORDS.map(lambda text: ("", text, "", "")),
    st.sampled_from([RU, ("1", "2", "3", "4"), ("Итого", "", "", ""), ("", "", "", "МИД"), ("", "", "", "")]),
    st.just(("№", "Результат", "Источник финансирования", "")),
    st.just(("Примечание: сроки", "", "", "")),
)
TABLES = st.lists(ROWS, max_size=12)
MERGES = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(2, 8), st.integers(0, 3)).map(
        lambda one: f"{one[0]}{one[1]}:{one[0]}{one[1] + one[2]}"
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)


@given(TABLES, MERGES)
@settings(max_examples=400)
def test_every_row_is_an_actions_or_a_sections_or_is_named(rows: list[tuple[str, ...]], merged: list[str]):
    found = plan(RU, *rows, merged=" ".join(merged))
    assert unaccounted(found) == set()


@given(TABLES)
@settings(max_examples=400)
def test_no_text_of_an_action_is_lost(rows: list[tuple[str, ...]]):
    found = plan(RU, *rows)
    by_row = {row.number: row for row in found.layout.rows}
    for action in found.rows:
        kept = "\n".join(action.cells.values())
        for number in (action.number, *action.joined):
            texts = [cell.strip() for cell in by_row[number].cells]
            assert [text for text in texts if text not in kept] == []


@given(TABLES)
def test_no_row_is_read_twice(rows: list[tuple[str, ...]]):
    found = plan(RU, *rows)
    read = Counter(number for row in found.rows for number in (row.number, *row.joined))
    read.update(note.row for note in found.notes if note.kind == "skipped" and not note.column)
    assert [number for number, times in read.items() if times > 1] == []


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_numbers_that_begin_anew_in_each_section_are_told_apart(sizes: list[int]):
    rows = []
    for section, size in enumerate(sizes, start=1):
        rows.append(f"{section}-бўлим. Йўналиш {section}")
        rows += [f"{number}.|Чора {section} {number}|2026|МЭПР" for number in range(1, size + 1)]
    found = plan("Т/р|Чора-тадбирлар|Муддат|Масъул ижрочилар", *rows)
    assert found.directions == [f"Йўналиш {place}" for place, size in enumerate(sizes, start=1) for _ in range(size)]
    assert len(set(found.codes)) == len(found.codes) == sum(sizes)


@given(st.permutations(range(4)), st.integers(0, 5), st.integers(0, 2))
def test_columns_may_stand_in_any_order_and_anywhere(order: list[int], above: int, left: int):
    row = ("1", "Создать сеть", "2026 год", "МЭПР")
    indent = [""] * left
    table = sheet(*["Утверждено"] * above, [*indent, *(RU[at] for at in order)], [*indent, *(row[at] for at in order)])
    found = understood(table)
    assert found.layout.header == (above + 1,)
    (action,) = found.rows
    assert [action.cells[one] for one in ("number", "title_ru", "deadline_text", "responsible")] == list(row)
