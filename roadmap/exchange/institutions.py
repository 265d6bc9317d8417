"""Who is meant by a name in a spreadsheet: by code, or by any name, acronym or spelling of any date."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from cooperation.exchange.cells import split
from cooperation.models import Country, Institution, InstitutionName
from cooperation.rules.fold import fold
from roadmap.exchange.columns import LANGUAGES

NEAREST = 3
NEAR_ENOUGH = 70


class UnknownNameError(LookupError):
    """Nobody bears this name; ``near`` are the most similar names that are known."""

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(name)
        self.name, self.near = name, near


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
    shown: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Directory":
        """Reads all names in three queries."""
        directory = cls()
        directory.institutions = dict(Institution.objects.values_list("code", "pk"))
        for code in directory.institutions:
            directory.learn(code, [code])
        names = (f"{part}_{language}" for part in ("name", "acronym") for language in LANGUAGES)
        for code, spellings, *columns in InstitutionName.objects.values_list("institution__code", "spellings", *names):
            directory.learn(code, [*columns, *spellings.splitlines()])
        for code, pk, *columns in Country.objects.values_list("code", "pk", *(f"name_{lang}" for lang in LANGUAGES)):
            directory.countries[code] = pk
            directory.learn(code, columns)
        return directory

    def learn(self, code: str, names: Iterable[str | None]) -> None:
        for name in filter(None, names):
            folded = fold(name)
            self.by_name[folded].add(code)
            if name != code:
                self.names.setdefault(code, name.strip())
            self.shown.setdefault(folded, name.strip())

    def resolve(self, name: str) -> str:
        """The code of the institution or country that bears a name. Raises UnknownNameError, AmbiguousNameError."""
        if name in self.institutions or name in self.countries:
            return name
        codes = sorted(self.by_name.get(fold(name), ()))
        if not codes:
            raise UnknownNameError(name, self.nearest(name))
        if len(codes) > 1:
            raise AmbiguousNameError(name, codes)
        return codes[0]

    def knows(self, name: str) -> bool:
        """Whether somebody bears this name, or several do."""
        try:
            self.resolve(name)
        except UnknownNameError:
            return False
        except AmbiguousNameError:
            return True
        return True

    def name_of(self, code: str) -> str:
        """A name under which an institution or a country is known."""
        return self.names.get(code, code)

    def near_codes(self, name: str) -> list[tuple[str, str]]:
        """Codes and names of those whose names are most like this one, each once."""
        near = {code: shown for shown in self.nearest(name) for code in sorted(self.by_name[fold(shown)])}
        return list(near.items())

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
        """Up to three known names that are most like this one."""
        found = process.extract(
            fold(name), self.shown.keys(), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=NEAR_ENOUGH
        )
        return [self.shown[folded] for folded, _score, _index in found]


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
