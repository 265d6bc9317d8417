"""What single headings mean, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exchange.errors import RefusedError
from roadmap.exchange.headings import HEADINGS
from roadmap.exchange.mapping import is_division, language_of, like, meaning_of, plain, read_map

pytestmark = pytest.mark.same_everywhere

RUSSIAN = [heading for by_language in HEADINGS.values() for heading in by_language["ru"] if len(heading) > 8]


@pytest.mark.parametrize("text", ["code", "codes=N", "code=", "=N"])
def test_a_map_that_names_no_columns_is_refused(text: str):
    with pytest.raises(RefusedError, match="deadline_text"):
        read_map(text)


def test_a_map_may_have_commas_in_quoted_headings():
    assert read_map('code=N,"title_en=What, exactly"') == {"code": "N", "title_en": "What, exactly"}


@given(st.sampled_from(RUSSIAN), st.data())
def test_a_broken_word_is_the_same_heading(heading: str, data: st.DataObject):
    places = [at for at in range(2, len(heading) - 1) if heading[at - 2 : at + 2].isalpha()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    broken = f"{heading[:at]}-\n{heading[at:]}"
    if heading[at].islower():
        assert meaning_of(broken) == meaning_of(heading)


@given(st.sampled_from(RUSSIAN), st.integers(1, 20), st.sampled_from([". ", ") ", "."]))
def test_a_number_before_a_heading_means_nothing(heading: str, number: int, mark: str):
    if heading[0].isalpha():
        assert meaning_of(f"{number}{mark}{heading}") == meaning_of(heading)


@pytest.mark.parametrize(
    ("heading", "column", "languages"),
    [
        ("Мероприятие / Іс-шара", "title_ru", ("ru", "kk")),
        ("Мероприятие\nЧора-тадбирлар", "title_ru", ("ru", "uz")),
        ("Activity | Мероприятие | Іс-шара", "title_en", ("en", "ru", "kk")),
        ("Срок исполнения / Орындау мерзімі", "deadline_text", ("ru", "kk")),
        ("Исполнители (Ижрочилар)", "responsible", ("ru",)),
    ],
)
def test_a_heading_may_say_the_same_in_several_languages(heading: str, column: str, languages: tuple[str, ...]):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert (meaning.column, (meaning.language, *meaning.others)) == (column, languages)


@pytest.mark.parametrize(
    "heading", ["Мероприятие / Срок", "Мероприятие / Примечание", "Срок исполнения / Исполнители", "Финансы / Деньги"]
)
def test_a_heading_that_says_two_things_is_not_taken(heading: str):
    assert meaning_of(heading) is None


@pytest.mark.parametrize(
    "heading",
    ["Узбекистан", "Узбекская сторона", "Республика Казахстан", "РК", "Oʻzbekiston", "Қазақстан", "Türkmenistan", "KZ",
     "Ўзбекистон томони", "наименование организации"[13:], "Institution", "Орган", "Tashkilot"],
)  # fmt: skip
def test_sides_and_words_for_bodies_only_divide_a_column_of_bodies(heading: str):
    assert is_division(heading)


@pytest.mark.parametrize("heading", ["сумма", "млн сум", "2025", "подпись", "ФИО", "телефон", "доля, %", "amount"])
def test_amounts_and_persons_are_columns_of_their_own(heading: str):
    assert not is_division(heading)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Создать сеть", "ru"), ("Желі құру және бақылау", "kk"), ("Ўрмон барпо этиш", "uz"), ("Oʻrmon barpo etish", "uz"),
     ("Tokaý döretmek, suw çeşmeleri", "tk"), ("Plant a forest", "en"), ("indicator_en", "en"), ("plan_kk", "kk")],
)  # fmt: skip
def test_the_letters_of_a_text_show_its_language(text: str, language: str):
    assert language_of(text) == language


def test_what_is_like_a_known_heading_is_offered_only():
    assert (like("Срок исполненя"), meaning_of("Срок исполненя")) == ("deadline_text", None)
    assert like("Куратор проекта") == ""


@given(st.text(max_size=150))
def test_any_text_may_stand_where_headings_do(text: str):
    assert plain(plain(text)) == plain(text) or plain(text)
    meaning_of(text)
    is_division(text)
    like(text)
