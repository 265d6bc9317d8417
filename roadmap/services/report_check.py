"""What a report must have before it can be submitted; each fault is told at its field."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from roadmap.choices import ReportState, Status, Timing
from roadmap.models import Action, ProgressReport
from roadmap.rules.facts import ActionFacts, Limits
from roadmap.rules.occurrence import next_due
from roadmap.rules.schedule import is_behind
from roadmap.rules.state import action_state
from roadmap.services.deliveries import wrong_delivery
from roadmap.services.facts import facts_of, with_facts


def check_draft(report: ProgressReport, today: date) -> None:
    """Raises ValidationError, by field, where a report cannot even be kept: it contradicts itself or its action."""
    _check_draft(report, today, loaded_facts(report))


def _check_draft(report: ProgressReport, today: date, facts: ActionFacts) -> None:
    checks = (_wrong_completion(report), wrong_delivery(report, today, facts), _wrong_round(report))
    if errors := dict(error for check in checks for error in check):
        raise ValidationError(errors)


def check_report(report: ProgressReport, today: date) -> None:
    """Raises ValidationError, by field, where a report cannot be submitted as it is."""
    facts = loaded_facts(report)
    _check_draft(report, today, facts)
    checks = (_missing(report), _wrong_days(report, today), _closed_round(report, today))
    if errors := dict(error for check in checks for error in check):
        raise ValidationError(errors)
    if errors := dict(_unexplained(report, last_day_for(report, facts))):
        raise ValidationError(errors)
    corrected = report.corrects
    if corrected and (corrected.state, corrected.action_id, corrected.institution_id) != (
        ReportState.PUBLISHED,
        report.action_id,
        report.institution_id,
    ):
        raise ValidationError(_("A report corrects a published one of the same institution on the same action."))


def _missing(report: ProgressReport) -> Iterator[tuple[str, str]]:
    if report.by_letter and not report.letter_number:
        yield "letter_number", _("Give the number of the letter on which this report rests.")
    if report.by_letter and report.letter_date is None:
        yield "letter_date", _("Give the day of the letter on which this report rests.")


def _wrong_days(report: ProgressReport, today: date) -> Iterator[tuple[str, str]]:
    if report.as_at > today:
        yield "as_at", _("This day has not come yet.")
    if report.as_at.year < report.action.roadmap.first_year:
        yield "as_at", _("This day is before the roadmap begins.")
    if report.letter_date and report.letter_date > today:
        yield "letter_date", _("This day has not come yet.")


def _wrong_completion(report: ProgressReport) -> Iterator[tuple[str, str]]:
    if report.status == Status.COMPLETED and report.completed_on is None:
        yield "completed_on", _("Say on which day the action was completed.")
    if report.completed_on and report.status != Status.COMPLETED:
        yield "completed_on", _("Only a completed action has a day of completion.")
    if report.completed_on and report.completed_on > report.as_at:
        yield "completed_on", _("The day of completion is after the day that the report describes.")


def _wrong_round(report: ProgressReport) -> Iterator[tuple[str, str]]:
    one, country = report.round, report.institution.country_id
    if one and (one.roadmap_id != report.action.roadmap_id or one.country_id not in {None, country}):
        yield "round", _("This round is not one of this institution’s.")


def _closed_round(report: ProgressReport, today: date) -> Iterator[tuple[str, str]]:
    """A correction keeps the round of what it corrects, whatever has become of that."""
    if report.round and report.corrects is None and not report.round.takes_reports(today):
        yield "round", _("This round has not opened yet, or was called off.")


def _unexplained(report: ProgressReport, last_day: date | None) -> Iterator[tuple[str, str]]:
    """Whoever is behind says why: by a category and in words."""
    if not is_behind(Status(report.status), last_day, report.as_at):
        return
    if not report.challenge:
        yield "challenge", _("The action is behind: name the reason.")
    if not report.challenges.strip():
        yield "challenges", _("The action is behind: say what hinders it.")


def loaded_facts(report: ProgressReport) -> ActionFacts:
    """The facts of a report's action; no limit bears on what is checked here."""
    return facts_of(with_facts(Action.objects.filter(pk=report.action_id)).get(), Limits())


def last_day_for(report: ProgressReport, facts: ActionFacts) -> date | None:
    """The last day by which the report's country was to be done, on the day that it describes: the deadline, or that of
    the first occurrence which neither this report nor an earlier one delivers.
    """
    state = action_state(facts, report.as_at)
    if state.timing != Timing.RECURRING:
        return state.due
    country = report.institution.country
    party = next((one for one in state.parties if country and one.country == country.code), None)
    if party is None:
        return None
    delivered = {delivery.period for delivery in party.delivered}
    if report.period and report.delivered_on:
        delivered.add(report.period)
    return next_due(party.occurrences, delivered)


def is_behind_on(report: ProgressReport, on: date) -> bool:
    """Whether a report as at a day would have to say why the action is not completed yet."""
    return is_behind(Status.IN_PROGRESS, last_day_for(report, loaded_facts(report)), on)


def given_already(report: ProgressReport, pk: int | None = None) -> ProgressReport | None:
    """Another report than that of ``pk`` by the same institution on the same action in the same round."""
    if report.round is None or report.corrects is not None:
        return None
    same = {"action": report.action, "institution": report.institution, "round": report.round}
    others = ProgressReport.objects.filter(corrects=None, **same)
    return others.exclude(pk=pk).first() if pk else others.first()
