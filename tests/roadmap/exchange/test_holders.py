"""Whom a plan names: known, near, ambiguous, new, or every party of the roadmap on the day."""

from datetime import date, timedelta

import pytest

from cooperation.models import InstitutionName
from roadmap.exchange.plan import Plan
from roadmap.exchange.questions import NEW, Answers
from roadmap.models import RoadmapParty
from tests.cast import TODAY, Cast, country, institution
from tests.roadmap.exchange.printed import RU
from tests.roadmap.exchange.sheets import planned, sheet_of

NAMES = {
    "uz-eco": "Министерство экологии Республики Узбекистан",
    "uz-water": "Министерство водного хозяйства",
    "kz-eco": "Министерство экологии и природных ресурсов",
}


@pytest.fixture
def register(db) -> None:
    for code, name in NAMES.items():
        one = institution(code, country(code[:2].upper(), en=code[:2]), code)
        InstitutionName.objects.create(institution=one, name_ru=name)


def plan(*cells: str, answers: Answers | None = None, **asked) -> Plan:
    rows = [[str(number), f"Создать сеть {number}", "2026 год", cell] for number, cell in enumerate(cells, start=1)]
    asked = {"create": True, "asks": True, "country": "UZ"} | asked
    return planned(sheet_of(RU, *rows), "joint", answers=answers or Answers(directions={"": NEW}), **asked)


def parts(found: Plan) -> list[tuple[str, str]]:
    return [(one.cells["lead"], one.cells["supporting"]) for one in found.new]


def test_the_first_of_each_country_leads(register):
    cell = "; ".join(NAMES.values())
    assert parts(plan(cell)) == [("uz-eco; kz-eco", "uz-water")]


def test_a_near_name_is_offered_and_not_taken(register):
    found = plan("Министерство водного хозяйствa и мелиорации", "Министерство экологии")
    asked = [one for one in found.questions if one.kind == "institutions"]
    assert found.new == []
    assert {one.text: "uz-water" in dict(one.near) or "uz-eco" in dict(one.near) for one in asked} == {
        "Министерство водного хозяйствa и мелиорации": True,
        "Министерство экологии": True,
    }


def test_an_answer_holds_for_every_row_with_the_name(register):
    answers = Answers(directions={"": NEW}, institutions={"минводхоз": "uz-water"})
    found = plan("Минводхоз", "МИНВОДХОЗ", answers=answers)
    assert parts(found) == [("uz-water", "")] * 2
    assert (found.open, found.new_institutions) == (0, [])


def test_a_new_institution_is_made_once_for_all_rows_and_leads_for_its_country(register):
    answers = Answers(directions={"": NEW}, institutions={"агентство климата": NEW})
    found = plan("Агентство климата, Министерство водного хозяйства", "АГЕНТСТВО  КЛИМАТА", answers=answers)
    assert [one.name for one in found.new_institutions] == ["Агентство климата"]
    code = found.new_institutions[0].code
    assert parts(found) == [(code, "uz-water"), (code, "")]


def test_a_name_is_asked_once_for_all_rows(register):
    found = plan("Агентство климата", "Агентство климата", "Министерство водного хозяйства")
    (question,) = [one for one in found.questions if one.kind == "institutions"]
    assert (question.rows, question.column, found.open) == ((2, 3), "D", 2)


def test_a_name_of_two_is_asked_and_never_made(register):
    other = institution("uz-old", country("UZ"), "uz-old")
    InstitutionName.objects.create(institution=other, name_ru=NAMES["uz-water"])
    answers = Answers(directions={"": NEW}, institutions={NAMES["uz-water"].casefold(): NEW})
    found = plan(NAMES["uz-water"], answers=answers)
    (question,) = [one for one in found.questions if one.kind == "institutions"]
    assert ([code for code, _name in question.near], found.new) == (["uz-old", "uz-water"], [])
    said = Answers(directions={"": NEW}, institutions={NAMES["uz-water"].casefold(): "uz-old"})
    assert parts(plan(NAMES["uz-water"], answers=said)) == [("uz-old", "")]


def test_an_answer_that_names_nobody_any_more_is_asked_again(register):
    answers = Answers(directions={"": NEW}, institutions={"минводхоз": "uz-gone"})
    assert [one.text for one in plan("Минводхоз", answers=answers).questions] == ["Минводхоз"]


def test_where_nobody_answers_an_unknown_name_is_refused_at_its_cell(register, cast: Cast):
    assert cast.monitoring
    found = of_plateau("Агентство климата")
    (refusal,) = [one for one in found.refusals if "Агентство" in one.message]
    assert (refusal.row, refusal.column, refusal.heading) == (2, "D", RU[3])


def of_plateau(cell: str) -> Plan:
    return planned(sheet_of(RU, ["1", "Создать сеть", "2026 год", cell]))


@pytest.mark.parametrize("cell", ["Стороны", "Тараптар", "Tomonlar", "Томонлар", "Taraplar", "the Parties"])
def test_the_parties_are_those_of_the_roadmap_on_the_day(db, cell: str):
    cast = Cast(joined={"TM": TODAY + timedelta(days=1)})
    RoadmapParty.objects.filter(pk=cast.plateau.parties.get(country=cast.kz).pk).update(
        until_earliest=date(2026, 6, 30), until_latest=date(2026, 6, 30)
    )
    assert cast.monitoring
    assert parts(of_plateau(cell)) == [("UZ", "")]


def test_all_parties_lead(cast: Cast):
    assert cast.monitoring
    assert parts(of_plateau("Стороны")) == [("KZ; TM; UZ", "")]


def test_the_parties_of_a_roadmap_that_has_none_are_refused(register):
    found = plan("Стороны", country="")
    (refusal,) = found.refusals
    assert (refusal.row, refusal.column, found.new[0:]) == (2, "D", [])
    assert refusal.message == "“Стороны” are the parties of the roadmap, and it has none."
