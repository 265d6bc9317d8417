"""Rows of one record that may not contradict each other, nor what is stored of others."""

from typing import Any, ClassVar

from django.forms import BaseInlineFormSet


class ConsistentFormSet(BaseInlineFormSet):
    """Asks ``contradicting`` about all rows as they would be saved; what it tells stands at its row, ``told_at``."""

    told_at: ClassVar[str]

    def contradicting(self, records: list[Any]) -> list[tuple[Any, str]]:
        """Those of these records that contradict others, each with what to tell."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if any(self.errors):  # a row that cannot be read says nothing yet, and the form is refused anyway
            return
        gone = self.deleted_forms
        kept = [form for form in self.forms if form not in gone and (form.instance.pk or form.has_changed())]
        forms = {id(form.instance): form for form in kept}  # new records have no key yet
        for record, message in self.contradicting([form.instance for form in kept]):
            forms[id(record)].add_error(self.told_at, message)
