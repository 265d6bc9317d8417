"""Which records of the register are wanted; each list of the site has one of these."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet

from cooperation.models import Body
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


class BodyFilter(RegisterFilter):
    class Meta:
        model = Body
        fields = ["kind"]
