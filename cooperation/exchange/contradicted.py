"""What an import would make contradict itself: certain contradictions are refused."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from cooperation.models import Body, Instrument, Meeting
from cooperation.services.contradictions import (
    contradictions_of_bodies,
    contradictions_of_instruments,
    contradictions_of_meetings,
)

CHECKS = {
    Instrument: contradictions_of_instruments,
    Body: contradictions_of_bodies,
    Meeting: contradictions_of_meetings,
}


def contradictions(written: Iterable[models.Model]) -> list[tuple[Any, str]]:
    """What now contradicts other records, each with what to tell, for records that were written."""
    records = list(written)
    return [told for owner, check in CHECKS.items() for told in check(owners(owner, records))]


def owners(owner: type[models.Model], records: Iterable[models.Model]) -> set[Any]:
    """The keys of the records of a model that are among these, or to which these belong."""
    name = f"{owner._meta.model_name}_id"
    keys = {record.pk if isinstance(record, owner) else getattr(record, name, None) for record in records}
    return keys - {None}
