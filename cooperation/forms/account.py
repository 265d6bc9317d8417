"""Coming in and letting others in: names, mail addresses, passwords that are really one's own."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from cooperation.models import User
from cooperation.services import accounts


class SignInForm(AuthenticationForm):
    """Mail address or user name; failures are counted for the account, whichever of its names was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Mail address or user name")

    def clean_username(self) -> str:
        return User.objects.sign_in_name(self.cleaned_data["username"])


class AddressForm(forms.Form):
    """Where a link is to go."""

    email = forms.EmailField(label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


class ChoosePasswordForm(SetPasswordForm):
    """Twice the password that a link from a mail lets its owner choose."""

    def save(self, commit: bool = True) -> User:
        self.user.choose_password(self.cleaned_data["new_password1"])
        return self.user


class NewPasswordForm(PasswordChangeForm):
    """The old password and twice the new one, which differs from it; a one-time password ends with it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("old_password") and cleaned["old_password"] == cleaned.get("new_password1"):
            self.add_error("new_password1", _("The new password is the old one."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        self.user.choose_password(self.cleaned_data["new_password1"])
        return self.user


class AccountForm(forms.ModelForm):
    """Whom an account is for. A mail address opens one account, and only those of the first command have none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = self.instance.pk is None or bool(self.instance.email)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_open = cleaned.get("is_active", self.instance.is_active)
        if is_open and User.objects.at(cleaned.get("email", "")).exclude(pk=self.instance.pk).exists():
            self.add_error("email", _("Another open account has this mail address."))
        return cleaned


class OneTimePasswordForm(AdminPasswordChangeForm):
    """A password that someone else sets is replaced at the next sign-in, and former failures do not delay that."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True

    def save(self, commit: bool = True) -> User:
        self.user.password_is_temporary = True
        accounts.unlock(self.user)
        return super().save(commit)
