"""Who may do what with roadmaps and reports. Superusers are bound by the same predicates."""

from cooperation.choices import Role
from cooperation.models import Institution, User
from cooperation.permissions import Someone, has_role
from roadmap.choices import DeadlineKind, ReportState
from roadmap.models import Action, Clarification, Deadline, ProgressReport, ReportingRound, Roadmap


def can_keep_roadmaps(user: Someone) -> bool:
    """Roadmaps, actions, proposals of deadlines, imports."""
    return has_role(user, Role.SECRETARIAT)


def can_export_all(user: Someone) -> bool:
    """Exports with what is published among the parties only."""
    return isinstance(user, User) and user.is_active


def speaks_for(user: Someone, institution: Institution) -> bool:
    """A reporter for the own institution, a coordinator for every institution of the own country."""
    if not isinstance(user, User) or institution.country_id is None:
        return False
    if has_role(user, Role.REPORTER):
        return user.institution_id == institution.pk
    return has_role(user, Role.COORDINATOR) and user.country_id == institution.country_id


def can_report(user: Someone, action: Action, institution: Institution) -> bool:
    """Writes reports of an institution that leads in the action."""
    return (
        speaks_for(user, institution)
        and Action.objects.visible_to(user).led_by(institution).filter(pk=action.pk).exists()
    )


def can_edit_report(user: Someone, report: ProgressReport) -> bool:
    """Drafts and returned reports, by whoever speaks for the institution."""
    return report.is_open and speaks_for(user, report.institution)


def can_submit_report(user: Someone, report: ProgressReport) -> bool:
    return can_edit_report(user, report)


def coordinates(user: Someone, institution: Institution) -> bool:
    return has_role(user, Role.COORDINATOR) and speaks_for(user, institution)


def can_return_report(user: Someone, report: ProgressReport) -> bool:
    """A submitted report, by its country's coordinator."""
    return report.state == ReportState.SUBMITTED and coordinates(user, report.institution)


def can_publish_report(user: Someone, report: ProgressReport) -> bool:
    """A submitted report, by its country's coordinator and no one else."""
    return report.state == ReportState.SUBMITTED and coordinates(user, report.institution)


def can_correct_report(user: Someone, report: ProgressReport) -> bool:
    """A published report is corrected by a new one of the same institution."""
    return report.state == ReportState.PUBLISHED and speaks_for(user, report.institution)


def can_withhold(user: Someone, report: ProgressReport) -> bool:
    """What law requires, of a published report and its documents: its country's coordinator and no one else."""
    return report.state == ReportState.PUBLISHED and coordinates(user, report.institution)


def coordinates_lead(user: Someone, action: Action) -> bool:
    """The coordinator of a country that leads in the action."""
    return (
        isinstance(user, User)
        and has_role(user, Role.COORDINATOR)
        and action.required_parties.filter(country=user.country_id).exists()
    )


def can_propose_deadline(user: Someone, action: Action) -> bool:
    """A revision with its reason: the secretariat, and the coordinator of a country that leads in the action."""
    return can_keep_roadmaps(user) or coordinates_lead(user, action)


def can_consent(user: Someone, version: Deadline) -> bool:
    """To a revision of the deadline that no decision has agreed: the coordinator of a country that leads, once."""
    return (
        version.kind == DeadlineKind.REVISION
        and version.decision_id is None
        and coordinates_lead(user, version.action)
        and not version.consents.filter(country=user.country_id).exists()  # type: ignore[union-attr]  # a coordinator is a User
    )


def can_name_decision(user: Someone, version: Deadline) -> bool:
    """The decision that agreed a revision: recorded by the secretariat, once."""
    return version.kind == DeadlineKind.REVISION and version.decision_id is None and can_keep_roadmaps(user)


def can_open_round(user: Someone, roadmap: Roadmap) -> bool:
    """A round of all parties: the secretariat."""
    return can_keep_roadmaps(user)


def can_open_domestic_round(user: Someone, roadmap: Roadmap) -> bool:
    """A round of the own country: the coordinator of a party of the roadmap."""
    return is_party(user, roadmap)


def keeps_round(user: Someone, one: ReportingRound) -> bool:
    """Whoever may open such a round: the secretariat, or the coordinator of its country."""
    if one.country_id is None:
        return can_open_round(user, one.roadmap)
    return can_open_domestic_round(user, one.roadmap) and one.country_id == user.country_id  # type: ignore[union-attr]  # a coordinator is a User


def can_call_off_round(user: Someone, one: ReportingRound) -> bool:
    """Once, by whoever may open such a round."""
    return one.called_off_at is None and keeps_round(user, one)


def is_party(user: Someone, roadmap: Roadmap) -> bool:
    """The coordinator of a country that is a party of the roadmap."""
    return (
        isinstance(user, User)
        and has_role(user, Role.COORDINATOR)
        and roadmap.parties.filter(country=user.country_id).exists()
    )


def can_ask(user: Someone, report: ProgressReport) -> bool:
    """For clarification of a published report: the coordinator of another party of the roadmap."""
    return (
        report.state == ReportState.PUBLISHED
        and is_party(user, report.action.roadmap)
        and report.institution.country_id != user.country_id  # type: ignore[union-attr]  # a coordinator is a User
    )


def can_answer(user: Someone, clarification: Clarification) -> bool:
    """Once, by the coordinator of the country whose report it is."""
    return clarification.answered_at is None and coordinates(user, clarification.report.institution)


def can_show_to_everyone(user: Someone, clarification: Clarification) -> bool:
    """What was asked and answered, if the answering country agrees."""
    return (
        clarification.answered_at is not None
        and clarification.public_at is None
        and coordinates(user, clarification.report.institution)
    )


def can_see_road(user: Someone, report: ProgressReport) -> bool:
    """Who wrote, submitted, returned and published a report, and why it was returned: the own country's affair."""
    return (
        isinstance(user, User)
        and has_role(user, Role.REPORTER, Role.COORDINATOR)
        and user.country_id is not None
        and user.country_id == report.institution.country_id
    )
