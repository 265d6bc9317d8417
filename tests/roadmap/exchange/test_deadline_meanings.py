"""Every day, month, quarter, half and year is read in every language, in the forms that its grammar gives it."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, read_deadline
from tests.roadmap.exchange.retyped_deadlines import retyped

MONTHS = {  # as a plan names the month, and in the form in which it is an end
    "ru": "январь января|февраль февраля|март марта|апрель апреля|май мая|июнь июня|июль июля|август августа"
    "|сентябрь сентября|октябрь октября|ноябрь ноября|декабрь декабря",
    "uz": "yanvar yanvarga|fevral fevralga|mart martga|aprel aprelga|may mayga|iyun iyunga|iyul iyulga|avgust avgustga"
    "|sentabr sentabrga|oktabr oktabrga|noyabr noyabrga|dekabr dekabrga",
    "uz-cyrl": "январь январга|февраль февралга|март мартга|апрель апрелга|май майга|июнь июнга|июль июлга"
    "|август августга|сентябрь сентябрга|октябрь октябрга|ноябрь ноябрга|декабрь декабрга",
    "kk": "қаңтар қаңтарға|ақпан ақпанға|наурыз наурызға|сәуір сәуірге|мамыр мамырға|маусым маусымға|шілде шілдеге"
    "|тамыз тамызға|қыркүйек қыркүйекке|қазан қазанға|қараша қарашаға|желтоқсан желтоқсанға",
    "tk": "ýanwar ýanwaryna|fewral fewralyna|mart martyna|aprel apreline|maý maýyna|iýun iýunyna|iýul iýulyna"
    "|awgust awgustyna|sentýabr sentýabryna|oktýabr oktýabryna|noýabr noýabryna|dekabr dekabryna",
    "en": "January January|February February|March March|April April|May May|June June|July July|August August"
    "|September September|October October|November November|December December",
}
NAMES = {language: [tuple(name.split()) for name in names.split("|")] for language, names in MONTHS.items()}
IN_MONTH = {
    "ru": ["{name} {y} г.", "{name} {y} года", "{y} год, {name}", "в течение {end} {y} года", "{name}, {y}"],
    "uz": ["{y}-yil {name}", "{y}-yil {name} oyi", "{name} {y}-yil", "{y}-yilning {name} oyida"],
    "uz-cyrl": ["{y} йил {name}", "{y} йил {name} ойи", "{y}йил {name}", "{y} йил{name}"],
    "kk": ["{y} жылғы {name}", "{y} жылдың {name} айында", "{name} {y} ж."],
    "tk": ["{y}-njy ýylyň {name} aýy", "{y}-nji ýylyň {name} aýynda", "{name} {y} ý."],
    "en": ["{name} {y}", "{name}, {y}", "in {name} {y}", "during {name} of {y}"],
}
UNTIL_DAY = {
    "ru": ["до {d} {end} {y} года", "{d} {end} {y} г.", "не позднее {d} {end} {y}г.", "к «{d}» {end} {y} года"],
    "uz": ["{y}-yil {d}-{end} qadar", "{y} yil {d} {end} qadar", "{y}-yil {d}-{name}dan kechiktirmay"],
    "uz-cyrl": ["{y} йил {d} {end} қадар", "{y} йил {d}-{end} кадар", "{y} йил {d} {name}"],
    "kk": ["{y} жылғы {d} {end} дейін", "{y} жылғы {d} {name}", "{y} ж. {d} {end} дейін"],
    "tk": ["{y}-njy ýylyň {d}-nji {end} çenli", "{y}-njy ýylyň {d}-njy {end} çenli"],
    "en": ["by {d} {name} {y}", "{name} {d}, {y}", "no later than {d} {name} {y}", "until {d} of {name}, {y}"],
}
IN_QUARTER = [
    *["{r} квартал {y} г.", "{n}-й квартал {y} года", "{r} кв. {y}", "в {r} квартале {y} г.", "{y} г., {n} кв."],
    *["{y}-yil {r} chorak", "{y}-yilning {n}-choragida", "{y} йил {r} чорак", "{y} йил {n}-чораги"],
    *[
        "{y} жылғы {r} тоқсан",
        "{y} жылдың {n}-тоқсанында",
        "{y}-njy ýylyň {r} çärýegi",
        "{y}-njy ýylyň {n}-nji çärýegi",
    ],
    *["Q{n} {y}", "Q{n}/{y}", "{y} Q{n}", "{n}Q {y}", "in Q{n} of {y}"],
]
BY_QUARTER = [
    *["до конца {r} квартала {y} г.", "не позднее {n} кв. {y} года", "{y}-yil {r} chorak oxirigacha"],
    *["{y} жылғы {r} тоқсанның соңына дейін", "by the end of Q{n} {y}", "{y}-njy ýylyň {r} çärýeginiň ahyryna çenli"],
]
IN_HALF = [
    *["{r} полугодие {y} г.", "{n}-е полугодие {y} года", "в {r} полугодии {y}", "{y}-yil {r} yarim yillik"],
    *["{y} йил {n}-ярим йиллик", "{y} жылғы {r} жартыжылдық", "{y}-njy ýylyň {r} ýarymy", "H{n} {y}"],
]
IN_YEARS = [
    *["{y}-{z} гг.", "{y} – {z} годы", "с {y} по {z} год", "в {y}-{z} годах", "{y}г.-{z}г.", "в течение {y}-{z} гг."],
    *["{y}-{z}-yillar", "{y} — {z}-yillarda", "{y}-{z} йиллар", "{y}-{z} йй.", "{y}-{z} жылдар", "{y}–{z} жж."],
    *["{y}-{z}-njy ýyllar", "{y} to {z}", "{y}–{z}", "from {y} to {z}", "between {y} and {z}"],
]
EVERY = [
    ("ежегодно", "year", "{every} в {y}-{z} годах|{y}-{z} гг., {every}|{every} ({y}–{z} гг.)|{every} с {y} по {z} год"),
    ("ежеквартально", "quarter", "{every} в {y}–{z} гг.|{every}, {y}-{z}|{every} в течение {y}-{z} годов"),
    ("раз в полгода", "half", "{every} в {y}-{z} гг.|{y}-{z} годы, {every}"),
    ("har yili", "year", "{y}-{z}-yillarda {every}|{every}, {y}-{z}-yillar|{y}-{z}-yillar ({every})"),
    ("ҳар чоракда", "quarter", "{y}-{z} йилларда {every}|{every} {y}-{z} йилларда"),
    ("жыл сайын", "year", "{y}-{z} жылдары {every}|{every}, {y}-{z} жж.|{every} ({y}-{z} жылдар)"),
    ("her ýyl", "year", "{y}-{z}-njy ýyllarda {every}|{every} ({y}-{z}-njy ýyllar)"),
    ("twice a year", "half", "{every} from {y} to {z}|{y}-{z}, {every}|{every}, {y}–{z}"),
    ("monthly", "month", "{every} in {y}-{z}|{every} ({y}-{z})"),
]
ROMAN = ["I", "II", "III", "IV"]
YEARS = st.integers(2015, 2045)


def told(first: date | None, last: date, precision: Precision, recurrence: Recurrence | None = None) -> Reading:
    return Reading(Timing.RECURRING if recurrence else Timing.DATED, first, last, precision, recurrence)


def span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@st.composite
def months(draw: st.DrawFn) -> tuple[str, Reading]:
    language, month, year = draw(st.sampled_from(sorted(NAMES))), draw(st.integers(1, 12)), draw(YEARS)
    name, end = NAMES[language][month - 1]
    wording = draw(st.sampled_from(IN_MONTH[language])).format(name=name, end=end, y=year)
    return wording, told(*span(year, month, month), Precision.MONTH)


@st.composite
def days(draw: st.DrawFn) -> tuple[str, Reading]:
    language, day = draw(st.sampled_from(sorted(NAMES))), draw(st.dates(date(2015, 1, 1), date(2045, 12, 31)))
    name, end = NAMES[language][day.month - 1]
    wording = draw(st.sampled_from(UNTIL_DAY[language]))
    number = draw(st.sampled_from([str(day.day), f"{day.day:02}"]))
    return wording.format(d=number, name=name.replace("ь", ""), end=end, y=day.year), told(None, day, Precision.DAY)


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, Reading]:
    day = draw(st.dates(date(2015, 1, 1), date(2045, 12, 31)))
    form = draw(st.sampled_from(["%d.%m.%Y", "до %d.%m.%Y г.", "%Y-%m-%d", "%Y.%m.%d", "%d.%m.%Y-yil", "by %Y-%m-%d"]))
    return day.strftime(form), told(None, day, Precision.DAY)


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, Reading]:
    year, number, ends = draw(YEARS), draw(st.integers(1, 4)), draw(st.booleans())
    half = draw(st.booleans()) and number <= 2 and not ends
    length, precision = (6, Precision.HALF) if half else (3, Precision.QUARTER)
    wording = draw(st.sampled_from(IN_HALF if half else BY_QUARTER if ends else IN_QUARTER))
    first, last = span(year, number * length - length + 1, number * length)
    return wording.format(r=ROMAN[number - 1], n=number, y=year), told(None if ends else first, last, precision)


@st.composite
def years(draw: st.DrawFn) -> tuple[str, Reading]:
    first, length = draw(YEARS), draw(st.integers(1, 20))
    begin, end = date(first, 1, 1), date(first + length, 12, 31)
    if draw(st.booleans()):
        wording = draw(st.sampled_from(IN_YEARS))
        return wording.format(y=first, z=end.year), told(begin, end, Precision.YEAR)
    every, recurrence, wordings = draw(st.sampled_from(EVERY))
    wording = draw(st.sampled_from(wordings.split("|")))
    reading = told(begin, end, Precision.YEAR, Recurrence(recurrence))
    return wording.format(every=every, y=first, z=end.year), reading


MEANT = months() | days() | figures() | parts() | years()


@given(MEANT)
@hypothesis_settings(max_examples=2_000)
def test_a_wording_by_the_rules_of_its_language_is_read(meant: tuple[str, Reading]):
    wording, reading = meant
    assert read_deadline(wording) == reading, wording


@given(MEANT.flatmap(lambda meant: st.tuples(st.just(meant), retyped(meant[0]))))
@hypothesis_settings(max_examples=3_000)
def test_typed_in_another_way_it_is_never_read_as_something_else(pair: tuple[tuple[str, Reading], str]):
    (_wording, reading), text = pair
    try:
        assert read_deadline(text) in (reading, Reading()), text
    except ImpossibleDateError:
        pytest.fail(f"“{text}” names a day that there is.")
