"""The first body of each country leads and the rest support, unless the plan says otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.exchange.bodies import Body
from roadmap.exchange.parts import Parts, parts_of

pytestmark = pytest.mark.same_everywhere

COUNTRIES = {"uz-eco": "UZ", "uz-water": "UZ", "uz-forest": "UZ", "kz-eco": "KZ", "kz-water": "KZ", "UZ": "UZ"}
OTHERS = ("undp", "ngo")  # can never be required


def parts(*named: str, all_lead: bool = False) -> Parts:
    """``code``, ``code+`` of one that the cell says to lead, ``code-`` of one that it says to support."""
    signs = {"+": True, "-": False}
    bodies = [(Body(one, leads=signs.get(one[-1])), one.rstrip("+-") if one[-1] in signs else one) for one in named]
    return parts_of(bodies, COUNTRIES, all_lead)


@pytest.mark.parametrize(
    ("named", "lead", "supporting"),
    [
        (["uz-eco"], ["uz-eco"], []),
        (["uz-eco", "uz-water", "uz-forest"], ["uz-eco"], ["uz-water", "uz-forest"]),
        (["uz-eco", "uz-water", "kz-eco", "kz-water"], ["uz-eco", "kz-eco"], ["uz-water", "kz-water"]),
        (["uz-eco", "kz-eco", "uz-water"], ["uz-eco", "kz-eco"], ["uz-water"]),
        (["undp", "uz-eco"], ["uz-eco"], ["undp"]),
        (["uz-eco", "undp", "ngo"], ["uz-eco"], ["undp", "ngo"]),
        (["uz-eco", "uz-eco"], ["uz-eco"], []),
        (["uz-eco", "uz-water+", "kz-eco"], ["uz-water"], ["uz-eco", "kz-eco"]),
        (["uz-eco", "uz-water", "uz-forest-"], ["uz-eco"], ["uz-water", "uz-forest"]),
        (["uz-eco-", "uz-water"], ["uz-water"], ["uz-eco"]),
        (["uz-eco-", "kz-eco-"], [], ["uz-eco", "kz-eco"]),
        (["undp", "ngo"], ["undp"], ["ngo"]),
        (["uz-eco", "kz-eco", "uz-water", "uz-water+"], ["uz-water"], ["uz-eco", "kz-eco"]),
        (["UZ", "uz-eco", "kz-eco"], ["UZ", "kz-eco"], ["uz-eco"]),
        (["undp", "uz-eco-"], ["undp"], ["uz-eco"]),
        ([], [], []),
    ],
)
def test_who_leads(named: list[str], lead: list[str], supporting: list[str]):
    found = parts(*named)
    assert (found.lead, found.supporting) == (lead, supporting)


def test_all_lead_where_those_who_support_have_a_column_of_their_own():
    assert parts("uz-eco", "uz-water", "undp", all_lead=True).lead == ["uz-eco", "uz-water", "undp"]
    assert parts("uz-eco", "uz-water-", all_lead=True).supporting == ["uz-water"]


def test_marks_and_contacts_stay_beside_those_who_have_them():
    said = parts_of(
        [(Body("A", contact="Юлдашев"), "uz-eco"), (Body("B", mark="по согласованию"), "kz-eco")], COUNTRIES, False
    ).said
    assert said == {"uz-eco": ("", "Юлдашев"), "kz-eco": ("по согласованию", "")}


CODES = st.lists(st.sampled_from([*COUNTRIES, *OTHERS]), max_size=8)


@given(CODES)
def test_everybody_has_one_part_and_each_country_one_lead(codes: list[str]):
    found = parts(*codes)
    assert sorted([*found.lead, *found.supporting]) == sorted(set(codes))
    countries = [COUNTRIES[code] for code in found.lead if code in COUNTRIES]
    assert len(countries) == len(set(countries))
    assert set(countries) == {COUNTRIES[code] for code in codes if code in COUNTRIES}
    assert bool(found.lead) == bool(codes)


@given(CODES)
def test_the_first_of_each_country_is_the_one_that_leads(codes: list[str]):
    found = parts(*codes)
    for code in found.lead:
        if code in COUNTRIES:
            assert code == next(one for one in codes if COUNTRIES.get(one) == COUNTRIES[code])


@given(CODES, st.data())
def test_what_a_cell_says_of_one_goes_before_its_place(codes: list[str], data: st.DataObject):
    signs = [data.draw(st.sampled_from(["", "", "+", "-"])) for _ in codes]
    first = dict(reversed(list(zip(codes, signs, strict=True))))
    found = parts(*map("".join, first.items()))
    assert {code for code, sign in first.items() if sign == "+"} <= set(found.lead)
    assert {code for code, sign in first.items() if sign == "-"} <= set(found.supporting)
