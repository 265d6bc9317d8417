"""Records that certainly contradict others, each with what to tell and where it can be mended.

Those that take an owner and its records judge them as they would be saved; those that take keys, what is stored.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.choices import EventKind
from cooperation.models import Body, BodyMember, Decision, Instrument, InstrumentRelation, Mandate, TreatyEvent
from cooperation.rules.contradictions import BEARING, BEGINNINGS, began_too_early, in_force_too_early, way
from cooperation.rules.partial_date import PartialDate

Told = tuple[Any, str]
Keys = Collection[Any]
Bearings = dict[int, list[int]]


def contradictions_of_instruments(keys: Keys) -> list[Told]:
    """Treaty events and relations of these instruments that contradict others, in a constant number of queries."""
    told: list[Told] = []
    for instrument in Instrument.objects.filter(pk__in=keys).prefetch_related("events"):
        told += events_too_early(instrument, instrument.events.all())
    relations = InstrumentRelation.objects.filter(instrument__in=keys).order_by("pk")
    return told + in_a_circle(relations, stored_bearings())


def contradictions_of_bodies(keys: Keys) -> list[Told]:
    """Members and mandates of these bodies that surely began before them, in a constant number of queries."""
    told: list[Told] = []
    for body in Body.objects.filter(pk__in=keys).prefetch_related("mandates", "members"):
        told += older_than_body(body, [*body.mandates.all(), *body.members.all()])
    return told


def contradictions_of_meetings(keys: Keys) -> list[Told]:
    """Decisions of these meetings that were closed before them, in a constant number of queries."""
    decisions = Decision.objects.filter(meeting__in=keys).select_related("meeting")
    return [(decision, decision.too_early) for decision in decisions if decision.too_early]


def events_too_early(instrument: Instrument, events: Iterable[TreatyEvent]) -> list[Told]:
    """The entries into force, of the whole or of a party, that surely precede every signature and adoption."""
    events = list(events)
    beginnings = [event.when for event in events if event.kind in BEGINNINGS]
    entries = [event for event in events if event.kind == EventKind.ENTRY_INTO_FORCE]
    return [
        (entry, told_of_entry(entry, beginnings)) for entry in entries if in_force_too_early(entry.when, beginnings)
    ]


def told_of_entry(entry: TreatyEvent, beginnings: Iterable[PartialDate]) -> str:
    first = min(when.earliest for when in beginnings if when.earliest)
    return _(
        "This entry into force, on %(entry)s at the latest, precedes every signature and adoption: none of them was "
        "before %(first)s. Mend one of these dates among the treaty events of the instrument."
    ) % {"entry": written(entry.latest), "first": written(first)}


def relations_in_a_circle(instrument: Instrument, relations: Sequence[InstrumentRelation]) -> list[Told]:
    """The relations of an instrument by which it would bear on itself, through whatever other instruments."""
    bearings = stored_bearings(apart_from=instrument)
    for relation in relations:
        if relation.kind in BEARING:
            bearings.setdefault(relation.instrument_id, []).append(relation.other_id)
    return in_a_circle(relations, bearings)


def stored_bearings(apart_from: Instrument | None = None) -> Bearings:
    """On which other instruments each bears, by keys."""
    stored = InstrumentRelation.objects.filter(kind__in=BEARING)
    if apart_from is not None:
        stored = stored.exclude(instrument_id=apart_from.pk)
    bearings: Bearings = defaultdict(list)
    for instrument, other in stored.order_by("pk").values_list("instrument_id", "other_id"):
        bearings[instrument].append(other)
    return bearings


def in_a_circle(relations: Iterable[InstrumentRelation], bearings: Bearings) -> list[Told]:
    ways = [
        (relation, [relation.instrument_id, *way(relation.other_id, relation.instrument_id, bearings)])
        for relation in relations
        if relation.kind in BEARING
    ]
    circles = [(relation, circle) for relation, circle in ways if len(circle) > 1]
    if not circles:
        return []
    names = Instrument.objects.in_bulk({key for _relation, circle in circles for key in circle})
    return [(relation, told_of_circle([str(names[key]) for key in circle])) for relation, circle in circles]


def told_of_circle(names: Iterable[str]) -> str:
    return _(
        "Relations run in a circle: %(circle)s. Each of them leads to an instrument that was there before, so one is "
        "wrong. Mend it among the relations of one of these instruments."
    ) % {"circle": " → ".join(f"“{name}”" for name in names)}


def older_than_body(body: Body, spans: Iterable[BodyMember | Mandate]) -> list[Told]:
    """The members or mandates of a body that surely began before it was established."""
    established = PartialDate(body.earliest)
    return [(span, told_of_span(body, span)) for span in spans if began_too_early(span.since, span.until, established)]


def told_of_span(body: Body, span: BodyMember | Mandate) -> str:
    first = min(day for day in (span.since_latest, span.until_latest) if day)
    return _(
        "This began on %(first)s at the latest, and the body was not established before %(established)s. Mend the "
        "date here, or the body’s day of establishment."
    ) % {"first": written(first), "established": written(body.earliest)}


def written(day: date | None) -> str:
    return date_format(day) if day else ""
