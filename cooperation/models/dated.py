"""What several nouns of the register share: dates as far as they are known, and sources."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.rules.partial_date import PartialDate
from cooperation.rules.span import Holding, holding


def ordered(first: str, last: str, name: str) -> models.CheckConstraint:
    """A named constraint: the first date is not after the last; either may be missing."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
        name=name,
        violation_error_message=_("The first day is after the last one."),
    )


class Dated(models.Model):
    """Something that happened on a day, or within a range of days where the day is not known."""

    earliest = models.DateField(_("earliest day"), null=True, blank=True)
    latest = models.DateField(_("latest day"), null=True, blank=True)
    wording = models.CharField(
        _("date as the source has it"), max_length=200, blank=True, help_text=_("For example: “March 2025, Astana”.")
    )

    class Meta:
        abstract = True
        constraints = [ordered("earliest", "latest", "%(app_label)s_%(class)s_days_in_order")]

    @property
    def when(self) -> PartialDate:
        return PartialDate(self.earliest, self.latest, self.wording)


class Lasting(models.Model):
    """Something that holds from one date to another, each as far as it is known."""

    since_earliest = models.DateField(_("since: earliest day"), null=True, blank=True)
    since_latest = models.DateField(_("since: latest day"), null=True, blank=True)
    since_wording = models.CharField(_("since: as the source has it"), max_length=200, blank=True)
    until_earliest = models.DateField(_("until: earliest day"), null=True, blank=True)
    until_latest = models.DateField(_("until: latest day"), null=True, blank=True)
    until_wording = models.CharField(_("until: as the source has it"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            ordered("since_earliest", "since_latest", "%(app_label)s_%(class)s_since_in_order"),
            ordered("until_earliest", "until_latest", "%(app_label)s_%(class)s_until_in_order"),
            ordered("since_earliest", "until_latest", "%(app_label)s_%(class)s_since_before_until"),
        ]

    @property
    def since(self) -> PartialDate:
        return PartialDate(self.since_earliest, self.since_latest, self.since_wording)

    @property
    def until(self) -> PartialDate:
        return PartialDate(self.until_earliest, self.until_latest, self.until_wording)

    def holding_on(self, on: date, today: date) -> Holding:
        """Whether it holds on a day, perhaps holds, is over or has not begun, as far as that is known today."""
        return holding(self.since, self.until, on, today)

    def holds_on(self, on: date) -> bool:
        """Whether it may hold on a day: begun as far as is known, and not surely over."""
        return self.since.maybe_by(on) and not (self.until_latest is not None and self.until_latest < on)


class Sourced(models.Model):
    """A fact with the documents that state it, and a note where they disagree or say little."""

    sources = models.ManyToManyField("cooperation.Document", verbose_name=_("sources"), related_name="+", blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("Where sources disagree or say nothing; readers see it.")
    )

    class Meta:
        abstract = True
