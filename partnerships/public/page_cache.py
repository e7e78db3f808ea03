"""The cache of public pages: each is kept as it was sent until the register changes, and a known one is answered 304.

Why a page is never older than the register, and needs no time to live:
1. Each committed change adds a note by a trigger, in the transaction of the change (`listing.triggers`).
2. Before a page is made or taken from the cache, one query asks for the version of the register and for notes. Where
   there is one, the listing is brought up to date first, which takes the notes and writes another version.
3. So the version is read before the page is made, and the page shows that version or a later one, never an earlier.
4. The ETag is a digest of the version, the day, the settings that pages show, and the code. A page is kept under its
   ETag and address: what was kept under an earlier version is never asked for again, and falls out of the cache.
5. A browser may keep a page, but asks before each use (`no-cache`), and gets 304 only for the ETag of this moment.
6. Only what says the same to everybody is kept: whatever looks at the session says `Vary: Cookie`, and is left alone.
7. Where there are hot standbys, each page is made from one state of one server, so that all of it belongs to the
   version that it is kept under, whichever server that came from (`listing.shown`).
8. Whoever writes brings the listing up to date in the same request, so that visitors find it done.
"""

import hashlib
import re
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import get_conditional_response, has_vary_header, patch_vary_headers

from partnerships.outages import Outage, outage_of
from partnerships.public.errors import busy
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.shown import shown_state, shown_version
from partnerships.replicas.reading import Elsewhere, are_standbys_used

NEVER_CACHED = ("/admin/", "/static/", "/accent-", "/calendar/", "/documents/")
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"}  # that a browser may set on an ETag
LARGEST = 64_000  # bytes of a page that is kept; there are 1,000 of them at most, whatever addresses are asked for
PATIENCE = 1  # seconds that a visitor waits for somebody else who brings the listing up to date
PAUSE = 5  # seconds after which a visitor who has waited for that in vain may ask again
SHOWN_SETTINGS = "BASE_URL LANGUAGE_CODE WARNING_DAYS TIME_ZONE HTTPS".split()
ZERO_QUALITY = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")  # of a coding that must not be used
CODE = ("*.py", "*.html", "*.xml", "*.mo", "*.css", "*.js", "*.json")
zip_response = GZipMiddleware(HttpResponse).process_response


def cache_public_pages(get_response):
    """Return the middleware that gives public pages their ETag, answers 304 where it is known, and keeps them.

    It comes before all other middleware, whose headers are kept with the page. It gives the request its
    `register_version` and `page_etag`.
    """

    def middleware(request):
        if request.method not in {"GET", "HEAD"}:
            return after_writing(get_response(request))
        if request.path_info.startswith(NEVER_CACHED):
            return get_response(request)
        try:
            site = f"{request.scheme}://{request.get_host()}"
        except DisallowedHost:
            return get_response(request)  # which answers this itself
        try:
            with_version(request, shown_version(PATIENCE))
            if (answer := known_answer(request, site)) is not None:
                return answer
            if not are_standbys_used():
                return new_page(request, site, get_response)
            with shown_state(PATIENCE) as version:
                with_version(request, version)
                return known_answer(request, site) or new_page(request, site, get_response)
        except (DatabaseError, InterfaceError) as error:
            if are_standbys_used():
                return Elsewhere(error)
            if isinstance(error, OperationalError):
                return busy(request, PAUSE if outage_of(error) is Outage.BUSY else 60)
            raise

    return middleware


def with_version(request, version):
    """Give a request the `version` of the register that its page shows, and the ETag of that page."""
    request.register_version = version
    request.page_etag = etag_of(version, timezone.localdate(), code_version())


def known_answer(request, site):
    """Return 304 where the visitor has the page, or the page as it was kept under its ETag and address; else None.

    `site` is the scheme and the host that the address begins with.
    """
    if not CONDITIONS.isdisjoint(request.META):
        known = with_etag(HttpResponse(), request.page_etag)
        if (answer := get_conditional_response(request, etag=request.page_etag, response=known)) is not known:
            return answer
    kept = caches["pages"].get(key_of(request, site))
    return HttpResponse(kept[1], headers=kept[0]) if kept else None


def key_of(request, site):
    """Return the key under which a page is kept."""
    asked = (request.page_etag, site, request.path, request.META.get("QUERY_STRING", ""), takes_gzip(request))
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def new_page(request, site, get_response):
    """Return a page as it is made now, and keep it where it may be."""
    response = get_response(request)
    if response.status_code != 200 or response.cookies or has_vary_header(response, "Cookie"):
        return response
    with_etag(response, request.page_etag)
    if response.streaming:  # a file is sent as it is
        return response
    if takes_gzip(request):
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
        response = zip_response(request, response)
    response.headers["Content-Length"] = str(len(response.content))
    kept = dict(response.items()), response.content
    if len(kept[1]) <= LARGEST:
        caches["pages"].set(key_of(request, site), kept)
    return HttpResponse(kept[1], headers=kept[0])


def after_writing(response):
    """Bring the listing up to date with what a request may have written; return its response."""
    if response.status_code == 503:  # nothing was written, and to wait once more helps nobody
        return response
    with suppress(OperationalError):  # the next reader tries again
        refresh_listing()
    return response


@lru_cache(maxsize=2)
def etag_of(version, day, code):
    """Return the ETag of a page that is made from that `version` of the register, on a `day`, by some `code`.

    A weak one: the same text may be sent zipped or not.
    """
    return f'W/"{hashlib.sha256(f"{version} {day} {code}".encode()).hexdigest()[:32]}"'


@cache
def code_version() -> str:
    """Return a digest of the code and the settings that make the pages, the same on all web servers of one version."""
    digest = hashlib.sha256()
    for name in SHOWN_SETTINGS:
        digest.update(f"{name}={getattr(settings, name)}\n".encode())
    for folder in ("partnerships", "templates", "config"):
        for pattern in CODE:
            for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
                digest.update(f"{path.name} {len(content := path.read_bytes())}\n".encode() + content)
    return digest.hexdigest()


def with_etag(response, etag):
    """Give a response its ETag, and say that anybody may keep it but must ask before each use; return it."""
    response.headers["ETag"] = etag
    response.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def takes_gzip(request: HttpRequest) -> bool:
    """Return whether a request says that its answer may be zipped; `gzip;q=0` says that it may not."""
    codings = (each.partition(";") for each in request.headers.get("Accept-Encoding", "").split(","))
    return any(name.strip().lower() == "gzip" and not ZERO_QUALITY.fullmatch(rest) for name, _sign, rest in codings)
