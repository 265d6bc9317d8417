from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import (
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
