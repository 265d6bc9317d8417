from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.choices import SiteKind
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Sourced
from cooperation.models.searchable import Searchable, SearchableQuerySet
from cooperation.rules.contradictions import way


class SiteQuerySet(SearchableQuerySet["Site"]):
    def get_by_natural_key(self, slug: str) -> "Site":
        return self.get(slug=slug)


class Site(Searchable, Dated, Sourced):
    """A protected area, World Heritage property, plateau, mountains, river basin or place.

    Its date is that of its foundation or, of World Heritage, of its inscription.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SiteKind)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="sites")
    whole = models.ForeignKey(
        "self",
        verbose_name=_("component of"),
        related_name="components",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    reference = models.CharField(
        _("reference"), max_length=50, blank=True, help_text=_("For example: the number on the World Heritage List.")
    )
    spellings = models.TextField(_("other spellings"), blank=True, help_text=_("One a line."))

    searched = ("slug", "name", "spellings", "reference")

    objects = SiteQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["slug"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(whole__isnull=True) | ~models.Q(whole=models.F("id")),
                name="cooperation_site_of_another",
                violation_error_message=_("A site is no component of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def clean(self) -> None:
        """Raises ValidationError where it would be a component of itself, through whatever other sites."""
        super().clean()
        if self.pk is None or self.whole_id is None:  # a new site has no components yet
            return
        wholes = dict(Site.objects.filter(whole__isnull=False).exclude(pk=self.pk).values_list("pk", "whole_id"))
        circle = way(self.whole_id, self.pk, {part: [whole] for part, whole in wholes.items()})
        if circle:
            names = Site.objects.in_bulk(circle)
            raise ValidationError(
                {
                    "whole": gettext(
                        "This site would be a component of itself: %(circle)s. Choose another site here, or mend what "
                        "one of these is a component of."
                    )
                    % {"circle": " → ".join(f"“{names[key]}”" for key in (self.pk, *circle))}
                }
            )

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
