"""The samples show everything that a roadmap can show, and say on every record that they are samples."""

import csv
import io
from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from cooperation.choices import Language, Visibility
from cooperation.exchange.workbook import read_workbook
from cooperation.models import Decision, Edition, Meeting, User
from roadmap.choices import DeadlineKind, Freshness, OccurrenceState, Part, ReportState, Schedule, Status, Timing
from roadmap.exchange.asked import Request
from roadmap.exchange.columns import COLUMNS, DEADLINE
from roadmap.exchange.export import export_actions
from roadmap.exchange.planning import plan_import
from roadmap.models import Action, Clarification, Deadline, Evidence, ProgressReport, ReportingRound, Roadmap
from roadmap.rules import occurrence
from roadmap.rules.facts import TASHKENT
from roadmap.rules.state import ActionState, PartyState, action_state
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.owing import Ledger, Tally
from roadmap.services.recompute import recompute
from tests.cast import LIMITS, TODAY

pytestmark = [
    pytest.mark.usefixtures("sample"),
    pytest.mark.django_db,
    pytest.mark.same_everywhere,
    pytest.mark.xdist_group("sample"),
]
FOLDER = settings.BASE_DIR / "fixtures" / "sample"
SLUGS = ["ustyurt-sample", "syrdarya-sample"]
TEXTS = ("title", "expected_result", "completion_form")


def sample_actions():
    return Action.objects.filter(roadmap__is_sample=True)


def of_the_plateau():
    return Action.objects.filter(roadmap__slug="ustyurt-sample")


def states() -> dict[str, ActionState]:
    """The state of every sample action of the plateau on the tests' day, by code."""
    return {action.code: action_state(facts_of(action, LIMITS), TODAY) for action in with_facts(of_the_plateau())}


def days_of(party: PartyState) -> dict[date, date]:
    """On which day a party delivered, by the period's first day."""
    return {delivery.period: delivery.on for delivery in party.delivered}


def rows_of(content: bytes) -> dict[str, dict[str, str]]:
    """A CSV file's rows, by code."""
    return {row["code"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}


def test_they_are_marked_as_samples_and_stand_after_the_real_roadmap():
    real, sample, duties = Roadmap.objects.all()
    assert [one.is_sample for one in (real, sample, duties)] == [False, True, True]
    assert [sample.slug, duties.slug] == SLUGS
    assert (sample.parties.count(), duties.parties.count()) == (3, 2)
    assert [one.code for one in sample.directions.all()] == [one.code for one in real.directions.all()]
    assert [one.title_ru for one in sample.directions.all()[:4]] == [one.title_ru for one in real.directions.all()[:4]]
    assert not Action.objects.filter(roadmap=real).exists()


@pytest.mark.parametrize("language", Language.values)
def test_they_say_in_every_language_that_they_are_samples(language):
    word = {"en": "Sample", "ru": "Пример", "uz": "Namuna", "kk": "Үлгі", "tk": "Nusga"}[language]
    meetings = Meeting.objects.filter(slug__startswith="sample-")
    titled = [*meetings, *Roadmap.objects.filter(is_sample=True)]
    assert all(getattr(one, f"title_{language}").startswith(f"{word}:") for one in titled)
    assert all(getattr(meeting, f"note_{language}") for meeting in meetings)


def test_real_meetings_decided_nothing_on_the_sample():
    deciding = Meeting.objects.exclude(slug__startswith="sample-").filter(decisions__isnull=False)
    assert not deciding.filter(decisions__deadlines__isnull=False).exists()
    assert not deciding.filter(decisions__endings__isnull=False).exists()


def test_every_action_speaks_five_languages():
    texts = [f"{text}_{code}" for text in TEXTS for code in Language.values]
    for action in sample_actions():
        assert [text for text in texts if not getattr(action, text)] == [], action.code
    assert of_the_plateau().exclude(description_en="").count() == 12


def test_exported_it_is_the_plan_that_was_imported_but_for_the_deadlines_that_moved():
    _name, _type, exported = export_actions(of_the_plateau(), "csv", TODAY, LIMITS)
    written, found = rows_of((FOLDER / "ustyurt" / "actions.csv").read_bytes()), rows_of(exported)
    assert written.keys() == found.keys()
    differing = {
        code: {column for column in COLUMNS if row[column] != found[code][column]} for code, row in written.items()
    }
    moved = {code: columns for code, columns in differing.items() if columns}
    assert sorted(moved) == ["1.3", "2.5", "4.2", "5.2", "6.1"]
    assert all(columns <= set(DEADLINE) for columns in moved.values())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("slug", "size"), [("ustyurt-sample", 43), ("syrdarya-sample", 8)])
def test_an_import_of_an_export_writes_nothing(slug, size, kind):
    actions = Action.objects.filter(roadmap__slug=slug)
    _name, _type, exported = export_actions(actions, kind, TODAY, LIMITS)
    plan = plan_import(read_workbook(exported), Request(slug), TODAY, LIMITS)
    assert (plan.is_empty, plan.refusals, plan.unchanged) == (True, [], size)


def test_every_status_is_there_for_actions_and_for_countries():
    found = states().values()
    assert {state.status for state in found} == set(Status)
    assert {party.status for state in found for party in state.parties} == set(Status)
    assert Counter(state.status for state in found)[Status.COMPLETED] == 9


def test_every_schedule_and_freshness_is_there_for_actions_and_for_countries():
    found = states().values()
    assert {state.schedule for state in found} == set(Schedule)
    assert {party.schedule for state in found for party in state.parties} == set(Schedule)
    actions = sample_actions().with_freshness(TODAY, LIMITS)
    assert set(actions.values_list("freshness", flat=True)) == set(Freshness)
    assert {party.freshness for state in found for party in state.parties} == set(Freshness)


def test_every_timing_precision_and_recurrence_is_there():
    versions = Deadline.objects.filter(action__in=of_the_plateau(), kind=DeadlineKind.ORIGINAL)
    assert {version.timing for version in versions} == set(Timing)
    assert {version.precision for version in versions} == {"", "day", "month", "quarter", "half", "year"}
    assert {version.recurrence for version in versions} == {"", "month", "quarter", "half", "year"}


def test_countries_disagree():
    corridors = {party.country: party.status for party in states()["1.4"].parties}
    assert corridors == {"KZ": Status.COMPLETED, "TM": Status.IN_PROGRESS, "UZ": Status.NOT_STARTED}


def test_deadlines_moved_in_every_way():
    found = states()
    assert found["1.3"].timetable.slip_days == 365
    assert found["4.2"].timetable.steps[-1].after_the_fact
    consented = found["2.5"].timetable.steps[-1]
    assert (consented.agreed_on, consented.version.decided_on) == (date(2026, 6, 9), None)
    assert [step.version.due for step in found["6.1"].timetable.steps] == [
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]
    assert found["3.3"].timetable.announced
    assert found["3.3"].timetable.slip_days == 0
    assert {one.country for one in found["1.6"].timetable.announced[0].consents} == {"TM"}
    assert (found["5.2"].due, found["5.2"].timetable.slip_days) == (date(2026, 12, 31), 0)


def test_a_proposal_waits_for_one_consent_and_another_was_overtaken():
    found = states()
    waiting = found["1.6"]
    assert {party.country for party in waiting.parties} - {
        one.country for one in waiting.timetable.announced[0].consents
    } == {"UZ"}
    (overtaken,) = found["6.1"].timetable.overtaken
    assert (overtaken.version.due, overtaken.by.version.due) == (date(2026, 11, 30), date(2026, 12, 31))


def test_questions_are_answered_to_everyone_among_the_parties_and_not_yet():
    kept = [(one.answered_at is not None, one.public_at is not None) for one in Clarification.objects.all()]
    assert sorted(kept) == [(False, False), (True, False), (True, True)]
    assert Clarification.objects.visible_to(AnonymousUser()).count() == 1


def test_decisions_of_the_sample_meetings_are_followed_up():
    told = Decision.objects.filter(actions__roadmap__is_sample=True)
    assert sorted((one.is_overdue(TODAY), one.state_on(TODAY)) for one in told) == [
        (False, "done"),
        (False, "open"),
        (True, "open"),
    ]
    assert all(getattr(one, f"text_{language}") for one in told for language in Language.values)


def test_some_deliveries_were_late_and_one_was_missed():
    found = [
        occurrence.state(owed, days_of(party).get(owed.period), TODAY, LIMITS.due_soon)
        for state in states().values()
        for party in state.parties
        for owed in party.occurrences
    ]
    assert set(found) == set(OccurrenceState)
    assert Counter(found)[OccurrenceState.MISSED] == 1


def test_a_country_leads_itself_and_some_reports_came_by_letter():
    leads = sample_actions().filter(responsibilities__part=Part.LEAD, responsibilities__country__isnull=False)
    assert leads.exists()
    by_letter = [report for report in ProgressReport.objects.published() if report.by_letter]
    letters = {"kz-border", "tm-customs", "uz-border", "uz-environment-research"}
    assert {report.institution.code for report in by_letter} == letters
    assert all(report.letter_number and report.signatory for report in by_letter)


def test_the_work_desk_has_drafts_submitted_and_returned_reports_and_a_correction():
    of_kazakhstan = ProgressReport.objects.filter(institution__country__code="KZ")
    assert set(of_kazakhstan.values_list("state", flat=True)) == set(ReportState)
    assert set(of_kazakhstan.filter(institution__code="kz-forestry").values_list("state", flat=True)) >= set(
        ReportState.open()
    )
    assert ProgressReport.objects.filter(corrects__isnull=False).exists()


def test_visitors_see_all_but_what_is_among_the_parties():
    assert sample_actions().filter(visibility=Visibility.PARTIES).count() == 1
    assert of_the_plateau().filter(visibility=Visibility.PUBLIC).count() == 42


def test_every_record_is_valid_and_none_is_of_a_later_day():
    for record in [*ProgressReport.objects.all(), *Deadline.objects.all(), *Evidence.objects.all()]:
        record.full_clean(exclude=["recorded_at"])
        assert date(2025, 1, 15) <= record.recorded_at.astimezone(TASHKENT).date() < TODAY


def test_every_file_of_evidence_is_used_and_says_that_it_is_a_sample():
    files = {path.name: path.read_bytes() for path in FOLDER.glob("*/evidence/*")}
    assert set(Evidence.objects.exclude(file_name="").values_list("file_name", flat=True)) == set(files)
    assert all(b"SAMPLE" in content and len(content) < 20_000 for content in files.values())
    assert not Evidence.objects.exclude(url="").exclude(url__startswith="https://example.org/").exists()


def test_nobody_can_sign_in_as_an_author():
    authors = User.objects.filter(username__startswith="sample-")
    assert authors.exists()
    assert not any(author.is_active or author.has_usable_password() for author in authors)


def test_what_is_stored_follows_from_the_records():
    assert recompute(sample_actions(), TODAY, LIMITS) == []


def test_loading_twice_changes_nothing():
    before = (ProgressReport.objects.count(), Meeting.objects.count(), User.objects.count(), Edition.objects.number())
    out = io.StringIO()
    call_command("load_sample", stdout=out)
    assert out.getvalue().count("nothing was changed") == len(SLUGS)
    assert before == (
        ProgressReport.objects.count(),
        Meeting.objects.count(),
        User.objects.count(),
        Edition.objects.number(),
    )


def test_a_sample_that_is_missing_is_loaded_beside_those_that_are_there():
    before = ProgressReport.objects.count()
    with transaction.atomic():
        Roadmap.objects.filter(slug="syrdarya-sample").update(slug="kept")
        Meeting.objects.filter(slug="sample-syrdarya-2026-04").update(slug="sample-kept")
        out = io.StringIO()
        call_command("load_sample", stdout=out)
        assert "syrdarya-sample loaded: 8 actions" in out.getvalue()
        assert ProgressReport.objects.count() == before + 52
        transaction.set_rollback(True)


@pytest.mark.parametrize("slug", SLUGS)
def test_their_rounds_show_what_was_given_in_time_late_and_not_at_all(slug: str):
    rounds = ReportingRound.objects.filter(roadmap__slug=slug).select_related("roadmap", "country")
    actions = Action.objects.filter(roadmap__slug=slug)
    ledger = Ledger(actions, rounds, AnonymousUser(), TODAY, None, LIMITS, TODAY)
    tallies = {one: Tally.of(ledger.owed(one)) for one in rounds}
    assert any(one.is_open(TODAY) for one in rounds)
    assert any(one.closes < TODAY for one in rounds)
    for wanted in ("published", "published_late", "late", "owed" if slug == "ustyurt-sample" else "late"):
        assert any(getattr(tally, wanted) for tally in tallies.values()), wanted
    assert all(getattr(one, f"title_{language}") for one in rounds for language in Language.values)
