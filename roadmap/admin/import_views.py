"""The pages of an import between its upload and its end: columns, questions, remarks, confirmation."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.files import CONTENT_TYPES
from roadmap.admin.base import today
from roadmap.admin.import_answers import answered, forms_of, mark_of, rest_of, with_answers
from roadmap.admin.import_forms import ColumnsForm, PlaceForm, check_length
from roadmap.choices import ImportState
from roadmap.exchange.annotated import annotated
from roadmap.exchange.apply import PlanChangedError
from roadmap.exchange.institutions import Directory
from roadmap.exchange.layout import lay_out
from roadmap.exchange.plan import Plan
from roadmap.exchange.questions import Answers, Question
from roadmap.exchange.runs import (
    AlreadyImportedError,
    AnsweredMeanwhileError,
    answer,
    confirm,
    plan_of,
    request_of,
    said_so_far,
    sheets_of,
)
from roadmap.limits import current_limits
from roadmap.models import ImportRun
from roadmap.permissions import can_keep_roadmaps

PER_PAGE = 50
FOLDER = "admin/roadmap/importrun"
View = Callable[..., HttpResponse]


def by_get_or_post(view: View) -> Any:
    return method_decorator(require_http_methods(["GET", "HEAD", "POST"]))(view)


class Steps:
    """Stands before ``ModelAdmin``; each page is the secretariat's alone."""

    admin_site: Any
    opts: Any
    log_change: Callable[..., Any]

    def urls_of_steps(self) -> list[URLPattern]:
        views = {
            "columns": self.columns_view,
            "questions": self.questions_view,
            "remarks": self.remarks_view,
            "renew": self.renew_view,
            "confirm": self.confirm_view,
        }
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"roadmap_importrun_{name}")
            for name, view in views.items()
        ]

    def run_for(self, request: HttpRequest, pk: int) -> ImportRun:
        """Raises PermissionDenied, Http404."""
        if not can_keep_roadmaps(request.user):
            raise PermissionDenied
        run = ImportRun.objects.select_related("roadmap", "institution", "country", "recorded_by").filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    def page(self, request: HttpRequest, run: ImportRun, name: str, **more: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": run, "title": str(run)}
        return TemplateResponse(request, f"{FOLDER}/{name}.html", {**context, "seen": said_so_far(run), **more})

    def to(self, name: str, run: ImportRun) -> HttpResponse:
        return redirect(f"admin:roadmap_importrun_{name}", run.pk)

    def too_late(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        """Tells whoever comes second that somebody was there before."""
        messages.info(request, _("This file was imported already; nothing was written again."))
        return self.to("change", run)

    def told_of_another(self, request: HttpRequest) -> None:
        messages.error(
            request,
            _("Somebody else has answered meanwhile, so nothing was saved. Look at it once more, and save again."),
        )

    # Columns ----------------------------------------------------------------------------------------------------------

    @by_get_or_post
    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Where the table stands in the file, and what each column is."""
        run = self.run_for(request, pk)
        if run.state != ImportState.PREVIEWED:
            return self.too_late(request, run)
        sheets, asked = sheets_of(run), request_of(run)
        data = request.POST or (request.GET if "header" in request.GET else None)
        layout = lay_out(sheets, asked)
        place = PlaceForm(data, sheets=sheets, initial={"sheet": layout.sheet.title, "header": layout.header[0]})
        if data is not None and place.is_valid():
            asked = replace(asked, answers=place.answers(asked.answers))
            layout = lay_out(sheets, asked)
        form = ColumnsForm(request.POST or None, layout=layout)
        if request.method == "POST" and place.is_valid() and form.is_valid():
            answers = replace(asked.answers, columns=form.told)
            self.check_columns(form, lay_out(sheets, replace(asked, answers=answers)))
            if form.is_valid() and self.take(request, run, answers) is not None:
                return self.to("change", run)
            run.refresh_from_db()
        return self.page(request, run, "columns", form=form, place=place, layout=layout)

    def check_columns(self, form: ColumnsForm, layout: Any) -> None:
        """Whether a table with these columns can be planned."""
        try:
            check_length(layout)
        except ValidationError as error:
            form.add_error(None, error)
        if layout.problem:
            form.add_error(None, layout.problem.in_sheet())

    def take(self, request: HttpRequest, run: ImportRun, answers: Answers) -> tuple[Plan | None] | None:
        """Keeps answers; nothing where somebody has answered since they were shown."""
        try:
            return (answer(run, answers, today(), current_limits(), request.POST.get("seen", "")),)
        except AnsweredMeanwhileError:
            self.told_of_another(request)
        except AlreadyImportedError:
            self.told_of_another(request)
        return None

    # Questions --------------------------------------------------------------------------------------------------------

    @by_get_or_post
    def questions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What nobody guesses, with the choices; what was answered can be asked again."""
        run = self.run_for(request, pk)
        if run.state != ImportState.PREVIEWED:
            return self.too_late(request, run)
        try:
            plan = plan_of(run, today(), current_limits())
        except RefusedError:
            return self.to("columns", run)
        if request.method != "POST":
            page = Paginator(plan.questions, PER_PAGE).get_page(request.GET.get("page"))
            return self.ask(request, run, plan, forms_of(page.object_list, plan, run), page)
        forms = forms_of(shown(plan.questions, request.POST), plan, run, request.POST)
        valid = [form.is_valid() for form in forms]
        if all(valid):
            given = [(form.question, form.answer) for form in forms if form.answer is not None]
            said = {question.key for question, _answer in given}
            rest = [one for one in rest_of(plan, request.POST.get("rest", "")) if one[0].key not in said]
            answers = with_answers(Answers.of(run.answers), [*rest, *given], request.POST.getlist("forget"))
            if (taken := self.take(request, run, answers)) is not None:
                return self.to("questions" if taken[0] and taken[0].questions else "change", run)
            run.refresh_from_db()
        return self.ask(request, run, plan, forms, None)

    def ask(self, request: HttpRequest, run: ImportRun, plan: Plan, forms: list[Any], page: Any) -> HttpResponse:
        kinds = {question.kind for question in plan.questions}
        return self.page(
            request, run, "questions",
            plan=plan, forms=forms, page=page, kinds=kinds,
            answered=answered(Answers.of(run.answers)),
            names=names_in(plan.known.directory) if "institutions" in kinds else (),
            wrong=[form for form in forms if form.is_bound and form.errors],
        )  # fmt: skip

    # What is given back and what is written ---------------------------------------------------------------------------

    @method_decorator(require_GET)
    def remarks_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file with remarks on its cells, to be sent back."""
        run = self.run_for(request, pk)
        try:
            content = annotated(plan_of(run, today(), current_limits()))
        except RefusedError:
            return self.to("change", run)
        name = _("%(file)s with remarks.xlsx") % {"file": PurePath(run.file_name).stem}
        headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
        return HttpResponse(content, CONTENT_TYPES["xlsx"], headers=headers)

    @method_decorator(require_POST)
    def renew_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Takes what the file would do now as what was previewed."""
        run = self.run_for(request, pk)
        try:
            answer(run, Answers.of(run.answers), today(), current_limits())
        except AlreadyImportedError:
            return self.too_late(request, run)
        return self.to("change", run)

    @method_decorator(require_POST)
    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Writes what was previewed, once."""
        run = self.run_for(request, pk)
        try:
            seen = request.POST.get("digest", "")
            plan = confirm(run, timezone.now(), today(), current_limits(), request.user, seen)
        except AlreadyImportedError:
            return self.too_late(request, run)
        except (PlanChangedError, RefusedError):
            messages.error(
                request, _("The data has changed since the preview, so nothing was imported. Look at it once more.")
            )
        else:
            counts = {"new": len(plan.new), "changed": len(plan.changed), "proposed": len(plan.proposed)}
            done = _("Imported: %(new)s new, %(changed)s changed, %(proposed)s proposed deadlines.") % counts
            self.log_change(request, run, done)
            messages.success(request, done)
        return self.to("change", run)


def shown(questions: list[Question], data: Any) -> list[Question]:
    """Those that stood in a form that was sent."""
    marks = {name.partition("-")[0] for name in data}
    return [question for question in questions if mark_of(question.kind, question.key) in marks]


def names_in(directory: Directory) -> list[tuple[str, str]]:
    """Codes and names of those who may be meant, by name."""
    found = ((code, directory.name_of(code)) for code in (*directory.countries, *directory.institutions))
    return sorted(found, key=lambda one: one[1])
