"""Errors reach a server that speaks Sentry's protocol, and nobody's secrets do."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAIL = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from config import urls

def fail(request, token):
    password = "the-pass" + "word"
    assert request.POST["password"] == "the-form"
    raise ZeroDivisionError("nobody foresaw this")

urls.urlpatterns[:0] = [path("calendar/<str:token>.ics", csrf_exempt(fail))]
headers = {"Authorization": "Bearer the-bearer", "X-Forwarded-For": "192.0.2.77", "Cookie": "csrftoken=the-cookie"}
form = {"password": "the-form"}
request = RequestFactory().post("/calendar/the-token.ics?q=the-search", form, REMOTE_ADDR="192.0.2.78", headers=headers)
list(application(request.environ, lambda *_arguments: None))
wrong = RequestFactory().get("/", headers={"Host": "evil.example"})
list(application(wrong.environ, lambda *_arguments: None))
import sentry_sdk
sentry_sdk.flush()
"""


@pytest.fixture
def server():
    """Yield the address of a server of error reports on this machine, and the list of what it was sent."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://public-key@127.0.0.1:{served.server_port}/1", got
    served.shutdown()
    served.server_close()


def run(code, folder, dsn):
    """Run code under the settings with a dsn."""
    environment = os.environ | {"SENTRY_DSN": dsn, "DATA_DIR": str(folder), "ALLOWED_HOSTS": "testserver"}
    environment |= {"DATABASE_URL": f"sqlite:///{folder}/new.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_an_error_is_reported_without_secrets(server, tmp_path):
    pytest.importorskip("sentry_sdk")
    dsn, got = server

    done = run(FAIL, tmp_path, dsn)

    assert done.returncode == 0, done.stderr
    (body,) = got
    event = next(json.loads(line) for line in body.splitlines() if b'"exception"' in line)
    error = event["exception"]["values"][-1]
    assert (error["type"], error["value"]) == ("ZeroDivisionError", "nobody foresaw this")
    assert event["request"] == {"method": "POST", "url": "http://testserver/calendar/…"}
    assert len(event["tags"]["request_id"]) == 12
    secrets = ["the-password", "the-cookie", "the-token", "the-search", "the-form", "the-bearer", "192.0.2.7"]
    assert [secret for secret in secrets if secret.encode() in body] == []


@pytest.mark.parametrize(
    ("code", "dsn", "sentence"),
    [
        ("", "nonsense", "SENTRY_DSN: it is no address of a project, such as https://key@errors.example.org/1."),
        (
            "import sys; sys.modules['sentry_sdk'] = None\n",
            "https://key@errors.example.org/1",
            "SENTRY_DSN: the package sentry-sdk is not installed; “pip install sentry-sdk” adds it.",
        ),
    ],
)
def test_reports_that_cannot_be_sent_stop_the_start(code, dsn, sentence, tmp_path):
    done = run(f"{code}import config.settings", tmp_path, dsn)

    assert (done.returncode, done.stderr.strip()) == (1, sentence)
