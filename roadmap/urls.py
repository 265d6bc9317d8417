"""Overview, roadmaps and the workspace; each address stands under its language."""

from django.urls import URLPattern, URLResolver, path, re_path

from roadmap.views.action import ActionDetail
from roadmap.views.changes import RoadmapChanges
from roadmap.views.clarification import clarification_answer, clarification_ask, clarification_show
from roadmap.views.country import CountryDetail, CountryList
from roadmap.views.deadline import deadline_consent, deadline_decide, deadline_detail, deadline_propose
from roadmap.views.decision import RoadmapDecisions
from roadmap.views.institution import InstitutionDetail, InstitutionList
from roadmap.views.methodology import Methodology
from roadmap.views.no_change import report_no_change
from roadmap.views.overview import Overview
from roadmap.views.report import ReportDetail, report_publish, report_return, report_submit
from roadmap.views.report_writing import report_create, report_edit
from roadmap.views.roadmap import RoadmapDetail, RoadmapExport, RoadmapList
from roadmap.views.round import RoundDetail, RoundList
from roadmap.views.round_opening import round_call_off, round_open
from roadmap.views.search import Search
from roadmap.views.withholding import evidence_withhold, report_withhold
from roadmap.views.workspace import Workspace

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Overview.as_view(), name="overview"),
    path("roadmaps/", RoadmapList.as_view(), name="roadmap-list"),
    path("roadmaps/<slug:slug>/", RoadmapDetail.as_view(), name="roadmap"),
    path("roadmaps/<slug:slug>/actions/<str:code>/", ActionDetail.as_view(), name="action"),
    path("roadmaps/<slug:slug>/changes/", RoadmapChanges.as_view(), name="changes"),
    path("roadmaps/<slug:slug>/decisions/", RoadmapDecisions.as_view(), name="decisions"),
    re_path(
        r"^roadmaps/(?P<slug>[-\w]+)/export\.(?P<format>csv|xlsx)$", RoadmapExport.as_view(), name="roadmap-export"
    ),
    path("roadmaps/<slug:slug>/rounds/", RoundList.as_view(), name="round-list"),
    path("roadmaps/<slug:slug>/rounds/<int:pk>/", RoundDetail.as_view(), name="round"),
    path("countries/", CountryList.as_view(), name="country-list"),
    re_path(r"^countries/(?P<code>[A-Za-z]{2})/$", CountryDetail.as_view(), name="country"),
    path("institutions/", InstitutionList.as_view(), name="institution-list"),
    path("institutions/<slug:slug>/", InstitutionDetail.as_view(), name="institution"),
    path("search/", Search.as_view(), name="search"),
    path("methodology/", Methodology.as_view(), name="methodology"),
    path("workspace/", Workspace.as_view(), name="workspace"),
    path("workspace/evidence/<int:pk>/withhold/", evidence_withhold, name="evidence-withhold"),
    path("workspace/clarifications/<int:pk>/answer/", clarification_answer, name="clarification-answer"),
    path("workspace/clarifications/<int:pk>/show/", clarification_show, name="clarification-show"),
    path("workspace/deadlines/<int:pk>/", deadline_detail, name="deadline"),
    path("workspace/deadlines/<int:pk>/consent/", deadline_consent, name="deadline-consent"),
    path("workspace/deadlines/<int:pk>/decide/", deadline_decide, name="deadline-decide"),
    path("workspace/roadmaps/<slug:slug>/actions/<str:code>/deadline/", deadline_propose, name="deadline-propose"),
    path("workspace/roadmaps/<slug:slug>/actions/<str:code>/no-change/", report_no_change, name="report-no-change"),
    path("workspace/roadmaps/<slug:slug>/actions/<str:code>/report/", report_create, name="report-create"),
    path("workspace/roadmaps/<slug:slug>/rounds/open/", round_open, name="round-open"),
    path("workspace/roadmaps/<slug:slug>/rounds/<int:pk>/call-off/", round_call_off, name="round-call-off"),
    path("workspace/reports/<int:pk>/", ReportDetail.as_view(), name="report"),
    path("workspace/reports/<int:pk>/ask/", clarification_ask, name="clarification-ask"),
    path("workspace/reports/<int:pk>/edit/", report_edit, name="report-edit"),
    path("workspace/reports/<int:pk>/submit/", report_submit, name="report-submit"),
    path("workspace/reports/<int:pk>/return/", report_return, name="report-return"),
    path("workspace/reports/<int:pk>/publish/", report_publish, name="report-publish"),
    path("workspace/reports/<int:pk>/withhold/", report_withhold, name="report-withhold"),
]
