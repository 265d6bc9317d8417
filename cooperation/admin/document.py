from django.contrib import admin

from cooperation.admin.base import RegisterAdmin, when
from cooperation.models import Document


@admin.register(Document)
class DocumentAdmin(RegisterAdmin):
    """The sources of facts."""

    list_display = ["title", "publisher", "kind", "language", "captured_on"]
    list_filter = ["kind", "language"]
    search_fields = ["code", "title", "publisher", "url"]
    fieldsets = [
        (None, {"fields": ["title", ("kind", "language"), "publisher", "url", "captured_on", "code"]}),
        when(),
    ]
