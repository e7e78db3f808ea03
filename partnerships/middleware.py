"""What is done with every request and response."""

import re

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError, connection
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from . import request_ids
from .admin.sent_twice import answered_once
from .confirming import is_deadlock
from .languages import address_in, language_in, preferred_language
from .odd_values import is_odd_value, without_nul
from .outages import Outage, outage_of
from .stored_files import removed_on_error

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
OFFICE = "/admin/"
# Public files, which pages of other sites may read: the list, one agreement, the figures, in any language.
OPEN_FILES = re.compile(r"(/[a-z]{2})?/(agreements|statistics|institutions|data)\b.*\.[a-z]{2,6}")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def request_id(get_response):
    """Give each request an id, for the log and for the response.

    It comes before the cache of pages, so that none of them carries the id of the request that it was made for. The id
    stays after the response: Django and gunicorn log the end of a request outside of all middleware.
    """

    def middleware(request):
        request_ids.current.set(request_ids.id_for(request, settings.BEHIND_PROXY))
        response = get_response(request)
        response.headers[request_ids.HEADER] = request_ids.current.get()
        return response

    return middleware


def give_connection_back(get_response):
    """Give the connection to the database back before an answer is sent: its visitor may take it slowly, or not at all.

    Django itself does so when the answer has been sent, and a visitor who reads nothing would keep one of the few. A
    thread keeps its own one to SQLite, though not what it has read: to open it takes ten times as long as to answer
    with a kept page.
    """

    def middleware(request):
        response = get_response(request)
        if connection.in_atomic_block:
            return response
        if connection.vendor != "sqlite":
            connection.close()
        elif connection.connection is not None:
            connection.connection.execute("PRAGMA shrink_memory")
        return response

    return middleware


class LanguageMiddleware:
    """Middleware that answers in the language of the address, so that an address shows the same to everybody.

    Only the office's pages have one address for all languages: they come in the person's preferred language, else in
    the browser's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_office = request.path_info.startswith(OFFICE)
        if is_office:
            translation.activate(translation.get_language_from_request(request))
        else:
            translation.activate(language_in(request.path_info) or settings.LANGUAGE_CODE)
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", translation.get_language())
        if is_office:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def process_view(self, request, view, arguments, keywords):
        """Activate the language that the person prefers, now that it is known who asks."""
        if request.path_info.startswith(OFFICE) and (language := preferred_language(request.user)):
            translation.activate(language)


def redirect_default_prefix(get_response):
    """Redirect /en/… to /… where LANGUAGE_CODE is "en", so that each page has one address."""

    def middleware(request):
        if language_in(request.path_info) != settings.LANGUAGE_CODE:
            return get_response(request)
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(address_in(settings.LANGUAGE_CODE, request.path_info, query))

    return middleware


def open_files_to_other_sites(get_response):
    """Let pages of other sites read the public files, also what says why there is none, and answer their preflight.

    It comes before the cache of pages and all redirects, so that each answer has the headers.
    """

    def middleware(request):
        if not OPEN_FILES.fullmatch(request.path_info):
            return get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**CORS, **PREFLIGHT, "Allow": "GET, HEAD, OPTIONS"})
        response = get_response(request)
        for name, value in CORS.items():
            response.headers[name] = value
        return response

    return middleware


def content_security_policy(get_response):
    """Tell the browser to run and show nothing but what this site serves from files."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def no_body_for_head(get_response):
    """Answer HEAD with the headers that GET gets, and without a body, which is not even made where it is streamed."""

    def middleware(request):
        response = get_response(request)
        if request.method != "HEAD":
            return response
        if response.streaming:
            response.streaming_content = ()
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


class OddValuesMiddleware:
    """Middleware for what no database can look for or keep, wherever it stands in an address or a form.

    NUL is read as the sign for what is unreadable, as browsers do. For a number that no column takes, and the like, the
    answer is that the address cannot be understood.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        """Replace NUL in what was asked and sent."""
        for name in ("GET", "POST"):
            sent = getattr(request, name)
            if (cleaned := without_nul(sent)) is not sent:
                setattr(request, name, cleaned)
        for name, value in keywords.items():
            keywords[name] = value.replace("\0", "\ufffd") if isinstance(value, str) else value

    def process_exception(self, request, error):
        """Raise BadRequest where a view failed at an odd value; None leaves any other error to Django."""
        refuse_odd_value(error)


def refuse_odd_value(error):
    """Raise BadRequest where an error tells of an odd value."""
    if is_odd_value(error):
        raise BadRequest(str(error)) from error


class SecondTryMiddleware:
    """Middleware that calls a view once more where it could not write: after a deadlock, or to let somebody log in.

    Of two transactions that wait for each other, PostgreSQL gives one up. Who logs in while another writes to SQLite
    waits twice as long as others, who are told so and whose forms are kept. It comes last, so that it calls the view
    itself; what a second click on a button sends is answered like the first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        """Return the response of the view; None, which leaves the view to Django, for what only reads."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return None
        try:
            return answered_once(request, lambda: self.first_or_second(request, view, arguments, keywords))
        except Exception as error:  # which Django shows to no other middleware
            refuse_odd_value(error)
            raise

    def first_or_second(self, request, view, arguments, keywords):
        """Return the response of the view, called once or twice."""
        is_logging_in = not request.user.is_authenticated
        if failure := getattr(request, "upload_failure", None):
            raise failure
        try:
            with removed_on_error():
                return view(request, *arguments, **keywords)
        except OperationalError as error:
            if not (is_deadlock(error) or (is_logging_in and outage_of(error) is Outage.BUSY)):
                raise
        for file in request.FILES.values():
            file.seek(0)
        with removed_on_error():
            return view(request, *arguments, **keywords)
