"""Rounds are opened on a page of the workspace, and called off by a verb."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cooperation.models import Country
from roadmap.forms.round import RoundForm
from roadmap.limits import current_limits
from roadmap.models import ReportingRound, Roadmap
from roadmap.permissions import can_open_domestic_round, can_open_round, keeps_round
from roadmap.services import rounds


@never_cache
@login_required
def round_open(request: HttpRequest, slug: str) -> HttpResponse:
    """A new round: of all parties by the secretariat, of the own country by its coordinator."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.user), slug=slug)
    one = ReportingRound(roadmap=roadmap, country=country_for(request, roadmap))
    form = RoundForm(request.POST or None, instance=one, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and opened(request, form):
        messages.success(request, _("The round is recorded. Its days stay as they are."))
        return redirect("round", roadmap.slug, one.pk)
    return render(request, "roadmap/round_form.html", {"form": form, "roadmap": roadmap, "country": one.country})


def country_for(request: HttpRequest, roadmap: Roadmap) -> Country | None:
    """Whose round the user opens: nobody's alone, or the own country's. Raises PermissionDenied."""
    if can_open_round(request.user, roadmap):
        return None
    if can_open_domestic_round(request.user, roadmap):
        return request.user.country
    raise PermissionDenied


def opened(request: HttpRequest, form: RoundForm) -> bool:
    """Opens the round of a valid form; what is refused is told at its field."""
    try:
        rounds.open_round(form.save(commit=False), request.user, timezone.now(), timezone.localdate(), current_limits())
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@require_POST
def round_call_off(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Calls a round off; the reports that were given in it stay."""
    visible = Roadmap.objects.visible_to(request.user)
    one = get_object_or_404(
        ReportingRound.objects.select_related("roadmap"), pk=pk, roadmap__in=visible, roadmap__slug=slug
    )
    if not keeps_round(request.user, one):
        raise PermissionDenied
    try:
        rounds.call_off(one, request.user, timezone.now(), timezone.localdate(), current_limits())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The round has been called off. The reports that were given in it stay."))
    return redirect("round", slug, pk)
