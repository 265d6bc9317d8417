from django.contrib import admin

from cooperation.admin.base import Kept
from cooperation.models import Text


class TextInline(Kept, admin.TabularInline):
    """The texts of an instrument, or the protocol of a meeting, each in the language of its document."""

    model = Text
    fields = ["document", "authenticity"]
    autocomplete_fields = ["document"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")
