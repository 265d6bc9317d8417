"""The admin site: its home is a work desk, its models are grouped by the work."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.work import Desk
from cooperation.models import (
    Body,
    Country,
    Decision,
    Document,
    Institution,
    Instrument,
    Issue,
    Meeting,
    Provision,
    Recognition,
    Site,
    User,
)
from cooperation.permissions import can_enter_admin
from roadmap.limits import current_limits
from roadmap.models import (
    Action,
    Clarification,
    Direction,
    Evidence,
    ImportRun,
    ProgressReport,
    ReportingRound,
    Roadmap,
)

GROUPS = (
    ("plans", _("Plans"), (Roadmap, Direction, Action, ImportRun)),
    ("reporting", _("Reporting"), (ReportingRound, ProgressReport, Evidence, Clarification)),
    ("ground", _("Legal ground"), (Instrument, Provision, Document)),
    ("who", _("Who cooperates"), (Institution, Country, Body, Site)),
    ("meetings", _("Meetings and decisions"), (Meeting, Decision)),
    ("matters", _("Issues and recognitions"), (Issue, Recognition)),
    ("accounts", _("Accounts and settings"), (User,)),
)


class DeskSite(AdminSite):
    """Whoever the roles let in finds the own work first, then the records by group."""

    site_title = site_header = _("Ustyurt Tracker")
    index_title = _("Work desk")
    site_url = reverse_lazy("overview")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return can_enter_admin(request.user)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Whoever has signed in but may not enter is told so, instead of being asked to sign in again."""
        inner = super().admin_view(view, cacheable)

        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(gate, inner)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The models that the user may see, by the work that they serve."""
        apps = self._build_app_dict(request).values()
        seen = {model["model"]: model for app in apps for model in app["models"]}
        groups = (
            {"name": name, "app_label": key, "models": [seen[model] for model in models if model in seen]}
            for key, name, models in GROUPS
        )
        return [group for group in groups if group["models"]]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        desk = Desk(request.user, timezone.localdate(), current_limits())
        return super().index(request, {"desk": desk, **(extra_context or {})})

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one home."""
        return redirect("admin:index")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page of the workspace, which also helps with a forgotten password."""
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page of the workspace, which also ends a one-time password."""
        return redirect("change-password")
