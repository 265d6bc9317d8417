from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roadmap.models import Evidence


@require_safe
def evidence(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """A stored file under its hash, as an attachment; what had to be withheld leaves its day and ground (410).

    Several documents may have the same content: it is given to whoever may see one that is not withheld, by its name.
    """
    visible = Evidence.objects.visible_to(request.user).filter(sha256=sha256).order_by("pk")
    record = visible.kept().exclude(file="").first()
    if record is None:
        withheld = visible.filter(withheld_on__isnull=False).first()
        if withheld is None:
            raise Http404
        return render(request, "roadmap/evidence_withheld.html", {"evidence": withheld}, status=410)
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
