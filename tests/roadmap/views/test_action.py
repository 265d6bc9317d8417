"""The page of an action tells what was published, and nothing that was not."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Visibility
from cooperation.models import Decision, InstitutionName, Instrument, Meeting, Provision, Site
from roadmap.choices import DeadlineKind, Precision, ReportState, Status
from roadmap.models import Action, Deadline, Ending, Evidence, Milestone
from roadmap.services import deadlines
from tests.cast import LIMITS, NOW, TODAY, Cast, paper, published, refresh, report

pytestmark = pytest.mark.usefixtures("on_the_day")
PAGE = "/en/roadmaps/plateau/actions/2.3/"


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def completed(cast: Cast, **columns):
    return published(
        cast.count,
        cast.forestry,
        cast.bolat,
        as_at=date(2026, 10, 14),
        status=Status.COMPLETED,
        completed_on=date(2026, 10, 14),
        percent=100,
        **columns,
    )


def decision() -> Decision:
    meeting = Meeting.objects.create(slug="aktau", title_en="Meeting in Aktau", kind="session")
    return Decision.objects.create(meeting=meeting, number="4", text_en="To move the count.")


def test_it_shows_what_each_country_says_and_what_follows(client: Client, cast: Cast):
    completed(cast, achievements="Flown over 11 transects.", letter_number="04-12/881", signatory="B. Director")
    page = text(client)
    for words in (
        "completed by 1 of 2",
        "In progress",
        "Completed",
        "No information",
        "Has not reported yet.",
        "Flown over 11 transects.",
        "letter 04-12/881",
        "signed by B. Director",
        "entered by the coordinator on the basis of a letter",
        "http://127.0.0.1:8000/en/roadmaps/plateau/actions/2.3/",
    ):
        assert words in page, words


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED])
def test_an_unpublished_report_never_shows_not_even_to_its_author(client: Client, cast: Cast, state: ReportState):
    made = report(cast.count, cast.forestry, cast.aigul, state=state, achievements="A secret flight.", signatory="X.Y.")
    Evidence.objects.create(report=made, title="A secret map", sha256="a" * 64, recorded_at=NOW)
    for someone in (None, cast.aigul, cast.bolat, cast.hasan):
        if someone:
            client.force_login(someone)
        page = text(client)
        assert "secret" not in page
        assert "X.Y." not in page
        assert "completed by 0 of 2" in page


def test_an_action_among_the_parties_does_not_exist_for_visitors(client: Client, cast: Cast):
    Action.objects.filter(pk=cast.count.pk).update(visibility=Visibility.PARTIES)
    assert client.get(PAGE).status_code == 404
    client.force_login(cast.hasan)
    assert client.get(PAGE).status_code == 200


def test_an_action_of_a_roadmap_among_the_parties_does_not_exist_for_visitors(client: Client, cast: Cast):
    assert cast.count
    cast.plateau.visibility = Visibility.PARTIES
    cast.plateau.save()
    assert client.get(PAGE).status_code == 404
    client.force_login(cast.hasan)
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("code", ["9.9", "2.30", "%00", "2.3%00x"])
def test_an_unknown_code_is_not_found(client: Client, cast: Cast, code: str):
    assert cast.count
    assert client.get(f"/en/roadmaps/plateau/actions/{code}/").status_code == 404


def test_confidential_evidence_is_shown_to_those_who_sign_in_alone(client: Client, cast: Cast):
    completed(
        cast,
        evidence=[
            paper("Open map", sha256="ab" * 32, file="evidence/ab/x", size=10),
            paper("Border posts", sha256="c" * 64, confidentiality=Visibility.PARTIES),
            paper("On the web", url="https://example.org/map"),
        ],
    )
    page = text(client)
    assert f"/evidence/{'ab' * 32}/" in page
    assert "SHA-256 <code>abababababab…</code>" in page
    assert 'href="https://example.org/map"' in page
    assert "Border posts" not in page
    client.force_login(cast.hasan)
    assert "Border posts" in text(client)


def test_withheld_evidence_leaves_its_hash_day_and_ground(client: Client, cast: Cast):
    withheld = {"withheld_on": date(2026, 11, 20), "withheld_ground": "personal data"}
    completed(cast, evidence=[paper("Names of rangers", sha256="d" * 64, **withheld)])
    page = text(client)
    assert "Withheld on 20 November 2026: personal data" in page
    assert "Names of rangers" not in page
    assert "SHA-256 <code>dddddddddddd…</code>" in page


def test_the_deadline_shows_original_revision_slip_reason_and_decision(client: Client, cast: Cast):
    revision = deadlines.add_version(
        Deadline(
            action=cast.count,
            due=date(2027, 3, 31),
            precision=Precision.QUARTER,
            wording="I квартал 2027 г.",
            reason="No aircraft in autumn.",
        ),
        NOW,
        TODAY,
        LIMITS,
    )
    announced = text(client)
    assert "announced, not agreed" in announced
    deadlines.agree_by_decision(revision, decision(), date(2026, 11, 20), NOW, TODAY, LIMITS)
    page = text(client)
    for words in (
        "31 December 2026",
        "31 March 2027",
        "(first quarter of 2027)",
        "90 days later than the original",
        "As proposed: “I квартал 2027 г.”",
        "Reason: No aircraft in autumn.",
        "Agreed on 20 November 2026 by decision 4 of Meeting in Aktau.",
        "128 days left",
    ):
        assert words in page, words
    assert "announced, not agreed" not in page


def test_a_revision_by_consent_names_the_countries_and_is_flagged_after_the_fact(client: Client, cast: Cast):
    action = cast.action("3", leads=[cast.forestry], due=date(2026, 11, 1))
    revision = deadlines.add_version(
        Deadline(action=action, due=date(2026, 12, 31), precision=Precision.DAY, reason="Snow."), NOW, TODAY, LIMITS
    )
    deadlines.consent(revision, cast.kz, TODAY, "letter 7", NOW, TODAY, LIMITS, cast.bolat)
    page = text(client, "/en/roadmaps/plateau/actions/3/")
    assert "Agreed on 23 November 2026 by the consent of every country that leads." in page
    assert "Kazakhstan consented on 23 November 2026. Basis: letter 7." in page
    assert "agreed after the former date had passed" in page


def test_a_correction_is_told_beside_what_it_corrects(client: Client, cast: Cast):
    deadlines.add_version(
        Deadline(
            action=cast.count,
            kind=DeadlineKind.CORRECTION,
            corrects=cast.count.deadlines.get(),
            due=date(2027, 12, 31),
            precision=Precision.DAY,
            reason="A digit was wrong.",
        ),
        NOW,
        TODAY,
        LIMITS,
    )
    page = text(client)
    assert "Slip of the pen corrected on 23 November 2026: A digit was wrong." in page
    assert "31 December 2027" in page
    assert "later than the original" not in page


def test_a_late_country_is_named_with_the_day_since_which_it_is_late(client: Client, cast: Cast):
    cast.action("3", leads=[cast.forestry, cast.ecology], due=date(2026, 6, 30))
    page = text(client, "/en/roadmaps/plateau/actions/3/")
    assert "waits for Kazakhstan and Uzbekistan" in page
    assert "since 1 July 2026" in page
    assert "146 days past the deadline" in page


def test_milestones_provisions_sites_and_endings_are_told(client: Client, cast: Cast):
    instrument = Instrument.objects.create(slug="memo", title_en="Memorandum of 2024", kind="memorandum")
    cast.count.provisions.add(
        Provision.objects.create(instrument=instrument, number="1", position=1, title_en="To count")
    )
    cast.count.sites.add(Site.objects.create(slug="ustyurt", name_en="Ustyurt", kind="plateau"))
    milestone = Milestone.objects.create(
        action=cast.count, number=1, title_en="Method agreed", due=date(2026, 1, 31), precision=Precision.MONTH
    )
    completed(cast, reached={milestone: date(2026, 2, 20)})
    Ending.objects.create(
        action=cast.count,
        country=cast.uz,
        outcome=Status.WITHDRAWN,
        decision=decision(),
        on=date(2026, 11, 1),
        recorded_at=NOW,
    )
    refresh(cast.count)
    page = text(client)
    for words in (
        'href="/en/agreements/memo/#provision-1"',
        "Ustyurt",
        "Method agreed",
        "January 2026",
        "Kazakhstan, 20 February 2026",
        "from 1 November 2026, by decision 4 of Meeting in Aktau.",
        "completed by 1 of 1",
    ):
        assert words in page, words


def test_a_correction_stands_in_the_place_of_what_it_corrects_and_both_stay(client: Client, cast: Cast):
    first = published(cast.count, cast.forestry, cast.bolat, achievements="Eleven transects.")
    published(cast.count, cast.forestry, cast.bolat, achievements="Twelve transects.", corrects=first)
    response = client.get(PAGE)
    (card, _) = response.context["story"].countries
    assert [one.achievements for one in card.reports] == ["Twelve transects."]
    page = response.content.decode()
    assert "Eleven transects." in page
    assert "corrected by a later report" in page


def test_an_institution_stands_under_the_name_that_it_bore_at_the_time(client: Client, cast: Cast):
    published(cast.count, cast.ecology, cast.eldor, as_at=date(2025, 6, 1), at=datetime(2025, 6, 2, tzinfo=UTC))
    InstitutionName.objects.create(
        institution=cast.ecology, name_en="Ministry of Nature", since_earliest=date(2026, 1, 1)
    )
    page = text(client)
    record = page[page.index("Record of reports") :]
    assert "National Committee on Ecology" in record[: record.index("</table>")]
    assert "Ministry of Nature (Uzbekistan)" in record


def test_the_state_of_another_day_is_named_and_leaves_out_what_came_later(client: Client, cast: Cast):
    completed(cast, achievements="Flown over 11 transects.")
    page = text(client, f"{PAGE}?on=2026-10-01")
    assert "The state on 1 October 2026." in page
    assert "Flown over" not in page
    page = text(client, f"{PAGE}?known=2026-11-22")
    assert "recorded by the end of 22 November 2026, Tashkent time" in page
    assert "Flown over" not in page
    assert "Flown over" in text(client, f"{PAGE}?known=2026-11-23")


@pytest.mark.parametrize("query", ["on=yesterday", "known=2026-13-01"])
def test_a_date_that_is_none_answers_400(client: Client, cast: Cast, query: str):
    assert cast.count
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert "is not a date" in response.content.decode()


def test_a_text_is_shown_as_text(client: Client, cast: Cast):
    completed(cast, achievements="<script>alert(1)</script>")
    assert "<script>alert" not in text(client)


def test_it_takes_as_many_queries_for_many_reports_as_for_one(client: Client, cast: Cast):
    completed(cast)
    with CaptureQueriesContext(connection) as with_one:
        client.get(PAGE)
    for day in range(1, 21):
        published(cast.count, cast.ecology, cast.eldor, as_at=date(2026, 10, day), evidence=[paper("Letter")])
    with CaptureQueriesContext(connection) as with_many:
        client.get(PAGE)
    assert len(with_many) == len(with_one)
