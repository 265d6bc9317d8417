"""Which column of a foreign table is which of ours."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.rules.fold import fold
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, LANGUAGES, OF_A_DAY

# Headings of plans as ministries print them, by our column and the language of the heading.
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "code": {"en": ("Code",), "ru": ("Код", "Шифр"), "uz": ("Kod", "Код"), "kk": ("Код", "Коды"), "tk": ("Kod",)},
    "number": {
        "en": ("No.", "№", "#", "Number", "Item"),
        "ru": ("№ п/п", "N", "N п/п", "п/п", "Номер"),
        "uz": ("Т/р", "T/r"),
        "kk": ("Р/с №", "Р/с", "№ р/с"),
        "tk": ("T/b", "T/b №"),
    },
    "direction": {
        "en": ("Direction", "Thematic area", "Area"),
        "ru": ("Направление", "Направления"),
        "uz": ("Yoʻnalish", "Йўналиш", "Yoʻnalishlar", "Йўналишлар"),
        "kk": ("Бағыт", "Бағыты", "Бағыттар"),
        "tk": ("Ugur", "Ugurlar"),
    },
    "title": {
        "en": ("Title", "Action", "Activity", "Measure"),
        "ru": ("Наименование мероприятия", "Мероприятия", "Мероприятие", "Наименование"),
        "uz": ("Чора-тадбирлар", "Чора-тадбир", "Chora-tadbirlar", "Chora-tadbir", "Tadbir", "Тадбир"),
        "kk": ("Іс-шаралар", "Іс-шара", "Іс-шараның атауы"),
        "tk": ("Çäreler", "Çäre", "Çäräniň ady"),
    },
    "description": {
        "en": ("Description", "Mechanism"),
        "ru": ("Механизм реализации", "Описание"),
        "uz": ("Амалга ошириш механизми", "Amalga oshirish mexanizmi", "Mexanizm"),
        "kk": ("Іске асыру тетігі", "Сипаттамасы"),
        "tk": ("Ýerine ýetiriş mehanizmi",),
    },
    "expected_result": {
        "en": ("Expected result", "Expected results"),
        "ru": ("Ожидаемые результаты", "Ожидаемый результат"),
        "uz": ("Kutilayotgan natija", "Kutilayotgan natijalar", "Кутилаётган натижа", "Кутилаётган натижалар"),
        "kk": ("Күтілетін нәтиже", "Күтілетін нәтижелер"),
        "tk": ("Garaşylýan netije", "Garaşylýan netijeler"),
    },
    "completion_form": {
        "en": ("Form of completion",),
        "ru": ("Форма завершения",),
        "uz": ("Yakunlash shakli", "Якунлаш шакли"),
        "kk": ("Аяқталу нысаны", "Аяқтау нысаны"),
        "tk": ("Tamamlanyş görnüşi",),
    },
    "deadline_text": {
        "en": ("Time frame", "Timeframe", "Term", "Date of completion"),
        "ru": ("Срок исполнения", "Срок реализации", "Сроки исполнения", "Сроки реализации", "Срок", "Сроки"),
        "uz": ("Ижро муддатлари", "Ижро муддати", "Ijro muddati", "Ijro muddatlari", "Muddat", "Муддат"),
        "kk": ("Орындалу мерзімі", "Орындау мерзімі", "Мерзімі"),
        "tk": ("Ýerine ýetiriş möhleti", "Möhleti", "Möhlet"),
    },
    "lead": {
        "en": ("Responsible", "Responsible institution", "Responsible institutions", "Lead institution"),
        "ru": ("Ответственный", "Ответственные", "Ответственные исполнители", "Ответственный исполнитель"),
        "uz": ("Масъул ижрочилар", "Масъул ижрочи", "Masʼul ijrochilar", "Masʼul ijrochi", "Masʼul"),
        "kk": ("Жауапты орындаушылар", "Жауапты орындаушы", "Жауаптылар"),
        "tk": ("Jogapkär ýerine ýetirijiler", "Jogapkärler", "Jogapkär"),
    },
    "supporting": {
        "en": ("Supporting institutions", "Co-executors"),
        "ru": ("Соисполнители",),
        "uz": ("Hamkor ijrochilar", "Ҳамкор ижрочилар"),
        "kk": ("Бірлесіп орындаушылар",),
        "tk": ("Bilelikde ýerine ýetirijiler",),
    },
    "funding": {
        "en": ("Source of funding", "Sources of funding"),
        "ru": ("Источники финансирования", "Источник финансирования"),
        "uz": ("Moliyalashtirish manbalari", "Молиялаштириш манбалари"),
        "kk": ("Қаржыландыру көздері", "Қаржыландыру көзі"),
        "tk": ("Maliýeleşdiriş çeşmeleri",),
    },
}
LANGUAGE_AT_END = re.compile(rf"[_ ](?P<language>{'|'.join(LANGUAGES)})$")


def plain(heading: str) -> str:
    """A heading for comparing: folded, without a mark at its end."""
    return fold(heading).strip(" :*")


# A language is taken by its own heading before it is taken by a likeness: «Код» is one heading in three languages.
KNOWN = {
    plain(heading): (f"{column}_{language}" if f"{column}_{language}" in COLUMNS else column, language)
    for column, by_language in reversed(HEADINGS.items())
    for language, headings in reversed(by_language.items())
    for heading in headings
} | {column: (column, (LANGUAGE_AT_END.search(column) or {"language": "en"})["language"]) for column in COLUMNS}


@dataclass(frozen=True)
class Mapped:
    """Where each of our columns stands in the file; ``languages`` are those that the headings show."""

    headings: tuple[str, ...]
    places: Mapping[str, int]
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The file's columns that are not read, apart from those that only go out."""
        used = set(self.places.values())
        return tuple(
            heading
            for index, heading in enumerate(self.headings)
            if index not in used and heading and heading not in EXPORT_ONLY
        )

    def letter(self, column: str) -> str:
        return get_column_letter(self.places[column] + 1)

    def heading(self, column: str) -> str:
        return self.headings[self.places[column]]


def read_map(text: str) -> dict[str, str]:
    """``code=Code,"lead=Led by, mainly"`` as our columns and theirs. Raises RefusedError."""
    asked: dict[str, str] = {}
    for pair in next(csv.reader([text], skipinitialspace=True), []):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if ours not in COLUMNS or not equals or not theirs:
            raise RefusedError(
                Refusal(
                    _("“%(pair)s” names no column of ours and theirs.") % {"pair": pair},
                    _("Write our_column=their_column, with commas between; ours are: %(columns)s.")
                    % {"columns": ", ".join(COLUMNS)},
                )
            )
        asked[ours] = theirs
    return asked


def map_headings(headings: Sequence[str], asked: Mapping[str, str]) -> Mapped:
    """Finds our columns among the headings: as asked, by our names, by known headings. Raises RefusedError."""
    by_heading = {plain(heading): index for index, heading in enumerate(headings) if heading}
    if by_heading.keys() >= {*OF_A_DAY, *EXPORT_ONLY}:
        raise RefusedError(
            Refusal(
                _("This file shows the actions as they stood on another day."),
                _("Export them as they stand today, and make your changes in that file."),
                1,
            )
        )
    places: dict[str, int] = {}
    languages: dict[str, str] = {}
    for ours, theirs in asked.items():
        if plain(theirs) not in by_heading:
            raise missing(theirs, headings)
        places[ours] = by_heading[plain(theirs)]
        at_end = LANGUAGE_AT_END.search(plain(theirs))
        languages[ours] = at_end["language"] if at_end else "en"
    taken = set(places.values())
    for heading, index in by_heading.items():
        ours, language = KNOWN.get(heading, ("", ""))
        if not ours or index in taken or ours in asked:
            continue
        if ours in places:
            raise two_alike(ours, headings, places[ours], index)
        places[ours], languages[ours] = index, language
    if "code" not in places:
        raise missing("code", headings)
    return Mapped(tuple(headings), places, languages)


def missing(column: str, headings: Sequence[str]) -> RefusedError:
    return RefusedError(
        Refusal(
            _("This file has no column “%(column)s”.") % {"column": column},
            _("Its columns are: %(columns)s.") % {"columns": ", ".join(heading for heading in headings if heading)},
            1,
        )
    )


def two_alike(column: str, headings: Sequence[str], first: int, second: int) -> RefusedError:
    return RefusedError(
        Refusal(
            _("Both “%(first)s” and “%(second)s” may be the column “%(column)s”.")
            % {"first": headings[first], "second": headings[second], "column": column},
            _("Rename one of them."),
            1,
        )
    )
