"""Imports in the admin: a file is uploaded, what it would do is shown, asked and answered, and then it is confirmed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone

from cooperation.admin.base import Kept, NeverDeleted
from cooperation.exchange.errors import RefusedError
from cooperation.models import Institution
from roadmap.admin.base import today
from roadmap.admin.import_forms import UploadForm
from roadmap.admin.import_preview import SHOWN, shown_of
from roadmap.admin.import_undo import Undoing
from roadmap.admin.import_views import FOLDER
from roadmap.choices import ImportState
from roadmap.exchange.runs import keep_preview, plan_of
from roadmap.limits import current_limits
from roadmap.models import ImportRun
from roadmap.permissions import can_keep_roadmaps


@admin.register(ImportRun)
class ImportRunAdmin(Undoing, NeverDeleted, Kept, admin.ModelAdmin):
    """The secretariat's imports: each with its file, what it would do, and whether it was done."""

    keeps = staticmethod(can_keep_roadmaps)
    form = UploadForm
    add_form_template = f"{FOLDER}/upload.html"
    fields = ("roadmap", "file", "institution", "country")
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
        return [*self.urls_of_steps(), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whose plan it is: the own institution's, until something else is chosen."""
        return {"institution": request.user.institution_id, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.ModelChoiceField:
        if db_field.name == "institution":
            kwargs["queryset"] = Institution.objects.prefetch_related("names")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: UploadForm, change: bool) -> ImportRun:
        return form.save(commit=False)

    def save_model(self, request: HttpRequest, obj: ImportRun, form: UploadForm, change: bool) -> None:
        name, now = form.cleaned_data["file"].name, timezone.now()
        whose = (obj.institution, obj.country)
        kept = keep_preview(obj.roadmap, name, form.content, form.plan, now, request.user, *whose)
        obj.pk, obj.file_name = kept.pk, kept.file_name
        obj.is_understood = form.plan is not None

    def response_add(self, request: HttpRequest, obj: ImportRun, post_url_continue: str | None = None) -> HttpResponse:
        """To what the file would do, or first to its columns where nobody can tell."""
        return redirect(f"admin:roadmap_importrun_{'change' if obj.is_understood else 'columns'}", obj.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The preview of an import, worked out anew, or what an import did."""
        run = self.get_object(request, object_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        is_open = run.state == ImportState.PREVIEWED
        context = {"shown": SHOWN, "is_open": is_open, "is_applied": run.state == ImportState.APPLIED}
        context |= self.preview_of(run) if is_open else {"entries": self.entries_of(run)}
        return self.page(request, run, "preview", **context)

    def entries_of(self, run: ImportRun) -> Any:
        """Who did what with it, and when."""
        entries = LogEntry.objects.filter(content_type=get_content_type_for_model(run), action_flag=CHANGE)
        return entries.filter(object_id=run.pk).select_related("user").order_by("action_time")

    def preview_of(self, run: ImportRun) -> dict[str, Any]:
        """What the file would do now; nothing can be confirmed where it differs from what was shown at first."""
        try:
            plan = plan_of(run, today(), current_limits())
        except RefusedError as error:
            return {"refusals": error.refusals}
        would_write = plan.is_ready and not plan.is_empty
        return {
            **shown_of(plan),
            "plan": plan,
            "refusals": plan.refusals,
            "has_moved": would_write and plan.digest != run.plan_digest,
            "can_confirm": would_write and plan.digest == run.plan_digest,
        }
