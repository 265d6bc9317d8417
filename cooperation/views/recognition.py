from typing import Any

from django.db.models import Q, QuerySet
from django.views.generic import DetailView

from cooperation.filters import RecognitionFilter
from cooperation.models import Recognition
from cooperation.views.cited import cited
from cooperation.views.register import RegisterList

WITH_PARTIES = Recognition.objects.select_related(
    "country", "institution", "given_by", "given_by_institution"
).prefetch_related("institution__names", "given_by_institution__names")


class RecognitionList(RegisterList):
    """Honours given for the joint work; of another day, those that were or may have been given by then."""

    template_name = "cooperation/recognition_list.html"
    queryset = WITH_PARTIES
    filterset_class = RecognitionFilter

    def get_queryset(self) -> QuerySet[Recognition]:
        recognitions = super().get_queryset()
        if self.asked.asked_on is None:
            return recognitions
        return recognitions.filter(Q(earliest=None) | Q(earliest__lte=self.asked.on))


class RecognitionDetail(DetailView):
    """One honour: to whom, by whom, when and for what."""

    template_name = "cooperation/recognition_detail.html"
    queryset = WITH_PARTIES.prefetch_related("sources")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"documents": cited([self.object])}
