"""By what the list of actions can be narrowed; every choice with its count."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cooperation.models import Country
from roadmap.choices import Freshness, Schedule, Status


class CountedFilter(admin.SimpleListFilter):
    """A filter by one column or annotation, whose counts take one query."""

    column = ""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        found = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        counts = dict(found.order_by().values_list(self.column).annotate(Count("pk")))
        return {f"{index}__c": counts.get(value, 0) for index, (value, _) in enumerate(self.lookup_choices)}


class ScheduleFilter(CountedFilter):
    title, parameter_name, column = _("schedule"), "schedule", "schedule"

    def lookups(self, request, model_admin):
        return Schedule.choices


class FreshnessFilter(CountedFilter):
    title, parameter_name, column = _("freshness"), "freshness", "freshness"

    def lookups(self, request, model_admin):
        return Freshness.choices


class StatusFilter(CountedFilter):
    title, parameter_name, column = _("status"), "status", "status"

    def lookups(self, request, model_admin):
        return Status.choices


class CountryFilter(CountedFilter):
    title, parameter_name, column = _("country that leads"), "country", "required_parties__country__code"

    def lookups(self, request, model_admin):
        leading = Country.objects.filter(required_parties__isnull=False).distinct()
        return [(country.code, str(country)) for country in leading]
