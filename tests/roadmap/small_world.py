"""A small world in which random histories happen: one roadmap, four actions, three countries, five institutions.

Everything goes through the services. The clock only moves forward; the days on which things happened lie anywhere.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cooperation.choices import Role
from cooperation.models import Country, Decision, Institution, Meeting, Succession
from roadmap.choices import DeadlineKind, Precision, Recurrence, Status, Timing
from roadmap.models import (
    Action,
    Consent,
    Deadline,
    Ending,
    ProgressReport,
    ReportingRound,
    Responsibility,
    Roadmap,
    RoadmapParty,
)
from roadmap.rules.facts import ActionFacts, recorded_on
from roadmap.rules.occurrence import period_start
from roadmap.services import deadlines, reporting, rounds
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.recompute import recompute
from roadmap.services.reporting import Papers
from tests.cast import LIMITS, LONG_AGO, Cast, institution, user

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)


@dataclass
class SmallWorld:
    """Who and what there is, and the clock. Each verb records something now."""

    cast: Cast
    now: datetime = LONG_AGO

    def __post_init__(self) -> None:
        cast = self.cast
        self.agency = institution("kz-agency", cast.kz, "Agency of Wildlife")
        self.institutions = [cast.forestry, cast.kz_ministry, self.agency, cast.ecology, cast.tm_ministry]
        self.countries = [cast.kz, cast.uz, cast.tm]
        tahmina = user("tahmina", Role.COORDINATOR, cast.tm_ministry)
        self.coordinators = {cast.kz: cast.bolat, cast.uz: cast.eldor, cast.tm: tahmina}
        meeting = Meeting.objects.create(slug="meeting", title_en="Meeting", kind="ministers")
        self.decision = Decision.objects.create(meeting=meeting, number="1", text_en="Decided")
        cast.action("count", leads=[cast.forestry, cast.ecology], due=date(2025, 9, 30))
        quarterly = {"timing": Timing.RECURRING, "recurrence": Recurrence.QUARTER}
        cast.action("exchange", leads=[cast.kz, cast.ecology, cast.tm_ministry], due=None, **quarterly)
        cast.action("patrol", leads=[cast.tm_ministry, cast.kz_ministry], due=None, timing=Timing.CONTINUOUS)
        survey = cast.action("survey", leads=[cast.kz_ministry], due=date(2026, 3, 31))
        self.recompute()
        self.open_round(None, None, self.today, 30)
        self.revise(survey, Timing.DATED, date(2026, 6, 30))
        self.report(survey, cast.kz_ministry, self.today, Status.IN_PROGRESS)
        self.submit(self.begin(survey, cast.kz_ministry, self.today, Status.COMPLETED))

    @property
    def today(self) -> date:
        return recorded_on(self.now)

    @property
    def moment(self) -> dict[str, Any]:
        return {"now": self.now, "today": self.today}

    def recompute(self) -> list[Any]:
        return recompute(Action.objects.all(), self.today, LIMITS)

    def facts(self) -> dict[str, ActionFacts]:
        """All that is recorded, by the codes of the actions."""
        return {action.code: facts_of(action, LIMITS) for action in with_facts(Action.objects.all())}

    def stamp(self, record: Any) -> Any:
        """Checks and saves what the secretariat records in a form, and brings the actions up to date."""
        record.recorded_at, record.recorded_by = self.now, self.cast.farida
        record.full_clean()
        record.save()
        self.recompute()
        return record

    # Reports ---------------------------------------------------------------------------------------------------------

    def begin(self, action: Action, of: Institution, as_at: date, status: Status, **columns: Any) -> ProgressReport:
        by = self.coordinators[of.country]
        written = ProgressReport(
            action=action,
            institution=of,
            as_at=as_at,
            status=status,
            completed_on=as_at if status == Status.COMPLETED else None,
            language="en",
            challenge="other",
            challenges="The snow came early.",
            letter_number="1",
            letter_date=min(as_at, self.today),
            **columns,
        )
        if action.timing == Timing.RECURRING:
            written.period, written.delivered_on = period_start(as_at, Recurrence(action.recurrence)), as_at
        written.full_clean(exclude=["recorded_at", "recorded_by"])
        return reporting.write(written, Papers(), by, self.now)

    def submit(self, report: ProgressReport) -> None:
        reporting.submit(report, self.coordinators[report.institution.country], self.now, self.today)

    def give_back(self, report: ProgressReport) -> None:
        reporting.give_back(report, self.coordinators[report.institution.country], self.now, "No map.")

    def publish(self, report: ProgressReport) -> None:
        reporting.publish(report, self.coordinators[report.institution.country], self.now, self.today, LIMITS)

    def report(self, *said: Any, **columns: Any) -> None:
        """From the first word to the public within one day."""
        written = self.begin(*said, **columns)
        self.submit(written)
        self.publish(written)

    def report_no_change(self, before: ProgressReport, one: ReportingRound | None) -> None:
        by = self.coordinators[before.institution.country]
        self.publish(reporting.report_no_change(before, one, by, self.now, self.today))

    # Deadlines -------------------------------------------------------------------------------------------------------

    def revise(self, action: Action, timing: Timing, due: date) -> None:
        columns: dict[str, Any] = {"due": due, "precision": Precision.DAY} if timing == Timing.DATED else {}
        if timing == Timing.RECURRING:
            columns = {"recurrence": Recurrence.HALF, "offset_days": 10}
        self.add(Deadline(action=action, kind=DeadlineKind.REVISION, timing=timing, **columns))

    def correct(self, version: Deadline, due: date) -> None:
        means = {"timing": Timing.DATED, "due": due, "precision": Precision.DAY}
        self.add(Deadline(action=version.action, kind=DeadlineKind.CORRECTION, corrects=version, **means))

    def add(self, version: Deadline) -> None:
        version.reason = "The snow came early."
        deadlines.add_version(version, limits=LIMITS, by=self.cast.farida, **self.moment)

    def begin_on(self, action: Action, first_day: date) -> None:
        action.starts_on = first_day
        action.full_clean()
        action.save()
        self.recompute()

    def prolong(self, roadmap: Roadmap, last_year: int) -> None:
        roadmap.last_year = last_year
        roadmap.save()
        self.recompute()

    def agree(self, version: Deadline, on: date) -> None:
        deadlines.agree_by_decision(version, self.decision, on, limits=LIMITS, **self.moment)

    def consent(self, version: Deadline, country: Country, on: date) -> Consent:
        by = self.coordinators[country]
        return deadlines.consent(version, country, on, "Letter 1", limits=LIMITS, by=by, **self.moment)

    # Rounds ----------------------------------------------------------------------------------------------------------

    def open_round(self, country: Country | None, inside: ReportingRound | None, opens: date, lasts: int) -> None:
        by = self.coordinators[country] if country else self.cast.farida
        due = opens + timedelta(days=lasts)
        one = ReportingRound(
            roadmap=self.cast.plateau, country=country, inside=inside, opens=opens, due=due, closes=due + timedelta(15)
        )
        rounds.open_round(one, by, limits=LIMITS, **self.moment)

    def call_off(self, one: ReportingRound) -> None:
        rounds.call_off(one, self.cast.farida, limits=LIMITS, **self.moment)

    # Who is responsible ----------------------------------------------------------------------------------------------

    def end(self, action: Action, country: Country | None, outcome: Status, on: date) -> None:
        self.stamp(Ending(action=action, country=country, outcome=outcome, on=on, decision=self.decision))

    def take_on(self, action: Action, whose: Institution | Country, since: date | None) -> None:
        holder = {"country": whose} if isinstance(whose, Country) else {"institution": whose}
        self.stamp(Responsibility(action=action, since=since, **holder))

    def lay_down(self, part: Responsibility, until: date) -> None:
        part.until, part.until_recorded_at = until, self.now
        part.full_clean()
        part.save()
        self.recompute()

    def leave(self, party: RoadmapParty, until: date) -> None:
        party.until_latest, party.until_recorded_at = until, self.now
        party.full_clean()
        party.save()
        self.recompute()

    def take_over(self, predecessor: Institution, successor: Institution, on: date | None) -> None:
        self.stamp(Succession(predecessor=predecessor, successor=successor, earliest=on, latest=on))
