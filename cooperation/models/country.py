import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.searchable import Searchable, SearchableQuerySet

ISO_CODE = re.compile(r"[A-Z]{2}")


class CountryQuerySet(SearchableQuerySet["Country"]):
    def get_by_natural_key(self, code: str) -> "Country":
        return self.get(code=code)


class Country(Searchable):
    """A country or territory of ISO 3166-1, under its code of two letters."""

    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)

    searched = ("code", "name")

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code

    def clean(self) -> None:
        """Raises ValidationError where the code is not as ISO writes it: its page has no other address."""
        super().clean()
        if ISO_CODE.fullmatch(self.code) is None:
            raise ValidationError({"code": _("Write the two capital letters of ISO 3166-1, for example KZ.")})

    def natural_key(self) -> tuple[str]:
        return (self.code,)
