from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import TranslatedAdmin, TranslatedInline, sources, texts, when
from cooperation.models import Issue, IssueStep


class StepInline(TranslatedInline):
    """How the issue went on, and who states it."""

    model = IssueStep
    fieldsets = [
        (None, {"fields": [("state", "country", "institution")]}),
        when(),
        texts(_("What is stated"), "text", folded=True),
        sources(),
    ]
    autocomplete_fields = ["country", "institution", "sources"]


@admin.register(Issue)
class IssueAdmin(TranslatedAdmin):
    """Concerns that one country has raised with another."""

    list_display = ["title", "raised_by", "addressed_to", "site"]
    list_filter = [
        ("raised_by", admin.RelatedOnlyFieldListFilter),
        ("addressed_to", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["raised_by", "addressed_to", "site"]
    autocomplete_fields = ["raised_by", "addressed_to", "site", "sources"]
    fieldsets = [
        texts(_("Title"), "title"),
        (None, {"fields": [("raised_by", "addressed_to"), "site", "slug"]}),
        texts(_("Summary"), "summary", folded=True),
        sources(),
    ]
    inlines = [StepInline]
