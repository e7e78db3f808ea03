"""Pages that say what went wrong, in the frame of all others and in the language of the address."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import activate, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views import defaults

from partnerships import request_ids
from partnerships.languages import language_in, preferred_language
from partnerships.middleware import POLICY

from .home import home_of, last_known

OFFICE = "/admin/"


class OfficeError(NamedTuple):
    """What the office says of an error: the title of the page, its heading, and one sentence."""

    title: Promise
    heading: Promise
    sentence: Promise


BAD_REQUEST = OfficeError(
    gettext_lazy("Not understood"),
    gettext_lazy("This address cannot be understood."),
    gettext_lazy("It may have been mistyped or cut off."),
)
ODD_VALUE = OfficeError(
    gettext_lazy("Not understood"),
    gettext_lazy("Something that was sent cannot be kept, so nothing was saved."),
    gettext_lazy("It may be a number that is too large, or a sign that no text can have. Go back in the browser."),
)
NOT_ALLOWED = OfficeError(
    gettext_lazy("Not allowed"),
    gettext_lazy("You may not see this page."),
    gettext_lazy("Your role does not include it; a manager of the register can change that."),
)
NOT_FOUND = OfficeError(
    gettext_lazy("Page not found"),
    gettext_lazy("There is no page at this address."),
    gettext_lazy("It may have been mistyped, or the record was deleted."),
)
EXPIRED = OfficeError(
    gettext_lazy("Not sent"),
    gettext_lazy("The form was too old, so nothing was done."),
    gettext_lazy(
        "You may have signed in or out meanwhile, or the browser keeps no cookies. Read the page again first."
    ),
)
FAILED = OfficeError(
    gettext_lazy("Something went wrong"),
    gettext_lazy("Something went wrong here; try again in a moment"),
    gettext_lazy("It is written down for the administrator."),
)
UNCHANGEABLE = OfficeError(
    gettext_lazy("Read only"),
    gettext_lazy("The register can be read but not changed at the moment."),
    gettext_lazy("Its main database does not answer. What was saved is kept; what you just sent may not be."),
)


def bad_request(request, exception):
    """Answer an address, or what was sent to it, that cannot be understood."""
    if is_in_office(request):
        return office_page(request, 400, ODD_VALUE if request.method == "POST" else BAD_REQUEST)
    return HttpResponseBadRequest(page("400", request))


def page_not_found(request, exception):
    """Answer an address at which there is no page; staff in the frame of the office."""
    if is_in_office(request):
        return office_page(request, 404, NOT_FOUND)
    return defaults.page_not_found(request, exception)


def permission_denied(request, exception):
    """Answer who may not see a page; staff in the frame of the office."""
    if is_in_office(request):
        return office_page(request, 403, NOT_ALLOWED)
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not come from a page of this site, or from one that is too old."""
    if is_in_office(request):
        return office_page(request, 403, EXPIRED, back=request.get_full_path())
    if request.path_info.startswith(OFFICE):
        return HttpResponseForbidden(plain_office_page(request, 403, EXPIRED, back=request.get_full_path()))
    return HttpResponseForbidden(page("403", request))


def is_in_office(request: HttpRequest) -> bool:
    """Return whether a member of staff asks for a page of the office."""
    user = getattr(request, "user", None)
    return request.path_info.startswith(OFFICE) and user is not None and admin.site.has_permission(request)


def office_page(request: HttpRequest, status: int, error: OfficeError, **context: object) -> HttpResponse:
    """Return the page of an error in the frame of the office, in the language of the person."""
    if language := preferred_language(request.user):
        activate(language)  # an address at which there is no view leaves the middleware without one
    context |= admin.site.each_context(request) | error._asdict() | {"status": status}
    return render(request, "admin/error.html", context, status=status)


def plain_office_page(request: HttpRequest, status: int, error: OfficeError, **context: object) -> str:
    """Return the text of an error's page in the look of the office; nothing in it asks for a session or a right."""
    context |= error._asdict() | {"status": status, "request": request, "site_title": home_of(request).full_title}
    return render_to_string("admin/error.html", context)


def server_error(request):
    """Answer where the register failed, with the reference under which the log tells what happened."""
    reference = request_ids.current.get()
    if request.path_info.startswith(OFFICE):
        return HttpResponseServerError(plain_office_page(request, 500, FAILED, reference=reference))
    return HttpResponseServerError(page("500", request, reference=reference))


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
