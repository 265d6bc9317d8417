from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.recorded import Recorded
from roadmap.choices import ImportState
from roadmap.models.roadmap import Roadmap


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def to_confirm(self) -> "ImportRunQuerySet":
        """Previewed and not imported yet; a preview in which something is refused has no plan to confirm."""
        return self.filter(state=ImportState.PREVIEWED).exclude(plan_digest="")


class ImportRun(Recorded):
    """A spreadsheet that was previewed, and, once confirmed, imported."""

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="imports", on_delete=models.PROTECT)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="imports/%Y/", max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    plan_digest = models.CharField(max_length=64, blank=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    applied_at = models.DateTimeField(_("imported at"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.file_name
