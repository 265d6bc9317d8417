"""What each column of a spreadsheet of actions is for, in the reader's language, and what may be chosen in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname

from cooperation.choices import InstitutionKind, Language, Visibility
from cooperation.exchange.files import TEXT_FORMAT
from cooperation.models import Institution
from roadmap.choices import Precision, Recurrence, Timing
from roadmap.exchange.columns import COLUMNS, TEXTS
from roadmap.exchange.typed_sheet import Column, add_typed_sheet
from roadmap.models import Roadmap, RoadmapParty

LONGEST = 300  # of a list that still helps to choose
Choices = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Explained:
    """What stands in a column: an example of it, and whether every action needs it."""

    what: str
    example: str = ""
    required: str = ""


def stem(column: str) -> str:
    """A column without its language."""
    return column.rpartition("_")[0] if column in TEXTS else column


def explained() -> dict[str, Explained]:
    """Each column that is read, by its name without a language."""
    return {
        "code": Explained(
            _("A short code that stays with the action. It is text: 1.10 is not 1.1."), "2.3", _("required")
        ),
        "number": Explained(_("The number of the item as the plan prints it."), "12"),
        "direction": Explained(_("A direction of the roadmap, by its code or its title."), "2", _("required")),
        "title": Explained(_("What is to be done."), _("Joint count of the saiga"), _("required in one language")),
        "description": Explained(_("How it is to be done.")),
        "expected_result": Explained(_("What there will be once it is done."), _("Joint report")),
        "completion_form": Explained(_("The act or paper that shows completion."), _("Order of the ministry")),
        "lead": Explained(
            _("Who leads: institutions by code, name or acronym, or countries, with semicolons between."),
            "kz-forestry; uz-ecology",
        ),
        "supporting": Explained(_("Who supports, written as who leads."), "uz-academy"),
        "funding": Explained(_("Who funds, written as who leads.")),
        "provisions": Explained(
            _("Which provisions it fulfils: the address of the instrument, the sign #, the number of the provision."),
            "memorandum#1.10",
        ),
        "sites": Explained(_("At which sites, by their addresses."), "ustyurt-plateau"),
        "starts_on": Explained(_("The first day, where one is given."), "2026-01-15"),
        "timing": Explained(_("How the deadline is meant. Left empty, it follows from the other cells."), "dated"),
        "deadline": Explained(_("The last day, also of a month, a quarter, a half-year or a year."), "2026-12-31"),
        "deadline_precision": Explained(_("How exactly the last day is known."), "quarter"),
        "deadline_text": Explained(_("The deadline as the plan words it."), _("by the end of 2026")),
        "recurrence": Explained(_("The period of a recurring duty."), "quarter"),
        "offset_days": Explained(_("How many days after the end of each period a recurring duty is due."), "15"),
        "visibility": Explained(_("Who sees the action: the public, or only those who sign in."), "public"),
    }


def explained_follows() -> dict[str, Explained]:
    """Each column that only goes out."""
    return {
        "original_deadline": Explained(_("The last day as first agreed."), "2026-12-31"),
        "slip_days": Explained(_("By how many days the deadline was moved."), "90"),
        "status": Explained(_("The joint status, which follows from those of the countries."), "in_progress"),
        "status_by_country": Explained(_("The status as each country last reported it."), "KZ: completed"),
        "schedule": Explained(_("Whether it is on time, as computed on the day of the export."), "due_soon"),
        "awaits": Explained(_("For which countries it waits."), "KZ; UZ"),
        "percent": Explained(_("How far it has come, in percent."), "50"),
        "completed_on": Explained(_("The day of its completion."), "2026-10-01"),
        "last_reported_on": Explained(_("The day that the last report describes."), "2026-11-01"),
        "on": Explained(_("The day whose state is shown."), "2026-11-01"),
        "known": Explained(_("By which day it had been recorded."), "2026-11-01"),
    }


def guide_row(column: str, heading: str) -> list[str]:
    """The row that explains a column under its heading in the file."""
    told = {**explained(), **explained_follows()}[stem(column)]
    is_text = column in TEXTS
    what = f"{told.what} {Language(column.rpartition('_')[2]).label}." if is_text else told.what
    read = _("read") if column in COLUMNS else _("not read: it follows from what is recorded")
    return [heading, what, told.example, told.required, read]


def add_guide(workbook: Workbook, headings: Mapping[str, str], choices: Choices) -> None:
    """The sheet that explains the columns, with what may be chosen beside it; ``headings`` by our columns."""
    texts = [_("Column"), _("What to write"), _("Example"), _("Required?"), _("On import")]
    widths = [26, 70, 26, 20, 30]
    columns = [
        *(Column(text, width, TEXT_FORMAT, wraps=True) for text, width in zip(texts, widths, strict=True)),
        Column(" ", 4),
        *(Column(_("May be chosen: %(column)s") % {"column": headings[name]}, 30, TEXT_FORMAT) for name in choices),
    ]
    explaining = [guide_row(column, heading) for column, heading in headings.items()]
    listed = zip_longest(*choices.values(), fillvalue="")
    rows = zip_longest(explaining, listed)
    empty = [""] * len(texts), [""] * len(choices)
    add_typed_sheet(workbook, _("Columns"), columns, ([*(row or empty[0]), "", *(of or empty[1])] for row, of in rows))


def where_listed(choices: Choices) -> dict[str, str]:
    """The cells of the explaining sheet in which the choices of each column stand."""
    sheet = quote_sheetname(_("Columns"))
    letters = (get_column_letter(place) for place in range(7, 7 + len(choices)))
    return {
        column: f"{sheet}!${letter}$2:${letter}${len(values) + 1}"
        for letter, (column, values) in zip(letters, choices.items(), strict=True)
    }


def choices_of(roadmaps: Iterable[Roadmap]) -> dict[str, Sequence[str]]:
    """What may be chosen, as exports have it: codes and stored values."""
    roadmaps = list(roadmaps)
    return some(
        {
            "direction": [direction.code for roadmap in roadmaps for direction in roadmap.directions.all()],
            "timing": Timing.values,
            "deadline_precision": Precision.values,
            "recurrence": Recurrence.values,
            "visibility": Visibility.values,
            "lead": [*party_codes(roadmaps), *leading(roadmaps).values_list("code", flat=True)],
        }
    )


def some(choices: Choices) -> dict[str, Sequence[str]]:
    """Lists that are neither empty nor too long to choose from, each value once."""
    once = {column: list(dict.fromkeys(values)) for column, values in choices.items()}
    return {column: values for column, values in once.items() if 0 < len(values) <= LONGEST}


def party_codes(roadmaps: Iterable[Roadmap]) -> list[str]:
    """The countries of the roadmaps, by ISO code."""
    parties = RoadmapParty.objects.filter(roadmap__in=roadmaps)
    return sorted(set(parties.values_list("country__code", flat=True)))


def leading(roadmaps: Iterable[Roadmap]) -> "QuerySet[Institution]":
    """The institutions of the roadmaps' countries that may be required."""
    ours = Institution.objects.filter(country__roadmap_parties__roadmap__in=roadmaps).distinct()
    return ours.exclude(kind__in=InstitutionKind.never_required()).order_by("code")
