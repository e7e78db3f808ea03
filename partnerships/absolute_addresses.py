"""Absolute URLs of pages, for feeds, e-mails and search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str, request: HttpRequest) -> str:
    """Return the absolute URL of a `path` of this site.

    It begins with BASE_URL; where nobody has set that, so that it names this machine only, with the host of the
    `request`.
    """
    if urlsplit(settings.BASE_URL).hostname in {"127.0.0.1", "localhost", "::1"}:
        return request.build_absolute_uri(path)
    return settings.BASE_URL + path
