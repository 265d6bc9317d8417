"""From stored records to the plain values that the rules take."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Prefetch, Q

from cooperation.choices import InstitutionKind
from cooperation.models import Succession
from roadmap.choices import DeadlineKind, Part, Precision, Recurrence, Status, Timing
from roadmap.models import (
    Action,
    Consent,
    Deadline,
    Ending,
    ProgressReport,
    ReportingRound,
    Responsibility,
    RoadmapParty,
)
from roadmap.models.action import ActionQuerySet
from roadmap.rules import facts as values
from roadmap.rules.facts import ActionFacts, Limits

# How many times what an institution reported may have been taken over: chains that are longer are not followed.
HEIRS = 4
REPORTED = (
    "action",
    "institution",
    "state",
    "as_at",
    "status",
    "percent",
    "completed_on",
    "corrects",
    "round",
    "period",
    "delivered_on",
    "submitted_at",
    "published_at",
)


def with_facts(actions: ActionQuerySet, bearing: Q | None = None) -> ActionQuerySet:
    """Loads all that the state of each action follows from, in a constant number of queries.

    ``action.published`` are its published reports without their texts, each with the code of its ``country``; only
    those that are ``bearing`` on the question, where that does not ask for the whole state.
    """
    asked = ProgressReport.objects.published().filter(bearing or Q())
    published = asked.only(*REPORTED).annotate(country=F("institution__country__code"))
    return actions.prefetch_related(
        "roadmap",
        "roadmap__parties__country",
        "roadmap__parties__focal_institution",
        "roadmap__rounds__country",
        "responsibilities__country",
        "responsibilities__institution__country",
        f"responsibilities__institution{'__inheritances__predecessor' * HEIRS}",
        Prefetch("reports", published, to_attr="published"),
        "deadlines__consents__country",
        "endings__country",
    )


def facts_of(action: Action, limits: Limits) -> ActionFacts:
    """The facts of an action loaded by ``with_facts``."""
    roadmap = action.roadmap
    parts = list(action.responsibilities.all())
    published: list[ProgressReport] = action.published  # type: ignore[attr-defined]  # prefetched under this name
    return ActionFacts(
        memberships=tuple(map(_membership, roadmap.parties.all())),
        responsibilities=tuple(part for part in map(_responsibility, parts) if part is not None),
        reports=tuple(map(_report, published)),
        versions=tuple(_version(version, version.consents.all()) for version in action.deadlines.all()),
        endings=tuple(map(_ending, action.endings.all())),
        deliveries=tuple(_deliveries(published)),
        rounds=tuple(map(round_values, roadmap.rounds.all())),
        inheritances=tuple(map(_inheritance, _inheritances(parts))),
        recorded_at=action.recorded_at,
        limits=limits,
    )


def facts_of_new(
    action: Action,
    parties: Iterable[RoadmapParty],
    rounds: Iterable[ReportingRound],
    parts: Iterable[Responsibility],
    original: Deadline,
    limits: Limits,
) -> ActionFacts:
    """The facts of an action that is being made: who is responsible for it, and its original deadline."""
    return ActionFacts(
        memberships=tuple(map(_membership, parties)),
        responsibilities=tuple(part for part in map(_responsibility, parts) if part is not None),
        versions=(_version(original, ()),),
        rounds=tuple(map(round_values, rounds)),
        limits=limits,
    )


def _membership(party: RoadmapParty) -> values.Membership:
    return values.Membership(
        country=party.country.code,
        recorded_at=party.recorded_at,
        since=party.since_earliest,
        until=party.until_latest,
        until_recorded_at=party.until_recorded_at,
    )


def _responsibility(part: Responsibility) -> values.Responsibility | None:
    """Nothing for organisations without a country and for NGOs, which are never a required party."""
    country = part.of_country
    if country is None or (part.institution and part.institution.kind in InstitutionKind.never_required()):
        return None
    return values.Responsibility(
        holder=holder_of(part),
        country=country.code,
        recorded_at=part.recorded_at,
        part=Part(part.part),
        since=part.since,
        until=part.until,
        until_recorded_at=part.until_recorded_at,
    )


def holder_of(part: Responsibility) -> str:
    """Who holds a part: ``institution:12`` or ``country:KZ``."""
    return f"institution:{part.institution_id}" if part.institution_id else f"country:{part.of_country.code}"  # type: ignore[union-attr]  # the database demands one of them


def _ending(ending: Ending) -> values.Ending:
    return values.Ending(
        outcome=Status(ending.outcome),
        on=ending.on,
        recorded_at=ending.recorded_at,
        country=ending.country.code if ending.country else None,
        key=ending.pk,
    )


def _report(report: ProgressReport) -> values.Report:
    """A report counts for its institution's own lead, and otherwise for its country's."""
    country: str = report.country or ""  # type: ignore[attr-defined]  # annotated under this name
    assert report.published_at is not None  # the database demands it of a published report
    return values.Report(
        key=report.pk,
        holder=f"institution:{report.institution_id}",
        as_at=report.as_at,
        published_at=report.published_at,
        status=Status(report.status),
        percent=report.percent,
        completed_on=report.completed_on,
        corrects=report.corrects_id,
        otherwise=f"country:{country}",
        round=report.round_id,
        submitted_at=report.submitted_at,
    )


def round_values(one: ReportingRound) -> values.Round:
    return values.Round(
        key=one.pk,
        opens=one.opens,
        due=one.due,
        closes=one.closes,
        recorded_at=one.recorded_at,
        country=one.country.code if one.country else None,
        inside=one.inside_id,
        called_off_at=one.called_off_at,
    )


def _inheritances(parts: Iterable[Responsibility]) -> set[Succession]:
    """From whom the institutions with a part took over, and from whom these did, from loaded records."""
    found: set[Succession] = set()
    reached = {part.institution for part in parts if part.institution}
    for _time in range(HEIRS):
        earlier = {one for institution in reached for one in institution.inheritances.all()} - found
        found |= earlier
        reached = {one.predecessor for one in earlier}
    return found


def _inheritance(one: Succession) -> values.Inheritance:
    return values.Inheritance(
        predecessor=f"institution:{one.predecessor_id}",
        successor=f"institution:{one.successor_id}",
        recorded_at=one.recorded_at,
        since=one.earliest,
    )


def _version(version: Deadline, consents: Iterable[Consent]) -> values.Version:
    return values.Version(
        key=version.pk or 0,
        kind=DeadlineKind(version.kind),
        recorded_at=version.recorded_at,
        timing=Timing(version.timing),
        due=version.due,
        precision=Precision(version.precision) if version.precision else None,
        recurrence=Recurrence(version.recurrence) if version.recurrence else None,
        offset_days=version.offset_days,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        corrects=version.corrects_id,
        decided_on=version.decided_on,
        decision_recorded_at=version.decision_recorded_at,
        consents=tuple(values.Consent(consent.country.code, consent.on, consent.recorded_at) for consent in consents),
    )


def _deliveries(reports: Iterable[ProgressReport]) -> Iterable[values.Delivery]:
    corrected_at: dict[int | None, datetime] = {}
    for report in reports:
        assert report.published_at is not None  # the database demands it of a published report
        first = corrected_at.get(report.corrects_id, report.published_at)
        corrected_at[report.corrects_id] = min(first, report.published_at)
    for report in reports:
        country: str | None = report.country  # type: ignore[attr-defined]  # annotated under this name
        if report.period and report.delivered_on and country:
            assert report.published_at is not None  # see above
            yield values.Delivery(
                key=report.pk,
                country=country,
                period=report.period,
                on=report.delivered_on,
                recorded_at=report.published_at,
                corrected_at=corrected_at.get(report.pk),
            )
