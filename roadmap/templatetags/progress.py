"""The words of status, schedule and deadline, for templates that hold only their values."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cooperation.templatetags.register import month_of
from roadmap.choices import (
    Freshness,
    OccurrenceState,
    Precision,
    Recurrence,
    RoundStanding,
    RoundState,
    Schedule,
    Status,
    Timing,
)
from roadmap.exchange.terms import Terms
from roadmap.models import Action
from roadmap.rules.facts import Version

register = template.Library()

QUARTERS = (
    _("first quarter of %(year)s"),
    _("second quarter of %(year)s"),
    _("third quarter of %(year)s"),
    _("fourth quarter of %(year)s"),
)
HALVES = (_("first half of %(year)s"), _("second half of %(year)s"))


@register.filter
def status_word(value: str) -> str:
    return Status(value).label


@register.filter
def schedule_word(value: str) -> str:
    return Schedule(value).label


@register.filter
def occurrence_word(value: str) -> str:
    return OccurrenceState(value).label


@register.filter
def freshness_word(value: str) -> str:
    return Freshness(value).label


@register.filter
def standing_word(value: str) -> str:
    return RoundStanding(value).label


@register.filter
def round_state_word(value: str) -> str:
    return RoundState(value).label


@register.filter
def is_pressing(value: str) -> bool:
    """Whether a country's schedule is worth a word beside its status in a narrow place."""
    return value in {Schedule.COMPLETED_LATE, *Schedule.waiting()}


@register.filter
def is_near(value: str) -> bool:
    """Whether a schedule is worth a word beside the deadline."""
    return value == Schedule.DUE_SOON


@register.filter
def due(day: date | None, precision: str) -> str:
    """The last day of a deadline as precisely as it was given: 31 March 2026, March 2026, first quarter of 2026."""
    if day is None:
        return ""
    year = {"year": day.year}
    match precision:
        case Precision.MONTH:
            return month_of(day)
        case Precision.QUARTER:
            return str(QUARTERS[(day.month - 1) // 3]) % year
        case Precision.HALF:
            return str(HALVES[(day.month - 1) // 6]) % year
        case Precision.YEAR:
            return f"{day.year}"
    return date_format(day)


@register.filter
def deadline_version(version: Version | None) -> str:
    """What one version of a deadline says, in a few words; a dash where there is none."""
    if version is None:
        return "—"
    if version.recurrence:
        return Recurrence(version.recurrence).label
    return due(version.due, version.precision or "") or Timing(version.timing).label


@register.filter
def deadline_of(action: Action) -> str:
    """When an action is due, in a cell: its date, its period, or why it has none."""
    if action.timing == Timing.RECURRING:
        return action.get_recurrence_display()
    return due(action.current_due, action.due_precision) or action.get_timing_display()


@register.filter
def terms_word(terms: Terms) -> str:
    """What a deadline means in a sentence: its last day and how precise that is, its period, or why it has none."""
    period = str(Recurrence(terms.recurrence).label) if terms.recurrence else ""
    if terms.due is None:
        return period or str(Timing(terms.timing).label)
    day, precise = date_format(terms.due), due(terms.due, terms.precision)
    beside = [words for words in (period, precise) if words and words != day]
    return f"{day} ({', '.join(beside)})" if beside else day
