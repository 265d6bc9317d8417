"""A coordinator withholds what law requires: the texts of a published report, or one of its documents."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.models import User
from roadmap.forms.withholding import WithholdingForm
from roadmap.models import Evidence, ProgressReport
from roadmap.permissions import can_withhold
from roadmap.services.withholding import WithheldAlreadyError, withhold_document, withhold_texts
from roadmap.views.report import load

Withhold = Callable[[Any, str, User, datetime, date], Any]


@never_cache
def report_withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of a report; its status, percent and days stay."""
    report = load(request, pk)
    return asked(request, report, report, withhold_texts)


@never_cache
def evidence_withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """One document."""
    visible = Evidence.objects.visible_to(request.user).select_related("report__action__roadmap", "report__institution")
    document = get_object_or_404(visible, pk=pk)
    return asked(request, document.report, document, withhold_document)


def asked(
    request: HttpRequest, report: ProgressReport, record: ProgressReport | Evidence, withhold: Withhold
) -> HttpResponse:
    """Asks for the ground, and withholds on it."""
    if not can_withhold(request.user, report):
        raise PermissionDenied
    form = WithholdingForm(request.POST or None)
    if record.withheld_on is None and not (request.method == "POST" and form.is_valid()):
        document = record if isinstance(record, Evidence) else None
        context = {"form": form, "report": report, "action": report.action, "document": document}
        return render(request, "roadmap/withholding_form.html", context)
    try:
        if record.withheld_on is not None:
            raise WithheldAlreadyError
        withhold(record, form.cleaned_data["ground"], request.user, timezone.now(), timezone.localdate())
    except WithheldAlreadyError:
        messages.error(request, _("Nothing was changed: it has been withheld in the meantime."))
    else:
        messages.success(request, _("It is withheld. The day, the ground and the checksum stay on record."))
    return redirect("report", report.pk)
