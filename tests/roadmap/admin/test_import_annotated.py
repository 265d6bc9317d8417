"""A file is given back with remarks: its table as it was, each remark on its cell, and all of them in a list."""

import io

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cooperation.exchange.errors import Refusal
from cooperation.exchange.escape import restore, unpack
from cooperation.exchange.sheet import Merge, Row, Sheet
from cooperation.exchange.workbook import read_workbook
from roadmap.exchange.annotated import MOST, annotated
from roadmap.exchange.asking import Asker
from roadmap.exchange.institutions import Directory
from roadmap.exchange.known import Known
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan import Change, ChangedAction, Plan
from roadmap.exchange.questions import Answers, Note, Question
from roadmap.exchange.remarks import KINDS, remarks_of
from tests.cast import Cast
from tests.roadmap.admin.import_desk import at, columns, say, uploaded
from tests.roadmap.exchange.ministry import plan_of_a_ministry
from tests.roadmap.exchange.sheets import csv_of

HEADINGS = ("№", "Мероприятие", "Срок")
ROWS = (
    Row(1, ("ПЛАН",)),
    Row(3, HEADINGS),
    Row(4, ("1", "Учёт", "в срок")),
    Row(7, ("1.10", "=1+1", "31.02.2027")),
)
SHEET = Sheet("План/1", ROWS, (Merge(1, 0, 1, 2),))


def plan_of(sheet: Sheet = SHEET, changed: tuple = (), questions: tuple = (), **said) -> Plan:
    """A plan of these rows with what is refused, asked and noticed."""
    places = {0: "number", 1: "title_ru", 2: "deadline_text"}
    layout = Layout(sheet, (3,), HEADINGS, places, {})
    asker = Asker(Answers(), asks=True, **said)
    for question in questions:
        asker.ask(question)
    return Plan("plateau", None, Known(Directory(), {}, {}), layout, asker, changed=list(changed))


def book_of(plan: Plan) -> Workbook:
    return load_workbook(io.BytesIO(annotated(plan)))


def comment(cell) -> str:
    return cell.comment.text if cell.comment else ""


@pytest.mark.same_everywhere
def test_the_table_stands_at_its_own_rows_and_columns_as_text_with_what_is_merged():
    sheet = book_of(plan_of()).worksheets[0]
    assert [cell.value for cell in sheet[3]] == list(HEADINGS)
    assert [cell.value for cell in sheet[5]] == [None, None, None]
    assert (sheet["A7"].value, sheet["A7"].data_type, sheet["A7"].number_format) == ("1.10", "s", "@")
    assert (sheet["B7"].value, sheet["B7"].data_type) == ("'=1+1", "s")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["B3"].font.bold


@pytest.mark.same_everywhere
def test_each_remark_stands_on_its_cell_with_a_word_and_a_colour():
    refusal = Refusal("Impossible day.", "Write another.", 7, "C", "Срок")
    question = Question("deadlines", "в срок", "в срок", (4,), "C", "Срок")
    change = ChangedAction(4, "1", 1, (Change("title_ru", "Перепись", "Учёт"),))
    plan = plan_of(
        changed=(change,),
        refusals=[refusal],
        questions=(question,),
        notes=[Note("cleaned", "Уч-ёт → Учёт", 7, "B", "Мероприятие"), Note("hidden", "The sheet is hidden.")],
    )
    sheet = book_of(plan).worksheets[0]
    cells = {"C7": "Refused. Impossible day. Write another.", "C4": "Needs an answer. “в срок”"}
    cells |= {"B4": "Changed. Title (Russian): “Перепись” → “Учёт”", "B7": "Noticed. Cleaned: Уч-ёт", "A3": "Noticed."}
    for place, words in cells.items():
        assert words in comment(sheet[place]), place
        assert sheet[place].comment.author == "Ustyurt Tracker"
    assert len({sheet[place].fill.start_color.rgb for place in ("C7", "C4", "B4", "B7")}) == 4
    commented = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == set(cells)


@pytest.mark.same_everywhere
def test_several_remarks_on_a_cell_stand_below_each_other_the_gravest_first():
    plan = plan_of(
        refusals=[Refusal("Impossible.", "Mend it.", 7, "C", "Срок")], notes=[Note("cleaned", "a → b", 7, "C", "Срок")]
    )
    cell = book_of(plan).worksheets[0]["C7"]
    assert comment(cell).split("\n\n") == ["Refused. Impossible. Mend it.", "Noticed. Cleaned: a → b"]
    assert cell.comment.height > 60
    alone = book_of(plan_of(refusals=[Refusal("Impossible.", "", 7, "C", "Срок")])).worksheets[0]["C7"]
    assert cell.fill.start_color.rgb == alone.fill.start_color.rgb


@pytest.mark.same_everywhere
def test_what_concerns_a_whole_row_stands_on_its_first_filled_cell():
    sheet = Sheet("", (*ROWS, Row(9, ("", "", "в срок"))))
    plan = plan_of(sheet, refusals=[Refusal("No title.", "Write one.", 9)])
    assert "No title." in comment(book_of(plan).worksheets[0]["C9"])


@pytest.mark.same_everywhere
def test_all_remarks_are_listed_with_their_place():
    plan = plan_of(refusals=[Refusal("Impossible.", "Mend it.", 7, "C", "Срок")], notes=[Note("joined", "Read.", 4)])
    book = book_of(plan)
    assert book.sheetnames == ["План 1", "Remarks"]
    rows = [[cell.value for cell in row] for row in book["Remarks"].iter_rows()]
    assert rows[1:] == [
        ["Noticed", 4, None, None, "Rows read together: Read.", None],
        ["Refused", 7, "C", "Срок", "Impossible.", "Mend it."],
    ]


@pytest.mark.same_everywhere
def test_the_words_are_the_readers():
    plan = plan_of(refusals=[Refusal("Impossible.", "Mend it.", 7, "C", "Срок")])
    with override("ru"):
        russian = comment(book_of(plan).worksheets[0]["C7"])
    assert "Impossible. Mend it." in russian


@pytest.mark.same_everywhere
def test_only_the_first_thousands_of_remarks_are_given():
    notes = [Note("cleaned", str(number), 4, "B", "Мероприятие") for number in range(MOST + 50)]
    plan = plan_of(notes=notes)
    assert len(remarks_of(plan)) == MOST + 50
    assert book_of(plan)["Remarks"].max_row == MOST + 1
    assert len(comment(book_of(plan).worksheets[0]["B4"])) < 2_100


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@pytest.mark.same_everywhere
@given(rows=st.lists(st.lists(TEXT, max_size=4), max_size=5), said=st.lists(TEXT, max_size=3), title=TEXT)
def test_any_text_in_cells_and_remarks_is_given_back_as_text(rows, said, title):
    sheet = Sheet(title, (Row(3, HEADINGS), *(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=5))))
    notes = [Note("cleaned", text, 5 + place, "B", text) for place, text in enumerate(said)]
    made = book_of(plan_of(sheet, notes=notes)).worksheets[0]
    for number, cells in enumerate(rows, start=5):
        for place, text in enumerate(cells, start=1):
            cell = made.cell(number, place)
            assert cell.data_type in ("s", "inlineStr") or not cell.value
            kept = "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff\x7f")
            given_back = restore(unpack(cell.value or ""))
            assert "".join(sign for sign in given_back if sign >= " " and sign not in "\ufffd\x7f") == kept.replace(
                "\ufffd", ""
            )


# In the admin ---------------------------------------------------------------------------------------------------------


def remarks(desk: Client, run) -> Workbook:
    response = desk.get(at("remarks", run))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return load_workbook(io.BytesIO(response.content))


def test_a_ministrys_plan_is_given_back_with_what_it_leaves_open(desk: Client, cast: Cast):
    run = uploaded(desk, cast, plan_of_a_ministry(), "план.xlsx")
    say(desk, run, "columns", **columns())
    book = remarks(desk, run)
    assert "Needs an answer. “в двухмесячный срок”" in comment(book["План"]["D7"])
    kinds = {cell.value for cell in book["Remarks"]["A"][1:]}
    assert {"Needs an answer", "Noticed"} == kinds


def test_what_is_given_back_can_be_mended_and_uploaded_again(desk: Client, cast: Cast):
    run = uploaded(desk, cast, csv_of(("3.1", "2", "", "kz-forestry", "31.12.2027")))
    book = remarks(desk, run)
    assert "Refused." in comment(book.worksheets[0]["C2"])
    book.worksheets[0]["C2"] = "A title"
    file = io.BytesIO()
    book.save(file)
    again = uploaded(desk, cast, file.getvalue(), "again.xlsx")
    assert (again.new, bool(again.plan_digest)) == (1, True)


def test_a_file_of_which_nothing_can_be_told_has_no_remarks(desk: Client, cast: Cast):
    run = uploaded(desk, cast, plan_of_a_ministry(), "план.xlsx")
    assert desk.get(at("remarks", run)).status_code == 302


@pytest.mark.same_everywhere
def test_every_kind_of_remark_has_its_word():
    plan = plan_of()
    assert remarks_of(plan) == []
    assert len(set(KINDS)) == 4
    assert read_workbook(annotated(plan))[0].rows[1].cells == HEADINGS
