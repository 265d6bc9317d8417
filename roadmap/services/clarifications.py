"""Clarifications: a party asks about another's published report, and that party answers; nothing else follows."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.models.occasion import on_record
from roadmap.models import Clarification
from roadmap.services.reporting import StateChangedError


@on_record
def ask(clarification: Clarification, by: User, now: datetime) -> Clarification:
    """Records a question of the asker's country. Raises ValidationError."""
    if by.country is None:
        raise ValidationError(_("Only a country asks for clarification."))
    clarification.country, clarification.recorded_by, clarification.recorded_at = by.country, by, now
    clarification.full_clean()
    clarification.save()
    return clarification


@on_record
def answer(
    clarification: Clarification, text: str, language: str, to_everyone: bool, by: User, now: datetime
) -> Clarification:
    """Records the one answer; everyone sees both if the country agrees. Raises ValidationError, StateChangedError."""
    if not text.strip():
        raise ValidationError({"answer": _("Write the answer.")})
    stored = Clarification.objects.select_for_update().get(pk=clarification.pk)
    if stored.answered_at is not None:
        raise StateChangedError
    stored.answer, stored.answer_language = text.strip(), language
    stored.answered_by, stored.answered_at = by, now
    stored.public_at = now if to_everyone else None
    stored.full_clean()
    stored.save()
    return stored


@on_record
def show_to_everyone(clarification: Clarification, now: datetime) -> Clarification:
    """Lets everyone see an answered clarification, from now on. Raises StateChangedError."""
    stored = Clarification.objects.select_for_update().get(pk=clarification.pk)
    if stored.answered_at is None or stored.public_at is not None:
        raise StateChangedError
    stored.public_at = now
    stored.save()
    return stored
