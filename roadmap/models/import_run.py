from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import Country, Institution, User
from cooperation.models.recorded import Recorded
from roadmap.choices import ImportState
from roadmap.models.roadmap import Roadmap


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def to_confirm(self) -> "ImportRunQuerySet":
        """Previewed and not imported yet; one in which something is refused waits for a better file instead."""
        return self.filter(state=ImportState.PREVIEWED).exclude(plan_digest="", unanswered=0)


class ImportRun(Recorded):
    """A spreadsheet that was previewed, and, once confirmed, imported; ``effects`` is what undoing it takes back."""

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="imports", on_delete=models.PROTECT)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("whose plan"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("What you say of the columns is remembered for the next plan of this institution."),
    )
    country = models.ForeignKey(
        Country,
        verbose_name=_("country of new institutions"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Of institutions in the file that are not in the register yet; empty for international ones."),
    )
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="imports/%Y/", max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    plan_digest = models.CharField(max_length=64, blank=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    unanswered = models.PositiveIntegerField(_("to be answered"), default=0)
    applied_at = models.DateTimeField(_("imported at"), null=True)
    answers = models.JSONField(default=dict, editable=False)  # as ``exchange.answers`` reads and writes them
    effects = models.JSONField(default=dict, editable=False)  # as ``exchange.undo`` reads and writes them
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    undone_by = models.ForeignKey(
        User, verbose_name=_("undone by"), related_name="+", on_delete=models.PROTECT, null=True, editable=False
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.file_name


class KnownHeading(models.Model):
    """What a heading of an institution's plans means; kept from what was said of it at an import."""

    institution = models.ForeignKey(Institution, related_name="known_headings", on_delete=models.CASCADE)
    heading = models.CharField(max_length=300)
    column = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        ordering = ["institution", "heading"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "heading"], name="roadmap_known_heading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.column}"
