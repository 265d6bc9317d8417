"""A revision of a deadline: proposed in words or by a date, consented to, or agreed by a decision."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Decision
from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.deadline_text import ImpossibleDateError, Reading, read_deadline
from roadmap.exchange.terms import Terms
from roadmap.forms.days import day_input
from roadmap.models import Consent, Deadline
from roadmap.models.deadline import FIRST_DAY, LAST_DAY, MAX_OFFSET
from roadmap.rules.occurrence import last_day_of


class ProposalForm(forms.Form):
    """What the new deadline is to be. What follows from words is shown once, and proposed when it is sent again.

    ``current`` are the terms in force. After ``is_valid``, ``terms`` are those that were understood, and
    ``is_understood`` says whether they may be recorded.
    """

    wording = forms.CharField(
        label=gettext_lazy("New deadline in words"),
        max_length=Deadline._meta.get_field("wording").max_length,
        required=False,
        help_text=gettext_lazy("As the letter or the protocol has it, in any of the five languages."),
    )
    due = forms.DateField(
        label=gettext_lazy("New last day"),
        required=False,
        widget=day_input(),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("Precision"),
        choices=Precision.choices,
        initial=Precision.DAY,
        required=False,
        help_text=gettext_lazy("“Quarter” means the last day of the quarter in which the day lies."),
    )
    undated = forms.BooleanField(
        label=gettext_lazy("There is no date: the words give a condition"),
        required=False,
    )
    recurrence = forms.ChoiceField(
        label=gettext_lazy("Recurring duty"),
        choices=[("", gettext_lazy("no, due once")), *Recurrence.choices],
        required=False,
    )
    offset_days = forms.IntegerField(
        label=gettext_lazy("Days after the period’s end by which its delivery is due"),
        min_value=0,
        max_value=MAX_OFFSET,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the deadline is to change"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    understood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, current: Terms | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        self.terms: Terms | None = None

    @property
    def is_understood(self) -> bool:
        """Whether a date was given as it is, or what was read in the words has been shown before."""
        if self.terms is None:
            return False
        given = self.cleaned_data.get("due")
        as_given = given is not None and given == self.terms.due and not self.terms.recurrence
        return as_given or self.cleaned_data["understood"] == fingerprint(self.terms)

    @property
    def meaning(self) -> str:
        """What was understood, as it is sent back by whoever has seen it."""
        return fingerprint(self.terms) if self.terms else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"wording", "due", "precision", "recurrence", "offset_days"} & set(self.errors):
            self.terms = self.terms_of(cleaned)
        if self.terms and self.current and fingerprint(self.terms) == fingerprint(self.current):
            raise ValidationError(_("This is the deadline that is in force already."))
        return cleaned

    def terms_of(self, cleaned: dict[str, Any]) -> Terms | None:
        """The terms that the answers make together, or nothing, with an error at its field."""
        read = self.read(cleaned["wording"])
        if read is None:
            return None
        if cleaned["undated"]:
            return self.without_date(cleaned, read)
        if cleaned["recurrence"]:
            return recurring(cleaned)
        if cleaned["due"]:
            return self.dated(cleaned, read)
        if read.timing == Timing.UNDATED:
            self.refuse_unread(bool(cleaned["wording"]))
            return None
        return terms_read(read, cleaned["wording"])

    def read(self, wording: str) -> Reading | None:
        try:
            return read_deadline(wording)
        except ImpossibleDateError:
            self.add_error("wording", _("These words name a day that no calendar has."))
            return None

    def refuse_unread(self, has_words: bool) -> None:
        if has_words:
            message = _("These words have no single meaning. Give the last day, or say that there is no date.")
        else:
            message = _("Give the new deadline in words or by its last day.")
        self.add_error("wording", message)

    def without_date(self, cleaned: dict[str, Any], read: Reading) -> Terms | None:
        if not cleaned["wording"]:
            self.add_error("wording", _("Write the condition in words."))
        elif cleaned["due"] or cleaned["recurrence"] or read.timing != Timing.UNDATED:
            self.add_error("undated", _("There is a date or a period: take away one or the other."))
        else:
            return Terms(wording=cleaned["wording"])
        return None

    def dated(self, cleaned: dict[str, Any], read: Reading) -> Terms | None:
        precision = Precision(cleaned["precision"] or Precision.DAY)
        due = last_day_of(cleaned["due"], precision)
        if read.timing != Timing.UNDATED and (read.timing, read.due) != (Timing.DATED, due):
            self.add_error("due", _("The words say another deadline than this day: mend one of them."))
            return None
        return Terms(Timing.DATED.value, due, precision.value, wording=cleaned["wording"])


def recurring(cleaned: dict[str, Any]) -> Terms:
    """A duty that returns, until the last day if one is given."""
    due, precision = cleaned["due"], Precision(cleaned["precision"] or Precision.DAY)
    return Terms(
        Timing.RECURRING.value,
        last_day_of(due, precision) if due else None,
        precision.value if due else "",
        cleaned["recurrence"],
        cleaned["offset_days"] or 0,
        cleaned["wording"],
    )


def terms_read(read: Reading, wording: str) -> Terms:
    """What was read in the words; a precision stands beside a last day only."""
    return Terms(
        read.timing.value,
        read.due,
        read.precision.value if read.precision and read.due else "",
        read.recurrence.value if read.recurrence else "",
        read.offset_days,
        wording,
    )


def fingerprint(terms: Terms) -> str:
    """What terms mean, whatever their wording; of those without a date the wording is the meaning."""
    wording = terms.wording if terms.timing == Timing.UNDATED else ""
    return f"{terms.timing}|{terms.due or ''}|{terms.precision}|{terms.recurrence}|{terms.offset_days}|{wording}"


class ConsentForm(forms.Form):
    """A coordinator consents for the own country."""

    on = forms.DateField(label=gettext_lazy("Consented on"), widget=day_input())
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=Consent._meta.get_field("basis").max_length,
        help_text=gettext_lazy("Letter number and date."),
    )


class DecisionForm(forms.Form):
    """The secretariat names the decision that agreed a revision; ``today`` is the last day that it may be of."""

    decision = forms.ModelChoiceField(Decision.objects.none(), label=gettext_lazy("Agreed by the decision"))
    decided_on = forms.DateField(label=gettext_lazy("Agreed on"), widget=day_input())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Decision.objects.select_related("meeting").exclude(meeting__earliest__gt=today)
        field: Any = self.fields["decision"]
        field.queryset = held.order_by("-meeting__earliest", "meeting", "number")
        field.label_from_instance = words_of


def words_of(decision: Decision) -> str:
    """A decision where one is chosen: of what meeting, its number and how it begins."""
    text = decision.text if len(decision.text) <= 80 else f"{decision.text[:79]}…"
    return f"{decision}: {text}"
