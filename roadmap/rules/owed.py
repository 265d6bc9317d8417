"""What is owed in a reporting round: one report of every lead, and how each stands."""

from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.choices import RoundStanding, Status
from roadmap.rules.facts import ActionFacts, Report, Responsibility, Round, recorded_by
from roadmap.rules.round import answers, standing
from roadmap.rules.state import counted_for, leads_on, outcome_for, reports_by_lead
from roadmap.rules.status import current_report


@dataclass(frozen=True)
class Owed:
    """One report that a lead owes in a round, with the report that was published for it."""

    lead: Responsibility
    standing: RoundStanding
    report: Report | None = None


def owed_in(facts: ActionFacts, one: Round, on: date, known: date | None = None) -> tuple[Owed, ...]:
    """What the leads of one action owe in a round, as things stand on a day.

    Who owes is asked on the last day to submit (before it, on the day itself), as recorded by the end of the round:
    what is recorded of the leads afterwards makes nobody late. A part that was ended by decision owes nothing, nor does
    a lead that had completed before the round opened.
    """
    if on < one.opens:
        return ()
    day, told = min(on, one.due), min(known or one.closes, one.closes)
    leads = tuple(
        lead
        for lead in leads_on(facts, day, told)
        if one.country in (None, lead.country) and outcome_for(facts, (lead.country,), day, told) is None
    )
    before = reports_by_lead(facts, leads, one.opens - timedelta(days=1), told)
    return tuple(
        Owed(lead, standing(report, one, on), report)
        for lead in leads
        if not has_completed(before[lead], one)
        for report in [given(facts, lead, leads, one, on, known)]
    )


def has_completed(reports: list[Report], one: Round) -> bool:
    """Whether the last word of a lead before a round opened was that it has completed."""
    last = current_report(reports, one.opens - timedelta(days=1))
    return last is not None and last.status == Status.COMPLETED


def given(
    facts: ActionFacts,
    lead: Responsibility,
    leads: tuple[Responsibility, ...],
    one: Round,
    on: date,
    known: date | None,
) -> Report | None:
    """The report of a lead that was published for a round by a day."""
    holders = frozenset(each.holder for each in leads)
    told = min(known or on, on)
    found = (
        report
        for report in facts.reports
        if answers(report, one, facts.rounds)
        and recorded_by(report.published_at, told)
        and lead.holder in counted_for(report, holders, facts, on, known)
    )
    return min(found, key=lambda report: (report.published_at, report.key), default=None)
