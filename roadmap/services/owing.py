"""What is owed in reporting rounds, beside the records, as one reader sees it on a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from cooperation.models import Country, Institution
from cooperation.permissions import Someone
from roadmap.choices import ReportState, RoundStanding, Status
from roadmap.models import Action, ProgressReport, ReportingRound
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import ActionFacts, Limits, Round
from roadmap.rules.owed import Owed, owed_in
from roadmap.rules.round import is_late_on, keys_answering
from roadmap.services.facts import facts_of, holder_of, round_values, with_facts

# What a line about a report on its way shows: not its texts.
COLUMNS = ("action", "institution", "round", "state", "as_at", "status", "submitted_at")
ON_THE_WAY = {ReportState.SUBMITTED: RoundStanding.SUBMITTED, ReportState.RETURNED: RoundStanding.RETURNED}


@dataclass(frozen=True)
class OwedReport:
    """A report that a lead owes in a round: whose it is, how it stands, and the report if the reader may see one.

    ``institution`` is the lead, or the focal institution of a country that leads itself, if there is one.
    """

    action: Action
    country: Country
    institution: Institution | None
    standing: RoundStanding
    report: ProgressReport | None = None
    is_late: bool = False

    @property
    def is_missing(self) -> bool:
        return self.standing in RoundStanding.missing()


@dataclass(frozen=True)
class Tally:
    """How many reports are owed in all, and how many stand how; ``published`` are those that came in time."""

    owed: int = 0
    late: int = 0
    submitted: int = 0
    returned: int = 0
    published: int = 0
    published_late: int = 0

    @classmethod
    def of(cls, reports: Iterable[OwedReport]) -> "Tally":
        return cls(**Counter(str(one.standing) for one in reports))

    @property
    def total(self) -> int:
        return self.missing + self.submitted + self.returned + self.given

    @property
    def given(self) -> int:
        return self.published + self.published_late

    @property
    def missing(self) -> int:
        return self.owed + self.late


def with_owed(actions: ActionQuerySet, rounds: Iterable[ReportingRound]) -> ActionQuerySet:
    """Loads what the reports owed in these rounds follow from, without the texts, in a constant number of queries.

    Of the reports, those given in the rounds are loaded and, where anyone has completed an action, all of that action:
    only a completion before a round can free a lead from it.
    """
    asked = list(rounds)
    around = [one.inside_id for one in asked if one.inside_id]
    published = ProgressReport.objects.published()
    completed = published.filter(action=OuterRef("action"), status=Status.COMPLETED)
    bearing = Q(round__in=asked) | Q(round__inside__in=asked) | Q(round__in=around) | Q(Exists(completed))
    return with_facts(actions.select_related("direction"), bearing).prefetch_related(
        "responsibilities__institution__names", "roadmap__parties__focal_institution__names"
    )


class Ledger:
    """The reports that the leads of some actions owe in some rounds, for one reader on a day.

    What is on its way is that of today; on another day, or as known on one,
    only what was published counts.
    """

    def __init__(
        self,
        actions: ActionQuerySet,
        rounds: Iterable[ReportingRound],
        user: Someone,
        on: date,
        known: date | None,
        limits: Limits,
        today: date,
    ) -> None:
        self.on, self.known = on, known
        self.facts = [(action, facts_of(action, limits)) for action in with_owed(actions, rounds)]
        self.on_the_way: dict[tuple[int, int], list[ProgressReport]] = {}
        if user.is_authenticated and on == today and known is None:
            self._load_on_the_way(user)

    def _load_on_the_way(self, user: Someone) -> None:
        unpublished = ProgressReport.objects.visible_to(user).exclude(state=ReportState.PUBLISHED)
        in_rounds = unpublished.filter(round__isnull=False, corrects__isnull=True).only(*COLUMNS)
        for report in in_rounds.order_by("pk"):
            self.on_the_way.setdefault((report.action_id, report.institution_id), []).append(report)

    def owed(self, one: ReportingRound) -> list[OwedReport]:
        """What is owed in a round, action by action in the order of the roadmap, each by its leads."""
        asked = round_values(one)
        return [
            self._seen(action, owed, facts, asked)
            for action, facts in self.facts
            if action.roadmap_id == one.roadmap_id
            for owed in owed_in(facts, asked, self.on, self.known)
        ]

    def _seen(self, action: Action, owed: Owed, facts: ActionFacts, asked: Round) -> OwedReport:
        """What is owed, with the record of the report that was given, or of the one that is on its way."""
        country, institution = holders(action)[owed.lead.holder]
        if owed.report is not None:
            published: list[ProgressReport] = action.published  # type: ignore[attr-defined]  # loaded by with_facts
            given = next(report for report in published if report.pk == owed.report.key)
            return OwedReport(action, country, institution, owed.standing, given)
        keys = keys_answering(asked, facts.rounds)
        mine = self.on_the_way.get((action.pk, institution.pk), []) if institution else []
        begun = next((report for report in mine if report.round_id in keys), None)
        if begun is None:
            return OwedReport(action, country, institution, owed.standing)
        standing = ON_THE_WAY.get(ReportState(begun.state), owed.standing)
        handed_in = begun.submitted_at if begun.state == ReportState.SUBMITTED else None
        late = handed_in is not None and is_late_on(handed_in, asked)
        return OwedReport(action, country, institution, standing, begun, late)


def holders(action: Action) -> dict[str, tuple[Country, Institution | None]]:
    """Who holds each lead of a loaded action, by the rules' name of the holder."""
    parties = action.roadmap.parties.all()
    focal: dict[int | None, Institution | None] = {party.country_id: party.focal_institution for party in parties}
    return {
        holder_of(part): (part.of_country, part.institution or focal.get(part.country_id))
        for part in action.leads()
        if part.of_country is not None
    }
