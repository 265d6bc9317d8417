"""Which decisions of earlier meetings are wanted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.choices import DecisionState
from cooperation.models import Meeting

OVERDUE = "overdue"


class DecisionsForm(forms.Form):
    """Their state on the page's day, and the meeting before which they were taken; each may be left open."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("any")), *DecisionState.choices, (OVERDUE, _("open, past its term"))],
        required=False,
    )
    meeting = forms.ChoiceField(label=_("Before the meeting"), required=False)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.choices = [("", _("all meetings")), *((meeting.slug, str(meeting)) for meeting in meetings)]
