"""A cell that names several bodies is split where a reader would split it, and nowhere else."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.fold import fold
from roadmap.exchange.bodies import Body, bodies_of
from tests.roadmap.exchange.known_bodies import CELLS, REGISTER, is_known, told

COUNTRIES = {"Türkmenistan", "Ўзбекистон Республикаси", "Қазақстан", "Казахстан", "Узбекистан"}
NAMES = st.sampled_from([name for name in REGISTER if name not in COUNTRIES])
WEAK = (" / ", "/", " и ", " va ", " ва ", " және ", " we ", " and ", " ҳамда ", " совместно с ", " jointly with ")
SEPARATORS = st.sampled_from((";", ", ", ",\n", ",\n\n", ";\n", " ,\r\n", "\n• ", "\n– ", ",\n- ", *WEAK))
MARKS = st.sampled_from(
    [
        "по согласованию",
        "келишув бўйича",
        "kelishuv bo‘yicha",
        "келісім бойынша",
        "ylalaşyk boýunça",
        "by agreement",
        "if necessary",
    ]
)
PERSONS = st.sampled_from(
    ["Қўчқоров", "J. Ortiqxoʻjayev", "А.Абдуллаев", "Ишков А.М.", "Ерғалиев", "Иванов Пётр Ильич"]
)
WORDS = st.sampled_from(
    ["сув", "Экология", "water", "Energy", "табиғи", "goramak", "reja", "МВТ", "Ведомство", "земель"]
)
SIGNS = ["\n", " ", " и ", "1. ", "А. ", "х", *"()[]«»,;.–:/"]
ROUGH = st.lists(st.sampled_from([*REGISTER[:12], *SIGNS]) | st.text(max_size=5), max_size=30).map("".join)
CONJUNCTION = re.compile(r"\b(?:и|and|va|ва|және|we)\b")


@pytest.mark.parametrize(("cell", "bodies"), CELLS)
def test_cells_of_plans_give_their_bodies(cell: str, bodies: str):
    assert "|".join(map(told, bodies_of(cell, is_known))) == bodies


@st.composite
def beside(draw: st.DrawFn) -> tuple[str, str, str]:
    """What may be written after a name: the text, the contact in it and the mark in it."""
    mark, person = draw(MARKS), draw(PERSONS)
    return draw(
        st.sampled_from(
            [
                ("", "", ""),
                (f" ({mark})", "", mark),
                (f"({person})", person, ""),
                (f"\n({person})", person, ""),
                (f" ({person}, {mark})", person, mark),
                (f" ({person}) ({mark})", person, mark),
                (f" – {mark}", "", mark),
            ]
        )
    )


@given(st.lists(st.tuples(NAMES, beside(), SEPARATORS), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_known_names_come_back_however_they_are_joined(rows, random):
    cell, bodies = "", []
    for name, (after, contact, mark), separator in rows:
        broken = "".join(random.choice(("\n", " \n\n", " ")) if sign == " " else sign for sign in name)
        cell += f"{separator if cell else ''}{broken}{after}"
        bodies.append(Body(name, contact, mark))
    assert bodies_of(cell, is_known) == bodies


@given(st.lists(NAMES, min_size=2, max_size=5, unique=True), PERSONS.filter(lambda person: "." in person))
def test_persons_on_lines_of_their_own_are_contacts_of_the_body_above(names, person):
    bodies = bodies_of(",\n".join(f"{name}\n{person}" for name in names), is_known)
    assert bodies == [Body(name, person) for name in names]


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_items_of_a_numbered_list_are_bodies(names):
    for gap in ("\n", " ", "  "):
        cell = gap.join(f"{number}. {name}" for number, name in enumerate(names, 1))
        assert [body.name for body in bodies_of(cell, is_known)] == names


@given(st.lists(WORDS, min_size=1, max_size=7), st.data())
def test_a_known_name_is_never_split(parts, data):
    joints = st.sampled_from([" ", ", ", " и ", " and ", " va ", " / ", ": "])
    name = parts[0] + "".join(data.draw(joints) + part for part in parts[1:])
    broken = "".join(data.draw(st.sampled_from((" ", "\n"))) if sign == " " else sign for sign in name)

    def knows(text: str) -> bool:
        return fold(text) in (fold(name), "мид")

    assert bodies_of(broken, knows) == [Body(name)]
    assert bodies_of(f"{broken} (по согласованию)", knows) == [Body(name, mark="по согласованию")]
    assert [body.name for body in bodies_of(f"МИД;\n{broken}, МИД", knows)] == ["МИД", name, "МИД"]


def letters(text: str) -> Counter[str]:
    """The letters and figures of a text without conjunctions, which may stand between bodies."""
    return Counter(filter(str.isalnum, CONJUNCTION.sub("", text)))


@given(st.lists(WORDS | NAMES | MARKS | PERSONS, max_size=12), st.data())
def test_no_letter_is_lost(parts, data):
    joints = [" ", ", ", "; ", "\n", " (", ") ", "), ", " [", "]\n", " – ", ": ", "/", " ((", ")) ", " «", "» "]
    cell = "".join(part + data.draw(st.sampled_from(joints)) for part in parts)
    kept = "".join(f"{body.name} {body.contact} {body.mark} " for body in bodies_of(cell, is_known))
    assert letters(kept) == letters(cell)


@given(ROUGH | st.text(max_size=60), st.integers(1, 5))
def test_any_text_gives_bodies_with_names(cell, some):
    for body in bodies_of(cell, lambda name: len(name) % some == 0):
        assert body.name == body.name.strip() != ""
        assert "\n" not in body.name


@given(ROUGH)
def test_what_is_known_as_a_whole_is_one_body(cell):
    assert len(bodies_of(cell, lambda name: True)) <= 1


@pytest.mark.parametrize(
    "part",
    [
        "а, ",
        "Слово, ",
        "МЭПР, ",
        ",",
        "(",
        ")",
        "()",
        "(а), ",
        "((а) ",
        "а и ",
        "а\n",
        "Слово\n",
        "А. Иванов ",
        " ",
        "1. а ",
        "; ",
        "(Иванов, ",
        "«",
        "а-\n",
        "и др. ",
        " - ",
        ": ",
    ],
)
def test_a_long_cell_asks_a_few_times_for_each_of_its_parts(part: str):
    asked: list[str] = []

    def knows(name: str) -> bool:
        asked.append(name)
        return False

    bodies_of(part * 10_000, knows)
    assert len(asked) <= 15 * 10_000
    assert sum(map(len, asked)) <= 400 * 10_000 * len(part)


def test_a_known_name_in_brackets_is_no_person():
    bodies = bodies_of("МСХ (Беков), МИД (Беков)", lambda name: name in ("МСХ", "Беков", "МИД"))
    assert bodies == [Body("МСХ", mark="Беков"), Body("МИД", mark="Беков")]


def test_a_known_body_that_looks_like_a_person_is_one():
    bodies = bodies_of("МИД, А. Навоев", lambda name: name in ("МИД", "А. Навоев"))
    assert [body.name for body in bodies] == ["МИД", "А. Навоев"]
