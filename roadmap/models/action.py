import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Visibility
from cooperation.models import Country, Decision, Institution, Provision, Site
from cooperation.models.fixed import Fixed, FixedRecordError, Fixing
from cooperation.models.recorded import Recorded
from cooperation.models.searchable import Searchable, SearchableQuerySet
from roadmap.choices import Freshness, OccurrenceState, Part, Precision, Recurrence, Schedule, Status, Timing
from roadmap.models.occurrence import occurrence_of
from roadmap.models.roadmap import Direction, Roadmap
from roadmap.rules.facts import Limits
from roadmap.rules.schedule import Standing, occurrence, schedule, worst

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cooperation.models import User


FORBIDDEN_IN_CODE = re.compile(r"[^\w .,()+\-–]")


def check_code(code: str) -> None:
    """A code stands in the address of its action. Raises ValidationError."""
    if FORBIDDEN_IN_CODE.search(code) or not re.search(r"\w", code):
        raise ValidationError(
            _("The code “%(code)s” cannot stand in an address.") % {"code": code}, code="forbidden_code"
        )


class ActionQuerySet(SearchableQuerySet["Action"]):
    def get_by_natural_key(self, roadmap: str, code: str) -> "Action":
        return self.get(roadmap__slug=roadmap, code=code)

    def visible_to(self, user: "User | AnonymousUser") -> "ActionQuerySet":
        """Public actions of public roadmaps to everyone; all to whoever signs in."""
        if user.is_authenticated:
            return self
        return self.filter(visibility=Visibility.PUBLIC, roadmap__visibility=Visibility.PUBLIC)

    def led_by(self, institution: Institution) -> "ActionQuerySet":
        """Those in which the institution leads, itself or as its country's focal institution."""
        return self.filter(
            Q(responsibilities__part=Part.LEAD),
            Q(responsibilities__institution=institution)
            | Q(
                responsibilities__country=institution.country_id,
                responsibilities__country__isnull=False,
                roadmap__parties__focal_institution=institution,
            ),
        ).distinct()

    def with_schedule(self, on: date, limits: Limits) -> "ActionQuerySet":
        """Annotates ``schedule``, the worst of the required parties' on a day, and its ``severity``.

        Django writes an annotation out wherever it is named, so the worst is the first of the parties, ordered.
        """
        parties = RequiredParty.objects.filter(action=OuterRef("pk")).with_schedule(on, limits)
        worst_first = parties.annotate(severity=severity_of(on, limits)).order_by("-severity")
        alone = Case(When(timing=Timing.CONTINUOUS, then=Value(Schedule.CONTINUOUS)), default=Value(Schedule.UNDATED))
        return self.annotate(
            severity=Subquery(worst_first.values("severity")[:1]),
            schedule=Case(
                When(status__in=Status.ended(), then=Value(Schedule.ENDED)),
                default=Coalesce(Subquery(worst_first.values("schedule")[:1]), alone),
                output_field=models.CharField(),
            ),
        )

    def with_freshness(self, on: date, limits: Limits) -> "ActionQuerySet":
        """Annotates ``freshness`` of the latest report on a day."""
        return self.annotate(freshness=freshness_of("last_reported_on", on, limits))

    def for_rows(self) -> "ActionQuerySet":
        """Loads what a row of a list shows, in a constant number of queries."""
        return self.select_related("roadmap", "direction").prefetch_related(
            Prefetch("required_parties", RequiredParty.objects.select_related("country")),
            Prefetch("responsibilities", Responsibility.objects.select_related("country", "institution__country")),
            "responsibilities__institution__names",
        )


class Action(Searchable, Recorded):
    """One commitment of a roadmap. What follows from its records is stored by ``services.recompute`` alone."""

    roadmap = models.ForeignKey(Roadmap, verbose_name=_("roadmap"), related_name="actions", on_delete=models.PROTECT)
    direction = models.ForeignKey(
        Direction, verbose_name=_("direction"), related_name="actions", on_delete=models.PROTECT
    )
    code = models.CharField(
        _("code"), max_length=30, validators=[check_code], help_text=_("Text that stays: 1.10 is not 1.1.")
    )
    number = models.CharField(_("number as printed"), max_length=30, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=1000)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    expected_result = models.TextField(_("expected result"), max_length=5_000, blank=True)
    completion_form = models.CharField(
        _("form of completion"), max_length=500, blank=True, help_text=_("The act or paper that shows completion.")
    )
    starts_on = models.DateField(
        _("starts on"),
        null=True,
        blank=True,
        help_text=_("The occurrences of a recurring duty stay: only a new version of its deadline moves them."),
    )
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    provisions = models.ManyToManyField(Provision, verbose_name=_("fulfils"), related_name="actions", blank=True)
    sites = models.ManyToManyField(Site, verbose_name=_("sites"), related_name="actions", blank=True)
    decisions = models.ManyToManyField(
        Decision,
        verbose_name=_("decisions"),
        related_name="actions",
        blank=True,
        help_text=_("Decisions of meetings that bear on this action."),
    )
    searched = ("code", "number", "title")

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.NO_INFORMATION, editable=False, db_index=True
    )
    timing = models.CharField(_("timing"), max_length=12, choices=Timing, default=Timing.UNDATED, editable=False)
    original_due = models.DateField(_("original deadline"), null=True, editable=False)
    current_due = models.DateField(_("deadline"), null=True, editable=False, db_index=True)
    round_closes = models.DateField(null=True, editable=False)
    due_precision = models.CharField(max_length=10, choices=Precision, blank=True, editable=False)
    recurrence = models.CharField(max_length=10, choices=Recurrence, blank=True, editable=False)
    slip_days = models.IntegerField(_("slip, days"), null=True, editable=False)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, editable=False)
    completed_on = models.DateField(_("completed on"), null=True, editable=False)
    last_reported_on = models.DateField(_("last reported as at"), null=True, editable=False)

    objects = ActionQuerySet.as_manager()
    is_past = False  # set on one that shows another day, by ``services.as_of``

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["roadmap", "direction__position", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "code"],
                name="roadmap_action_code_once",
                violation_error_message=_("This roadmap has an action with that code already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.is_past:
            raise FixedRecordError("An action as it stood on another day is only looked at.")
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str]:
        return (self.roadmap.slug, self.code)

    natural_key.dependencies = ["roadmap.roadmap"]  # type: ignore[attr-defined]  # Django reads it off the method

    def leads(self) -> "list[Responsibility]":
        """The leads, from loaded responsibilities."""
        return [part for part in self.responsibilities.all() if part.part == Part.LEAD]

    def last_reported(self) -> date | None:
        """The day that the last report describes."""
        return self.last_reported_on

    def schedule_on(self, on: date, limits: Limits) -> Schedule:
        """The schedule from the stored columns, for rows with loaded required parties."""
        if self.status in Status.ended():
            return Schedule.ENDED
        alone = Schedule.CONTINUOUS if self.timing == Timing.CONTINUOUS else Schedule.UNDATED
        return worst(party.schedule_on(on, limits) for party in self.required_parties.all()) or alone


class Responsibility(Fixed, Recorded):
    """The part of an institution, or of a country itself, in an action, over time; it is ended, and stays on record."""

    fixing = Fixing(may_be_added=("until", "until_recorded_at"), may_change=("position", "mark", "contact"))

    action = models.ForeignKey(
        Action, verbose_name=_("action"), related_name="responsibilities", on_delete=models.PROTECT
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        related_name="responsibilities",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    country = models.ForeignKey(
        Country,
        verbose_name=_("or the country itself"),
        related_name="responsibilities",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    part = models.CharField(_("part"), max_length=12, choices=Part, default=Part.LEAD)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    until_recorded_at = models.DateTimeField(_("end recorded at"), null=True, blank=True, editable=False)
    mark = models.CharField(
        _("mark in the plan"), max_length=200, blank=True, help_text=_("As printed, such as “by agreement”.")
    )
    contact = models.CharField(
        _("named in the plan"), max_length=200, blank=True, help_text=_("Shown only to those who sign in.")
    )
    ground = models.ForeignKey(
        "roadmap.ImportRun",
        verbose_name=_("from the file"),
        related_name="responsibilities",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("responsible")
        verbose_name_plural = _("responsible")
        ordering = ["action", "part", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(institution__isnull=False, country__isnull=True)
                | Q(institution__isnull=True, country__isnull=False),
                name="roadmap_responsibility_of_one",
                violation_error_message=_("Name either an institution or a country."),
            ),
            models.UniqueConstraint(
                fields=["action", "institution", "part"],
                name="roadmap_responsibility_once",
                condition=Q(until__isnull=True),
                violation_error_message=_("This institution has that part already."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="roadmap_responsibility_in_order",
                violation_error_message=_("The first day is after the last one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.country)

    @property
    def of_country(self) -> Country | None:
        """The country whose part this is, directly or through the institution."""
        return self.country or (self.institution.country if self.institution else None)

    def held_on(self, on: date) -> bool:
        """Whether it holds on a day, as recorded now."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class RequiredPartyQuerySet(models.QuerySet["RequiredParty"]):
    def with_schedule(self, on: date, limits: Limits) -> "RequiredPartyQuerySet":
        """Annotates ``schedule`` on a day."""
        return self.annotate(schedule=schedule_of(on, limits))

    def with_freshness(self, on: date, limits: Limits) -> "RequiredPartyQuerySet":
        """Annotates ``freshness`` on a day."""
        return self.annotate(freshness=freshness_of("last_as_at", on, limits))

    def with_occurrence(self, on: date, limits: Limits) -> "RequiredPartyQuerySet":
        """Annotates ``occurrence``, how the party stands with a recurring duty on a day; null where it is none."""
        return self.annotate(occurrence=occurrence_of(on, limits))


class RequiredParty(models.Model):
    """What is stored of a country that leads in an action; written by ``services.recompute`` alone."""

    action = models.ForeignKey(Action, related_name="required_parties", on_delete=models.CASCADE)
    country = models.ForeignKey(Country, related_name="required_parties", on_delete=models.PROTECT)
    status = models.CharField(max_length=20, choices=Status)
    completed_on = models.DateField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    last_as_at = models.DateField(null=True)
    open_as_at = models.DateField(null=True)
    next_due = models.DateField(null=True)
    late = models.BooleanField(default=False)
    last_late = models.BooleanField(null=True)

    objects = RequiredPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("required party")
        verbose_name_plural = _("required parties")
        ordering = ["action", "country__code"]
        constraints = [
            models.UniqueConstraint(fields=["action", "country"], name="roadmap_requiredparty_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.get_status_display()}"

    @property
    def standing(self) -> Standing:
        return Standing(
            status=Status(self.status),
            completed_on=self.completed_on,
            open_as_at=self.open_as_at,
            next_due=self.next_due,
            late=self.late,
            last_late=self.last_late,
        )

    def last_reported(self) -> date | None:
        """The day that the last report of one of its leads describes."""
        return self.last_as_at

    def schedule_on(self, on: date, limits: Limits) -> Schedule:
        """The schedule on a day, from the stored columns."""
        action = self.action
        return schedule(self.standing, Timing(action.timing), action.current_due, on, limits, action.round_closes)

    def occurrence_on(self, on: date, limits: Limits) -> OccurrenceState | None:
        """How the party stands with a recurring duty on a day, from the stored columns."""
        return occurrence(self.standing, Timing(self.action.timing), on, limits)


class Milestone(models.Model):
    """A numbered step of an action, with its own date."""

    action = models.ForeignKey(Action, verbose_name=_("action"), related_name="milestones", on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    due = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, blank=True)
    wording = models.CharField(_("date as printed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["action", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "number"],
                name="roadmap_milestone_number_once",
                violation_error_message=_("This action has a milestone with that number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Ending(Fixed, Recorded):
    """An action, or one country's part in it, ended by a decision: withdrawn, carried over or not achieved."""

    action = models.ForeignKey(Action, verbose_name=_("action"), related_name="endings", on_delete=models.PROTECT)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty where the whole action ends."),
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Status.ended_choices())
    decision = models.ForeignKey(Decision, verbose_name=_("decision"), related_name="endings", on_delete=models.PROTECT)
    on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("end by decision")
        verbose_name_plural = _("ends by decision")
        ordering = ["action", "on", "pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()


def freshness_of(column: str, on: date, limits: Limits) -> Case:
    """The rule of ``rules.freshness`` in SQL, over a column with the last as-at date."""
    return Case(
        When(**{f"{column}__isnull": True}, then=Value(Freshness.NEVER_REPORTED)),
        When(**{f"{column}__gte": on - timedelta(days=limits.fresh)}, then=Value(Freshness.FRESH)),
        When(**{f"{column}__gte": on - timedelta(days=limits.ageing)}, then=Value(Freshness.AGEING)),
        default=Value(Freshness.STALE),
        output_field=models.CharField(),
    )


def schedule_of(on: date, limits: Limits) -> Case:
    """The rule of ``rules.schedule`` in SQL, for required parties."""
    return Case(*schedule_cases(on, limits, Value), output_field=models.CharField())


def severity_of(on: date, limits: Limits) -> Case:
    """How bad the schedule of a required party is, in SQL."""
    return Case(*schedule_cases(on, limits, lambda value: Value(value.severity)), output_field=models.IntegerField())


def schedule_cases(on: date, limits: Limits, then: Callable[[Schedule], Value]) -> Iterator[When]:
    """Each schedule's condition, in the order in which ``rules.schedule`` asks; the last one holds for the rest."""
    soon = on + timedelta(days=limits.due_soon)
    recurring = Q(action__timing=Timing.RECURRING)
    completed = Q(status=Status.COMPLETED)
    due = F("action__current_due")
    waited = Q(action__round_closes__lt=on) | Q(
        action__round_closes__isnull=True, action__current_due__lt=on - timedelta(days=limits.report_wait)
    )
    conditions = (
        (Q(status__in=Status.ended()), Schedule.ENDED),
        (recurring & Q(next_due__isnull=True, late=True), Schedule.COMPLETED_LATE),
        (recurring & Q(next_due__isnull=True), Schedule.COMPLETED_ON_TIME),
        (recurring & Q(next_due__lt=on), Schedule.OVERDUE),
        (recurring & Q(next_due__lte=soon), Schedule.DUE_SOON),
        (recurring, Schedule.NOT_YET_DUE),
        (Q(action__timing=Timing.CONTINUOUS), Schedule.CONTINUOUS),
        (Q(action__current_due__isnull=True), Schedule.UNDATED),
        (completed & Q(completed_on__gt=due), Schedule.COMPLETED_LATE),
        (completed, Schedule.COMPLETED_ON_TIME),
        (Q(action__current_due__gt=soon), Schedule.NOT_YET_DUE),
        (Q(action__current_due__gte=on), Schedule.DUE_SOON),
        (Q(open_as_at__gt=due) | waited, Schedule.OVERDUE),
        (Q(pk__isnull=False), Schedule.REPORT_AWAITED),
    )
    return (When(condition, then=then(value)) for condition, value in conditions)
