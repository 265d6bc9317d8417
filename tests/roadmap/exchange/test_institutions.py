"""A name finds its institution, however it is typed; one that is misspelt finds its neighbours, and is not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.models import InstitutionName
from roadmap.exchange.bodies import bodies_of
from roadmap.exchange.institutions import AmbiguousNameError, Directory, UnknownNameError
from tests.cast import Cast
from tests.roadmap.exchange.known_bodies import CELLS, REGISTER

ALIKE = str.maketrans("АВЕКМНОРСТУХаеорсху", "ABEKMHOPCTYXaeopcxy")
TYPED = {
    "kz-ecology": ("МЭПР", "Министерство экологии и природных ресурсов", "ЭТРМ"),
    "uz-ecology": (
        "Минэкологии",
        "Davlat ekologiya qoʻmitasi",
        "Ekologiya, atrof-muhitni muhofaza qilish va iqlim oʻzgarishi vazirligi",
        "Министерство экологии, охраны окружающей среды и изменения климата",
    ),
    "uz-hydromet": ("Oʻzgidromet", "Gidrometeorologiya xizmati agentligi"),
    "uz-waste": ("Chiqindilarni boshqarish va sirkulyar iqtisodiyotni rivojlantirish agentligi",),
    "okhotzooprom": ("РГКП «ПО Охотзоопром»",),
    "acbk": ("Qozogʻiston biologik xilma-xillikni himoya qilish assotsiatsiyasi",),
    "UZ": ("Uzbekistan", "Узбекистан", "Oʻzbekiston"),
}


@pytest.fixture(scope="module")
def typed() -> Directory:
    directory = Directory()
    for code, names in TYPED.items():
        if code.islower():
            directory.institutions[code] = None
        directory.learn(code, [code, *names])
    return directory


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("MЭПР", "kz-ecology"),  # the first letter is Latin
        ("MЭПP", "kz-ecology"),
        ("М.Э.П.Р.", "kz-ecology"),
        ("М Э П Р", "kz-ecology"),
        ("мэпр", "kz-ecology"),
        ("«МЭПР»", "kz-ecology"),
        ("Mинистерство экoлогии  и прирoдных ресурсов", "kz-ecology"),
        ("Давлат экология қўмитаси", "uz-ecology"),
        ("DAVLAT EKOLOGIYA QO'MITASI", "uz-ecology"),
        ("Davlat ekologiya qo`mitasi", "uz-ecology"),
        ("Экология, атроф-муҳитни муҳофаза қилиш ва иқлим ўзгариши вазирлиги", "uz-ecology"),
        ("Министерство экологии, охраны окружающей среды, и изменения климата", "uz-ecology"),
        ("Ўзгидромет", "uz-hydromet"),
        ("Гидрометеорология хизмати агентлиги", "uz-hydromet"),
        ("Чиқиндиларни бошқариш ва циркуляр иқтисодиётни ривожлантириш агентлиги", "uz-waste"),
        ('РГКП "ПО Охотзоопром"', "okhotzooprom"),
        ("Қозоғистон биологик хилма-хилликни ҳимоя қилиш ассоциацияси", "acbk"),
        ("Ўзбекистон", "UZ"),
        ("Узбекистaн", "UZ"),
    ],
)
def test_another_keyboard_or_alphabet_keeps_no_name_from_being_found(typed: Directory, name: str, code: str):
    assert typed.resolve(name) == code
    assert typed.knows(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("МЭПР РК", "kz-ecology"),
        ("МЭПР Республики Казахстан", "kz-ecology"),
        ("МЭПС", "kz-ecology"),
        ("Министерство экологи и природных ресурсов", "kz-ecology"),
        ("Минэкологии Узбекистана", "uz-ecology"),
        ("Минэкологии России", "uz-ecology"),
        ("Oʻzbekiston Respublikasi Davlat ekologiya qoʻmitasi", "uz-ecology"),
        ("Ўзбекистон Республикаси Давлат экология қўмитаси", "uz-ecology"),
        ("Давлат екология кумитаси", "uz-ecology"),
        ("Министерство экологии, охраны окружающей среды и изменения климата Республики Узбекистан", "uz-ecology"),
        ("Узгидромет", "uz-hydromet"),
        ("Охотзоопром", "okhotzooprom"),
    ],
)
def test_a_name_that_is_only_like_another_is_offered_and_not_taken(typed: Directory, name: str, code: str):
    assert not typed.knows(name)
    with pytest.raises(UnknownNameError) as unknown:
        typed.resolve(name)
    assert typed.near_codes(name)[0][0] == code
    assert unknown.value.near == [shown for _code, shown in typed.near_codes(name)]


@given(st.sampled_from(REGISTER), st.data())
def test_letters_that_look_alike_are_one_and_a_wrong_one_is_not(name, data):
    directory = Directory()
    directory.learn("it", [name])
    typed = "".join(data.draw(st.sampled_from((sign, sign.translate(ALIKE)))) for sign in name)
    assert directory.resolve(typed) == "it"
    place = data.draw(st.integers(0, len(name) - 1))
    wrong = f"{name[:place]}ъ{name[place:]}" if name[place : place + 1].isalpha() else f"{name}жж"
    assert not directory.knows(f"{wrong} жж")


@given(st.text(max_size=30))
def test_any_name_is_resolved_or_unknown(typed, name):
    near = typed.near_codes(name)
    assert len(near) == len({code for code, _name in near}) <= 3
    if not typed.knows(name):
        with pytest.raises(UnknownNameError):
            typed.resolve(name)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_every_name_that_was_learnt_is_found_as_it_is(name):
    directory = Directory()
    directory.learn("it", [name])
    assert directory.resolve(name) == "it"


def test_a_name_as_it_is_goes_before_one_that_only_looks_like_it():
    directory = Directory()
    directory.learn("latin", ["COP"])
    directory.learn("cyrillic", ["СОР"])
    assert directory.resolve("COP") == "latin"
    assert directory.resolve("СОР") == "cyrillic"
    with pytest.raises(AmbiguousNameError) as ambiguous:
        directory.resolve("CОP")
    assert ambiguous.value.codes == ["cyrillic", "latin"]
    assert directory.knows("CОP")


def test_short_acronyms_of_two_alphabets_are_not_one():
    directory = Directory()
    directory.learn("ministry", ["МИД"])
    assert not directory.knows("MID")


def test_what_is_learnt_later_is_found_and_near_from_then_on():
    directory = Directory()
    assert not directory.knows("Аральский центр")
    assert directory.near_codes("Аральский центр") == []
    directory.learn("aral", ["aral", "Аральский центр"])
    assert directory.knows("Аральский центр")
    assert directory.near_codes("Аральские центры") == [("aral", "Аральский центр")]
    assert directory.name_of("aral") == "Аральский центр"


def test_an_institution_of_many_names_is_offered_once():
    directory = Directory()
    directory.learn("forestry", ["forestry", "Forestry Committee", "Forestry Committee of Kazakhstan"])
    directory.learn("water", ["water", "Water Committee"])
    assert directory.near_codes("Forestri Committee")[0] == ("forestry", "Forestry Committee")
    assert [code for code, _name in directory.near_codes("Forestri Committee")].count("forestry") == 1


def test_cells_are_split_by_what_a_directory_knows():
    directory = Directory()
    for number, name in enumerate(REGISTER):
        directory.learn(f"body-{number}", [name])
    for cell, bodies in CELLS:
        names = [one.partition(" @")[0].partition(" (")[0].rstrip("=+- ") for one in bodies.split("|") if one]
        assert [body.name.partition(" (")[0] for body in bodies_of(cell, directory.knows)] == names


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


def test_the_latest_name_is_shown(cast: Cast):
    assert cast.forestry
    InstitutionName.objects.create(institution=cast.ecology, name_en="Ministry of Everything", since_earliest=None)
    directory = Directory.load()
    assert directory.name_of("kz-forestry") == "Committee of Forestry and Wildlife"
    assert directory.name_of("nobody") == "nobody"


def test_marks_of_lists_are_no_part_of_a_name_that_is_known_with_them(typed: Directory):
    for cell in ("– МЭПР", "МЭПР.", "МЭПР*", "– МЭПР,\n", "• МЭПР;"):
        assert [body.name for body in bodies_of(cell, typed.knows)] == ["МЭПР"]
