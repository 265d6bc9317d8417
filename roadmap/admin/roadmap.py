from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cooperation.admin.base import (
    LANGUAGES,
    InSomeLanguage,
    NeverDeleted,
    TranslatedAdmin,
    TranslatedInline,
    every_language,
    lasting,
    sources,
    texts,
    when,
)
from roadmap.admin.base import FixedOnceRecorded, Recording
from roadmap.exchange.template import template
from roadmap.models import Action, Direction, Roadmap, RoadmapParty
from roadmap.permissions import can_keep_roadmaps


class PartyForm(FixedOnceRecorded, InSomeLanguage):
    may_change = {"focal_institution", "sources", *every_language("note")}
    may_be_added = {"until_earliest", "until_latest", "until_wording"}


class PartyInline(NeverDeleted, TranslatedInline):
    """The countries of the roadmap; one that leaves gets its end."""

    keeps = staticmethod(can_keep_roadmaps)
    model = RoadmapParty
    form = PartyForm
    fieldsets = [(None, {"fields": [("country", "focal_institution")]}), lasting(), sources()]
    autocomplete_fields = ["country", "focal_institution", "sources"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


class DirectionInline(TranslatedInline):
    keeps = staticmethod(can_keep_roadmaps)
    model = Direction
    fieldsets = [(None, {"fields": [("code", "position")]}), texts(_("Title"), "title"), sources()]
    autocomplete_fields = ["sources"]


@admin.register(Roadmap)
class RoadmapAdmin(NeverDeleted, Recording, TranslatedAdmin):
    """Roadmaps with their parties and directions."""

    keeps = staticmethod(can_keep_roadmaps)
    list_display = ["title", "first_year", "last_year", "instrument", "visibility", "is_sample"]
    list_filter = ["visibility", "is_sample", ("parties__country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instrument"]
    autocomplete_fields = ["instrument", "decision", "sources"]
    fieldsets = [
        texts(_("Title"), "title"),
        (
            None,
            {
                "fields": [
                    ("first_year", "last_year"),
                    "instrument",
                    "decision",
                    ("visibility", "is_sample"),
                    ("slug", "position"),
                ]
            },
        ),
        when(_("Approved")),
        texts(_("Summary"), "summary", folded=True),
        sources(),
    ]
    inlines = [PartyInline, DirectionInline]
    readonly_fields = ["templates"]
    blank = (_("Spreadsheet to fill"), {"fields": ["templates"]})

    def get_urls(self):
        blank = self.admin_site.admin_view(self.template)
        return [path("<int:pk>/template/", blank, name="roadmap_roadmap_template"), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        return [*self.fieldsets, self.blank] if obj and can_keep_roadmaps(request.user) else self.fieldsets

    @admin.display(description=_("blank, in"))
    def templates(self, roadmap: Roadmap) -> str:
        address = reverse("admin:roadmap_roadmap_template", args=[roadmap.pk])
        links = ((f"{address}?language={code}", code, name) for code, name in settings.LANGUAGES)
        return format_html_join(" · ", '<a href="{}" hreflang="{}">{}</a>', links)

    @method_decorator(require_GET)
    def template(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A blank spreadsheet of the roadmap in a language, to be filled and imported."""
        if not can_keep_roadmaps(request.user):
            raise PermissionDenied
        language = request.GET.get("language", get_language())
        if language not in LANGUAGES:
            raise Http404
        name, content_type, content = template(get_object_or_404(Roadmap, pk=pk), language)
        return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def actions_of(self, obj):
        return Action.objects.filter(roadmap=obj)


@admin.register(Direction)
class DirectionAdmin(TranslatedAdmin):
    """Directions of all roadmaps."""

    keeps = staticmethod(can_keep_roadmaps)
    list_display = ["code", "title", "roadmap"]
    list_display_links = ["code", "title"]
    list_filter = [("roadmap", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["roadmap"]
    autocomplete_fields = ["roadmap", "sources"]
    fieldsets = [(None, {"fields": ["roadmap", ("code", "position")]}), texts(_("Title"), "title"), sources()]

    def get_readonly_fields(self, request, obj=None):
        """Its actions stay in their roadmap."""
        return ["roadmap"] if obj else []
