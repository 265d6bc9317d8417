"""Whatever stands in the cells of a table, it is planned, asked or refused, and what is planned can be written."""

from contextlib import suppress

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.sheet import Merge, Row, Sheet
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.asked import Request
from roadmap.exchange.planning import plan_import
from roadmap.models import Action, Deadline, Roadmap
from tests.cast import LIMITS, NOW, TODAY, Cast

HEADINGS = [
    *("code", "number", "direction", "title_en", "lead", "deadline_text", "deadline", "timing", "recurrence"),
    *("№ п/п", "Мероприятия", "Срок исполнения", "Ответственные исполнители", "Соисполнители", "Механизм реализации"),
    *("Т/р", "Чора-тадбирлар", "Ижро муддати", "Масъул ижрочилар", "Indicator", "Milestone", "Примечание", ""),
]
CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "1",
                "1.",
                "1.1",
                "I.",
                "2.3",
                "Monitoring",
                "I. Раздел",
                "kz-forestry",
                "Стороны",
                "МЭПР, МИД",
                "Итого",
            ),
            *(
                "=1+1",
                "@SUM(A1)",
                "+7",
                "-1",
                "\tх",
                "<script>alert(1)</script>",
                "\u202egnp.exe",
                "\ufffd",
                "a\u200bb",
            ),
            *(
                "31 февраля 2027 года",
                "до конца 2026 года",
                "III квартал",
                "1. май 2026\n2. июнь 2026",
                "((((",
                "))",
                "“”",
            ),
            *("1. Шаг\n2. Шаг", "2026-02-30", "9" * 400, "А" * 3000, ", " * 500, "(" * 500, "\n" * 300, "٣", "Ⅻ", "²"),
        ]
    ),
    st.text(max_size=20),
)
MERGES = st.builds(lambda top, left, down, right: Merge(top, left, top + down, left + right), *[st.integers(0, 6)] * 4)


TABLES = st.builds(
    lambda headings, rows, merges: Sheet("", filled([headings, *rows]), tuple(merges)),
    headings=st.lists(st.sampled_from(HEADINGS), max_size=8),
    rows=st.lists(st.lists(CELLS, max_size=8), min_size=1, max_size=8),
    merges=st.lists(MERGES, max_size=3),
)


def filled(table: list[list[str]]) -> tuple[Row, ...]:
    return tuple(Row(at, tuple(cells)) for at, cells in enumerate(table, start=1) if any(map(str.strip, cells)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(sheet=TABLES, asks=st.booleans(), create=st.booleans())
def test_any_table_is_planned_asked_or_refused(cast: Cast, sheet: Sheet, asks: bool, create: bool):
    assert cast.count
    before = (Roadmap.objects.count(), Action.objects.count(), Deadline.objects.count())
    with suppress(RefusedError):
        plan = plan_import([sheet], Request("plateau", asks=asks, create=create), TODAY, LIMITS)
        assert all(map(str, (*plan.refusals, *plan.questions, *plan.notes)))
        told = {new.row for new in plan.new} | {changed.row for changed in plan.changed}
        assert not told & (plan.asker.open_rows | plan.asker.refused_rows)
    assert (Roadmap.objects.count(), Action.objects.count(), Deadline.objects.count()) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(sheet=TABLES)
def test_any_table_that_is_planned_is_written(cast: Cast, sheet: Sheet):
    assert cast.count
    with suppress(RefusedError), transaction.atomic():
        source = Source("plan.csv", "0" * 64, b"x", NOW)
        plan = import_table([sheet], Request("plateau", create=True), source, TODAY, LIMITS)
        codes = set(Action.objects.values_list("code", flat=True))
        assert plan.refusals or codes >= {new.code for new in plan.new}
        transaction.set_rollback(True)
