"""Coming in, by a password or by a link from a mail, and replacing the password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse_lazy, translate_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from cooperation.forms.account import AddressForm, ChoosePasswordForm, NewPasswordForm, SignInForm
from cooperation.models import User
from cooperation.services import accounts

GONE = 410
DAY = 60 * 60 * 24


class SignIn(LoginView):
    """Whoever signs in lands where they wanted to go, or in the workspace, in the language of the account."""

    template_name = "cooperation/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        return translate_url(super().get_success_url(), self.request.user.language)


class ChangePassword(PasswordChangeView):
    """Replaces the password; the one-time password of a new account ends here."""

    template_name = "cooperation/change_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("workspace")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        messages.success(self.request, _("Your password has been changed."))
        return super().form_valid(form)


class ChoosePassword(PasswordResetConfirmView):
    """What a link from a mail opens: a password is chosen, and its owner is in the workspace."""

    template_name = "cooperation/choose_password.html"
    form_class = ChoosePasswordForm
    token_generator = accounts.PASSWORD_LINKS
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def get_user(self, uidb64: str) -> User | None:
        """Nobody, where the account is closed."""
        found = super().get_user(uidb64)
        return found if found and found.is_active else None

    def get_template_names(self) -> list[str]:
        return super().get_template_names() if self.validlink else ["cooperation/dead_link.html"]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=None if self.validlink else GONE, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = settings.PASSWORD_RESET_TIMEOUT // DAY
        return super().get_context_data(days=days, account=self.user, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        accounts.unlock(self.user)
        words = _("Your password is set. From now on you sign in as %(name)s.")
        messages.success(self.request, words % {"name": self.user.signs_in_as})
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return translate_url(str(reverse_lazy("workspace")), self.user.language)


class Invitation(ChoosePassword):
    """The same for a new account."""

    token_generator = accounts.INVITATION_LINKS
    extra_context = {"is_invitation": True}


class ForgottenPassword(FormView):
    """Asks for the mail address; the answer is the same whether it has an account or not."""

    template_name = "cooperation/forgotten_password.html"
    form_class = AddressForm
    success_url = reverse_lazy("forgotten-password-sent")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        accounts.mail_password_link(form.cleaned_data["email"], timezone.now())
        return super().form_valid(form)
