"""The trail of what the services do: with the moment that they are given, and the person."""

from datetime import date, timedelta

from cooperation.models import Decision, Meeting
from roadmap.models import Consent, Deadline, Milestone, MilestoneReached, ProgressReport
from roadmap.services import deadlines, reporting
from tests.cast import LIMITS, NOW, TODAY, Cast, report

HOUR = timedelta(hours=1)


def told(record) -> list[tuple]:
    """Kind, moment and person of each entry of a record."""
    entries = type(record).history.filter(id=record.pk).order_by("history_id")
    return list(entries.values_list("history_type", "history_date", "history_user__username"))


def test_the_road_of_a_report_is_told_step_by_step(cast: Cast):
    draft = ProgressReport(
        action=cast.count, institution=cast.forestry, as_at=date(2026, 11, 1), status="in_progress", language="en"
    )
    made = reporting.write(draft, reporting.Papers(), cast.aigul, NOW)
    made.percent = 40
    reporting.write(made, reporting.Papers(), cast.aigul, NOW + HOUR)
    reporting.write(made, reporting.Papers(), cast.aigul, NOW + 2 * HOUR)  # changes nothing
    reporting.submit(made, cast.aigul, NOW + 3 * HOUR, TODAY)
    reporting.give_back(made, cast.bolat, NOW + 4 * HOUR, "Add the map.")
    reporting.submit(made, cast.aigul, NOW + 5 * HOUR, TODAY)
    reporting.publish(made, cast.bolat, NOW + 6 * HOUR, TODAY, LIMITS)
    assert told(made) == [
        ("+", NOW, "aigul"),
        ("~", NOW + HOUR, "aigul"),
        ("~", NOW + 3 * HOUR, "aigul"),
        ("~", NOW + 4 * HOUR, "bolat"),
        ("~", NOW + 5 * HOUR, "aigul"),
        ("~", NOW + 6 * HOUR, "bolat"),
    ]


def test_milestones_that_a_report_names_as_before_leave_no_trail(cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    plan, count = (Milestone.objects.create(action=cast.count, number=n, title_en=str(n)) for n in (1, 2))
    first, later = date(2026, 10, 1), date(2026, 10, 2)
    for number, reached in enumerate(({plan: first}, {plan: first, count: first}, {count: later})):
        reporting.write(draft, reporting.Papers(reached), cast.aigul, NOW + number * HOUR)
    entries = MilestoneReached.history.order_by("history_id")
    assert list(entries.values_list("milestone", "history_type", "on", "history_date")) == [
        (plan.pk, "+", first, NOW),
        (count.pk, "+", first, NOW + HOUR),
        (plan.pk, "-", first, NOW + 2 * HOUR),
        (count.pk, "~", later, NOW + 2 * HOUR),
    ]


def test_a_deadline_is_told_from_its_proposal_to_its_agreement(cast: Cast):
    revision = Deadline(action=cast.count, due=date(2027, 12, 31), precision="day", reason="No aircraft.")
    made = deadlines.add_version(revision, NOW, TODAY, LIMITS, cast.farida)
    given = deadlines.consent(made, cast.kz, TODAY, "No. 1", NOW + HOUR, TODAY, LIMITS, cast.bolat)
    meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="ministers")
    decision = Decision.objects.create(meeting=meeting, number="4", text_en="Moved")
    deadlines.agree_by_decision(made, decision, TODAY, NOW + 2 * HOUR, TODAY, LIMITS)
    assert told(made) == [("+", NOW, "farida"), ("~", NOW + 2 * HOUR, None)]
    assert told(Consent.objects.get(pk=given.pk)) == [("+", NOW + HOUR, "bolat")]
