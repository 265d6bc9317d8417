"""Imports in the admin: a file is uploaded, what it would do is shown, and then it is confirmed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.admin.base import Kept, NeverDeleted
from cooperation.exchange.errors import RefusedError
from cooperation.exchange.table import MAX_BYTES
from cooperation.exchange.workbook import read_workbook
from roadmap.choices import ImportState
from roadmap.exchange.apply import PlanChangedError
from roadmap.exchange.asked import Request
from roadmap.exchange.planning import plan_import
from roadmap.exchange.runs import AlreadyImportedError, confirm, keep_preview, plan_of
from roadmap.limits import current_limits
from roadmap.models import ImportRun
from roadmap.permissions import can_keep_roadmaps

MAX_ROWS = 5_000
SHOWN = 200


class UploadForm(forms.ModelForm):
    """The roadmap and the file; what a file that can be read would do is worked out while the form is checked."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the columns of an export or with the headings of a ministry's plan."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    class Meta:
        model = ImportRun
        fields = ("roadmap",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in cleaned and "roadmap" in cleaned:
            self.plan_file(cleaned)
        return cleaned

    def plan_file(self, cleaned: dict[str, Any]) -> None:
        if cleaned["file"].size > MAX_BYTES:
            raise ValidationError(
                {"file": _("This file is larger than %(limit)s megabytes.") % {"limit": MAX_BYTES // 1024**2}}
            )
        self.content = cleaned["file"].read()
        try:
            sheets = read_workbook(self.content)
            if max((len(sheet.rows) for sheet in sheets), default=0) > MAX_ROWS:
                raise ValidationError(
                    {
                        "file": _(
                            "This table has more than %(limit)s rows. "
                            "Divide it, or have it imported by the command import_actions."
                        )
                        % {"limit": MAX_ROWS}
                    }
                )
            request = Request(cleaned["roadmap"].slug)
            self.plan = plan_import(sheets, request, timezone.localdate(), current_limits())
        except RefusedError as error:
            raise ValidationError({"file": [str(refusal) for refusal in error.refusals]}) from error


@admin.register(ImportRun)
class ImportRunAdmin(NeverDeleted, Kept, admin.ModelAdmin):
    """The secretariat's imports: each with its file, what it would do, and whether it was done."""

    keeps = staticmethod(can_keep_roadmaps)
    form = UploadForm
    add_form_template = "admin/roadmap/importrun/upload.html"
    fields = ("roadmap", "file")
    list_display = ("file_name", "roadmap", "state", "new", "changed", "unchanged", "recorded_by", "recorded_at")
    list_filter = ("state", ("roadmap", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("roadmap", "recorded_by")
    search_fields = ("file_name",)
    show_facets = admin.ShowFacets.ALWAYS
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return can_keep_roadmaps(request.user)

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        confirmation = self.admin_site.admin_view(self.confirm_view)
        return [path("<int:pk>/confirm/", confirmation, name="roadmap_importrun_confirm"), *super().get_urls()]

    def save_form(self, request: HttpRequest, form: UploadForm, change: bool) -> ImportRun:
        return form.save(commit=False)

    def save_model(self, request: HttpRequest, obj: ImportRun, form: UploadForm, change: bool) -> None:
        kept = keep_preview(
            obj.roadmap, form.cleaned_data["file"].name, form.content, form.plan, timezone.now(), request.user
        )
        obj.pk, obj.file_name = kept.pk, kept.file_name

    def response_add(self, request: HttpRequest, obj: ImportRun, post_url_continue: str | None = None) -> HttpResponse:
        return redirect("admin:roadmap_importrun_change", obj.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The preview of an import, worked out anew, or what an import did."""
        run = self.get_object(request, object_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": run,
            "title": run.file_name,
            "shown": SHOWN,
            "is_applied": run.state == ImportState.APPLIED,
        }
        if not context["is_applied"]:
            context |= self.preview_of(run)
        return TemplateResponse(request, "admin/roadmap/importrun/preview.html", context)

    def preview_of(self, run: ImportRun) -> dict[str, Any]:
        """What the file would do now; nothing can be confirmed where it differs from what was shown at first."""
        try:
            plan = plan_of(run, timezone.localdate(), current_limits())
        except RefusedError as error:
            return {"refusals": error.refusals}
        return {
            "plan": plan,
            "refusals": plan.refusals,
            "has_moved": bool(run.plan_digest) and plan.digest != run.plan_digest,
            "can_confirm": not plan.refusals and not plan.is_empty and plan.digest == run.plan_digest,
        }

    @method_decorator(require_POST)
    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Writes what was previewed, once."""
        if not can_keep_roadmaps(request.user):
            raise PermissionDenied
        run = ImportRun.objects.filter(pk=pk).first()
        if run is None:
            raise Http404
        try:
            plan = confirm(run, timezone.now(), timezone.localdate(), current_limits(), request.user)
        except AlreadyImportedError:
            messages.info(request, _("This file was imported already; nothing was written again."))
        except (PlanChangedError, RefusedError):
            messages.error(
                request, _("The data has changed since the preview, so nothing was imported. Upload the file again.")
            )
        else:
            self.tell(request, run, plan.new, plan.changed, plan.proposed)
        return redirect(reverse("admin:roadmap_importrun_change", args=[run.pk]))

    def tell(self, request: HttpRequest, run: ImportRun, new: list, changed: list, proposed: list) -> None:
        counts = {"new": len(new), "changed": len(changed), "proposed": len(proposed)}
        done = _("Imported: %(new)s new, %(changed)s changed, %(proposed)s proposed deadlines.")
        self.log_change(request, run, str(done % counts))
        messages.success(request, done % counts)
