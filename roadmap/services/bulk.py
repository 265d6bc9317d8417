"""Many rows at once; what Django writes in bulk leaves no trail unless it is noted."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

from cooperation.models.occasion import Occasion

BATCH = 500
Record = TypeVar("Record", bound=models.Model)


def create_all(records: Sequence[Record], occasion: Occasion) -> list[Record]:
    """Creates records of one model, and notes them."""
    if not records:
        return []
    model = type(records[0])
    made = model._default_manager.bulk_create(records, batch_size=BATCH)
    occasion.note_created(model, [record.pk for record in made])
    return made


def update_all(records: "models.QuerySet[Any]", occasion: Occasion, **values: Any) -> None:
    """Gives records of one model the same values, and notes them."""
    keys = list(records.values_list("pk", flat=True))
    records.model._default_manager.filter(pk__in=keys).update(**values)
    occasion.note_changed(records.model, keys)


def update_columns(records: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Writes these columns of saved records, as ``bulk_update`` does but without a CASE for every row of every column.

    At 10,000 rows of ten columns that takes a fiftieth of the time.
    """
    if not records or not columns:
        return
    model = type(records[0])
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    key: Any = model._meta.pk
    name = connection.ops.quote_name
    assignments = ", ".join(f"{name(field.column)} = %s" for field in fields)
    where = f"{name(key.column)} = %s"
    statement = f"UPDATE {name(model._meta.db_table)} SET {assignments} WHERE {where}"  # noqa: S608  # names of ours
    rows = [
        [field.get_db_prep_save(getattr(record, field.attname), connection) for field in (*fields, key)]
        for record in records
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
