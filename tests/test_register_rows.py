"""The register, row by row: what the article of the first content tells stands on its public pages.

A test for each of the fourteen rows of the plan, in English and Russian and on three days.
"""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db, pytest.mark.same_everywhere]


def page(name: str, slug: str = "", language: str = "en", **asked: str) -> str:
    """The words of a public page, without its frame and the questions that a list asks."""
    with override(language):
        address = reverse(name, args=[slug] if slug else [])
    answer = Client().get(address, asked)
    assert answer.status_code == 200, address
    (main,) = re.findall(r"<main.*?</main>", answer.content.decode(), re.DOTALL)
    shown = re.sub(r"<form.*?</form>", "", main, flags=re.DOTALL)
    return " ".join(html.unescape(strip_tags(shown)).split())


def assert_told(name: str, slug: str, days: tuple[str, str, str], english: list[str], russian: list[str]) -> None:
    """On each of three days the page tells all of it, in both languages."""
    for language, facts in (("en", english), ("ru", russian)):
        for day in days:
            text = page(name, slug, language, on=day)
            assert [fact for fact in facts if fact not in text] == [], (slug, language, day)


def test_row_1_the_agreement_of_1997():
    assert_told(
        "instrument",
        "kz-uz-environment-1997",
        ("1997-06-01", "1997-06-02", "2024-11-21"),
        ["Rational Use of Natural Resources", "2 June 1997", "Kazakhstan", "Uzbekistan", "Who signed is not known."],
        ["2 июня 1997 г.", "Казахстан", "Узбекистан", "Кто подписал, неизвестно."],
    )


def test_row_2_the_agreement_of_2022_with_its_steps_on_both_sides():
    assert_told(
        "instrument",
        "kz-uz-ecology-2022",
        ("2022-12-21", "2023-06-01", "2024-11-20"),
        [
            "22 December 2022 · signature, Kazakhstan",
            "22 December 2022 · signature, Uzbekistan",
            "7 November 2024 · ratification, Kazakhstan",
            "20 November 2024 · entry into force",
            "How Uzbekistan completed its internal procedures is not known.",
            "recognises Intergovernmental Agreement",
        ],
        [
            "о сотрудничестве в области экологии и охраны окружающей среды",
            "22 декабря 2022 г.",
            "7 ноября 2024 г.",
            "20 ноября 2024 г.",
            "Как Узбекистан завершил внутренние процедуры, неизвестно.",
        ],
    )


@pytest.mark.parametrize(
    ("slug", "day", "english", "russian"),
    [
        (
            "kz-uz-environment-1997",
            "1997-06-01",
            "No step recorded by this day",
            "На этот день событий не зарегистрировано",
        ),
        ("kz-uz-environment-1997", "1997-06-02", "Signed, entry into force not recorded", "Подписано"),
        ("kz-uz-ecology-2022", "2022-12-21", "No step recorded by this day", "на этот день"),
        ("kz-uz-ecology-2022", "2023-06-01", "Signed, not in force", "Подписано, в силу не вступило"),
        ("kz-uz-ecology-2022", "2024-11-20", "In force", "Действует"),
        ("ustyurt-memorandum-2024", "2024-02-10", "No step recorded by this day", "на этот день"),
        ("ustyurt-memorandum-2024", "2024-02-13", "Perhaps: signed, non-binding", "Возможно"),
        ("ustyurt-memorandum-2024", "2024-03-01", "Signed, non-binding", "Подписано"),
    ],
)
def test_rows_1_2_and_4_stand_in_the_right_legal_state(slug: str, day: str, english: str, russian: str):
    assert english in page("instrument", slug, on=day)
    assert russian in page("instrument", slug, "ru", on=day)


@pytest.mark.parametrize(
    ("day", "english", "russian"),
    [
        (
            "2018-09-28",
            "State Committee on Ecology and Environmental Protection",
            "Государственный комитет по экологии и охране окружающей среды",
        ),
        (
            "2024-12-31",
            "Ministry of Ecology, Environmental Protection and Climate Change",
            "Министерство экологии, охраны окружающей среды и изменения климата",
        ),
        (
            "2026-04-22",
            "National Committee on Ecology and Climate Change",
            "Национальный комитет по экологии и изменению климата",
        ),
    ],
)
def test_row_3_the_syrdarya_group_under_the_names_of_the_day(day, english, russian):
    in_english = page("body", "syrdarya-working-group", "en", on=day)
    in_russian = page("body", "syrdarya-working-group", "ru", on=day)
    assert english in in_english
    assert russian in in_russian
    for fact in ("Kyrgyzstan prospective", "Tajikistan prospective", "joint monitoring of the river"):
        assert fact in in_english
    for fact in ("Кыргызстан", "Таджикистан", "совместный мониторинг реки"):
        assert fact in in_russian


def test_row_3_its_meetings_are_those_held_by_the_day():
    held = [page("body", "syrdarya-working-group", on=day).count("· online") for day in ("2024-11-30", "2024-12-31")]
    assert held == [0, 1]
    assert "Eighth meeting" in page("body", "syrdarya-working-group")


def test_row_4_the_ustyurt_memorandum():
    assert_told(
        "instrument",
        "ustyurt-memorandum-2024",
        ("2024-02-10", "2024-02-13", "2024-03-01"),
        [
            "non-binding",
            "Aziz Abdukhakimov, Minister of Ecology",
            "Nurken Sharbiyev, Deputy Minister",
            "Attracting investments and funds",
            "joining, mode not known",
            "how and on which day is not known",
        ],
        ["Устюрт", "записан необязательным", "Aziz Abdukhakimov", "министр экологии", "как и в какой день, неизвестно"],
    )


def test_row_5_the_astana_meeting_and_the_roadmap():
    assert_told(
        "meeting",
        "ustyurt-2025-03",
        ("2025-02-28", "2025-03-31", "2025-06-03"),
        ["March 2025", "Astana", "Approves the Roadmap of Actions for 2025–2030."],
        ["март 2025 г.", "Астана", "Утвердить Дорожную карту действий на 2025–2030 годы."],
    )
    in_english, in_russian = (page("roadmap", "ustyurt-2025-2030", language) for language in ("en", "ru"))
    assert "approved in March 2025 in Astana; others reported on 3 June 2025" in in_english
    assert "утверждена в марте 2025 года в Астане; другие 3 июня 2025 года" in in_russian


@pytest.mark.parametrize(
    ("asked", "day", "english", "russian"),
    [
        ({"kind": "visit"}, "2023-06-03", "ECOJER congress", "конгресс ECOJER"),
        ({"kind": "visit"}, "2025-11-15", "State visit of the President", "Государственный визит Президента"),
        ({"kind": "exchange"}, "2022-02-11", "dried bed of the Aral Sea", "осушенном дне Аральского моря"),
        ({"kind": "exchange"}, "2026-01-01", "combating desertification", "борьбе с опустыниванием"),
        ({"body": "icsd"}, "2019-10-31", "Sustainable Development, Nukus", "по устойчивому развитию, Нукус"),
        ({"body": "icsd"}, "2024-03-28", "Sustainable Development, Astana", "по устойчивому развитию, Астана"),
        ({"country": "KZ"}, "2024-09-28", "Exchange visit of the Syrdarya", "Обменный визит рабочей группы"),
    ],
)
def test_row_6_a_calendar_by_kind_country_and_body(asked, day, english, russian):
    assert english in page("meeting-list", language="en", on=day, **asked)
    assert russian in page("meeting-list", language="ru", on=day, **asked)


def test_row_7_the_landfill_at_keles():
    assert_told(
        "issue",
        "keles-landfill",
        ("2023-06-01", "2025-12-31", "2026-01-01"),
        [
            "Tashkent region",
            "Uzbekistan states",
            "The landfill was remediated and closed.",
            "no confirmation by Kazakhstan",
        ],
        [
            "Ташкентской области",
            "Узбекистан сообщает",
            "Полигон рекультивирован и закрыт.",
            "со стороны Казахстана не найдено",
        ],
    )
    assert "the state on this day is not certain" in page("issue", "keles-landfill", on="2023-06-01")
    assert "not certain" not in page("issue", "keles-landfill", on="2025-12-31")


def test_row_8_the_protector_of_nature():
    assert_told(
        "recognition",
        "protector-of-nature-2024",
        ("2024-11-12", "2024-11-13", "2025-06-03"),
        ["Protector of Nature", "Tabiat himoyachisi", "Yerlan Nyssanbayev", "13 November 2024", "joint work"],
        ["Защитник природы", "Ерлан Нысанбаев", "13 ноября 2024 г.", "За совместную работу"],
    )


def test_row_9_the_western_tien_shan_memorandum_its_site_and_the_decisions_that_followed():
    days = ("2019-01-31", "2019-02-28", "2023-10-01")
    assert_told(
        "instrument",
        "western-tien-shan-2019",
        days,
        ["February 2019", "Kazakhstan", "Kyrgyzstan", "Uzbekistan", "whether it binds is not stated"],
        ["Февраль 2019 г.", "Казахстан", "Кыргызстан", "Узбекистан", "обязателен ли он, не сказано"],
    )
    assert_told("site", "western-tien-shan", days, ["1490", "2016"], ["1490", "Западный Тянь-Шань"])
    for meeting, english, russian in (
        ("whc-44", "44 COM 7B.95 · Repeats the request", "Повторить просьбу"),
        ("whc-45", "45 COM 7B.85 · Welcomes the joint Regional Committee", "Приветствовать создание"),
    ):
        assert_told("meeting", meeting, days, [english], [russian])


def test_row_10_the_snow_leopard_memorandum_and_its_range():
    days = ("2021-10-30", "2021-11-12", "2024-10-17")
    assert_told(
        "instrument",
        "snow-leopard-2021",
        days,
        ["Glasgow", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan", "One source states that it was signed"],
        ["Глазго", "Казахстан", "Кыргызстан", "Таджикистан", "Узбекистан", "говорит один источник"],
    )
    assert_told("site", "tien-shan-pamir-alai", days, ["bounds are not published"], ["границы не опубликованы"])


def test_row_11_the_temperate_turan_deserts():
    assert_told(
        "site",
        "turan-deserts",
        ("2023-09-19", "2023-09-20", "2024-03-01"),
        [
            "Cold Winter Deserts of Turan",
            "1693",
            "20 September 2023",
            "Repetek",
            "Altyn Emel",
            "Temperate Turan Deserts",
        ],
        ["Туранские пустыни", "1693", "20 сентября 2023 г.", "Репетек", "Капланкырский", "Temperate Turan Deserts"],
    )


def test_row_12_organisations_with_their_organs_and_the_joint_statements():
    days = ("2021-11-12", "2023-12-12", "2025-11-05")
    for body, english, russian in (
        ("icsd", "International Fund for Saving the Aral Sea", "Международный фонд спасения Арала"),
        ("sco-environment-meeting", "Shanghai Cooperation Organization", "Шанхайская организация сотрудничества"),
        ("blue-peace-central-asia", "not the bank’s programme", "а не банковская программа"),
    ):
        assert_told("body", body, days, [english], [russian])
    for statement in ("central-asia-statement-2021", "central-asia-statement-2023"):
        assert_told("instrument", statement, days, ["non-binding", "binds no one"], ["никого не обязывает"])


def test_row_13_the_green_university():
    assert_told(
        "institution",
        "uz-green-university",
        ("2023-05-31", "2024-02-10", "2026-01-01"),
        ["Central Asian University of Environmental and Climate Change Studies", "31 May 2023", "10 February 2024"],
        ["Green University", "31 мая 2023 года", "10 февраля 2024 года"],
    )
    assert "Opening of the Green University" in page("meeting-list", on="2024-02-10")
    assert "Opening of the Green University" not in page("meeting-list", on="2024-02-09")


@pytest.mark.parametrize(
    ("meeting", "english", "russian"),
    [
        ("eco-expo-2025", ["19 June 2025", "Tashkent"], ["19 июня 2025 г.", "Ташкент"]),
        ("aktau-2025", ["2025", "Aktau", "The day is not known."], ["2025", "Актау", "День неизвестен."]),
        ("almaty-forum-2025", ["Almaty", "in the article only"], ["Алматы", "только в статье"]),
        ("pavlodar-forum-2025", ["Pavlodar", "in the article only"], ["Павлодар", "только в статье"]),
    ],
)
def test_row_14_the_meetings_of_2025(meeting, english, russian):
    assert_told("meeting", meeting, ("2024-12-31", "2025-06-19", "2026-01-01"), english, russian)
