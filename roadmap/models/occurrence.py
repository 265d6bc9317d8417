"""The occurrences of a recurring duty in SQL."""

from datetime import date, timedelta

from django.db.models import Case, CharField, Q, Value, When

from roadmap.choices import OccurrenceState, Status, Timing
from roadmap.rules.facts import Limits


def occurrence_of(on: date, limits: Limits) -> Case:
    """The rule of ``rules.schedule.occurrence`` in SQL, for required parties; null where it says nothing."""
    soon = on + timedelta(days=limits.due_soon)
    return Case(
        When(~Q(action__timing=Timing.RECURRING) | Q(status__in=Status.ended()), then=Value(None)),
        When(next_due__lt=on, then=Value(OccurrenceState.MISSED)),
        When(next_due__lte=soon, then=Value(OccurrenceState.DUE_SOON)),
        When(next_due__isnull=False, then=Value(OccurrenceState.UPCOMING)),
        When(last_late=True, then=Value(OccurrenceState.DELIVERED_LATE)),
        When(last_late=False, then=Value(OccurrenceState.DELIVERED_ON_TIME)),
        output_field=CharField(),
    )
