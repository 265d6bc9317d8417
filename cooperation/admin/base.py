"""What every screen of the admin shares: who may do what, texts in five languages, search in any case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from cooperation.admin.history import WithHistory
from cooperation.admin.together import OneAfterTheOther
from cooperation.models.searchable import SearchableQuerySet
from cooperation.permissions import Someone, can_enter_admin, can_keep_register

LANGUAGES = dict(settings.LANGUAGES)
Fieldset = tuple[Any, dict[str, Any]]

DATE = _("Date")
WHEN = _(
    "A day that is not known is a range: for “February 2024” the earliest day is 1 February 2024 and the latest "
    "29 February 2024. Leave empty what is not known."
)


class Kept(WithHistory, OneAfterTheOther):
    """Whoever enters the admin may read; ``keeps`` says who may write. Django's own permissions are not asked."""

    keeps: Callable[[Someone], bool] = staticmethod(can_keep_register)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> models.Model:
        """What may not be seen does not exist."""
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc]  # of ModelAdmin
        if found is None:
            raise Http404
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A list is narrowed by its own columns and filters only: what refers to its records may not be seen."""
        fields, filters = self.opts.concrete_fields, self.get_list_filter(request)
        names = {name for field in fields for name in (field.name, field.attname)} | set(map(name_of_filter, filters))
        known = any(lookup == name or lookup.startswith(f"{name}__") for name in names)
        return known and super().lookup_allowed(lookup, value, request)  # type: ignore[misc]  # of ModelAdmin

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list is called by what is in it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))  # type: ignore[misc]  # of ModelAdmin

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A form is called by the record that it shows."""
        noun = capfirst(self.opts.verbose_name)
        if kwargs.get("obj"):
            context |= {"title": str(kwargs["obj"]), "subtitle": noun}
        else:
            context |= {"title": noun, "subtitle": _("New record")}
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]  # of ModelAdmin

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Another record can be looked at or added beside its field; it is changed on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # of ModelAdmin
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return can_enter_admin(request.user)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.keeps(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.keeps(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.keeps(request.user)


def name_of_filter(item: Any) -> str:
    """What an entry of ``list_filter`` is called in an address."""
    if isinstance(item, type) and issubclass(item, admin.SimpleListFilter):
        return item.parameter_name or ""
    return item[0] if isinstance(item, list | tuple) else item


class NeverDeleted:
    """Part of the account: closed, ended or corrected by a later record, but not deleted. Stands before ``Kept``."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnly(NeverDeleted):
    """Shown here and written elsewhere. Stands before ``Kept``."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class InSomeLanguage(forms.ModelForm):
    """A text that must be there may be written in any of the languages."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in dict.fromkeys(column.rpartition("_")[0] for column in self.fields):
            columns = [f"{name}_{code}" for code in LANGUAGES]
            if not self.is_demanded(name, columns) or any(column in self.errors for column in columns):
                continue
            if not any(self.cleaned_data[column] for column in columns):
                self.add_error(columns[0], _("Write this in at least one language."))
        return cleaned

    def is_demanded(self, name: str, columns: list[str]) -> bool:
        """Whether the form holds these columns of a text that the model wants filled."""
        try:
            return all(column in self.fields for column in columns) and not self._meta.model._meta.get_field(name).blank
        except FieldDoesNotExist:
            return False


class AnyLanguage:
    """Labels each column of a translated text with its language, and demands none of them alone."""

    form = InSomeLanguage

    def patch_translation_field(self, db_field: Any, field: forms.Field, request: HttpRequest, **kwargs: Any) -> None:
        super().patch_translation_field(db_field, field, request, **kwargs)  # type: ignore[misc]  # of modeltranslation
        if hasattr(db_field, "translated_field"):
            field.required = False
            field.label = LANGUAGES[db_field.language]
            field.widget.attrs["lang"] = db_field.language


class FoldedSearch:
    """Finds words in any language, alphabet and spelling."""

    search_fields = ["folded"]

    def get_search_results(
        self, request: HttpRequest, queryset: SearchableQuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return queryset.matching(search_term), False


class RegisterAdmin(Kept, FoldedSearch, admin.ModelAdmin):
    """A noun of the register without translated texts."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_facets = admin.ShowFacets.ALWAYS


class TranslatedAdmin(Kept, FoldedSearch, AnyLanguage, TranslationAdmin):
    """A noun of the register with texts in five languages."""

    show_facets = admin.ShowFacets.ALWAYS


class TranslatedInline(Kept, AnyLanguage, TranslationStackedInline):
    """Children with texts in five languages, each folded to its heading until it is opened."""

    extra = 0


def every_language(*names: str) -> list[str]:
    """The columns of translated texts, in every language."""
    return [f"{name}_{code}" for name in names for code in LANGUAGES]


def texts(label: Any, *names: str, folded: bool = False) -> Fieldset:
    """A group with one text, or several short ones, in every language."""
    return label, {"fields": every_language(*names), "classes": ["languages", *(["collapse"] if folded else [])]}


def when(label: Any = DATE) -> Fieldset:
    """The group of a date that may be known in part."""
    return label, {"fields": [("earliest", "latest"), "wording"], "description": WHEN}


def lasting(folded: bool = True) -> Fieldset:
    """The group of a beginning and an end that may be known in part."""
    return _("From and until"), {
        "fields": [
            ("since_earliest", "since_latest"),
            "since_wording",
            ("until_earliest", "until_latest"),
            "until_wording",
        ],
        "classes": ["collapse"] if folded else [],
        "description": WHEN,
    }


def sources() -> Fieldset:
    """The group that says where a fact comes from."""
    return _("Sources and note"), {"fields": ["sources", *every_language("note")], "classes": ["languages", "collapse"]}
