"""Who may do what with roadmaps and reports, and who sees them: one row a case, with everyone to whom it applies.

The report is of Kazakhstan's forestry committee. Aigul is its reporter; Daulet reports for another institution of her
country, Bolat is their coordinator. Dilnoza and Eldor are the neighbour's reporter and coordinator.
"""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from cooperation.choices import InstitutionKind, Role, Visibility
from cooperation.models import User
from roadmap import permissions
from roadmap.choices import Part, ReportState
from roadmap.models import Action, ProgressReport, Responsibility, Roadmap
from tests.cast import LONG_AGO, Cast, institution, paper, proposed, published, report, user

DRAFT, SUBMITTED, RETURNED, PUBLISHED = (
    ReportState.DRAFT,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.PUBLISHED,
)
pytestmark = pytest.mark.same_everywhere
INSTITUTION = {"aigul", "bolat"}  # who speaks for the institution of the report
COORDINATOR = {"bolat"}
COUNTRY = {"aigul", "daulet", "bolat"}
NOBODY: set[str] = set()
SIGNED_IN = {"aigul", "daulet", "bolat", "dilnoza", "eldor", "farida", "gulnara", "hasan", "iris", "jahon"}
EVERYONE = SIGNED_IN | {"stranger"}

Someone = User | AnonymousUser


@pytest.fixture(params=["plain", "superusers"])
def people(cast: Cast, request) -> dict[str, Someone]:
    """Everyone there is; once more with all of them superusers, which must change nothing."""
    organisation = institution("igo", None, "Convention on Migratory Species", InstitutionKind.INTERGOVERNMENTAL)
    found: dict[str, Someone] = {
        name: getattr(cast, name) for name in ("aigul", "bolat", "dilnoza", "eldor", "farida", "gulnara", "hasan")
    }
    found["daulet"] = user("daulet", Role.REPORTER, cast.kz_ministry)
    found["iris"] = user("iris", Role.REPORTER, organisation)
    found["jahon"] = user("jahon", Role.OBSERVER, cast.forestry)
    User.objects.update(is_superuser=request.param == "superusers")
    return {"stranger": AnonymousUser(), **{name: User.objects.get(username=name) for name in found}}


def those(people: dict[str, Someone], may) -> set[str]:
    return {name for name, someone in people.items() if may(someone)}


def report_in(cast: Cast, state: str, **columns) -> ProgressReport:
    """Aigul's report in a state."""
    if state == PUBLISHED:
        return published(cast.count, cast.forestry, cast.aigul, **columns)
    evidence = columns.pop("evidence", ())
    made = report(cast.count, cast.forestry, cast.aigul, state=state, **columns)
    for document in evidence:
        document.report = made
        document.save()
    return made


# Abilities -----------------------------------------------------------------------------------------------------------

ON_REPORTS = [
    (permissions.can_edit_report, DRAFT, INSTITUTION),
    (permissions.can_edit_report, RETURNED, INSTITUTION),
    (permissions.can_edit_report, SUBMITTED, NOBODY),
    (permissions.can_edit_report, PUBLISHED, NOBODY),
    (permissions.can_submit_report, DRAFT, INSTITUTION),
    (permissions.can_submit_report, RETURNED, INSTITUTION),
    (permissions.can_submit_report, SUBMITTED, NOBODY),
    (permissions.can_submit_report, PUBLISHED, NOBODY),
    (permissions.can_return_report, DRAFT, NOBODY),
    (permissions.can_return_report, RETURNED, NOBODY),
    (permissions.can_return_report, SUBMITTED, COORDINATOR),
    (permissions.can_return_report, PUBLISHED, NOBODY),
    (permissions.can_publish_report, DRAFT, NOBODY),
    (permissions.can_publish_report, RETURNED, NOBODY),
    (permissions.can_publish_report, SUBMITTED, COORDINATOR),
    (permissions.can_publish_report, PUBLISHED, NOBODY),
    (permissions.can_correct_report, DRAFT, NOBODY),
    (permissions.can_correct_report, RETURNED, NOBODY),
    (permissions.can_correct_report, SUBMITTED, NOBODY),
    (permissions.can_correct_report, PUBLISHED, INSTITUTION),
    (permissions.can_see_road, DRAFT, COUNTRY),
    (permissions.can_see_road, PUBLISHED, COUNTRY),
]


@pytest.mark.parametrize(("can", "state", "allowed"), ON_REPORTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_country_alone_moves_its_reports(cast: Cast, people, can, state: str, allowed: set[str]):
    made = report_in(cast, state)
    assert those(people, lambda someone: can(someone, made)) == allowed


@pytest.mark.parametrize(("can", "state", "allowed"), ON_REPORTS, ids=lambda value: getattr(value, "__name__", None))
def test_a_closed_account_moves_nothing(cast: Cast, people, can, state: str, allowed: set[str]):
    made = report_in(cast, state)
    User.objects.update(is_active=False)
    assert not [someone.username for someone in User.objects.all() if can(someone, made)]


@pytest.mark.parametrize(
    ("can", "allowed"),
    [(permissions.can_keep_roadmaps, {"farida"}), (permissions.can_export_all, SIGNED_IN)],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_the_secretariat_keeps_roadmaps(people, can, allowed: set[str]):
    assert those(people, can) == allowed
    User.objects.update(is_active=False)
    assert not [someone.username for someone in User.objects.all() if can(someone)]


@pytest.mark.parametrize(
    ("whose", "allowed"),
    [
        ("forestry", {"aigul", "bolat"}),
        ("ecology", {"dilnoza", "eldor"}),
        ("kz_ministry", NOBODY),
        ("tm_ministry", NOBODY),
        ("ngo", NOBODY),
    ],
)
def test_reports_are_written_for_institutions_that_lead(cast: Cast, people, whose: str, allowed: set[str]):
    made, reporting = cast.count, getattr(cast, whose)
    assert those(people, lambda someone: permissions.can_report(someone, made, reporting)) == allowed


@pytest.mark.parametrize(("whose", "allowed"), [("kz_ministry", {"daulet", "bolat"}), ("forestry", NOBODY)])
def test_for_a_country_that_leads_itself_its_focal_institution_reports(cast: Cast, people, whose, allowed):
    made, reporting = cast.action("4.1", leads=[cast.kz]), getattr(cast, whose)
    assert those(people, lambda someone: permissions.can_report(someone, made, reporting)) == allowed


def test_an_institution_that_supports_writes_no_report(cast: Cast, people):
    made = cast.action("4.2", leads=[cast.ecology])
    Responsibility.objects.create(
        action=made, institution=cast.forestry, part=Part.SUPPORTING, recorded_at=LONG_AGO, position=1
    )
    assert those(people, lambda someone: permissions.can_report(someone, made, cast.forestry)) == NOBODY


def test_no_one_speaks_for_an_organisation_of_no_country(cast: Cast, people):
    organisation = people["iris"].institution
    made = cast.action("4.3", leads=[organisation])
    assert those(people, lambda someone: permissions.can_report(someone, made, organisation)) == NOBODY
    theirs = report(made, organisation, people["iris"], state=SUBMITTED)
    assert those(people, lambda someone: permissions.can_publish_report(someone, theirs)) == NOBODY


def test_the_coordinators_of_required_parties_consent(cast: Cast, people):
    joint = proposed(cast.count)
    assert those(people, lambda someone: permissions.can_consent(someone, joint)) == {"bolat", "eldor"}
    alone = proposed(cast.action("4.4", leads=[cast.ecology]))
    assert those(people, lambda someone: permissions.can_consent(someone, alone)) == {"eldor"}
    nobody = proposed(cast.action("4.5"))
    assert those(people, lambda someone: permissions.can_consent(someone, nobody)) == NOBODY


# Visibility ----------------------------------------------------------------------------------------------------------


def sees(people: dict[str, Someone], record) -> set[str]:
    """To whom a record exists."""
    return those(people, lambda someone: type(record).objects.visible_to(someone).filter(pk=record.pk).exists())


VISIBLE = [
    (DRAFT, {"aigul", "bolat"}),
    (RETURNED, {"aigul", "bolat"}),
    (SUBMITTED, {"aigul", "daulet", "bolat"}),
    (PUBLISHED, EVERYONE),
]


@pytest.mark.parametrize(("state", "seen_by"), VISIBLE)
def test_an_unpublished_report_exists_for_its_country_only(cast: Cast, people, state: str, seen_by: set[str]):
    assert sees(people, report_in(cast, state)) == seen_by


@pytest.mark.parametrize(("state", "seen_by"), VISIBLE)
@pytest.mark.parametrize("hidden", ["action", "roadmap"])
def test_among_the_parties_a_stranger_sees_nothing(cast: Cast, people, state: str, seen_by: set[str], hidden: str):
    made = report_in(cast, state)
    hide(cast, hidden)
    assert sees(people, made) == seen_by - {"stranger"}


@pytest.mark.parametrize(("state", "seen_by"), VISIBLE)
def test_evidence_is_seen_with_its_report(cast: Cast, people, state: str, seen_by: set[str]):
    public, inner = paper("The act"), paper("The list", confidentiality=Visibility.PARTIES)
    report_in(cast, state, evidence=[public, inner])
    assert sees(people, public) == seen_by
    assert sees(people, inner) == seen_by - {"stranger"}
    hide(cast, "action")
    assert sees(people, public) == seen_by - {"stranger"}


def test_actions_and_roadmaps_are_seen_by_everyone_unless_kept_among_the_parties(cast: Cast, people):
    assert sees(people, cast.count) == EVERYONE
    assert sees(people, cast.plateau) == EVERYONE
    hide(cast, "action")
    assert sees(people, cast.count) == SIGNED_IN
    assert sees(people, cast.plateau) == EVERYONE


def test_the_actions_of_a_roadmap_among_the_parties_are_hidden_with_it(cast: Cast, people):
    assert cast.count
    hide(cast, "roadmap")
    assert sees(people, cast.count) == SIGNED_IN
    assert sees(people, cast.plateau) == SIGNED_IN


def test_a_reporter_of_another_institution_does_not_see_what_was_returned(cast: Cast, people):
    ours = report_in(cast, DRAFT)
    theirs = report(cast.count, cast.kz_ministry, people["daulet"], as_at=date(2026, 10, 1), state=RETURNED)
    visible = ProgressReport.objects.visible_to
    assert set(visible(people["daulet"])) == {theirs}
    assert set(visible(people["aigul"])) == {ours}
    assert set(visible(people["bolat"])) == {ours, theirs}


def hide(cast: Cast, what: str) -> None:
    """Keeps the joint count, or its whole roadmap, among the parties."""
    model, record = {"action": (Action, cast.count), "roadmap": (Roadmap, cast.plateau)}[what]
    model.objects.filter(pk=record.pk).update(visibility=Visibility.PARTIES)
