"""What a file leaves open is answered on a page, at once or in parts, and only then can it be imported."""

from datetime import date

import pytest
from django.test import Client

from cooperation.models import Institution
from roadmap.choices import ImportState
from roadmap.models import Action, Direction, ImportRun
from tests.cast import Cast
from tests.roadmap.admin.import_desk import (
    BODY,
    DAY,
    DIRECTION,
    NEAR,
    SECTION,
    WORDING,
    at,
    counts,
    look,
    reply,
    say,
    text,
    uploaded,
)
from tests.roadmap.exchange.sheets import csv_of


def imported(desk: Client, run: ImportRun) -> str:
    return text(desk.post(at("confirm", run), follow=True))


def deadline_of(code: str):
    return Action.objects.get(code=code).deadlines.get()


def test_the_questions_stand_with_their_text_their_rows_and_their_choices(desk: Client, told: ImportRun):
    page = look(desk, told, "questions")
    for words in (
        "<q>в двухмесячный срок</q>",
        "rows 7, 8",
        "kz-forestry",
        "a new institution, in Kazakhstan",
        "Животный",
    ):
        assert words in page, words
    assert "Import this" not in look(desk, told)


def test_answered_as_a_whole_it_can_be_imported(desk: Client, cast: Cast, told: ImportRun):
    page = say(desk, told, "questions", **DAY, **BODY, **DIRECTION)
    assert page.redirect_chain[-1][0] == at("change", told)
    assert "Import this" in text(page)
    assert counts(told) == (3, 0, 0)
    imported(desk, told)
    deadline = deadline_of("2")
    assert (deadline.due, deadline.precision, deadline.wording) == (date(2027, 3, 31), "quarter", WORDING)
    made = Action.objects.get(code="2")
    assert [part.institution for part in made.responsibilities.all()] == [cast.forestry]
    assert made.direction.title_ru == "Животный мир"


def test_answers_given_in_parts_are_kept(desk: Client, told: ImportRun):
    page = say(desk, told, "questions", **DAY)
    assert page.redirect_chain[-1][0] == at("questions", told)
    assert "<q>в двухмесячный срок</q>" not in text(page)
    assert "Import this" not in look(desk, told)
    imported(desk, told)
    assert Action.objects.count() == 1
    say(desk, told, "questions", **BODY)
    assert "Import this" in text(say(desk, told, "questions", **DIRECTION))


def test_an_answer_can_be_asked_again(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DAY, **BODY, **DIRECTION)
    (mark,) = {name.partition("-")[0] for name in BODY}
    assert f'value="{mark}"' in look(desk, told, "questions")
    page = say(desk, told, "questions", forget=mark)
    assert page.redirect_chain[-1][0] == at("questions", told)
    assert "Import this" not in look(desk, told)
    told.refresh_from_db()
    assert (told.answers["institutions"], told.plan_digest) == ({}, "")


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ({"how": "undated"}, ("undated", None, "", "")),
        ({"how": "continuous"}, ("continuous", None, "", "")),
        ({"how": "dated", "due": "2027-05-04"}, ("dated", date(2027, 5, 4), "day", "")),
        ({"due": "2027-05-04", "precision": "year"}, ("dated", date(2027, 12, 31), "year", "")),
        ({"how": "recurring", "recurrence": "quarter"}, ("recurring", None, "", "quarter")),
        (
            {"how": "recurring", "recurrence": "year", "until": "2029-12-31"},
            ("recurring", date(2029, 12, 31), "day", "year"),
        ),
    ],
)
def test_each_meaning_of_a_wording_is_written_as_it_was_told(desk: Client, told: ImportRun, said: dict, cells: tuple):
    say(desk, told, "questions", **BODY, **DIRECTION, **reply("deadlines", WORDING, **said))
    imported(desk, told)
    deadline = deadline_of("3")
    assert (deadline.timing, deadline.due, deadline.precision, deadline.recurrence) == cells
    assert deadline.wording == WORDING


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"how": "dated"}, "Write the last day."),
        ({"how": "dated", "due": "31 February"}, "Enter a valid date."),
        ({"how": "dated", "due": "9999-12-31", "precision": "year"}, "less than or equal to"),
        ({"how": "recurring"}, "Choose the period."),
        ({"how": "guessed"}, "is not one of the available choices"),
    ],
)
def test_half_an_answer_is_refused_at_its_place_and_what_was_written_stays(desk: Client, told: ImportRun, said, words):
    page = text(say(desk, told, "questions", **BODY, **reply("deadlines", WORDING, **said)))
    assert words in page
    assert 'value="kz-forestry" id="' in page
    assert "checked" in page
    told.refresh_from_db()
    assert told.answers["institutions"] == {}


def test_another_institution_is_named_by_its_code_or_by_any_name(desk: Client, cast: Cast, told: ImportRun):
    assert cast.ecology
    page = text(say(desk, told, "questions", **reply("institutions", NEAR, choice="?", other="Nobody at all")))
    assert "Nobody at all" in page
    said = reply("institutions", NEAR, other="National Committee on Ecology")
    say(desk, told, "questions", **said)
    told.refresh_from_db()
    assert told.answers["institutions"] == {NEAR: "uz-ecology"}


def test_a_new_institution_is_made_in_the_country_that_was_chosen(desk: Client, cast: Cast, told: ImportRun):
    say(desk, told, "questions", **DAY, **DIRECTION, **reply("institutions", NEAR, choice="+"))
    assert "Комитет лесного хозяства" in look(desk, told)
    assert Institution.objects.filter(country=cast.kz).exclude(code="kz-ministry").count() == 1
    imported(desk, told)
    made = Institution.objects.filter(country=cast.kz).latest("pk")
    assert made.names.get().name_ru == "Комитет лесного хозяства"


def test_an_existing_direction_is_chosen_from_a_list(desk: Client, told: ImportRun):
    code = Direction.objects.first().code
    say(desk, told, "questions", **DAY, **BODY, **reply("directions", SECTION, choice="?", other=code))
    imported(desk, told)
    assert Action.objects.get(code="2").direction.code == code


def test_all_that_is_left_is_answered_at_once(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DIRECTION, rest="deadlines")
    told.refresh_from_db()
    assert told.answers["deadlines"] == {WORDING: {"timing": "undated"}}
    say(desk, told, "questions", rest="institutions")
    told.refresh_from_db()
    assert told.answers["institutions"] == {NEAR: "+"}
    assert "Import this" in look(desk, told)


def test_what_was_answered_beside_it_goes_before_the_answer_to_all(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DAY, **BODY, rest="deadlines")
    told.refresh_from_db()
    assert told.answers["deadlines"][WORDING]["deadline"] == "2027-03-31"


def test_hundreds_of_questions_stand_on_pages_and_are_answered_at_once(desk: Client, cast: Cast):
    rows = [(str(number), "2", f"Action {number}", "kz-forestry", f"в срок {number}") for number in range(1, 121)]
    run = uploaded(desk, cast, csv_of(*rows))
    page = desk.get(at("questions", run))
    assert len(page.context["forms"]) == 50
    assert "Page 1 of 3" in text(page)
    assert len(desk.get(at("questions", run), {"page": "3"}).context["forms"]) == 20
    assert "Import this" in text(say(desk, run, "questions", rest="deadlines"))


def test_who_answers_second_is_told_and_what_was_written_stays_in_the_form(desk: Client, told: ImportRun):
    seen = desk.get(at("questions", told)).context["seen"]
    say(desk, told, "questions", **BODY)
    page = desk.post(at("questions", told), {"seen": seen, **DAY})
    assert "Somebody else has answered meanwhile" in text(page)
    assert 'value="2027-02-10"' in text(page)
    told.refresh_from_db()
    assert (told.answers["deadlines"], told.answers["institutions"]) == ({}, {NEAR: "kz-forestry"})
    again = page.context["seen"]
    desk.post(at("questions", told), {"seen": again, **DAY})
    told.refresh_from_db()
    assert told.answers["deadlines"][WORDING]["deadline"] == "2027-03-31"


def test_who_confirms_what_somebody_else_has_answered_otherwise_is_told(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DAY, **BODY, **DIRECTION)
    digest = desk.get(at("change", told)).context["plan"].digest
    (mark,) = {name.partition("-")[0] for name in BODY}
    say(desk, told, "questions", forget=mark)
    say(desk, told, "questions", **reply("institutions", NEAR, choice="+"))
    page = text(desk.post(at("confirm", told), {"digest": digest}, follow=True))
    assert "has changed since the preview" in page
    assert Action.objects.count() == 1
    assert "Import this" in page


def test_an_import_that_was_written_is_answered_no_more(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DAY, **BODY, **DIRECTION)
    imported(desk, told)
    for name in ("columns", "questions"):
        assert "imported already" in text(desk.get(at(name, told), follow=True))
        assert "imported already" in text(desk.post(at(name, told), {**DAY, "header": "4"}, follow=True))
    assert "imported already" in text(desk.post(at("renew", told), follow=True))
    assert ImportRun.objects.get().state == ImportState.APPLIED


def test_data_that_has_changed_is_looked_at_once_more_without_answering_again(desk: Client, told: ImportRun):
    say(desk, told, "questions", **DAY, **BODY, **DIRECTION)
    first = Direction.objects.first()
    Direction.objects.create(roadmap=first.roadmap, code="7", title_en="Seventh")
    page = look(desk, told)
    assert "has changed since the preview" in page
    assert "Import this" not in page
    assert "Import this" in text(desk.post(at("renew", told), follow=True))
    imported(desk, told)
    assert Action.objects.count() == 4


def test_each_step_is_taken_by_its_own_verb(desk: Client, told: ImportRun):
    assert desk.get(at("renew", told)).status_code == 405
    assert desk.put(at("questions", told)).status_code == 405
    assert desk.delete(at("columns", told)).status_code == 405
    assert desk.post(at("remarks", told)).status_code == 405


@pytest.mark.parametrize("name", ["aigul", "bolat", "gulnara", "hasan"])
def test_the_answers_are_the_secretariats(desk: Client, cast: Cast, told: ImportRun, name: str):
    desk.force_login(getattr(cast, name))
    assert desk.get(at("questions", told)).status_code == 403
    assert desk.post(at("questions", told), DAY).status_code == 403
    assert desk.post(at("renew", told)).status_code == 403
    assert desk.get(at("remarks", told)).status_code == 403


@pytest.mark.parametrize("name", ["questions", "remarks"])
def test_a_stranger_is_asked_to_sign_in(client: Client, told: ImportRun, name: str):
    client.logout()
    assert client.get(at(name, told)).status_code == 302
