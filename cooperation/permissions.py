"""Who may do what in the register. Superusers are bound by the same predicates."""

from django.contrib.auth.models import AnonymousUser

from cooperation.choices import Role
from cooperation.models import User

Someone = User | AnonymousUser


def has_role(user: Someone, *roles: Role) -> bool:
    """Whether an active user has one of the roles."""
    return isinstance(user, User) and user.is_active and user.role in roles


def can_enter_admin(user: Someone) -> bool:
    return isinstance(user, User) and user.is_active and user.role in Role.in_the_admin()


def can_keep_register(user: Someone) -> bool:
    """Countries, institutions, instruments, bodies, meetings, decisions, sites and documents."""
    return has_role(user, Role.SECRETARIAT)


def can_keep_settings(user: Someone) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


def can_keep_accounts(user: Someone) -> bool:
    """Administrators make the first accounts; each coordinator keeps those of the own country, if there is one."""
    return has_role(user, Role.ADMINISTRATOR) or (
        has_role(user, Role.COORDINATOR) and isinstance(user, User) and user.country_id is not None
    )


def can_keep_account(user: Someone, account: User) -> bool:
    """A coordinator keeps reporters, coordinators and observers of the own country."""
    if has_role(user, Role.ADMINISTRATOR):
        return True
    return (
        has_role(user, Role.COORDINATOR)
        and isinstance(user, User)
        and user.country_id is not None
        and account.country_id == user.country_id
        and account.role in {*Role.of_a_country(), Role.OBSERVER}
    )
