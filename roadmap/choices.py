"""The words in which promises and their progress are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    NO_INFORMATION = "no_information", _("no information")
    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETED = "completed", _("completed")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CARRIED_OVER = "carried_over", _("carried over")
    NOT_ACHIEVED = "not_achieved", _("not achieved")

    @classmethod
    def claimed(cls) -> tuple[str, ...]:
        """What a report may say."""
        return (cls.NOT_STARTED, cls.IN_PROGRESS, cls.COMPLETED, cls.SUSPENDED)

    @classmethod
    def ended(cls) -> tuple[str, ...]:
        """What only a decision can say."""
        return (cls.WITHDRAWN, cls.CARRIED_OVER, cls.NOT_ACHIEVED)

    @classmethod
    def claimed_choices(cls) -> list[tuple[str, str]]:
        return [(value, cls(value).label) for value in cls.claimed()]

    @classmethod
    def ended_choices(cls) -> list[tuple[str, str]]:
        return [(value, cls(value).label) for value in cls.ended()]


class Timing(TextChoices):
    DATED = "dated", _("dated")
    RECURRING = "recurring", _("recurring")
    CONTINUOUS = "continuous", _("continuous")
    UNDATED = "undated", _("undated")


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")


class Recurrence(TextChoices):
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF = "half", _("every half-year")
    YEAR = "year", _("every year")

    @property
    def months(self) -> int:
        """The length of a period in months."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


class Part(TextChoices):
    LEAD = "lead", _("lead")
    SUPPORTING = "supporting", _("supporting")
    FUNDING = "funding", _("funding")


class DeadlineKind(TextChoices):
    ORIGINAL = "original", _("original")
    REVISION = "revision", _("revision")
    CORRECTION = "correction", _("correction of a slip of the pen")


class Schedule(TextChoices):
    ENDED = "ended", _("ended by decision")
    CONTINUOUS = "continuous", _("continuous")
    UNDATED = "undated", _("no date given")
    COMPLETED_ON_TIME = "completed_on_time", _("completed on time")
    COMPLETED_LATE = "completed_late", _("completed late")
    NOT_YET_DUE = "not_yet_due", _("not yet due")
    DUE_SOON = "due_soon", _("due soon")
    REPORT_AWAITED = "report_awaited", _("report awaited")
    OVERDUE = "overdue", _("overdue")

    @classmethod
    def by_severity(cls) -> tuple[str, ...]:
        """From the calmest to the worst: an action's schedule is the worst of its parties'."""
        return tuple(cls.values)

    @classmethod
    def waiting(cls) -> tuple[str, ...]:
        """Those that wait for a country."""
        return (cls.REPORT_AWAITED, cls.OVERDUE)

    @property
    def severity(self) -> int:
        return self.by_severity().index(self.value)


class Freshness(TextChoices):
    FRESH = "fresh", _("fresh")
    AGEING = "ageing", _("ageing")
    STALE = "stale", _("stale")
    NEVER_REPORTED = "never_reported", _("never reported")


class OccurrenceState(TextChoices):
    UPCOMING = "upcoming", _("upcoming")
    DUE_SOON = "due_soon", _("due soon")
    DELIVERED_ON_TIME = "delivered_on_time", _("delivered on time")
    DELIVERED_LATE = "delivered_late", _("delivered late")
    MISSED = "missed", _("missed")

    @classmethod
    def open(cls) -> tuple[str, ...]:
        """Those that wait for a delivery."""
        return (cls.UPCOMING, cls.DUE_SOON, cls.MISSED)


class ReportState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")

    @classmethod
    def open(cls) -> tuple[str, ...]:
        """Still with its author."""
        return (cls.DRAFT, cls.RETURNED)


class StepKind(TextChoices):
    BEGUN = "begun", _("begun")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")


class RoundStanding(TextChoices):
    """How one report that is owed in a round stands."""

    OWED = "owed", _("owed")
    LATE = "late", _("late")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    PUBLISHED_LATE = "published_late", _("published late")

    @classmethod
    def given(cls) -> tuple[str, ...]:
        """Those in which the public has the report."""
        return (cls.PUBLISHED, cls.PUBLISHED_LATE)

    @classmethod
    def missing(cls) -> tuple[str, ...]:
        """Those in which nothing has been handed in, the most pressing first."""
        return (cls.LATE, cls.OWED)


class RoundState(TextChoices):
    OPEN = "open", pgettext_lazy("reporting round", "open")
    TO_COME = "to_come", _("to come")
    CLOSED = "closed", _("closed")
    CALLED_OFF = "called_off", _("called off")


class ChangeKind(TextChoices):
    """What can have changed between two days, in the order in which a meeting asks for it."""

    COMPLETED = "completed", _("completed")
    STARTED = "started", _("started")
    STATUS = "status", _("status changed")
    DELIVERED = "delivered", _("delivered")
    OVERDUE = "overdue", _("newly overdue")
    AWAITED = "awaited", _("now awaiting a report")
    AGREED = "agreed", _("deadline revised")
    ANNOUNCED = "announced", _("revision announced")
    CORRECTED = "corrected", _("slip of the pen corrected")
    ENDED = "ended", _("ended by decision")
    ADDED = "added", _("added")
    REWORDED = "reworded", _("reworded")
    CLARIFIED = "clarified", _("clarified")
    SILENT = "silent", _("silent: a report was owed, none was given")


class Challenge(TextChoices):
    FUNDING = "funding", pgettext_lazy("reason for being behind", "funding")
    RESOURCES = "resources", _("staff and equipment")
    PRIORITIES = "priorities", _("change of priorities")
    APPROVALS = "approvals", _("approvals")
    DEPENDENCY = "dependency", _("dependency on another action")
    COORDINATION = "coordination", _("coordination between the parties")
    FORCE_MAJEURE = "force_majeure", _("force majeure")
    OTHER = "other", _("other")


class ImportState(TextChoices):
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
