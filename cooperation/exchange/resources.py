"""The rows of one noun, as a resource of django-import-export: the same cells go out and are compared with."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import models
from import_export import fields, resources

from cooperation.exchange.nouns import Noun

Key = tuple[str, ...]
DIGITS = re.compile(r"(\d+)")


class NounResource(resources.Resource):
    """One record a row, known by its key."""

    def __init__(self, noun: Noun) -> None:
        super().__init__()
        self.noun = noun
        self.fields = dict(noun.columns)

    def get_queryset(self) -> models.QuerySet[Any]:
        """All records with what their cells need, in a constant number of queries."""
        records = self.noun.model._default_manager.order_by("pk")
        return records.select_related(*self.noun.links).prefetch_related(*self.noun.lists)

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return list(self.noun.columns.values())

    def iter_queryset(self, queryset: models.QuerySet[Any]) -> Iterator[Any]:
        """The records in the order of the sheet."""
        return iter(sorted(self.numbered(queryset), key=self.place))

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[str]:
        return list(self.cells(instance).values())

    def cells(self, record: Any) -> dict[str, str]:
        """The cells of a numbered record by their headings."""
        return {name: column.export(record) for name, column in self.noun.columns.items()}

    def key(self, record: Any) -> Key:
        return tuple(self.noun.columns[name].export(record) for name in self.noun.key)

    def numbered(self, queryset: models.QuerySet[Any]) -> list[Any]:
        """The records, each with its number among those that are alike, in the order in which they were recorded."""
        alike: Counter[Key] = Counter()
        records = list(queryset)
        if self.noun.is_numbered:
            for record in records:
                record.row = None
                key = self.key(record)
                alike[key] += 1
                record.row = alike[key]
        return records

    def place(self, record: Any) -> list[list[Any]]:
        """By what the rows are sorted: numbers in a cell count as numbers, so that article 2 stands before 10."""
        names = [*self.noun.order.split(), *self.noun.key]
        return [naturally(self.noun.columns[name].export(record)) for name in names]


def naturally(cell: str) -> list[Any]:
    """Words and numbers in turn."""
    return [int(part) if part.isdecimal() else part for part in DIGITS.split(cell)]
