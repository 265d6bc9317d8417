"""The known headings of printed plans: none means two columns, each language has what it needs, real plans are read."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, LANGUAGES, MAPPED, TRANSLATED
from roadmap.exchange.headings import HEADINGS, TITLE_IF_NONE
from roadmap.exchange.mapping import KNOWN, meaning_of, plain

pytestmark = pytest.mark.same_everywhere

DATA = Path("/work/shared/data")
EACH = [(column, language, one) for column, by in HEADINGS.items() for language, many in by.items() for one in many]
THEIR_COLUMNS = {"mechanism": "description", "deadline": "deadline_text", "result": "expected_result"}
PRINTED = [
    ("№ п/п", "number"),
    ("S/N", "number"),
    ("Форма реализации", "completion_form_ru"),
    ("Вид документа", "completion_form_ru"),
    ("Срок выполнения (квартал, год)", "deadline_text"),
    ("Головной исполнитель", "lead"),
    ("Ответственный исполнитель", "responsible"),
    ("СОИСПОЛНИТЕЛИ", "supporting"),
    ("Дата начала", "starts_on"),
    ("Чора-тадбирлар номи", "title_uz"),
    ("Tadbirlar nomi", "title_uz"),
    ("Амалга ошириш шакли", "completion_form_uz"),
    ("Ижро учун масъуллар", "responsible"),
    ("Бош ижрочи", "lead"),
    ("Ҳамкор ташкилотлар", "supporting"),
    ("Amalga oshirish muddati", "deadline_text"),
    ("Mas'ul ijrochilar", "responsible"),
    ("Moliyalashtirish manbai", "funding"),
    ("Орындау мерзiмi", "deadline_text"),
    ("Жауапты орындаушылар", "responsible"),
    ("Орындауға жауаптылар", "responsible"),
    ("Қаржыландыру көздері", "funding"),
    ("Çäreleriň atlary", "title_tk"),
    ("Jogapkär ýerine ýetirijiler", "responsible"),
    ("Lead agencies", "lead"),
    ("Implementing partners", "supporting"),
    ("Expected Outputs", "expected_result_en"),
    ("Means of verification", "completion_form_en"),
    ("End date", "deadline_text"),
    ("commitment_en", "direction"),
    ("Milestone (en)", "description_en"),
    ("indicator_en", "expected_result_en"),
    ("deadline_en", "deadline_text"),
]
NOT_READ = [
    "commitment_fr",
    "Примечание",
    "Предполагаемые расходы (млн тенге)",
    "Болжамды шығыстар",
    "Объем финансирования",
    "Budget (USD)",
    "Изоҳ",
    "Bellik",
    "Ход исполнения",
    "Status of implementation",
]


def test_no_heading_means_two_columns():
    columns = defaultdict(set)
    for column, _language, heading in EACH:
        columns[plain(heading)].add(column)
    assert {heading: meant for heading, meant in columns.items() if len(meant) > 1} == {}


def test_the_heading_of_a_text_belongs_to_one_language():
    languages = defaultdict(set)
    for column, language, heading in EACH:
        if column in TRANSLATED:
            languages[plain(heading)].add(language)
    assert {heading: found for heading, found in languages.items() if len(found) > 1} == {}


def test_every_column_is_named_in_every_language():
    assert [column for column, by_language in HEADINGS.items() if by_language.keys() != set(LANGUAGES)] == []
    assert all(many for by_language in HEADINGS.values() for many in by_language.values())
    assert HEADINGS.keys() <= {*MAPPED, *TRANSLATED}
    needed = (
        "code",
        "number",
        "direction",
        "deadline_text",
        "lead",
        "responsible",
        "supporting",
        "funding",
        "starts_on",
    )
    assert HEADINGS.keys() >= {*TRANSLATED, *needed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_of_the_blank_template_are_read_as_their_columns(language: str):
    printed = {column: by_language[language][0] for column, by_language in HEADINGS.items()}
    assert len({plain(heading) for heading in printed.values()}) == len(printed)
    for column, heading in printed.items():
        meaning = meaning_of(heading)
        assert meaning is not None
        assert meaning.column == (f"{column}_{language}" if column in TRANSLATED else column)


def test_no_heading_is_the_name_of_something_else_of_ours():
    ours = {*COLUMNS, *EXPORT_ONLY} - {"deadline"}  # a deadline is printed in words, and kept as a day
    assert [one for column, _language, one in EACH if one.casefold() in ours and one.casefold() != column] == []


def test_what_may_stand_for_the_title_is_known_and_is_no_title():
    assert {KNOWN[plain(heading)].column for heading in TITLE_IF_NONE}.isdisjoint({"title", "lead", "deadline_text"})


@given(st.sampled_from(EACH), st.sampled_from(["{}:", " {} ", "{} *", "«{}»", "{} (2025)"]), st.sampled_from("ulc"))
def test_marks_brackets_and_case_do_not_matter(known: tuple[str, str, str], form: str, case: str):
    _column, _language, heading = known
    cased = {"u": heading.upper(), "l": heading.lower(), "c": heading.capitalize()}[case]
    assert plain(form.format(cased)) == plain(heading)


@pytest.mark.parametrize(("heading", "column"), PRINTED)
def test_headings_of_real_plans_are_known(heading: str, column: str):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.column == column


@pytest.mark.parametrize("heading", NOT_READ)
def test_money_remarks_progress_and_other_languages_are_not_read(heading: str):
    assert meaning_of(heading) is None


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not here")
def test_the_shared_headings_are_known():
    with (DATA / "column_headings.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            known = KNOWN[plain(row["heading"])]
            assert known.column == THEIR_COLUMNS.get(row["column"], row["column"]), row
            assert known.column not in TRANSLATED or known.language == row["lang"][:2], row


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not here")
def test_the_printed_rows_of_headings_are_known_as_a_whole():
    with (DATA / "ministry_rows.csv").open(encoding="utf-8-sig", newline="") as file:
        printed = {row["heading_row_as_printed"] for row in csv.DictReader(file, delimiter=";")}
    rows = [row.split(" | ") for row in printed if not row.startswith("(")]
    assert rows
    assert [heading for row in rows for heading in row if meaning_of(heading) is None] == []
