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
    """A coordinator keeps reporters, coordinators and observers of the own country; as kept, so it must stay."""
    if has_role(user, Role.ADMINISTRATOR):
        return True
    return (
        has_role(user, Role.COORDINATOR)
        and isinstance(user, User)
        and user.country_id is not None
        and account.country_id == user.country_id
        and can_give_role(user, account.role)
    )


def can_give_role(user: Someone, role: str) -> bool:
    """A coordinator raises nobody above coordinators."""
    if has_role(user, Role.ADMINISTRATOR):
        return True
    return has_role(user, Role.COORDINATOR) and role in {*Role.of_a_country(), Role.OBSERVER}


def can_place_account(user: Someone, account: User) -> bool:
    """Open or close it, change its role or institution; of the own one nobody does, so that a keeper is always left."""
    return can_keep_account(user, account) and account.pk != user.pk


def can_invite(user: Someone, account: User) -> bool:
    """Whether there is something to invite to: an open account without a password."""
    return can_keep_account(user, account) and account.awaits_password
