"""Public pages stand under their language; the admin, evidence and health checks do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from config.register import register, register_confirm, register_export
from config.trail import trail, trail_csv
from roadmap.views.evidence import evidence
from roadmap.views.health import healthz, readyz

urlpatterns = [
    path("admin/trail/", admin.site.admin_view(trail), name="trail"),
    path("admin/trail.csv", admin.site.admin_view(trail_csv), name="trail-csv"),
    path("admin/register/", admin.site.admin_view(register), name="register"),
    path("admin/register/confirm/", admin.site.admin_view(register_confirm), name="register-confirm"),
    path("admin/register/export/", admin.site.admin_view(register_export), name="register-export"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    re_path(r"^evidence/(?P<sha256>[0-9a-f]{64})/$", evidence, name="evidence"),
    *i18n_patterns(
        path("", include("cooperation.urls")),
        path("", include("roadmap.urls")),
    ),
]

handler400 = "cooperation.views.errors.bad_request"
