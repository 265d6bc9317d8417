from django.contrib import admin

from cooperation.admin.base import InSomeLanguage, NeverDeleted, TranslatedInline, every_language, sources, when
from cooperation.admin.institution import InstitutionAdmin
from cooperation.models import Institution, Succession
from roadmap.admin.base import FixedOnceRecorded, Recording
from roadmap.models import Action


class SuccessionForm(FixedOnceRecorded, InSomeLanguage):
    may_change = {"sources", *every_language("note")}


class SuccessionInline(NeverDeleted, TranslatedInline):
    """Who took over from it; recorded once, as the state of actions follows from it."""

    model = Succession
    form = SuccessionForm
    fk_name = "predecessor"
    fieldsets = [(None, {"fields": ["successor"]}), when(), sources()]
    autocomplete_fields = ["successor", "sources"]


admin.site.unregister(Institution)  # here it is recorded who took over, and actions follow


@admin.register(Institution)
class SucceededInstitutionAdmin(Recording, InstitutionAdmin):
    """Institutions with their dated names and successors."""

    inlines = [*InstitutionAdmin.inlines, SuccessionInline]

    def actions_of(self, obj):
        """Those on which an institution has reported that has a successor."""
        return Action.objects.filter(reports__institution__successions__isnull=False).distinct()
