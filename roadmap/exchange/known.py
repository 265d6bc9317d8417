"""What a spreadsheet of actions is compared with, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from cooperation.choices import InstitutionKind
from cooperation.exchange.cells import joined, normal
from cooperation.models import Institution, Provision, Site
from cooperation.rules.fold import fold
from roadmap.exchange.columns import LANGUAGES, LISTS, TEXTS, TITLES
from roadmap.exchange.institutions import Directory
from roadmap.exchange.terms import Standing, standing_of
from roadmap.models import Action, Direction, Responsibility, Roadmap
from roadmap.rules.facts import Limits

LIKE = 75  # of 100: how like a title another one is before it is offered


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
    direction_titles: dict[str, str] = field(default_factory=dict)
    directions_by_title: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    actions: dict[str, Stored] = field(default_factory=dict)
    parties: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, roadmap: Roadmap | None, on: date, limits: Limits, texts: Collection[str]) -> "Known":
        """Reads what a table may name; of the actions' texts the titles and those columns that the table has."""
        provisions = Provision.objects.values_list("instrument__slug", "number", "pk")
        known = cls(
            directory=Directory.load(),
            provisions={f"{slug}#{number}": pk for slug, number, pk in provisions},
            sites=dict(Site.objects.values_list("slug", "pk")),
        )
        if roadmap is not None:
            parties = roadmap.parties.select_related("country").order_by("country__code")
            known.parties = [party.country.code for party in parties if party.holds_on(on)]
            known.load_directions(roadmap)
            known.load_actions(roadmap, on, limits, texts)
        return known

    def load_directions(self, roadmap: Roadmap) -> None:
        titles = (f"title_{language}" for language in LANGUAGES)
        for pk, code, *columns in Direction.objects.filter(roadmap=roadmap).values_list("pk", "code", *titles):
            self.learn_direction(code, columns, pk)

    def learn_direction(self, code: str, titles: list[str | None], pk: int | None = None) -> None:
        self.directions[code] = pk
        self.direction_titles[code] = next(filter(None, titles), "")
        for title in filter(None, titles):
            self.directions_by_title[fold(title)].add(code)

    def directions_like(self, title: str, codes: list[str]) -> tuple[tuple[str, str], ...]:
        """Codes and titles of directions that may be meant: these, or those whose titles are most like this one."""
        titles = list(self.directions_by_title)
        like = process.extract(fold(title), titles, scorer=fuzz.WRatio, limit=3, score_cutoff=LIKE)
        found = codes or [code for folded, _score, _place in like for code in sorted(self.directions_by_title[folded])]
        return tuple((code, self.direction_titles.get(code, "")) for code in dict.fromkeys(found))

    @cached_property
    def codes_by_title(self) -> dict[str, str]:
        """The codes of the actions by their folded titles, where one alone has a title."""
        codes: dict[str, set[str]] = defaultdict(set)
        for code, stored in self.actions.items():
            for column in TITLES:
                if stored.cells[column]:
                    codes[fold(stored.cells[column])].add(code)
        return {title: next(iter(found)) for title, found in codes.items() if len(found) == 1}

    @cached_property
    def required_of(self) -> dict[str, str]:
        """The country of each institution that can be required, by its code; a country is its own."""
        institutions = Institution.objects.exclude(kind__in=InstitutionKind.never_required())
        found = institutions.filter(country__isnull=False).values_list("code", "country__code")
        return {**{code: code for code in self.directory.countries}, **dict(found)}

    def load_actions(self, roadmap: Roadmap, on: date, limits: Limits, texts: Collection[str]) -> None:
        actions = Action.objects.filter(roadmap=roadmap)
        columns = ("number", *(column for column in TEXTS if column in texts or column in TITLES), "visibility")
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
