"""What goes wrong leaves a trace: in the log, under an id that the person who saw it can tell."""

import http.client
import logging
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.urls import path

from config import urls
from partnerships.logs import TextFormatter
from partnerships.request_ids import id_for
from tests.factories import make_agreement
from tests.run import free_port

ROOT = Path(__file__).resolve().parent.parent


def fail(request):
    raise ZeroDivisionError("nobody foresaw this")


def suspect(request):
    raise SuspiciousOperation("one\nTWO")


def said(request):
    return HttpResponse(request.get_host())


added = [path("admin/fail", fail), path("admin/suspect", suspect), path("admin/host", said)]
urlpatterns = [*added, *urls.urlpatterns]
handler500 = urls.handler500


@pytest.fixture
def failing(settings, client):
    """Return a client of a register with addresses that fail, which is answered as by a web server."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.fixture
def log(monkeypatch):
    """Return the list of texts that the register writes to its log."""
    written = []
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, TextFormatter))
    monkeypatch.setattr(handler, "emit", lambda record: written.append(handler.format(record)))
    return written


@pytest.mark.django_db
def test_a_failure_is_logged_under_the_id_that_its_page_shows(failing, log):
    response = failing.get("/admin/fail")

    reference = response.headers["X-Request-ID"]
    assert response.status_code == 500
    assert f"<p>Reference {reference}</p>" in response.text
    (text,) = log
    assert re.match(rf"\d{{4}}-\d\d-\d\d [\d:,]+ ERROR \[{reference}\] django.request: .*/admin/fail\n", text)
    assert "Traceback" in text and text.endswith("ZeroDivisionError: nobody foresaw this")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("az", "Xətanın nömrəsi:"), ("ru", "Номер ошибки:"), ("tr", "Hata numarası:")]
)
def test_the_page_names_the_reference_in_the_language_of_the_person(failing, language, words):
    response = failing.get("/admin/fail", headers={"Accept-Language": language})

    assert f"<p>{words} {response.headers['X-Request-ID']}</p>" in response.text


@pytest.mark.parametrize(
    ("address", "host", "text"),
    [
        ("/admin/suspect", "testserver", "django.security.SuspiciousOperation: one TWO"),
        ("/admin/host", "evil.example", "django.security.DisallowedHost: Invalid HTTP_HOST header: 'evil.example'."),
        ("/nowhere", "testserver", "django.request: Not Found: /nowhere"),
    ],
)
@pytest.mark.django_db
def test_what_a_visitor_did_wrong_takes_a_line_without_a_traceback(failing, log, address, host, text):
    response = failing.get(address, headers={"Host": host})

    assert response.status_code in {400, 404}
    assert all("\n" not in line and f"[{response.headers['X-Request-ID']}]" in line for line in log)
    assert text in "\n".join(log)


def test_each_request_has_an_id_of_its_own(failing):
    ids = [failing.get("/admin/host").headers["X-Request-ID"] for _time in range(2)]

    assert ids[0] != ids[1] and all(re.fullmatch("[0-9a-f]{12}", one) for one in ids)


@pytest.mark.parametrize(
    ("is_behind_proxy", "given", "is_taken"),
    [
        (True, "0af7651916cd43dd8448eb211c80319c", True),
        (True, "short", False),
        (True, "a" * 65, False),
        (True, "<script>alert(1)", False),
        (True, "twelve\nletters", False),
        (False, "0af7651916cd43dd8448eb211c80319c", False),
    ],
)
def test_an_id_is_taken_from_a_proxy_where_there_is_one_and_it_is_sane(rf, is_behind_proxy, given, is_taken):
    request = rf.get("/", headers={"X-Request-ID": given})

    assert (id_for(request, is_behind_proxy) == given) is is_taken


@pytest.mark.django_db
def test_a_kept_page_carries_the_id_of_who_asks_now(client):
    make_agreement()

    first, second = client.get("/"), client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})

    ids = [response.headers["X-Request-ID"] for response in (first, second, again)]
    assert len(set(ids)) == 3
    assert first.content == second.content and ids[0] not in first.text


def test_the_id_stands_before_whatever_answers():
    assert configured.MIDDLEWARE[0] == "partnerships.middleware.request_id"


FAILING_URLS = """
from config.urls import *
from tests.test_request_ids import fail

urlpatterns.insert(0, path("admin/fail", fail))
"""


def served(folder):
    """Start the register as `make run` does, with an address that fails; return the process and its port."""
    (folder / "failing_settings.py").write_text("from config.settings import *\nROOT_URLCONF = 'failing_urls'\n")
    (folder / "failing_urls.py").write_text(FAILING_URLS)
    port = free_port()
    command = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 1 --log-level warning"
    paths = {"DATA_DIR": str(folder), "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    environment = os.environ | paths | {"DJANGO_SETTINGS_MODULE": "failing_settings", "DEBUG": "off"}
    with (folder / "log").open("w") as log:
        return subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment, stderr=log), port


def answer_of(port, headers):
    """Return the answer to a request for the address that fails, once the server listens."""
    for _attempt in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/admin/fail", headers=headers)
            response = connection.getresponse()
            page = response.read().decode()
            connection.close()
            return response, page
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the server never listened")


def test_the_web_server_writes_failures_to_standard_error(tmp_path):
    server, port = served(tmp_path)
    try:
        response, page = answer_of(port, {})
        refused, _page = answer_of(port, {"Host": "evil.example"})
    finally:
        server.terminate()
        server.wait()

    log = (tmp_path / "log").read_text()
    reference = response.headers["X-Request-ID"]
    assert (response.status, refused.status) == (500, 400)
    assert reference in page
    assert f"ERROR [{reference}] django.request: Internal Server Error: /admin/fail\nTraceback" in log
    assert log.count("Traceback") == 1
    assert f"[{refused.headers['X-Request-ID']}] django.security.DisallowedHost" in log


def test_a_command_that_fails_leaves_the_time_and_a_traceback(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "DATA_DIR": str(tmp_path)}
    environment = os.environ | database | {"OFFICE_EMAIL": "office@example.org"}

    done = subprocess.run(
        [sys.executable, "manage.py", "send_reminders"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert re.match(r"\d{4}-.* ERROR \[-\] manage: “send_reminders” failed.\nTraceback", done.stderr)
    assert "OperationalError: no such table" in done.stderr
