"""A name finds its institution; one that is misspelt finds its neighbours."""

import pytest

from cooperation.models import InstitutionName
from roadmap.exchange.institutions import AmbiguousNameError, Directory, UnknownNameError
from tests.cast import Cast


def test_a_code_is_taken_before_a_name(cast: Cast):
    assert cast.forestry
    InstitutionName.objects.create(institution=cast.ecology, acronym_en="kz-forestry")
    assert Directory.load().resolve("kz-forestry") == "kz-forestry"


def test_each_name_of_a_cell_is_resolved_once(cast: Cast):
    assert cast.forestry
    assert cast.ecology
    codes, failed = Directory.load().resolve_all("kz-forestry;Committee of Forestry and Wildlife; uz-ecology;")
    assert (codes, failed) == (["kz-forestry", "uz-ecology"], [])


def test_a_misspelt_name_finds_at_most_three_neighbours(cast: Cast):
    assert cast.forestry
    assert cast.ecology
    assert cast.kz_ministry
    assert cast.tm_ministry
    with pytest.raises(UnknownNameError) as unknown:
        Directory.load().resolve("Comittee of Forestry and Wild-life")
    assert unknown.value.near[0] == "Committee of Forestry and Wildlife"
    assert len(unknown.value.near) <= 3


def test_a_country_and_an_institution_of_one_name_are_told_apart_by_code(cast: Cast):
    assert cast.kz
    InstitutionName.objects.create(institution=cast.ngo, name_en="Kazakhstan")
    with pytest.raises(AmbiguousNameError) as ambiguous:
        Directory.load().resolve("kazakhstan")
    assert ambiguous.value.codes == ["KZ", "ngo"]
    assert Directory.load().resolve("KZ") == "KZ"
