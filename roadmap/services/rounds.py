"""Reporting rounds: opened with fixed days, or called off; the schedules that wait for them follow."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.models.occasion import on_record
from roadmap.models import Action, ReportingRound, Roadmap
from roadmap.rules.facts import Limits
from roadmap.services.recompute import recompute


@on_record
def open_round(one: ReportingRound, by: User, now: datetime, today: date, limits: Limits) -> ReportingRound:
    """Records a round that is still to be reported in. Raises ValidationError, also to the second of two at once."""
    Roadmap.objects.select_for_update().get(pk=one.roadmap_id)
    one.recorded_at, one.recorded_by = now, by
    one.full_clean()
    if one.due < today:
        raise ValidationError({"due": _("This day has passed already.")})
    one.save()
    recompute(Action.objects.filter(roadmap=one.roadmap_id), today, limits)
    return one


@on_record
def call_off(one: ReportingRound, by: User, now: datetime, today: date, limits: Limits) -> ReportingRound:
    """Calls a round off, once; reports that were given in it stay. Raises ValidationError."""
    one = ReportingRound.objects.select_for_update().get(pk=one.pk)
    if one.called_off_at is not None:
        raise ValidationError(_("This round has been called off already."))
    one.called_off_at, one.called_off_by = now, by
    one.save()
    recompute(Action.objects.filter(roadmap=one.roadmap_id), today, limits)
    return one
