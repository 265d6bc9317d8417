"""Numbers of a spreadsheet as it shows them, where that tells more: 1.10 is not 1.1, and 007 is not 7."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import is_date_format, is_timedelta_format

from cooperation.exchange.escape import restore, unpack

MAX_CODE = 255  # letters of a format, as spreadsheet programs have it
MAX_DIGITS = 10  # before or after the point
MAX_SHOWN = 10**15  # spreadsheet programs know no more digits
FIXED = re.compile(r"(?:\[[A-Za-z]+\])?(?P<grouped>#,##)?(?P<whole>0+)(?:\.(?P<decimals>0+))?(?:_.| )*")


@dataclass(frozen=True)
class NumberFormat:
    """How numbers are shown: as a day or hour, as a duration, or with so many digits before and after the point."""

    is_date: bool = False
    is_duration: bool = False
    whole: int = 1
    decimals: int = 0

    @property
    def is_fixed(self) -> bool:
        return self.whole > 1 or self.decimals > 0


GENERAL = NumberFormat()


def number_format(code: str) -> NumberFormat:
    """What a format's code says of the digits. Only what is sure: every other number is given as it is stored."""
    if len(code) > MAX_CODE:
        return GENERAL
    if is_date_format(code):
        return NumberFormat(is_date=True, is_duration=is_timedelta_format(code))
    found = FIXED.fullmatch(code.split(";")[0])
    if found is None:
        return GENERAL
    whole = 1 if found["grouped"] else len(found["whole"])
    return NumberFormat(whole=min(whole, MAX_DIGITS), decimals=min(len(found["decimals"] or ""), MAX_DIGITS))


def with_digits(number: float, shown: NumberFormat) -> str:
    """The number with the digits that its format shows; none is rounded to a whole one."""
    whole, _point, decimals = repr(number).partition(".")
    if whole.isdecimal() and len(whole) <= MAX_DIGITS and decimals.isdecimal() and len(decimals) <= shown.decimals:
        return f"{whole.zfill(shown.whole)}.{decimals.ljust(shown.decimals, '0')}"  # as most are
    exact = Decimal(repr(number))
    if abs(exact) >= MAX_SHOWN or not (shown.decimals or exact == exact.to_integral_value()):
        return text_of(number)
    rounded = exact.quantize(Decimal(1).scaleb(-shown.decimals), ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    width = shown.whole + (shown.decimals + 1 if shown.decimals else 0)
    return f"{sign}{abs(rounded):f}".zfill(width)


def text_of(value: object) -> str:
    """A cell as text: dates as ISO 8601, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case str():
            return plain_text(value)
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def plain_text(text: str) -> str:
    """A cell's text without what only guards it in a spreadsheet."""
    plain = unpack(text) if "_x" in text else text
    return restore(plain) if plain[:1] == "'" else plain
