"""The register's public addresses, each under its language."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path
from django.views.generic import TemplateView

from cooperation.views.account import ChangePassword, ChoosePassword, ForgottenPassword, Invitation, SignIn
from cooperation.views.body import BodyDetail, BodyList
from cooperation.views.instrument import InstrumentDetail, InstrumentList
from cooperation.views.issue import IssueDetail, IssueList
from cooperation.views.meeting import MeetingDetail, MeetingList, MeetingProtocol
from cooperation.views.recognition import RecognitionDetail, RecognitionList
from cooperation.views.site import SiteDetail, SiteList
from cooperation.views.timeline import Timeline

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", InstrumentList.as_view(), name="instrument-list"),
    path("agreements/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
    path("bodies/", BodyList.as_view(), name="body-list"),
    path("bodies/<slug:slug>/", BodyDetail.as_view(), name="body"),
    path("meetings/", MeetingList.as_view(), name="meeting-list"),
    path("meetings/<slug:slug>/", MeetingDetail.as_view(), name="meeting"),
    path("meetings/<slug:slug>/protocol/", MeetingProtocol.as_view(), name="protocol"),
    path("sites/", SiteList.as_view(), name="site-list"),
    path("sites/<slug:slug>/", SiteDetail.as_view(), name="site"),
    path("issues/", IssueList.as_view(), name="issue-list"),
    path("issues/<slug:slug>/", IssueDetail.as_view(), name="issue"),
    path("recognitions/", RecognitionList.as_view(), name="recognition-list"),
    path("recognitions/<slug:slug>/", RecognitionDetail.as_view(), name="recognition"),
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
    path("timeline/", Timeline.as_view(), name="timeline"),
]
