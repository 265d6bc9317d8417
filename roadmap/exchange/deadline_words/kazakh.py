"""Kazakh."""

from roadmap.exchange.deadline_words.wordings import Wordings, converted, numbered, product, recurring

YEAR = r"<year> ?(?:жылғы|жылдың|жылы|жыл|ж\.?),?"
DATIVE = r"(?:ға|ге|қа|ке|ына|іне|сына|сіне)"
NO_LATER = r"(?:нан|нен|дан|ден|тан|тен|ынан|інен|сынан|сінен) кешікті(?:рмей|рілмей)"
UNTIL = rf"(?:{DATIVE} дейін(?:гі мерзімде)?|{NO_LATER})"
YEARS = r"<year>-<to_year> ?(?:жылдар|жылдары|жылдарда|жж\.?)"
END = r"(?:соңына|аяғына|аяқталғанға) дейін(?:гі мерзімде)?"
TH = r"(?:-?(?:ші|шы))?"
QUARTER = rf"<quarter>{TH}[- ]?(?:тоқсан|тоқс\.?)"
HALF = rf"<half>{TH}[- ]?(?:жартыжылдық|жарты жылдық|жартыжылдығы|жарты жылдығы|жартысы)"
DAY_OF_MONTH = r"<day>(?:-?(?:ы|і|сы|сі))?-?(?:на|не|ына|іне|сына|сіне| ?күніне)"
ONCE = ("бір рет", "1 рет", "кемінде бір рет", "кемінде 1 рет", "бір реттен сиретпей")
TWICE = ("екі рет", "2 рет", "кемінде екі рет", "кемінде 2 рет")

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
        "қыркүйек|қыркүйег",  # the second before a vowel
        "қазан",
        "қараша",
        "желтоқсан",
    ),
    numbers=numbered("бірінші", "екінші", "үшінші", "төртінші"),
    continuous=(
        "тұрақты",
        "тұрақты түрде",
        "тұрақты негізде",
        "үздіксіз",
        "үнемі",
        *product(("барлық кезең", "бүкіл кезең"), ("ішінде", "бойы")),
    ),
    recurring=recurring(
        year=(
            *("жыл сайын", "жыл сайынғы негізде", "әр жыл сайын", "әр жылы", "әр жылдың соңында"),
            *product(("жылына", "жыл сайын", "жылда"), ONCE),
        ),
        half=(
            *("жарты жыл сайын", "жартыжылдық сайын", "әр жартыжылдықта", "әр жарты жылда", "әр алты ай сайын"),
            *("алты ай сайын", "6 ай сайын", "жарты жылдық сайын"),
            *product(("жарты жылда", "жартыжылдықта", "жарты жылда", "алты айда", "6 айда"), ONCE),
            *product(("жылына",), TWICE),
        ),
        quarter=(
            *("тоқсан сайын", "әр тоқсан сайын", "әр тоқсанда", "үш ай сайын", "3 ай сайын", "әр тоқсанның соңында"),
            *product(("тоқсанына", "тоқсанда", "тоқсан сайын", "үш айда"), ONCE),
            *product(("жылына",), ("төрт рет", "4 рет")),
        ),
        month=(
            *("ай сайын", "әр ай сайын", "әр айда", "әр айдың соңында"),
            *product(("айына", "ай сайын", "айда"), ONCE),
        ),
    ),
    within=(
        rf"{YEAR} {QUARTER}(?:ы|ында|да)?",
        rf"{QUARTER}(?:ы)?,? {YEAR}",
        rf"{YEAR} <quarter>{TH}-<to_quarter>{TH}[- ]?тоқсан(?:дар|дары|дарда|дарында|ы)?",
        rf"{YEAR} {HALF}(?:та|нда)?",
        rf"{HALF},? {YEAR}",
        rf"{YEAR} <month>(?:да|де|та|те|ы|і|сы|сі|ында|інде|сында|сінде)?(?: айы| айында)?",
        rf"<month>(?: айы)?,? {YEAR}",
        rf"{YEAR} <month>-<to_month>(?:да|де|та|те|ы|і|сы|сі)?(?: айлары| айларында)?",
        r"<year> ?(?:жылғы|жыл)? <month>-<to_year> ?(?:жылғы|жыл)? <to_month>",
        r"<year> ?(?:жыл(?:ы|да)?|ж\.?)",
        r"<year> ?жыл(?:ы|дың)? (?:ішінде|бойы|барысында|бойында)",
        r"<year>(?: ?жыл)?-<to_year> ?(?:жылдар|жылдары|жылдарда|жылдарға|жж\.?|ж\. ?ж\.?|жыл)"
        r"(?: ішінде| аралығында| бойы| барысында)?",
    ),
    by=(
        rf"{YEAR} <day>{TH}[- ]?<month>(?:{UNTIL})?",
        rf"<day>[- ]?<month>,? {YEAR}",
        rf"{YEAR} {END}",
        rf"{YEAR} <month>(?: айы)?(?:ның|нің|дың|дің|тың|тің|ының|інің)? {END}",
        rf"{YEAR} <month>{NO_LATER}",
        rf"{YEAR} {QUARTER}(?:ы)?(?:ның)? {END}",
        rf"{YEAR} {HALF}(?:ның|тың)? {END}",
        rf"<date>(?: ?ж\.?)?[- ]?{DATIVE}? дейін",
        r"<date> ?ж\.?",
        r"<date> ?жылға дейін",
        rf"{YEAR} (?:соңы|аяғы)(?:нда)?",
    ),
    until=(r"<year> жылға дейін,? <recurring>", r"<recurring>,? <year> жылға дейін"),
    during=(
        rf"{YEARS}(?:,? <recurring>| \(<recurring>\))",
        rf"<recurring>,? {YEARS}",
        rf"<recurring> \({YEARS}\)",
    ),
    year_end=(rf"<recurring>,? <day>[- ]?<month>{UNTIL}",),
    next_year=(rf"<recurring>,? (?:келесі|есепті жылдан кейінгі) жылдың <day>[- ]?<month>{UNTIL}",),
    next_month=(
        rf"<recurring>,? келесі айдың {DAY_OF_MONTH} дейін",
        rf"(?=[^,]*тоқсан)<recurring>,? есепті тоқсаннан кейінгі айдың {DAY_OF_MONTH} дейін",
        rf"(?=ай|әр ай)<recurring>,? есепті айдан кейінгі айдың {DAY_OF_MONTH} дейін",
    ),
)


def on_russian_keys(words: str) -> str:
    """The same without the letters that a Russian keyboard lacks, except one that Latin keys have."""
    return words.translate(str.maketrans("әғқңөұүһ", "агкноуух"))


KAZAKH_ON_RUSSIAN_KEYS = converted(KAZAKH, on_russian_keys)
