"""The numbers of days in the rules, as settings give them."""

from django.conf import settings

from roadmap.rules.facts import Limits


def current_limits() -> Limits:
    """The limits in force on this site."""
    return Limits(**settings.RULE_LIMITS)
