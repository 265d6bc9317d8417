"""The import of the register: rows are compared with what is stored, and written all together or not at all."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from cooperation.exchange.columns import Model, handle_of
from cooperation.exchange.contradicted import contradictions
from cooperation.exchange.errors import Refusal
from cooperation.exchange.nouns import NOUNS, Noun
from cooperation.exchange.outcome import Change, Outcome, Written
from cooperation.exchange.reading import Asked, Sheet, Tables, empty
from cooperation.exchange.resources import Key, NounResource
from cooperation.exchange.steady import not_allowed
from cooperation.models import User
from cooperation.models.occasion import noting
from cooperation.models.recorded import Recorded

NEAREST = 3


class RegisterChangedError(Exception):
    """What an import would do is no longer what was previewed."""


def import_register(
    tables: Tables,
    now: datetime,
    by: User | None = None,
    dry_run: bool = False,
    digest: str = "",
    afterwards: Callable[[Outcome], object] = bool,
) -> Outcome:
    """Writes the tables, by the names of nouns, as a whole; where something is refused, or in a dry run, nothing.

    Nothing is deleted. ``digest`` is that of a preview: what the import does must be what it would have done then.
    ``afterwards`` is called with what was written, in the same transaction. Raises RegisterChangedError.
    """
    with transaction.atomic():
        if not dry_run:
            wait_for_others()
        with noting(now, by):
            outcome = Importing(tables, now, by).run()
        if dry_run or outcome.refusals:
            transaction.set_rollback(True)
        elif digest and outcome.digest != digest:
            raise RegisterChangedError
        else:
            afterwards(outcome)
    return outcome


def wait_for_others() -> None:
    """Lets imports write one after another: what one of them adds is not there yet for another to lock or to see."""
    ContentType.objects.select_for_update(no_key=True).get(app_label="cooperation", model="instrument")


class Importing:
    """One import under way: its sheets in the order of dependence, and what has become of their rows."""

    def __init__(self, tables: Tables, now: datetime, by: User | None) -> None:
        self.now, self.by = now, by
        self.sheets = [Sheet(noun, tables[noun.name]) for noun in NOUNS if noun.name in tables]
        self.asked_for: dict[Model, set[str]] = {sheet.noun.model: sheet.handles for sheet in self.sheets}
        self.known: dict[Model, dict[str, Any]] = {}
        self.written: dict[Any, tuple[Sheet, int]] = {}
        self.outcome = Outcome()

    def run(self) -> Outcome:
        for sheet in self.sheets:
            self.outcome.ignored += sheet.ignored
            self.write_sheet(sheet)
        if not any(sheet.refusals for sheet in self.sheets):
            self.refuse_contradictions()
        self.outcome.refusals = [refusal for sheet in self.sheets for refusal in sheet.refusals]
        return self.outcome

    def refuse_contradictions(self) -> None:
        """Tells each at the row that was written, or, where that was stored before, by its name."""
        for record, message in contradictions(self.written):
            advice = _("Compare the rows that contradict each other with their sources.")
            if record in self.written:
                sheet, row = self.written[record]
                sheet.refuse(row, "", message, advice)
            else:
                self.sheets[0].refusals.append(Refusal(f"{record}: {message}", advice))

    def write_sheet(self, sheet: Sheet) -> None:
        resource = NounResource(sheet.noun)
        records = resource.get_queryset().select_for_update(of=("self",))  # nobody else writes them meanwhile
        stored = {resource.key(record): record for record in resource.numbered(records)}
        alike = Counter(key[:-1] for key in stored)
        own = {key[0]: record for key, record in stored.items()} if sheet.noun.own_link else {}
        for asked in in_order(sheet, own):
            if asked.key not in stored and sheet.noun.is_numbered and not self.is_next(sheet, asked, alike):
                continue
            self.compare(sheet, asked, stored.get(asked.key), resource)

    def is_next(self, sheet: Sheet, asked: Asked, alike: Counter[Key]) -> bool:
        """Whether a new row among rows that are alike has the number after the last."""
        alike[asked.key[:-1]] += 1
        expected = alike[asked.key[:-1]]
        if int(asked.key[-1]) == expected:
            return True
        sheet.refuse(
            asked.number,
            "row",
            _("There is no such row yet, and the next one among those alike is %(number)s.") % {"number": expected},
            _("Number rows that are otherwise alike 1, 2, 3, without a gap, in the order in which they were recorded."),
        )
        return False

    def compare(self, sheet: Sheet, asked: Asked, record: Any, resource: NounResource) -> None:
        """Writes a row that is new or differs."""
        noun = sheet.noun
        is_new, record = record is None, record or self.fresh(noun)
        before = resource.cells(record)
        changes = tuple(
            Change(name, before[name], cell)
            for name, cell in asked.cells.items()
            if cell != before[name] and name != "row"
        )
        if not is_new and not changes:
            self.outcome.unchanged += 1
            return
        refused = not_allowed(noun, changes) if not is_new else []
        refused += self.missing(noun, before | asked.cells)
        for name, message, advice in refused:
            sheet.refuse(asked.number, name, message, advice)
        if self.can_resolve(sheet, asked.number, changes) and not refused:
            written = Written(noun.name, asked.number, asked.key, changes)
            if self.save(sheet, asked, record, changes):
                (self.outcome.new if is_new else self.outcome.changed).append(written)

    def missing(self, noun: Noun, cells: dict[str, str]) -> list[tuple[str, str, str]]:
        """The columns that must be filled and are not."""
        names = [name for name, column in noun.columns.items() if column.demanded and not cells[name]]
        found = [(name, *empty()) for name in names]
        texts = [columns[0] for columns in noun.demanded_texts.values() if not any(cells[name] for name in columns)]
        return found + [(name, _("This text is missing."), _("Write it in at least one language.")) for name in texts]

    def can_resolve(self, sheet: Sheet, row: int, changes: Iterable[Change]) -> bool:
        """Whether all records that a row names are there; one that was refused above is not told of again."""
        before, resolved = len(sheet.refusals), True
        for change in changes:
            column = sheet.noun.columns[change.column]
            for handle in column.handles(change.new):
                assert column.refers_to is not None
                if handle in self.handles(column.refers_to):
                    continue
                resolved = False
                if handle not in self.asked_for.get(column.refers_to, ()):
                    sheet.refuse(row, change.column, *self.unknown(column.refers_to, handle))
        return resolved and len(sheet.refusals) == before

    def handles(self, model: Model) -> dict[str, Any]:
        """The keys of stored records by the codes or addresses that name them in cells."""
        if model not in self.known:
            self.known[model] = dict(model._default_manager.values_list(handle_of(model), "pk"))
        return self.known[model]

    def unknown(self, model: Model, handle: str) -> tuple[str, str]:
        words = {"noun": model._meta.verbose_name, "handle": handle}
        message = _("There is no %(noun)s “%(handle)s”.") % words
        if near := difflib.get_close_matches(handle, self.handles(model), NEAREST):
            return message, _("The nearest are: %(near)s.") % {"near": "; ".join(near)}
        return message, _("Write the code of one that is stored or stands in this file.")

    def fresh(self, noun: Noun) -> models.Model:
        record = noun.model()
        if isinstance(record, Recorded):
            record.recorded_at, record.recorded_by = self.now, self.by
        return record

    def save(self, sheet: Sheet, asked: Asked, record: Any, changes: Iterable[Change]) -> bool:
        """Writes what differs, checked as the admin checks it; returns whether nothing spoke against it."""
        noun = sheet.noun
        for change in changes:
            if change.column not in noun.lists:
                noun.columns[change.column].fill(record, change.new, self.found)
        try:
            record.full_clean(exclude=[*noun.demanded_texts, "folded"])
        except ValidationError as error:
            self.refuse_invalid(sheet, asked.number, error)
            return False
        record.save()
        for change in changes:
            if change.column in noun.lists:
                noun.columns[change.column].fill(record, change.new, self.found)
        self.written[record] = (sheet, asked.number)
        if len(noun.key) == 1:
            self.handles(noun.model)[asked.key[0]] = record.pk
        return True

    def found(self, model: Model, handle: str) -> Any:
        return self.handles(model)[handle]

    @staticmethod
    def refuse_invalid(sheet: Sheet, row: int, error: ValidationError) -> None:
        """Tells each error of the model at the column that holds what is wrong."""
        held = {field: name for name, column in sheet.noun.columns.items() for field in column.holds}
        for field, messages in error.message_dict.items():
            name = "" if field == NON_FIELD_ERRORS else held.get(field, "")
            for message in messages:
                sheet.refuse(row, name, message, _("Compare the row with its source and mend it."))


def in_order(sheet: Sheet, stored: dict[str, Any]) -> list[Asked]:
    """The rows as they can be written: the first of those alike first, and a whole before its parts."""
    rows = sheet.rows
    if sheet.noun.is_numbered:
        rows = sorted(rows, key=lambda asked: int(asked.key[-1]))
    if not (link := sheet.noun.own_link):
        return rows
    above = {handle: sheet.noun.columns[link].export(record) for handle, record in stored.items()}
    above |= {asked.key[0]: asked.cells[link] for asked in rows if link in asked.cells}
    depths: defaultdict[str, int] = defaultdict(int)
    for asked in list(rows):
        handle, seen = above.get(asked.key[0], ""), {asked.key[0]}
        while handle and handle not in seen:
            seen.add(handle)
            handle = above.get(handle, "")
        depths[asked.key[0]] = len(seen)
        if handle:
            sheet.refuse(
                asked.number,
                link,
                _("This record would be a part of itself."),
                _("Mend the column in one of the rows: %(rows)s.") % {"rows": "; ".join(sorted(seen))},
            )
    return sorted(rows, key=lambda asked: depths[asked.key[0]])
