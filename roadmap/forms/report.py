"""The report form: what one institution says about one action, on one page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.choices import Language
from cooperation.models import Institution, User
from roadmap.choices import Challenge, ReportState, Status
from roadmap.forms.days import day_input
from roadmap.models import Evidence, ProgressReport, ReportingRound
from roadmap.services.deliveries import Owed, delivered_before, words_of
from roadmap.services.report_check import check_draft, check_report, given_already
from roadmap.services.reporting import Papers
from roadmap.templatetags.progress import due


class RoundField(forms.ModelChoiceField):
    """The round in which a report is given, with what has become of it by a day."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        words = {"label": _("Reporting round"), "empty_label": _("no round")}
        help_text = _("After its last day a report is still taken, and marked late.")
        super().__init__(*args, required=False, help_text=help_text, **words, **kwargs)

    def label_from_instance(self, one: ReportingRound) -> str:
        words = {"round": str(one), "day": date_format(one.due, "SHORT_DATE_FORMAT")}
        if one.due < self.today:
            return _("late, was due by %(day)s: %(round)s") % words
        return _("due by %(day)s: %(round)s") % words


class ReportForm(forms.ModelForm):
    """A report: ``institutions`` are those for which the user may speak, ``rounds`` those that take it.

    A draft is kept as soon as it does not contradict itself; with ``to_submit`` it must be whole. ``owed`` are the
    occurrences of a recurring duty, each with the report of its delivery if there is one.
    """

    class Meta:
        model = ProgressReport
        fields = [
            "institution",
            "round",
            "as_at",
            "status",
            "percent",
            "completed_on",
            "achievements",
            "challenge",
            "challenges",
            "next_steps",
            "period",
            "delivered_on",
            "letter_number",
            "letter_date",
            "signatory",
            "approved_by",
            "language",
        ]
        widgets = {
            **{name: day_input() for name in ("as_at", "completed_on", "delivered_on", "letter_date")},
            "percent": forms.NumberInput(attrs={"max": 100}),
            **{name: forms.Textarea(attrs={"rows": 4}) for name in ("achievements", "challenges", "next_steps")},
        }

    def __init__(
        self,
        *args: Any,
        user: User,
        today: date,
        to_submit: bool,
        institutions: list[Institution],
        rounds: QuerySet[ReportingRound],
        owed: Sequence[Owed] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today, self.to_submit = user, today, to_submit
        self.fields["status"].choices = [("", "—"), *Status.claimed_choices()]
        self.fields["challenge"].choices = [("", _("not behind")), *Challenge.choices]
        self.fields["language"].choices = Language.choices
        self._offer_institutions(institutions)
        self._offer_rounds(rounds)
        self._offer_periods(owed)
        self.milestones = list(self.instance.action.milestones.all())
        for milestone in self.milestones:
            self.fields[self.milestone_field(milestone.pk)] = forms.DateField(
                label=str(milestone), required=False, widget=day_input()
            )
        if self.instance.pk:
            self.fields["removed"] = forms.ModelMultipleChoiceField(
                self.instance.evidence.all(),
                label=_("Take away"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @staticmethod
    def milestone_field(milestone_id: int) -> str:
        return f"milestone-{milestone_id}"

    def milestone_fields(self) -> Iterator[BoundField]:
        return (self[self.milestone_field(milestone.pk)] for milestone in self.milestones)

    def _offer_institutions(self, institutions: list[Institution]) -> None:
        """One institution needs no question."""
        if len(institutions) == 1:
            del self.fields["institution"]
            self.instance.institution = institutions[0]
            return
        field = self.fields["institution"]
        field.queryset = Institution.objects.filter(pk__in=[one.pk for one in institutions]).with_names()

    def _offer_rounds(self, rounds: QuerySet[ReportingRound]) -> None:
        """A correction keeps the round of what it corrects."""
        if self.instance.corrects:
            del self.fields["round"]
            self.instance.round = self.instance.corrects.round
        else:
            self.fields["round"] = RoundField(rounds, today=self.today)

    def _offer_periods(self, owed: Sequence[Owed]) -> None:
        self.delivered = {one.occurrence.period: one.report for one in owed}
        if not owed:
            del self.fields["period"], self.fields["delivered_on"]
            return
        words = [(one.occurrence.period.isoformat(), period_words(one)) for one in owed]
        self.fields["period"] = forms.TypedChoiceField(
            label=_("Delivery for the period"),
            choices=[("", _("no delivery in this report")), *words],
            coerce=date.fromisoformat,
            empty_value=None,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for milestone in self.milestones:
            day = cleaned.get(self.milestone_field(milestone.pk))
            if day and cleaned.get("as_at") and day > cleaned["as_at"]:
                self.add_error(
                    self.milestone_field(milestone.pk), _("This day is after the day that the report describes.")
                )
        if not {"as_at", "status", "institution"} & set(self.errors):
            self._check_rules(cleaned)
        return cleaned

    def _check_rules(self, cleaned: dict[str, Any]) -> None:
        """The rules of a report, each at its field; a field that is wrong already keeps its own error."""
        columns = {name: value for name, value in cleaned.items() if name in self._meta.fields}
        if "institution" not in columns:
            columns["institution"] = self.instance.institution
        columns.setdefault("round", self.instance.round)
        candidate = ProgressReport(action=self.instance.action, corrects=self.instance.corrects, **columns)
        on_behalf = self.user.institution_id != candidate.institution_id
        candidate.by_letter = self.instance.by_letter if self.instance.pk else on_behalf
        self.refuse_second(candidate)
        self.refuse_second_delivery(candidate)
        try:
            if self.to_submit:
                check_report(candidate, self.today)
            else:
                check_draft(candidate, self.today)
        except ValidationError as refused:
            for name, errors in refused.error_dict.items():
                if name in self.fields and name not in self.errors:
                    self.add_error(name, errors)

    def refuse_second(self, candidate: ProgressReport) -> None:
        """An institution gives one report on an action in a round: the person is led to the one that is there."""
        if other := given_already(candidate, self.instance.pk):
            words = _("This institution has a report on this action in this round already.")
            link = format_html('{} <a href="{}">{}</a>', words, reverse("report", args=[other.pk]), _("Open it"))
            self.add_error("round", link)

    def refuse_second_delivery(self, candidate: ProgressReport) -> None:
        """A country delivers once for a period: the person is led to the report that stands for it."""
        period = candidate.period
        if period and (other := delivered_before(candidate, self.delivered.get(period))):
            link = format_html(
                '{} <a href="{}">{}</a>', words_of(other), reverse("report", args=[other.pk]), _("Open it")
            )
            self.add_error("period", link)

    def papers(self, added: Any) -> Papers:
        """The milestones and evidence of a valid form, with the documents to add."""
        days = {milestone: self.cleaned_data[self.milestone_field(milestone.pk)] for milestone in self.milestones}
        removed: list[Evidence] = list(self.cleaned_data.get("removed", ()))
        return Papers({milestone: day for milestone, day in days.items() if day}, added, removed)


def period_words(one: Owed) -> str:
    """What a period is called where one is chosen, and how it stands."""
    period = capfirst(due(one.occurrence.last_day, one.occurrence.recurrence))
    if one.report is None:
        return _("%(period)s, due by %(day)s") % {"period": period, "day": short_date(one.occurrence.due)}
    if one.report.state == ReportState.SUBMITTED:
        return _("%(period)s, submitted and not published yet") % {"period": period}
    return _("%(period)s, delivered on %(day)s") % {"period": period, "day": short_date(one.report.delivered_on)}


def short_date(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
