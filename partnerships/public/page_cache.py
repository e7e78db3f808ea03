"""The cache of public pages: each is kept as it was sent until the register changes, and a known one is answered 304.

A page's ETag is made of the register's version, the day and the code, so every committed change gives all pages another
one: no visitor is shown what was before it. Only what says the same to everybody is kept: whatever looks at the
visitor's session says `Vary: Cookie`, and is left alone.
"""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.languages import language_in
from partnerships.public.listing.refreshing import refresh_listing

NEVER_CACHED = ("/admin/", "/static/", "/calendar/", "/documents/", "/healthz")
LEAST_ZIPPED = 500  # bytes; below that zipping saves nothing
SHOWN_SETTINGS = "REGISTER_NAME BASE_URL LANGUAGE_CODE WARNING_DAYS TIME_ZONE".split()
SHOWN_SETTINGS += "PUBLIC_EMAIL DATA_LICENCE DATA_LICENCE_URL HTTPS".split()
ZERO_QUALITY = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")  # of a coding that must not be used
CODE = ("*.py", "*.html", "*.jinja", "*.xml", "*.mo", "*.css", "*.js", "*.json")


def cache_public_pages(get_response):
    """Return the middleware that gives public pages their ETag, answers 304 where it is known, and keeps them.

    It comes before all other middleware, whose headers are kept with the page.
    """

    def middleware(request):
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(NEVER_CACHED):
            return get_response(request)
        try:
            site = f"{request.scheme}://{request.get_host()}"
        except DisallowedHost:
            return get_response(request)  # which answers this itself
        try:
            etag = current_etag()
        except OperationalError:
            return busy(request)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return with_etag(HttpResponseNotModified(), etag)
        asked = (etag, site, request.path, request.META.get("QUERY_STRING", ""))
        key = hashlib.sha256(repr(asked).encode()).hexdigest()
        cached = caches["pages"].get(key)
        if cached is None:
            response = get_response(request)
            if response.status_code != 200 or response.cookies or has_vary_header(response, "Cookie"):
                return response
            with_etag(response, etag)
            if response.streaming:
                return response
            cached = headers_of(response), *zipped(response.content)
            caches["pages"].set(key, cached)
        return cached_response(request, *cached)

    return middleware


def busy(request):
    """Return the response where the database does not answer, or a long import locks SQLite: try again soon."""
    with override(language_in(request.path_info) or settings.LANGUAGE_CODE):
        sentence = _("The register is busy at the moment; please try again in a minute.")
    headers = {"Retry-After": "60", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(sentence, status=503, headers=headers, content_type="text/plain; charset=utf-8")


def current_etag() -> str:
    """Return the ETag of every public page at this moment, a weak one: the same text may be sent zipped or not."""
    return etag_of(current_version(), timezone.localdate(), code_version())


@lru_cache(maxsize=2)
def etag_of(version, day, code):
    """Return the ETag of a page that is made from that `version` of the register, on a `day`, by some `code`."""
    return f'W/"{hashlib.sha256(f"{version} {day} {code}".encode()).hexdigest()[:32]}"'


def current_version() -> str:
    """Return the version of the register, with the listing brought up to date.

    Where a connection is kept, Django would ask whether it still works before it is used again; asking for the version
    tells as much.
    """
    if not connection.health_check_enabled:  # type: ignore[attr-defined] # Django has it, its types do not
        return refresh_listing()
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return refresh_listing()
    except OperationalError:
        connection.close()
        return refresh_listing()


@cache
def code_version() -> str:
    """Return a digest of the code and the settings that make the pages; another one after an update."""
    digest = hashlib.sha256()
    for name in SHOWN_SETTINGS:
        with override(settings.LANGUAGE_CODE):  # the usual name is translated
            digest.update(f"{name}={getattr(settings, name)}\n".encode())
    for folder in ("partnerships", "templates", "config"):
        for pattern in CODE:
            for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
                digest.update(f"{path.name} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def with_etag(response, etag):
    """Give a response its ETag, and say that anybody may keep it but must ask before each use; return it."""
    response.headers["ETag"] = etag
    response.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def headers_of(response):
    """Return the headers of a response but for its length, which zipping changes."""
    return {name: value for name, value in response.items() if name != "Content-Length"}


def zipped(content):
    """Return the bytes as they are kept, and whether they are zipped."""
    if len(content) < LEAST_ZIPPED:
        return content, False
    return gzip.compress(content, 6, mtime=0), True


def takes_gzip(request: HttpRequest) -> bool:
    """Return whether a request says that its answer may be zipped; `gzip;q=0` says that it may not."""
    codings = (each.partition(";") for each in request.headers.get("Accept-Encoding", "").split(","))
    return any(name.strip().lower() == "gzip" and not ZERO_QUALITY.fullmatch(rest) for name, _sign, rest in codings)


def cached_response(request, headers, content, is_zipped):
    """Return the response of a cached page with its `headers`, zipped where the browser takes that."""
    is_sent_zipped = is_zipped and takes_gzip(request)
    if is_zipped and not is_sent_zipped:
        content = gzip.decompress(content)
    response = HttpResponse(content, headers=headers)
    if is_sent_zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(content))
    return response
