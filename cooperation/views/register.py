"""What the lists of the register share: words, filters, a day, pages."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.views.generic import ListView

from cooperation.filters import RegisterFilter
from cooperation.views.asked import asked_days


class RegisterList(ListView):
    """A list narrowed by ``filters``, of the day ``on``; ``asked`` and ``filters`` are in the context."""

    filterset_class: ClassVar[type[RegisterFilter]]
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Any]:
        self.asked = asked_days(self.request)
        self.filters = self.filterset_class(self.request.GET, super().get_queryset())
        return self.filters.found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "asked": self.asked,
            "filters": self.filters,
            "present": self.request.path,
        }
