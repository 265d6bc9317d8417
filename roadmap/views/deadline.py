"""A revision of a deadline: the form in which it is proposed, its page, and the verbs by which it is agreed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from roadmap.choices import DeadlineKind
from roadmap.exchange.terms import standing_of
from roadmap.forms.deadline import ConsentForm, DecisionForm, ProposalForm
from roadmap.limits import current_limits
from roadmap.models import Action, Deadline
from roadmap.permissions import (
    can_consent,
    can_keep_roadmaps,
    can_name_decision,
    can_propose_deadline,
    coordinates_lead,
)
from roadmap.services import deadlines
from roadmap.services.facts import with_facts
from roadmap.views.story import Story


@never_cache
@login_required
def deadline_propose(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Another deadline, with the reason: shown as it was understood, then announced."""
    visible = Action.objects.visible_to(request.user).select_related("roadmap")
    action = get_object_or_404(visible, roadmap__slug=slug, code=code.replace("\0", ""))
    if not can_propose_deadline(request.user, action):
        raise PermissionDenied
    now, today, limits = timezone.now(), timezone.localdate(), current_limits()
    standing = standing_of(Action.objects.filter(pk=action.pk), today, limits)
    current = standing[action.pk].current if action.pk in standing else None
    form = ProposalForm(request.POST or None, current=current)
    if request.method == "POST" and form.is_valid() and form.terms and form.is_understood:
        version = Deadline(action=action, reason=form.cleaned_data["reason"], **form.terms.columns)
        try:
            deadlines.add_version(version, now, today, limits, request.user)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The revision is announced. It moves nothing until it is agreed."))
            return redirect("deadline", version.pk)
    context = {"form": form, "action": action, "story": story_of(action.pk)}
    return render(request, "roadmap/deadline_form.html", context)


@require_safe
@never_cache
def deadline_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How a revision stands, and what the reader can give to its agreement."""
    return page(request, load(request, pk))


@require_POST
def deadline_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator consents for the own country."""
    version, user = load(request, pk), request.user
    if not coordinates_lead(user, version.action):
        raise PermissionDenied
    form = ConsentForm(request.POST)

    def record() -> None:
        on, basis = form.cleaned_data["on"], form.cleaned_data["basis"]
        now, today, limits = timezone.now(), timezone.localdate(), current_limits()
        deadlines.consent(version, user.country, on, basis, now, today, limits, user)

    return agreed(request, version, form, record, _("The consent is recorded."), consent_form=form)


@require_POST
def deadline_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat names the decision that agreed a revision."""
    version = load(request, pk)
    if not can_keep_roadmaps(request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST, today=timezone.localdate())

    def record() -> None:
        decision, day = form.cleaned_data["decision"], form.cleaned_data["decided_on"]
        deadlines.agree_by_decision(version, decision, day, timezone.now(), timezone.localdate(), current_limits())

    return agreed(request, version, form, record, _("The revision is agreed: it is in force."), decision_form=form)


def agreed(
    request: HttpRequest, version: Deadline, form: Form, record: Callable[[], None], words: str, **forms: Form
) -> HttpResponse:
    """Records what a valid form gives, and goes back to the page; or shows there what is wrong with it."""
    if form.is_valid():
        try:
            record()
        except ValidationError as refused:
            refuse(form, refused)
        else:
            messages.success(request, words)
            return redirect("deadline", version.pk)
    return page(request, version, **forms)


def refuse(form: Form, refused: ValidationError) -> None:
    """Says at its field what was refused, where the form has that field."""
    for name, said in getattr(refused, "message_dict", {"": refused.messages}).items():
        form.add_error(name if name in form.fields else None, said)


def load(request: HttpRequest, pk: int) -> Deadline:
    """The revision, if the user may see its action; 404 otherwise."""
    revisions = Deadline.objects.visible_to(request.user).filter(kind=DeadlineKind.REVISION)
    return get_object_or_404(revisions.select_related("action__roadmap"), pk=pk)


def story_of(action: int) -> Story:
    """The action as it stands today, with the records of its deadlines."""
    loaded = with_facts(Action.objects.filter(pk=action).select_related("direction")).prefetch_related(
        "deadlines__decision__meeting",
        "deadlines__recorded_by__institution__country",
        "deadlines__consents__recorded_by",
    )
    return Story(loaded.get(), timezone.localdate(), None, current_limits())


def page(
    request: HttpRequest,
    version: Deadline,
    consent_form: Form | None = None,
    decision_form: Form | None = None,
) -> HttpResponse:
    """The page of a revision, with the forms that the reader can fill in, or has not filled in well."""
    user, today = request.user, timezone.localdate()
    story = story_of(version.action_id)
    move = story.moves.move(version.pk)
    is_open = move in (*story.moves.announced, *story.moves.overtaken)
    context: dict[str, Any] = {"version": version, "action": version.action, "story": story, "move": move}
    context["is_announced"] = move in story.moves.announced
    if is_open and can_consent(user, version):
        context["consent_form"] = consent_form or ConsentForm(initial={"on": today})
    if is_open and can_name_decision(user, version):
        context["decision_form"] = decision_form or DecisionForm(today=today)
    given = consent_form or decision_form
    if given and given not in context.values():  # someone else was quicker, and nothing is left to fill in
        for said in given.errors.values():
            messages.error(request, " ".join(said))
    return render(request, "roadmap/deadline_detail.html", context)
