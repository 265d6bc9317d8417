"""The forms of an import: the file with what belongs to it, and what its columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.sheet import Sheet
from cooperation.exchange.table import MAX_BYTES
from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.asked import Request
from roadmap.exchange.column_names import groups, names
from roadmap.exchange.columns import OF_A_DAY, SEVERAL
from roadmap.exchange.layout import Layout, lay_out
from roadmap.exchange.plan import Plan
from roadmap.exchange.planning import plan_import
from roadmap.exchange.questions import NOT_READ, Answers
from roadmap.exchange.runs import request_of
from roadmap.limits import current_limits
from roadmap.models import ImportRun

MAX_ROWS = 5_000
FIRST_ROWS = 8


def check_length(layout: Layout) -> None:
    """Raises ValidationError where a table is too long to be worked out while somebody waits."""
    if len(layout.rows) > MAX_ROWS:
        raise ValidationError(
            _("This table has more than %(limit)s rows. Divide it, or have it imported by the command import_actions.")
            % {"limit": MAX_ROWS}
        )


def is_mendable(layout: Layout) -> bool:
    """Whether somebody can say what the table is, where nothing can be planned."""
    return bool(layout.unknown or layout.others) and not set(OF_A_DAY).issubset(layout.headings)


class UploadForm(forms.ModelForm):
    """The file and whose it is; what a file that can be read would do is worked out while the form is checked."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or ODS: an export, a template, or a plan as a ministry has it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xlsm,.ods"}),
    )
    plan: Plan | None = None

    class Meta:
        model = ImportRun
        fields = ("roadmap", "institution", "country")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.plan_file(cleaned)
        return cleaned

    def plan_file(self, cleaned: dict[str, Any]) -> None:
        """Works out what the file would do; nothing, where its columns are to be told first."""
        if cleaned["file"].size > MAX_BYTES:
            raise ValidationError(
                {"file": _("This file is larger than %(limit)s megabytes.") % {"limit": MAX_BYTES // 1024**2}}
            )
        self.content = cleaned["file"].read()
        run = ImportRun(**{name: cleaned[name] for name in ("roadmap", "institution", "country")})
        try:
            self.plan = plan_of_upload(read_workbook(self.content), request_of(run))
        except RefusedError as error:
            raise ValidationError({"file": [str(refusal) for refusal in error.refusals]}) from error
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error


def plan_of_upload(sheets: Sequence[Sheet], request: Request) -> Plan | None:
    """What the file would do, or nothing where its columns are to be told. Raises RefusedError, ValidationError."""
    layout = lay_out(sheets, request)
    check_length(layout)
    if layout.problem and is_mendable(layout):
        return None
    return plan_import(sheets, request, timezone.localdate(), current_limits())


class PlaceForm(forms.Form):
    """Where the table stands: in which sheet, and from which row on."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header = forms.IntegerField(label=gettext_lazy("Row of the headings"), min_value=1, max_value=1_048_576)

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = [sheet for sheet in sheets if sheet.rows]
        if len(self.sheets) > 1:
            self.fields["sheet"].choices = [(sheet.title, self.label(sheet)) for sheet in self.sheets]
        else:
            del self.fields["sheet"]

    def label(self, sheet: Sheet) -> str:
        return _("%(sheet)s (hidden)") % {"sheet": sheet.title} if sheet.is_hidden else sheet.title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sheet = next((one for one in self.sheets if one.title == cleaned.get("sheet")), self.sheets[0])
        if "header" in cleaned and all(row.number != cleaned["header"] for row in sheet.rows):
            self.add_error("header", _("Nothing is written in this row."))
        return cleaned

    def answers(self, before: Answers) -> Answers:
        """What is answered with this place; columns hold for the place where they were told."""
        sheet, header = self.cleaned_data.get("sheet"), self.cleaned_data["header"]
        return Answers(sheet, header, {}, before.deadlines, before.institutions, before.directions)


class ColumnsForm(forms.Form):
    """What each column of a table is. ``layout`` is what is known of it so far."""

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        choices = [(NOT_READ, _("not read")), *groups()]
        for place, heading in enumerate(layout.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=_("Column %(letter)s: %(heading)s")
                % {"letter": get_column_letter(place + 1), "heading": heading},
                choices=choices,
                required=False,
                initial=layout.columns.get(place, NOT_READ),
            )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """What the page shows above each column."""
        called, hidden = names(), set(self.layout.sheet.hidden_columns)
        return [
            {
                "field": self[f"column_{place}"],
                "letter": get_column_letter(place + 1),
                "heading": heading,
                "is_unknown": place in self.layout.unknown,
                "is_hidden": place in hidden,
                "suggested": called.get(self.layout.suggested.get(place, ""), ""),
            }
            for place, heading in enumerate(self.layout.headings)
        ]

    @property
    def first_rows(self) -> list[tuple[int, list[str]]]:
        """The first rows below the headings, as wide as these."""
        width = len(self.layout.headings)
        return [
            (row.number, [*row.cells[:width], *[""] * (width - len(row.cells))])
            for row in self.layout.rows[:FIRST_ROWS]
        ]

    @property
    def hidden_rows(self) -> list[int]:
        return [number for number in self.layout.sheet.hidden_rows if number > max(self.layout.header, default=0)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first: dict[str, str] = {}
        for name, column in list(cleaned.items()):
            before = first.setdefault(column, name)
            if column and column not in SEVERAL and before != name:
                self.add_error(name, _("“%(field)s” is that already.") % {"field": self.fields[before].label})
        return cleaned

    @property
    def told(self) -> dict[int, str]:
        """Our column, or nothing, by the place of theirs."""
        return {int(name.partition("_")[2]): column for name, column in self.cleaned_data.items()}
