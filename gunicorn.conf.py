"""The settings of gunicorn when it is started in this folder; its command line overrides them.

A worker answers with many threads, so that a visitor on a slow line holds one thread and not the register. The pool of
connections in the settings keeps their number from the database.
"""

import os
import socket
import struct

from gunicorn.glogging import Logger
from gunicorn.http import message
from gunicorn.workers.gthread import ThreadWorker

from partnerships.logs import JsonFormatter

# Seconds for which the rest of a request, or room for the rest of an answer, may be waited for
SLOWEST = 10


class Worker(ThreadWorker):
    """A worker with threads, whose first thread, which all others need, waits for no visitor."""

    def init_process(self):
        """Limit how long a connection may stand still; on Linux each has the limits of the socket that listens."""
        for listener in self.sockets:
            listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SLOWEST, 0))
            if listener.sock.family != socket.AF_UNIX:
                listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SLOWEST * 1000)
        self.log.error_log.addFilter(is_no_time_limit)
        super().init_process()

    def handle(self, conn):
        """Answer a request, and close the connection here where it ends: gunicorn waits two seconds for each."""
        stays_open = super().handle(conn)
        if not stays_open:
            conn.close(graceful=True)
        return stays_open


class JsonLog(Logger):
    """Gunicorn's own lines in the form of the register's."""

    def setup(self, cfg):
        """Write as gunicorn does, in JSON."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())


def is_no_time_limit(record):
    """Return whether a record of the log tells of more than a visitor who stood still too long."""
    return not (record.exc_info and record.exc_info[0] in {BlockingIOError, TimeoutError})


worker_class = Worker
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))  # one for each processor is enough
threads = 128  # made one by one, as they are needed
timeout = 120  # seconds in which the first thread of a worker must show that it lives; a request may take longer
graceful_timeout = 120  # seconds that a worker that is to stop gives to what is under way, such as a large import
max_requests, max_requests_jitter = 20_000, 2_000  # another worker then takes its place, whatever a library has kept
control_socket_disable = True  # it would lie in somebody's home
# What a visitor writes into headers is not believed: Django alone decides by BEHIND_PROXY whether HTTPS was used.
secure_scheme_headers = {}
forwarder_headers = ""
if os.environ.get("LOG_FORMAT") == "json":
    logger_class = JsonLog
# Gunicorn itself answers an address of more than 8190 characters, in English; a long search shall get our page.
message.MAX_REQUEST_LINE = limit_request_line = 65_536
