from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Authenticity
from cooperation.models.document import Document
from cooperation.models.instrument import Instrument
from cooperation.models.meeting import Meeting


class Text(models.Model):
    """A document as the text of an instrument, or the protocol of a meeting, and what it is worth as such.

    Its language is that of the document.
    """

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="texts", on_delete=models.CASCADE, null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), related_name="texts", on_delete=models.CASCADE, null=True, blank=True
    )
    document = models.ForeignKey(Document, verbose_name=_("document"), related_name="texts", on_delete=models.PROTECT)
    authenticity = models.CharField(_("authenticity"), max_length=20, choices=Authenticity)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["instrument", "meeting", "authenticity", "document__language", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(instrument__isnull=False, meeting__isnull=True)
                | Q(instrument__isnull=True, meeting__isnull=False),
                name="cooperation_text_of_one",
                violation_error_message=_("A text is that of an instrument or of a meeting."),
            ),
            models.UniqueConstraint(
                fields=["instrument", "document"],
                name="cooperation_text_of_instrument_once",
                violation_error_message=_("This document is named already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "document"],
                name="cooperation_text_of_meeting_once",
                violation_error_message=_("This document is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_authenticity_display()})"
