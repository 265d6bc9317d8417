"""How old the last word of a country is."""

from datetime import date

from roadmap.choices import Freshness
from roadmap.rules.facts import Limits


def freshness(last_as_at: date | None, on: date, limits: Limits) -> Freshness:
    """Fresh, ageing or stale by the days since the last as-at date; or never reported."""
    if last_as_at is None:
        return Freshness.NEVER_REPORTED
    days = (on - last_as_at).days
    if days <= limits.fresh:
        return Freshness.FRESH
    return Freshness.AGEING if days <= limits.ageing else Freshness.STALE
