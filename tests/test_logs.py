"""What the lines of the log tell, and what they never tell."""

import json
import logging
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.urls import URLResolver, get_resolver

from partnerships import logs, request_ids
from tests.factories import make_agreement
from tests.run import free_port
from tests.test_request_ids import FAILING_URLS, answer_of

ROOT = Path(__file__).resolve().parent.parent


def lines_of(formatter, monkeypatch):
    """Return the list that the lines of the register's log are added to, as a formatter writes them."""
    written = []
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, logs.Formatter))
    monkeypatch.setattr(handler, "emit", lambda record: written.append(formatter.format(record)))
    return written


@pytest.fixture
def access(monkeypatch, settings):
    """Return the lines of the access log as JSON."""
    settings.ACCESS_LOG = True
    return lines_of(logs.JsonFormatter(), monkeypatch)


@pytest.mark.django_db
def test_the_access_log_has_a_line_for_each_request(client, access):
    make_agreement()

    response = client.get("/?q=somebody", headers={"X-Forwarded-For": "192.0.2.9"})

    (line,) = [json.loads(text) for text in access]
    assert line.pop("ms") >= 0 and line.pop("time").endswith("+00:00")
    message = line.pop("message").split(" ")
    assert [*message[:3], *message[4:]] == ["GET", "/", "200", "127.0.0.1", "-"]
    assert line == {
        "level": "INFO",
        "logger": "partnerships.access",
        "request_id": response.headers["X-Request-ID"],
        "user": None,
        "method": "GET",
        "path": "/",
        "status": 200,
        "address": "127.0.0.1",
    }


@pytest.mark.django_db
def test_the_access_log_names_who_asked_in_the_office(admin_client, access, settings):
    settings.BEHIND_PROXY = True

    admin_client.get("/admin/", headers={"X-Forwarded-For": "203.0.113.7, 192.0.2.9"})

    (line,) = [json.loads(text) for text in access]
    assert (line["user"], line["address"], line["status"]) == ("admin", "192.0.2.9", 200)


@pytest.mark.django_db
def test_the_access_log_asks_nobody_who_they_are(admin_client, access):
    response = admin_client.get("/")

    assert json.loads(access[0])["user"] is None
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_there_is_no_access_log_unless_it_is_set(client, monkeypatch):
    written = lines_of(logs.TextFormatter(), monkeypatch)

    client.get("/")

    assert written == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/calendar/{}.ics", "/admin/reset/MQ/{}/", "/admin/invitation/MQ/{}/", "/calendar/{}/x"]
)
def test_no_line_has_what_opens_a_calendar_or_an_account(client, access, address):
    client.get(address.format("t0k3n-of-somebody"))
    client.post(address.format("t0k3n-of-somebody"))

    assert len(access) > 1 and all("t0k3n" not in line for line in access)


def addresses(resolver, before="/"):
    """Yield all patterns of addresses."""
    for each in resolver.url_patterns:
        whole = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from addresses(each, whole)
        else:
            yield whole


def test_each_address_with_a_token_hides_it():
    found = [address for address in addresses(get_resolver()) if "token" in address]

    assert len(found) >= 3
    assert [address for address in found if "token" in logs.without_secrets(address)] == []


@pytest.mark.django_db
def test_json_of_a_failure_has_its_user_and_traceback(admin_client, monkeypatch, settings):
    settings.ROOT_URLCONF = "tests.test_request_ids"
    admin_client.raise_request_exception = False
    written = lines_of(logs.JsonFormatter(), monkeypatch)
    admin_client.get("/admin/")  # a page that asks who it is

    response = admin_client.get("/admin/fail")

    (line,) = [json.loads(text) for text in written]
    assert (line["level"], line["status"], line["message"]) == ("ERROR", 500, "Internal Server Error: /admin/fail")
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert line["user"] == "admin"
    assert line["traceback"].endswith("ZeroDivisionError: nobody foresaw this")


def test_a_line_of_json_is_one_line():
    record = logging.LogRecord("x", logging.WARNING, "", 1, "one\ntwo “%s”", ("Bakı",), None)

    assert json.loads(logs.JsonFormatter().format(record))["message"] == "one\ntwo “Bakı”"
    assert logs.JsonFormatter().format(record).count("\n") == 0


@pytest.mark.django_db
def test_nobody_writes_a_line_of_the_log_by_an_address(client, monkeypatch, settings):
    settings.ACCESS_LOG = True
    written = lines_of(logs.TextFormatter(), monkeypatch)

    client.get("/x%0A2026-11-27%20INFO%20forged%1B[31m%C2%85%E2%80%A8")

    lines = [line for line in written if "partnerships.access" in line]
    assert [line.partition("GET ")[2].split(" 404 ")[0] for line in lines] == [
        r"/x\n2026-11-27 INFO forged\x1b[31m\x85\u2028"
    ]


def test_errors_are_sent_to_admins_but_few(settings, mailoutbox):
    settings.ADMINS = [("", "admin@example.org")]
    handler = logs.MailHandler()
    handler.setFormatter(logs.TextFormatter())
    logger = logging.Logger("partnerships.sample")
    logger.addHandler(handler)
    logger.warning("nothing of note")
    logger.error("Invalid HTTP_HOST header", extra={"status_code": 400})

    for number in range(logs.MOST_MAILS + 5):
        logger.error("It failed\nfor /calendar/t0k3n.ics %s", number)

    assert len(mailoutbox) == logs.MOST_MAILS
    assert (mailoutbox[0].subject, mailoutbox[0].to) == (
        "[Register] It failed for /calendar/… 0", ["admin@example.org"],
    )  # fmt: skip
    assert mailoutbox[0].body.endswith("partnerships.sample: It failed\\nfor /calendar/… 0")


def test_a_mail_server_that_is_away_fails_nothing(settings, capsys, monkeypatch):
    settings.ADMINS = [("", "admin@example.org")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    logs.MailHandler().handle(logging.LogRecord("x", logging.ERROR, "", 1, "It failed", (), None))

    assert "ConnectionRefusedError" in capsys.readouterr().err


def test_the_web_server_writes_json_from_its_first_line(tmp_path):
    (tmp_path / "failing_settings.py").write_text("from config.settings import *\nROOT_URLCONF = 'failing_urls'\n")
    (tmp_path / "failing_urls.py").write_text(FAILING_URLS)
    port = free_port()
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    environment |= {"DJANGO_SETTINGS_MODULE": "failing_settings", "LOG_FORMAT": "json", "ACCESS_LOG": "on"}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path}/register.sqlite3"}
    command = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 1"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment, stderr=log)
    try:
        response, _page = answer_of(port, {"SCRIPT_NAME": "/evil", "X-Forwarded-For": "192.0.2.9"})
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
    finally:
        server.terminate()
        server.wait()

    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert lines[0]["logger"] == "gunicorn.error" and lines[0]["message"].startswith("Starting gunicorn")
    found = [line for line in lines if line["request_id"] == response.headers["X-Request-ID"]]
    assert [(line["logger"], line["status"]) for line in found] == [
        ("django.request", 500),
        ("partnerships.access", 500),
    ]
    assert [line["path"] for line in lines if line["logger"] == "partnerships.access"] == ["/admin/fail", "/healthz"]


def test_a_request_id_of_its_own_stands_in_no_other_line():
    request_ids.current.set("-")

    assert "[-]" in logs.TextFormatter().format(logging.LogRecord("x", logging.INFO, "", 1, "m", (), None))


def test_the_user_is_whom_a_page_has_found(rf):
    request = rf.get("/")
    assert logs.user_of(request) is None

    request._cached_user = get_user_model()(username="aysel")
    assert logs.user_of(request) == "aysel"
