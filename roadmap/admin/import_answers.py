"""What a file leaves open, as small forms: one for each question, and the answers that were given."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.institutions import AmbiguousNameError, UnknownNameError, told
from roadmap.exchange.plan import Plan
from roadmap.exchange.questions import NEW, Answers, Question
from roadmap.exchange.remarks import question_words
from roadmap.models import ImportRun
from roadmap.rules.occurrence import last_day_of

OTHER = "?"  # no code of an institution or a direction that anybody has
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2199, 12, 31)
UNDATED = {"timing": Timing.UNDATED.value}


def mark_of(kind: str, key: str) -> str:
    """Under which a question stands in a form, whatever its text."""
    return hashlib.sha256(f"{kind} {key}".encode()).hexdigest()[:16]


class QuestionForm(forms.Form):
    """One question; left empty, it stays open."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, prefix=mark_of(question.kind, question.key), **kwargs)
        self.question = question
        self.asked, _advice = question_words(question)

    @property
    def reason(self) -> str:
        """What is wrong with the text, beyond that nobody can tell what it means."""
        return self.question.refusal.message if self.question.refusal and self.question.kind == "deadlines" else ""

    @property
    def answer(self) -> Any:
        """As it is kept; nothing where the question stays open."""
        raise NotImplementedError


class DayField(forms.DateField):
    """A day of a plan, within what calendars of plans can mean."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


class DeadlineForm(QuestionForm):
    """What a wording means: a last day, a period, or no date."""

    template_name = "admin/roadmap/importrun/_deadline_question.html"
    how = forms.ChoiceField(
        label=gettext_lazy("It means"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Timing.DATED.value, gettext_lazy("done once, by a day")),
            (Timing.RECURRING.value, gettext_lazy("done again in every period")),
            (Timing.CONTINUOUS.value, gettext_lazy("done all the time")),
            (Timing.UNDATED.value, gettext_lazy("no date: only the wording is kept")),
        ],
    )
    due = DayField(label=gettext_lazy("Last day"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("Known to the"),
        required=False,
        choices=Precision.choices,
        help_text=gettext_lazy("Of a month, a quarter, a half-year or a year, its last day is taken."),
    )
    recurrence = forms.ChoiceField(
        label=gettext_lazy("Period"), required=False, choices=[("", "—"), *Recurrence.choices]
    )
    until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: to the end of the roadmap.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due, recurrence = cleaned.get("due"), cleaned.get("recurrence")
        if not cleaned.get("how"):
            cleaned["how"] = Timing.DATED.value if due else Timing.RECURRING.value if recurrence else ""
        if cleaned["how"] == Timing.DATED and not due and "due" not in self.errors:
            self.add_error("due", _("Write the last day."))
        if cleaned["how"] == Timing.RECURRING and not recurrence:
            self.add_error("recurrence", _("Choose the period."))
        return cleaned

    @property
    def answer(self) -> dict[str, str] | None:
        """The cells of a deadline."""
        said = self.cleaned_data
        if said["how"] == Timing.DATED:
            precision = Precision(said["precision"] or Precision.DAY)
            due = last_day_of(said["due"], precision)
            return {"timing": said["how"], "deadline": due.isoformat(), "deadline_precision": precision.value}
        if said["how"] == Timing.RECURRING:
            until = {"deadline": said["until"].isoformat()} if said["until"] else {}
            return {"timing": said["how"], "recurrence": said["recurrence"], **until}
        return {"timing": said["how"]} if said["how"] else None


class NameForm(QuestionForm):
    """Whom or what a name means: one that is like it, another one, or something new."""

    template_name = "admin/roadmap/importrun/_name_question.html"
    choice = forms.ChoiceField(label=gettext_lazy("It is"), required=False, widget=forms.RadioSelect)
    other: forms.Field

    def __init__(self, *args: Any, plan: Plan, run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.run = plan, run
        near = [(code, f"{name} ({code})") for code, name in self.question.near]
        new = [(NEW, self.new_label)] if self.may_be_new else []
        self.fields["choice"].choices = [*near, (OTHER, self.other_label), *new]
        self.fields["other"].label = self.other_label

    other_label = gettext_lazy("another one")
    other_value = OTHER
    new_label = ""
    may_be_new = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("choice") and cleaned.get("other"):
            cleaned["choice"] = OTHER
        if cleaned.get("choice") == OTHER:
            cleaned["found"] = self.code_of(cleaned.get("other", ""))
        return cleaned

    def code_of(self, other: str) -> str:
        if not other:
            self.add_error("other", _("Say which one."))
        return other

    @property
    def answer(self) -> str | None:
        choice = self.cleaned_data["choice"]
        return (self.cleaned_data["found"] if choice == OTHER else choice) or None


class InstitutionForm(NameForm):
    other_label = gettext_lazy("another one, by its code or name")
    other = forms.CharField(
        required=False, max_length=300, widget=forms.TextInput(attrs={"list": "institutions", "autocomplete": "off"})
    )

    @property
    def new_label(self) -> str:
        if self.run.country is None:
            return _("a new international institution")
        return _("a new institution, in %(country)s") % {"country": self.run.country}

    @cached_property
    def may_be_new(self) -> bool:
        """Not where several bear the name: one more would not tell them apart."""
        return not self.plan.known.directory.knows(self.question.text)

    def code_of(self, other: str) -> str:
        """By code or by any name."""
        if not super().code_of(other):
            return ""
        try:
            return self.plan.known.directory.resolve(other)
        except (UnknownNameError, AmbiguousNameError) as error:
            self.add_error("other", " ".join(told(error)))
            return ""


class DirectionForm(NameForm):
    other = forms.ChoiceField(required=False)
    new_label = gettext_lazy("a new direction of the roadmap")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.plan.known
        titles = ((code, f"{code}. {known.direction_titles.get(code, '')}") for code in known.directions)
        self.fields["other"].choices = [("", "—"), *titles]


def rest_of(plan: Plan, kind: str) -> list[tuple[Question, Any]]:
    """The same answer to all open questions of a kind that can have it: no date, or something new."""
    knows = plan.known.directory.knows
    open_ones = [one for one in plan.questions if one.kind == kind and not (kind == "institutions" and knows(one.text))]
    return [(one, UNDATED if kind == "deadlines" else NEW) for one in open_ones]


FORMS = {"deadlines": DeadlineForm, "institutions": InstitutionForm, "directions": DirectionForm}


def forms_of(questions: Iterable[Question], plan: Plan, run: ImportRun, data: Any = None) -> list[QuestionForm]:
    """A form for each question."""
    made = []
    for question in questions:
        context = {} if question.kind == "deadlines" else {"plan": plan, "run": run}
        made.append(FORMS[question.kind](data, question=question, **context))
    return made


def with_answers(before: Answers, given: Iterable[tuple[Question, Any]], forgotten: Iterable[str] = ()) -> Answers:
    """The answers with those that were given now, and without those that are to be asked again."""
    kept = {kind: dict(getattr(before, kind)) for kind in FORMS}
    gone = set(forgotten)
    for kind, answers in kept.items():
        kept[kind] = {key: value for key, value in answers.items() if mark_of(kind, key) not in gone}
    for question, answer in given:
        if answer is not None:
            kept[question.kind][question.key] = answer
    return replace(before, **kept)


def answered(answers: Answers) -> list[dict[str, str]]:
    """What was answered, for a list from which an answer can be taken back."""
    return [
        {"mark": mark_of(kind, key), "text": key or _("without a direction"), "answer": words(value)}
        for kind in FORMS
        for key, value in getattr(answers, kind).items()
    ]


def words(answer: str | Mapping[str, str]) -> str:
    """An answer as it is read."""
    if isinstance(answer, str):
        return _("new") if answer == NEW else answer
    parts = [
        str(Recurrence(answer["recurrence"]).label if answer.get("recurrence") else Timing(answer["timing"]).label)
    ]
    if answer.get("deadline"):
        parts.append(date_format(date.fromisoformat(answer["deadline"])))
    if answer.get("deadline_precision"):
        parts.append(str(Precision(answer["deadline_precision"]).label))
    return " · ".join(parts)
