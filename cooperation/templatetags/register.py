"""How the register's facts are written: dates as far as they are known, institutions under their name of the time."""

from datetime import date

from django import template
from django.utils.formats import date_format, get_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cooperation.choices import LegalState, RelationKind
from cooperation.models import Document, Institution, InstrumentRelation
from cooperation.rules.legal_state import LegalStanding
from cooperation.rules.partial_date import PartialDate

register = template.Library()

INVERSE_WORDS = {
    RelationKind.AMENDS: _("amended by"),
    RelationKind.SUPERSEDES: _("superseded by"),
    RelationKind.IMPLEMENTS: _("implemented by"),
    RelationKind.RECOGNISES: _("recognised by"),
    RelationKind.CITES: _("cited by"),
}


@register.filter
def as_known(when: PartialDate) -> str:
    """A date as known: a day, a month, a year, a range of days, a bound, or “not known”."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return gettext("not known")
    if first is None:
        return gettext("not later than %(day)s") % {"day": date_format(last)}
    if last is None:
        return gettext("not earlier than %(day)s") % {"day": date_format(first)}
    match when.precision:
        case "day":
            return date_format(first)
        case "month":
            return month_of(first)
        case "year":
            return f"{first.year}"
    return days_between(first, last)


def month_of(day: date) -> str:
    """The month and year of a day; only English writes its months with a capital letter."""
    written = date_format(day, "YEAR_MONTH_FORMAT")
    return written if get_language() == "en" else written.lower()


def days_between(first: date, last: date) -> str:
    """A range of days; within one month the month is written once."""
    if (first.year, first.month) == (last.year, last.month):
        both = "".join(f"\\{sign}" for sign in f"{first.day}–")
        return date_format(last, get_format("DATE_FORMAT").replace("j", f"{both}j"))
    return f"{date_format(first)} – {date_format(last)}"


@register.filter
def legal_words(standing: LegalStanding) -> str:
    """A legal state in words, with what is not certain of it."""
    if standing.is_certain:
        return str(standing.sure.label)
    if standing.sure == LegalState.NONE:
        return gettext("perhaps: %(state)s") % {"state": standing.may_be.label}
    return gettext("%(sure)s; perhaps: %(state)s") % {"sure": standing.sure.label, "state": standing.may_be.label}


@register.filter
def name_on(institution: Institution, when: date | PartialDate | None) -> str:
    """The name that an institution bore on a day; the latest one where no day is known."""
    day = when.earliest or when.latest if isinstance(when, PartialDate) else when
    return institution.name_on(day)


@register.filter
def listed(words: list[str]) -> str:
    """Words as a list in a sentence: one, two and three."""
    return get_text_list(words, gettext("and"))


@register.filter
def inverse_word(relation: InstrumentRelation) -> str:
    """How a relation reads from the other instrument."""
    return str(INVERSE_WORDS[RelationKind(relation.kind)])


@register.filter
def number_in(document: Document, documents: list[Document]) -> int:
    """The number under which a document stands in a list of sources."""
    return documents.index(document) + 1
