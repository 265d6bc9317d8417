"""What an import may make because it is missing: the roadmap, its directions, institutions."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.exchange.cells import CellError
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.models import Country, Institution, InstitutionName
from cooperation.rules.fold import fold
from roadmap.exchange.known import Known
from roadmap.models import Direction, Roadmap

MAX_TITLE = Direction._meta.get_field("title").max_length or 0
MAX_NAME = InstitutionName._meta.get_field("name").max_length or 0
MAX_CODE = Institution._meta.get_field("code").max_length or 0
LATIN = str.maketrans("абвгдезийклмнопрстуфыэўқғҳәіңөұүһ", "abvgdeziiklmnoprstufyeoqghainouuh") | str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)


@dataclass(frozen=True)
class Named:
    """Something to be made: its code, and its name in one language."""

    code: str
    name: str
    language: str


@dataclass
class Creation:
    """Permission to make what is missing, and a list of it; ``country`` is that of new institutions."""

    known: Known
    slug: str
    title: str = ""
    country: Country | None = None
    new_roadmap: bool = False
    new_directions: list[Named] = field(default_factory=list)
    new_institutions: list[Named] = field(default_factory=list)

    def direction(self, title: str, language: str) -> str:
        """The code of a new direction: the next number. Raises CellError."""
        if len(title) > MAX_TITLE:
            raise too_long(title, MAX_TITLE)
        code = str(max((int(code) for code in self.known.directions if code.isdecimal()), default=0) + 1)
        self.new_directions.append(Named(code, title, language))
        self.known.learn_direction(code, [title])
        return code

    def institution(self, name: str, language: str) -> str:
        """The code of a new institution. Raises CellError."""
        if len(name) > MAX_NAME:
            raise too_long(name, MAX_NAME)
        code = self.free_code(name)
        self.new_institutions.append(Named(code, name, language))
        self.known.directory.institutions[code] = None
        self.known.directory.learn(code, [code, name])
        return code

    def free_code(self, name: str) -> str:
        """A code after the name, which no institution has."""
        stem = slugify(fold(name).translate(LATIN))[: MAX_CODE - 4] or "institution"
        code, number = stem, 1
        while code in self.known.directory.institutions:
            number += 1
            code = f"{stem}-{number}"
        return code


def too_long(text: str, limit: int) -> CellError:
    return CellError(
        _("This text has %(length)s characters; at most %(limit)s fit.") % {"length": len(text), "limit": limit},
        _("Shorten it."),
    )


def check_new_roadmap(slug: str, title: str) -> None:
    """Raises RefusedError where a roadmap cannot have that address or title."""
    try:
        validate_slug(slug)
    except ValidationError:
        slug = ""
    if not slug or len(slug) > (Roadmap._meta.get_field("slug").max_length or 0):
        raise RefusedError(
            Refusal(
                _("A new roadmap cannot have that address."),
                _("Use at most 80 small letters, digits and hyphens."),
            )
        )
    if len(title) > (Roadmap._meta.get_field("title").max_length or 0):
        raise RefusedError(Refusal(_("The title of the new roadmap is too long."), _("Shorten it.")))
