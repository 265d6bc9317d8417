"""Rows of printed plans are told apart: actions, sections, what goes on, and what is no part of the plan."""

import pytest

from tests.roadmap.exchange.printed import RU, of, plan, sheet, unaccounted, understood

pytestmark = pytest.mark.same_everywhere

ONE, TWO, THREE = "1|Создать сеть|2026|МЭПР", "2|Проверить посты|2027|МИД", "3|Посадить лес|2028|МСХ"


# What is no part of the plan ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    ["1|2|3|4", "(1)|(2)|(3)|(4)", "1.|2.|3.|4.", "А|Б|1|2", "а|1|2|3", "A|B|1|2", "|".join(RU),
     "№|Наименование мероприятия|Срок|Исполнители", "|(кратко)|(квартал, год)|"],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1])
def test_counted_columns_and_repeated_headings_are_no_actions(row: str, place: int):
    rows = [ONE, TWO]
    rows.insert(place, row)
    found = of(*rows)
    assert (found.codes, found.titles) == (["1", "2"], ["Создать сеть", "Проверить посты"])
    assert found.noted("skipped") == [place + 2]


def test_two_storeys_that_are_repeated_are_no_actions():
    storeys = ("№|Мероприятие|Срок исполнения||Исполнители", "||начало|окончание|")
    found = plan(*storeys, "1|Создать|01.01.2026|2027|А", *storeys, "2|Проверить|02.01.2026|2027|А")
    assert (found.codes, found.noted("skipped")) == (["1", "2"], [4, 5])


@pytest.mark.parametrize(
    "row",
    ["Итого|||", "|Всего:||", "Жами|||", "Барлығы|||", "|Jemi||", "Total|||", "Примечание: сроки уточняются.|||",
     "|Изоҳ: муддатлар аниқлаштирилади.||", "Ескертпе: мерзімі|||", "Izoh|||", "Bellik: möhlet|||", "* по согласованию",
     "Министр ______________ И. Иванов|||", "|Министр|_________|И. Иванов", "СОГЛАСОВАНО|||УТВЕРЖДЕНО",
     "|Келишилди||", "|Министр экологии||И. И. Иванов", "Продолжение таблицы|||", "Страница 3 из 10|||", "12|||",
     "3-бет|||", "|Заместитель министра||А.Абдуллаев"],
)  # fmt: skip
@pytest.mark.parametrize("place", [1, 2])
def test_totals_remarks_pages_and_signatures_are_no_actions(row: str, place: int):
    rows = [ONE, TWO]
    rows.insert(place, row)
    found = of(*rows)
    assert (found.codes, set(found.directions)) == (["1", "2"], {""})
    assert found.noted("skipped") == [place + 2]
    assert found.rows[0].cells["responsible"] == "МЭПР"


def test_lines_under_the_table_are_no_actions():
    found = of(ONE, TWO, "", "Министр экологии", "Ташкент, 2025 год")
    assert (found.codes, found.noted("skipped"), set(found.directions)) == (["1", "2"], [5, 6], {""})


def test_a_second_table_under_the_first_is_not_read():
    found = of(ONE, TWO, "", "№|Ожидаемый результат|Источник финансирования|", "1|Посты|бюджет|", "2|Лес|грант|")
    assert (found.codes, found.noted("skipped")) == (["1", "2"], [5, 6, 7])


def test_a_legend_beside_the_table_is_not_read_and_is_named():
    found = of(f"{ONE}||К – Казахстан", "I. Вода||||||У – Узбекистан", TWO)
    assert (found.codes, found.directions) == (["1", "2"], ["", "Вода"])
    assert [(note.row, note.column) for note in found.notes] == [(2, "F")]


def test_an_empty_row_in_the_middle_means_nothing():
    assert of(ONE, "", TWO).codes == ["1", "2"]


# Sections -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("I. Водные ресурсы", "Водные ресурсы"),
        ("II Водные ресурсы", "Водные ресурсы"),
        ("Раздел 1. Водные ресурсы", "Водные ресурсы"),
        ("РАЗДЕЛ I – Водные ресурсы", "Водные ресурсы"),
        ("1-бўлим. Сув ресурслари", "Сув ресурслари"),
        ("1-boʻlim. Suv resurslari", "Suv resurslari"),
        ("1-бағыт: Су ресурстары", "Су ресурстары"),
        ("1-бөлім. Су ресурстары", "Су ресурстары"),
        ("I bölüm. Suw serişdeleri", "Suw serişdeleri"),
        ("1-nji ugur: Suw serişdeleri", "Suw serişdeleri"),
        ("Направление 3: Водные ресурсы", "Водные ресурсы"),
        ("Direction 3 – Water", "Water"),
        ("81-maqsad: Suv resurslari", "81-maqsad: Suv resurslari"),
        ("Цель 2", "Цель 2"),
        ("Цель 2. Водные ресурсы", "Цель 2. Водные ресурсы"),
        ("1. Водные ресурсы", "Водные ресурсы"),
        ("Водные ресурсы", "Водные ресурсы"),
        ("ВОДНЫЕ РЕСУРСЫ", "ВОДНЫЕ РЕСУРСЫ"),
        ("5 рек Узбекистана", "5 рек Узбекистана"),
    ],
)
@pytest.mark.parametrize("form", ["{}|||", "|{}||", "{0}|{0}|{0}|{0}"])
def test_a_text_that_stands_alone_heads_what_follows(text: str, direction: str, form: str):
    found = of(form.format(text), ONE, TWO)
    assert (found.directions, found.codes) == ([direction, direction], ["1", "2"])
    assert unaccounted(found) == set()


@pytest.mark.parametrize(
    ("row", "merged"),
    [("I|Водные ресурсы||", ""), ("I.|Водные ресурсы||", ""), ("Раздел 1|Водные ресурсы||", ""),
     ("1|Водные ресурсы||", "B2:D2"), ("А|Водные ресурсы||", ""), ("1|Водные ресурсы||", "")],
)  # fmt: skip
def test_the_number_of_a_section_may_stand_in_the_column_of_numbers(row: str, merged: str):
    found = of(row, ONE, TWO, merged=merged)
    assert (found.directions, found.codes) == (["Водные ресурсы"] * 2, ["1", "2"])


def test_a_number_with_others_below_it_is_a_section():
    found = of("1.|Вода||", "1.1.|Создать|2026|А", "1.2.|Проверить|2027|А", "2.|Лес||", "2.1.|Посадить|2028|А")
    assert (found.directions, found.codes) == (["Вода", "Вода", "Лес"], ["1.1", "1.2", "2.1"])


def test_an_action_about_which_nothing_is_said_is_no_section():
    found = of(ONE, "2|Проверить посты||", THREE)
    assert (found.codes, found.directions) == (["1", "2", "3"], ["", "", ""])


def test_a_section_in_roman_numbers_may_have_its_sum():
    headings = (*RU, "Источник финансирования")
    found = of(f"{ONE}|бюджет", "II|Водные ресурсы|||500 млн", f"{TWO}|грант", headings=headings)
    assert (found.directions, found.codes) == (["", "Водные ресурсы"], ["1", "2"])


def test_sections_below_sections_belong_to_the_direction_above():
    found = of(
        "I. Вода", "1. Реки", "1.1|А|2026|А", "2. Озера", "2.1|Б|2026|А", "II. Лес", "3. Саксаул", "3.1|В|2026|А"
    )
    assert found.directions == ["Вода", "Вода", "Лес"]
    assert (found.codes, found.noted("joined")) == (["1.1", "2.1", "3.1"], [3, 5, 8])
    assert unaccounted(found) == set()


def test_the_title_of_the_whole_plan_is_no_direction():
    found = of("План мероприятий по Устюрту", "I. Вода", ONE, "II. Лес", TWO)
    assert (found.directions, found.noted("skipped")) == (["Вода", "Лес"], [2])


def test_a_section_without_actions_is_named_as_not_read():
    found = of("I. Вода", "II. Лес", ONE)
    assert (found.directions, found.noted("skipped")) == (["Лес"], [2])


@pytest.mark.parametrize(
    ("first", "second", "direction"),
    [("РАЗДЕЛ I", "ОХРАНА ВОД", "ОХРАНА ВОД"), ("1-бўлим", "Сув", "Сув"), ("Цель 2", "Вода", "Цель 2. Вода")],
)
def test_the_title_of_a_section_may_stand_below_its_number(first: str, second: str, direction: str):
    found = of(first, second, ONE, TWO)
    assert (found.directions, found.noted("joined")) == ([direction] * 2, [3])


@pytest.mark.parametrize("text", ["I. Вода", "I. Вода (продолжение)", "I. Вода (давоми)"])
def test_a_section_that_is_printed_anew_on_the_next_page_is_the_same(text: str):
    found = of("I. Вода", ONE, "|".join(RU), text, TWO, "II. Лес", "1|Посадить лес|2028|МСХ")
    assert (found.directions, found.codes) == (["Вода", "Вода", "Лес"], ["I-1", "I-2", "II-1"])
    assert unaccounted(found) == set()


@pytest.mark.parametrize("text", ["2026 год", "IV квартал 2026 года", "2026 йил", "Постоянно"])
def test_a_time_that_stands_alone_is_no_direction(text: str):
    found = of("I. Вода", text, ONE, TWO)
    assert (found.directions, found.noted("skipped")) == (["Вода", "Вода"], [3])


def test_a_section_ends_where_the_numbers_are_no_longer_below_its_own():
    found = of("1|Вода||", "1.1|Создать|2026|А", "1.2|Проверить|2026|А", "2|Посадить лес|2026|Б")
    assert (found.codes, found.directions) == (["1.1", "1.2", "2"], ["Вода", "Вода", ""])


def test_a_column_of_directions_holds_until_the_next_one():
    headings = ("Направление", *RU)
    found = of(f"Вода|{ONE}", f"|{TWO}", f"Лес|{THREE}", "|4|Еще|2029|А", headings=headings)
    assert found.directions == ["Вода", "Вода", "Лес", "Лес"]
    assert found.noted("joined") == [3, 5]


def test_a_merged_direction_holds_in_its_rows():
    headings = ("Направление", *RU)
    found = of(f"Вода|{ONE}", f"|{TWO}", f"Лес|{THREE}", headings=headings, merged="A2:A3")
    assert (found.directions, found.noted("joined")) == (["Вода", "Вода", "Лес"], [])


def test_a_direction_that_stands_alone_in_its_column_holds_below():
    found = of("Вода||||", f"|{ONE}", f"|{TWO}", headings=("Направление", *RU))
    assert (found.directions, found.codes) == (["Вода", "Вода"], ["1", "2"])
    assert unaccounted(found) == set()


# Numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "code"),
    [("1", "1"), ("1.", "1"), ("1.1.", "1.1"), ("1)", "1"), ("(1)", "1"), ("№1", "1"), ("№ 1.2", "1.2"), ("N 1", "1"),
     ("1-band", "1"), ("1-банд", "1"), ("п. 1.2", "1.2"), ("1.10", "1.10"), ("1.1.10", "1.1.10"), ("А-1", "А-1")],
)  # fmt: skip
def test_numbers_are_codes_without_the_marks_around_them(printed: str, code: str):
    assert of(f"{printed}|Создать сеть|2026|МЭПР").codes == [code]


def test_numbers_that_begin_anew_stand_after_those_of_their_sections():
    found = of("I. Вода", ONE, TWO, "II. Лес", ONE, TWO)
    assert found.codes == ["I-1", "I-2", "II-1", "II-2"]
    assert of("Вода", ONE, TWO, "Лес", ONE).codes == ["1-1", "1-2", "2-1"]
    below = of("I. Вода", "1. Реки", ONE, "2. Озера", ONE, "II. Лес", "1. Сады", ONE, "2. Пески", ONE)
    assert below.codes == ["I-1-1", "I-2-1", "II-1-1", "II-2-1"]


def test_numbers_that_stand_twice_in_a_section_stay_to_be_refused():
    assert of("I. Вода", ONE, ONE, "II. Лес", TWO).codes == ["1", "1", "2"]


@pytest.mark.parametrize(
    "made",
    ["2026-10-01", "2026-10-01 00:00:00", "01.10.2026", "01.окт", "1-окт", "окт.26", "1-Oct", "Oct-26", "10.янв"],
)
def test_a_number_that_became_a_date_is_never_a_code(made: str):
    found = of("1.9|Создать|2026|А", f"{made}|Проверить|2027|А")
    assert found.codes == ["1.9", ""]
    (note,) = found.notes
    assert (note.row, note.column, note.heading, made in note.message) == (3, "A", RU[0], True)


def test_a_number_that_lost_its_zero_is_never_a_code():
    found = of(
        "I. Вода", "1.1|А|2026|А", *(f"1.{n}|Б{n}|2026|А" for n in range(2, 10)), "1.1|В|2026|А", "1.11|Г|2026|А"
    )
    assert found.codes == [*(f"1.{n}" for n in range(1, 10)), "", "1.11"]
    assert [note.row for note in found.notes] == [12]


def test_a_text_among_numbers_is_no_code():
    found = of(ONE, "Показатель|Единица измерения|2026|2027")
    assert (found.codes, found.noted("unreadable")) == (["1", ""], [3])


def test_a_plan_without_numbers_is_told_apart_by_its_titles():
    rows = ("Создать сеть|2026|А", "Проверить посты|2027|Б", "Посадить лес|2028|В")
    found = plan("|".join(RU[1:]), *rows, known={"проверить посты": "7"})
    assert found.codes == ["8", "7", "9"]
    assert plan("|".join(RU[1:]), rows[0], rows[1], rows[0]).codes == ["1", "2", ""]


# Rows that belong together ------------------------------------------------------------------------------------------


def test_merged_numbers_and_titles_make_one_action_of_several_rows():
    found = of("1|Создать сеть|2026|МЭПР", "|||МИД", "|||МСХ", TWO, merged="A2:A4 B2:B4 C2:C4")
    assert found.codes == ["1", "2"]
    assert (found.rows[0].cells["responsible"], found.rows[0].cells["deadline_text"]) == ("МЭПР;\nМИД;\nМСХ", "2026")
    assert (found.rows[0].joined, found.noted("joined")) == ([3, 4], [3, 4])


def test_merged_deadlines_and_bodies_hold_in_each_row():
    found = of("1|Создать сеть|2026|МЭПР", "2|Проверить||", "3|Посадить||", merged="C2:C4 D2:D3")
    assert found.texts("deadline_text") == ["2026"] * 3
    assert found.texts("responsible") == ["МЭПР", "МЭПР", ""]


def test_a_title_merged_over_two_numbers_is_that_of_both():
    found = of("1|Создать сеть|2026|МЭПР", "2||2027|МИД", merged="B2:B3")
    assert (found.codes, found.titles) == (["1", "2"], ["Создать сеть"] * 2)


def test_an_action_goes_on_in_the_next_row():
    found = of("1|Создать сеть постов и|2026|МЭПР,", "|провести проверку.|год|МИД", TWO)
    assert found.codes == ["1", "2"]
    assert found.rows[0].cells["title_ru"] == "Создать сеть постов и\nпровести проверку."
    assert found.rows[0].cells["deadline_text"] == "2026\nгод"


def test_an_action_does_not_go_on_without_end():
    found = of(ONE, *(f"|||Орган {number}" for number in range(300)))
    assert (len(found.rows[0].joined), found.codes[0], set(found.codes[1:])) == (200, "1", {""})


def test_an_action_goes_on_after_the_headings_of_the_next_page():
    found = of("1|Создать сеть|2026|МЭПР", "|".join(RU), "|||МИД", TWO)
    assert found.rows[0].cells["responsible"] == "МЭПР;\nМИД"


def test_the_rest_of_a_title_is_no_section():
    found = of("1|Создать сеть.|2026|А", "2|Проверить посты Республики|2027|А", "|Узбекистан.||", "3|Посадить.|2028|А")
    assert (found.codes, set(found.directions)) == (["1", "2", "3"], {""})
    assert found.rows[1].cells["title_ru"] == "Проверить посты Республики\nУзбекистан."


def test_a_row_without_number_that_may_be_anything_gets_no_code():
    found = of(ONE, "|Обучить инспекторов|2027|МИД", TWO)
    assert found.codes == ["1", "", "2"]


def test_what_goes_on_below_a_section_is_not_given_to_the_action_above_it():
    found = of(ONE, "I. Вода", "||2027|МИД", TWO)
    assert found.rows[0].cells["responsible"] == "МЭПР"
    assert (found.codes, found.noted("unreadable")) == (["1", "", "2"], [4])


def test_lettered_rows_with_a_deadline_are_actions_of_their_own():
    found = of("1|Создать сеть|2026|МЭПР", "а)|построить посты|2027|МИД", "б)|обучить людей|2028|МСХ", TWO)
    assert found.codes == ["1", "1-а", "1-б", "2"]
    assert found.titles[1] == "построить посты"


def test_lettered_rows_stand_after_the_title_above_that_has_nothing_else():
    found = of("1|Разработать:||", "а)|проект закона;|2027|МИД", "б)|проект устава.|2028|МСХ", TWO)
    assert (found.codes, found.directions) == (["1-а", "1-б", "2"], ["", "", ""])
    assert found.titles[:2] == ["Разработать:\nпроект закона;", "Разработать:\nпроект устава."]
    assert (found.noted("joined"), unaccounted(found)) == ([2], set())


def test_letters_without_more_belong_to_the_title_above():
    found = of("1|Разработать:|2026|МЭПР", "|а) проект закона;||", "|б) проект устава.||", TWO)
    assert found.codes == ["1", "2"]
    assert found.titles[0] == "Разработать:\nа) проект закона;\nб) проект устава."


def test_hidden_rows_and_columns_are_read_and_named():
    table = sheet("|".join(RU), ONE, TWO, hidden_rows=(1, 3), hidden_columns=(2,))
    found = understood(table)
    assert found.codes == ["1", "2"]
    assert [(note.row, note.column) for note in found.notes] == [(None, "C"), (3, "")]


@pytest.mark.parametrize("mark", ["-", "–", "•", "1)", "а)"])
def test_items_of_a_list_go_on_with_the_action_above(mark: str):
    found = of("1|Разработать:|2026|МЭПР", f"|{mark} проект закона||", TWO)
    assert (found.codes, set(found.directions)) == (["1", "2"], {""})
    assert found.titles[0] == f"Разработать:\n{mark} проект закона"


@pytest.mark.parametrize("text", ["А. Каримов", "I. Karimov", "V. Petrov", "МИД", "Водные ресурсы"])
def test_a_text_in_the_column_of_bodies_is_no_section(text: str):
    found = of(ONE, f"|||{text}", TWO)
    assert (found.codes, set(found.directions)) == (["1", "2"], {""})
    assert found.rows[0].cells["responsible"] == f"МЭПР;\n{text}"


@pytest.mark.parametrize(
    "row", ["Создать сеть|«___» ______ 2026 г.|А", "Создать сеть||А. Каримов", "Всего лишь|2026|А"]
)
def test_what_looks_signed_is_an_action_where_none_has_a_number(row: str):
    assert plan("|".join(RU[1:]), row, "Проверить|2027|Б").codes == ["1", "2"]


def test_a_status_that_says_agreed_hides_no_action():
    assert plan("Мероприятие|Срок|Статус", "Создать|2026|Утверждено", "Проверить|2027|Согласовано").codes == ["1", "2"]


def test_numbers_that_a_program_wrote_as_fractions_are_whole():
    assert of("1.0|Создать|2026|А", "2.0|Проверить|2027|А").codes == ["1", "2"]
    assert of("1.0|Создать|2026|А", "1.1|Проверить|2027|А").codes == ["1.0", "1.1"]


@pytest.mark.parametrize("row", ["Sub-total|||", "2|Итого по разделу||", "|Grand total||"])
def test_totals_of_parts_are_no_actions(row: str):
    found = of(ONE, row, "3|Посадить лес|2028|МСХ")
    assert (found.codes, found.noted("skipped")) == (["1", "3"], [3])
