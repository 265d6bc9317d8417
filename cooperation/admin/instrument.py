from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import (
    NeverDeleted,
    TranslatedAdmin,
    TranslatedInline,
    every_language,
    sources,
    texts,
    when,
)
from cooperation.admin.text import TextInline
from cooperation.forms.consistent import ConsistentFormSet
from cooperation.models import Instrument, InstrumentParty, InstrumentRelation, Provision, TreatyEvent
from cooperation.services.contradictions import events_too_early, relations_in_a_circle


class PartyInline(TranslatedInline):
    model = InstrumentParty
    fieldsets = [(None, {"fields": [("country", "institution", "capacity")]}), sources()]
    autocomplete_fields = ["country", "institution", "sources"]


class EventFormSet(ConsistentFormSet):
    told_at = "latest"

    def contradicting(self, records):
        return events_too_early(self.instance, records)


class EventInline(TranslatedInline):
    """The steps of its life, of one party or of the whole."""

    model = TreatyEvent
    formset = EventFormSet
    fieldsets = [
        (None, {"fields": [("kind", "country", "institution")]}),
        when(),
        (
            _("Who and where"),
            {"fields": ["meeting", "person", *every_language("office", "place")], "classes": ["languages", "collapse"]},
        ),
        sources(),
    ]
    autocomplete_fields = ["country", "institution", "meeting", "sources"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


class ProvisionInline(NeverDeleted, TranslatedInline):
    model = Provision
    fieldsets = [(None, {"fields": [("number", "position")]}), texts(_("Title"), "title"), sources()]
    autocomplete_fields = ["sources"]


class RelationFormSet(ConsistentFormSet):
    told_at = "other"

    def contradicting(self, records):
        return relations_in_a_circle(self.instance, records)


class RelationInline(TranslatedInline):
    """How it bears on other instruments."""

    model = InstrumentRelation
    formset = RelationFormSet
    fk_name = "instrument"
    fieldsets = [(None, {"fields": [("kind", "other")]}), sources()]
    autocomplete_fields = ["other", "sources"]


@admin.register(Instrument)
class InstrumentAdmin(TranslatedAdmin):
    """Instruments with parties, treaty events, provisions and relations."""

    list_display = ["title", "kind", "nature", "level"]
    list_filter = ["kind", "nature", "level", ("parties__country", admin.RelatedOnlyFieldListFilter)]
    autocomplete_fields = ["sites", "sources"]
    fieldsets = [
        texts(_("Title"), "title"),
        (None, {"fields": [("kind", "nature", "level"), "sites", "slug"]}),
        texts(_("Summary"), "summary", folded=True),
        sources(),
    ]
    inlines = [PartyInline, EventInline, TextInline, ProvisionInline, RelationInline]


@admin.register(Provision)
class ProvisionAdmin(NeverDeleted, TranslatedAdmin):
    """Provisions of all instruments, to be found by number and words."""

    list_display = ["number", "title", "instrument"]
    list_display_links = ["number", "title"]
    list_filter = [("instrument", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["instrument"]
    autocomplete_fields = ["instrument", "sources"]
    fieldsets = [(None, {"fields": ["instrument", ("number", "position")]}), texts(_("Title"), "title"), sources()]
