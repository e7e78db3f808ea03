"""Pages that say what went wrong, in the frame of all others and in the language of the address."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import defaults

from partnerships import request_ids
from partnerships.languages import language_in
from partnerships.middleware import POLICY

from .home import last_known

OFFICE = "/admin/"


def bad_request(request, exception):
    """Answer an address that cannot be understood."""
    return HttpResponseBadRequest(page("400", request))


def page_not_found(request, exception):
    """Answer an address at which there is no page; staff in the frame of the office."""
    if is_in_office(request):
        return office_page(request, 404)
    return defaults.page_not_found(request, exception)


def permission_denied(request, exception):
    """Answer who may not see a page; staff in the frame of the office."""
    if is_in_office(request):
        return office_page(request, 403)
    return defaults.permission_denied(request, exception)


def is_in_office(request: HttpRequest) -> bool:
    """Return whether a member of staff asks for a page of the office."""
    user = getattr(request, "user", None)
    return request.path_info.startswith(OFFICE) and user is not None and admin.site.has_permission(request)


def office_page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of an error in the frame of the office."""
    context = admin.site.each_context(request) | {"status": status}
    return render(request, "admin/error.html", context, status=status)


def server_error(request):
    """Answer where the register failed, with the reference under which the log tells what happened."""
    return HttpResponseServerError(page("500", request, reference=request_ids.current.get()))


def busy(request, seconds=60):
    """Return the response where something is being made or does not answer: try again in some `seconds`.

    A page for visitors, and one sentence where a file was asked for; neither asks the database.
    """
    request.home_institution = last_known()
    is_file = "." in request.path_info.rpartition("/")[2]
    with override(language_in(request.path_info) or settings.LANGUAGE_CODE):
        sentence = _("The register is busy at the moment; please try again in a minute.")
        text = sentence if is_file else page("503", request)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    headers["Content-Security-Policy"] = POLICY
    content_type = f"text/{'plain' if is_file else 'html'}; charset=utf-8"
    return HttpResponse(text, status=503, headers=headers, content_type=content_type)


def page(name: str, request: HttpRequest, **context: object) -> str:
    """Return the text of an error's page; nothing that asks for a session or the database is in its context."""
    return render_to_string(f"{name}.html", context | {"request": request})
