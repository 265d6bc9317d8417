"""An import is written as a whole: relations, deadlines and state; and a second time it writes nothing."""

from datetime import date, timedelta

import pytest

from cooperation.choices import Visibility
from cooperation.exchange.errors import RefusedError
from cooperation.models import Institution
from roadmap.choices import DeadlineKind, ImportState, Precision, Recurrence, Status, Timing
from roadmap.exchange.apply import PlanChangedError
from roadmap.models import Action, Deadline, ImportRun, RequiredParty, Responsibility, Roadmap
from roadmap.services import deadlines
from roadmap.services.recompute import recompute
from tests.cast import LIMITS, NOW, TODAY, Cast, parties_of
from tests.roadmap.exchange.sheets import counts, csv_of, imported, planned

DAY = timedelta(days=1)
LEADS = ("code", "lead")


def held(action: Action) -> list[tuple[str, date | None, date | None]]:
    """Who leads, since and until when."""
    parts = Responsibility.objects.filter(action=action).order_by("pk")
    return [
        (str(part.institution.code if part.institution else part.country.code), part.since, part.until)
        for part in parts
    ]


def state() -> tuple[int, ...]:
    models = (Action, Responsibility, Deadline, RequiredParty, ImportRun, Institution)
    return tuple(model.objects.count() for model in models)


def test_a_new_action_has_its_relations_its_original_deadline_and_its_state(cast: Cast):
    assert cast.count
    headings = (
        "code",
        "number",
        "direction",
        "title_en",
        "title_ru",
        "lead",
        "supporting",
        "deadline_text",
        "visibility",
    )
    row = ("3.1", "1", "2", "Count", "Учёт", "kz-forestry; UZ", "ngo", "IV квартал 2026 года", "parties")
    assert cast.ngo
    plan = imported(csv_of(row, headings=headings))
    assert counts(plan) == (1, 0, 0, 0)

    made = Action.objects.get(code="3.1")
    assert (made.title_en, made.title_ru, made.visibility) == ("Count", "Учёт", Visibility.PARTIES)
    assert (made.starts_on, made.current_due, made.due_precision) == (date(2026, 10, 1), date(2026, 12, 31), "quarter")
    assert made.folded == made.fold()
    original = made.deadlines.get()
    run = ImportRun.objects.get()
    assert (original.kind, original.wording, original.ground) == (DeadlineKind.ORIGINAL, "IV квартал 2026 года", run)
    assert (run.state, run.new, run.file_name) == (ImportState.APPLIED, 1, "plan.csv")
    assert {code: party.status for code, party in parties_of(made).items()} == {
        "KZ": Status.NO_INFORMATION,
        "UZ": Status.NO_INFORMATION,
    }
    assert {(part.part, str(part)) for part in made.responsibilities.all()} == {
        ("lead", str(cast.forestry)),
        ("lead", str(cast.uz)),
        ("supporting", str(cast.ngo)),
    }


def test_what_an_import_stores_is_what_follows_from_the_records(cast: Cast):
    assert cast.count
    rows = [
        ("4.1", "2", "Dated", "kz-forestry", "31.12.2026"),
        ("4.2", "2", "Recurring", "uz-ecology; kz-forestry", "ежеквартально"),
        ("4.3", "2", "Continuous", "TM", "постоянно"),
        ("4.4", "2", "Undated", "", "when funds allow"),
        ("4.5", "2", "By an organisation", "ngo", "2027"),
    ]
    assert cast.ngo
    assert cast.tm
    imported(csv_of(*rows))
    assert recompute(Action.objects.all(), TODAY, LIMITS) == []


def test_a_second_import_writes_nothing_at_all(cast: Cast):
    assert cast.count
    content = csv_of(("3.1", "2", "Count", "kz-forestry;uz-ecology", "Fall 2027"), ("3.2", "2", "Talk", "", "2027"))
    imported(content)
    before = state()
    assert counts(imported(content, now=NOW + DAY)) == (0, 0, 2, 0)
    assert state() == before


def test_text_is_kept_composed_and_without_space_around_it(cast: Cast):
    assert cast.count
    content = csv_of((" 3.1 ", "2", "  Учёт и\u0306 \r\n two ", "", ""))
    imported(content)
    assert Action.objects.get(code="3.1").title_en == "Учёт й \n two"
    assert counts(imported(content)) == (0, 0, 1, 0)


def test_changed_cells_change_and_nothing_else(cast: Cast):
    cast.count.description_en = "Kept"
    cast.count.save()
    plan = imported(csv_of(("2.3", "Joint count of all ungulates"), headings=("code", "title_en")))
    (changed,) = plan.changed
    assert [(change.column, change.old, change.new) for change in changed.changes] == [
        ("title_en", "Joint count of the saiga", "Joint count of all ungulates")
    ]
    cast.count.refresh_from_db()
    assert (cast.count.title_en, cast.count.description_en) == ("Joint count of all ungulates", "Kept")
    assert "ungulates" in cast.count.folded
    assert len(held(cast.count)) == 2


def test_an_empty_cell_empties_and_a_missing_column_leaves_alone(cast: Cast):
    cast.count.description_en = "Goes"
    cast.count.save()
    imported(csv_of(("2.3", ""), headings=("code", "description_en")))
    cast.count.refresh_from_db()
    assert (cast.count.description_en, cast.count.title_en) == ("", "Joint count of the saiga")


def test_the_last_title_cannot_be_emptied(cast: Cast):
    assert cast.count
    (refusal,) = imported(csv_of(("2.3", ""), headings=("code", "title_en"))).refusals
    assert (refusal.row, refusal.column) == (2, "B")


def test_who_is_no_longer_named_ends_today_and_stays_on_record(cast: Cast):
    assert cast.count
    assert cast.tm_ministry
    content = csv_of(("2.3", "tm-ministry; kz-forestry"), headings=LEADS)
    assert counts(imported(content)) == (0, 1, 0, 0)
    assert held(cast.count) == [
        ("kz-forestry", None, None),
        ("uz-ecology", None, TODAY),
        ("tm-ministry", TODAY, None),
    ]
    assert Responsibility.objects.get(until=TODAY).until_recorded_at == NOW
    assert counts(imported(content)) == (0, 0, 1, 0)


def test_who_is_named_again_on_the_same_day_begins_anew(cast: Cast):
    assert cast.count
    imported(csv_of(("2.3", "kz-forestry"), headings=LEADS))
    imported(csv_of(("2.3", "kz-forestry; uz-ecology"), headings=LEADS))
    imported(csv_of(("2.3", "kz-forestry"), headings=LEADS))
    imported(csv_of(("2.3", "kz-forestry; uz-ecology"), headings=LEADS))
    ended = [("uz-ecology", None, TODAY), ("uz-ecology", TODAY, TODAY)]
    assert held(cast.count) == [("kz-forestry", None, None), *ended, ("uz-ecology", TODAY, None)]


def test_who_is_named_again_later_begins_anew(cast: Cast):
    assert cast.count
    imported(csv_of(("2.3", "kz-forestry"), headings=LEADS))
    imported(csv_of(("2.3", "kz-forestry; uz-ecology"), headings=LEADS), now=NOW + DAY, on=TODAY + DAY)
    assert held(cast.count)[1:] == [("uz-ecology", None, TODAY), ("uz-ecology", TODAY + DAY, None)]


def test_the_order_of_names_in_a_cell_means_nothing(cast: Cast):
    assert cast.count
    assert counts(imported(csv_of(("2.3", "uz-ecology; kz-forestry"), headings=LEADS))) == (0, 0, 1, 0)


def test_a_changed_deadline_is_proposed_and_moves_nothing(cast: Cast):
    assert cast.count
    content = csv_of(("2.3", "30.06.2027"), headings=("code", "deadline"))
    plan = imported(content)
    assert counts(plan) == (0, 1, 0, 0)
    (proposed,) = plan.proposed
    assert [(change.column, change.old, change.new) for change in proposed.proposed_changes] == [
        ("deadline", "2026-12-31", "2027-06-30")
    ]
    cast.count.refresh_from_db()
    assert cast.count.current_due == date(2026, 12, 31)
    revision = cast.count.deadlines.get(kind=DeadlineKind.REVISION)
    assert (revision.due, revision.precision, revision.ground) == (date(2027, 6, 30), "day", ImportRun.objects.get())
    assert "plan.csv" in revision.reason
    assert (counts(imported(content)), cast.count.deadlines.count()) == ((0, 0, 1, 0), 2)


def test_an_agreed_proposal_is_what_the_next_import_is_compared_with(cast: Cast):
    assert cast.count
    content = csv_of(("2.3", "30.06.2027"), headings=("code", "deadline"))
    imported(content)
    revision = cast.count.deadlines.get(kind=DeadlineKind.REVISION)
    for country in (cast.kz, cast.uz):
        deadlines.consent(revision, country, TODAY, "No. 1", NOW, TODAY, LIMITS, cast.bolat)
    assert counts(imported(content)) == (0, 0, 1, 0)
    assert counts(planned(csv_of(("2.3", "31.12.2026"), headings=("code", "deadline")))) == (0, 1, 0, 0)


def test_an_unchanged_wording_keeps_the_meaning_that_a_person_gave_it(cast: Cast):
    assert cast.count
    content = csv_of(("3.1", "2", "Count", "kz-forestry", "By fall 2027"))
    imported(content)
    original = Deadline.objects.get(action__code="3.1")
    deadlines.add_version(
        Deadline(
            action=original.action,
            kind=DeadlineKind.CORRECTION,
            corrects=original,
            due=date(2027, 11, 30),
            precision=Precision.MONTH,
            reason="Fall ends in November.",
        ),
        NOW,
        TODAY,
        LIMITS,
    )
    assert Action.objects.get(code="3.1").current_due == date(2027, 11, 30)
    assert counts(imported(content)) == (0, 0, 1, 0)


def test_explicit_columns_win_over_the_wording(cast: Cast):
    assert cast.count
    headings = ("code", "direction", "title_en", "timing", "deadline", "recurrence", "offset_days", "deadline_text")
    rows = [
        ("3.1", "2", "A", "", "2027-01-31", "", "", "By fall 2027"),
        ("3.2", "2", "B", "undated", "", "", "", "31.12.2027"),
        ("3.3", "2", "C", "", "", "quarter", "10", "each quarter, in ten days"),
    ]
    imported(csv_of(*rows, headings=headings))
    found = Deadline.objects.filter(action__code__startswith="3.").order_by("action__code")
    assert [(version.timing, version.due, version.recurrence, version.offset_days) for version in found] == [
        (Timing.DATED, date(2027, 1, 31), "", 0),
        (Timing.UNDATED, None, "", 0),
        (Timing.RECURRING, None, Recurrence.QUARTER, 10),
    ]
    assert [version.wording for version in found] == [row[-1] for row in rows]
    assert counts(imported(csv_of(*rows, headings=headings))) == (0, 0, 3, 0)


def test_what_is_missing_is_made_where_that_is_asked(cast: Cast):
    assert cast.kz
    headings = ("code", "Направление", "title_en", "lead", "deadline_text")
    rows = [("1", "Леса", "A", "Лесной комитет;kz-x", "2026-2028"), ("2", "леса", "B", "kz-x", "2031")]
    plan = imported(csv_of(*rows, headings=headings), slug="fresh", create=True, country="KZ", title="Fresh plan")
    assert counts(plan) == (2, 0, 0, 0)
    roadmap = Roadmap.objects.get(slug="fresh")
    assert (roadmap.title_en, roadmap.first_year, roadmap.last_year) == ("Fresh plan", 2026, 2031)
    assert [party.country.code for party in roadmap.parties.all()] == ["KZ"]
    assert [(one.code, one.title_ru) for one in roadmap.directions.all()] == [("1", "Леса")]
    made = Institution.objects.get(code="lesnoi-komitet")
    assert (made.names.get().name_en, made.country, made.kind) == ("Лесной комитет", cast.kz, "other")
    assert set(parties_of(Action.objects.get(code="1"))) == {"KZ"}
    assert counts(imported(csv_of(*rows, headings=headings), slug="fresh", create=True, country="KZ")) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"slug": "nowhere"}, "no roadmap “nowhere”"),
        ({"slug": "fresh", "create": True, "country": "QQ"}, "“QQ” is not known"),
        ({"slug": "not a slug", "create": True}, "cannot have that address"),
    ],
)
def test_what_cannot_be_asked_is_refused(cast: Cast, asked: dict, words: str):
    assert cast.count
    with pytest.raises(RefusedError, match=words):
        imported(csv_of(("1", "2", "A", "", "")), **asked)


def test_a_preview_that_no_longer_holds_is_not_applied(cast: Cast):
    assert cast.count
    content = csv_of(("2.3", "Renamed"), headings=("code", "title_en"))
    run = ImportRun(roadmap=cast.plateau, file_name="plan.csv", plan_digest=planned(content).digest)
    Action.objects.filter(code="2.3").update(title_en="Renamed by someone else")
    with pytest.raises(PlanChangedError):
        imported(content, run=run)
    assert Action.objects.get(code="2.3").title_en == "Renamed by someone else"
