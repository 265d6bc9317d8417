"""The columns of exported actions, as a resource of django-import-export; imports go another way."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from import_export import fields, resources

from cooperation.exchange.cells import joined
from cooperation.models import Provision
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, LISTS, OF_A_DAY
from roadmap.exchange.export_rows import OF_PARTY, STORED, Row, Rows, deadline_cells, rows_of
from roadmap.exchange.terms import Terms, revised_standing
from roadmap.models import Action
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits

LISTED = (
    Prefetch("provisions", Provision.objects.select_related("instrument").order_by("instrument__slug", "position")),
    "sites",
    "direction",
    "responsibilities__institution",
    "responsibilities__country",
)
action_columns = attrgetter(*(column.replace("__", ".") for column in STORED))
party_columns = attrgetter(*(column.replace("__", ".") for column in OF_PARTY))


class ActionResource(resources.Resource):
    """One action a row, on a day and under limits that the caller gives; ``iter_queryset`` gives the rows."""

    columns: tuple[str, ...] = (*COLUMNS, *EXPORT_ONLY)

    def __init__(self, on: date, limits: Limits) -> None:
        super().__init__()
        self.on, self.limits = on, limits
        self.fields = {name: fields.Field(column_name=name, readonly=True) for name in self.columns}

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return list(self.fields.values())

    def iter_queryset(self, queryset: ActionQuerySet) -> Iterator[Row]:
        return rows_of(queryset, self.on, self.limits)

    def export_resource(self, instance: Row, selected_fields: Any = None, **kwargs: Any) -> Row:
        return instance


class PastActionResource(ActionResource):
    """Actions as they stood on another day (``services.as_of``), each row with the day and what was known then."""

    columns = (*COLUMNS, *EXPORT_ONLY, *OF_A_DAY)

    def __init__(self, on: date, known: date | None, limits: Limits) -> None:
        super().__init__(on, limits)
        self.known = known

    def iter_queryset(self, queryset: list[Action]) -> Iterator[Row]:  # type: ignore[override]  # no queryset holds another day
        prefetch_related_objects(queryset, *LISTED)
        rows = Rows(self.on, self.limits)
        for action in queryset:
            terms = revised_standing(action, self.on, self.limits, self.known).current or Terms()
            parties = tuple(party_columns(party) for party in action.required_parties.all())
            row = rows.row(action_columns(action), lists_in(action), deadline_cells(terms), parties)
            yield [*row, self.on, self.known]


def lists_in(action: Action) -> list[str]:
    """The cells of several values, from loaded relations."""
    listed: dict[str, list[str]] = {column: [] for column in LISTS}
    for part in sorted(action.responsibilities.all(), key=lambda part: (part.position, part.pk)):
        listed[part.part].append((part.institution or part.country).code)
    listed["provisions"] = [provision.code for provision in action.provisions.all()]
    listed["sites"] = [site.slug for site in action.sites.all()]
    return [joined(codes) for codes in listed.values()]
