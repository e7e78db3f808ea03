"""Documents of agreements: shown in a tab where any browser does so safely, else downloaded."""

from django.core.files.storage import Storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from partnerships.file_types import download_name, type_of
from partnerships.models import Document

# What is in a file runs nothing, loads nothing, and belongs to no site: a viewer may only lay it out.
RUNS_NOTHING = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def document(request, key):
    """Return a document of an agreement: to anybody where it is public, else to staff who may see it."""
    found = get_object_or_404(Document.objects.select_related("agreement"), key=key)
    is_open = found.is_public and found.agreement.is_public
    if not is_open and not (request.user.is_staff and request.user.has_perm("partnerships.view_document")):
        raise Http404
    return response_with(found.file.storage, found.file.name, found.name)


def response_with(storage: Storage, stored: str, name: str) -> FileResponse:
    """Return the response with the file `stored` in a `storage`, under its `name`; raise Http404 where it is gone.

    A PDF, PNG or JPEG by its content is shown, in a sandbox; all else is a download.
    """
    try:
        file = storage.open(stored)
    except (FileNotFoundError, IsADirectoryError):
        raise Http404 from None
    found = type_of(file)
    shown_as = found.shown_as if found else ""
    response = FileResponse(
        file,
        as_attachment=not shown_as,
        filename=download_name(name, stored, found),
        content_type=shown_as or "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = RUNS_NOTHING
    response.headers["Cache-Control"] = "private, no-cache"
    return response
