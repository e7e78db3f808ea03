"""The middleware that reads public pages from hot standbys, and says what cannot be done while the primary is gone."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from partnerships.replicas.reading import Elsewhere, is_lost, reading
from partnerships.replicas.servers import PRIMARY, servers

from .errors import UNCHANGEABLE, busy, plain_office_page

OFFICE, FILES = "/admin/", "/static/"  # with log-in; and what needs no database
PERMITTED = ("/documents/", "/calendar/")  # what is no longer permitted ends at once
RETRY_AFTER = 30  # seconds after which somebody may try to change something again


class ReadFromStandbys:
    """Middleware that answers public requests from one server each, the next one where that is lost.

    Whoever has a session reads the primary, as they may have just saved. Without the primary, public pages go on, and
    everything else gets a sentence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.STANDBYS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(FILES):
            return self.get_response(request)
        servers.watch()
        if is_public(request):
            return self.answer(request)
        response = self.get_response(request) if servers.is_up(PRIMARY) else without_primary(request)
        return without_primary(request) if isinstance(response, Elsewhere) else response

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the answer of the first server that gives one."""
        primary_first = settings.SESSION_COOKIE_NAME in request.COOKIES or request.path_info.startswith(PERMITTED)
        for _attempt in range(2):
            left = servers.in_order(primary_first=primary_first)
            while left:
                alias = left.pop(0)
                vars(request).pop("home_institution", None)  # as another server had it
                with reading(alias):
                    response = self.get_response(request)
                if not isinstance(response, Elsewhere):
                    return response
                if response.is_lost:
                    servers.leave_out(alias)
                if response.is_lost and alias == PRIMARY:  # a standby that is behind it is good enough now
                    left = servers.in_order()
            servers.ask()  # one of them may be back
        return busy(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return what stands for an answer where the server that was asked is lost; None for any other error."""
        if not is_lost(error):
            return None
        if not is_public(request):
            servers.leave_out(PRIMARY)
        return Elsewhere(error)


def is_public(request: HttpRequest) -> bool:
    """Return whether a request only reads public pages, so that a standby can answer it."""
    return request.method in {"GET", "HEAD"} and not request.path_info.startswith(OFFICE)


def without_primary(request: HttpRequest) -> HttpResponse:
    """Return the page that says that the register can be read, and not changed; it is read from a standby."""
    standbys = servers.in_order()
    if not standbys:
        return busy(request)
    with reading(standbys[0]), translation.override(translation.get_language_from_request(request)):
        page = plain_office_page(request, 503, UNCHANGEABLE)
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})
