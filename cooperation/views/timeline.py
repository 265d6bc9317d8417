"""The time line of the cooperation: treaty events, meetings, inscriptions, recognitions and steps of issues in one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.views.generic import ListView

from cooperation.choices import HappeningKind, SiteKind
from cooperation.forms.timeline import TimelineForm
from cooperation.models import (
    Country,
    Instrument,
    InstrumentParty,
    Issue,
    IssueStep,
    Meeting,
    Recognition,
    Site,
    TreatyEvent,
)
from cooperation.models.searchable import Searchable
from cooperation.rules.calendar import year_and_month
from cooperation.views.asked import Asked, asked_days

NOT_KNOWN = Value(date.max, output_field=DateField())  # sorts last


@dataclass(frozen=True)
class Kept:
    """Where one kind of happening is kept: all of it, as far as words find it, and where a country took part."""

    records: Callable[[], QuerySet[Any]]
    found_by: Callable[[str], Q]
    concerns: Callable[[Country], Q]


@dataclass(frozen=True)
class Happening:
    """One line: a record and what kind of thing it is."""

    kind: HappeningKind
    record: Any


@dataclass(frozen=True)
class Year:
    """What began, or may have begun, in a year; no number: what has no known beginning."""

    number: int | None
    happenings: list[Happening]


def own_words(model: type[Searchable]) -> Callable[[str], Q]:
    """Finds records by their own folded texts."""
    return lambda words: Q(pk__in=model.objects.matching(words).order_by().values("pk"))


def event_of(country: Country) -> Q:
    """A step of the country, or one of the whole instrument to which it is a party."""
    parties = InstrumentParty.objects.filter(country=country).values("instrument")
    return Q(country=country) | Q(country=None, instrument__in=parties)


def meeting_of(country: Country) -> Q:
    present = Meeting.countries.through.objects.filter(country=country).values("meeting")
    return Q(country=country) | Q(pk__in=present)


KEPT: dict[HappeningKind, Kept] = {
    HappeningKind.EVENT: Kept(
        lambda: TreatyEvent.objects.select_related("instrument", "country"),
        lambda words: Q(instrument__in=Instrument.objects.matching(words).order_by().values("pk")),
        event_of,
    ),
    HappeningKind.MEETING: Kept(
        lambda: Meeting.objects.select_related("country"),
        own_words(Meeting),
        meeting_of,
    ),
    HappeningKind.INSCRIPTION: Kept(
        lambda: Site.objects.filter(kind=SiteKind.WORLD_HERITAGE).prefetch_related("countries"),
        own_words(Site),
        lambda country: Q(pk__in=Site.countries.through.objects.filter(country=country).values("site")),
    ),
    HappeningKind.RECOGNITION: Kept(
        lambda: Recognition.objects.select_related("country", "given_by"),
        own_words(Recognition),
        lambda country: Q(country=country) | Q(given_by=country),
    ),
    HappeningKind.ISSUE: Kept(
        lambda: IssueStep.objects.select_related("issue", "country"),
        lambda words: Q(issue__in=Issue.objects.matching(words).order_by().values("pk")),
        lambda country: Q(issue__raised_by=country) | Q(issue__addressed_to=country) | Q(country=country),
    ),
}


def wanted(kind: HappeningKind, chosen: dict[str, Any], asked: Asked) -> QuerySet[Any]:
    """Kind, key and days of what is asked for of one kind; of another day, what had or may have happened by then."""
    kept, words, country = KEPT[kind], chosen["q"], chosen["country"]
    found = kept.records().filter(
        kept.found_by(words) if words else Q(),
        kept.concerns(country) if country else Q(),
    )
    if asked.asked_on is not None:
        found = found.filter(Q(earliest=None) | Q(earliest__lte=asked.on))
    first, last = Coalesce("earliest", NOT_KNOWN), Coalesce("latest", NOT_KNOWN)
    keys: QuerySet[Any] = found.order_by().annotate(what=Value(kind.value), first=first, last=last)
    return keys.values_list("what", "pk", "first", "last")


def happenings(keys: Iterable[tuple[str, int, date, date]]) -> list[Happening]:
    """The records of these keys in the same order, each kind loaded at once."""
    rows = [(HappeningKind(what), pk) for what, pk, _first, _last in keys]
    loaded = {
        kind: kept.records().in_bulk([pk for of, pk in rows if of == kind])
        for kind, kept in KEPT.items()
        if any(of == kind for of, _pk in rows)
    }
    return [Happening(kind, loaded[kind][pk]) for kind, pk in rows]


def years_of(found: Iterable[Happening]) -> list[Year]:
    """Grouped by the year of the earliest day, in the order given."""
    grouped: dict[int | None, list[Happening]] = {}
    for happening in found:
        grouped.setdefault(year_and_month(happening.record.when)[0], []).append(happening)
    return [Year(number, lines) for number, lines in grouped.items()]


class Timeline(ListView):
    """All that happened, the earliest first; what has no known beginning stands last."""

    template_name = "cooperation/timeline.html"
    paginate_by = 100

    def get_queryset(self) -> Any:
        self.asked, self.form = asked_days(self.request), TimelineForm(self.request.GET)
        if not self.form.is_valid():
            return []
        chosen = self.form.cleaned_data
        kinds = [HappeningKind(chosen["kind"])] if chosen["kind"] else list(KEPT)
        first, *others = (wanted(kind, chosen, self.asked) for kind in kinds)
        return first.union(*others, all=True).order_by("first", "last", "what", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "asked": self.asked,
            "filters": {"form": self.form},
            "present": self.request.path,
            "years": years_of(happenings(context["object_list"])),
        }
