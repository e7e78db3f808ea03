"""The web server lets through what the register answers better."""

import http.client
import os
import runpy
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser, message
from gunicorn.http.errors import LimitRequestLine

from tests.run import free_port

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "gunicorn.conf.py"


@pytest.fixture
def configured(monkeypatch):
    """Return what the register's configuration sets."""
    monkeypatch.setattr(message, "MAX_REQUEST_LINE", message.MAX_REQUEST_LINE)
    return runpy.run_path(str(CONFIGURATION))


@pytest.fixture
def served(configured):
    """Read the request for an address as gunicorn does under the register's configuration."""
    config = Config()
    config.set("limit_request_line", configured["limit_request_line"])
    return lambda address: next(
        RequestParser(config, [f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode()], ("127.0.0.1", 1))
    )


def test_a_search_of_ten_thousand_characters_reaches_the_register(served):
    assert served(f"/?q={'a' * 10_000}").query == "q=" + "a" * 10_000


def test_an_address_without_end_does_not(served):
    with pytest.raises(LimitRequestLine):
        served(f"/?q={'a' * 70_000}")


def test_a_large_file_may_take_longer_than_gunicorn_allows_by_itself(configured):
    assert configured["timeout"] > Config().settings["timeout"].default


def status_of(port):
    """Return the status of the answer to /healthz, which comes within 20 seconds once the server listens."""
    for _attempt in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer.status
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("the server never listened")


def is_closed(connection):
    """Return whether the other side ends a connection within 20 seconds, without an answer."""
    connection.settimeout(20)
    return connection.recv(1000) == b""


def test_visitors_who_send_half_a_request_stop_nobody(tmp_path):
    port = free_port()
    command = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 1 --log-level warning"
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/register.sqlite3"}
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment, stderr=log)
    halves = []
    try:
        before = status_of(port)
        for _number in range(50):
            halves.append(socket.create_connection(("127.0.0.1", port)))
            halves[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Rest: ")
        meanwhile = status_of(port)
        closed = [is_closed(connection) for connection in halves]
        afterwards = status_of(port)
    finally:
        for connection in halves:
            connection.close()
        server.terminate()
        server.wait()

    assert [before, meanwhile, afterwards] == [before] * 3
    assert closed == [True] * 50
    assert (tmp_path / "log").read_text().count("Socket error") == 0


@pytest.mark.parametrize(
    ("error", "is_logged"), [(BlockingIOError, False), (TimeoutError, False), (ConnectionError, True)]
)
def test_the_log_holds_no_visitor_who_stood_still(configured, error, is_logged):
    record = SimpleNamespace(exc_info=(error, error(), None))

    assert configured["is_no_time_limit"](record) is is_logged


def test_nothing_is_left_in_the_home_of_whoever_starts_the_server(configured):
    assert configured["control_socket_disable"]
