from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import (
    InSomeLanguage,
    Kept,
    NeverDeleted,
    ReadOnly,
    TranslatedAdmin,
    TranslatedInline,
    texts,
)
from roadmap.admin.base import FixedOnceRecorded, Recording, today
from roadmap.admin.deadline import DeadlineInline
from roadmap.admin.list_filters import CountryFilter, FreshnessFilter, ScheduleFilter, StatusFilter
from roadmap.admin.marks import mark
from roadmap.admin.report import report_link
from roadmap.choices import Schedule, Status
from roadmap.exchange.export import export_actions
from roadmap.limits import current_limits
from roadmap.models import Action, Direction, Ending, Milestone, ProgressReport, Responsibility
from roadmap.permissions import can_export_all, can_keep_roadmaps
from roadmap.templatetags.progress import deadline_of


class ActionForm(InSomeLanguage):
    """The direction says to which roadmap a new action belongs."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        direction = cleaned.get("direction")
        if direction and self.instance.pk is None:
            self.instance.roadmap = direction.roadmap
            if Action.objects.filter(roadmap=direction.roadmap, code=cleaned.get("code")).exists():
                self.add_error("code", _("This roadmap has an action with that code already."))
        return cleaned


class ResponsibilityForm(FixedOnceRecorded):
    may_be_added = {"until"}


class ResponsibilityInline(NeverDeleted, Kept, admin.TabularInline):
    """Who leads, supports and funds; whoever leaves gets the day until which the part was held."""

    keeps = staticmethod(can_keep_roadmaps)
    model = Responsibility
    form = ResponsibilityForm
    fields = ["part", "institution", "country", "since", "until", "mark", "contact"]
    readonly_fields = ["mark", "contact"]  # as the imported plan has them
    autocomplete_fields = ["institution", "country"]
    extra = 0

    def get_queryset(self, request):
        parts = super().get_queryset(request).select_related("institution", "country")
        return parts.prefetch_related("institution__names")


class MilestoneInline(NeverDeleted, TranslatedInline):
    """The steps on the way; one that is recorded stays, as reports name it."""

    keeps = staticmethod(can_keep_roadmaps)
    model = Milestone
    fieldsets = [
        (None, {"fields": [("number", "due", "precision"), "wording"]}),
        texts(_("Title"), "title"),
    ]


class EndingInline(ReadOnly, Kept, admin.TabularInline):
    """What only a decision can say: withdrawn, carried over, not achieved."""

    keeps = staticmethod(can_keep_roadmaps)
    model = Ending
    fields = ["outcome", "country", "decision", "on"]
    autocomplete_fields = ["country", "decision"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return self.keeps(request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country", "decision__meeting")


class ReportInline(ReadOnly, Kept, admin.TabularInline):
    """What may be seen of the reports; they are written and published in the workspace."""

    model = ProgressReport
    fields = readonly_fields = ["institution", "state", "as_at", "status", "link"]
    extra = 0

    def get_queryset(self, request):
        reports = ProgressReport.objects.visible_to(request.user)
        return reports.select_related("institution").prefetch_related("institution__names")

    @admin.display(description=_("page"))
    def link(self, report: ProgressReport) -> str:
        return report_link(report)


@admin.register(Action)
class ActionAdmin(NeverDeleted, Recording, TranslatedAdmin):
    """Actions with their parties, deadlines, milestones and reports in one form."""

    keeps = staticmethod(can_keep_roadmaps)
    form = ActionForm
    list_display = ["code", "short_title", "status_mark", "schedule_mark", "due", "slip", "lead", "reported"]
    list_display_links = ["code", "short_title"]
    list_filter = [
        ("roadmap", admin.RelatedOnlyFieldListFilter),
        StatusFilter,
        ScheduleFilter,
        FreshnessFilter,
        CountryFilter,
    ]
    list_per_page = 50
    autocomplete_fields = ["provisions", "sites", "decisions"]
    readonly_fields = ["status_mark", "schedule_mark", "due", "slip", "percent", "reported", "by_country"]
    place = (None, {"fields": ["direction", ("code", "number", "position")]})
    told = [
        texts(_("Title"), "title"),
        (None, {"fields": [("starts_on", "visibility"), "provisions", "sites", "decisions"]}),
        texts(_("Expected result"), "expected_result", folded=True),
        texts(_("Form of completion"), "completion_form", folded=True),
        texts(_("Description"), "description", folded=True),
    ]
    stands = (
        _("As it stands today"),
        {"fields": [("status_mark", "schedule_mark", "percent"), ("due", "slip", "reported"), "by_country"]},
    )
    inlines = [DeadlineInline, ResponsibilityInline, MilestoneInline, EndingInline, ReportInline]

    def get_urls(self):
        opened = self.admin_site.admin_view
        return [
            re_path(r"^export\.(?P<kind>csv|xlsx)$", opened(self.export), name="roadmap_action_export"),
            *super().get_urls(),
        ]

    def export(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The list as it is filtered, in its order, as a file."""
        if not can_export_all(request.user):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("admin:roadmap_action_changelist")
        rows = found.prefetch_related(None)  # an export loads what it needs itself
        name, content_type, content = export_actions(rows, kind, today(), current_limits())
        return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def get_queryset(self, request):
        on, limits = today(), current_limits()
        return Action.objects.visible_to(request.user).with_schedule(on, limits).with_freshness(on, limits).for_rows()

    def get_fieldsets(self, request, obj=None):
        return (
            [self.stands, ("", {"fields": ["roadmap", *self.place[1]["fields"]]}), *self.told]
            if obj
            else [self.place, *self.told]
        )

    def get_inlines(self, request, obj):
        return self.inlines if obj else [DeadlineInline, ResponsibilityInline, MilestoneInline]

    def get_readonly_fields(self, request, obj=None):
        """Code and roadmap stay: reports, files and addresses refer to them."""
        return [*self.readonly_fields, *(["roadmap", "code"] if obj else [])]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "direction" in form.base_fields:
            directions = Direction.objects.select_related("roadmap")
            field = form.base_fields["direction"]
            field.queryset = directions.filter(roadmap=obj.roadmap) if obj else directions
            field.label_from_instance = str if obj else in_roadmap
        return form

    def actions_of(self, obj):
        return Action.objects.filter(pk=obj.pk)

    @admin.display(description=_("title"), ordering="title")
    def short_title(self, action: Action) -> str:
        return action.title

    @admin.display(description=_("status"), ordering="status")
    def status_mark(self, action: Action) -> str:
        return mark(Status(action.status))

    @admin.display(description=_("schedule"), ordering="severity")
    def schedule_mark(self, action: Action) -> str:
        return mark(Schedule(action.schedule))

    @admin.display(description=_("due"), ordering="current_due")
    def due(self, action: Action) -> str:
        return deadline_of(action)

    @admin.display(description=_("slip, days"), ordering="slip_days")
    def slip(self, action: Action) -> str:
        return f"{action.slip_days:+d}" if action.slip_days else ""

    @admin.display(description=_("lead"))
    def lead(self, action: Action) -> str:
        return "; ".join(map(short_name, action.leads()))

    @admin.display(description=_("last report"), ordering="last_reported_on")
    def reported(self, action: Action) -> str:
        return date_format(action.last_reported_on) if action.last_reported_on else "—"

    @admin.display(description=_("by country"))
    def by_country(self, action: Action) -> str:
        on, limits = today(), current_limits()
        lines = (
            (str(party.country), mark(Status(party.status)), mark(party.schedule_on(on, limits)))
            for party in action.required_parties.all()
        )
        return format_html_join("", "<p>{}: {} {}</p>", lines) or _("No country leads in this action.")


def short_name(part: Responsibility) -> str:
    """Who holds a part, by acronym where there is one in the reader's language."""
    name = part.institution.dated_name() if part.institution else None
    return getattr(name, f"acronym_{get_language()}", "") or str(part)


def in_roadmap(direction: Direction) -> str:
    """A direction where several roadmaps are to be chosen from."""
    return f"{direction.roadmap}: {direction}"
