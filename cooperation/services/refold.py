"""What the search looks in, where records were written without being saved one by one: by a fixture, in bulk."""

from django.apps import apps

from cooperation.models.searchable import Searchable

BATCH = 1000


def refold() -> int:
    """Brings every folded column up to date; returns how many were not. One query for each batch, two for each kind."""
    return sum(refold_kind(model) for model in apps.get_models() if issubclass(model, Searchable))


def refold_kind(model: type[Searchable]) -> int:
    """The same for one kind of record."""
    records = model._default_manager.all()
    if hasattr(model, "names"):
        records = records.prefetch_related("names")
    changed = []
    for record in records.iterator(chunk_size=BATCH):
        if record.folded != (folded := record.fold()):
            record.folded = folded
            changed.append(record)
    model._default_manager.bulk_update(changed, ["folded"], batch_size=BATCH)
    return len(changed)
