"""The dates that an address asks for."""

from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _


def asked_date(request: HttpRequest, name: str) -> date | None:
    """The date of ``on`` or ``known``; nothing where it is not given. Raises BadRequest where it is no date."""
    written = request.GET.get(name, "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadRequest(_("“%(value)s” is not a date. Write it like 2026-11-23.") % {"value": written[:40]}) from None
