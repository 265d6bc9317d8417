from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.choices import DecisionState, MeetingKind
from cooperation.models.body import Body
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Sourced
from cooperation.models.institution import Institution
from cooperation.models.searchable import Searchable, SearchableQuerySet
from cooperation.rules.contradictions import surely_before
from cooperation.rules.partial_date import PartialDate


class MeetingQuerySet(SearchableQuerySet["Meeting"]):
    def get_by_natural_key(self, slug: str) -> "Meeting":
        return self.get(slug=slug)

    def with_decisions(self) -> "MeetingQuerySet":
        """Also loads the decisions with who carries them out and what states them."""
        return self.prefetch_related("decisions__responsible__names", "decisions__sources")


class Meeting(Searchable, Dated, Sourced):
    """A session of a body, a ministers' meeting, a visit, a forum or an exhibition."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind)
    body = models.ForeignKey(
        Body, verbose_name=_("session of"), related_name="meetings", on_delete=models.PROTECT, null=True, blank=True
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, verbose_name=_("host country"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries present"), related_name="meetings", blank=True
    )

    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("A banner says so on every page, export and report.")
    )

    searched = ("slug", "title", "place")

    objects = MeetingQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = [models.F("earliest").desc(nulls_last=True), "slug"]

    def __str__(self) -> str:
        return self.title or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class DecisionQuerySet(SearchableQuerySet["Decision"]):
    def get_by_natural_key(self, meeting: str, number: str) -> "Decision":
        return self.get(meeting__slug=meeting, number=number)


class Decision(Searchable, Sourced):
    """A numbered decision of a meeting, with who must carry it out and by when."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), related_name="decisions", on_delete=models.PROTECT)
    number = models.CharField(_("number"), max_length=20)
    text = models.TextField(_("text"))
    responsible = models.ManyToManyField(
        Institution, verbose_name=_("responsible institutions"), related_name="decisions", blank=True
    )
    term = models.DateField(_("term"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("The day on which it was done or lifted, if that is known.")
    )

    searched = ("number", "text")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="cooperation_decision_number_once",
                violation_error_message=_("This meeting has a decision with that number already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DecisionState.OPEN) | models.Q(closed_on__isnull=True),
                name="cooperation_decision_open_is_not_closed",
                violation_error_message=_("Only a decision that is done or lifted has a day of closing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"

    def clean(self) -> None:
        """Raises ValidationError where it was closed before its meeting."""
        super().clean()
        if hasattr(self, "meeting") and self.too_early:
            raise ValidationError({"closed_on": self.too_early})

    @property
    def too_early(self) -> str:
        """What to tell where it was surely closed before its meeting; otherwise nothing."""
        closed, began = self.closed_on, self.meeting.earliest
        if not (closed and began and surely_before(PartialDate(closed, closed), PartialDate(began))):
            return ""
        return gettext(
            "This decision is closed on %(closed)s, and its meeting was not before %(meeting)s. Mend one of the two "
            "dates."
        ) % {"closed": date_format(closed), "meeting": date_format(began)}

    def state_on(self, on: date) -> DecisionState:
        """Its state on a day: open until the day on which it was closed; one closed on no known day stays as it is."""
        still_open = self.closed_on is not None and on < self.closed_on
        return DecisionState.OPEN if still_open else DecisionState(self.state)

    def is_overdue(self, on: date) -> bool:
        """Whether it is open on a day after its term; nothing is overdue on its last day."""
        return self.term is not None and on > self.term and self.state_on(on) == DecisionState.OPEN

    def natural_key(self) -> tuple[str, str]:
        return (self.meeting.slug, self.number)

    natural_key.dependencies = ["cooperation.meeting"]  # type: ignore[attr-defined]  # Django reads it off the method
