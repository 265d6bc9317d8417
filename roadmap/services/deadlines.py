"""Deadlines: a revision is proposed with a reason, and agreed by a decision or by every required party's consent."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import Country, Decision, User
from roadmap.choices import DeadlineKind
from roadmap.models import Action, Consent, Deadline
from roadmap.rules.facts import Limits
from roadmap.rules.state import action_state
from roadmap.services.facts import facts_of, with_facts
from roadmap.services.recompute import recompute


def announced(on: date, limits: Limits) -> list[Deadline]:
    """The revisions that nobody has agreed yet, the latest first, in a constant number of queries."""
    undecided = Deadline.objects.filter(kind=DeadlineKind.REVISION, decision__isnull=True)
    keys = [
        version.key
        for action in with_facts(Action.objects.filter(pk__in=undecided.values("action")))
        for version in action_state(facts_of(action, limits), on).timetable.announced
    ]
    versions = Deadline.objects.filter(pk__in=keys).select_related("action__roadmap")
    return list(versions.prefetch_related("consents__country").order_by("-recorded_at", "-pk"))


@transaction.atomic
def add_version(version: Deadline, now: datetime, today: date, limits: Limits, by: User | None = None) -> Deadline:
    """Records an original, a proposed revision or a correction. Raises ValidationError."""
    if version.kind != DeadlineKind.ORIGINAL and not version.reason.strip():
        raise ValidationError({"reason": _("Say why the deadline is to change.")})
    version.recorded_at, version.recorded_by = now, by
    version.full_clean()
    version.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return version


@transaction.atomic
def agree_by_decision(
    version: Deadline, decision: Decision, decided_on: date, now: datetime, today: date, limits: Limits
) -> Deadline:
    """Records the decision that agreed a revision; it becomes current. Raises ValidationError."""
    version = Deadline.objects.select_for_update().get(pk=version.pk)
    if version.kind != DeadlineKind.REVISION or version.decision_id:
        raise ValidationError(_("Only a revision that is not agreed yet can be agreed."))
    if decided_on > today:
        raise ValidationError({"decided_on": _("This day has not come yet.")})
    version.decision, version.decided_on, version.decision_recorded_at = decision, decided_on, now
    version.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return version


@transaction.atomic
def consent(
    version: Deadline, country: Country, on: date, basis: str, now: datetime, today: date, limits: Limits, by: User
) -> Consent:
    """Records a country's consent; with the last one the revision becomes current. Raises ValidationError."""
    if version.kind != DeadlineKind.REVISION:
        raise ValidationError(_("Only a revision that is not agreed yet can be agreed."))
    if on > today:
        raise ValidationError({"on": _("This day has not come yet.")})
    if not version.action.required_parties.filter(country=country).exists():
        raise ValidationError({"country": _("Only a country that leads in the action consents.")})
    given = Consent(deadline=version, country=country, on=on, basis=basis, recorded_at=now, recorded_by=by)
    given.full_clean()
    given.save()
    recompute(Action.objects.filter(pk=version.action_id), today, limits)
    return given
