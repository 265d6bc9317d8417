"""The table is found wherever it stands in a file, and its columns by whatever plans call them."""

import pytest

from cooperation.exchange.errors import RefusedError
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY
from roadmap.exchange.layout import lay_out
from roadmap.exchange.mapping import plain
from roadmap.exchange.questions import Answers
from tests.roadmap.exchange.printed import RU, plan, sheet, understood

pytestmark = pytest.mark.same_everywhere

COLUMNS_OF_RU = ["number", "title_ru", "deadline_text", "responsible"]
ACTION = "1|Создать сеть|2026 год|МЭПР"
BLOCK = ("|||УТВЕРЖДЕНО⏎приложение № 1 к постановлению", "", "План мероприятий на 2025–2030 годы")


def columns(*rows, **more) -> dict[int, str]:
    return plan(*rows, **more).columns


def in_order(*rows, **more) -> list[str]:
    found = columns(*rows, **more)
    return [found[place] for place in sorted(found)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("№ п/п|Мероприятия|Форма завершения|Срок исполнения|Ответственные исполнители",
         ["number", "title_ru", "completion_form_ru", "deadline_text", "responsible"]),
        ("Т/р|Чора-тадбирлар|Амалга ошириш механизми|Ижро муддатлари|Масъул ижрочилар",
         ["number", "title_uz", "description_uz", "deadline_text", "responsible"]),
        ("T/r|Chora-tadbirlar nomi|Amalga oshirish mexanizmi|Amalga oshirish muddati|Masʼul ijrochilar",
         ["number", "title_uz", "description_uz", "deadline_text", "responsible"]),
        ("Р/с №|Іс-шаралар|Аяқталу нысаны|Орындау мерзімі|Жауапты орындаушылар|Қаржыландыру көздері",
         ["number", "title_kk", "completion_form_kk", "deadline_text", "responsible", "funding"]),
        ("T/b|Çäreleriň atlary|Ýerine ýetiriş möhleti|Jogapkär ýerine ýetirijiler",
         ["number", "title_tk", "deadline_text", "responsible"]),
        ("No.|Activity|Expected outputs|Timeline|Lead agency|Implementing partners",
         ["number", "title_en", "expected_result_en", "deadline_text", "lead", "supporting"]),
        ("№|НАИМЕНОВАНИЕ МЕРОПРИЯТИЯ:|СРОК ИСПОЛНЕНИЯ (квартал, год)|Ответст-⏎венные исполнители", COLUMNS_OF_RU),
        ("N|Меропpиятие|Cpoк испoлнeния|Исполнитель", COLUMNS_OF_RU),
        ("№|1. Мероприятия|2. Срок исполнения|3. Исполнители", COLUMNS_OF_RU),
        ("№ п/п|Наименование меро-⏎приятия*|Сроки  исполне-⏎ния|Ответственные ис-⏎полнители", COLUMNS_OF_RU),
        ("Т/р|Чора-⏎тадбирлар|Муддат|Масъул ижро-⏎чилар", ["number", "title_uz", "deadline_text", "responsible"]),
    ],
)  # fmt: skip
def test_headings_of_plans_in_five_languages_are_known(headings: str, expected: list[str]):
    assert in_order(headings, "1|a|b|c|d|e") == expected


def test_a_block_of_approval_and_a_title_stand_above():
    found = plan(*BLOCK, "|".join(RU), ACTION, merged="D1:D2 A3:D3")
    assert (found.layout.header, found.codes) == ((4,), ["1"])


def test_headings_are_found_in_the_sixtieth_row():
    found = plan(*(f"Сведения {number}|строка" for number in range(58)), "", "|".join(RU), ACTION)
    assert (found.layout.header, found.titles) == ((60,), ["Создать сеть"])


def test_a_table_may_begin_in_the_third_column_and_leave_columns_empty():
    found = plan("||№||Мероприятие||Срок||Исполнители", "||1||Создать сеть||2026||МЭПР", "||I. Вода", "||2||Б||2027||А")
    assert found.columns == {2: "number", 4: "title_ru", 6: "deadline_text", 8: "responsible"}
    assert (found.codes, found.directions) == (["1", "2"], ["", "Вода"])


def test_two_storeys_with_merged_cells():
    found = plan(
        "№|Мероприятие|Срок исполнения||Ответственные||",
        "||начало|окончание|Узбекистан|Казахстан|Туркменистан",
        "1|Создать сеть|01.01.2026|2027|МЭПР|МЭПР РК|МООС",
        merged="A1:A2 B1:B2 C1:D1 E1:G1",
    )
    assert list(found.columns.values()) == [
        "number", "title_ru", "starts_on", "deadline_text", "responsible", "responsible", "responsible",
    ]  # fmt: skip
    assert found.layout.headings[5] == "Ответственные / Казахстан"
    assert found.texts("responsible") == ["МЭПР;\nМЭПР РК;\nМООС"]


def test_two_storeys_without_merged_cells_as_csv_has_them():
    found = plan(
        "№|Мероприятие|Срок исполнения||Ответственные||",
        "||начало|окончание|Узбекистан|Казахстан|Туркменистан",
        "1|Создать сеть|01.01.2026|2027|МЭПР|МЭПР РК|МООС",
    )
    assert found.layout.header == (1, 2)
    assert found.texts("responsible") == ["МЭПР;\nМЭПР РК;\nМООС"]


@pytest.mark.parametrize("merged", ["", "A1:A3 B1:B3 C1:F1 C2:D2 E2:F2"])
def test_three_storeys(merged: str):
    found = plan(
        "№|Мероприятие|Ответственные|||",
        "||Узбекская сторона||Казахстанская сторона|",
        "||исполнитель|соисполнители|исполнитель|соисполнители",
        "1|Создать сеть|А|Б|В|Г",
        merged=merged,
    )
    assert found.layout.header == (1, 2, 3)
    assert in_order_of(found) == ["number", "title_ru", "responsible", "supporting", "responsible", "supporting"]
    assert (found.texts("responsible"), found.texts("supporting")) == (["А;\nВ"], ["Б;\nГ"])


def in_order_of(found) -> list[str]:
    return [found.columns[place] for place in sorted(found.columns)]


def test_most_headings_may_stand_in_the_lower_storey():
    found = plan(
        "№|Мероприятие|Исполнение|||",
        "||Срок|Ответственные|Источник финансирования|Форма завершения",
        "1|Создать сеть|2026|МЭПР|бюджет|отчет",
        merged="A1:A2 B1:B2 C1:F1",
    )
    assert found.layout.header == (1, 2)
    assert in_order_of(found) == [*COLUMNS_OF_RU, "funding", "completion_form_ru"]


def test_amounts_below_sources_of_funding_are_not_read():
    found = plan(
        "№|Мероприятие|Срок|Источники финансирования|",
        "|||сумма, млн|источник",
        "1|Создать сеть|2026|500|бюджет",
        merged="A1:A2 B1:B2 C1:C2 D1:E1",
    )
    assert in_order_of(found) == ["number", "title_ru", "deadline_text", "funding"]
    assert (found.texts("funding"), found.layout.unknown) == (["бюджет"], (3,))


def test_a_name_of_something_else_is_no_title():
    found = plan(
        "№|Мероприятие|Ожидаемый результат|",
        "|||",
        "||Наименование|Единица",
        "1|Создать сеть|Посты|штук",
        merged="A1:A3 B1:B3 C1:D1 C1:C2",
    )
    assert found.titles == ["Создать сеть"]


def test_a_legend_merged_beside_the_headings_does_not_eat_rows():
    found = plan("|".join([*RU, "", "Условные обозначения"]), ACTION, "2|Б|2027|А", "3|В|2028|А", merged="F1:F4")
    assert (found.layout.header, found.codes) == ((1,), ["1", "2", "3"])


@pytest.mark.parametrize(
    ("heading", "text", "column"),
    [
        ("Мероприятие / Іс-шара", "Создать сеть", "title_ru"),
        ("Мероприятие / Іс-шара", "Желі құру және бақылау", "title_kk"),
        ("Мероприятие⏎Chora-tadbirlar", "Oʻrmon barpo etish", "title_uz"),
        ("Іс-шаралар (Мероприятия)", "Желі құру", "title_kk"),
    ],
)
def test_a_heading_in_two_languages_is_that_of_its_texts(heading: str, text: str, column: str):
    assert columns(f"№|{heading}|Срок / Мерзімі", f"1|{text}|2026") == {0: "number", 1: column, 2: "deadline_text"}


def test_two_languages_may_stand_side_by_side():
    found = plan("№|Мероприятие|Іс-шара|Срок", "1|Создать сеть|Желі құру|2026")
    assert in_order_of(found) == ["number", "title_ru", "title_kk", "deadline_text"]


def test_money_and_remarks_are_not_read_and_are_named():
    found = plan("№|Мероприятие|Срок|Предполагаемые расходы (млн тенге)|Примечание", "1|Создать|2026|5|нет")
    assert found.layout.ignored == ("Предполагаемые расходы (млн тенге)", "Примечание")


def test_an_error_of_one_letter_is_suggested_and_not_taken():
    layout = plan("№|Мероприятие|Срок исполненя|Ответственые исполнители", ACTION).layout
    assert layout.columns == {0: "number", 1: "title_ru"}
    assert layout.suggested == {2: "deadline_text", 3: "responsible"}


def test_numbers_may_stand_without_a_heading():
    found = plan("|Мероприятие|Срок", "1.|Создать сеть|2026", "2.|Проверить|2027")
    assert (found.columns[0], found.codes) == ("number", ["1", "2"])


def test_a_list_of_one_column_is_a_plan():
    found = plan("Мероприятия", "Создать сеть", "Проверить посты", "I. Вода", "Посадить лес")
    assert found.titles == ["Создать сеть", "Проверить посты", "Посадить лес"]
    assert (found.codes, found.directions) == (["1", "2", "3"], ["", "", "Вода"])


def test_the_sheet_with_the_plan_is_taken_and_the_others_are_named():
    cover = sheet("Министерство экологии", "План", title="Титул")
    other = sheet("|".join(RU), "1|Б|2027|А", title="Направление 2")
    found = understood(cover, sheet("|".join(RU), ACTION, title="Направление 1"), other)
    assert found.layout.sheet.title == "Направление 1"
    assert [note.message for note in found.notes if note.kind == "skipped"] == [
        "The sheet “Титул” is not read.",
        "The sheet “Направление 2” is not read.",
    ]


def test_a_hidden_sheet_is_taken_only_where_no_other_is_a_plan():
    hidden = sheet("|".join([*RU, "Источник финансирования"]), ACTION, title="Старый", is_hidden=True)
    assert understood(hidden, sheet("|".join(RU), ACTION, title="План")).layout.sheet.title == "План"
    assert understood(hidden, sheet("Список", "без плана", title="Титул")).layout.sheet.title == "Старый"


def test_two_deadlines_of_which_one_is_hidden_are_asked():
    headings = "№|Мероприятие|Срок исполнения|Срок исполнения|Исполнители"
    table = sheet(headings, "1|Создать|2025|2026|А", hidden_columns=(2,))
    problem = understood(table).layout.problem
    assert problem is not None
    assert "“Срок исполнения” and “Срок исполнения”" in problem.message
    answered = understood(table, answers=Answers(columns={2: "", 3: "deadline_text"}))
    assert answered.texts("deadline_text") == ["2026"]


def test_one_answer_decides_between_two_columns():
    table = sheet("№|Мероприятие|Срок|Срок исполнения", "1|Создать|2025|2026")
    assert understood(table, answers=Answers(columns={3: "deadline_text"})).texts("deadline_text") == ["2026"]


def test_a_row_of_headings_that_was_answered_is_taken():
    table = sheet("Перечень|мероприятий|плана", "|".join(RU), "Номер|Чем|Когда|Кем", ACTION)
    assert understood(table, answers=Answers(header=3)).layout.header == (3,)


def test_without_a_known_heading_the_title_is_asked():
    problem = plan("Alpha|Beta|Gamma", "1|x|y").layout.problem
    assert problem is not None
    assert (problem.row, problem.message) == (1, "This file has no column “title”.")


def test_headings_remembered_for_an_institution_are_known():
    found = understood(sheet("№|Чем заняться|Когда", "1|Создать|2026"), remembered={plain("Чем заняться"): "title_ru"})
    assert found.columns == {0: "number", 1: "title_ru"}


def test_our_own_table_is_taken_by_its_first_row():
    table = sheet([*COLUMNS, *EXPORT_ONLY], ["1.10", "1", "Water", "I. Title"])
    found = understood(table)
    assert (found.layout.header, found.layout.ignored, found.layout.is_printed) == ((1,), (), False)
    assert (found.texts("code"), found.texts("title_en")) == (["1.10"], ["I. Title"])


def test_a_printed_plan_may_have_codes():
    found = plan("Код|Мероприятие|Срок", "I. Вода", "1.10|Создать|2026", "1.11|Проверить|2027")
    assert (found.codes, found.directions) == (["1.10", "1.11"], ["Вода", "Вода"])


def test_an_empty_file_is_refused():
    with pytest.raises(RefusedError, match="This file is empty"):
        lay_out([sheet()], Request("plan"))
