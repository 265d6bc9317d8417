"""The people and papers of the tests: named, so that a test reads as a story.

Aigul reports for Kazakhstan's forestry committee; Bolat is her country's coordinator. Dilnoza reports for Uzbekistan's
committee on ecology; Eldor is her coordinator. Farida keeps the secretariat, Gulnara is the administrator, Hasan
observes. A stranger does not sign in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Any, TypeVar

from django.conf import settings

from cooperation.choices import InstitutionKind, Role
from cooperation.models import Country, Institution, InstitutionName, User
from cooperation.services.meanwhile import opened_with
from roadmap.choices import DeadlineKind, Part, Precision, ReportState, Status, Timing
from roadmap.models import (
    Action,
    Deadline,
    Direction,
    Evidence,
    Milestone,
    ProgressReport,
    ReportingRound,
    RequiredParty,
    Responsibility,
    Roadmap,
    RoadmapParty,
)
from roadmap.rules.facts import Limits
from roadmap.services.recompute import recompute
from roadmap.services.reporting import parts_of as parts_of_report

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
LONG_AGO = datetime(2025, 3, 20, 6, 0, tzinfo=UTC)
LIMITS = Limits()
TRAIL = "SIMPLE_HISTORY_ENABLED"
PASSWORD = "a long sentence for tests"


Made = TypeVar("Made")
from_the_beginning = False  # whether the trail tells of the cast too: the fixture ``trail_of_all``


def untold(make: Callable[..., Made]) -> Callable[..., Made]:
    """Makes it without entries in the trail: what a test begins with was there before."""

    @wraps(make)
    def made(*args: Any, **kwargs: Any) -> Made:
        before = getattr(settings, TRAIL, True)
        setattr(settings, TRAIL, from_the_beginning)
        try:
            return make(*args, **kwargs)
        finally:
            setattr(settings, TRAIL, before)

    return made


@untold
def country(code: str, **names: str) -> Country:
    found, _ = Country.objects.get_or_create(code=code, defaults={"name_en": names.get("en", code), **_names(names)})
    return found


def _names(names: dict[str, str]) -> dict[str, str]:
    return {f"name_{language}": name for language, name in names.items()}


@untold
def institution(
    code: str, of: Country | None = None, name: str = "", kind: str = InstitutionKind.MINISTRY, **columns: Any
) -> Institution:
    made = Institution.objects.create(code=code, kind=kind, country=of)
    InstitutionName.objects.create(institution=made, name_en=name or code, **columns)
    return made


@untold
def user(username: str, role: Role, of: Institution | None = None, **columns: Any) -> User:
    return User.objects.create_user(
        username,
        email=f"{username}@example.org",
        password=PASSWORD,
        role=role,
        institution=of,
        full_name=username.title(),
        is_staff=role in Role.in_the_admin(),
        **columns,
    )


@dataclass
class Cast:
    """Makes each person and paper when it is first named.

    ``joined``: by code of the country, the day on which it became a party of the roadmap; without one, from the first.
    """

    joined: dict[str, date] = field(default_factory=dict)

    @cached_property
    def kz(self) -> Country:
        return country("KZ", en="Kazakhstan", ru="Казахстан")

    @cached_property
    def uz(self) -> Country:
        return country("UZ", en="Uzbekistan", ru="Узбекистан")

    @cached_property
    def tm(self) -> Country:
        return country("TM", en="Turkmenistan", ru="Туркменистан")

    @cached_property
    def forestry(self) -> Institution:
        return institution("kz-forestry", self.kz, "Committee of Forestry and Wildlife", InstitutionKind.COMMITTEE)

    @cached_property
    def kz_ministry(self) -> Institution:
        return institution("kz-ministry", self.kz, "Ministry of Ecology and Natural Resources")

    @cached_property
    def ecology(self) -> Institution:
        return institution("uz-ecology", self.uz, "National Committee on Ecology", InstitutionKind.COMMITTEE)

    @cached_property
    def tm_ministry(self) -> Institution:
        return institution("tm-ministry", self.tm, "Ministry of Environmental Protection")

    @cached_property
    def ngo(self) -> Institution:
        return institution("ngo", self.kz, "Association for Biodiversity", InstitutionKind.NGO)

    @cached_property
    def aigul(self) -> User:
        return user("aigul", Role.REPORTER, self.forestry)

    @cached_property
    def bolat(self) -> User:
        return user("bolat", Role.COORDINATOR, self.kz_ministry)

    @cached_property
    def dilnoza(self) -> User:
        return user("dilnoza", Role.REPORTER, self.ecology)

    @cached_property
    def eldor(self) -> User:
        return user("eldor", Role.COORDINATOR, self.ecology)

    @cached_property
    def farida(self) -> User:
        return user("farida", Role.SECRETARIAT)

    @cached_property
    def gulnara(self) -> User:
        return user("gulnara", Role.ADMINISTRATOR, is_superuser=True)

    @cached_property
    def hasan(self) -> User:
        return user("hasan", Role.OBSERVER)

    @cached_property
    @untold
    def plateau(self) -> Roadmap:
        """A roadmap of three parties."""
        made = Roadmap.objects.create(
            slug="plateau", title_en="Roadmap of the Plateau", first_year=2025, last_year=2030
        )
        for party, focal in ((self.kz, self.kz_ministry), (self.uz, self.ecology), (self.tm, self.tm_ministry)):
            since = {"since_earliest": self.joined.get(party.code)}
            RoadmapParty.objects.create(
                roadmap=made, country=party, focal_institution=focal, recorded_at=LONG_AGO, **since
            )
        return made

    @cached_property
    def monitoring(self) -> Direction:
        return Direction.objects.create(roadmap=self.plateau, code="2", title_en="Monitoring", title_ru="Мониторинг")

    @cached_property
    def count(self) -> Action:
        """A joint count, led by Kazakhstan and Uzbekistan, due on 31 December 2026."""
        return self.action("2.3", "Joint count of the saiga", leads=[self.forestry, self.ecology])

    @untold
    def action(
        self,
        code: str,
        title: str = "An action",
        leads: list[Institution | Country] | None = None,
        due: date | None = date(2026, 12, 31),
        timing: str = Timing.DATED,
        recurrence: str = "",
        recorded_at: datetime = LONG_AGO,
        **columns: Any,
    ) -> Action:
        """An action with its original deadline and leads, brought up to date."""
        made = Action.objects.create(
            roadmap=columns.pop("roadmap", self.plateau),
            direction=columns.pop("direction", None) or self.monitoring,
            code=code,
            number=code,
            title_en=title,
            recorded_at=recorded_at,
            **columns,
        )
        for position, lead in enumerate(leads or []):
            whose = {"country": lead} if isinstance(lead, Country) else {"institution": lead}
            Responsibility.objects.create(
                action=made, part=Part.LEAD, position=position, recorded_at=recorded_at, **whose
            )
        Deadline.objects.create(
            action=made,
            kind=DeadlineKind.ORIGINAL,
            timing=timing,
            due=due,
            precision=Precision.DAY if due else "",
            recurrence=recurrence,
            recorded_at=recorded_at,
        )
        refresh(made)
        return made


def proposed(action: Action, due: date = date(2027, 6, 30), **columns: Any) -> Deadline:
    """A revision that is announced and not agreed."""
    columns = {"reason": "The snow came early.", "recorded_at": NOW, "precision": Precision.DAY} | columns
    return Deadline.objects.create(action=action, kind=DeadlineKind.REVISION, due=due, **columns)


def opened_round(
    roadmap: Roadmap,
    opens: date = date(2026, 11, 1),
    due: date = date(2026, 11, 30),
    closes: date = date(2026, 12, 15),
    **columns: Any,
) -> ReportingRound:
    """A round of all parties, open today."""
    columns.setdefault("recorded_at", LONG_AGO)
    made = ReportingRound.objects.create(roadmap=roadmap, opens=opens, due=due, closes=closes, **columns)
    recompute(Action.objects.filter(roadmap=roadmap), TODAY, LIMITS)
    return made


def report(
    action: Action, of: Institution, by: User, as_at: date = date(2026, 11, 1), **columns: Any
) -> ProgressReport:
    """A draft of a report."""
    columns.setdefault("status", Status.IN_PROGRESS)
    columns.setdefault("by_letter", by.institution_id != of.pk)
    return ProgressReport.objects.create(
        action=action, institution=of, as_at=as_at, language="en", recorded_at=NOW, recorded_by=by, **columns
    )


def published(
    action: Action,
    of: Institution,
    by: User,
    as_at: date = date(2026, 11, 1),
    at: datetime = NOW,
    evidence: Iterable[Evidence] = (),
    reached: Mapping[Milestone, date] | None = None,
    **columns: Any,
) -> ProgressReport:
    """A published report with its papers, and the action brought up to date."""
    made = report(action, of, by, as_at, **columns)
    for document in evidence:
        document.report = made
        document.save()
    for milestone, on in (reached or {}).items():
        made.milestones_reached.create(milestone=milestone, on=on)
    made.state, made.published_at, made.published_by = ReportState.PUBLISHED, at, by
    made.save()
    refresh(action)
    return made


def paper(title: str = "Act", **columns: Any) -> Evidence:
    """A document that is not attached to a report yet; an address, unless it is a file."""
    if "sha256" not in columns:
        columns.setdefault("url", "https://example.org/act")
    return Evidence(title=title, recorded_at=NOW, **columns)


def refresh(action: Action) -> None:
    """Brings an action's stored columns to the tests' today."""
    recompute(Action.objects.filter(pk=action.pk), TODAY, LIMITS)
    action.refresh_from_db()


def parties_of(action: Action) -> dict[str, RequiredParty]:
    """The stored required parties, by country code."""
    return {party.country.code: party for party in action.required_parties.select_related("country")}


def carried(made: ProgressReport) -> dict[str, str]:
    """What the form of a report carries when it is opened now."""
    return {"opened_with": opened_with(parts_of_report(made))}
