"""The words of status and schedule, for templates that hold only their values."""

from django import template

from roadmap.choices import Freshness, OccurrenceState, Schedule, Status

register = template.Library()


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
def is_pressing(value: str) -> bool:
    """Whether a schedule is worth a word beside the status in a narrow place."""
    return value in {Schedule.DUE_SOON, Schedule.COMPLETED_LATE, *Schedule.waiting()}
