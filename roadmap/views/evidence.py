from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roadmap.models import Evidence


@require_safe
def evidence(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """A stored file under its hash, as an attachment; what had to be withheld leaves its day and ground (410)."""
    found = list(Evidence.objects.visible_to(request.user).filter(sha256=sha256))
    if not found:
        raise Http404
    withheld = next((record for record in found if record.withheld_on), None)
    if withheld is not None:
        return render(request, "roadmap/evidence_withheld.html", {"evidence": withheld}, status=410)
    record = found[0]
    try:
        content = record.file.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=record.file_name or sha256,
        content_type=record.content_type or "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
