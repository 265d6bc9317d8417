"""Reporting rounds: the form that opens one, and the questions to one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.rules.fold import fold
from roadmap.choices import RoundStanding
from roadmap.forms.days import day_input
from roadmap.models import ReportingRound
from roadmap.services.owing import OwedReport


class RoundForm(forms.ModelForm):
    """A new round of the roadmap and country of ``instance``; one of a country may lie inside one of all parties."""

    class Meta:
        model = ReportingRound
        fields = ["title", "inside", "opens", "due", "closes"]
        widgets = {name: day_input() for name in ("opens", "due", "closes")}
        help_texts = {"title": _("Without one it is called by its days.")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one = self.instance
        if one.country is None:
            del self.fields["inside"]
            return
        around = ReportingRound.objects.standing().filter(roadmap=one.roadmap, country=None, closes__gte=today)
        self.fields["inside"].queryset = around
        self.fields["inside"].empty_label = _("beside them")


class RoundFilter(forms.Form):
    """Which of the owed reports are shown: of a country, of an institution, in a standing."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    standing = forms.ChoiceField(label=_("Report"), required=False, choices=[("", _("any")), *RoundStanding.choices])

    def __init__(self, data: Any, owed: Iterable[OwedReport]) -> None:
        super().__init__(data)
        countries = {one.country.code: str(one.country) for one in owed}
        institutions = {one.institution.code: str(one.institution) for one in owed if one.institution}
        self.fields["country"].choices = [("", _("all")), *countries.items()]
        self.fields["institution"].choices = [
            ("", _("all institutions")),
            *sorted(institutions.items(), key=lambda choice: fold(choice[1])),
        ]

    def answer(self, owed: Iterable[OwedReport]) -> list[OwedReport]:
        """Those that were asked for; none where a choice is unknown."""
        return [one for one in owed if self.is_valid() and self.asks_for(one)]

    def asks_for(self, one: OwedReport) -> bool:
        of = {
            "country": one.country.code,
            "institution": one.institution.code if one.institution else "",
            "standing": one.standing,
        }
        return all(not wanted or of[name] == wanted for name, wanted in self.cleaned_data.items())
