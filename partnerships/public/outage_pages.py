"""What is answered while the database is locked or away, or no disk has room: one sentence, and what was typed."""

import sys
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from partnerships.outages import Outage, outage_of

from . import errors
from .errors import OFFICE, OfficeError
from .home import last_known

SECONDS = 30  # after which a person may try again
CODE = "code"  # the name of a field
TITLE = gettext_lazy("Busy")
WORDS = {
    Outage.BUSY: OfficeError(
        TITLE,
        gettext_lazy("The register is busy: much is being written at this moment."),
        gettext_lazy("Nothing of what you sent was saved. Try again in half a minute."),
    ),
    Outage.DOWN: OfficeError(
        TITLE,
        gettext_lazy("The database does not answer at this moment."),
        gettext_lazy("Nothing is lost of what was saved before. Try again in half a minute."),
    ),
    Outage.FULL: OfficeError(
        TITLE,
        gettext_lazy("There is no room left where the register keeps its records."),
        gettext_lazy("Nothing of what you sent was saved. The administrator must make room first."),
    ),
    Outage.UNDER_WAY: OfficeError(
        gettext_lazy("Still under way"),
        gettext_lazy("What you sent is still being carried out."),
        gettext_lazy("It was sent twice; this second time did nothing. Look in a minute what the first did."),
    ),
}


class Sent(NamedTuple):
    """What a form sent: its fields in their order, and the names of those that must be filled again."""

    fields: list[tuple[str, str]]
    passwords: list[str]
    files: list[tuple[str, str]]  # with the name that the file has at home


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer where the register failed; where it only has to wait, say for what, and keep what was typed."""
    outage = outage_of(sys.exception())
    if outage is None:
        return errors.server_error(request)
    if not request.path_info.startswith(OFFICE):
        return errors.busy(request)
    if outage is Outage.UNDER_WAY:  # what is sent once more from another page would be carried out once more
        page = errors.plain_office_page(request, 503, WORDS[outage], back=request.headers.get("Referer"))
        return HttpResponse(page, status=503)
    request.home_institution = last_known()  # type: ignore[attr-defined]
    context = WORDS[outage]._asdict() | {
        "status": 503,
        "request": request,
        "site_title": last_known().full_title,
        "sent": what_was_sent(request),
    }
    if context["sent"]:
        context["csrf_token"] = get_token(request)
    text = render_to_string("admin/outage.html", context)
    return HttpResponse(text, status=503, headers={"Retry-After": str(SECONDS), "Cache-Control": "no-store"})


def what_was_sent(request: HttpRequest) -> Sent | None:
    """Return what a form of this site sent; None for what only reads, and for what another site may have sent.

    None, too, for a code of the second factor: half a minute later the telephone shows another.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False) or CODE in request.POST:
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return Sent(
        [(name, value) for name, value in fields if "password" not in name and name != "csrfmiddlewaretoken"],
        [name for name, _value in fields if "password" in name],
        [(name, file.name or "") for name, files in request.FILES.lists() for file in files],
    )
