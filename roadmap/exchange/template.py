"""A blank spreadsheet of a roadmap to be filled, under the headings that plans have in a language."""

from collections import Counter
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook

from cooperation.exchange.files import CONTENT_TYPES, saved
from cooperation.models import Country
from cooperation.rules.fold import fold
from roadmap.exchange.columns import COLUMNS, LANGUAGES, TRANSLATED
from roadmap.exchange.export import add_sample_mark, named
from roadmap.exchange.guide import add_guide, leading, party_codes, some, where_listed
from roadmap.exchange.headings import HEADINGS
from roadmap.exchange.looks import look
from roadmap.exchange.typed_sheet import add_blank_rows
from roadmap.models import Roadmap

ROWS = 200


def template(roadmap: Roadmap, language: str) -> tuple[str, str, bytes]:
    """File name, content type and content of a blank table in one of the five languages, as XLSX."""
    with translation.override(language):
        workbook = Workbook(write_only=True)
        choices = choices_by_name(roadmap, language)
        listed = where_listed(choices)
        headings = headings_in(language)
        columns = [look(column, heading, listed) for column, heading in headings.items()]
        add_blank_rows(workbook, _("Actions"), columns, ROWS)
        add_guide(workbook, headings, choices)
        add_sample_mark(workbook, [roadmap])
        return f"{named([roadmap])}-template-{language}.xlsx", CONTENT_TYPES["xlsx"], saved(workbook)


def headings_in(language: str) -> dict[str, str]:
    """The first heading of each printed column, by the column as it is read, in the order of the columns."""
    columns = [column for column in COLUMNS if column.endswith(f"_{language}") or column in HEADINGS]
    return {column: HEADINGS[printed(column, language)][language][0] for column in columns}


def printed(column: str, language: str) -> str:
    """What the headings call a column: a text without its language."""
    bare = column.removesuffix(f"_{language}")
    return bare if bare in TRANSLATED else column


def choices_by_name(roadmap: Roadmap, language: str) -> dict[str, Sequence[str]]:
    """What may be chosen, as people call it; what several are called is chosen by code."""
    directions = [(one.code, title_in(one, language)) for one in roadmap.directions.all()]
    codes = party_codes([roadmap])
    countries = [(one.code, one.name) for one in Country.objects.filter(code__in=codes)]
    institutions = [(one.code, one.name_on()) for one in leading([roadmap]).prefetch_related("names")]
    return some({"direction": told_apart(directions), "lead": told_apart([*countries, *institutions])})


def title_in(record: object, language: str) -> str:
    """A title in the language, or in the first that has one."""
    titles = (getattr(record, f"title_{code}") for code in (language, *LANGUAGES))
    return next(filter(None, titles), "")


def told_apart(named: Sequence[tuple[str, str]]) -> list[str]:
    """Names by which each is known; the code where there is none, or where it is not the only one's."""
    borne = Counter(fold(name) for _code, name in named)
    return [name if name and borne[fold(name)] == 1 and ";" not in name else code for code, name in named]
