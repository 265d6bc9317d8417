"""What a spreadsheet of actions is compared with, read in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from cooperation.exchange.cells import joined, normal
from cooperation.models import Provision, Site
from cooperation.rules.fold import fold
from roadmap.exchange.columns import LANGUAGES, LISTS, TEXTS
from roadmap.exchange.institutions import Directory
from roadmap.exchange.terms import Standing, standing_of
from roadmap.models import Action, Direction, Responsibility, Roadmap
from roadmap.rules.facts import Limits


@dataclass
class Stored:
    """An action as it is stored, in the cells that it would have in a spreadsheet."""

    pk: int
    cells: dict[str, str]
    standing: Standing = field(default_factory=Standing)


@dataclass
class Known:
    """Everything that cells may name, by the codes under which spreadsheets name it."""

    directory: Directory
    provisions: dict[str, int]
    sites: dict[str, int]
    directions: dict[str, int | None] = field(default_factory=dict)
    directions_by_title: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    actions: dict[str, Stored] = field(default_factory=dict)

    @classmethod
    def load(cls, roadmap: Roadmap | None, on: date, limits: Limits) -> "Known":
        provisions = Provision.objects.values_list("instrument__slug", "number", "pk")
        known = cls(
            directory=Directory.load(),
            provisions={f"{slug}#{number}": pk for slug, number, pk in provisions},
            sites=dict(Site.objects.values_list("slug", "pk")),
        )
        if roadmap is not None:
            known.load_directions(roadmap)
            known.load_actions(roadmap, on, limits)
        return known

    def load_directions(self, roadmap: Roadmap) -> None:
        titles = (f"title_{language}" for language in LANGUAGES)
        for pk, code, *columns in Direction.objects.filter(roadmap=roadmap).values_list("pk", "code", *titles):
            self.learn_direction(code, columns, pk)

    def learn_direction(self, code: str, titles: list[str | None], pk: int | None = None) -> None:
        self.directions[code] = pk
        for title in filter(None, titles):
            self.directions_by_title[fold(title)].add(code)

    def load_actions(self, roadmap: Roadmap, on: date, limits: Limits) -> None:
        actions = Action.objects.filter(roadmap=roadmap)
        columns = ("number", *TEXTS, "visibility")
        stored: dict[int, Stored] = {}
        rows = actions.order_by().values_list("pk", "code", "direction__code", "starts_on", *columns)
        for pk, code, direction, starts_on, *texts in rows:
            cells = dict(zip(columns, map(normal, texts), strict=True))
            cells |= {"direction": direction, "starts_on": starts_on.isoformat() if starts_on else ""}
            stored[pk] = self.actions[normal(code)] = Stored(pk, cells)
        for column, listed in lists_of(roadmap, on).items():
            for pk, action in stored.items():
                action.cells[column] = joined(listed[pk])
        for pk, standing in standing_of(actions, on, limits).items():
            stored[pk].standing = standing


def lists_of(roadmap: Roadmap, on: date) -> dict[str, dict[int, list[str]]]:
    """What each action's cells of several values hold: by column, then by action."""
    found: dict[str, dict[int, list[str]]] = {column: defaultdict(list) for column in LISTS}
    standing = standing_responsibilities(on).filter(action__roadmap=roadmap).order_by("position", "pk")
    for action, part, institution, country in standing.values_list(
        "action_id", "part", "institution__code", "country__code"
    ):
        found[part][action].append(institution or country)
    provisions = Action.provisions.through.objects.filter(action__roadmap=roadmap)
    for action, slug, number in provisions.order_by("provision__instrument__slug", "provision__position").values_list(
        "action_id", "provision__instrument__slug", "provision__number"
    ):
        found["provisions"][action].append(f"{slug}#{number}")
    sites = Action.sites.through.objects.filter(action__roadmap=roadmap).order_by("site__slug")
    for action, slug in sites.values_list("action_id", "site__slug"):
        found["sites"][action].append(slug)
    return found


def standing_responsibilities(on: date) -> "QuerySet[Responsibility]":
    """Those that have begun and have not been ended, on a day; one that ends with the day is ended."""
    begun = Q(since__isnull=True) | Q(since__lte=on)
    return Responsibility.objects.filter(begun, Q(until__isnull=True) | Q(until__gt=on))
