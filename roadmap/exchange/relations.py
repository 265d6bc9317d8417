"""Who is responsible for imported actions, what they fulfil and where they act: written in bulk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cooperation.exchange.cells import split
from cooperation.models import Country, Institution
from cooperation.models.occasion import Occasion
from roadmap.exchange.columns import PARTS
from roadmap.exchange.effects import Effects
from roadmap.exchange.known import Known, standing_responsibilities
from roadmap.models import Action, ImportRun, Responsibility
from roadmap.services.bulk import create_all, update_all

Fulfils = Action.provisions.through
ActsIn = Action.sites.through
BATCH = 1000
LONGEST = Responsibility._meta.get_field("mark").max_length
Said = Mapping[str, tuple[str, str]]  # mark and contact beside the name of a body, by its code
KEY = ("action_id", "part", "institution_id", "country_id")


class Relations:
    """Collects what is to be related to actions, and writes it at once."""

    def __init__(self, known: Known, occasion: Occasion, on: date, run: ImportRun, effects: Effects) -> None:
        self.known, self.occasion, self.on, self.run, self.effects = known, occasion, on, run, effects
        self.holders: dict[str, dict[str, Any]] = {
            code: {"country": country} for code, country in Country.objects.in_bulk(field_name="code").items()
        }
        institutions = Institution.objects.select_related("country").in_bulk(field_name="code")
        self.holders |= {code: {"institution": institution} for code, institution in institutions.items()}
        self.made: list[Responsibility] = []
        self.fulfilled: list[Fulfils] = []
        self.places: list[ActsIn] = []
        self.ended: list[tuple[int, str, str]] = []
        self.begun: list[tuple[int, str, str, int, Said]] = []
        self.dropped: list[tuple[int, str, list[str]]] = []

    def add(self, action: Action, cells: Mapping[str, str], said: Said) -> list[Responsibility]:
        """All relations of a new action, which is saved before them; returns who is responsible."""
        made = [
            self.responsibility(part, code, position, said, action=action)
            for part in PARTS
            for position, code in enumerate(split(cells.get(part, "")))
        ]
        self.made += made
        for column in ("provisions", "sites"):
            self.add_named(column, split(cells.get(column, "")), action=action)
        return made

    def add_named(self, column: str, codes: list[str], **action: Action | int) -> None:
        if column == "provisions":
            known = self.known.provisions
            self.fulfilled += [Fulfils(provision_id=known[code], **action) for code in codes]
        else:
            self.places += [ActsIn(site_id=self.known.sites[code], **action) for code in codes]

    def replace(self, action: int, column: str, old: list[str], new: list[str], said: Said) -> None:
        """What one cell of an existing action names instead of what it named."""
        gone = [code for code in old if code not in new]
        come = [code for code in new if code not in old]
        if column in PARTS:
            self.ended += [(action, column, code) for code in gone]
            self.begun += [(action, column, code, new.index(code), said) for code in come]
            return
        self.dropped.append((action, column, gone))
        keys = self.known.provisions if column == "provisions" else self.known.sites
        self.effects.dropped += [(action, column, keys[code]) for code in gone]
        self.effects.added += [(action, column, keys[code]) for code in come]
        self.add_named(column, come, action_id=action)

    def responsibility(self, part: str, code: str, position: int, said: Said, **columns: Any) -> Responsibility:
        mark, contact = said.get(code, ("", ""))
        return Responsibility(
            part=part,
            position=position,
            mark=mark[:LONGEST],
            contact=contact[:LONGEST],
            recorded_at=self.occasion.now,
            recorded_by=self.occasion.by,
            ground=self.run,
            **self.holders[code],
            **columns,
        )

    def key(self, action: int, part: str, code: str) -> tuple[int, str, int | None, int | None]:
        """What a responsibility is known by, in the order of ``KEY``."""
        holder = self.holders[code]
        return action, part, getattr(holder.get("institution"), "pk", None), getattr(holder.get("country"), "pk", None)

    def write(self) -> None:
        self.end()
        self.begin()
        for action, column, codes in self.dropped:
            known = self.known.provisions if column == "provisions" else self.known.sites
            through = Fulfils if column == "provisions" else ActsIn
            name = "provision_id__in" if column == "provisions" else "site_id__in"
            through.objects.filter(action_id=action, **{name: [known[code] for code in codes]}).delete()
        self.write_made()

    def write_made(self) -> None:
        """Writes what was collected of relations that are new, and keeps none of it."""
        create_all(self.made, self.occasion)
        Fulfils.objects.bulk_create(self.fulfilled, batch_size=BATCH)
        ActsIn.objects.bulk_create(self.places, batch_size=BATCH)
        self.made, self.fulfilled, self.places = [], [], []

    def end(self) -> None:
        """Responsibilities that the file no longer names end today, and stay on record."""
        keys = {self.key(*ended) for ended in self.ended}
        standing = standing_responsibilities(self.on).filter(action__in={action for action, *_rest in keys})
        ended = [pk for pk, *key in standing.values_list("pk", *KEY) if tuple(key) in keys]
        self.effects.ended = ended
        held = Responsibility.objects.filter(pk__in=ended)
        update_all(held, self.occasion, until=self.on, until_recorded_at=self.occasion.now)

    def begin(self) -> None:
        """New ones begin today."""
        self.made += [
            self.responsibility(part, code, position, said, action_id=action, since=self.on)
            for action, part, code, position, said in self.begun
        ]
