from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.country import Country
from cooperation.models.dated import Dated, Sourced
from cooperation.models.institution import Institution
from cooperation.models.searchable import Searchable, SearchableQuerySet


class RecognitionQuerySet(SearchableQuerySet["Recognition"]):
    def get_by_natural_key(self, slug: str) -> "Recognition":
        return self.get(slug=slug)


class Recognition(Searchable, Dated, Sourced):
    """An honour given for the joint work; its date is that on which it was given."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("honour"), max_length=300)
    person = models.CharField(_("given to"), max_length=200, blank=True)
    office = models.CharField(_("office of the person"), max_length=300, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country honoured"),
        related_name="recognitions",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution honoured"),
        related_name="recognitions",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    given_by = models.ForeignKey(
        Country,
        verbose_name=_("given by"),
        related_name="recognitions_given",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    given_by_institution = models.ForeignKey(
        Institution,
        verbose_name=_("through the institution"),
        related_name="recognitions_given",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    reason = models.TextField(_("for what"), blank=True)

    searched = ("slug", "title", "person", "office", "reason")

    objects = RecognitionQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = [models.F("earliest").desc(nulls_last=True), "slug"]

    def __str__(self) -> str:
        return self.title or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
