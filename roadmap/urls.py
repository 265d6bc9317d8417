"""Overview, roadmaps and the workspace; each address stands under its language."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
