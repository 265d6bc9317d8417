from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MARKS = ("withheld_on", "withheld_ground", "withheld_by_id")


class Withheld(models.Model):
    """Something published of which the law may require that it be withheld: then a tombstone stands in its place.

    It tells the day, the ground and who withheld it; a hash, in a column of each model, tells what it was.
    """

    withheld_on = models.DateField(_("withheld on"), null=True, blank=True, editable=False)
    withheld_ground = models.CharField(_("ground for withholding"), max_length=300, blank=True, editable=False)
    withheld_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withheld by"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld_on__isnull=True, withheld_ground="", withheld_by__isnull=True)
                | Q(withheld_on__isnull=False) & ~Q(withheld_ground=""),
                name="%(app_label)s_%(class)s_withheld_on_a_ground",
            )
        ]
