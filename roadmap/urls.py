"""Overview, roadmaps and the workspace; each address stands under its language."""

from django.urls import URLPattern, URLResolver, path

from roadmap.views.action import ActionDetail
from roadmap.views.methodology import Methodology
from roadmap.views.overview import Overview
from roadmap.views.roadmap import RoadmapDetail, RoadmapList

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Overview.as_view(), name="overview"),
    path("roadmaps/", RoadmapList.as_view(), name="roadmap-list"),
    path("roadmaps/<slug:slug>/", RoadmapDetail.as_view(), name="roadmap"),
    path("roadmaps/<slug:slug>/actions/<str:code>/", ActionDetail.as_view(), name="action"),
    path("methodology/", Methodology.as_view(), name="methodology"),
]
