"""Foreign tables are understood by their headings, or as the caller says; nothing is guessed."""

import pytest

from cooperation.exchange.errors import RefusedError
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY
from roadmap.exchange.mapping import read_map


def found(*headings: str, **asked: str) -> dict[str, str]:
    mapped = map_headings(headings, asked)
    return {column: headings[place] for column, place in mapped.places.items()}


def test_an_export_is_understood_as_a_whole():
    assert found(*COLUMNS, *EXPORT_ONLY) == {column: column for column in COLUMNS}
    assert map_headings([*COLUMNS, *EXPORT_ONLY], {}).ignored == ()


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
        ("Масъул ижрочилар", "lead"),
        ("Ожидаемые результаты", "expected_result_ru"),
        ("Аяқталу нысаны", "completion_form_kk"),
        ("Источники финансирования", "funding"),
    ],
)
def test_headings_of_ministries_are_known(heading: str, column: str):
    assert found("code", heading)[column] == heading


def test_what_is_not_known_is_named_and_not_read():
    mapped = map_headings(["code", "Куратор", "title_en", "slip_days"], {})
    assert set(mapped.places) == {"code", "title_en"}
    assert mapped.ignored == ("Куратор",)


def test_the_caller_may_name_columns():
    asked = read_map('code=N,"title_en=What, exactly"')
    assert found("N", "What, exactly", "title_ru", **asked) == {
        "code": "N",
        "title_en": "What, exactly",
        "title_ru": "title_ru",
    }


@pytest.mark.parametrize("text", ["code", "codes=N", "code=", "=N"])
def test_a_map_that_names_no_columns_is_refused(text: str):
    with pytest.raises(RefusedError, match="deadline_text"):
        read_map(text)


def test_a_named_column_that_is_missing_is_refused_with_those_that_are_there():
    with pytest.raises(RefusedError, match="Its columns are: N, Title"):
        map_headings(["N", "Title"], {"code": "Number"})


def test_a_table_without_codes_is_refused():
    with pytest.raises(RefusedError, match="no column “code”"):
        map_headings(["title_en"], {})


def test_two_headings_for_one_column_are_refused():
    with pytest.raises(RefusedError, match="title_ru"):
        map_headings(["code", "Мероприятия", "Наименование мероприятия"], {})


def test_the_language_of_a_heading_is_known():
    languages = map_headings(["code", "Направление", "lead"], {}).languages
    assert (languages["direction"], languages["lead"]) == ("ru", "en")
    assert map_headings(["code", "plan_kk"], {"direction": "plan_kk"}).languages["direction"] == "kk"
