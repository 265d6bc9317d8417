"""What an import would do is known beforehand: new, changed, unchanged, or refused with place and advice."""

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cooperation.exchange.errors import Refusal
from cooperation.models import InstitutionName, Instrument, Provision, Site
from roadmap.models import Action, Deadline, ImportRun
from tests.cast import Cast
from tests.roadmap.exchange.sheets import HEADINGS, counts, csv_of, imported, planned

GOOD = ("3.1", "Monitoring", "Count the saiga", "kz-forestry; uz-ecology", "31.12.2027")


def refusals(cast: Cast, *row: str, headings: tuple[str, ...] = HEADINGS) -> list[Refusal]:
    """Of a file with one good row and one more, of which nothing may be imported."""
    assert cast.count
    content = csv_of(GOOD + ("",) * (len(headings) - len(GOOD)), row, headings=headings)
    before = Action.objects.count(), Deadline.objects.count()
    plan = imported(content)
    assert (Action.objects.count(), Deadline.objects.count(), ImportRun.objects.count()) == (*before, 0)
    return plan.refusals


def with_column(column: str, cell: str) -> dict[str, tuple[str, ...]]:
    return {"row": ("3.2", "2", "A title", "kz-forestry", "", cell), "headings": (*HEADINGS, column)}


def test_a_good_row_is_new(cast: Cast):
    assert cast.count
    plan = planned(csv_of(GOOD))
    assert counts(plan) == (1, 0, 0, 0)
    (new,) = plan.new
    assert (new.row, new.code, new.title, new.cells["direction"]) == (2, "3.1", "Count the saiga", "2")
    assert new.cells["lead"] == "kz-forestry; uz-ecology"


@pytest.mark.parametrize(
    ("row", "place", "message", "advice"),
    [
        (("3.2", "2", "A", "Ministry of Magic", ""), (3, "D", "lead"), "Ministry of Magic", "register"),
        (("3.2", "2", "A", "kz-forestri", ""), (3, "D", "lead"), "kz-forestri", "kz-forestry"),
        (("3.2", "2", "A", "kz-forestry", "31 февраля 2027 года"), (3, "E", "deadline_text"), "impossible", "day"),
        (("3.1", "2", "A", "kz-forestry", ""), (3, "A", "code"), "stands in row 2 already", "own code"),
        (("", "2", "A", "kz-forestry", ""), (3, "A", "code"), "no code", "code that stays"),
        (("a/b", "2", "A", "kz-forestry", ""), (3, "A", "code"), "a/b", "letters, digits"),
        (("..", "2", "A", "kz-forestry", ""), (3, "A", "code"), "..", "letters, digits"),
        (("3" * 31, "2", "A", "kz-forestry", ""), (3, "A", "code"), "31 characters; at most 30", "Shorten"),
        (("3.2", "2", "", "kz-forestry", ""), (3, "C", "title_en"), "no title", "title_ru"),
        (("3.2", "2", "t" * 10_000, "kz-forestry", ""), (3, "C", "title_en"), "10000 characters", "Shorten"),
        (("3.2", "2", "bell\a", "kz-forestry", ""), (3, "C", "title_en"), "control character", "anew"),
        (("3.2", "Forests", "A", "kz-forestry", ""), (3, "B", "direction"), "Forests", "codes"),
        (("3.2", "", "A", "kz-forestry", ""), (3, "B", "direction"), "no direction", "code or title"),
    ],
)
def test_a_bad_cell_is_refused_with_its_place_and_what_to_do(cast: Cast, row, place, message, advice):
    (refusal,) = refusals(cast, *row)
    assert (refusal.row, refusal.column, refusal.heading) == place
    assert message in refusal.message
    assert advice in refusal.advice
    assert f"Row {place[0]}, column {place[1]} ({place[2]})" in str(refusal)


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("deadline", "31.02.2027", "impossible"),
        ("deadline", "soon", "not a date"),
        ("starts_on", "2027-02-31", "impossible"),
        ("timing", "sometimes", "not one of"),
        ("timing", "dated", "last day"),
        ("timing", "recurring", "period"),
        ("deadline_precision", "century", "not one of"),
        ("deadline_precision", "month", "precision"),
        ("offset_days", "-3", "number of days"),
        ("offset_days", "3", "offset"),
        ("visibility", "secret", "not one of"),
        ("provisions", "memorandum#99", "memorandum#99"),
        ("sites", "atlantis", "atlantis"),
    ],
)
def test_other_columns_are_refused_alike(cast: Cast, column: str, cell: str, message: str):
    asked = with_column(column, cell)
    (refusal,) = refusals(cast, *asked["row"], headings=asked["headings"])
    assert (refusal.row, refusal.column) == (3, "F")
    assert message in refusal.message
    assert refusal.advice


def test_a_contradiction_between_deadline_columns_is_refused(cast: Cast):
    headings = (*HEADINGS, "timing", "deadline")
    (refusal,) = refusals(cast, "3.2", "2", "A", "", "", "continuous", "2027-01-01", headings=headings)
    assert (refusal.column, refusal.heading) == ("G", "deadline")


def test_every_fault_of_a_file_is_told_at_once(cast: Cast):
    found = refusals(cast, "", "", "", "Nobody", "31.02.2027")
    assert {refusal.column for refusal in found} == {"A", "B", "C", "D", "E"}


def test_a_new_action_needs_a_column_of_directions(cast: Cast):
    assert cast.count
    (refusal,) = planned(csv_of(("3.1", "A"), headings=("code", "title_en"))).refusals
    assert "direction" in refusal.advice


def test_names_are_resolved_in_any_language_spelling_and_case(cast: Cast):
    assert cast.count
    InstitutionName.objects.create(
        institution=cast.ecology,
        name_uz="Davlat ekologiya qoʻmitasi",
        acronym_ru="ГКЭ",
        spellings="Давлат экология қўмитаси\nEcology Committee",
    )
    for name in ("DAVLAT EKOLOGIYA QO'MITASI", "гкэ", "Давлат экология қўмитаси", "UZ-Ecology"):
        (new,) = planned(csv_of(("3.1", "мониторинг", "A", name, ""))).new
        assert (new.cells["lead"], new.cells["direction"]) == ("uz-ecology", "2")


def test_a_country_leads_by_its_code_or_its_name(cast: Cast):
    assert cast.count
    assert cast.tm
    (new,) = planned(csv_of(("3.1", "2", "A", "TM;Казахстан; uz-ecology", ""))).new
    assert new.cells["lead"] == "TM; KZ; uz-ecology"


def test_a_name_that_fits_two_is_refused_with_both(cast: Cast):
    assert cast.ngo
    for institution in (cast.ngo, cast.forestry):
        InstitutionName.objects.create(institution=institution, name_en="The Committee")
    (refusal,) = refusals(cast, "3.2", "2", "A", "The Committee", "")
    assert "kz-forestry, ngo" in refusal.message
    assert "code" in refusal.advice


def test_provisions_and_sites_are_named_by_code(cast: Cast):
    assert cast.count
    memorandum = Instrument.objects.create(slug="memorandum", kind="memorandum")
    Provision.objects.create(instrument=memorandum, number="3", position=3)
    Site.objects.create(slug="ustyurt", kind="plateau")
    headings = (*HEADINGS, "provisions", "sites")
    (new,) = planned(csv_of((*GOOD, "memorandum#3", "ustyurt"), headings=headings)).new
    assert (new.cells["provisions"], new.cells["sites"]) == ("memorandum#3", "ustyurt")


def test_columns_that_are_not_known_are_named(cast: Cast):
    assert cast.count
    assert planned(csv_of((*GOOD, "x"), headings=(*HEADINGS, "mood"))).ignored == ("mood",)


def test_the_digest_follows_what_would_be_written_over_what(cast: Cast):
    assert cast.count
    content = csv_of(("2.3", "2", "Renamed", "kz-forestry; uz-ecology"), headings=HEADINGS[:4])
    first = planned(content)
    assert counts(first) == (0, 1, 0, 0)
    assert planned(content).digest == first.digest
    Action.objects.filter(code="2.3").update(title_en="Renamed by someone else")
    assert planned(content).digest != first.digest


def test_refusals_speak_the_reader_s_language(cast: Cast, settings, tmp_path):
    messages = tmp_path / "ru" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    write_catalogue(messages / "django.mo", "This row has no code.", "В этой строке нет кода.")
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    translation.trans_real._translations = {}
    try:
        with translation.override("ru"):
            (refusal,) = refusals(cast, "", "2", "A", "kz-forestry", "")
            assert refusal.message == "В этой строке нет кода."
    finally:
        translation.trans_real._translations = {}


def write_catalogue(path, msgid: str, msgstr: str) -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add(msgid, msgstr)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def test_planning_takes_as_many_queries_for_many_rows_as_for_few(cast: Cast):
    def queries(rows: int) -> int:
        content = csv_of(
            *[(f"9.{row}", "2", f"Action {row}", "kz-forestry; uz-ecology", "2027") for row in range(rows)]
        )
        imported(content)
        with CaptureQueriesContext(connection) as captured:
            assert counts(planned(content)) == (0, 0, rows, 0)
        return len(captured)

    assert cast.count
    assert queries(10) == queries(200)


def test_a_wording_that_a_spreadsheet_program_made_a_date_of_stays_as_it_was(cast: Cast):
    assert cast.count
    headings = (*HEADINGS, "timing", "deadline", "deadline_precision")
    row = ("3.1", "2", "Count", "kz-forestry", "October 2027", "dated", "2027-10-31", "month")
    imported(csv_of(row, headings=headings))
    retyped = (*row[:4], "10/01/27", *row[5:])
    assert counts(planned(csv_of(retyped, headings=headings))) == (0, 0, 1, 0)
    (changed,) = planned(csv_of((*row[:4], "10/01/27", "dated", "2027-11-30", "month"), headings=headings)).changed
    assert [change.column for change in changed.proposed_changes] == ["deadline", "deadline_text"]
