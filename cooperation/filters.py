"""Which records of the register are wanted; each list of the site has one of these."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from cooperation.choices import BodyKind, InstrumentKind, MeetingKind, SiteKind
from cooperation.models import (
    Body,
    Country,
    Instrument,
    InstrumentParty,
    Issue,
    Meeting,
    Recognition,
    Site,
)
from cooperation.models.searchable import SearchableQuerySet


class RegisterFilter(FilterSet):
    """Finds by words; a kind of record adds what else is asked of it."""

    q = CharFilter(label=_("Search"), method="filter_words", max_length=200)

    def filter_words(self, queryset: SearchableQuerySet, name: str, value: str) -> QuerySet[Any]:
        return queryset.matching(value)

    @property
    def found(self) -> QuerySet[Any]:
        """The records asked for; none where a choice is unknown."""
        return self.qs if self.is_valid() else self.queryset.none()


def countries_of(model: type[Model], *columns: str) -> Callable[[Any], QuerySet[Country]]:
    """The countries that are named in these columns of a model, for the choices of a filter."""

    def named(request: Any) -> QuerySet[Country]:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(pk__in=model._default_manager.order_by().values(column))
        return Country.objects.filter(anywhere).order_by("name")

    return named


def country_filter(label: Any, model: type[Model], *columns: str, **options: Any) -> ModelChoiceFilter:
    """Asks for one of the countries that are named in these columns, by its code."""
    choices = countries_of(model, *columns)
    return ModelChoiceFilter(label=label, queryset=choices, to_field_name="code", empty_label=_("all"), **options)


class BodyFilter(RegisterFilter):
    kind = ChoiceFilter(label=_("Kind"), choices=BodyKind.choices, empty_label=_("all"))

    class Meta:
        model = Body
        fields = ["q", "kind"]


def bodies_that_met(request: Any) -> QuerySet[Body]:
    return Body.objects.filter(meetings__isnull=False).distinct().order_by("name")


def years_of_meetings() -> list[tuple[str, str]]:
    """The years in which meetings began or, where they are known by a range, may have been; the latest first."""
    days = [*Meeting.objects.order_by().dates("earliest", "year"), *Meeting.objects.order_by().dates("latest", "year")]
    return [(f"{year}", f"{year}") for year in sorted({day.year for day in days}, reverse=True)]


class MeetingFilter(RegisterFilter):
    kind = ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices, empty_label=_("all"))
    country = country_filter(_("Country"), Meeting, "country", "countries", method="filter_country")
    body = ModelChoiceFilter(label=_("Body"), queryset=bodies_that_met, to_field_name="slug", empty_label=_("all"))
    year = ChoiceFilter(label=_("Year"), choices=years_of_meetings, method="filter_year", empty_label=_("all"))

    class Meta:
        model = Meeting
        fields = ["q", "kind", "country", "body", "year"]

    def filter_country(self, queryset: QuerySet[Meeting], name: str, value: Country) -> QuerySet[Meeting]:
        """The country was host or present."""
        present = Meeting.countries.through.objects.filter(country=value).values("meeting")
        return queryset.filter(Q(country=value) | Q(pk__in=present))

    def filter_year(self, queryset: QuerySet[Meeting], name: str, value: str) -> QuerySet[Meeting]:
        """It was, or may have been, in the year; of a date known on one side only, that side counts."""
        first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        return queryset.filter(
            Q(earliest__lte=last, latest__gte=first)
            | Q(latest=None, earliest__range=(first, last))
            | Q(earliest=None, latest__range=(first, last))
        )


class SiteFilter(RegisterFilter):
    kind = ChoiceFilter(label=_("Kind"), choices=SiteKind.choices, empty_label=_("all"))
    country = country_filter(_("Country"), Site, "countries", field_name="countries")

    class Meta:
        model = Site
        fields = ["q", "kind", "country"]


class IssueFilter(RegisterFilter):
    raised_by = country_filter(_("Raised by"), Issue, "raised_by")
    addressed_to = country_filter(_("Addressed to"), Issue, "addressed_to")

    class Meta:
        model = Issue
        fields = ["q", "raised_by", "addressed_to"]


class RecognitionFilter(RegisterFilter):
    country = country_filter(_("Country honoured"), Recognition, "country")
    given_by = country_filter(_("Given by"), Recognition, "given_by")

    class Meta:
        model = Recognition
        fields = ["q", "country", "given_by"]


class InstrumentFilter(RegisterFilter):
    kind = ChoiceFilter(label=_("Kind"), choices=InstrumentKind.choices, empty_label=_("all"))
    country = country_filter(_("Country"), InstrumentParty, "country", method="filter_country")

    class Meta:
        model = Instrument
        fields = ["q", "kind", "country"]

    def filter_country(self, queryset: QuerySet[Instrument], name: str, value: Country) -> QuerySet[Instrument]:
        return queryset.filter(Exists(InstrumentParty.objects.filter(instrument=OuterRef("pk"), country=value)))
