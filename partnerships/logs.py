"""What the lines of the log say: as text or JSON, without secrets, and by e-mail where something failed."""

import json
import logging
import re
import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from copy import copy
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import mail_admins
from django.http import HttpRequest, HttpResponse

from . import request_ids
from .client_addresses import client_address

# What follows these in an address opens something to whoever reads it: a calendar, an invitation, a new password.
SECRET = re.compile(r"(/calendar/|/(?:reset|invitation)/[^/\s]+/)[^/\s?]+")
# What ends a line or moves the cursor: in a message, it would let a visitor write lines of the log.
CONTROL = re.compile(r"[\0-\x1f\x7f-\x9f\u2028\u2029]")
access_log = logging.getLogger("partnerships.access")
current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
MOST_MAILS, PERIOD = 10, 3600  # messages that one process sends in so many seconds, whatever fails


def without_secrets(text: str) -> str:
    """Return a text of the log without what opens something in the addresses that it names."""
    return SECRET.sub(r"\1…", text)


def in_one_line(text: str) -> str:
    """Return a text of the log with its control characters written as Python writes them, such as \\n."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def user_of(request: HttpRequest | None) -> str | None:
    """Return the name of the user who sent a `request`, or None.

    Only what a page has already found out is told: to ask here would tie each public page to a session.
    """
    user = getattr(request, "_cached_user", None)
    return user.get_username() or None if user is not None else None


def is_of_visitor(record: logging.LogRecord) -> bool:
    """Return whether a record of the log tells of what a visitor did wrong, such as to ask for another host."""
    return getattr(record, "status_code", 500) < 500


class Formatter(logging.Formatter):
    """The base of both forms: a record with its request id, whose message holds no secrets.

    What a visitor did wrong takes one line, without a traceback.
    """

    def prepared(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return a copy of a `record`, ready to be written; other handlers get it as it was."""
        record = copy(record)
        record.request_id = request_ids.current.get()
        record.msg, record.args = without_secrets(record.getMessage()), ()
        if is_of_visitor(record):
            record.msg = " ".join(record.msg.split())
            record.exc_info = record.exc_text = record.stack_info = None
        return record


class TextFormatter(Formatter):
    """Lines for people: time, level, request id, logger, message in one line, and the traceback below it."""

    default_format = "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"

    def __init__(self) -> None:
        super().__init__(self.default_format)

    def format(self, record: logging.LogRecord) -> str:
        record = self.prepared(record)
        record.msg = in_one_line(record.msg)
        return super().format(record)


class JsonFormatter(Formatter):
    """One JSON object a line, for programs; what a line of the access log knows stands under keys of its own."""

    def format(self, record: logging.LogRecord) -> str:
        record = self.prepared(record)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_ids.current.get(),
            "user": user_of(getattr(record, "request", None) or current.get()),
            **getattr(record, "facts", {}),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class MailHandler(logging.Handler):
    """Errors by e-mail to ADMINS: what the log says and no more of the request; few of them, whatever happens."""

    def __init__(self, level: int = logging.ERROR) -> None:
        super().__init__(level)
        self.sent: deque[float] = deque(maxlen=MOST_MAILS)

    def emit(self, record: logging.LogRecord) -> None:
        if is_of_visitor(record):
            return
        now = time.monotonic()
        if len(self.sent) == MOST_MAILS and self.sent[0] > now - PERIOD:
            return
        self.sent.append(now)
        try:
            subject = " ".join(without_secrets(record.getMessage()).split())
            mail_admins(subject[:200], self.format(record))
        except Exception:
            self.handleError(record)


def log_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let each line that is logged while a request is answered name its user, and write the access log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        current.set(request)
        try:
            response = get_response(request)
        finally:
            current.set(None)
        if settings.ACCESS_LOG:
            log_access(request, response, time.monotonic() - started)
        return response

    return middleware


def log_access(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Write a line of the access log. It names the path alone: what somebody searched for is nobody's business."""
    facts = {
        "method": request.method,
        "path": without_secrets(request.path),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "address": client_address(request),
        "user": user_of(request),
    }
    access_log.info(" ".join(str(value or "-") for value in facts.values()), extra={"facts": facts})
