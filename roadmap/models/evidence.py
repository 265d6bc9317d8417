from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language, Visibility
from cooperation.models.fixed import Fixed, FixedQuerySet, Fixing
from cooperation.models.recorded import Recorded
from roadmap.models.report import ProgressReport
from roadmap.models.withheld import MARKS, Withheld

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User


FOLDER = "evidence"


class EvidenceQuerySet(FixedQuerySet["Evidence"]):
    def visible_to(self, user: "User | AnonymousUser") -> "EvidenceQuerySet":
        """That of visible reports; to visitors only what is public and not withheld."""
        seen = self.filter(report__in=ProgressReport.objects.visible_to(user))
        return seen if user.is_authenticated else seen.filter(confidentiality=Visibility.PUBLIC)

    def kept(self) -> "EvidenceQuerySet":
        """What is there to be read: all but what was withheld."""
        return self.filter(withheld_on__isnull=True)


def evidence_path(evidence: "Evidence", name: str) -> str:
    """Files are kept under their hash: the same file is kept once, and its name cannot lead outside."""
    return f"{FOLDER}/{evidence.sha256[:2]}/{evidence.sha256}"


class Evidence(Fixed, Recorded, Withheld):
    """A document of a report: a file or an address. What must be withheld leaves its hash, the day and the ground."""

    fixing = Fixing(part_of="report", emptied=("title", "file", "file_name", "url"), marks=(*MARKS, "sha256"))

    report = models.ForeignKey(
        ProgressReport, verbose_name=_("progress report"), related_name="evidence", on_delete=models.CASCADE
    )
    title = models.CharField(_("title"), max_length=300)
    file = models.FileField(_("file"), upload_to=evidence_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    url = models.URLField(_("or address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    confidentiality = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    is_letter = models.BooleanField(
        _("scan of the letter"), default=False, help_text=_("The letter on which the report rests.")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta(Withheld.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["report", "pk"]
        constraints = [
            *Withheld.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(sha256="") | ~Q(url=""),
                name="roadmap_evidence_file_or_address",
                violation_error_message=_("Give a file or an address."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or gettext("withheld document")
