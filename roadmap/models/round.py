from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cooperation.models import Country
from cooperation.models.fixed import Fixed, FixedQuerySet, Fixing
from cooperation.models.recorded import Recorded
from roadmap.models.roadmap import Roadmap


class ReportingRoundQuerySet(FixedQuerySet["ReportingRound"]):
    def standing(self) -> "ReportingRoundQuerySet":
        """Those that were not called off."""
        return self.filter(called_off_at__isnull=True)

    def open(self, on: date) -> "ReportingRoundQuerySet":
        """Those in which a report is given on a day: opened, and not closed yet."""
        return self.standing().filter(opens__lte=on, closes__gte=on)

    def opened(self, on: date) -> "ReportingRoundQuerySet":
        """Those that take reports on a day: a closed one takes late reports."""
        return self.standing().filter(opens__lte=on)

    def for_country(self, country: int | None) -> "ReportingRoundQuerySet":
        """Those of all parties, and the country's own."""
        return self.filter(Q(country__isnull=True) | Q(country=country))


class ReportingRound(Fixed, Recorded):
    """A window in which every lead owes a report: of all parties, or a domestic one of one country.

    Its days are fixed once it is recorded, because it is from them that a report is late; it can only be called off.
    """

    fixing = Fixing(may_be_added=("called_off_at", "called_off_by_id"))

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="rounds", on_delete=models.PROTECT)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty for a round of all parties."),
    )
    inside = models.ForeignKey(
        "self",
        verbose_name=_("inside the round"),
        related_name="domestic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("A report given in a domestic round counts for the round around it too."),
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    opens = models.DateField(_("opens on"))
    due = models.DateField(_("reports due by"), help_text=_("The last day on which an institution submits in time."))
    closes = models.DateField(_("closes on"), help_text=_("After this day a report is still taken, and marked late."))
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True, editable=False)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True, blank=True, editable=False
    )

    objects = ReportingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["roadmap", "-opens", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("due")) & Q(due__lte=F("closes")),
                name="roadmap_reportinground_days_in_order",
                violation_error_message=_("A round opens, then its reports are due, then it closes."),
            ),
            models.CheckConstraint(
                condition=Q(inside__isnull=True) | Q(country__isnull=False),
                name="roadmap_reportinground_domestic_inside",
                violation_error_message=_("Only a domestic round lies inside another one."),
            ),
            models.UniqueConstraint(
                "roadmap",
                "country",
                "opens",
                "closes",
                name="roadmap_reportinground_once",
                condition=Q(called_off_at__isnull=True),
                nulls_distinct=False,
                violation_error_message=_("This round is open already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{date_format(self.opens)} – {date_format(self.closes)}"

    def clean(self) -> None:
        around = self.inside
        if around is None:
            return
        if around.country_id is not None or around.roadmap_id != self.roadmap_id:
            raise ValidationError({"inside": _("A domestic round lies inside a round of all parties of this roadmap.")})
        if self.opens and self.closes and not around.opens <= self.opens <= self.closes <= around.closes:
            raise ValidationError({"inside": _("A domestic round opens and closes within the round around it.")})

    def takes_reports(self, on: date) -> bool:
        """Whether it has opened by a day and was not called off; closed, it takes late ones."""
        return self.called_off_at is None and self.opens <= on

    def is_open(self, on: date) -> bool:
        return self.takes_reports(on) and on <= self.closes
