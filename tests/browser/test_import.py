"""A plan in Russian with headings that nobody knows is uploaded, told, answered, looked at, imported and undone."""

import pytest
from playwright.sync_api import Page, expect

from cooperation.models import InstitutionName
from roadmap.models import Action, Direction, ImportRun, KnownHeading
from tests.browser.conftest import Open
from tests.browser.test_layout import sticks_out
from tests.cast import Cast
from tests.roadmap.exchange.ministry import plan_of_a_ministry

pytestmark = pytest.mark.browser

LONG = "Monitoring, research and the exchange of data on populations of migrating animals of the plateau"


@pytest.fixture
def story(cast: Cast) -> Cast:
    """The committee bears a Russian name too; the roadmap has an action already."""
    InstitutionName.objects.filter(institution=cast.forestry).update(name_ru="Комитет лесного хозяйства")
    assert cast.count
    return cast


def test_a_plan_with_unknown_headings_is_mapped_answered_imported_and_undone(window: Open, story: Cast):
    page = window(story.farida)
    upload(page, story)
    tell_columns(page)
    expect(page.get_by_role("heading", name="Needs an answer")).to_be_visible()
    expect(page.get_by_role("button", name="Import this")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="Answer the questions").click()
    answer(page)
    expect(page.get_by_role("region", name="New 3")).to_contain_text("Разработать план охраны")
    assert Action.objects.count() == 1
    page.get_by_role("button", name="Import this").click()
    expect(page.get_by_text("Imported: 3 new, 0 changed, 0 proposed deadlines.").first).to_be_visible()
    check_written(story)
    undo(page)
    assert (Action.objects.count(), Direction.objects.filter(title_ru="Животный мир").count()) == (1, 0)


def upload(page: Page, cast: Cast) -> None:
    Direction.objects.filter(roadmap=cast.plateau).update(title_en=LONG)
    page.goto("/admin/roadmap/importrun/add/")
    page.get_by_label("Roadmap:", exact=True).select_option(label="Roadmap of the Plateau")
    page.get_by_label("Whose plan").select_option(label="Committee of Forestry and Wildlife")
    page.get_by_label("Country of new institutions").select_option(label="Kazakhstan")
    file = {"name": "план.xlsx", "mimeType": "application/octet-stream", "buffer": plan_of_a_ministry()}
    page.get_by_label("File").set_input_files(file)
    assert sticks_out(page) == []
    page.get_by_role("button", name="Show what it would do").click()


def tell_columns(page: Page) -> None:
    """Nothing can be planned before it is said which column is which."""
    page.wait_for_url("**/columns/")
    page.get_by_label("Row of the headings").fill("4")
    page.get_by_role("button", name="Show this table").click()
    expect(page.get_by_role("columnheader", name="Что сделать")).to_contain_text("not recognised")
    expect(page.get_by_role("columnheader", name="Деньги")).to_contain_text("hidden in the file")
    page.get_by_label("№ строки").select_option(label="Number as printed")
    page.get_by_label("Что сделать").select_option(label="Title (Russian)")
    page.get_by_label("Кто делает").select_option(label="Responsible: the first of each country leads")
    page.get_by_label("Когда").select_option(label="Deadline as written")
    page.get_by_role("button", name="Save and show what the file would do").click()


def answer(page: Page) -> None:
    """A wording gets a day, a misspelt name the institution that is like it, a section a direction."""
    expect(page.get_by_role("group", name="Животный мир").get_by_role("combobox")).to_contain_text(LONG)
    page.set_viewport_size({"width": 360, "height": 800})
    assert sticks_out(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    wording = page.get_by_role("group", name="в двухмесячный срок")
    wording.get_by_label("Last day:").fill("2026-12-31")
    misspelt = page.get_by_role("group", name="Комитет лесного хозяства")
    misspelt.get_by_label("kz-forestry").check()
    page.get_by_role("group", name="Животный мир").get_by_label("a new direction of the roadmap").check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("button", name="Import this")).to_be_visible()


def check_written(cast: Cast) -> None:
    made = Action.objects.get(title_ru="Разработать план охраны")
    deadline = made.deadlines.get()
    assert (deadline.wording, deadline.due.isoformat()) == ("в двухмесячный срок", "2026-12-31")
    assert [part.institution for part in made.responsibilities.all()] == [cast.forestry]
    assert made.direction.title_ru == "Животный мир"
    known = KnownHeading.objects.filter(institution=cast.forestry)
    assert dict(known.values_list("heading", "column"))["чтосделать"] == "title_ru"


def undo(page: Page) -> None:
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_text("3 new actions are deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone at").first).to_be_visible()
    assert ImportRun.objects.get().undone_by.username == "farida"
