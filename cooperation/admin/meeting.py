from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import TranslatedAdmin, TranslatedInline, sources, texts, when
from cooperation.admin.text import TextInline
from cooperation.models import Decision, Meeting

DECISION = [
    (None, {"fields": [("number", "term"), ("state", "closed_on"), "responsible"]}),
    texts(_("Text"), "text"),
    sources(),
]


class DecisionInline(TranslatedInline):
    model = Decision
    fieldsets = DECISION
    autocomplete_fields = ["responsible", "sources"]


@admin.register(Meeting)
class MeetingAdmin(TranslatedAdmin):
    """Meetings with their decisions."""

    list_display = ["title", "kind", "earliest", "country", "body"]
    list_filter = ["kind", ("body", admin.RelatedOnlyFieldListFilter), ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "body"]
    autocomplete_fields = ["body", "country", "countries", "sources"]
    fieldsets = [
        texts(_("Title"), "title"),
        (None, {"fields": [("kind", "body"), "country", "countries", ("slug", "is_sample")]}),
        when(),
        texts(_("Place"), "place", folded=True),
        sources(),
    ]
    inlines = [DecisionInline, TextInline]


@admin.register(Decision)
class DecisionAdmin(TranslatedAdmin):
    """Decisions of all meetings."""

    list_display = ["number", "text", "meeting", "term", "state", "closed_on"]
    list_display_links = ["number", "text"]
    list_filter = ["state", ("meeting", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["meeting"]
    autocomplete_fields = ["meeting", "responsible", "sources"]
    fieldsets = [(None, {"fields": ["meeting"]}), *DECISION]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("meeting")
