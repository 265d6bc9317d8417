"""Which actions of a roadmap are wanted; the same questions for pages, exports and the admin."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from cooperation.models import Institution
from cooperation.rules.fold import fold
from roadmap.choices import Freshness, Schedule, Status
from roadmap.models import Action, Direction, RequiredParty, Responsibility, Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.rules.facts import Limits
from roadmap.rules.freshness import freshness
from roadmap.services.as_of import as_of

PAST_DUE = "past_due"
OF_A_DAY = frozenset({"country", "status", "schedule", "freshness", "due_year"})
Choices = list[tuple[str, str]]


class ActionFilter(FilterSet):
    """Filters of one roadmap's actions on a day.

    With a country given, status, schedule and freshness are that country's own.
    """

    q = CharFilter(label=_("Search"), method="filter_words", max_length=200)
    direction = ChoiceFilter(label=_("Direction"), field_name="direction__code", empty_label=_("all directions"))
    country = ChoiceFilter(label=_("Country"), field_name="required_parties__country__code", empty_label=_("all"))
    institution = ChoiceFilter(label=_("Institution"), method="filter_institution", empty_label=_("all institutions"))
    status = ChoiceFilter(label=_("Status"), method="filter_state", choices=Status.choices, empty_label=_("any"))
    schedule = ChoiceFilter(
        label=_("Schedule"),
        method="filter_state",
        choices=[(PAST_DUE, _("past its date")), *Schedule.choices],
        empty_label=_("any"),
    )
    due_year = ChoiceFilter(label=_("Due"), field_name="current_due__year", empty_label=_("any year"))
    freshness = ChoiceFilter(
        label=_("Freshness"), method="filter_state", choices=Freshness.choices, empty_label=_("any")
    )

    class Meta:
        model = Action
        fields: list[str] = []

    def __init__(
        self,
        data: Any,
        queryset: ActionQuerySet,
        roadmap: Roadmap,
        on: date,
        limits: Limits,
        known: date | None = None,
        is_past: bool = False,
    ) -> None:
        super().__init__(data, queryset)
        self.on, self.limits, self.known, self.is_past = on, limits, known, is_past
        for name, choices in choices_of(roadmap, queryset).items():
            self.filters[name].extra["choices"] = choices

    def found(self) -> "ActionQuerySet | list[Action]":
        """The actions asked for, today's as a queryset, another day's as a list; none where a choice is unknown."""
        if not self.is_valid():
            return Action.objects.none()
        if not self.is_past:
            return self.qs
        stood = (one.action for one in as_of(self.qs, self.on, self.known, self.limits))
        return [action for action in stood if self.matches(action)]

    def filter_queryset(self, queryset: ActionQuerySet) -> ActionQuerySet:
        """Of another day, only what no date changes is asked of the database; the rest of each action as it stood."""
        asked = self.form.cleaned_data
        for name, filter_ in self.filters.items():
            if not (self.is_past and name in OF_A_DAY):
                queryset = filter_.filter(queryset, asked.get(name))
        return queryset

    def matches(self, action: Action) -> bool:
        """Whether an action, as it stood, is one of those asked for: by country, status, schedule, freshness, year."""
        asked = self.form.cleaned_data
        due_year = asked.get("due_year")
        if due_year and (action.current_due is None or str(action.current_due.year) != due_year):
            return False
        of = [party for party in action.required_parties.all() if party.country.code == asked["country"]]
        if asked["country"] and not of:
            return False
        whose = of[0] if of else action
        schedules = Schedule.waiting() if asked["schedule"] == PAST_DUE else (asked["schedule"],)
        return (
            asked["status"] in ("", whose.status)
            and (not asked["schedule"] or whose.schedule_on(self.on, self.limits) in schedules)
            and asked["freshness"] in ("", freshness(whose.last_reported(), self.on, self.limits))
        )

    def filter_words(self, queryset: ActionQuerySet, name: str, value: str) -> QuerySet[Action]:
        return queryset.matching(value)

    def filter_institution(self, queryset: ActionQuerySet, name: str, value: str) -> QuerySet[Action]:
        parts = Responsibility.objects.filter(action=OuterRef("pk"), institution__code=value)
        return queryset.filter(Exists(parts))

    def filter_state(self, queryset: ActionQuerySet, name: str, value: str) -> QuerySet[Action]:
        """Status, schedule or freshness: of the whole action, or of the country that is given."""
        wanted = {f"{name}__in": Schedule.waiting() if value == PAST_DUE else (value,)}
        country = self.form.cleaned_data.get("country")
        if not country:
            return self.dated(queryset, name).filter(**wanted)
        own = RequiredParty.objects.filter(action=OuterRef("pk"), country__code=country)
        return queryset.filter(Exists(self.dated(own, name).filter(**wanted)))

    def dated(self, queryset: Any, name: str) -> Any:
        """With what depends on the day, where that is asked for."""
        if name == "schedule":
            return queryset.with_schedule(self.on, self.limits)
        if name == "freshness":
            return queryset.with_freshness(self.on, self.limits)
        return queryset


def choices_of(roadmap: Roadmap, actions: ActionQuerySet) -> dict[str, Choices]:
    """What can be chosen in a roadmap whose parties are loaded."""
    mine = actions.order_by()
    return {
        "direction": [(direction.code, str(direction)) for direction in Direction.objects.filter(roadmap=roadmap)],
        "country": [(party.country.code, str(party.country)) for party in roadmap.parties.all()],
        "institution": sorted(
            (
                (institution.code, str(institution))
                for institution in Institution.objects.filter(responsibilities__action__in=mine)
                .distinct()
                .prefetch_related("names")
            ),
            key=lambda choice: fold(choice[1]),
        ),
        "due_year": [(str(day.year), str(day.year)) for day in mine.dates("current_due", "year")],
    }
