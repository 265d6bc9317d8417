"""The register's public addresses, each under its language."""

from django.urls import URLPattern, URLResolver, path

from cooperation.views.instrument import InstrumentDetail, InstrumentList

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreements/", InstrumentList.as_view(), name="instrument-list"),
    path("agreements/<slug:slug>/", InstrumentDetail.as_view(), name="instrument"),
]
