"""Pages that say what went wrong, in the frame of all others and in the language of the address."""

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string

from partnerships import request_ids


def bad_request(request, exception):
    """Answer an address that cannot be understood."""
    return HttpResponseBadRequest(page("400", request))


def server_error(request):
    """Answer where the register failed, with the reference under which the log tells what happened."""
    return HttpResponseServerError(page("500", request, reference=request_ids.current.get()))


def page(name: str, request: HttpRequest, **context: object) -> str:
    """Return the text of an error's page; nothing that asks for a session or the database is in its context."""
    return render_to_string(f"{name}.html", context | {"request": request})
