from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Country, Decision
from cooperation.models.fixed import Fixed, FixedQuerySet, Fixing
from cooperation.models.recorded import Recorded
from roadmap.choices import DeadlineKind, Precision, Recurrence, Timing
from roadmap.models.action import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MAX_OFFSET = 1000


class DeadlineQuerySet(FixedQuerySet["Deadline"]):
    def visible_to(self, user: "User | AnonymousUser") -> "DeadlineQuerySet":
        """Those of visible actions: a proposal is as public as its action."""
        return self.filter(action__in=Action.objects.visible_to(user))


class Deadline(Fixed, Recorded):
    """One version of an action's date: original, revision (proposed, then agreed), or correction of a slip of the pen.

    It is never changed or deleted; only its agreement by a decision is added, once.
    """

    fixing = Fixing(may_be_added=("decision_id", "decided_on", "decision_recorded_at"))

    action = models.ForeignKey(Action, verbose_name=_("action"), related_name="deadlines", on_delete=models.PROTECT)
    kind = models.CharField(_("version"), max_length=12, choices=DeadlineKind, default=DeadlineKind.REVISION)
    corrects = models.ForeignKey(
        "self", verbose_name=_("corrects"), related_name="corrections", on_delete=models.PROTECT, null=True, blank=True
    )
    timing = models.CharField(_("timing"), max_length=12, choices=Timing, default=Timing.DATED)
    due = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, blank=True)
    recurrence = models.CharField(_("period"), max_length=10, choices=Recurrence, blank=True)
    offset_days = models.PositiveSmallIntegerField(
        _("offset, days"),
        default=0,
        validators=[MaxValueValidator(MAX_OFFSET)],
        help_text=_("Days after the period's end by which its delivery is due."),
    )
    starts_on = models.DateField(null=True, editable=False)  # of a recurring duty: its first and last day, as action
    ends_on = models.DateField(null=True, editable=False)  # and roadmap had them when this version was recorded
    wording = models.CharField(_("wording as published"), max_length=1000, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    ground = models.ForeignKey(
        "roadmap.ImportRun",
        verbose_name=_("from the file"),
        related_name="deadlines",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
    )
    decision = models.ForeignKey(
        Decision, verbose_name=_("agreed by"), related_name="deadlines", on_delete=models.PROTECT, null=True, blank=True
    )
    decided_on = models.DateField(_("agreed on"), null=True, blank=True)
    decision_recorded_at = models.DateTimeField(_("agreement recorded at"), null=True, blank=True, editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the deadline")
        verbose_name_plural = _("versions of the deadline")
        ordering = ["action", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(timing=Timing.DATED) | Q(due__isnull=False),
                name="roadmap_deadline_dated_has_due",
                violation_error_message=_("A dated deadline has a last day."),
            ),
            models.CheckConstraint(
                condition=~Q(timing__in=[Timing.CONTINUOUS, Timing.UNDATED]) | Q(due__isnull=True),
                name="roadmap_deadline_undated_has_no_due",
                violation_error_message=_("A continuous or undated action has no last day."),
            ),
            models.CheckConstraint(
                condition=Q(timing=Timing.RECURRING) & ~Q(recurrence="")
                | ~Q(timing=Timing.RECURRING) & Q(recurrence=""),
                name="roadmap_deadline_recurring_has_period",
                violation_error_message=_("A recurring deadline has a period, and no other has one."),
            ),
            models.CheckConstraint(
                condition=~Q(timing=Timing.RECURRING) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="roadmap_deadline_recurring_has_span",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True, precision="") | Q(due__isnull=False) & ~Q(precision=""),
                name="roadmap_deadline_precision",
                violation_error_message=_("The precision of a last day is named with it."),
            ),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(kind=DeadlineKind.ORIGINAL),
                name="roadmap_deadline_one_original",
                violation_error_message=_("The original deadline stands; propose a revision."),
            ),
            models.CheckConstraint(
                condition=Q(kind=DeadlineKind.CORRECTION, corrects__isnull=False)
                | ~Q(kind=DeadlineKind.CORRECTION) & Q(corrects__isnull=True),
                name="roadmap_deadline_correction_corrects",
                violation_error_message=_("A correction names the version that it corrects, and nothing else does."),
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_on__isnull=True, decision_recorded_at__isnull=True)
                | Q(decision__isnull=False, decided_on__isnull=False, decision_recorded_at__isnull=False),
                name="roadmap_deadline_agreement_whole",
                violation_error_message=_("An agreement has its decision and its day."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording or (self.due.isoformat() if self.due else self.get_timing_display())

    def save(self, *args: object, **kwargs: object) -> None:
        if self._state.adding:
            self.set_span()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unread

    def set_span(self) -> None:
        """Keeps the span of a recurring duty, so that no later change of action or roadmap moves its occurrences."""
        if self.timing == Timing.RECURRING:
            roadmap = self.action.roadmap
            self.starts_on = self.action.starts_on or date(roadmap.first_year, 1, 1)
            self.ends_on = self.due or date(roadmap.last_year, 12, 31)


class Consent(Fixed, Recorded):
    """A required party's consent to a revision, given by its coordinator."""

    deadline = models.ForeignKey(
        Deadline, verbose_name=_("revision"), related_name="consents", on_delete=models.PROTECT
    )
    country = models.ForeignKey(Country, verbose_name=_("country"), related_name="+", on_delete=models.PROTECT)
    on = models.DateField(_("consented on"))
    basis = models.CharField(_("basis"), max_length=300, help_text=_("Letter number and date."))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["deadline", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "country"],
                name="roadmap_consent_once",
                violation_error_message=_("This country has consented already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.on:%Y-%m-%d}"
