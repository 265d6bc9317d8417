from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import BodyKind, Capacity
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Lasting, Sourced
from cooperation.models.institution import Institution
from cooperation.models.instrument import Instrument
from cooperation.models.searchable import Searchable, SearchableQuerySet


class BodyQuerySet(SearchableQuerySet["Body"]):
    def get_by_natural_key(self, slug: str) -> "Body":
        return self.get(slug=slug)


class Body(Searchable, Dated, Sourced):
    """A joint working group, commission or committee, or an organ or platform of an organisation.

    Its date is that of its establishment.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    organisation = models.ForeignKey(
        Institution, verbose_name=_("organ of"), related_name="organs", on_delete=models.PROTECT, null=True, blank=True
    )
    spellings = models.TextField(_("other spellings"), blank=True, help_text=_("One a line."))

    searched = ("slug", "name", "spellings")

    objects = BodyQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Mandate(Lasting, Sourced):
    """The instrument under which a body works, over time."""

    body = models.ForeignKey(Body, verbose_name=_("body"), related_name="mandates", on_delete=models.CASCADE)
    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="mandates", on_delete=models.PROTECT
    )

    class Meta(Lasting.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")

    def __str__(self) -> str:
        return str(self.instrument)


class BodyMember(Lasting, Sourced):
    """A country, through an institution where that is known, as a member of a body over time."""

    body = models.ForeignKey(Body, verbose_name=_("body"), related_name="members", on_delete=models.CASCADE)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity, default=Capacity.MEMBER)

    class Meta(Lasting.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["body", "capacity", "country__code", "pk"]
        constraints = [
            *Lasting.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(country__isnull=False) | models.Q(institution__isnull=False),
                name="cooperation_bodymember_named",
                violation_error_message=_("Name a country or an institution."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.country)
