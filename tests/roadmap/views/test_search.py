"""The search: every spelling finds, whoever may not see finds nothing, many records take as many queries as few."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import Document, Institution, InstitutionName, Instrument, Meeting, Site, TreatyEvent
from roadmap.models import Action
from tests.cast import Cast

PAGE = "/en/search/"

SPELLINGS = {
    "Ustyurt": "ustyurt-plateau",
    "Usturt": "ustyurt-plateau",
    "Üstýurt": "ustyurt-plateau",
    "Устюрт": "ustyurt-plateau",
    "УСТЮРТ": "ustyurt-plateau",
    "Үстірт": "ustyurt-plateau",
    "Ustirt": "ustyurt-plateau",
    "Üstirt": "ustyurt-plateau",
    "usturt platosi": "ustyurt-plateau",
    "плато Устюрт": "ustyurt-plateau",
    "Сырдарья": "syrdarya-basin",
    "Syrdarya": "syrdarya-basin",
    "Syr Darya": "syrdarya-basin",
    "Sirdaryo": "syrdarya-basin",
    "Сирдарё": "syrdarya-basin",
    "Сырдария": "syrdarya-basin",
    "Syrderýa": "syrdarya-basin",
    "Ekologiya qoʻmitasi": "uz-ecology",
    "ekologiya qo'mitasi": "uz-ecology",
    "Ekologiya qo’mitasi": "uz-ecology",
    "Экология қўмитаси": "uz-ecology",
    "ЭКОЛОГИЯ ҚЎМИТАСИ": "uz-ecology",
    "vazirligi ekologiya": "uz-ecology",
    "Госкомэкология": "uz-ecology",
    "Қоршаған орта": "kk-name",
    "Qorşağan orta": "kk-name",
    "Qorshaghan orta": "kk-name",
    "коршаган орта": "kk-name",
    "Нысанбаев": "award",
    "Nyssanbayev": "award",
    "Nysanbaev": "award",
    "Тянь-Шань": "western-tien-shan",
    "tien shan": "western-tien-shan",
    "Tan-Şan": "western-tien-shan",
    "Gaplaňgyr": "kaplankyr",
    "GAPLANGYR": "kaplankyr",
    "Капланкыр": "kaplankyr",
}


@pytest.fixture
def register(db) -> None:
    """Places and bodies under the names that they have in the languages of the register."""
    places = {
        "ustyurt-plateau": {
            "name_en": "Ustyurt Plateau", "name_ru": "Плато Устюрт", "name_uz": "Ustyurt platosi", "name_kk": "Үстірт",
        },
        "syrdarya-basin": {
            "name_en": "Syrdarya River Basin", "name_ru": "Бассейн реки Сырдарья", "name_uz": "Sirdaryo havzasi",
            "name_kk": "Сырдария өзені бассейні", "name_tk": "Syrderýa derýasynyň basseýni",
        },
        "western-tien-shan": {
            "name_en": "Western Tien-Shan", "name_ru": "Западный Тянь-Шань", "name_tk": "Günbatar Týan-Şan",
        },
        "kaplankyr": {"name_ru": "Капланкырский заповедник", "name_tk": "Gaplaňgyr goraghanasy"},
    }  # fmt: skip
    for slug, names in places.items():
        Site.objects.create(slug=slug, kind="place", **names)
    committee = Institution.objects.create(code="uz-ecology", kind="committee")
    InstitutionName.objects.create(
        institution=committee, name_uz="Davlat ekologiya qoʻmitasi", acronym_ru="Госкомэкология"
    )
    InstitutionName.objects.create(institution=committee, name_uz="Ekologiya vazirligi")
    kazakh = Institution.objects.create(code="kk-name", kind="ministry")
    InstitutionName.objects.create(institution=kazakh, name_kk="Қоршаған ортаны қорғау министрлігі")
    award = Instrument.objects.create(slug="award", title_en="Memorandum", kind="memorandum")
    TreatyEvent.objects.create(instrument=award, kind="signature", person="Yerlan Nyssanbayev")


def found(client: Client, words: str, **asked: str) -> list[str]:
    response = client.get(PAGE, {"q": words, **asked})
    assert response.status_code == 200
    keys = ("slug", "code", "pk")
    return [
        str(next(getattr(one.record, key) for key in keys if hasattr(one.record, key))) for one in results(response)
    ]


def results(response) -> list:
    return list(response.context["page_obj"])


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(("words", "slug"), SPELLINGS.items())
def test_every_spelling_finds_it(client: Client, words: str, slug: str):
    assert found(client, words) == [slug]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("words", ["Ustyurt Syrdarya", "Atlantis", "", "  ", "ʻ", "%", "_", "\0"])
def test_what_is_nowhere_is_not_found(client: Client, words: str):
    assert found(client, words) == []


def test_all_that_carries_words_is_found_and_leads_to_its_page(client: Client, cast: Cast):
    assert cast.count
    Site.objects.create(slug="saiga-site", name_en="Place of the saiga", kind="place")
    document = Document.objects.create(code="saiga", title="Saiga news", kind="news", url="https://example.org/saiga")
    pages = [one.address for one in results(client.get(PAGE, {"q": "saiga"}))]
    assert pages == ["/en/roadmaps/plateau/actions/2.3/", "/en/sites/saiga-site/", document.url]


def test_a_kind_narrows_what_is_found(client: Client, cast: Cast):
    assert cast.count
    Site.objects.create(slug="saiga-site", name_en="Place of the saiga", kind="place")
    assert found(client, "saiga", kind="site") == ["saiga-site"]
    assert found(client, "saiga", kind="nothing") == []


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_among_the_parties_is_found_by_those_who_sign_in(client: Client, cast: Cast, whole: bool):
    (type(cast.plateau) if whole else Action).objects.filter(pk=(cast.plateau if whole else cast.count).pk).update(
        visibility=Visibility.PARTIES
    )
    assert cast.count
    assert found(client, "saiga") == []
    client.force_login(cast.hasan)
    assert found(client, "saiga") == ["2.3"]


def test_a_name_that_is_no_longer_borne_is_not_found(client: Client, cast: Cast):
    name = cast.forestry.names.get()
    assert found(client, "wildlife") == ["kz-forestry"]
    name.name_en = "Committee of Woods"
    name.save()
    assert (found(client, "wildlife"), found(client, "woods")) == ([], ["kz-forestry"])


def test_a_page_takes_as_many_queries_for_many_records_as_for_few(client: Client, cast: Cast):
    def make(numbers: range) -> None:
        for number in numbers:
            Meeting.objects.create(slug=f"m{number}", title_en=f"Meeting on saiga {number}", kind="forum")
            Site.objects.create(slug=f"s{number}", name_en=f"Place of saiga {number}", kind="place")

    def queries(**asked: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(PAGE, {"q": "saiga", **asked}).status_code == 200
        return len(counted)

    make(range(2))
    queries()  # loads what is loaded once
    few = queries()
    make(range(2, 60))
    assert queries() <= few
    assert queries(page="4") <= few


def test_the_search_column_follows_from_the_names_of_the_reference_data(client: Client, db):
    call_command("load_reference", stdout=StringIO())
    assert "ustyurt-plateau" in found(client, "Устюрт", kind="site")
    assert "uz-ecology" in found(client, "Госкомэкология", kind="institution")
