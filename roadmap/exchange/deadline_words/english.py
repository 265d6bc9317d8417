"""English."""

from roadmap.exchange.deadline_words.wordings import Wordings, numbered, product, recurring

BY = (
    r"(?:(?:due |to be completed |completed |at the latest |latest )?by|until|till|(?:no|not) later than"
    r"|on or before|due|due on)"
)
BY_SPAN = r"(?:by|(?:no|not) later than)"  # "until March" may mean its first day
IN = r"(?:(?:(?:in|during|within|throughout|over)(?: the period)?|for the period) )"
TO = r"(?:-| to | through )"
OF = r"(?: of| of the year|,)? "
TH = r"(?:st|nd|rd|th)?"
DAY = rf"(?:<month>\.? <day>{TH}(?:, ?| )<year>|(?:the )?<day>{TH}[ -](?:of )?<month>\.?(?:,? |-)<year>)"
TO_DAY = DAY.replace("<", "<to_")
DAY_OF_YEAR = rf"(?:<month> <day>{TH}|(?:the )?<day>{TH} (?:of )?<month>)"
QTR = r"(?:quarter|qtr\.?)"
SPANS = (
    rf"(?:q ?<quarter>|<quarter>q|{QTR} <quarter>|(?:the )?<quarter> {QTR})(?:{OF}|/|-)<year>",
    r"(?:q ?<quarter>|(?:the )?<quarter> quarter|h ?<half>|(?:the )?<half> half|<month>) \(<year>\)",
    r"<year> \((?:q ?<quarter>|h ?<half>|<month>|<quarter> quarter|<half> half)\)",
    r"<year>,? <month>",
    r"<year>(?:,? |-|/)(?:q<quarter>|<quarter>q)",
    rf"(?:h ?<half>|<half>h|(?:the )?<half> half)(?:{OF}|/|-)<year>",
    r"<year>(?:,? |-|/)h<half>",
    rf"<month>\.?(?:{OF}|-)<year>",
)
BASES = ("ongoing basis", "on-going basis", "continuous basis", "permanent basis", "continuing basis")
EVERY = ("every", "each", "at least every", "at least each")
YEAR_END = ("by year-end", "at year-end", "by the end of the year", "at the end of the year")
ONCE = (
    "once",
    "one time",
    "1 time",
    "at least once",
    "no less than once",
    "not less than once",
    "minimum once",
)

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
    numbers=numbered("first|1st", "second|2nd", "third|3rd", "fourth|4th|last"),
    continuous=(
        "ongoing",
        "on-going",
        "continuous",
        "continuously",
        "permanent",
        "permanently",
        *product(("on an", "on a", "on"), BASES),
        *BASES,
        *product(("throughout the", "during the", "the"), ("entire period", "whole period")),
        "entire period",
        "whole period",
        "throughout the period",
        "throughout the implementation period",
        "throughout the entire implementation period",
        "throughout the whole implementation period",
    ),
    recurring=recurring(
        year=(
            "annual",
            "annually",
            "at least annually",
            "yearly",
            "once annually",
            "on an annual basis",
            "annual basis",
            "on annual basis",
            *product(("annually", "annually,", "yearly", "yearly,"), YEAR_END),
            "on a yearly basis",
            *product(EVERY, ("year", "calendar year", "12 months", "twelve months")),
            *product(ONCE, ("a year", "per year", "every year", "each year")),
            *product(("at the end of", "by the end of", "end of"), ("every year", "each year")),
        ),
        half=(
            "biannually",
            "bi-annually",
            "semiannually",
            "semi-annually",
            "half-yearly",
            "on a half-yearly basis",
            "on a biannual basis",
            "on a bi-annual basis",
            "on a semiannual basis",
            "half yearly",
            "biannual",
            "bi-annual",
            "twice yearly",
            "twice-yearly",
            "six-monthly",
            "6-monthly",
            "twice annually",
            "semiannual",
            "semi-annual",
            "on a semi-annual basis",
            *product(
                ("twice", "two times", "2 times", "2x", "at least twice"),
                ("a year", "per year", "every year", "each year"),
            ),
            *product(EVERY, ("six months", "6 months", "six-months", "half-year", "half year")),
            *product(ONCE, ("every six months", "every 6 months", "every half-year", "in six months", "in 6 months")),
        ),
        quarter=(
            "quarterly",
            "at least quarterly",
            "on a quarterly basis",
            "quarterly basis",
            "on quarterly basis",
            *product(EVERY, ("quarter", "three months", "3 months")),
            *product(ONCE, ("a quarter", "per quarter", "every quarter", "each quarter", "every three months")),
            *product(("four times", "4 times"), ("a year", "per year")),
            *product(("at the end of", "by the end of", "end of"), ("every quarter", "each quarter")),
        ),
        month=(
            "monthly",
            "at least monthly",
            "on a monthly basis",
            "monthly basis",
            "on monthly basis",
            *product(EVERY, ("month",)),
            *product(ONCE, ("a month", "per month", "every month", "each month")),
            *product(("at the end of", "by the end of", "end of"), ("every month", "each month")),
        ),
    ),
    within=(
        *(rf"{IN}?{span}" for span in SPANS),
        rf"{IN}(?:the year |calendar year )?<year>",
        "(?:the )?(?:calendar )?year <year>",
        "(?:the )?(?:years|period) <year>-<to_year>",
        "(?:the )?<year>-<to_year> period",
        rf"h<half>{TO}h?<to_half>{OF}<year>",
        rf"(?:from )?h<half>{OF}<year>{TO}h<to_half>{OF}<to_year>",
        rf"(?:from )?(?:the )?<quarter>{TO}(?:the )?<to_quarter> quarters?{OF}<year>",
        rf"(?:from |{IN})?<year>(?:{TO}| until )<to_year>",
        "between <year> and <to_year>",
        rf"(?:from |{IN})?<month>\.?{TO}<to_month>\.?{OF}<year>",
        rf"between <month> and <to_month>{OF}<year>",
        rf"between <month>{OF}<year> and <to_month>{OF}<to_year>",
        rf"(?:from )?<month>\.?{OF}<year>(?:{TO}| until )<to_month>\.?{OF}<to_year>",
        rf"q<quarter>{TO}q?<to_quarter>{OF}<year>",
        rf"(?:from )?q<quarter>{OF}<year>{TO}q<to_quarter>{OF}<to_year>",
        rf"(?:from )?{DAY}{TO}{TO_DAY}",
        rf"<day>{TO}<to_day> <month>,? <year>",
        r"<month> <day>-<to_day>,? <year>",
        rf"(?:from )?<day>{TH} <month>{TO}<to_day>{TH} <to_month>,? <year>",
        rf"(?:from )?<month> <day>{TH}{TO}<to_month> <to_day>{TH},? <year>",
        rf"(?:from )?<date>{TO}<to_date>",
    ),
    by=(
        rf"(?:{BY} )?{DAY}(?:,? at the latest)?",
        rf"{BY} <date>",
        rf"(?:(?:{BY}|at|before) )?(?:the )?(?:end(?: of |-of-| |-)|year[- ]end )(?:(?:the |calendar )?year )?<year>",
        *(rf"(?:(?:{BY}|at) )?(?:the )?end(?: of |-| ){span}" for span in SPANS),
        *(rf"{BY_SPAN} {span}" for span in SPANS),
        rf"{BY_SPAN} <month_figures>[./]<year>",
    ),
    until=(
        r"<recurring>,? (?:until|till|through|to|up to)(?: the)?(?: end of)? <year>",
        rf"<recurring>,? (?:until|till|through) (?:{DAY}|<date>)",
    ),
    during=(
        rf"<recurring>,? (?:from |{IN})?<year>{TO}<to_year>",
        "<recurring>,? between <year> and <to_year>",
        rf"<recurring>,? {IN}<year>",
        rf"<recurring> \((?:from |{IN})?<year>{TO}<to_year>\)",
        rf"(?:from |{IN})?<year>{TO}<to_year>(?:,? <recurring>| \(<recurring>\))",
    ),
    year_end=(
        rf"<recurring>,? {BY} {DAY_OF_YEAR}",
        rf"(?:{BY} )?{DAY_OF_YEAR}(?: of)?,? <recurring>",
    ),
    next_year=(rf"<recurring>,? {BY} {DAY_OF_YEAR} of the (?:following|next) year",),
    next_month=(
        rf"<recurring>,? {BY} (?:the )?<day>{TH}(?: day)? of the (?:following|next) month",
        rf"(?=quarterly)<recurring>,? {BY} (?:the )?<day>{TH}(?: day)? of the month following the"
        r" (?:reporting )?quarter",
    ),
)
