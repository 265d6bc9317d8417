"""Coming in, and replacing the password."""

from django.contrib import messages
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse_lazy, translate_url
from django.utils.translation import gettext_lazy as _

from cooperation.forms.account import NewPasswordForm


class SignIn(LoginView):
    """Whoever signs in lands where they wanted to go, or in the workspace, in the language of the account."""

    template_name = "cooperation/sign_in.html"
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
