"""The columns of exported actions, as a resource of django-import-export; imports go another way."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from import_export import fields, resources, widgets

from cooperation.exchange.cells import joined, normal
from cooperation.models import Country, Institution, Provision
from roadmap.choices import Schedule
from roadmap.exchange.columns import COLUMNS, EXPORT_ONLY, LISTS, OF_A_DAY, TEXTS
from roadmap.exchange.known import standing_responsibilities
from roadmap.exchange.terms import Standing, Terms, revised_standing, standing_of
from roadmap.models import Action, Direction, RequiredParty
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits

CHUNK = 2000
LISTED = (
    Prefetch("provisions", Provision.objects.select_related("instrument").order_by("instrument__slug", "position")),
    "sites",
)


class Kept(widgets.Widget):
    """Values go out as what they are: numbers and dates stay such in XLSX."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return normal(value) if isinstance(value, str) else value


class Column(fields.Field):
    """A column that only goes out: an attribute of the action, or what the resource works out."""

    def __init__(self, name: str, attribute: str | None = None) -> None:
        super().__init__(attribute=attribute, column_name=name, widget=Kept(), readonly=True)


class ActionResource(resources.ModelResource):
    """One action a row, on a day and under limits that the caller gives."""

    def __init__(self, on: date, limits: Limits) -> None:
        super().__init__()
        self.on, self.limits = on, limits
        self.standing: dict[int, Standing] = {}
        attributes = {name: name for name in ("code", "number", *TEXTS, "starts_on", "visibility", *EXPORT_ONLY)}
        attributes["original_deadline"] = "original_due"
        for name in (*COLUMNS, *EXPORT_ONLY):
            self.fields[name] = Column(name, attributes.get(name))

    class Meta:
        model = Action
        fields = ()

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return [self.fields[name] for name in (*COLUMNS, *EXPORT_ONLY)]

    def filter_export(self, queryset: ActionQuerySet, **kwargs: Any) -> ActionQuerySet:
        """The caller's actions with what the columns need; names are looked up once and not for each action."""
        self.standing = standing_of(queryset, self.on, self.limits)
        self.look_up_names()
        return queryset.prefetch_related(
            Prefetch("responsibilities", standing_responsibilities(self.on).order_by("position", "pk"), "standing"),
            *LISTED,
            Prefetch("required_parties", RequiredParty.objects.order_by("country__code")),
        )

    def look_up_names(self) -> None:
        self.countries = dict(Country.objects.values_list("pk", "code"))
        self.institutions = dict(Institution.objects.values_list("pk", "code"))
        self.directions = dict(Direction.objects.values_list("pk", "code"))

    def iter_queryset(self, queryset: ActionQuerySet) -> Iterator[Action]:
        return queryset.iterator(chunk_size=CHUNK)

    def export_resource(self, instance: Action, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        """The row's cells, in the order of the columns."""
        cells = self.lists(instance) | self.deadline(instance) | self.followed(instance)
        cells["direction"] = self.directions[instance.direction_id]
        return [
            cells[name] if name in cells else self.fields[name].export(instance) for name in (*COLUMNS, *EXPORT_ONLY)
        ]

    def lists(self, action: Action) -> dict[str, str]:
        """Institutions by code and countries by ISO code, provisions and sites as they are named in imports."""
        cells: dict[str, list[str]] = {column: [] for column in LISTS}
        for part in action.standing:  # type: ignore[attr-defined]  # prefetched under this name
            code = self.institutions[part.institution_id] if part.institution_id else self.countries[part.country_id]
            cells[part.part].append(code)
        cells["provisions"] = [provision.code for provision in action.provisions.all()]
        cells["sites"] = [site.slug for site in action.sites.all()]
        return {column: joined(values) for column, values in cells.items()}

    def deadline(self, action: Action) -> dict[str, Any]:
        terms = self.standing.get(action.pk, Standing()).current or Terms()
        return {
            **terms.cells,
            "deadline": terms.due,
            "offset_days": terms.offset_days if terms.recurrence else None,
        }

    def followed(self, action: Action) -> dict[str, str]:
        """What is followed of each required party."""
        parties = [(self.countries[party.country_id], party) for party in action.required_parties.all()]
        awaited = [code for code, party in parties if party.schedule_on(self.on, self.limits) in Schedule.waiting()]
        return {
            "status_by_country": joined([f"{code}: {party.status}" for code, party in parties]),
            "schedule": action.schedule_on(self.on, self.limits).value,
            "awaits": joined(awaited),
        }


class PastActionResource(ActionResource):
    """Actions as they stood on another day (``services.as_of``), each row with the day and what was known then."""

    def __init__(self, on: date, known: date | None, limits: Limits) -> None:
        super().__init__(on, limits)
        self.known = known
        for name in OF_A_DAY:
            self.fields[name] = Column(name)

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return [*super().get_export_fields(), *(self.fields[name] for name in OF_A_DAY)]

    def filter_export(self, queryset: list[Action], **kwargs: Any) -> list[Action]:  # type: ignore[override]  # no queryset holds another day
        self.standing = {action.pk: revised_standing(action, self.on, self.limits, self.known) for action in queryset}
        self.look_up_names()
        prefetch_related_objects(queryset, *LISTED)
        for action in queryset:
            action.standing = sorted(action.responsibilities.all(), key=lambda part: (part.position, part.pk))
        return queryset

    def iter_queryset(self, queryset: list[Action]) -> Iterator[Action]:  # type: ignore[override]  # see above
        return iter(queryset)

    def export_resource(self, instance: Action, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        return [*super().export_resource(instance, selected_fields, **kwargs), self.on, self.known]
