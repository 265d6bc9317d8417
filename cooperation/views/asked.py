"""The dates that an address asks for."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
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


@dataclass(frozen=True)
class Asked:
    """The day ``on`` whose state a page shows, from what had been recorded by the end of the day ``known``."""

    today: date
    asked_on: date | None
    known: date | None

    @property
    def on(self) -> date:
        return self.asked_on or self.known or self.today

    @property
    def is_past(self) -> bool:
        """Whether another state than the present one was asked for."""
        return self.asked_on is not None or self.known is not None

    @property
    def earlier(self) -> date:
        """The earlier of the two days: a text that was worded anew after it was not yet worded so."""
        return min(self.on, self.known or self.on)

    @property
    def query(self) -> str:
        """The question, for links to other pages; empty for the present."""
        asked = {"on": self.asked_on, "known": self.known}
        return urlencode({name: day.isoformat() for name, day in asked.items() if day})


def asked_days(request: HttpRequest) -> Asked:
    """What an address asks for by ``on`` and ``known``. Raises BadRequest where one of them is no date."""
    return Asked(timezone.localdate(), asked_date(request, "on"), asked_date(request, "known"))
