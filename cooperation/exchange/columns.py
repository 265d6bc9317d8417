"""The columns of the register's sheets: how each is read off a record, and how a cell of it is written to one."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.db.models.fields import NOT_PROVIDED
from django.utils.translation import gettext as _
from import_export import fields, widgets

from cooperation.choices import Language
from cooperation.exchange.cells import CellError, joined, normal, one_of, split, text
from cooperation.rules.partial_date import PartialDate, parse

Model = type[models.Model]
Found = Callable[[Model, str], Any]
# Columns that stand for a date that may be known in part, and the prefix of the model's columns that hold it.
SPANS = {"date": "", "since": "since_", "until": "until_"}
MAX_NUMBER = 32767
WHOLE = re.compile(r"[0-9]{1,9}")


class Words(widgets.Widget):
    """A text, at most so long."""

    def __init__(self, max_length: int | None = None) -> None:
        super().__init__()
        self.max_length = max_length

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return text(value, self.max_length)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return normal(value)


class Choice(Words):
    """A choice by its stored value; an empty cell is the default."""

    def __init__(self, values: list[str], default: str) -> None:
        super().__init__()
        self.values, self.default = values, default

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return one_of(value, self.values, self.default)


class Number(widgets.Widget):
    """A whole number that is not negative."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int | None:
        if not value:
            return None
        if WHOLE.fullmatch(value) is None or int(value) > MAX_NUMBER:
            raise CellError(
                _("“%(cell)s” is not a whole number.") % {"cell": value},
                _("Write a whole number from 0 to %(limit)s.") % {"limit": MAX_NUMBER},
            )
        return int(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Mark(widgets.Widget):
    """Whether something holds: ``yes``, or an empty cell."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> bool:
        return bool(one_of(value, ["yes"], ""))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else ""


class Day(widgets.Widget):
    """A day of the calendar, or nothing."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise CellError(
                _("“%(cell)s” is not a date that can be read.") % {"cell": value}, _("Write it as 2024-02-11.")
            ) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class Partial(widgets.Widget):
    """A date as far as it is known, without its wording."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> PartialDate:
        try:
            return parse(value)
        except ValueError:
            raise CellError(
                _("“%(cell)s” is not a date that can be read.") % {"cell": value},
                _("Write it as 2024, 2024-02, 2024-02-11 or 2024-02-11/2024-02-17, the first day before the last."),
            ) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value)


class Handles(widgets.Widget):
    """The records of a relation, by the code or address of each, in the order of these."""

    def __init__(self, handle: str) -> None:
        super().__init__()
        self.handle = handle

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        return sorted(split(text(value)))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if isinstance(value, list):
            return joined(value)
        return joined(sorted(getattr(record, self.handle) for record in value.all())) if value else ""


class Column(fields.Field):
    """One column of a sheet; ``holds`` names the model's columns for which it stands."""

    refers_to: Model | None = None

    def __init__(self, name: str, widget: widgets.Widget, *holds: str, attribute: str = "", demanded: bool = False):
        super().__init__(attribute=attribute or holds[0], column_name=name, widget=widget)
        self.holds, self.demanded = holds, demanded

    def canonical(self, cell: str) -> str:
        """The cell as an export would write it. Raises CellError where it cannot be read."""
        written: str = self.widget.render(self.widget.clean(text(cell)))
        return written

    def handles(self, cell: str) -> list[str]:
        """The records that a canonical cell names."""
        return []

    def fill(self, record: Any, cell: str, found: Found) -> None:
        """Writes a canonical cell to a record that is saved afterwards."""
        setattr(record, self.holds[0], self.widget.clean(cell))


class SpanColumn(Column):
    """A date as far as it is known: two days in one cell."""

    def get_value(self, instance: Any) -> PartialDate:
        return PartialDate(*(getattr(instance, held) for held in self.holds))

    def fill(self, record: Any, cell: str, found: Found) -> None:
        known = self.widget.clean(cell)
        for held, day in zip(self.holds, (known.earliest, known.latest), strict=True):
            setattr(record, held, day)


class LinkColumn(Column):
    """Another record, by its code or address."""

    def __init__(self, field: Any) -> None:
        self.refers_to = field.related_model
        to = f"{field.name}__{handle_of(field.related_model)}"
        super().__init__(field.name, Words(), field.name, attribute=to, demanded=not field.null)

    def handles(self, cell: str) -> list[str]:
        return [cell] if cell else []

    def fill(self, record: Any, cell: str, found: Found) -> None:
        assert self.refers_to is not None
        setattr(record, f"{self.holds[0]}_id", found(self.refers_to, cell) if cell else None)


class LinksColumn(Column):
    """Several other records, each by its code or address; it is filled after the record is saved."""

    def __init__(self, field: Any) -> None:
        self.refers_to = field.related_model
        super().__init__(field.name, Handles(handle_of(field.related_model)), field.name, demanded=not field.blank)

    def handles(self, cell: str) -> list[str]:
        return split(cell)

    def fill(self, record: Any, cell: str, found: Found) -> None:
        assert self.refers_to is not None
        getattr(record, self.holds[0]).set([found(self.refers_to, handle) for handle in split(cell)])


def handle_of(model: Model) -> str:
    """The column by which records of a model are named in a cell."""
    return "code" if any(field.name == "code" for field in model._meta.fields) else "slug"


def columns_of(model: Model, names: list[str]) -> Iterator[Column]:
    """The columns of a sheet, made from the columns of the model that they stand for."""
    for name in names:
        if name == "row":
            yield Column("row", Number(), "row")
        elif name in SPANS:
            first, last, wording = (f"{SPANS[name]}{part}" for part in ("earliest", "latest", "wording"))
            yield SpanColumn(name, Partial(), first, last)
            yield Column(f"{name}_wording", widget_of(model._meta.get_field(wording)), wording)
        else:
            yield from columns_of_field(model, model._meta.get_field(name))


def columns_of_field(model: Model, field: Any) -> Iterator[Column]:
    """The column of one field, or those of a text in each language."""
    if field.many_to_many:
        yield LinksColumn(field)
    elif field.many_to_one:
        yield LinkColumn(field)
    elif is_translated(model, field.name):
        for code in Language.values:
            yield Column(f"{field.name}_{code}", widget_of(field), f"{field.name}_{code}")
    else:
        is_mark = isinstance(field, models.BooleanField)
        yield Column(field.name, widget_of(field), field.name, demanded=not field.blank and not is_mark)


def is_translated(model: Model, name: str) -> bool:
    """Whether a text is kept in several languages, so that its bare column follows from theirs."""
    originals = (getattr(field, "translated_field", None) for field in model._meta.fields)
    return any(original is not None and original.name == name for original in originals)


def widget_of(field: Any) -> widgets.Widget:
    """How a plain column is read and written."""
    if field.choices:
        default = "" if field.default is NOT_PROVIDED else str(field.default)
        return Choice([value for value, _label in field.choices if value], default)
    match field:
        case models.BooleanField():
            return Mark()
        case models.DateField():
            return Day()
        case models.PositiveIntegerField():
            return Number()
        case _:
            return Words(field.max_length)
