"""Which errors are outages, and what the office reads while one lasts: a sentence, with what was typed."""

import errno
import io
import re
import sqlite3
import threading
from contextlib import contextmanager
from html import unescape

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from PIL import Image

from partnerships.models import Institution
from partnerships.outages import Outage, StillUnderWay, outage_of
from tests.databases import IS_POSTGRESQL

INSTITUTIONS = "/admin/partnerships/institution/"


def from_database(cause):
    error = OperationalError("no")
    error.__cause__ = cause
    return error


def of_sqlite(name):
    error = sqlite3.OperationalError("no")
    error.sqlite_errorname = name
    return from_database(error)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (of_sqlite("SQLITE_BUSY"), Outage.BUSY),
        (of_sqlite("SQLITE_BUSY_SNAPSHOT"), Outage.BUSY),
        (of_sqlite("SQLITE_FULL"), Outage.FULL),
        (of_sqlite("SQLITE_IOERR_WRITE"), Outage.DOWN),
        (of_sqlite("SQLITE_ERROR"), None),  # such as a table that is missing
        (from_database(psycopg.errors.LockNotAvailable()), Outage.BUSY),
        (from_database(psycopg.errors.QueryCanceled()), Outage.BUSY),
        (from_database(psycopg.errors.AdminShutdown()), Outage.DOWN),
        (from_database(psycopg.errors.TooManyConnections()), Outage.DOWN),
        (from_database(psycopg.errors.DiskFull()), Outage.FULL),
        (from_database(psycopg.OperationalError("server closed the connection")), Outage.DOWN),
        (from_database(psycopg.errors.UndefinedTable()), None),
        (OSError(errno.ENOSPC, "no space"), Outage.FULL),
        (StillUnderWay(), Outage.UNDER_WAY),
        (OSError(errno.EACCES, "no"), None),
        (ValueError("no"), None),
        (None, None),
    ],
)
def test_an_outage_is_told_from_other_errors(error, expected):
    assert outage_of(error) is expected


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("aygun", "a@example.org", "right password")


@pytest.fixture
def browser(editor):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def typed(client, **fields):
    """Return what the form of a new institution sends, with some more `fields`."""
    shown = client.get(f"{INSTITUTIONS}add/").context
    counts = [formset.formset.management_form for formset in shown["inline_admin_formsets"]]
    sent = {form.add_prefix(name): form.initial.get(name, 0) for form in counts for name in form.fields}
    return sent | {"csrfmiddlewaretoken": str(shown["csrf_token"]), "name": "Kazan & Co", "country": "RU", **fields}


@pytest.fixture
def failing_save(monkeypatch):
    """Return a function that lets the saving of institutions fail with an error until it is called with None."""

    def fail(error):
        def save(*_arguments, **_keywords):
            raise error

        monkeypatch.undo() if error is None else monkeypatch.setattr("partnerships.models.Institution.save", save)

    return fail


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (of_sqlite("SQLITE_BUSY"), "The register is busy: much is being written at this moment."),
        (of_sqlite("SQLITE_FULL"), "There is no room left where the register keeps its records."),
        (OSError(errno.ENOSPC, "no space"), "There is no room left where the register keeps its records."),
        (from_database(psycopg.errors.LockNotAvailable()), "The register is busy"),
        (from_database(psycopg.OperationalError("gone")), "The database does not answer at this moment."),
    ],
)
def test_the_office_reads_a_sentence_and_sends_again_what_was_kept(browser, failing_save, error, sentence):
    failing_save(error)

    answer = browser.post(f"{INSTITUTIONS}add/", typed(browser, notes="two\r\nlines <b>", _save="Save"))

    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert sentence in text
    assert '<input type="hidden" name="name" value="Kazan &amp; Co">' in text
    assert '<input type="hidden" name="notes" value="two\r\nlines &lt;b&gt;">' in text
    assert '<input type="hidden" name="_save" value="Save">' in text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def picture():
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return file.getvalue()


def test_a_file_must_be_chosen_again_and_a_password_typed_again(browser, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise of_sqlite("SQLITE_BUSY")

    shown = typed(browser)
    monkeypatch.setattr("django.contrib.auth.models.User.save", fail)
    monkeypatch.setattr("partnerships.models.Institution.save", fail)
    logo = SimpleUploadedFile("logo.png", picture())

    with_file = browser.post(f"{INSTITUTIONS}add/", shown | {"logo": logo}).content.decode()
    password = browser.post(
        "/admin/password_change/",
        shown | {"old_password": "right password", "new_password1": "kept secret 7", "new_password2": "kept secret 7"},
    ).content.decode()

    assert '<input type="file" name="logo">' in with_file
    assert "Choose “logo.png” again: files cannot be kept" in with_file
    assert "kept secret 7" not in password and "right password" not in password
    assert password.count('type="password"') == 3


def test_a_code_of_the_second_factor_is_not_kept(browser, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise of_sqlite("SQLITE_BUSY")

    shown = typed(browser)
    monkeypatch.setattr("partnerships.admin.log_in.account.set_factor_up", fail)

    answer = browser.post("/admin/second-factor/", shown | {"code": "271828"}).content.decode()

    assert "271828" not in answer
    assert '<a href="/admin/second-factor/">Try again</a>' in answer


def test_nothing_that_another_site_sent_is_shown_to_be_sent_again(browser, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise of_sqlite("SQLITE_BUSY")

    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware._check_token", fail)

    answer = browser.post(f"{INSTITUTIONS}add/", {"name": "Sent by another site"})

    assert answer.status_code == 503
    assert "Sent by another site" not in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("az", "Reyestr məşğuldur"), ("ru", "Реестр занят"), ("tr", "Kayıt sistemi meşgul")],
)
def test_the_sentence_comes_in_each_language(browser, failing_save, language, sentence):
    failing_save(of_sqlite("SQLITE_BUSY"))

    answer = browser.post(f"{INSTITUTIONS}add/", typed(browser), headers={"Accept-Language": language})

    assert sentence in answer.content.decode()


def test_a_visitor_reads_the_page_of_all_busy_moments(client, db, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise of_sqlite("SQLITE_BUSY")

    client.raise_request_exception = False
    monkeypatch.setattr("partnerships.public.frame.About.get", fail)

    answer = client.get("/about/")

    assert answer.status_code == 503
    assert "The register is busy at the moment" in answer.content.decode()


@contextmanager
def locked(seconds=60):
    """Hold the lock of SQLite from another connection, at most so many seconds."""
    released, is_held = threading.Event(), threading.Event()

    def hold():
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        is_held.set()
        released.wait(seconds)
        other.rollback()
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    is_held.wait()
    try:
        yield
    finally:
        released.set()
        thread.join()


@pytest.fixture
def patience():
    """Return a function that sets for how many milliseconds SQLite waits for a lock."""

    def wait(milliseconds):
        connection.ensure_connection()
        connection.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")

    yield wait
    connection.close()


@pytest.mark.skipif(IS_POSTGRESQL, reason="SQLite alone has one lock for all")
@pytest.mark.django_db(transaction=True)
class TestLockedSqlite:
    def test_a_save_gets_the_sentence_and_is_done_when_sent_again(self, browser, patience, monkeypatch):
        monkeypatch.setattr(connection, "close", lambda: None)
        patience(50)
        sent = typed(browser)
        with locked():
            refused = browser.post(f"{INSTITUTIONS}add/", sent)
        again = browser.post(f"{INSTITUTIONS}add/", hidden_fields(refused) | {"_save": "Save"})

        assert refused.status_code == 503
        assert again.status_code == 302
        assert Institution.objects.filter(name="Kazan & Co").count() == 1

    def test_a_log_in_waits_for_twice_as_long(self, editor, patience, monkeypatch):
        monkeypatch.setattr(connection, "close", lambda: None)
        client = Client()
        patience(1000)
        with locked(seconds=1.5):
            answer = client.post("/admin/login/?next=/admin/", {"username": "aygun", "password": "right password"})

        assert answer.status_code == 302
        assert client.get("/admin/").context["user"] == editor


def hidden_fields(response):
    """Return what the form of a page would send: {name: value}."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', response.content.decode())
    return {name: unescape(value) for name, value in found}
