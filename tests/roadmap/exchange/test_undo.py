"""An import is taken back as a whole, unless something rests on it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.models import Decision, Institution, InstitutionName, Meeting, Provision, Site
from cooperation.models.fixed import FixedRecordError, undone_with
from cooperation.models.triggers import fixed_models
from roadmap.choices import DeadlineKind, ImportState, Part, Status, Timing
from roadmap.exchange.apply import AlreadyUndoneError
from roadmap.exchange.columns import PARTS
from roadmap.exchange.export import export_actions
from roadmap.exchange.obstacles import obstacles
from roadmap.exchange.undo import CannotUndoError, undo
from roadmap.models import (
    Action,
    Consent,
    Deadline,
    Direction,
    Ending,
    ImportRun,
    Milestone,
    RequiredParty,
    Responsibility,
    Roadmap,
)
from roadmap.services.recompute import recompute
from tests.cast import LIMITS, LONG_AGO, NOW, TODAY, Cast, proposed, published, report
from tests.roadmap.exchange.sheets import counts, csv_of, imported, xlsx_of

LATER = NOW + timedelta(hours=1)
TOMORROW = TODAY + timedelta(days=1)
WIDE = ("code", "direction", "title_en", "lead", "supporting", "provisions", "sites", "starts_on", "deadline_text")
ROWS = [
    (
        "2.3",
        "2",
        "Count of ungulates",
        "tm-ministry; kz-forestry",
        "ngo",
        "memo#2",
        "delta",
        "2026-02-01",
        "2028",
    ),
    ("3.1", "2", "A new one", "kz-forestry; UZ", "ngo", "memo#1", "delta", "", "2027"),
]
TABLES = (Action, Deadline, Direction, Institution, InstitutionName, Milestone, Roadmap)
LINKS = (Action.provisions.through, Action.sites.through)


@pytest.fixture
def world(cast: Cast) -> Cast:
    """What the rows name."""
    assert cast.ngo
    assert cast.tm_ministry
    memo = instrument_of_two_provisions()
    Site.objects.create(slug="delta", name_en="Delta", kind="place")
    mouth = Site.objects.create(slug="mouth", name_en="Mouth", kind="place")
    cast.count.provisions.add(memo)
    cast.count.sites.add(mouth)
    return cast


def instrument_of_two_provisions() -> Provision:
    field: Any = Provision._meta.get_field("instrument")
    memo = field.related_model.objects.create(slug="memo", title_en="Memorandum", kind="memorandum")
    first, _second = [Provision.objects.create(instrument=memo, number=f"{n}", position=n) for n in (1, 2)]
    return first


def everything() -> dict[str, Any]:
    """Every row that an import may touch; of responsibilities those that stand, of required parties all but the key."""
    rows: dict[str, Any] = {
        model.__name__: sorted(model._base_manager.values_list(), key=lambda row: row[0]) for model in TABLES
    }
    for through in LINKS:
        rows[through.__name__] = set(through.objects.values_list(*[f.attname for f in through._meta.fields[1:]]))
    rows["Responsibility"] = list(
        Responsibility.objects.filter(until__isnull=True)
        .order_by("action", "part", "position", "pk")
        .values_list("action", "part", "institution", "country", "mark", "contact")
    )
    columns = [field.attname for field in RequiredParty._meta.fields[1:]]
    rows["RequiredParty"] = set(RequiredParty.objects.values_list(*columns))
    return rows


def exported() -> bytes:
    return export_actions(Action.objects.filter(roadmap__slug="plateau"), "csv", TODAY, LIMITS)[2]


def run_of(content: bytes, **asked: Any) -> ImportRun:
    """Imports a file, and gives the import."""
    plan = imported(content, **asked)
    assert not plan.refusals
    return ImportRun.objects.latest("pk")


def undone(run: ImportRun, cast: Cast, now: Any = LATER) -> ImportRun:
    undo(run, now, TODAY, LIMITS, cast.farida)
    run.refresh_from_db()
    return run


def test_everything_is_as_it_was(world: Cast):
    before, table = everything(), exported()
    run = run_of(csv_of(*ROWS, headings=WIDE))
    assert (run.new, run.changed) == (1, 1)
    assert everything() != before
    undone(run, world)
    assert everything() == before
    assert exported() == table
    assert (run.state, run.undone_at, run.undone_by) == (ImportState.UNDONE, LATER, world.farida)
    assert recompute(Action.objects.all(), TODAY, LIMITS) == []


def test_the_same_file_is_imported_again(world: Cast):
    content = csv_of(*ROWS, headings=WIDE)
    first = run_of(content)
    table = exported()
    undone(first, world)
    assert counts(imported(content, now=LATER)) == (1, 1, 0, 0)
    assert exported() == table


def test_an_end_that_was_recorded_stands_and_who_was_ended_begins_anew(world: Cast):
    before = everything()
    run = run_of(csv_of(("2.3", "kz-forestry"), headings=("code", "lead")))
    recompute(Action.objects.all(), TOMORROW, LIMITS)
    assert RequiredParty.objects.count() == 1
    undo(run, LATER, TOMORROW, LIMITS, world.farida)
    assert everything() == before
    parts = world.count.responsibilities.filter(institution=world.ecology).order_by("pk")
    assert [(part.since, part.until, part.ground) for part in parts] == [(None, TODAY, None), (TOMORROW, None, None)]
    assert (parts[1].recorded_at, parts[1].recorded_by) == (LATER, world.farida)


def test_who_begins_anew_stands_where_they_stood(world: Cast):
    world.count.responsibilities.update(position=0)
    table = exported()
    undone(run_of(csv_of(("2.3", "uz-ecology"), headings=("code", "lead"))), world)
    assert exported() == table


def test_what_the_import_made_goes_with_it_but_the_roadmap_that_holds_it(cast: Cast):
    assert cast.kz
    rows = [("1", "Forests", "A", "Forest committee;kz-x", "2026-2028"), ("2", "Waters", "B", "kz-x", "2031")]
    before = everything()
    run = run_of(csv_of(*rows), slug="fresh", create=True, country="KZ", title="Fresh plan")
    assert Institution.objects.filter(code="kz-x").exists()
    undone(run, cast)
    after = everything()
    assert [row[0] for row in after.pop("Roadmap")] == [run.roadmap_id]
    assert after == {name: rows for name, rows in before.items() if name != "Roadmap"}
    again = imported(csv_of(*rows), slug="fresh", create=True, country="KZ", now=LATER)
    assert counts(again) == (2, 0, 0, 0)


def test_an_action_that_was_put_under_a_new_direction_stands_under_the_former_one(cast: Cast):
    assert cast.count
    before = everything()
    run = run_of(csv_of(("2.3", "Forests"), headings=("code", "direction")), create=True)
    assert Action.objects.get(code="2.3").direction.title_en == "Forests"
    undone(run, cast)
    assert everything() == before


def test_milestones_that_the_file_brought_go_with_their_action(world: Cast):
    headings = ("№", "Направление", "Наименование мероприятия", "Описание", "Ответственные", "Срок исполнения")
    row = ("3.1", "2", "Учёт", "1. Учесть;\n2. Доложить", "kz-forestry", "1. 31.12.2026;\n2. 31.12.2027")
    before = everything()
    run = run_of(xlsx_of(row, headings=headings))
    made = set(Milestone.objects.values_list("pk", flat=True))
    assert len(made) == 2
    undone(run, world)
    assert everything() == before
    assert {entry.id for entry in Milestone.history.filter(history_type="-")} == made


def test_the_trail_tells_of_all_that_goes(world: Cast):
    run = run_of(csv_of(*ROWS, headings=WIDE))
    new = Action.objects.get(code="3.1")
    revision = Deadline.objects.get(action=world.count, ground=run)
    parts = set(Responsibility.objects.filter(ground=run).values_list("pk", flat=True))
    undone(run, world)
    gone = {model: list(model.history.filter(history_type="-")) for model in (Action, Deadline, Responsibility)}
    assert [(entry.id, entry.title_en) for entry in gone[Action]] == [(new.pk, "A new one")]
    assert revision.pk in {entry.id for entry in gone[Deadline]}
    assert {entry.id for entry in gone[Responsibility]} == parts
    said = {(entry.history_date, entry.history_user) for entries in gone.values() for entry in entries}
    assert said == {(LATER, world.farida)}
    last = Action.history.filter(id=world.count.pk).latest("history_id")
    assert (last.title_en, last.history_date, last.history_user) == (world.count.title_en, LATER, world.farida)


# What stands in the way ----------------------------------------------------------------------------------------------


def decision() -> Decision:
    meeting = Meeting.objects.create(slug="review", title_en="Review", kind="ministers")
    return Decision.objects.create(meeting=meeting, number="1", text_en="Agreed.")


def new() -> Action:
    return Action.objects.get(code="3.1")


def ours() -> Deadline:
    return Deadline.objects.get(kind=DeadlineKind.REVISION)


def agree(version: Deadline) -> None:
    version.decision, version.decided_on, version.decision_recorded_at = decision(), TODAY, NOW
    version.save()


def correct(version: Deadline) -> None:
    Deadline.objects.create(
        action=version.action,
        kind=DeadlineKind.CORRECTION,
        corrects=version,
        due=date(2028, 1, 1),
        precision="day",
        recorded_at=NOW,
    )


def end_part(part: Responsibility) -> None:
    part.until, part.until_recorded_at = TODAY, NOW
    part.save()


def rename(action: Action) -> None:
    action.title_en = "Renamed"
    action.save()


def lead_again(world: Cast) -> None:
    Responsibility.objects.create(action=world.count, institution=world.ecology, part=Part.LEAD, recorded_at=NOW)


def consent(world: Cast) -> None:
    Consent.objects.create(deadline=ours(), country=world.kz, on=TODAY, basis="No. 1", recorded_at=NOW)


def end(world: Cast) -> None:
    Ending.objects.create(action=new(), outcome=Status.WITHDRAWN, decision=decision(), on=TODAY, recorded_at=NOW)


RESTING: dict[str, tuple[Callable[[Cast], object], str, str]] = {
    "a draft of a report": (lambda world: report(new(), world.forestry, world.aigul), "3.1", "begun to report"),
    "a published report": (lambda world: published(new(), world.forestry, world.bolat), "3.1", "begun to report"),
    "an end by decision": (end, "3.1", "ended by a decision"),
    "a decision on the action": (lambda world: new().decisions.add(decision()), "3.1", "decision of a meeting"),
    "an edit": (lambda world: rename(new()), "3.1", "it was edited"),
    "another site": (lambda world: new().sites.add(Site.objects.get(slug="mouth")), "3.1", "it was edited"),
    "a milestone": (
        lambda world: Milestone.objects.create(action=new(), number=1, title_en="One"),
        "3.1",
        "milestones",
    ),
    "a part that was ended": (lambda world: end_part(new().responsibilities.first()), "3.1", "who is responsible"),
    "a part that was added": (
        lambda world: Responsibility.objects.create(action=new(), institution=world.tm_ministry, recorded_at=NOW),
        "3.1",
        "who is responsible",
    ),
    "a version of a new deadline": (lambda world: proposed(new()), "3.1", "a later version"),
    "a correction of a new deadline": (lambda world: correct(new().deadlines.get()), "3.1", "a later version"),
    "a consent": (consent, "2.3", "consented"),
    "a decision on the deadline": (lambda world: agree(ours()), "2.3", "agreed to its deadline"),
    "a correction of the proposal": (lambda world: correct(ours()), "2.3", "a later version"),
    "a later proposal": (lambda world: proposed(world.count), "2.3", "a later version"),
    "another title": (lambda world: rename(Action.objects.get(pk=world.count.pk)), "2.3", "“title_en” was changed"),
    "another first day": (
        lambda world: Action.objects.filter(code="2.3").update(starts_on=TODAY),
        "2.3",
        "“starts_on” was changed",
    ),
    "a provision that was left out again": (lambda world: world.count.provisions.clear(), "2.3", "“provisions” was"),
    "a site that was named again": (
        lambda world: world.count.sites.add(Site.objects.get(slug="mouth")),
        "2.3",
        "“sites” was",
    ),
    "who was ended leads again": (lead_again, "2.3", "who is responsible"),
    "who began was ended": (
        lambda world: end_part(world.count.responsibilities.get(institution=world.tm_ministry)),
        "2.3",
        "who is responsible",
    ),
}


@pytest.mark.parametrize(("rest", "code", "words"), RESTING.values(), ids=RESTING)
def test_what_rests_on_it_is_named_and_nothing_is_undone(world: Cast, rest: Callable, code: str, words: str):
    run = run_of(csv_of(*ROWS, headings=WIDE))
    assert obstacles(run) == []
    rest(world)
    before = everything()
    with pytest.raises(CannotUndoError) as refused:
        undo(run, LATER, TODAY, LIMITS, world.farida)
    assert {reason.partition(": ")[0] for reason in refused.value.reasons} == {code}
    assert words in str(refused.value)
    assert everything() == before
    run.refresh_from_db()
    assert (run.state, run.undone_at) == (ImportState.APPLIED, None)


def use_direction(cast: Cast) -> None:
    cast.action("9", roadmap=Roadmap.objects.get(slug="fresh"), direction=Direction.objects.get(code="1"))


def edit_direction(cast: Cast) -> None:
    direction = Direction.objects.get(code="1")
    direction.title_ru = "Леса"
    direction.save()


def use_institution(cast: Cast) -> None:
    cast.count.responsibilities.create(institution=Institution.objects.get(code="kz-x"), recorded_at=NOW)


def join_meeting(cast: Cast) -> None:
    decision().responsible.add(Institution.objects.get(code="kz-x"))


def name_again(cast: Cast) -> None:
    InstitutionName.objects.create(institution=Institution.objects.get(code="kz-x"), name_en="X")


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (use_direction, "Direction “1 Forests”: other actions"),
        (edit_direction, "Direction “1 Forests”: it was edited"),
        (use_institution, "is named elsewhere (responsible)"),
        (join_meeting, "is named elsewhere (decision)"),
        (name_again, "it was edited"),
    ],
)
def test_what_the_import_made_and_others_use_stands_in_the_way(cast: Cast, use: Callable, words: str):
    assert cast.kz
    run = run_of(csv_of(("1", "Forests", "A", "kz-x", "2027")), slug="fresh", create=True, country="KZ", title="Fresh")
    use(cast)
    (reason,) = obstacles(run)
    assert words in reason


def test_a_later_import_stands_in_the_way_until_it_is_undone(world: Cast):
    table = exported()
    first = run_of(csv_of(*ROWS, headings=WIDE))
    again = [("2.3", "Again", "2029"), ("3.1", "Again", "2027")]
    second = run_of(csv_of(*again, headings=("code", "title_en", "deadline_text")))
    assert [reason[:4] for reason in obstacles(first)] == ["2.3:", "2.3:", "3.1:"]
    undone(second, world)
    assert [reason for reason in obstacles(first) if "edited" not in reason] == []
    assert exported() != table


def test_what_was_not_done_is_not_undone(world: Cast):
    run = ImportRun.objects.create(roadmap=world.plateau, file_name="plan.csv", recorded_at=NOW)
    with pytest.raises(CannotUndoError, match="has not been imported"):
        undo(run, LATER, TODAY, LIMITS, world.farida)


def test_it_is_undone_once_and_not_confirmed_again(world: Cast):
    content = csv_of(*ROWS, headings=WIDE)
    run = undone(run_of(content), world)
    with pytest.raises(AlreadyUndoneError):
        undo(run, LATER, TODAY, LIMITS, world.farida)
    before = everything()
    with pytest.raises(AlreadyUndoneError):
        imported(content, run=run)
    assert everything() == before
    assert obstacles(run) == ["This import was undone already."]


def test_the_question_takes_as_many_queries_for_many_rows_as_for_few(world: Cast):
    asked = []
    for first, count in ((100, 2), (200, 40)):
        rows = [(f"{first + n}", "2", f"T {n}", "kz-forestry", "", "", "", "", "2027") for n in range(count)]
        run = run_of(csv_of(*rows, ROWS[0], headings=WIDE))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert obstacles(run) == []
        asked.append(len(queries))
        undone(run, world)
    assert asked[0] == asked[1]


# What may be deleted -------------------------------------------------------------------------------------------------


def test_records_that_an_import_may_have_made_are_known_by_their_ground():
    assert {model: column.name for model in fixed_models() if (column := undone_with(model))} == {
        Deadline: "ground",
        Responsibility: "ground",
    }


def test_a_record_of_another_import_or_of_none_stays_fixed(world: Cast):
    first = run_of(csv_of(("3.1", "2", "One", "kz-forestry", "2027")))
    second = run_of(csv_of(("3.2", "2", "Two", "kz-forestry", "2027")))
    second.undone_at = NOW
    second.save()
    for kept in ({"ground": first}, {"ground": None}):
        for model in (Deadline, Responsibility):
            with pytest.raises(FixedRecordError):
                model.objects.filter(**kept).delete()
            with pytest.raises(FixedRecordError):
                model.objects.filter(**kept).first().delete()
    with pytest.raises(FixedRecordError):
        Deadline.objects.filter(ground=second).update(wording="never")
    for model in (Deadline, Responsibility):
        assert model.objects.filter(ground=second).delete()[0] == 1


# Whatever the file ---------------------------------------------------------------------------------------------------

HEADINGS = ("code", "direction", "title_en", "title_ru", "number", *PARTS[:2], "sites", "deadline_text", "visibility")
lists = st.lists(st.sampled_from(["kz-forestry", "uz-ecology", "TM", "KZ"]), max_size=3, unique=True).map("; ".join)
rows = st.tuples(
    st.sampled_from(["2", "3"]),
    st.sampled_from(["Joint count of the saiga", "Count", "Учёт"]),
    st.sampled_from(["", "Учёт"]),
    st.sampled_from(["", "2.3", "7"]),
    lists,
    lists,
    st.lists(st.sampled_from(["delta", "mouth"]), unique=True).map("; ".join),
    st.sampled_from(["", "31.12.2026", "2027", "quarterly"]),
    st.sampled_from(["public", "parties"]),
)
files = st.dictionaries(st.sampled_from(["2.3", "2.4", "5.1", "5.2"]), rows, min_size=1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=files, another=files)
def test_whatever_was_imported_is_undone(world: Cast, file: dict[str, tuple], another: dict[str, tuple]):
    with transaction.atomic():
        Direction.objects.get_or_create(roadmap=world.plateau, code="3", defaults={"title_en": "Waters"})
        world.action("2.4", leads=[world.uz, world.forestry], timing=Timing.RECURRING, due=None, recurrence="quarter")
        imported(csv_of(*[(code, *row) for code, row in another.items()], headings=HEADINGS), now=LONG_AGO)
        before, table = everything(), exported()
        content = csv_of(*[(code, *row) for code, row in file.items()], headings=HEADINGS)
        plan = imported(content)
        assert not plan.refusals
        if not plan.is_empty:
            undone(ImportRun.objects.latest("pk"), world)
            assert counts(imported(content, now=LATER)) == counts(plan)
            undone(ImportRun.objects.latest("pk"), world)
        assert everything() == before
        assert exported() == table
        assert recompute(Action.objects.all(), TODAY, LIMITS) == []
        transaction.set_rollback(True)
