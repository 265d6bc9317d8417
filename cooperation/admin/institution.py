from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import (
    InSomeLanguage,
    NeverDeleted,
    TranslatedAdmin,
    TranslatedInline,
    lasting,
    sources,
    texts,
)
from cooperation.choices import InstitutionKind
from cooperation.models import Institution, InstitutionName


class InstitutionForm(InSomeLanguage):
    """Whether an institution can be a required party does not change: past states follow from it."""

    def clean_kind(self) -> str:
        before, kind = self.initial.get("kind"), self.cleaned_data["kind"]
        supports = InstitutionKind.never_required()
        if before and (before in supports) != (kind in supports):
            raise ValidationError(
                _("An organisation that supports does not become an authority, nor the reverse: add another one.")
            )
        return kind


class NameInline(NeverDeleted, TranslatedInline):
    """The names that it bore over time."""

    model = InstitutionName
    fieldsets = [
        texts(_("Name"), "name"),
        lasting(folded=False),
        texts(_("Acronym"), "acronym", folded=True),
        (_("Other spellings"), {"fields": ["spellings"], "classes": ["collapse"]}),
        sources(),
    ]
    autocomplete_fields = ["sources"]

    def get_extra(self, request: Any, obj: Institution | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1


@admin.register(Institution)
class InstitutionAdmin(NeverDeleted, TranslatedAdmin):
    """Institutions with their dated names."""

    form = InstitutionForm
    list_display = ["latest_name", "code", "kind", "country", "parent"]
    list_filter = ["kind", ("country", admin.RelatedOnlyFieldListFilter)]
    autocomplete_fields = ["country", "parent", "sources"]
    fieldsets = [(None, {"fields": [("kind", "country"), "parent", "code"]}), sources()]
    inlines = [NameInline]

    def get_queryset(self, request):
        institutions = super().get_queryset(request).select_related("country", "parent")
        return institutions.prefetch_related("names", "parent__names")

    def get_readonly_fields(self, request, obj=None):
        """An institution does not move to another country, and spreadsheets know it by its code."""
        return ["country", "code"] if obj else []

    @admin.display(description=_("name"))
    def latest_name(self, institution: Institution) -> str:
        return str(institution)
