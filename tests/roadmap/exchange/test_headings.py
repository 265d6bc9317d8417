"""Foreign tables are understood by their headings, or as the caller says; nothing is guessed."""

import pytest

from roadmap.exchange.asked import Request
from roadmap.exchange.layout import Layout, lay_out
from tests.roadmap.exchange.printed import sheet

pytestmark = pytest.mark.same_everywhere


def laid(*headings: str, **asked: str) -> Layout:
    return lay_out([sheet(headings, ["x"] * len(headings))], Request("plan", columns=asked))


def found(*headings: str, **asked: str) -> dict[str, str]:
    return {column: headings[places[0]] for column, places in laid(*headings, **asked).mapped.places.items()}


def problem(*headings: str, **asked: str) -> str:
    refusal = laid(*headings, **asked).problem
    assert refusal is not None
    return f"{refusal.message} {refusal.advice}"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Т/р", "number"),
        ("№ п/п", "number"),
        ("Р/с №", "number"),
        ("Чора-тадбирлар", "title_uz"),
        ("Наименование мероприятия", "title_ru"),
        ("Іс-шаралар", "title_kk"),
        ("Амалга ошириш механизми", "description_uz"),
        ("СРОК  ИСПОЛНЕНИЯ:", "deadline_text"),
        ("Орындалу мерзімі", "deadline_text"),
        ("Масъул ижрочилар", "responsible"),
        ("Ожидаемые результаты", "expected_result_ru"),
        ("Аяқталу нысаны", "completion_form_kk"),
        ("Источники финансирования", "funding"),
    ],
)
def test_headings_of_ministries_are_known(heading: str, column: str):
    assert found("code", heading)[column] == heading


def test_what_is_not_known_is_named_and_not_read():
    layout = laid("code", "Куратор", "title_en", "slip_days")
    assert set(layout.mapped.places) == {"code", "title_en"}
    assert layout.ignored == ("Куратор",)


def test_the_caller_may_name_columns():
    assert found("N", "What, exactly", "title_ru", code="N", title_en="What, exactly") == {
        "code": "N",
        "title_en": "What, exactly",
        "title_ru": "title_ru",
    }


def test_a_named_column_that_is_missing_is_refused_with_those_that_are_there():
    assert "no column “Number”. Its columns are: N, Title" in problem("N", "Title", code="Number")


def test_one_of_our_tables_without_codes_is_refused():
    assert "no column “code”" in problem("title_en", "direction")


def test_two_headings_for_what_decides_are_refused():
    assert "title_ru" in problem("code", "Мероприятия", "Наименование мероприятия")


def test_of_two_headings_for_anything_else_the_second_is_asked():
    layout = laid("№", "Мероприятие", "Ожидаемый результат", "Индикатор")
    assert (layout.problem, layout.columns[2], layout.unknown) == (None, "expected_result_ru", (3,))


def test_the_language_of_a_heading_is_known():
    languages = laid("code", "Направление", "lead").languages
    assert (languages["direction"], languages["lead"]) == ("ru", "en")
    assert laid("code", "plan_kk", direction="plan_kk").languages["direction"] == "kk"


def test_what_else_stands_beside_a_title_is_the_title_where_nothing_else_is():
    assert found("No.", "Milestone", "Deadline")["title_en"] == "Milestone"
    assert found("No.", "Commitment", "Milestone", "Indicator")["title_en"] == "Indicator"
    assert found("No.", "Activity", "Milestone")["description_en"] == "Milestone"
