"""The institutions and countries that a cell names: by code, by name, as answered, or made because they are missing."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from cooperation.exchange.cells import CellError, joined, split, text
from cooperation.exchange.errors import Refusal
from cooperation.rules.fold import fold
from roadmap.exchange.asking import Asker
from roadmap.exchange.bodies import Body, bodies_of
from roadmap.exchange.creation import Creation
from roadmap.exchange.institutions import AmbiguousNameError, UnknownNameError, told
from roadmap.exchange.known import Known
from roadmap.exchange.parts import Parts, parts_of
from roadmap.exchange.questions import NEW, Note, Question

Place = tuple[str, str]


@dataclass
class Holders:
    """Resolves those whom cells name; ``all_lead``: the file names those who support in a column of their own."""

    known: Known
    creation: Creation | None
    asker: Asker
    all_lead: bool
    told_apart: dict[str, list[Body]] = field(default_factory=dict)

    def coded(self, cell: str, row: int, place: Place, language: str) -> str:
        """The codes in a cell of ours, in which semicolons stand between names. Raises CellError."""
        codes, failed = self.known.directory.resolve_all(cell)
        if not failed:
            return joined(codes)
        if not self.asker.asks and (
            self.creation is None or any(isinstance(one, AmbiguousNameError) for one in failed)
        ):
            messages, advice = zip(*map(told, failed), strict=True)
            raise CellError(" ".join(messages), " ".join(dict.fromkeys(advice)))
        found = (self.code_of(name, row, place, language) for name in split(cell))
        return joined(dict.fromkeys(code for code in found if code))

    def printed(self, cell: str, row: int, place: Place, language: str) -> Parts:
        """Those whom a cell of a printed plan names, and who of them leads. Raises CellError."""
        text(cell)
        named: list[tuple[Body, str]] = []
        for body in self.bodies(cell):
            if body.is_parties:
                named += [(body, code) for code in self.parties(body.name)]
                self.note(body, row, place)
            elif code := self.code_of(body.name, row, place, language):
                named.append((body, code))
                self.note(body, row, place)
        return parts_of(named, self.countries, self.all_lead)

    def bodies(self, cell: str) -> list[Body]:
        """The bodies in a cell, told apart once for all rows in which it stands."""
        if cell not in self.told_apart:
            self.told_apart[cell] = bodies_of(cell, self.known.directory.knows)
        return self.told_apart[cell]

    def parties(self, name: str) -> list[str]:
        """Those who are parties on the day. Raises CellError where there are none."""
        if not self.known.parties:
            raise CellError(
                _("“%(name)s” are the parties of the roadmap, and it has none.") % {"name": name},
                _("Add the parties to the roadmap first, or write the names of those who are meant."),
            )
        return self.known.parties

    @cached_property
    def countries(self) -> dict[str, str]:
        """The country of each institution that can be required, by its code; those are added that this import makes."""
        return dict(self.known.required_of)

    def made(self, creation: Creation, name: str, language: str) -> str:
        """The code of a new institution. Raises CellError."""
        code = creation.institution(name, language)
        if creation.country is not None:
            self.countries[code] = creation.country.code
        return code

    def note(self, body: Body, row: int, place: Place) -> None:
        """What stands beside the name, and is kept with it."""
        if body.contact:
            told_of = _("“%(person)s” is kept as a contact at “%(body)s”.") % {
                "person": body.contact,
                "body": body.name,
            }
            self.asker.notes.append(Note("contact", told_of, row, *place))
        if body.mark:
            told_of = _("“%(mark)s” is kept as a mark at “%(body)s”.") % {"mark": body.mark, "body": body.name}
            self.asker.notes.append(Note("mark", told_of, row, *place))

    def code_of(self, name: str, row: int, place: Place, language: str) -> str:
        """The code of whoever bears a name, as known or as answered; nothing where it is asked. Raises CellError."""
        try:
            return self.known.directory.resolve(name)
        except (UnknownNameError, AmbiguousNameError) as error:
            answer = self.asker.answers.institutions.get(fold(name), "")
            if answer in self.known.directory.institutions or answer in self.known.directory.countries:
                return answer
            is_new = isinstance(error, UnknownNameError) and (answer == NEW or not self.asker.asks)
            if self.creation is not None and is_new:
                return self.made(self.creation, name, language)
            self.ask(name, error, row, place)
            return ""

    def ask(self, name: str, error: LookupError, row: int, place: Place) -> None:
        refusal = Refusal(*told(error), row, *place)
        if isinstance(error, AmbiguousNameError):
            near = tuple((code, self.known.directory.name_of(code)) for code in error.codes)
        else:
            near = tuple(self.known.directory.near_codes(name))
        self.asker.ask(Question("institutions", fold(name), name, (row,), *place, near, refusal))
