from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language, Visibility
from cooperation.models import Country, Decision, Institution, Instrument, Meeting
from cooperation.models.dated import Dated, Lasting, Sourced
from cooperation.models.fixed import Fixed, Fixing
from cooperation.models.recorded import Recorded
from cooperation.models.searchable import Searchable, SearchableQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User


class RoadmapQuerySet(SearchableQuerySet["Roadmap"]):
    def get_by_natural_key(self, slug: str) -> "Roadmap":
        return self.get(slug=slug)

    def visible_to(self, user: "User | AnonymousUser") -> "RoadmapQuerySet":
        """Public ones to everyone; those among the parties to whoever signs in."""
        return self if user.is_authenticated else self.filter(visibility=Visibility.PUBLIC)


class Roadmap(Searchable, Dated, Sourced):
    """A dated programme of actions approved under an instrument; its date is that of approval."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    instrument = models.ForeignKey(
        Instrument,
        verbose_name=_("under the instrument"),
        related_name="roadmaps",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    decision = models.ForeignKey(
        Decision,
        verbose_name=_("approved by"),
        related_name="roadmaps",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(
        _("last year"),
        help_text=_("The occurrences of a recurring duty stay: only a new version of its deadline moves them."),
    )
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("A banner says so on every page, export and report.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    searched = ("slug", "title", "summary")

    objects = RoadmapQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        ordering = ["position", "slug"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first_year__lte=models.F("last_year")),
                name="roadmap_roadmap_years_in_order",
                violation_error_message=_("The first year is after the last one."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def meetings(self) -> "QuerySet[Meeting]":
        """The meetings that bear on it, the latest first: of the body that approved it, or with decisions on it."""
        approved = self.decision.meeting if self.decision else None
        body = Q(body=approved.body_id) if approved and approved.body_id else Q(pk=None)
        decided = Decision.objects.filter(
            Q(roadmaps=self)
            | Q(deadlines__action__roadmap=self)
            | Q(endings__action__roadmap=self)
            | Q(actions__roadmap=self)
        )
        return Meeting.objects.filter(body | Q(pk__in=decided.values("meeting")))


class RoadmapParty(Fixed, Recorded, Lasting, Sourced):
    """A country of the roadmap, with its focal institution, over time; one that leaves gets its end."""

    fixing = Fixing(
        may_be_added=("until_earliest", "until_latest", "until_wording", "until_recorded_at"),
        may_change=("focal_institution_id", "note", *(f"note_{code}" for code in Language.values)),
    )

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="parties", on_delete=models.PROTECT)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), related_name="roadmap_parties", on_delete=models.PROTECT
    )
    focal_institution = models.ForeignKey(
        Institution,
        verbose_name=_("focal institution"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    until_recorded_at = models.DateTimeField(_("end recorded at"), null=True, blank=True, editable=False)

    class Meta(Lasting.Meta):
        verbose_name = _("party of the roadmap")
        verbose_name_plural = _("parties of the roadmap")
        ordering = ["roadmap", "country__code"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["roadmap", "country"],
                name="roadmap_roadmapparty_once",
                violation_error_message=_("This country is a party already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)


class DirectionQuerySet(SearchableQuerySet["Direction"]):
    def get_by_natural_key(self, roadmap: str, code: str) -> "Direction":
        return self.get(roadmap__slug=roadmap, code=code)


class Direction(Searchable, Sourced):
    """A thematic heading of a roadmap."""

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="directions", on_delete=models.PROTECT)
    code = models.CharField(_("code"), max_length=20)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=500)

    searched = ("code", "title")

    objects = DirectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        ordering = ["roadmap", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "code"],
                name="roadmap_direction_code_once",
                violation_error_message=_("This roadmap has a direction with that code already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}" if self.title else self.code

    def natural_key(self) -> tuple[str, str]:
        return (self.roadmap.slug, self.code)

    natural_key.dependencies = ["roadmap.roadmap"]  # type: ignore[attr-defined]  # Django reads it off the method
