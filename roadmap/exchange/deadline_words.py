"""How plans write deadlines, language by language, in folded text: lower case, plain dashes, no apostrophes.

``{year}``, ``{last}``, ``{month}``, ``{day}``, ``{quarter}``, ``{to_quarter}`` and ``{half}`` stand for their values,
``{date}`` for a whole date in figures, ``{recurring}`` for one of the words of recurrence; everything else is a regular
expression. A wording is read only where one form fits the whole of it.
"""

from dataclasses import dataclass, field

from roadmap.choices import Recurrence

MONTH, QUARTER, HALF, YEAR = Recurrence.MONTH, Recurrence.QUARTER, Recurrence.HALF, Recurrence.YEAR
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4}  # the second four are Cyrillic


@dataclass(frozen=True)
class Wordings:
    """One language: ``within`` names a span with its beginning, ``by`` only its end."""

    months: dict[str, int]
    continuous: tuple[str, ...]
    recurring: dict[str, Recurrence]
    within: tuple[str, ...]
    by: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)


def numbered(*months: str) -> dict[str, int]:
    """Month names with their numbers; several forms of one are divided by a stroke."""
    return {name: number for number, names in enumerate(months, start=1) for name in names.split("|")}


G = r"(?: ?(?:г\.?|год|года|году))"
BY = r"(?:by|until|till|no later than|not later than)"
BY_MONTH = r"(?:by|no later than|not later than)"  # "until March" may mean its first day
BY_RU = r"(?:до|к|не позднее)"
KK_YEAR = r"{year} (?:жылғы|жылдың|ж\.)"
TK_YEAR = r"{year}-nj[yi] ýylyň"
TK_DAY = r"(?:-n[jy][yi])?"
UZ_YEAR = r"{year}[- ]?yil(?:da|ning)?,?"
UZ_CYR_YEAR = r"{year}[- ]?йил(?:да|нинг)?,?"

ANY = Wordings(months={}, continuous=(), recurring={}, within=("{year}", "{year}-{last}"), by=("{date}",))

ENGLISH = Wordings(
    months=numbered(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    numbers={
        "first": 1,
        "1st": 1,
        "second": 2,
        "2nd": 2,
        "third": 3,
        "3rd": 3,
        "fourth": 4,
        "4th": 4,
    },
    continuous=(
        "ongoing",
        "continuous",
        "continuously",
        "permanent",
        "permanently",
        "on an ongoing basis",
        "on a continuous basis",
    ),
    recurring={
        "annually": YEAR,
        "yearly": YEAR,
        "every year": YEAR,
        "once a year": YEAR,
        "biannually": HALF,
        "semiannually": HALF,
        "semi-annually": HALF,
        "twice a year": HALF,
        "twice annually": HALF,
        "every six months": HALF,
        "every half-year": HALF,
        "quarterly": QUARTER,
        "every quarter": QUARTER,
        "monthly": MONTH,
        "every month": MONTH,
    },
    within=(
        r"(?:in |during )?{month},? {year}",
        r"(?:in |during |throughout ){year}",
        r"(?:from )?{year} (?:to|through|until) {last}",
        r"(?:in )?q{quarter},? {year}",
        r"{year},? q{quarter}",
        r"q{quarter}-q?{to_quarter},? {year}",
        r"(?:in )?(?:the )?{quarter} quarter(?: of)?,? {year}",
        r"(?:in )?h{half},? {year}",
        r"(?:in )?(?:the )?{half} half(?: of)?,? {year}",
    ),
    by=(
        rf"(?:{BY} )?(?:the )?end of {{year}}",
        rf"{BY_MONTH} {{month}},? {{year}}",
        rf"(?:{BY} )?(?:the )?end of {{month}},? {{year}}",
        rf"{BY_MONTH} (?:the )?(?:end of )?(?:the )?(?:q{{quarter}}|{{quarter}} quarter)(?: of)?,? {{year}}",
        rf"(?:{BY} )?{{month}} {{day}}(?:st|nd|rd|th)?,? {{year}}",
        rf"(?:{BY} )?{{day}}(?:st|nd|rd|th)? {{month}},? {{year}}",
        rf"{BY} {{date}}",
    ),
    until=(r"{recurring},? (?:until|till|through|to)(?: the end of| end of)? {year}",),
    following=(
        rf"{{recurring}},? {BY} {{month}} {{day}}(?:st|nd|rd|th)? of the (?:following|next) year",
        rf"{{recurring}},? {BY} {{day}}(?:st|nd|rd|th)? {{month}} of the (?:following|next) year",
    ),
)

RUSSIAN = Wordings(
    months=numbered(
        "январь|января|январе",
        "февраль|февраля|феврале",
        "март|марта|марте",
        "апрель|апреля|апреле",
        "май|мая|мае",
        "июнь|июня|июне",
        "июль|июля|июле",
        "август|августа|августе",
        "сентябрь|сентября|сентябре",
        "октябрь|октября|октябре",
        "ноябрь|ноября|ноябре",
        "декабрь|декабря|декабре",
    ),
    numbers={"первый": 1, "первое": 1, "второй": 2, "второе": 2, "третий": 3, "четвертый": 4},
    continuous=("постоянно", "на постоянной основе", "непрерывно"),
    recurring={
        "ежегодно": YEAR,
        "каждый год": YEAR,
        "раз в год": YEAR,
        "один раз в год": YEAR,
        "каждое полугодие": HALF,
        "раз в полугодие": HALF,
        "раз в полгода": HALF,
        "два раза в год": HALF,
        "2 раза в год": HALF,
        "дважды в год": HALF,
        "ежеквартально": QUARTER,
        "каждый квартал": QUARTER,
        "раз в квартал": QUARTER,
        "ежемесячно": MONTH,
        "каждый месяц": MONTH,
        "раз в месяц": MONTH,
    },
    within=(
        rf"(?:в )?{{quarter}}(?:-?(?:й|ый|ий|м|ом))? ?(?:квартал|квартале|кв\.?) {{year}}{G}?",
        rf"(?:в )?{{quarter}}-{{to_quarter}} ?(?:кварталы|квартал|кварталах|кв\.?) {{year}}{G}?",
        rf"(?:в )?{{half}}(?:-?(?:е|ое|м|ом))? полугоди[еи] {{year}}{G}?",
        rf"(?:в )?{{month}} {{year}}{G}?",
        rf"(?:в течение |на |в )?{{year}}{G}",
        r"(?:в )?{year}-{last} ?(?:гг\.?|годы|годов|годах|г\.?)",
        rf"с {{year}} по {{last}}{G}?",
    ),
    by=(
        rf"(?:{BY_RU} )?{{day}} {{month}} {{year}}{G}?",
        rf"(?:{BY_RU} )?{{date}}{G}?",
        rf"(?:до конца|к концу) {{year}}{G}?",
        rf"(?:до конца|к концу) {{month}} {{year}}{G}?",
        rf"(?:до конца|к концу) {{quarter}}(?:-?го)? квартала {{year}}{G}?",
        rf"(?:до конца|к концу) {{half}}(?:-?го)? полугодия {{year}}{G}?",
    ),
    until=(rf"{{recurring}},? (?:до|до конца|по) {{year}}{G}?",),
    following=(rf"{{recurring}},? {BY_RU} {{day}} {{month}} следующего года",),
)

UZBEK = Wordings(
    months=numbered(
        "yanvar",
        "fevral",
        "mart",
        "aprel",
        "may",
        "iyun",
        "iyul",
        "avgust",
        "sentabr|sentyabr",
        "oktabr|oktyabr",
        "noyabr",
        "dekabr",
    ),
    numbers={"birinchi": 1, "ikkinchi": 2, "uchinchi": 3, "tortinchi": 4},
    continuous=("doimiy", "doimiy ravishda", "doimiy asosda", "uzluksiz"),
    recurring={
        "har yili": YEAR,
        "yiliga bir marta": YEAR,
        "har yarim yilda": HALF,
        "yiliga ikki marta": HALF,
        "har chorakda": QUARTER,
        "har oyda": MONTH,
        "har oy": MONTH,
    },
    within=(
        rf"{UZ_YEAR} {{quarter}}[- ]?chorak(?:i|da)?",
        rf"{UZ_YEAR} {{quarter}}-{{to_quarter}}[- ]?chorak(?:lar|lari|larida)?",
        rf"{UZ_YEAR} {{half}}[- ]?(?:yarim yillik|yarim yilligi|yarim yilligida|yarmi|yarmida)",
        rf"{UZ_YEAR} ?{{month}}(?: oyi| oyida)?",
        rf"{UZ_YEAR}(?: davomida)?",
        r"{year}-{last}[- ]?yillar(?:da)?",
    ),
    by=(
        rf"{UZ_YEAR} {{day}}[- ]?{{month}}(?:ga qadar|gacha)?",
        rf"{UZ_YEAR} (?:oxirigacha|oxiriga qadar|yakunigacha|yakuniga qadar)",
        rf"{UZ_YEAR} {{month}} oyi(?:ning)? (?:oxirigacha|oxiriga qadar)",
        r"{date}(?: ?ga qadar|gacha)",
    ),
    until=(r"{year}[- ]?yil(?:gacha|ga qadar),? {recurring}", r"{recurring},? {year}[- ]?yil(?:gacha|ga qadar)"),
)

UZBEK_CYRILLIC = Wordings(
    months=numbered(
        "январ|январь",
        "феврал|февраль",
        "март",
        "апрел|апрель",
        "май",
        "июн|июнь",
        "июл|июль",
        "август",
        "сентябр|сентябрь",
        "октябр|октябрь",
        "ноябр|ноябрь",
        "декабр|декабрь",
    ),
    numbers={"биринчи": 1, "иккинчи": 2, "учинчи": 3, "тўртинчи": 4},
    continuous=("доимий", "доимий равишда", "доимий асосда", "узлуксиз"),
    recurring={
        "ҳар йили": YEAR,
        "йилига бир марта": YEAR,
        "ҳар ярим йилда": HALF,
        "йилига икки марта": HALF,
        "ҳар чоракда": QUARTER,
        "ҳар ойда": MONTH,
        "ҳар ой": MONTH,
    },
    within=(
        rf"{UZ_CYR_YEAR} {{quarter}}[- ]?чорак(?:и|да)?",
        rf"{UZ_CYR_YEAR} {{quarter}}-{{to_quarter}}[- ]?чорак(?:лар|лари|ларида)?",
        rf"{UZ_CYR_YEAR} {{half}}[- ]?(?:ярим йиллик|ярим йиллиги|ярим йиллигида|ярми|ярмида)",
        rf"{UZ_CYR_YEAR} ?{{month}}(?: ойи| ойида)?",
        rf"{UZ_CYR_YEAR}(?: давомида)?",
        r"{year}-{last}[- ]?йиллар(?:да)?",
    ),
    by=(
        rf"{UZ_CYR_YEAR} {{day}}[- ]?{{month}}(?:га қадар|гача)?",
        rf"{UZ_CYR_YEAR} (?:охиригача|охирига қадар|якунигача|якунига қадар)",
        r"{date}(?: ?га қадар|гача)",
    ),
    until=(r"{year}[- ]?йил(?:гача|га қадар),? {recurring}", r"{recurring},? {year}[- ]?йил(?:гача|га қадар)"),
)

KAZAKH = Wordings(
    months=numbered(
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ),
    numbers={"бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4},
    continuous=("тұрақты", "тұрақты түрде", "тұрақты негізде", "үздіксіз", "үнемі"),
    recurring={
        "жыл сайын": YEAR,
        "жылына бір рет": YEAR,
        "жарты жыл сайын": HALF,
        "жартыжылдық сайын": HALF,
        "жылына екі рет": HALF,
        "тоқсан сайын": QUARTER,
        "ай сайын": MONTH,
        "ай сайын бір рет": MONTH,
    },
    within=(
        rf"{KK_YEAR} {{quarter}}[- ]?тоқсан(?:ы|ында|да)?",
        rf"{KK_YEAR} {{quarter}}-{{to_quarter}}[- ]?тоқсан(?:дар|дары|дарында)?",
        rf"{KK_YEAR} {{half}}[- ]?(?:жартыжылдық|жарты жылдық)(?:та)?",
        rf"{KK_YEAR} {{half}}[- ]?(?:жартыжылдығы|жарты жылдығы)(?:нда)?",
        rf"{KK_YEAR} {{month}}(?: айы| айында)?",
        r"{year} жыл(?:ы|да)?(?: ішінде| бойы)?",
        r"{year}-{last} ?(?:жылдар|жылдары|жж\.?)",
    ),
    by=(
        rf"{KK_YEAR} {{day}} {{month}}(?:(?:ға|ге|қа|ке) дейін)?",
        r"{year} жыл(?:дың|ғы)? (?:соңына|аяғына) дейін",
        r"{date}(?:ға|ге|қа|ке)? дейін",
    ),
    until=(r"{year} жылға дейін,? {recurring}", r"{recurring},? {year} жылға дейін"),
)

TURKMEN = Wordings(
    months=numbered(
        "ýanwar",
        "fewral",
        "mart",
        "aprel",
        "maý",
        "iýun",
        "iýul",
        "awgust",
        "sentýabr",
        "oktýabr",
        "noýabr",
        "dekabr",
    ),
    numbers={"birinji": 1, "ikinji": 2, "üçünji": 3, "dördünji": 4},
    continuous=("hemişe", "hemişelik", "üznüksiz", "dowamly"),
    recurring={
        "her ýyl": YEAR,
        "her ýylda": YEAR,
        "ýylda bir gezek": YEAR,
        "her ýarym ýylda": HALF,
        "ýylda iki gezek": HALF,
        "her çärýek": QUARTER,
        "her çärýekde": QUARTER,
        "her aý": MONTH,
        "her aýda": MONTH,
    },
    within=(
        rf"{TK_YEAR} {{quarter}}{TK_DAY} çärýegi(?:nde)?",
        rf"{TK_YEAR} {{quarter}}-{{to_quarter}}{TK_DAY} çärýekleri(?:nde)?",
        rf"{TK_YEAR} {{half}}{TK_DAY} ýarymy(?:nda)?",
        rf"{TK_YEAR} {{month}} aýy(?:nda)?",
        r"{year}-nj[yi] ýyl(?:da|y)?",
        r"{year}-{last}-nj[yi] ýyllar(?:da|y)?",
    ),
    by=(
        rf"{TK_YEAR} {{day}}{TK_DAY} {{month}}y(?:na çenli)?",
        rf"{TK_YEAR} (?:ahyryna|soňuna) çenli",
    ),
    until=(r"{year}-nj[yi] ýyla çenli,? {recurring}", r"{recurring},? {year}-nj[yi] ýyla çenli"),
)

ALL = (ANY, ENGLISH, RUSSIAN, UZBEK, UZBEK_CYRILLIC, KAZAKH, TURKMEN)
