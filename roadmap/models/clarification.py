from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language
from cooperation.models import Country
from cooperation.models.fixed import Fixed, FixedQuerySet, Fixing
from cooperation.models.recorded import Recorded
from roadmap.models.report import ProgressReport
from roadmap.rules.facts import end_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User


class ClarificationQuerySet(FixedQuerySet["Clarification"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ClarificationQuerySet":
        """Those of visible reports to whoever signs in; to visitors what the answering country shows to everyone."""
        seen = self.filter(report__in=ProgressReport.objects.visible_to(user).published())
        return seen if user.is_authenticated else seen.filter(public_at__isnull=False)

    def known_to(self, user: "User | AnonymousUser", day: date) -> "ClarificationQuerySet":
        """Visible ones as far as the reader could know them by the end of a day, Tashkent time.

        Annotates ``is_answered``: whether the answer had been given by then.
        """
        moment = end_of(day)
        known = self.visible_to(user).filter(recorded_at__lt=moment)
        if not user.is_authenticated:
            known = known.filter(public_at__lt=moment)
        given = Case(When(answered_at__lt=moment, then=Value(True)), default=Value(False))
        return known.annotate(is_answered=given).select_related("country")

    def to_answer(self, user: "User") -> "ClarificationQuerySet":
        """Unanswered questions about reports of the user's country, the oldest first."""
        asked = self.visible_to(user).unanswered().filter(report__institution__country=user.country_id)
        about = asked.select_related("country", "report__action__roadmap", "report__institution")
        return about.prefetch_related("report__institution__names").order_by("recorded_at", "pk")

    def unanswered(self) -> "ClarificationQuerySet":
        return self.filter(answered_at__isnull=True)


class Clarification(Fixed, Recorded):
    """What one party asks about another's published report, and what that party answers; no status follows from it."""

    fixing = Fixing(may_be_added=("answer", "answer_language", "answered_at", "answered_by_id", "public_at"))

    report = models.ForeignKey(
        ProgressReport, verbose_name=_("progress report"), related_name="clarifications", on_delete=models.PROTECT
    )
    country = models.ForeignKey(
        Country, verbose_name=_("asked by"), related_name="+", on_delete=models.PROTECT, editable=False
    )
    question = models.TextField(_("question"), max_length=5_000)
    language = models.CharField(_("language of the question"), max_length=2, choices=Language)
    answer = models.TextField(_("answer"), max_length=10_000, blank=True)
    answer_language = models.CharField(_("language of the answer"), max_length=2, choices=Language, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT, null=True, blank=True, editable=False
    )
    public_at = models.DateTimeField(_("shown to everyone since"), null=True, blank=True, editable=False)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["report", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True, public_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="roadmap_clarification_answer_whole",
                violation_error_message=_("An answer has its text, its day and its author."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.question[:80]}"
