"""Who is responsible for imported actions, what they fulfil and where they act: written in bulk."""

from collections.abc import Mapping
from datetime import date, datetime

from cooperation.models import User
from roadmap.choices import Part
from roadmap.exchange.columns import PARTS, split
from roadmap.exchange.known import Known, standing_responsibilities
from roadmap.models import Action, Responsibility

Fulfils = Action.provisions.through
ActsIn = Action.sites.through
BATCH = 1000


class Relations:
    """Collects what is to be related to actions, and writes it at once."""

    def __init__(self, known: Known, now: datetime, by: User | None, on: date) -> None:
        self.known, self.now, self.by, self.on = known, now, by, on
        self.made: list[Responsibility] = []
        self.fulfilled: list[Fulfils] = []
        self.places: list[ActsIn] = []
        self.ended: list[tuple[int, str, str]] = []
        self.begun: list[tuple[int, str, str, int]] = []
        self.dropped: list[tuple[int, str, list[str]]] = []

    def add(self, action: int, cells: Mapping[str, str]) -> None:
        """All relations of a new action."""
        for part in PARTS:
            for position, code in enumerate(split(cells.get(part, ""))):
                self.made.append(self.responsibility(action, part, code, position))
        self.add_named(action, "provisions", split(cells.get("provisions", "")))
        self.add_named(action, "sites", split(cells.get("sites", "")))

    def add_named(self, action: int, column: str, codes: list[str]) -> None:
        if column == "provisions":
            known = self.known.provisions
            self.fulfilled += [Fulfils(action_id=action, provision_id=known[code]) for code in codes]
        else:
            self.places += [ActsIn(action_id=action, site_id=self.known.sites[code]) for code in codes]

    def replace(self, action: int, column: str, old: list[str], new: list[str]) -> None:
        """What one cell of an existing action names instead of what it named."""
        gone = [code for code in old if code not in new]
        come = [code for code in new if code not in old]
        if column in PARTS:
            self.ended += [(action, column, code) for code in gone]
            self.begun += [(action, column, code, new.index(code)) for code in come]
            return
        self.dropped.append((action, column, gone))
        self.add_named(action, column, come)

    def responsibility(
        self, action: int, part: str, code: str, position: int, since: date | None = None
    ) -> Responsibility:
        return Responsibility(
            action_id=action,
            part=Part(part),
            position=position,
            since=since,
            recorded_at=self.now,
            recorded_by=self.by,
            **self.holder(code),
        )

    def holder(self, code: str) -> dict[str, int | None]:
        """The institution or the country with that code, as a responsibility refers to it."""
        directory = self.known.directory
        if code in directory.institutions:
            return {"institution_id": directory.institutions[code], "country_id": None}
        return {"institution_id": None, "country_id": directory.countries[code]}

    def write(self) -> None:
        self.end()
        self.begin()
        Responsibility.objects.bulk_create(self.made, batch_size=BATCH)
        for action, column, codes in self.dropped:
            known = self.known.provisions if column == "provisions" else self.known.sites
            through = Fulfils if column == "provisions" else ActsIn
            name = "provision_id__in" if column == "provisions" else "site_id__in"
            through.objects.filter(action_id=action, **{name: [known[code] for code in codes]}).delete()
        Fulfils.objects.bulk_create(self.fulfilled, batch_size=BATCH)
        ActsIn.objects.bulk_create(self.places, batch_size=BATCH)

    def end(self) -> None:
        """Responsibilities that the file no longer names end today, and stay on record."""
        keys = {(action, part, *self.holder(code).values()) for action, part, code in self.ended}
        standing = standing_responsibilities(self.on).filter(action__in={action for action, *_rest in keys})
        ended = [pk for pk, *key in standing.values_list("pk", *KEY) if tuple(key) in keys]
        Responsibility.objects.filter(pk__in=ended).update(until=self.on, until_recorded_at=self.now)

    def begin(self) -> None:
        """New ones begin today; one that was ended today goes on."""
        actions = {action for action, *_rest in self.begun}
        ended_today = Responsibility.objects.filter(action__in=actions, until=self.on)
        revived = {tuple(key): pk for pk, *key in ended_today.values_list("pk", *KEY)}
        going_on = []
        for action, part, code, position in self.begun:
            key = (action, part, *self.holder(code).values())
            if key in revived:
                going_on.append(revived[key])
            else:
                self.made.append(self.responsibility(action, part, code, position, since=self.on))
        Responsibility.objects.filter(pk__in=going_on).update(until=None, until_recorded_at=None)


KEY = ("action_id", "part", "institution_id", "country_id")
