"""An import of the register: what is new, changed and unchanged, and what is refused, with its place and an advice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.exchange.errors import RefusedError
from cooperation.exchange.reading import read_file
from cooperation.exchange.register_import import RegisterChangedError
from cooperation.models import (
    Body,
    Country,
    Document,
    Institution,
    InstitutionName,
    Instrument,
    Meeting,
    Recognition,
    Site,
    Succession,
    TreatyEvent,
)
from tests.cast import NOW, Cast
from tests.cooperation.exchange.register import counts, instrument, outcome_of, refusal
from tests.roadmap.exchange.sheets import csv_of

MEMO = {"slug": "memo", "kind": "memorandum", "title_en": "Memorandum"}


@pytest.fixture
def memo(db) -> Instrument:
    return instrument("memo", note_en="A note")


def test_a_new_row_is_written_with_what_it_names(cast: Cast, memo: Instrument):
    Document.objects.create(code="uza", kind="news", title="Signed")
    row = {"instrument": "memo", "kind": "signature", "country": cast.kz.code, "date": "2024-02", "sources": "uza"}
    assert counts(outcome_of(events=[row])) == (1, 0, 0, 0)
    event = memo.events.get()
    assert (event.country, event.earliest, event.latest) == (cast.kz, date(2024, 2, 1), date(2024, 2, 29))
    assert [source.code for source in event.sources.all()] == ["uza"]


def test_a_changed_cell_is_written_and_told_and_the_others_stay(memo: Instrument):
    outcome = outcome_of(instruments=[{"slug": "memo", "title_ru": "Меморандум", "kind": "memorandum"}])
    assert counts(outcome) == (0, 1, 0, 0)
    assert [(change.column, change.old, change.new) for change in outcome.changed[0].changes] == [
        ("title_ru", "", "Меморандум")
    ]
    memo.refresh_from_db()
    assert (memo.title_en, memo.title_ru, memo.note_en) == ("memo", "Меморандум", "A note")


def test_an_empty_cell_empties_and_a_missing_column_does_not(memo: Instrument):
    assert counts(outcome_of(instruments=[{"slug": "memo"}])) == (0, 0, 1, 0)
    outcome_of(instruments=[{"slug": "memo", "note_en": ""}])
    memo.refresh_from_db()
    assert not memo.note_en


def test_a_dry_run_tells_the_same_and_writes_nothing(memo: Instrument):
    row = {"slug": "memo", "title_en": "Another"}
    preview = outcome_of(instruments=[row], dry_run=True)
    memo.refresh_from_db()
    assert memo.title_en == "memo"
    assert preview.digest == outcome_of(instruments=[row], digest=preview.digest).digest
    memo.refresh_from_db()
    assert memo.title_en == "Another"


def test_what_has_changed_since_the_preview_is_not_written(memo: Instrument):
    row = {"slug": "memo", "title_en": "Another"}
    preview = outcome_of(instruments=[row], dry_run=True)
    Instrument.objects.update(title_en="Meanwhile")
    with pytest.raises(RegisterChangedError):
        outcome_of(instruments=[row], digest=preview.digest)
    memo.refresh_from_db()
    assert memo.title_en == "Meanwhile"


def test_each_written_record_gets_one_entry_in_the_trail(cast: Cast, memo: Instrument):
    outcome_of(cast.farida, instruments=[MEMO, MEMO | {"slug": "other", "sites": ""}])
    entries = Instrument.history.order_by("history_id").values_list(
        "slug", "history_type", "history_user", "history_date"
    )
    assert [entry for entry in entries if entry[3] == NOW] == [
        ("other", "+", cast.farida.pk, NOW),
        ("memo", "~", cast.farida.pk, NOW),
    ]


def test_a_whole_may_stand_below_its_part(cast: Cast):
    parts = {"kind": "place", "countries": cast.kz.code, "name_en": "A place"}
    rows = [{"slug": "a-part", "whole": "z-whole"} | parts, {"slug": "z-whole", "whole": ""} | parts]
    assert counts(outcome_of(sites=rows)) == (2, 0, 0, 0)
    assert Site.objects.get(slug="a-part").whole.slug == "z-whole"


def test_nothing_becomes_a_part_of_itself(cast: Cast):
    parts = {"kind": "place", "countries": cast.kz.code, "name_en": "A place"}
    outcome = outcome_of(sites=[{"slug": "one", "whole": "two"} | parts, {"slug": "two", "whole": "one"} | parts])
    assert "would be a part of itself" in str(outcome.refusals[0])
    assert not Site.objects.exists()


def test_sheets_may_name_the_rows_of_each_other(db):
    outcome = outcome_of(
        parties=[{"instrument": "memo", "country": "KZ", "capacity": "signatory"}],
        instruments=[MEMO],
        countries=[{"code": "KZ", "name_en": "Kazakhstan"}],
    )
    assert counts(outcome) == (3, 0, 0, 0)


def test_an_institution_is_found_by_a_name_that_was_imported(cast: Cast):
    outcome_of(names=[{"institution": cast.forestry.code, "row": "2", "name_ru": "Комитет лесного хозяйства"}])
    assert list(Institution.objects.matching("лесного")) == [cast.forestry]


def test_an_instrument_is_found_by_who_signed_it(memo: Instrument):
    outcome_of(events=[{"instrument": "memo", "kind": "signature", "person": "A. Navoi"}])
    assert list(Instrument.objects.matching("navoi")) == [memo]


def test_a_left_out_choice_is_its_default(memo: Instrument):
    outcome_of(instruments=[MEMO | {"slug": "other"}])
    assert Instrument.objects.get(slug="other").nature == "not_established"


# What is refused -----------------------------------------------------------------------------------------------------

SIGNED = {"instrument": "memo", "kind": "signature"}
PARTY = {"instrument": "memo", "country": "KZ", "capacity": "signatory"}


@pytest.mark.parametrize(
    ("noun", "row", "place", "words"),
    [
        ("parties", PARTY | {"country": "FR"}, "Row 2, column B (country)", "There is no country “FR”."),
        ("parties", PARTY | {"institution": "kz-forest"}, "column D (institution)", "The nearest are: kz-forestry."),
        ("parties", PARTY | {"sources": "uza; uzb"}, "Row 2, column D (sources)", "There is no document “uza”."),
        ("parties", PARTY | {"capacity": "boss"}, "Row 2, column C (capacity)", "Write one of: state_party"),
        ("parties", PARTY | {"capacity": ""}, "Row 2, column C (capacity)", "This cell must be filled."),
        ("parties", PARTY | {"country": ""}, "Row 2", "Name a country or an institution."),
        ("parties", PARTY | {"row": "3"}, "Row 2, column D (row)", "the next one among those alike is 1"),
        ("parties", PARTY | {"row": "x"}, "Row 2, column D (row)", "not a whole number"),
        ("parties", PARTY | {"row": "9" * 5000}, "Row 2, column D (row)", "not a whole number"),
        ("events", SIGNED | {"date": "spring"}, "column C (date)", "2024-02-11/2024-02-17"),
        ("events", SIGNED | {"date": "2024-03/2024-02"}, "column C (date)", "the first day before"),
        ("events", SIGNED | {"instrument": ""}, "Row 2, column A (instrument)", "must be filled"),
        ("events", {"instrument": "memo"}, "Sheet “events”", "The column “kind” is missing."),
        ("decisions", {"meeting": "m", "number": "1", "text_en": "A", "term": "2024"}, "column D (term)", "2024-02-11"),
        ("instruments", {"slug": "other", "kind": "memorandum", "title_en": ""}, "column C (title_en)", "at least one"),
        ("instruments", {"slug": "other", "title_en": "A"}, "Row 2", "must be filled"),
        ("instruments", MEMO | {"slug": "not a slug"}, "Row 2, column A (slug)", "valid"),
        ("instruments", MEMO | {"title_en": "x" * 501}, "column C (title_en)", "at most 500"),
        ("relations", {"instrument": "memo", "kind": "amends", "other": "memo"}, "Row 2", "no relation to itself"),
        ("documents", {"code": "a", "kind": "news", "title": "A", "url": "javascript:alert(1)"}, "(url)", "valid URL"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_place(cast: Cast, memo, noun, row, place, words):
    assert cast.forestry
    Meeting.objects.create(slug="m", title_en="A meeting", kind="session")
    told = [str(one) for one in outcome_of(**{noun: [row]}).refusals]
    assert any(place in one and words in one for one in told), told


def test_where_one_row_is_refused_none_is_written(memo: Instrument):
    outcome = outcome_of(instruments=[MEMO | {"slug": "good"}, MEMO | {"slug": "bad", "kind": "wrong"}])
    assert counts(outcome) == (1, 0, 0, 1)
    assert not Instrument.objects.filter(slug="good").exists()


def test_what_names_a_refused_row_is_not_refused_once_more(db):
    outcome = outcome_of(instruments=[MEMO | {"kind": "wrong"}], provisions=[
        {"instrument": "memo", "number": "1", "position": "1", "title_en": "Article"}
    ])  # fmt: skip
    assert "Sheet “instruments”" in refusal(outcome)


def test_two_rows_that_are_alike_are_refused_until_they_are_numbered(memo: Instrument):
    row = {"instrument": "memo", "kind": "amendment"}
    told = refusal(outcome_of(events=[row, row]))
    assert "This row and row 2 name the same record." in told
    assert "Number rows" in told
    assert counts(outcome_of(events=[row | {"row": "2"}, row | {"row": "1"}])) == (2, 0, 0, 0)
    assert "name the same" in refusal(outcome_of(instruments=[MEMO, MEMO]))


def test_a_succession_is_not_changed_but_for_its_note_and_sources(cast: Cast):
    made = Succession.objects.create(predecessor=cast.forestry, successor=cast.kz_ministry, recorded_at=NOW)
    row = {"predecessor": "kz-forestry", "successor": "kz-ministry"}
    told = refusal(outcome_of(successions=[row | {"date": "2025"}]))
    assert "column C (date)" in told
    assert "once recorded, it is not changed" in told
    assert counts(outcome_of(successions=[row | {"note_en": "Merged."}])) == (0, 1, 0, 0)
    made.refresh_from_db()
    assert (made.note_en, made.earliest) == ("Merged.", None)


def test_a_new_succession_is_recorded_at_the_moment_of_the_import(cast: Cast):
    assert cast.forestry
    assert cast.kz_ministry
    outcome_of(cast.farida, successions=[{"predecessor": "kz-forestry", "successor": "kz-ministry"}])
    assert Succession.objects.values_list("recorded_at", "recorded_by").get() == (NOW, cast.farida.pk)


@pytest.mark.parametrize("cells", [{"country": "UZ"}, {"kind": "ngo"}])
def test_an_institution_stays_what_it_is_and_where_it_is(cast: Cast, cells: dict[str, str]):
    assert cast.uz
    assert "add another one" in refusal(outcome_of(institutions=[{"code": cast.forestry.code} | cells]))


def test_a_formula_goes_out_as_text_and_comes_back(db):
    content = csv_of(("x", "'=1+1"), headings=("slug", "title_en"))
    assert read_file("recognitions.csv", content)["recognitions"].rows[0].cells == ("x", "=1+1")
    Recognition.objects.create(slug="x", title_en="=1+1")
    assert counts(outcome_of(recognitions=[{"slug": "x", "title_en": "'=1+1"}])) == (0, 0, 1, 0)


def test_a_file_is_recognised_by_its_name_or_else_by_its_headings(db):
    content = csv_of(("memo", "wg", ""), headings=("instrument", "body", "since"))
    assert list(read_file("mandates.csv", content)) == ["mandates"]
    assert list(
        read_file(
            "what-i-made.csv",
            csv_of(
                ("a", "b"),
                headings=(
                    "body",
                    "instrument",
                ),
            ),
            "mandates",
        )
    ) == ["mandates"]
    full = csv_of(("memo", "1", "1"), headings=("instrument", "number", "position"))
    assert list(read_file("mine.csv", full)) == ["provisions"]
    with pytest.raises(RefusedError, match="cannot be recognised"):
        read_file("mine.csv", csv_of(("1",), headings=("slug",)))


def test_unknown_columns_are_told_and_not_read(cast: Cast):
    outcome = outcome_of(countries=[{"code": cast.kz.code, "capital": "Astana"}])
    assert (counts(outcome), outcome.ignored) == ((0, 0, 1, 0), ["capital"])


def test_many_unchanged_rows_take_as_many_queries_as_one(cast: Cast):
    def queries(rows: list[dict[str, str]]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert counts(outcome_of(institutions=rows)) == (0, 0, len(rows), 0)
        return len(captured)

    row = {"code": cast.forestry.code, "country": "KZ", "kind": "committee", "parent": "", "sources": ""}
    one = queries([row])
    for number in range(5):
        Institution.objects.create(code=f"i-{number}", kind="agency", country=cast.kz, parent=cast.forestry)
    rows = [{"code": f"i-{number}", "kind": "agency", "parent": cast.forestry.code} for number in range(5)]
    assert queries([row | one for one in rows]) == one


def test_nothing_is_deleted(cast: Cast, memo: Instrument):
    for kind in ("signature", "adoption"):
        TreatyEvent.objects.create(instrument=memo, kind=kind)
    outcome_of(events=[{"instrument": "memo", "kind": "signature"}])
    assert TreatyEvent.objects.count() == 2
    assert Country.objects.count() + InstitutionName.objects.count() == 0


# Contradictions ------------------------------------------------------------------------------------------------------


def test_a_force_before_every_signature_is_refused_at_its_row(memo: Instrument):
    TreatyEvent.objects.create(instrument=memo, kind="signature", earliest=date(2024, 2, 11), latest=date(2024, 2, 17))
    outcome = outcome_of(events=[{"instrument": "memo", "kind": "entry_into_force", "date": "2024-01"}])
    assert "Sheet “events”. Row 2: This entry into force" in refusal(outcome)
    assert memo.events.count() == 1


def test_relations_in_a_circle_are_refused(memo: Instrument):
    instrument("other")
    rows = [("memo", "other"), ("other", "memo")]
    outcome = outcome_of(relations=[{"instrument": one, "kind": "amends", "other": other} for one, other in rows])
    assert counts(outcome)[3] == 2
    assert not memo.relations.exists()


def test_a_decision_closed_before_its_meeting_is_refused(db):
    Meeting.objects.create(slug="m", title_en="A meeting", kind="session", earliest=date(2025, 3, 1))
    row = {"meeting": "m", "number": "1", "text_en": "Count", "state": "done", "closed_on": "2025-02-01"}
    assert "Sheet “decisions”. Row 2" in str(outcome_of(decisions=[row]).refusals[0])


def test_a_body_established_after_a_member_that_was_stored_before_is_refused_by_the_name_of_the_member(cast: Cast):
    body = Body.objects.create(slug="wg", name_en="Group", kind="working_group")
    body.members.create(country=cast.kz, since_earliest=date(2018, 1, 1), since_latest=date(2018, 1, 1))
    told = refusal(outcome_of(bodies=[{"slug": "wg", "date": "2020"}]))
    assert told.startswith("Kazakhstan: This began")
