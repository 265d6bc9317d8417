"""What stands in the way of undoing an import: all that people have recorded since, on what it wrote."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cooperation.models import Institution, InstitutionName
from cooperation.models.fixed import undone_with
from cooperation.models.occasion import CHANGED, CREATED
from cooperation.models.trail import Entry
from roadmap.choices import ImportState
from roadmap.exchange.effects import Effects, own_cells
from roadmap.models import (
    Action,
    Consent,
    Deadline,
    Direction,
    Ending,
    ImportRun,
    Milestone,
    ProgressReport,
    Responsibility,
)

HOLDER = ("action_id", "part", "institution_id", "country_id")


def obstacles(run: ImportRun) -> list[str]:
    """Why an import cannot be undone, in sentences for people; empty where it can. A constant number of queries."""
    if run.state == ImportState.PREVIEWED:
        return [_("This file has not been imported.")]
    if run.state == ImportState.UNDONE:
        return [_("This import was undone already.")]
    found = Obstacles(run)
    of_actions = sorted({(found.order[action], words) for action, words in found.of_actions() if action in found.order})
    told = [f"{found.codes[action]}: {words}" for (_position, action), words in of_actions]
    return [*told, *found.of_directions(), *found.of_institutions()]


class Obstacles:
    """Asks about everything of the import's roadmap, and keeps what belongs to the import."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.effects = run, Effects.of(run)
        self.new = set(self.effects.actions)
        self.actions = Action.objects.filter(roadmap=run.roadmap_id).order_by()
        rows = list(self.actions.values_list("pk", "position", "code"))
        self.codes = {pk: code for pk, _position, code in rows}
        self.order = {pk: (position, pk) for pk, position, _code in rows}

    @cached_property
    def ours(self) -> Q:
        """Records that this import made."""
        return Q(ground=self.run)

    def of_actions(self) -> Iterator[tuple[int, str]]:
        """Each obstacle with the action on which it stands."""
        yield from self.on_new_actions()
        yield from self.on_deadlines()
        yield from self.on_cells()
        yield from self.on_relations()
        yield from self.on_responsibilities()

    def on_new_actions(self) -> Iterator[tuple[int, str]]:
        here = Q(action__roadmap=self.run.roadmap_id)
        steps = Milestone.history.filter(action__in=self.actions.values("pk"))
        steps = steps.exclude(history_type=CREATED, history_date=self.run.applied_at)
        edited = Action.history.filter(roadmap=self.run.roadmap_id, history_type=CHANGED).values_list("id", flat=True)
        recorded: dict[str, Any] = {
            _("someone has begun to report on it."): action_of(ProgressReport.objects.filter(here)),
            _("it was ended by a decision."): action_of(Ending.objects.filter(here)),
            _("a decision of a meeting bears on it."): action_of(Action.decisions.through.objects.filter(here)),
            _("its milestones were changed."): action_of(steps),
            _("it was edited."): edited.order_by(),
        }
        for words, actions in recorded.items():
            for action in self.new.intersection(actions):
                yield action, words

    def on_deadlines(self) -> Iterator[tuple[int, str]]:
        """What rests on the versions that the import recorded, or came after them."""
        ours = Deadline.objects.filter(self.ours).order_by()
        for action in ours.filter(decision__isnull=False).values_list("action_id", flat=True):
            yield action, _("a decision has agreed to its deadline.")
        for action in (
            Consent.objects.filter(deadline__in=ours).order_by().values_list("deadline__action_id", flat=True)
        ):
            yield action, _("a country has consented to its deadline.")
        first = dict(ours.values_list("action_id", "pk"))
        others = Deadline.objects.filter(action__in=self.actions.values("pk")).exclude(pk__in=ours.values("pk"))
        for action, version in others.order_by().values_list("action_id", "pk"):
            if action in first and first[action] < version:
                yield action, _("its deadline has a later version.")

    def on_cells(self) -> Iterator[tuple[int, str]]:
        """Cells that are no longer what the import made them."""
        columns: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        for action, column, _old, new in self.effects.cells:
            columns[action][column] = new
        for record in self.actions.iterator() if columns else ():
            wanted = columns.get(record.pk, {})
            for column, value in own_cells(record, wanted).items():
                if value != wanted[column]:
                    yield record.pk, changed_again(column)

    def on_relations(self) -> Iterator[tuple[int, str]]:
        """Provisions and sites that were named or left out again."""
        for column in ("provisions", "sites"):
            added = {(action, key) for action, name, key in self.effects.added if name == column}
            dropped = {(action, key) for action, name, key in self.effects.dropped if name == column}
            through = getattr(Action, column).through
            key = getattr(Action, column).field.m2m_reverse_name()
            here = through.objects.filter(action__roadmap=self.run.roadmap_id)
            there = set(here.values_list("action_id", key)) if added or dropped else set()
            for action, _key in (added - there) | (dropped & there):
                yield action, changed_again(column)

    def on_responsibilities(self) -> Iterator[tuple[int, str]]:
        """Responsibilities that people have ended, begun or edited where the import had recorded who is responsible."""
        words = _("who is responsible was changed.")
        edited = Responsibility.history.filter(ground=self.run.pk, history_type=CHANGED).order_by()
        for action in edited.values_list("action_id", flat=True):
            yield action, words
        parts = Responsibility.objects.filter(action__in=self.actions.values("pk")).order_by()
        ended = set(self.effects.ended)
        left, standing = set(), []
        for pk, ground, until, *holder in parts.values_list("pk", "ground_id", "until", *HOLDER):
            if pk in ended:
                left.add(tuple(holder))
            elif until is None and ground != self.run.pk:
                standing.append(tuple(holder))
            if holder[0] in self.new and ground != self.run.pk:
                yield holder[0], words
        for action, *_rest in left.intersection(standing):
            yield action, words

    def of_directions(self) -> Iterator[str]:
        made = self.effects.directions
        titles = {direction.pk: direction for direction in Direction.objects.filter(pk__in=made)}
        edited = set(Direction.history.filter(id__in=made, history_type=CHANGED).values_list("id", flat=True))
        users = self.actions.filter(direction__in=made).values_list("pk", "direction_id")
        moved = {action for action, column, _old, _new in self.effects.cells if column == "direction"}
        used = {direction for action, direction in users if action not in self.new | moved}
        for pk, direction in titles.items():
            if pk in used:
                yield _("Direction “%(name)s”: other actions stand under it.") % {"name": direction}
            elif pk in edited:
                yield _("Direction “%(name)s”: it was edited.") % {"name": direction}

    def of_institutions(self) -> Iterator[str]:
        made = self.effects.institutions
        if not made:
            return
        names = InstitutionName.objects.filter(institution__in=made).exclude(pk__in=self.effects.names)
        edited = {
            *names.values_list("institution_id", flat=True),
            *InstitutionName.history.filter(institution__in=made, history_type=CHANGED).values_list(
                "institution_id", flat=True
            ),
            *Institution.history.filter(id__in=made, history_type=CHANGED).values_list("id", flat=True),
        }
        uses = self.uses_of(made)
        for institution in Institution.objects.with_names().filter(pk__in=made):
            if institution.pk in uses:
                where = ", ".join(sorted(uses[institution.pk]))
                told = {"name": institution, "where": where}
                yield _("Institution “%(name)s”: it is named elsewhere (%(where)s).") % told
            elif institution.pk in edited:
                yield _("Institution “%(name)s”: it was edited.") % {"name": institution}

    def uses_of(self, made: list[int]) -> dict[int, set[str]]:
        """By institution, the kinds of records that name it and would stay."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        for relation in relations_to(Institution):
            model, name = relation.related_model, relation.field.attname
            if model is InstitutionName:
                continue
            named = model._base_manager.filter(**{f"{name}__in": made})
            if ground := undone_with(model):
                named = named.filter(~Q(**{ground.name: self.run}) | Q(**{f"{ground.name}__isnull": True}))
            for institution in named.order_by().values_list(name, flat=True).distinct():
                found[institution].add(str((model._meta.auto_created or model)._meta.verbose_name))
        return found


def action_of(records: Any) -> Iterable[int]:
    return records.order_by().values_list("action_id", flat=True).distinct()


def changed_again(column: str) -> str:
    return _("“%(column)s” was changed again.") % {"column": column}


def relations_to(model: type[models.Model]) -> Iterator[Any]:
    """Every foreign key that leads to a model, those of relations to many too; entries of the trail do not count."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and not issubclass(relation.related_model, Entry):
            yield relation
