"""What is owed in a reporting round: one report of every lead, and how each stands."""

from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.choices import RoundStanding, Status
from roadmap.rules.facts import ActionFacts, Report, Responsibility, Round, recorded_by
from roadmap.rules.round import answers, standing, stands
from roadmap.rules.state import counted_for, heirs_of, leads_on, outcome_for, reports_by_lead
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
    a lead that had reported its completion before the round opened. A round that was called off asks for nothing.
    """
    if on < one.opens or not stands(one, known):
        return ()
    day, told = min(on, one.due), min(known or one.closes, one.closes)
    leads = owing(facts, one, day, told)
    said = reports_by_lead(facts, tuple(leads.values()), day, told)
    rounds = [other for other in facts.rounds if recorded_by(other.recorded_at, known)]
    given = [
        report
        for report in sorted(facts.reports, key=lambda report: (report.published_at, report.key))
        if answers(report, one, rounds) and recorded_by(report.published_at, min(known or on, on))
    ]
    found = {lead: first_of(lead, given, frozenset(leads), facts, on, known) for lead in leads.values()}
    return tuple(
        Owed(lead, standing(report, one, on), report)
        for lead, report in found.items()
        if not had_completed(said[lead], one, told)
    )


def owing(facts: ActionFacts, one: Round, day: date, told: date) -> dict[str, Responsibility]:
    """The leads that a round asks, by holder: of its country, and whose part was not ended by decision."""
    return {
        lead.holder: lead
        for lead in leads_on(facts, day, told)
        if one.country in (None, lead.country) and outcome_for(facts, (lead.country,), day, told) is None
    }


def had_completed(reports: list[Report], one: Round, told: date) -> bool:
    """Whether the last word of a lead before a round opened was that it has completed."""
    eve = one.opens - timedelta(days=1)
    last = current_report(reports, eve, min(eve, told))
    return last is not None and last.status == Status.COMPLETED


def first_of(
    lead: Responsibility,
    given: list[Report],
    holders: frozenset[str],
    facts: ActionFacts,
    on: date,
    known: date | None,
) -> Report | None:
    """The first of the reports given in a round that is a lead's, or of those that have taken over from it since."""
    heirs = frozenset(heirs_of(lead.holder, facts, on, known)) - holders
    return next(
        (
            report
            for report in given
            if report.holder in heirs or lead.holder in counted_for(report, holders, facts, on, known)
        ),
        None,
    )
