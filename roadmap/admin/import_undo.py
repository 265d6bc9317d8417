"""An import is taken back as a whole, after a page that says what that means."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from roadmap.admin.base import today
from roadmap.admin.import_views import Steps, by_get_or_post
from roadmap.choices import ImportState
from roadmap.exchange.obstacles import obstacles
from roadmap.exchange.undo import AlreadyUndoneError, CannotUndoError, undo
from roadmap.limits import current_limits


class Undoing(Steps):
    """Stands before ``ModelAdmin``."""

    def urls_of_steps(self) -> list[URLPattern]:
        undoing = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undoing, name="roadmap_importrun_undo"), *super().urls_of_steps()]

    @by_get_or_post
    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing would take back, or what stands in the way; once that is confirmed, it is undone."""
        run = self.run_for(request, pk)
        if run.state != ImportState.APPLIED:
            messages.info(request, self.why_not(run))
            return self.to("change", run)
        if request.method != "POST":
            return self.page(request, run, "undo", reasons=obstacles(run))
        try:
            undo(run, timezone.now(), today(), current_limits(), request.user)
        except AlreadyUndoneError:
            run.refresh_from_db()
            messages.info(request, self.why_not(run))
            return self.to("change", run)
        except CannotUndoError as error:
            return self.page(request, run, "undo", reasons=error.reasons)
        done = _("This import was undone.")
        self.log_change(request, run, done)
        messages.success(request, done)
        return self.to("change", run)

    def why_not(self, run: Any) -> str:
        """What to tell whoever comes too early, or second."""
        if run.state == ImportState.UNDONE:
            return _("This import was undone already; nothing was written again.")
        return _("This file was not imported yet, so there is nothing to undo.")
