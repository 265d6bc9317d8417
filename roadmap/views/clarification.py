"""Questions about a published report, and the verbs by which they are asked, answered and shown to everyone."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.models import User
from cooperation.permissions import Someone
from roadmap.forms.clarification import AnswerForm, QuestionForm
from roadmap.models import Clarification, ProgressReport
from roadmap.permissions import can_answer, can_ask, can_show_to_everyone, coordinates
from roadmap.services import clarifications
from roadmap.services.reporting import StateChangedError


@dataclass(frozen=True)
class Talk:
    """One question with its answer, and what the reader may do with it."""

    record: Clarification
    answer_form: AnswerForm | None
    can_show: bool


def talks_on(report: ProgressReport, user: Someone) -> list[Talk]:
    """What was asked about a report, as far as the reader may see it."""
    found = report.clarifications.known_to(user, timezone.localdate())
    return [talk_of(one, user) for one in found.select_related("country", "report__institution__country")]


def talk_of(one: Clarification, user: Someone) -> Talk:
    form = (
        AnswerForm(user=user, auto_id=f"id_{one.pk}_%s") if isinstance(user, User) and can_answer(user, one) else None
    )
    return Talk(one, form, can_show_to_everyone(user, one))


def question_form(report: ProgressReport, user: Someone) -> QuestionForm | None:
    """The form of a question, for whoever may ask one."""
    return QuestionForm(user=user) if isinstance(user, User) and can_ask(user, report) else None


@require_POST
def clarification_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator of another party asks about a published report."""
    visible = ProgressReport.objects.visible_to(request.user)
    report = get_object_or_404(visible.select_related("action__roadmap", "institution__country"), pk=pk)
    if not can_ask(request.user, report):
        raise PermissionDenied
    form = QuestionForm(request.POST, instance=Clarification(report=report), user=request.user)
    if not form.is_valid():
        return again(request, report, form)
    clarifications.ask(form.save(commit=False), request.user, timezone.now())
    messages.success(request, _("The question is put to the country whose report this is."))
    return redirect(place(report))


@require_POST
def clarification_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator of the country whose report it is answers, once."""
    one = load(request, pk)
    form = AnswerForm(request.POST, user=request.user)
    if not form.is_valid():
        return again(request, one.report, form, one)
    given = form.cleaned_data
    try:
        clarifications.answer(
            one, given["answer"], given["language"], given["to_everyone"], request.user, timezone.now()
        )
    except StateChangedError:
        messages.error(request, _("Nothing was changed: this question has been answered in the meantime."))
    else:
        messages.success(request, _("The answer is recorded. No status changes by it."))
    return redirect(place(one.report))


@require_POST
def clarification_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The answering country lets everyone see what was asked and answered."""
    one = load(request, pk)
    try:
        clarifications.show_to_everyone(one, timezone.now())
    except StateChangedError:
        messages.error(request, _("Nothing was changed: it has no answer yet, or everyone sees it already."))
    else:
        messages.success(request, _("Question and answer are shown to everyone from now on."))
    return redirect(place(one.report))


def load(request: HttpRequest, pk: int) -> Clarification:
    """The clarification, for a coordinator of the country that answers; 404 and 403 for others."""
    visible = Clarification.objects.visible_to(request.user)
    one = get_object_or_404(visible.select_related("report__action__roadmap", "report__institution__country"), pk=pk)
    if not coordinates(request.user, one.report.institution):
        raise PermissionDenied
    return one


def place(report: ProgressReport) -> str:
    """Where the questions about a report stand."""
    return f"{reverse('report', args=[report.pk])}#clarifications"


def again(
    request: HttpRequest, report: ProgressReport, form: QuestionForm | AnswerForm, one: Clarification | None = None
) -> HttpResponse:
    """A form that is not filled in well, on a page of its own, with what was written in it."""
    context = {"form": form, "report": report, "action": report.action, "clarification": one}
    return render(request, "roadmap/clarification_form.html", context)
