"""Fields of days."""

from django import forms


def day_input() -> forms.DateInput:
    """A calendar where the browser has one, and the ISO form of the day everywhere."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
