"""The address of a page with the site's name before it, for those who come from elsewhere."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path, request):
    """Return the whole address of a `path` of this site.

    It begins with BASE_URL; where that still names this machine only, nobody has set it, and the `request` tells.
    """
    if urlsplit(settings.BASE_URL).hostname in {"127.0.0.1", "localhost", "::1"}:
        return request.build_absolute_uri(path)
    return settings.BASE_URL + path
