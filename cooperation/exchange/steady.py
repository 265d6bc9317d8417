"""What does not change once a record of the register is stored, in a spreadsheet as in the admin."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cooperation.choices import InstitutionKind
from cooperation.exchange.columns import Column
from cooperation.exchange.nouns import Noun
from cooperation.exchange.outcome import Change
from cooperation.models import Institution
from cooperation.models.fixed import Fixed

SOURCES = "sources"  # of a fixed record too: where it is stated may be found later


def not_allowed(noun: Noun, changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    """The columns of a stored record that may not change like this, each with a message and an advice."""
    return [
        (change.column, message, _("Leave the cell as it is stored."))
        for change in changes
        if (message := why_not(noun, noun.columns[change.column], change))
    ]


def why_not(noun: Noun, column: Column, change: Change) -> str:
    """Why a change is refused; nothing where it is not."""
    model = noun.model
    if issubclass(model, Fixed):
        may_change = {SOURCES, *model.fixing.may_change}
        if not may_change.issuperset(column.holds):
            return _("This record is part of the account: once recorded, it is not changed.")
    if model is Institution and change.column == "country":
        return _("An institution does not move to another country: add another one.")
    if model is Institution and change.column == "kind":
        supports = InstitutionKind.never_required()
        if (change.old in supports) != (change.new in supports):
            return _("An organisation that supports does not become an authority, nor the reverse: add another one.")
    return ""
