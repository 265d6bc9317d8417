"""New actions with all that belongs to them, written some hundred at a time."""

from collections.abc import Sequence
from datetime import date

from roadmap.choices import DeadlineKind
from roadmap.exchange.columns import TEXTS
from roadmap.exchange.plan import NewAction, Plan
from roadmap.exchange.relations import Relations
from roadmap.models import Action, Deadline, ImportRun, Milestone, RequiredParty, Roadmap
from roadmap.rules.facts import Limits
from roadmap.services.bulk import create_all
from roadmap.services.facts import facts_of_new
from roadmap.services.recompute import settle

PLAIN = ("number", *TEXTS, "visibility")
BATCH = 500
LONGEST_STEP = Milestone._meta.get_field("title").max_length
LONGEST_WORDING = Milestone._meta.get_field("wording").max_length


def add_actions(plan: Plan, roadmap: Roadmap, run: ImportRun, relations: Relations, limits: Limits) -> None:
    """New actions after those that are there, in the order of the file, with their original deadlines and state."""
    last = Action.objects.filter(roadmap=roadmap).order_by("-position").values_list("position", flat=True).first() or 0
    adder = Adder(plan, roadmap, run, relations, limits)
    for start in range(0, len(plan.new), BATCH):
        adder.add(plan.new[start : start + BATCH], last + start + 1)


class Adder:
    """Writes new actions of one roadmap in batches, so that a long file takes little memory."""

    def __init__(self, plan: Plan, roadmap: Roadmap, run: ImportRun, relations: Relations, limits: Limits) -> None:
        self.plan, self.roadmap, self.run, self.relations, self.limits = plan, roadmap, run, relations, limits
        self.parties = list(roadmap.parties.select_related("country"))
        self.rounds = list(roadmap.rounds.select_related("country"))
        self.countries = {party.country.code: party.country for party in self.parties}

    def add(self, batch: Sequence[NewAction], position: int) -> None:
        """Writes some actions; ``position`` is that of the first one."""
        occasion = self.relations.occasion
        actions, originals, required = [], [], []
        for place, new in enumerate(batch, start=position):
            action, original = self.action(new, place)
            parts = self.relations.add(action, new.cells, new.said)
            facts = facts_of_new(action, self.parties, self.rounds, parts, original, self.limits)
            required += settle(action, facts, self.relations.on, self.countries)
            actions.append(action)
            originals.append(original)
        create_all(actions, occasion)
        create_all(originals, occasion)
        RequiredParty.objects.bulk_create(required, batch_size=BATCH)
        create_all(milestones(batch, actions), occasion)
        self.relations.write_made()

    def action(self, new: NewAction, position: int) -> tuple[Action, Deadline]:
        """An action with its original deadline, not saved yet."""
        said = {"recorded_at": self.relations.occasion.now, "recorded_by": self.relations.occasion.by}
        action = Action(roadmap=self.roadmap, code=new.code, position=position, **dict.fromkeys(TEXTS), **said)
        fill(action, new.cells, self.plan)
        kept = {**new.terms.columns, **said}
        original = Deadline(action=action, kind=DeadlineKind.ORIGINAL, ground=self.run, **kept)
        original.set_span()
        return action, original


def milestones(batch: Sequence[NewAction], actions: Sequence[Action]) -> list[Milestone]:
    """The numbered steps of new actions, each with its own date."""
    return [
        Milestone(
            action=action,
            number=step.number,
            title=step.title[:LONGEST_STEP],
            due=step.due,
            precision=step.precision,
            wording=step.wording[:LONGEST_WORDING],
        )
        for action, new in zip(actions, batch, strict=True)
        for step in new.steps
    ]


def fill(action: Action, cells: dict[str, str], plan: Plan) -> None:
    """Sets the action's own columns from cells."""
    for column, cell in cells.items():
        if column in PLAIN:
            setattr(action, column, cell)
    if "direction" in cells:
        action.direction_id = plan.known.directions[cells["direction"]]  # type: ignore[assignment]  # all are made
    if "starts_on" in cells:
        action.starts_on = date.fromisoformat(cells["starts_on"]) if cells["starts_on"] else None
    action.folded = action.fold()
