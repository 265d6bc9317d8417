"""Who may do what with roadmaps and reports. Superusers are bound by the same predicates."""

from cooperation.choices import Role
from cooperation.models import Institution, User
from cooperation.permissions import Someone, has_role
from roadmap.choices import ReportState
from roadmap.models import Action, ProgressReport


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


def can_consent(user: Someone, action: Action) -> bool:
    """To a revision of the deadline: the coordinator of a country that leads in the action."""
    return (
        isinstance(user, User)
        and has_role(user, Role.COORDINATOR)
        and action.required_parties.filter(country=user.country_id).exists()
    )


def can_see_road(user: Someone, report: ProgressReport) -> bool:
    """Who wrote, submitted, returned and published a report, and why it was returned: the own country's affair."""
    return (
        isinstance(user, User)
        and has_role(user, Role.REPORTER, Role.COORDINATOR)
        and user.country_id is not None
        and user.country_id == report.institution.country_id
    )
