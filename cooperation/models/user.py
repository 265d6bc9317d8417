from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from django.contrib.auth import models as auth_models
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.choices import AccountState, Language, Role
from cooperation.models.institution import Institution
from cooperation.models.searchable import Searchable, SearchableQuerySet

if TYPE_CHECKING:
    from cooperation.models.country import Country

HAS_NO_PASSWORD = models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
IN_STATE = {
    AccountState.CLOSED: models.Q(is_active=False),
    AccountState.NOT_INVITED: models.Q(is_active=True, invited_at=None) & HAS_NO_PASSWORD,
    AccountState.INVITED: models.Q(is_active=True, invited_at__isnull=False) & HAS_NO_PASSWORD,
    AccountState.ONE_TIME: models.Q(is_active=True, password_is_temporary=True) & ~HAS_NO_PASSWORD,
    AccountState.IN_USE: models.Q(is_active=True, password_is_temporary=False) & ~HAS_NO_PASSWORD,
}


class UserQuerySet(SearchableQuerySet["User"]):
    def in_state(self, state: str) -> "UserQuerySet":
        return self.filter(IN_STATE[AccountState(state)])

    def at(self, address: str) -> "UserQuerySet":
        """The open account of a mail address, in whichever case it is written."""
        return self.filter(is_active=True, email__iexact=address).exclude(email="")

    def claim_password_mail(self, address: str, now: datetime, not_since: datetime) -> "User | None":
        """The open account of an address if no mail with a link has gone there lately; from now on, one has."""
        lately = models.Q(password_mailed_at__gt=not_since)
        claimed = self.at(address).exclude(lately).update(password_mailed_at=now)
        account = self.at(address).select_related("institution").first()
        return account if claimed else None


class UserManager(auth_models.UserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]  # made by Django
    use_in_migrations = False

    def sign_in_name(self, typed: str) -> str:
        """The user name behind what was typed: an open account's mail address, or the name itself."""
        found = self.at(typed.strip()).values_list("username", flat=True).first()
        return found or typed

    def free_username(self, address: str) -> str:
        """A mail address as a user name; with a number where a former account has that name."""
        taken = set(self.filter(username__istartswith=address).values_list("username", flat=True))
        names = (address if number == 1 else f"{address}-{number}" for number in count(1))
        return next(name for name in names if name not in taken)


class User(Searchable, auth_models.AbstractUser):
    """Someone who signs in: for an institution, in a role."""

    first_name = None  # type: ignore[assignment]  # one name field, as people write their names
    last_name = None  # type: ignore[assignment]  # see above
    full_name = models.CharField(_("full name"), max_length=200)
    # Shorter than a user name may be, which is made from it.
    email = models.EmailField(_("mail address"), max_length=140, blank=True)
    is_active = models.BooleanField(
        pgettext_lazy("account", "open"),
        default=True,
        help_text=_("Untick it when someone leaves: access ends at once, and the name stays on the reports."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.OBSERVER)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        related_name="users",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    password_is_temporary = models.BooleanField(
        _("one-time password"), default=False, help_text=_("Must be replaced at the first sign-in.")
    )
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    password_mailed_at = models.DateTimeField(
        _("last mail about a forgotten password"), null=True, blank=True, editable=False
    )

    searched = ("username", "full_name", "email")

    objects = UserManager()

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(Role.of_a_country())) | models.Q(institution__isnull=False),
                name="cooperation_user_has_institution",
                violation_error_message=_("A reporter or coordinator belongs to an institution."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(is_active=True) & ~models.Q(email=""),
                name="cooperation_user_address_once",
                violation_error_message=_("Another open account has this mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def country(self) -> "Country | None":
        """The country for which the user acts, through the institution."""
        return self.institution.country if self.institution else None

    @property
    def country_id(self) -> int | None:
        return self.institution.country_id if self.institution else None

    @property
    def state(self) -> AccountState:
        if not self.is_active:
            return AccountState.CLOSED
        if not self.has_usable_password():
            return AccountState.INVITED if self.invited_at else AccountState.NOT_INVITED
        return AccountState.ONE_TIME if self.password_is_temporary else AccountState.IN_USE

    @property
    def awaits_password(self) -> bool:
        """Whether an invitation is what the account lacks: open, with a mail address, without a password."""
        return self.state in AccountState.without_password() and bool(self.email)

    @property
    def signs_in_as(self) -> str:
        """What is typed at the sign-in."""
        return self.email or self.username

    def close(self) -> None:
        """Whatever opened the account opens it no more: password, sessions, links. Name and reports stay. Unsaved."""
        self.is_active = False
        self.password_is_temporary = False
        self.invited_at = None
        self.set_unusable_password()

    def choose_password(self, password: str) -> None:
        """The own password, also in the place of a one-time one. What someone else changes meanwhile stays changed."""
        self.set_password(password)
        self.password_is_temporary = False
        self.save(update_fields=["password", "password_is_temporary"])
