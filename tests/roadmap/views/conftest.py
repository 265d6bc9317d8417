"""The day of the tests, for pages that ask the clock."""

import pytest
from django.utils import timezone

from tests.cast import NOW


@pytest.fixture
def on_the_day(monkeypatch):
    """It is the morning of 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
