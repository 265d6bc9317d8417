"""django-import-export as it comes: a resource of the action's own columns, with foreign keys by their number."""

import tablib
from import_export.resources import ModelResource

from bench.data import RECORDED, Row
from roadmap.models import Action, Direction, Roadmap

COLUMNS = ("number", "title_en", "title_ru", "description_en", "expected_result_en", "visibility")


class PlainActionResource(ModelResource):
    class Meta:
        model = Action
        import_id_fields = ("roadmap", "code")
        fields = ("roadmap", "code", "direction", *COLUMNS, "recorded_at")


def dataset(roadmap: Roadmap, table: list[Row]) -> tablib.Dataset:
    """The rows with the keys that such a resource wants; parties and deadlines are beyond it."""
    directions = dict(Direction.objects.filter(roadmap=roadmap).values_list("code", "pk"))
    data = tablib.Dataset(headers=["roadmap", "code", "direction", *COLUMNS, "recorded_at"])
    for row in table:
        texts = [row[name] for name in COLUMNS]
        data.append([roadmap.pk, row["code"], directions[row["direction"]], *texts, f"{RECORDED:%Y-%m-%d %H:%M:%S}"])
    return data


def load(data: tablib.Dataset) -> None:
    result = PlainActionResource().import_data(data, raise_errors=True)
    if result.has_validation_errors():
        raise RuntimeError(result.invalid_rows[0].error)
