"""Russian."""

from roadmap.exchange.deadline_words.wordings import Wordings, numbered, product, recurring

G = r"(?: ?(?:г\.?|год|года|году))"
OF_YEAR_NUMBER = r"(?:-?(?:й|м|ом|го|ого))"
GG = r"(?: ?(?:гг\.?|г\. ?г\.?|годы|годов|годах|год|года|году|г\.?))"
BY = r"(?:(?:в )?(?:срок )?(?:до|не (?:позднее|позже)(?:,? чем)?|по)|к|ко)"
END = (
    r"(?:(?:в срок )?до (?:конца|окончания|завершения|истечения)|к (?:концу|окончанию)"
    r"|(?:в срок )?не (?:позднее|позже) (?:конца|окончания)|в конце|конец)"
)
NO_LATER = r"(?:в срок )?не (?:позднее|позже)"
IN = r"(?:(?:в течени[еи] |на протяжении )(?:всего )?|весь |(?:на |в )?период |на |во |в )"
TH = r"(?:-?(?:ый|ой|ий|й|го|ого|му|ому|м|ом|ем|е|ое|я|ая))?"
MONTH = r"<month>\.?(?: месяц(?:а|е)?)?"
QUARTER = rf"<quarter>{TH} ?(?:квартал(?:а|е|у|ом)?|кварт\.|кв\.?|кв-л)"
HALF = rf"<half>{TH} ?(?:полугоди(?:е|и|я|ю)|полуг\.?|п/г|половин(?:а|е|ы|у))"
DAY = rf"<day>(?:-?(?:го|е|му))? ?<month>\.?,? <year>{G}?"
DAY_OF_MONTH = r"<day>(?:-?(?:го|му))? числ[ау]"
TO_QUARTER = QUARTER.replace("<", "<to_")
SPANS = (
    *(rf"{span},? <year>{G}?" for span in (QUARTER, HALF, MONTH)),
    *(rf"{span}-<year>{G}?" for span in (QUARTER, HALF, MONTH)),
    *(rf"<year>{G}?(?:,? |-){span}" for span in (QUARTER, HALF, MONTH)),
    *(rf"{span} \(<year>{G}?\)" for span in (QUARTER, HALF, MONTH)),
    *(rf"<year>{G}? \({span}\)" for span in (QUARTER, HALF, MONTH)),
)
ONCE = (
    *("раз", "1 раз", "один раз"),
    *product(("минимум", "как минимум"), ("раз", "1 раз", "один раз")),
    *product(
        ("не реже", "не менее", "не реже чем", "не реже, чем", "не менее чем"),
        ("одного раза", "1 раза", "раза", "раз", "1 раз", "один раз"),
    ),
)
MANY = ("", "не реже ", "не менее ", "минимум ", "как минимум ")
END_OF_EACH = ("в конце", "к концу", "до конца", "по итогам", "по окончании", "по завершении", "по истечении")
OF_YEAR = ("в течение года", "в конце года", "к концу года", "до конца года", "по итогам года")
WHOSE = (
    *product(("периода", "срока"), ("реализации", "действия")),
    *product(
        product(("периода", "срока"), ("реализации", "действия")),
        ("программы", "плана", "дорожной карты", "соглашения", "проекта", "стратегии", "меморандума"),
    ),
)
WHOLE = product(
    ("в течение всего", "на протяжении всего", "в течении всего", "в течение", "на протяжении"),
    WHOSE,
)
FOLLOWING = "следующего за (?:отчетным|истекшим)"


def times(*numbers: str) -> list[str]:
    """So many times a year."""
    return [f"{at_least}{number} в год" for at_least in MANY for number in numbers]


RUSSIAN = Wordings(
    months=numbered(
        "январь|января|январе|январю|янв",
        "февраль|февраля|феврале|февралю|февр|фев",
        "март|марта|марте|марту|мар",
        "апрель|апреля|апреле|апрелю|апр",
        "май|мая|мае|маю",
        "июнь|июня|июне|июню|июн",
        "июль|июля|июле|июлю|июл",
        "август|августа|августе|августу|авг",
        "сентябрь|сентября|сентябре|сентябрю|сент|сен",
        "октябрь|октября|октябре|октябрю|окт",
        "ноябрь|ноября|ноябре|ноябрю|нояб|ноя",
        "декабрь|декабря|декабре|декабрю|дек",
    ),
    numbers=numbered(
        "первый|первого|первом|первое|первая|первой|первую",
        "второй|второго|втором|второе|вторая|вторую",
        "третий|третьего|третьем",
        "четвертый|четвертого|четвертом",
    ),
    continuous=(
        "постоянно",
        "на постоянной основе",
        "в постоянном режиме",
        "непрерывно",
        *product(("в течение всего", "на протяжении всего", "в течении всего"), ("периода", "срока")),
        *WHOLE,
        *product(
            ("на весь", "весь"),
            ("период", "срок", *(whose.replace("периода", "период").replace("срока", "срок") for whose in WHOSE)),
        ),
    ),
    recurring=recurring(
        year=(
            "ежегодно",
            "на ежегодной основе",
            "каждый год",
            "каждого года",
            *product(ONCE, ("в год", "в 12 месяцев")),
            *product(END_OF_EACH, ("каждого года",)),
            *product(("ежегодно", "ежегодно,"), OF_YEAR),
        ),
        half=(
            "каждое полугодие",
            "по полугодиям",
            "каждые полгода",
            "каждые 6 месяцев",
            "каждые шесть месяцев",
            *product(ONCE, ("в полугодие", "в полгода", "в 6 месяцев", "в шесть месяцев")),
            *times("2 раза", "два раза", "дважды", "2 раз", "двух раз", "2-х раз"),
            *product(END_OF_EACH, ("каждого полугодия",)),
        ),
        quarter=(
            "ежеквартально",
            "поквартально",
            "на ежеквартальной основе",
            "каждый квартал",
            "каждые 3 месяца",
            "каждые три месяца",
            *product(ONCE, ("в квартал", "в 3 месяца", "в три месяца")),
            *times("4 раза", "четыре раза", "4 раз", "четырех раз", "4-х раз"),
            *product(END_OF_EACH, ("каждого квартала",)),
        ),
        month=(
            "ежемесячно",
            "помесячно",
            "на ежемесячной основе",
            "каждый месяц",
            *product(ONCE, ("в месяц",)),
            *product(END_OF_EACH, ("каждого месяца",)),
        ),
    ),
    within=(
        *(rf"{IN}?{span}" for span in SPANS),
        rf"{IN}?<year>{OF_YEAR_NUMBER}?{G}",
        rf"{IN}<year>",
        rf"(?:{IN})?<year>{G}?-<to_year>{GG}?",
        rf"(?:в период )?с <year>{G}? по <to_year>{GG}?",
        rf"<year>{G}? по <to_year>{GG}",
        rf"(?:в период )?с <year>{G}? (?:до конца|по конец) <to_year>{G}?",
        rf"<half>{TH}-<to_half>{TH} полугоди(?:я|е|ях),? <year>{G}?",
        rf"{IN}?<month>\.?-<to_month>\.?,? <year>{G}?",
        rf"(?:в период )?с <month> по <to_month> <year>{G}?",
        rf"<month>\.? <year>{G}?-<to_month>\.? <to_year>{G}?",
        rf"(?:в период )?с <month> <year>{G}? по <to_month> <to_year>{G}?",
        rf"{IN}?<quarter>{TH}-<to_quarter>{TH} ?(?:квартал(?:ы|ах|ов|а|е)?|кв\.?),? <year>{G}?",
        rf"<year>{G}? \(<quarter>{TH}-<to_quarter>{TH} ?(?:квартал(?:ы|ах|ов)?|кв\.?)\)",
        rf"<year>{G}?,? <quarter>{TH}-<to_quarter>{TH} ?(?:квартал(?:ы|ах|ов)?|кв\.?)",
        rf"{QUARTER} <year>{G}?-{TO_QUARTER} <to_year>{G}?",
        rf"{HALF} <year>{G}?-{HALF.replace('<', '<to_')} <to_year>{G}?",
        rf"{QUARTER}-{TO_QUARTER},? <year>{G}?",
        rf"(?:с )?<quarter>{TH} по <to_quarter>{TH} квартал <year>{G}?",
        rf"(?:в период )?с <day>(?:-?го)? по <to_day>(?:-?(?:го|е|ое))? <month> <year>{G}?",
        rf"(?:в период )?с <day>\.<month_figures>\.? по <to_day>\.<to_month_figures>\.<year>{G}?",
        rf"<month_figures>\.<year>{G}",
        rf"(?:в период )?с {DAY} по {DAY.replace('<', '<to_')}",
        rf"{DAY}-{DAY.replace('<', '<to_')}",
        rf"с {QUARTER} <year>{G}? по {TO_QUARTER} <to_year>{G}?",
        rf"с {QUARTER} по {TO_QUARTER} <year>{G}?",
        rf"<day>-<to_day> <month> <year>{G}?",
        rf"(?:в период )?с <day> <month> по <to_day> <to_month> <year>{G}?",
        rf"<day> <month>-<to_day> <to_month> <year>{G}?",
        rf"(?:в период )?с <date>{G}? (?:по|до) <to_date>{G}?",
        rf"<date>{G}-<to_date>{G}",
    ),
    by=(
        rf"(?:{BY} ?)?{DAY}(?: включительно)?",
        rf"(?:{BY} ?)?<date>{G}?(?: включительно)?",
        rf"{END} <year>{OF_YEAR_NUMBER}?{G}?",
        *(rf"(?:{END}|{NO_LATER}) {span}" for span in SPANS),
    ),
    until=(
        rf"<recurring>,? (?:до|до конца|по) <year>{G}?(?: включительно)?",
        rf"<recurring>,? (?:до|по) (?:<date>{G}?|{DAY})(?: включительно)?",
    ),
    during=(
        rf"<recurring>,? (?:{IN})?<year>-<to_year>{GG}?",
        rf"<recurring> \((?:{IN})?<year>-<to_year>{GG}?\)",
        rf"(?:{IN})?<year>-<to_year>{GG}?(?:,? <recurring>| \(<recurring>\))",
        rf"<recurring>,? (?:в период )?с <year>{G}? по <to_year>{GG}?",
        rf"<recurring>,? {IN}<year>{G}?",
        rf"(?:{IN})?<year>{G}?,? (?!ежегодно|кажд[а-я]+ год)<recurring>",
        rf"(?!ежегодно|кажд[а-я]+ год)<recurring>,? <year>{G}",
    ),
    year_end=(
        rf"<recurring>,? {BY} <day>(?:-?го)? <month>",
        rf"(?:{BY} )?<day>(?:-?го)? <month>,? <recurring>",
    ),
    next_year=(
        rf"<recurring>,? {BY} <day>(?:-?го)? <month> следующего года",
        rf"<recurring>,? {BY} <day>(?:-?го)? <month> года,? {FOLLOWING}(?: годом| периодом)?",
        rf"<recurring>,? {BY} <day>(?:-?го)? <month> {FOLLOWING} года",
    ),
    next_month=(
        rf"<recurring>,? {BY} {DAY_OF_MONTH} следующего месяца",
        rf"(?=ежекв|[^,]*квартал)<recurring>,? {BY} {DAY_OF_MONTH} {FOLLOWING} кварталом месяца",
        rf"(?=ежемес|[^,]*месяц)<recurring>,? {BY} {DAY_OF_MONTH} {FOLLOWING} месяца",
        rf"<recurring>,? {BY} {DAY_OF_MONTH} месяца,? {FOLLOWING}(?: периодом)?",
        rf"(?=ежекв|[^,]*квартал)<recurring>,? {BY} {DAY_OF_MONTH} месяца,? {FOLLOWING} кварталом",
        rf"(?=ежемес|[^,]*месяц)<recurring>,? {BY} {DAY_OF_MONTH} месяца,? {FOLLOWING} месяцем",
        rf"(?=[^,]*полу?г)<recurring>,? {BY} {DAY_OF_MONTH} месяца,? {FOLLOWING} полугодием",
    ),
)
