"""The register's public addresses, each under its language."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path
from django.views.generic import TemplateView

from cooperation.views.account import ChangePassword, ChoosePassword, ForgottenPassword, Invitation, SignIn
from cooperation.views.instrument import InstrumentDetail, InstrumentList

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", InstrumentList.as_view(), name="instrument-list"),
    path("agreements/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
    path("workspace/sign-in/", SignIn.as_view(), name="sign-in"),
    path("workspace/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("workspace/password/", ChangePassword.as_view(), name="change-password"),
    path("workspace/invitation/<uidb64>/<token>/", Invitation.as_view(), name="invitation"),
    path("workspace/new-password/<uidb64>/<token>/", ChoosePassword.as_view(), name="new-password"),
    path("workspace/forgotten-password/", ForgottenPassword.as_view(), name="forgotten-password"),
    path(
        "workspace/forgotten-password/sent/",
        TemplateView.as_view(template_name="cooperation/password_mail_sent.html"),
        name="forgotten-password-sent",
    ),
]
