"""The register's public addresses, each under its language."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path

from cooperation.views.account import ChangePassword, SignIn
from cooperation.views.instrument import InstrumentDetail, InstrumentList

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", InstrumentList.as_view(), name="instrument-list"),
    path("agreements/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
    path("workspace/sign-in/", SignIn.as_view(), name="sign-in"),
    path("workspace/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("workspace/password/", ChangePassword.as_view(), name="change-password"),
]
