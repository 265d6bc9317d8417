from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import InstitutionKind, Language
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Lasting, Sourced
from cooperation.models.fixed import Fixed, Fixing
from cooperation.models.recorded import Recorded
from cooperation.models.searchable import Searchable, SearchableQuerySet


class InstitutionQuerySet(SearchableQuerySet["Institution"]):
    def get_by_natural_key(self, code: str) -> "Institution":
        return self.get(code=code)

    def with_names(self) -> "InstitutionQuerySet":
        """Also loads what a name on any date needs."""
        return self.select_related("country").prefetch_related("names")


class Institution(Searchable, Sourced):
    """A ministry, committee, agency, institute, university, NGO or intergovernmental organisation."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        related_name="institutions",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty for an international organisation."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("superior institution"),
        related_name="children",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["code"]

    def __str__(self) -> str:
        latest = self.dated_name()
        return str(latest) if latest else self.code

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def words(self) -> Iterator[str]:
        """Its code, and its names of every time."""
        yield self.code
        if self.pk:
            for name in self.names.all():
                yield from name.words()

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("An institution cannot stand under itself.")})
            above = above.parent

    def dated_name(self, on: date | None = None) -> "InstitutionName | None":
        """The name that it bore on a day; the latest where no day is given, the first where the day is before all."""
        names = sorted(self.names.all(), key=lambda name: (name.since_earliest or date.min, name.pk or 0))
        borne = [name for name in names if on is None or name.since.maybe_by(on)]
        return borne[-1] if borne else next(iter(names), None)

    def name_on(self, on: date | None = None) -> str:
        """The name on a day, in the reader's language, or the code of a nameless institution."""
        found = self.dated_name(on)
        return found.name if found else self.code


class InstitutionName(Lasting, Sourced):
    """One name of an institution, over the time in which it bore it."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), related_name="names", on_delete=models.CASCADE
    )
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    spellings = models.TextField(
        _("other spellings"), blank=True, help_text=_("One a line; spreadsheets may use any of them.")
    )

    class Meta(Lasting.Meta):
        verbose_name = _("dated name")
        verbose_name_plural = _("dated names")
        ordering = ["institution", "since_earliest", "pk"]

    def __str__(self) -> str:
        return self.name or self.institution.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.institution.save(update_fields=["folded"])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        self.institution.save(update_fields=["folded"])
        return deleted

    def words(self) -> Iterator[str]:
        for code in Language.values:
            yield getattr(self, f"name_{code}") or ""
            yield getattr(self, f"acronym_{code}") or ""
        yield self.spellings


class Succession(Fixed, Recorded, Dated, Sourced):
    """An institution that took over from another which was merged, split or dissolved: its reports count for it."""

    fixing = Fixing(may_change=("note", *(f"note_{code}" for code in Language.values)))

    predecessor = models.ForeignKey(
        Institution, verbose_name=_("predecessor"), related_name="successions", on_delete=models.PROTECT
    )
    successor = models.ForeignKey(
        Institution, verbose_name=_("successor"), related_name="inheritances", on_delete=models.PROTECT
    )

    class Meta(Dated.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="cooperation_succession_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="cooperation_succession_of_another",
                violation_error_message=_("An institution does not succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
