"""Two people at once in the admin: whoever saves second is told what the first one did, and nothing is lost."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.forms.meanwhile import refusals, show_stored
from cooperation.models.occasion import DELETED, noting
from cooperation.services.meanwhile import ChangedMeanwhileError, Part, check_unchanged, opened_with

CARRIED = "opened_with"


class OneAfterTheOther:
    """Refuses to save over what someone else has changed; a second, deliberate save goes through."""

    model: Any
    opts: Any

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One save is one occasion, on which what the form shows is locked."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]  # of ModelAdmin
        with noting(timezone.now(), request.user):
            if object_id is not None and (gone := self.deletion_of(unquote(object_id))):
                messages.error(request, gone)
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            if object_id is not None:
                request.refused = self.refusal(request, unquote(object_id))  # type: ignore[attr-defined]  # ours
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]  # of ModelAdmin

    def deletion_of(self, object_id: str) -> str:
        """What to say of a record that has been deleted in the meantime; nothing of one that is there or never was."""
        if not hasattr(self.model, "history"):
            return ""
        try:
            key = self.model._meta.pk.to_python(object_id)
        except ValidationError:
            return ""
        entry = self.model.history.filter(id=key).select_related("history_user").first()
        if entry is None or entry.history_type != DELETED:
            return ""
        return _("Nothing was saved: %(who)s deleted this record on %(day)s.") % {
            "who": entry.history_user or _("somebody"),
            "day": date_format(timezone.localtime(entry.history_date), "DATETIME_FORMAT"),
        }

    def refusal(self, request: HttpRequest, object_id: str) -> ChangedMeanwhileError | None:
        """Why a form may not be saved: someone else has changed what it shows."""
        parts = self.parts_of(request, self.get_object(request, object_id))  # type: ignore[attr-defined]  # of ModelAdmin
        try:
            check_unchanged(parts, request.POST.get(CARRIED, "") if parts else "")
        except ChangedMeanwhileError as changed:
            return changed
        return None

    def parts_of(self, request: HttpRequest, record: Any) -> list[Part]:
        """What the user can change in the form: the record, and what belongs to it; nothing for a reader."""
        if not hasattr(self.model, "history") or not self.has_change_permission(request, record):  # type: ignore[attr-defined]  # of ModelAdmin
            return []
        parts = [Part(self.model, {"id": record.pk})]
        for inline in self.get_inline_instances(request, record):  # type: ignore[attr-defined]  # of ModelAdmin
            if inline.has_change_permission(request, record) or inline.has_add_permission(request, record):
                owner = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
                parts.append(Part(inline.model, {owner.name: record.pk}))
        return parts

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A form that may not be saved is not valid, whatever it holds."""
        form_class = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]  # of ModelAdmin
        refused = getattr(request, "refused", None)
        return form_class if refused is None else refusing(form_class, refused)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The form carries what it was opened with; a refused one shows both versions, and carries what is stored."""
        if record := kwargs.get("obj"):
            refused = getattr(request, "refused", None)
            if refused is not None:
                show_both(context)
            anew = refused is not None or request.method != "POST"
            carried = opened_with(self.parts_of(request, record)) if anew else request.POST.get(CARRIED, "")
            context |= {CARRIED: carried}
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]  # of ModelAdmin


def refusing(form_class: Any, refused: ChangedMeanwhileError) -> Any:
    """A form that says who was quicker."""

    class RefusedForm(form_class):  # type: ignore[misc]  # made at run time
        def clean(self) -> dict[str, Any] | None:
            cleaned = super().clean()
            self.add_error(None, refusals(refused.changes))
            return cleaned

    return RefusedForm


def show_both(context: dict[str, Any]) -> None:
    """Sets what is stored now beside what was written, in the form and in the rows of its inlines."""
    show_stored(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        for form in inline.formset.initial_forms:
            if form.instance.pk is None:
                gone = _("This row has been deleted in the meantime. Copy what you need, and open the record anew.")
                form.add_error(None, gone)
            else:
                show_stored(form)
