"""Who is meant by a name in a spreadsheet: by code, or by any name, acronym or spelling of any date."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.exchange.cells import split
from cooperation.models import Country, Institution, InstitutionName
from cooperation.rules.fold import fold
from roadmap.exchange.columns import LANGUAGES
from roadmap.exchange.institutions_near import Neighbours, spelt

MOST_KEPT = 20_000  # answers


class UnknownNameError(LookupError):
    """Nobody bears this name; ``near`` are the most similar names that are known, looked for when they are asked."""

    def __init__(self, name: str, nearest: Callable[[str], list[str]]) -> None:
        super().__init__(name)
        self.name, self.nearest = name, nearest

    @cached_property
    def near(self) -> list[str]:
        return self.nearest(self.name)


class AmbiguousNameError(LookupError):
    """Several bear this name; ``codes`` are theirs."""

    def __init__(self, name: str, codes: list[str]) -> None:
        super().__init__(name)
        self.name, self.codes = name, codes


@dataclass
class Directory:
    """Institutions by code and countries by ISO code, with every name that they bear or bore."""

    institutions: dict[str, int | None] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_spelling: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, str] = field(default_factory=dict)
    neighbours: Neighbours = field(default_factory=Neighbours)
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Directory":
        """Reads all names in three queries."""
        directory = cls()
        directory.institutions = dict(Institution.objects.values_list("code", "pk"))
        for code in directory.institutions:
            directory.learn(code, [code])
        languages = sorted(LANGUAGES, key=lambda language: language != get_language())  # the reader's first
        names = (f"{part}_{language}" for part in ("name", "acronym") for language in languages)
        for code, spellings, *columns in InstitutionName.objects.values_list("institution__code", "spellings", *names):
            directory.learn(code, [*columns, *spellings.splitlines()])
        for code, pk, *columns in Country.objects.values_list("code", "pk", *(f"name_{lang}" for lang in languages)):
            directory.countries[code] = pk
            directory.learn(code, columns)
        return directory

    def learn(self, code: str, names: Iterable[str | None]) -> None:
        """Takes names of an institution or country, of which those of later dates come later."""
        known = [name for name in names if name and name.strip()]
        for name in known:
            self.by_name[fold(name)].add(code)
            for spelling in spelt(name):
                self.by_spelling[spelling].add(code)
            self.neighbours.learn(code, name.strip())
        title = next((name for name in known if name != code), "")
        self.titles[code] = title.strip() or self.titles.get(code, code)
        self.found.clear()

    def codes_of(self, name: str) -> tuple[str, ...]:
        """The codes of all that bear a name: as it is written, or else as other keyboards and alphabets write it."""
        if name not in self.found:
            if len(self.found) >= MOST_KEPT:
                self.found.clear()
            codes = self.by_name.get(fold(name)) or {
                code for spelling in spelt(name) for code in self.by_spelling.get(spelling, ())
            }
            self.found[name] = tuple(sorted(codes))
        return self.found[name]

    def knows(self, name: str) -> bool:
        """Whether at least one institution or country bears a name or a code."""
        return name in self.institutions or name in self.countries or bool(self.codes_of(name))

    def name_of(self, code: str) -> str:
        """The latest name of an institution or country, if it can be in the reader's language."""
        return self.titles.get(code, code)

    def resolve(self, name: str) -> str:
        """The code of the institution or country that bears a name. Raises UnknownNameError, AmbiguousNameError."""
        if name in self.institutions or name in self.countries:
            return name
        codes = self.codes_of(name)
        if not codes:
            raise UnknownNameError(name, self.nearest)
        if len(codes) > 1:
            raise AmbiguousNameError(name, list(codes))
        return codes[0]

    def resolve_all(self, cell: str) -> tuple[list[str], list[LookupError]]:
        """The codes that a cell names, each once, and what could not be resolved in it."""
        codes: dict[str, None] = {}
        failed: list[LookupError] = []
        for name in split(cell):
            try:
                codes[self.resolve(name)] = None
            except (UnknownNameError, AmbiguousNameError) as error:
                failed.append(error)
        return list(codes), failed

    def nearest(self, name: str) -> list[str]:
        """Up to three known names that are most like this one, each of another institution."""
        return [shown for _code, shown in self.near_codes(name)]

    def near_codes(self, name: str) -> list[tuple[str, str]]:
        """Up to three institutions or countries with names most like this one: code and name, the most like first."""
        return self.neighbours.of(name)


def told(error: LookupError) -> tuple[str, str]:
    """What to say of a name that could not be resolved: the message and the advice."""
    if isinstance(error, AmbiguousNameError):
        return (
            _("“%(name)s” may be any of: %(codes)s.") % {"name": error.name, "codes": ", ".join(error.codes)},
            _("Write the code of the one that is meant."),
        )
    assert isinstance(error, UnknownNameError)
    if error.near:
        return (
            _("The institution “%(name)s” is not known.") % {"name": error.name},
            _("Did you mean: %(names)s? Otherwise add it to the register first.") % {"names": "; ".join(error.near)},
        )
    return (
        _("The institution “%(name)s” is not known.") % {"name": error.name},
        _("Correct the name, or add the institution to the register first."),
    )
