from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import IssueState
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Sourced
from cooperation.models.institution import Institution
from cooperation.models.searchable import Searchable, SearchableQuerySet
from cooperation.models.site import Site
from cooperation.rules.issue_state import Standing, Step, standing


class IssueQuerySet(SearchableQuerySet["Issue"]):
    def get_by_natural_key(self, slug: str) -> "Issue":
        return self.get(slug=slug)

    def with_life(self) -> "IssueQuerySet":
        """Also loads its steps, for lists."""
        return self.select_related("raised_by", "addressed_to", "site").prefetch_related(
            "steps__country", "steps__institution__names"
        )


class Issue(Searchable, Sourced):
    """A transboundary concern that one side raised with another."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    raised_by = models.ForeignKey(
        Country, verbose_name=_("raised by"), related_name="issues_raised", on_delete=models.PROTECT
    )
    addressed_to = models.ForeignKey(
        Country, verbose_name=_("addressed to"), related_name="issues_addressed", on_delete=models.PROTECT
    )
    site = models.ForeignKey(
        Site, verbose_name=_("site"), related_name="issues", on_delete=models.PROTECT, null=True, blank=True
    )

    searched = ("slug", "title", "summary")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(raised_by=models.F("addressed_to")),
                name="cooperation_issue_between_two",
                violation_error_message=_("An issue is raised with another country."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def standing_on(self, on: date, today: date) -> Standing:
        """Where it stands on a day, as far as that is known today."""
        return standing([Step(IssueState(step.state), step.when) for step in self.steps.all()], on, today)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class IssueStep(Dated, Sourced):
    """One dated step in the life of an issue, and who states it."""

    issue = models.ForeignKey(Issue, verbose_name=_("issue"), related_name="steps", on_delete=models.CASCADE)
    state = models.CharField(_("state"), max_length=15, choices=IssueState)
    country = models.ForeignKey(
        Country, verbose_name=_("stated by"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("through the institution"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    text = models.TextField(_("what is stated"), blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = [models.F("earliest").asc(nulls_first=True), models.F("latest").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.get_state_display()
