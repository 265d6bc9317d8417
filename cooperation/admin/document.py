from django.contrib import admin

from cooperation.admin.base import NeverDeleted, RegisterAdmin, when
from cooperation.models import Document


@admin.register(Document)
class DocumentAdmin(NeverDeleted, RegisterAdmin):
    """The sources of facts, to which any record may refer."""

    list_display = ["title", "publisher", "kind", "language", "captured_on"]
    list_filter = ["kind", "language"]
    fieldsets = [
        (None, {"fields": ["title", ("kind", "language"), "publisher", "url", "captured_on", "code"]}),
        when(),
    ]
