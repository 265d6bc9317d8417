"""Passwords: a new one is really new."""

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class NewPasswordForm(PasswordChangeForm):
    """The old password and twice the new one, which differs from it; a one-time password ends with it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("old_password") and cleaned["old_password"] == cleaned.get("new_password1"):
            self.add_error("new_password1", _("The new password is the old one."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.user.password_is_temporary = False
        return super().save(commit)
