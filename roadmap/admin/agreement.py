"""An announced revision of a deadline is agreed: by a decision, or by the consent of every country that leads."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.models import Decision
from roadmap.admin.base import today
from roadmap.choices import DeadlineKind
from roadmap.limits import current_limits
from roadmap.models import Consent, Deadline
from roadmap.permissions import can_keep_roadmaps, coordinates_lead
from roadmap.services import deadlines


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DecisionForm(forms.Form):
    """The secretariat names the decision that agreed a revision."""

    decision = forms.ModelChoiceField(Decision.objects.select_related("meeting"), label=gettext_lazy("Agreed by"))
    decided_on = day_field(gettext_lazy("Agreed on"))

    def save(self, version: Deadline, request: HttpRequest) -> None:
        decision, day = self.cleaned_data["decision"], self.cleaned_data["decided_on"]
        deadlines.agree_by_decision(version, decision, day, timezone.now(), today(), current_limits())


class ConsentForm(forms.Form):
    """A coordinator consents for the own country."""

    on = day_field(gettext_lazy("Consented on"))
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=Consent._meta.get_field("basis").max_length,
        required=False,
        help_text=gettext_lazy("Letter number and date."),
    )

    def save(self, version: Deadline, request: HttpRequest) -> None:
        user = request.user
        deadlines.consent(
            version,
            user.country,
            self.cleaned_data["on"],
            self.cleaned_data["basis"],
            timezone.now(),
            today(),
            current_limits(),
            user,
        )


def form_for(request: HttpRequest, version: Deadline) -> type[forms.Form]:
    """What the user can give; raises PermissionDenied for everyone else."""
    if can_keep_roadmaps(request.user):
        return DecisionForm
    if coordinates_lead(request.user, version.action):
        return ConsentForm
    raise PermissionDenied


def agree(request: HttpRequest, object_id: str, version_id: int) -> HttpResponse:
    """Asks for the decision or the consent, records it, and returns to the action."""
    revisions = Deadline.objects.filter(kind=DeadlineKind.REVISION, action__pk=object_id)
    version = get_object_or_404(revisions.select_related("action__roadmap"), pk=version_id)
    form = form_for(request, version)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(version, request)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The agreement is recorded."))
            return redirect("admin:roadmap_action_change", object_id)
    context = {
        **admin.site.each_context(request),
        "title": _("Agreement on the revision"),
        "opts": version.action._meta,
        "original": version.action,
        "version": version,
        "consents": version.consents.select_related("country"),
        "form": form,
    }
    return TemplateResponse(request, "admin/roadmap/action/agree.html", context)
