from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import SiteKind
from cooperation.models.country import Country
from cooperation.models.dated import Sourced


class SiteQuerySet(models.QuerySet["Site"]):
    def get_by_natural_key(self, slug: str) -> "Site":
        return self.get(slug=slug)


class Site(Sourced):
    """A protected area, World Heritage property, plateau, river basin or place."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SiteKind)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="sites")
    spellings = models.TextField(_("other spellings"), blank=True, help_text=_("One a line."))

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
