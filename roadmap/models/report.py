from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language, Role, Visibility
from cooperation.models import Institution
from cooperation.models.fixed import Fixed, FixedQuerySet, Fixing
from cooperation.models.recorded import Recorded
from roadmap.choices import Challenge, ReportState, Status, StepKind
from roadmap.models.action import Action, Milestone
from roadmap.models.round import ReportingRound
from roadmap.models.withheld import MARKS, Withheld
from roadmap.rules.facts import recorded_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User


class ProgressReportQuerySet(FixedQuerySet["ProgressReport"]):
    def published(self) -> "ProgressReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def visible_to(self, user: "User | AnonymousUser") -> "ProgressReportQuerySet":
        """Published ones with their action; submitted ones to their country; open ones to their institution too.

        To everyone else an unpublished report does not exist.
        """
        public = Q(
            state=ReportState.PUBLISHED,
            action__visibility=Visibility.PUBLIC,
            action__roadmap__visibility=Visibility.PUBLIC,
        )
        if not user.is_authenticated:
            return self.filter(public)
        seen = Q(state=ReportState.PUBLISHED)
        if user.role in Role.of_a_country() and user.country_id is not None:
            seen |= Q(state=ReportState.SUBMITTED, institution__country=user.country_id)
            if user.role == Role.COORDINATOR:
                seen |= Q(state__in=ReportState.open(), institution__country=user.country_id)
            else:
                seen |= Q(state__in=ReportState.open(), institution=user.institution_id)
        return self.filter(seen)


class ProgressReport(Fixed, Recorded, Withheld):
    """What one institution says about one action as at a date; once published it is never edited or deleted."""

    TEXTS = ("achievements", "challenges", "next_steps", "signatory", "approved_by")
    fixing = Fixing(where={"state": ReportState.PUBLISHED}, emptied=TEXTS, marks=(*MARKS, "withheld_sha256"))

    action = models.ForeignKey(Action, verbose_name=_("action"), related_name="reports", on_delete=models.PROTECT)
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), related_name="reports", on_delete=models.PROTECT
    )
    round = models.ForeignKey(
        ReportingRound,
        verbose_name=_("reporting round"),
        related_name="reports",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False)
    no_change = models.BooleanField(
        _("no change"), default=False, editable=False, help_text=_("Says again what the report before it said.")
    )
    corrects = models.ForeignKey(
        "self", verbose_name=_("corrects"), related_name="corrections", on_delete=models.PROTECT, null=True, blank=True
    )
    as_at = models.DateField(_("as at"), help_text=_("The day whose state this report describes."))
    status = models.CharField(_("status"), max_length=20, choices=Status.claimed_choices())
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True, validators=[MaxValueValidator(100)])
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    achievements = models.TextField(_("achievements"), max_length=10_000, blank=True)
    challenge = models.CharField(_("reason for being behind"), max_length=20, choices=Challenge, blank=True)
    challenges = models.TextField(_("challenges"), max_length=10_000, blank=True)
    next_steps = models.TextField(_("next steps"), max_length=10_000, blank=True)
    language = models.CharField(_("language of the report"), max_length=2, choices=Language)
    letter_number = models.CharField(_("letter number"), max_length=100, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    approved_by = models.CharField(
        _("approved by"), max_length=200, blank=True, help_text=_("Who approved the report inside the institution.")
    )
    by_letter = models.BooleanField(_("entered on the basis of a letter"), default=False, editable=False)
    period = models.DateField(
        _("delivery for the period that begins on"),
        null=True,
        blank=True,
        help_text=_("Of a recurring duty: the period for which something was delivered."),
    )
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)

    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True, editable=False
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True, editable=False
    )
    return_reason = models.TextField(_("reason for the return"), blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True, editable=False
    )

    withheld_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta(Withheld.Meta):
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-as_at", "-published_at", "-pk"]
        constraints = [
            *Withheld.Meta.constraints,
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="roadmap_report_percent",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETED) | Q(completed_on__isnull=False),
                name="roadmap_report_completed_has_day",
                violation_error_message=_("Say on which day the action was completed."),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True)
                | Q(status=Status.COMPLETED, completed_on__lte=models.F("as_at")),
                name="roadmap_report_completed_by_as_at",
                violation_error_message=_(
                    "The day of completion belongs to a completed action and is not after “as at”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=True, delivered_on__isnull=True)
                | Q(period__isnull=False, delivered_on__isnull=False, delivered_on__lte=models.F("as_at")),
                name="roadmap_report_delivery_whole",
                violation_error_message=_("A delivery has its period and its day, which is not after “as at”."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.PUBLISHED) | Q(published_at__isnull=False, published_by__isnull=False),
                name="roadmap_report_published_by_someone",
            ),
            models.UniqueConstraint(
                fields=["action", "institution", "round"],
                condition=Q(round__isnull=False, corrects__isnull=True),
                name="roadmap_report_once_a_round",
                violation_error_message=_("This institution has a report on this action in this round already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}, {self.institution}, {self.as_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state in ReportState.open()

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after the last day of its round, Tashkent time; a correction is never late."""
        handed_in = self.submitted_at or self.published_at
        if self.round is None or handed_in is None or self.corrects_id is not None:
            return False
        return recorded_on(handed_in) > self.round.due

    def submit(self, by: "User", now: datetime) -> None:
        """Hands the report to its country's coordinator."""
        self.state, self.submitted_by, self.submitted_at = ReportState.SUBMITTED, by, now
        self.save()

    def give_back(self, by: "User", now: datetime, reason: str) -> None:
        """Returns a submitted report to its author, with the reason."""
        self.state, self.returned_by, self.returned_at = ReportState.RETURNED, by, now
        self.return_reason = reason
        self.save()


class ReportStep(Fixed):
    """One step of a report's road: begun, submitted, returned with a reason or published; each is kept."""

    report = models.ForeignKey(
        ProgressReport, verbose_name=_("progress report"), related_name="steps", on_delete=models.PROTECT
    )
    kind = models.CharField(_("step"), max_length=10, choices=StepKind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), related_name="+", on_delete=models.PROTECT)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of a report")
        ordering = ["report", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.by}"


class MilestoneReached(Fixed):
    """A milestone that a report says was reached, and on which day; part of the report."""

    fixing = Fixing(part_of="report")

    report = models.ForeignKey(
        ProgressReport, verbose_name=_("progress report"), related_name="milestones_reached", on_delete=models.CASCADE
    )
    milestone = models.ForeignKey(
        Milestone, verbose_name=_("milestone"), related_name="reached", on_delete=models.PROTECT
    )
    on = models.DateField(_("reached on"))

    class Meta:
        verbose_name = _("milestone reached")
        verbose_name_plural = _("milestones reached")
        ordering = ["report", "milestone__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "milestone"],
                name="roadmap_milestonereached_once",
                violation_error_message=_("This report names that milestone already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone}, {self.on:%Y-%m-%d}"
