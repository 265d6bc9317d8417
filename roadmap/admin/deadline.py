"""The deadline on the action's form: its versions are shown, and one can be added at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import Kept, ReadOnly
from cooperation.models import User
from roadmap.admin.base import today
from roadmap.choices import DeadlineKind
from roadmap.limits import current_limits
from roadmap.models import Action, Deadline
from roadmap.permissions import can_keep_roadmaps
from roadmap.rules.deadline import Timetable
from roadmap.rules.occurrence import last_day_of
from roadmap.rules.state import action_state
from roadmap.services import deadlines
from roadmap.services.facts import facts_of, with_facts

CURRENT, FORMER, CORRECTION = _("in force"), _("replaced"), _("correction")
ANNOUNCED, OVERTAKEN = _("announced, not agreed"), _("overtaken by a later revision")


@dataclass(frozen=True)
class VersionLine:
    """One version as it stands in the history."""

    version: Deadline
    standing: Any
    agreed_on: date | None = None
    after_the_fact: bool = False
    announced: bool = False


def history_of(action: Action) -> list[VersionLine]:
    """All versions in the order of recording, each with how it stands today."""
    facts = with_facts(Action.objects.filter(pk=action.pk)).get()
    standing = action_state(facts_of(facts, current_limits()), today()).timetable
    versions = action.deadlines.select_related("decision__meeting", "corrects", "ground", "recorded_by")
    return [line_of(version, standing) for version in versions.prefetch_related("consents__country")]


def line_of(version: Deadline, history: Timetable) -> VersionLine:
    """How a version stands in a history."""
    if version.kind == DeadlineKind.CORRECTION:
        return VersionLine(version, CORRECTION)
    if step := history.step_of(version.pk):
        now = CURRENT if step is history.steps[-1] else FORMER
        return VersionLine(version, now, step.agreed_on, step.after_the_fact)
    if history.overtaken_by(version.pk):
        return VersionLine(version, OVERTAKEN)
    return VersionLine(version, ANNOUNCED, announced=True)


class VersionForm(forms.ModelForm):
    """A new version of the deadline, complete in itself."""

    class Meta:
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != DeadlineKind.ORIGINAL and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why the deadline is to change."))
        due, precision = cleaned.get("due"), cleaned.get("precision")
        if due and precision and due != last_day_of(due, precision):
            self.add_error("due", _("This is not the last day of the period that the precision names."))
        return cleaned


class VersionFormSet(BaseInlineFormSet):
    """The history, and room for one version more."""

    user: User

    def history(self) -> list[VersionLine]:
        return history_of(self.instance) if self.instance.pk else []

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "kind" not in form.fields:  # shown to a reader
            return
        versions = Deadline.objects.filter(action=self.instance.pk)
        later = [DeadlineKind.REVISION, DeadlineKind.CORRECTION]
        kinds = later if versions.exists() else [DeadlineKind.ORIGINAL]
        form.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        form.fields["kind"].initial = kinds[0]
        form.fields["corrects"].queryset = versions

    def clean(self) -> None:
        super().clean()
        if len([form for form in self.forms if form.has_changed()]) > 1:
            raise ValidationError(_("Add one version at a time."))

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Deadline:
        """Through the service, which also brings the action up to date."""
        version = form.instance
        version.action = self.instance
        return deadlines.add_version(version, timezone.now(), today(), current_limits(), self.user)


class DeadlineInline(ReadOnly, Kept, admin.StackedInline):
    """The history, and below it the form of a new version; none is changed or deleted."""

    keeps = staticmethod(can_keep_roadmaps)
    model = Deadline
    form = VersionForm
    formset = VersionFormSet
    template = "admin/roadmap/action/deadline.html"
    verbose_name = _("deadline")
    extra = max_num = 1
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "corrects"),
                    ("timing", "due", "precision"),
                    ("recurrence", "offset_days"),
                    "wording",
                    "reason",
                ],
                "description": _(
                    "A revision moves nothing until it is agreed. The last day of “first quarter of 2026” is 31 March "
                    "2026, with the precision “quarter”."
                ),
            },
        )
    ]

    def has_add_permission(self, request, obj=None):
        return self.keeps(request.user)

    def get_queryset(self, request):
        """The versions stand in the history, not in the form."""
        return super().get_queryset(request).none()

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = request.user
        if obj:
            self.verbose_name, self.classes = _("Propose a revision, or correct a slip of the pen"), ["collapse"]
        return formset
