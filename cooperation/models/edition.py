from django.db import models
from django.db.models import F


class EditionManager(models.Manager["Edition"]):
    def number(self) -> int:
        """The number of the present edition."""
        return self.values_list("value", flat=True).filter(pk=1).first() or 0

    def advance(self) -> None:
        """Makes every page that was rendered before stale."""
        if not self.filter(pk=1).update(value=F("value") + 1):
            self.get_or_create(pk=1, defaults={"value": 1})


class Edition(models.Model):
    """One row: the number under which rendered public pages are kept."""

    value = models.PositiveBigIntegerField(default=0)

    objects = EditionManager()

    class Meta:
        verbose_name = "edition"

    def __str__(self) -> str:
        return str(self.value)
