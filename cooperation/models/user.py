from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language, Role
from cooperation.models.institution import Institution

if TYPE_CHECKING:
    from cooperation.models.country import Country


class User(AbstractUser):
    """Someone who signs in: for an institution, in a role."""

    first_name = None  # type: ignore[assignment]  # one name field, as people write their names
    last_name = None  # type: ignore[assignment]  # see above
    full_name = models.CharField(_("full name"), max_length=200)
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
