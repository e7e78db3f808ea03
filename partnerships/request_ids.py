"""The id of the request that is being answered, which its answer and the lines of the log carry."""

import re
import secrets
from contextvars import ContextVar

from django.http import HttpRequest

HEADER = "X-Request-ID"
USABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="-")


def id_for(request: HttpRequest, is_behind_proxy: bool) -> str:
    """Return the id that a proxy gave the `request`, or a new one where there is none that can be believed."""
    given = request.headers.get(HEADER, "") if is_behind_proxy else ""
    return given if USABLE.fullmatch(given) else secrets.token_hex(6)
