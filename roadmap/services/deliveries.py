"""Deliveries of recurring duties: what a country owes and has given, and what a report may say that it delivers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models import Country
from roadmap.choices import OccurrenceState, ReportState, Timing
from roadmap.models import Action, ProgressReport
from roadmap.rules.facts import ActionFacts, Limits
from roadmap.rules.occurrence import Occurrence, open_state
from roadmap.rules.state import action_state
from roadmap.services.facts import facts_of, with_facts


@dataclass(frozen=True)
class Owed:
    """One occurrence that a country owes, and the published or submitted report that says it was delivered."""

    occurrence: Occurrence
    report: ProgressReport | None


def owed_by(country: Country | None, action: Action, on: date) -> list[Owed]:
    """What a country owes of a recurring duty for the periods that have begun by a day, the oldest first."""
    if country is None or action.timing != Timing.RECURRING:
        return []
    loaded = with_facts(Action.objects.filter(pk=action.pk)).get()
    return owed_of(facts_of(loaded, Limits()), country, action, on)  # the limits move no occurrence


def owed_of(facts: ActionFacts, country: Country, action: Action, on: date) -> list[Owed]:
    """The same, of a recurring duty whose facts are loaded."""
    state = action_state(facts, on)
    reports = delivering(country, action)
    return [
        Owed(one, reports.get(one.period))
        for party in state.parties
        if party.country == country.code
        for one in party.occurrences
        if one.period <= on
    ]


@dataclass(frozen=True)
class Open:
    """One occurrence that nobody has reported as delivered yet."""

    occurrence: Occurrence
    state: OccurrenceState


def open_for(country: Country, actions: Iterable[Action], on: date, limits: Limits) -> dict[int, list[Open]]:
    """What a country still has to report of the recurring duties among these actions, by their keys, the oldest first.

    It is what has begun by a day, and where there is nothing of that, the next one.
    """
    recurring = [action.pk for action in actions if action.timing == Timing.RECURRING]
    submitted = ProgressReport.objects.filter(
        action__in=recurring, institution__country=country, state=ReportState.SUBMITTED
    )
    told = set(submitted.values_list("action", "period"))
    return {
        action.pk: [
            Open(one, open_state(one.due, on, limits.due_soon))
            for one in begun([one for one in party.undelivered if (action.pk, one.period) not in told], on)
        ]
        for action in with_facts(Action.objects.filter(pk__in=recurring))
        for party in action_state(facts_of(action, limits), on).parties
        if party.country == country.code
    }


def begun(occurrences: list[Occurrence], on: date) -> list[Occurrence]:
    """Those whose period has begun by a day, and where there is none, the first."""
    return [one for one in occurrences if one.period <= on] or occurrences[:1]


def delivering(country: Country, action: Action) -> dict[date, ProgressReport]:
    """A country's published and submitted reports of a delivery, by the period's first day.

    Of several for one period, it is the published one whose delivery counts; reports that were corrected are left out.
    """
    reports = (
        ProgressReport.objects.filter(
            action=action,
            institution__country=country,
            period__isnull=False,
            state__in=[ReportState.SUBMITTED, ReportState.PUBLISHED],
        )
        .select_related("institution")
        .exclude(Q(state=ReportState.PUBLISHED, corrections__state=ReportState.PUBLISHED))
    )
    found: dict[date, ProgressReport] = {}
    for report in reports.order_by("delivered_on", "published_at", "pk"):
        assert report.period is not None  # the query asks for it
        standing = found.get(report.period)
        if standing is None or (standing.state, report.state) == (ReportState.SUBMITTED, ReportState.PUBLISHED):
            found[report.period] = report
    return found


def wrong_delivery(report: ProgressReport, today: date, facts: ActionFacts) -> Iterator[tuple[str, str]]:
    """What is wrong with the delivery that a report names, by field."""
    if report.period is None and report.delivered_on is None:
        return
    if report.action.timing != Timing.RECURRING:
        yield "period", _("Only a recurring duty has deliveries.")
    elif report.period is None:
        yield "period", _("Choose the period for which this was delivered.")
    elif report.delivered_on is None:
        yield "delivered_on", _("Give the day of the delivery, or choose that this report has none.")
    else:
        yield from _wrong_period(report, report.delivered_on, today, facts)


def _wrong_period(
    report: ProgressReport, delivered_on: date, today: date, facts: ActionFacts
) -> Iterator[tuple[str, str]]:
    country = report.institution.country
    owed = owed_of(facts, country, report.action, today) if country else []
    by_period = {one.occurrence.period: one for one in owed}
    if report.period not in by_period:
        yield "period", _("Nothing is owed for this period.")
        return
    if delivered_on < report.period:
        yield "delivered_on", _("This day is before the period begins.")
    if delivered_on > report.as_at:
        yield "delivered_on", _("The day of delivery is after the day that the report describes.")
    if earlier := delivered_before(report, by_period[report.period].report):
        yield "period", words_of(earlier)


def delivered_before(report: ProgressReport, standing: ProgressReport | None) -> ProgressReport | None:
    """The report that stands for the same period, unless it is this one or the one that this one corrects."""
    return None if standing is None or standing.pk in {report.pk, report.corrects_id} else standing


def words_of(earlier: ProgressReport) -> str:
    """Why a second delivery for the same period is not taken."""
    if earlier.state == ReportState.SUBMITTED:
        return _("A report with the delivery for this period has been submitted already.")
    assert earlier.delivered_on is not None  # the database demands it beside a period
    return _("This period was delivered on %(day)s already: correct that report instead.") % {
        "day": date_format(earlier.delivered_on)
    }
