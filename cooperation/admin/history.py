"""The history of one record, on a page of its own: who changed what of it, when, from what to what."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cooperation.admin.trail import kept_with
from cooperation.admin.trail_reading import entries_of, tell_entries
from cooperation.permissions import Someone

PER_PAGE = 50


def page_of_entries(keys: Any, number: str | None, user: Someone) -> Page:
    """One page of entries in words, in a constant number of queries."""
    page = Paginator([] if keys is None else keys, PER_PAGE).get_page(number)
    page.object_list = tell_entries(user, page.object_list)
    return page


class WithHistory:
    """Gives each record the page of its history, with what belongs to the record; nothing is turned back there."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]  # of ModelAdmin
        if not self.has_view_permission(request, record):  # type: ignore[attr-defined]  # of ModelAdmin
            raise PermissionDenied
        page = page_of_entries(entries_of(request.user, kept_with(record)), request.GET.get("page"), request.user)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]  # of ModelAdmin
            "title": str(record),
            "subtitle": _("History"),
            "noun": capfirst(self.opts.verbose_name),  # type: ignore[attr-defined]  # of ModelAdmin
            "opts": self.opts,  # type: ignore[attr-defined]  # of ModelAdmin
            "original": record,
            "page_obj": page,
            "is_paginated": page.has_other_pages(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/trail/record.html", context)
