"""Pages that say what went wrong, in the frame of all others and in the language of the address."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from partnerships import request_ids

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


def page(name: str, request: HttpRequest, **context: object) -> str:
    """Return the text of an error's page; nothing that asks for a session or the database is in its context."""
    return render_to_string(f"{name}.html", context | {"request": request})
