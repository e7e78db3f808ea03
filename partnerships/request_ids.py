"""The id of the request that is being answered, and the lines of the log that carry it."""

import logging
import re
import secrets
from contextvars import ContextVar
from copy import copy

from django.http import HttpRequest

HEADER = "X-Request-ID"
USABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="-")


def id_for(request: HttpRequest, is_behind_proxy: bool) -> str:
    """Return the id that a proxy gave the `request`, or a new one where there is none that can be believed."""
    given = request.headers.get(HEADER, "") if is_behind_proxy else ""
    return given if USABLE.fullmatch(given) else secrets.token_hex(6)


class LogFormatter(logging.Formatter):
    """Lines with time, level and request id; what a visitor did wrong takes one line, without a traceback."""

    default_format = "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"

    def __init__(self) -> None:
        super().__init__(self.default_format)

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)  # other handlers get it as it was
        record.request_id = current.get()
        if getattr(record, "status_code", 500) < 500:
            record.msg, record.args = " ".join(record.getMessage().split()), ()
            record.exc_info = record.exc_text = record.stack_info = None
        return super().format(record)
