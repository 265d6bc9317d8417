"""Deadlines: a revision is proposed with a reason, and agreed by a decision or by every required party's consent."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.models import Country, Decision, User
from cooperation.models.occasion import on_record
from roadmap.choices import DeadlineKind
from roadmap.models import Action, Consent, Deadline, RequiredParty
from roadmap.models.action import ActionQuerySet
from roadmap.rules.deadline import Timetable
from roadmap.rules.facts import Limits
from roadmap.rules.state import action_state
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.recompute import recompute


def announced(on: date, limits: Limits) -> list[Deadline]:
    """The revisions that may still be agreed, the latest first, in a constant number of queries."""
    undecided = Deadline.objects.filter(kind=DeadlineKind.REVISION, decision__isnull=True)
    keys = [
        version.key
        for history in histories(Action.objects.filter(pk__in=undecided.values("action")), on, limits).values()
        for version in history.announced
    ]
    versions = Deadline.objects.filter(pk__in=keys).select_related("action__roadmap")
    return list(versions.prefetch_related("consents__country").order_by("-recorded_at", "-pk"))


def awaiting_consent(country: Country | None, on: date, limits: Limits) -> list[Deadline]:
    """The revisions that may still be agreed, in whose actions the country leads, and to which it has not consented."""
    leading = set(RequiredParty.objects.filter(country=country).values_list("action", flat=True))
    return [
        version
        for version in announced(on, limits)
        if version.action_id in leading and country not in {consent.country for consent in version.consents.all()}
    ]


def with_announced(actions: Iterable[Action], on: date, limits: Limits, known: date | None = None) -> set[int]:
    """The keys of those actions for which a revision is announced on a day, in a constant number of queries."""
    proposed = Deadline.objects.filter(kind=DeadlineKind.REVISION, action__in=[action.pk for action in actions])
    found = histories(Action.objects.filter(pk__in=proposed.values("action")), on, limits, known)
    return {key for key, history in found.items() if history.announced}


def histories(actions: ActionQuerySet, on: date, limits: Limits, known: date | None = None) -> dict[int, Timetable]:
    """How the deadline of each action stands on a day, by the action's key."""
    return {action.pk: action_state(facts_of(action, limits), on, known).timetable for action in with_facts(actions)}


@on_record
def add_version(version: Deadline, now: datetime, today: date, limits: Limits, by: User | None = None) -> Deadline:
    """Records an original, a proposed revision or a correction. Raises ValidationError."""
    if version.kind != DeadlineKind.ORIGINAL and not version.reason.strip():
        raise ValidationError({"reason": _("Say why the deadline is to change.")})
    version.recorded_at, version.recorded_by = now, by
    version.set_span()
    version.full_clean()
    version.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return version


@on_record
def agree_by_decision(
    version: Deadline, decision: Decision, decided_on: date, now: datetime, today: date, limits: Limits
) -> Deadline:
    """Records the decision that agreed a revision; it becomes current. Raises ValidationError."""
    version = _to_be_agreed(version, "decided_on", decided_on, today, limits)
    version.decision, version.decided_on, version.decision_recorded_at = decision, decided_on, now
    version.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return version


@on_record
def consent(
    version: Deadline, country: Country, on: date, basis: str, now: datetime, today: date, limits: Limits, by: User
) -> Consent:
    """Records a country's consent; with the last one the revision becomes current. Raises ValidationError."""
    version = _to_be_agreed(version, "on", on, today, limits)
    if not version.action.required_parties.filter(country=country).exists():
        raise ValidationError({"country": _("Only a country that leads in the action consents.")})
    given = Consent(deadline=version, country=country, on=on, basis=basis.strip(), recorded_at=now, recorded_by=by)
    given.full_clean()
    given.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return given


def _to_be_agreed(version: Deadline, field: str, day: date, today: date, limits: Limits) -> Deadline:
    """The revision as it is stored, with its action locked: of two people who agree at once the second one waits.

    Raises ValidationError where it cannot be agreed on that day.
    """
    Action.objects.select_for_update().get(pk=version.action_id)
    version = Deadline.objects.select_related("action").get(pk=version.pk)
    (history,) = histories(Action.objects.filter(pk=version.action_id), today, limits).values()
    if version.kind != DeadlineKind.REVISION or version.decision_id or history.step_of(version.pk):
        raise ValidationError(_("Only a revision that is not agreed yet can be agreed."))
    if day > today:
        raise ValidationError({field: _("This day has not come yet.")})
    overtaken_by = history.overtaken_by(version.pk)
    if overtaken_by and overtaken_by.agreed_on and day > overtaken_by.agreed_on:
        raise ValidationError({field: _("By this day another revision had been agreed. Propose this one anew.")})
    return version
