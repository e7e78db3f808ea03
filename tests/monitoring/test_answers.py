"""What monitors are told, and who is told more."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from partnerships.models import Backup, ReminderRun
from partnerships.monitoring import readiness
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-a-monitor-0123456789"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def token(settings, tmp_path):
    settings.MONITOR_TOKEN = TOKEN
    settings.DATA_DIR = tmp_path
    settings.OFFICE_EMAIL = ""


def fail(*_arguments):
    raise OperationalError("server closed the connection unexpectedly")


def failing(client):
    """Return the sentence of each check that fails."""
    response = client.get("/readyz", headers=WITH_TOKEN)
    found = {name: check["said"] for name, check in response.json()["checks"].items() if not check["ok"]}
    assert response.status_code == (503 if found else 200)
    return found


def test_healthz_asks_no_database_and_is_not_kept(client):
    with connection.execute_wrapper(fail):
        response = client.get("/healthz")

    assert (response.status_code, response.text, response["Cache-Control"]) == (200, "ok", "no-store")
    assert response.cookies == {}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_monitors_ask_by_ip_address_and_without_https(client, settings, address):
    settings.ALLOWED_HOSTS = ["register.example.org"]
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(address, headers={"Host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/robots.txt", headers={"Host": "10.1.2.3:8000"}).status_code == 400


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_monitors_only_ask(client, address):
    assert client.post(address, headers=WITH_TOKEN).status_code == 405


def test_the_checks_of_a_register_that_is_ready(client):
    response = client.get("/readyz", headers=WITH_TOKEN)

    names = ["database", "disk", "migrations", "triggers", "reminders", "backup"]
    assert response.json() == {"ready": True, "checks": {name: {"ok": True, "said": "ok"} for name in names}}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer é"}])
def test_the_public_is_told_no_details(client, headers, monkeypatch):
    monkeypatch.setattr(readiness, "LEAST_FREE", 2**80)

    response = client.get("/readyz", headers=headers)

    assert (response.status_code, response.json()) == (503, {"ready": False})


def test_without_a_token_nobody_is_told_details(client, settings):
    settings.MONITOR_TOKEN = ""

    assert client.get("/readyz", headers={"Authorization": "Bearer "}).json() == {"ready": True}
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_lost_database_is_said_and_what_asks_it_is_left_out(client):
    with connection.execute_wrapper(fail):
        response = client.get("/readyz", headers=WITH_TOKEN)

    assert response.json()["checks"] == {
        "database": {"ok": False, "said": "The database does not answer."},
        "disk": {"ok": True, "said": "ok"},
    }


def test_a_database_that_can_only_be_read_is_not_ready(client):
    if connection.vendor == "sqlite":
        pytest.skip("another test tries the file of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")

    assert failing(client) == {"database": "The database can only be read."}


def test_a_file_of_sqlite_is_written_to_for_a_moment_alone(tmp_path, monkeypatch):
    import sqlite3

    path = tmp_path / "register.sqlite3"
    assert readiness.sqlite_fault(path) == "The database can only be read."  # it is not there
    writer = sqlite3.connect(path, isolation_level=None)
    assert readiness.sqlite_fault(path) == ""

    monkeypatch.setattr(readiness, "PATIENCE", 0.1)
    writer.execute("BEGIN IMMEDIATE")
    assert readiness.sqlite_fault(path) == ""  # somebody else writes, so that one can

    writer.execute("ROLLBACK")
    writer.close()
    path.write_bytes(b"no database at all" * 100)
    assert readiness.checked("database", lambda: readiness.sqlite_fault(path)).is_well is False


def test_a_missing_migration_is_said(client):
    last = next(name for app, name in readiness.last_migrations() if app == "partnerships")
    MigrationRecorder(connection).record_unapplied("partnerships", last)

    assert failing(client) == {"migrations": "The database has not been migrated."}


def test_an_empty_database_is_not_ready(tmp_path):
    """A server of its own on a new file: the database of the tests cannot be emptied within a test."""
    asked = "from django.test import Client; found = Client().get('/readyz'); print(found.status_code, found.text)"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", f"import django; django.setup(); {asked}"]
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "ALLOWED_HOSTS": "testserver"}

    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    assert said == '503 {"ready": false}\n'


def test_a_full_disk_is_said(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=3 * 2**20))

    assert failing(client) == {"disk": "The disk of DATA_DIR has 3 MB left."}


def test_a_folder_that_is_not_there_is_said(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere"

    assert failing(client) == {"disk": "Nothing can be written to DATA_DIR."}
    assert "disk_free_bytes" not in client.get("/metrics", headers=WITH_TOKEN).text


def test_a_missed_run_of_the_reminders_is_said_where_they_are_sent(client, settings):
    run = ReminderRun.objects.create(day=timezone.localdate(), is_complete=True)
    ReminderRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(hours=27))
    assert failing(client) == {}

    settings.OFFICE_EMAIL = "office@example.org"
    (sentence,) = failing(client).values()
    assert sentence.startswith("The last complete run of the reminders began at ")

    ReminderRun.objects.create(day=timezone.localdate(), is_complete=True)
    assert failing(client) == {}


def test_a_new_register_has_a_day_for_its_first_reminders(client, settings):
    settings.OFFICE_EMAIL = "office@example.org"
    recorded = MigrationRecorder(connection).migration_qs
    recorded.update(applied=timezone.now() - timedelta(hours=25))
    assert failing(client) == {}

    recorded.update(applied=timezone.now() - timedelta(hours=27))
    assert failing(client) == {"reminders": "The reminders have never run."}


def test_an_old_backup_is_said(client, settings):
    settings.BACKUP_WARNING_DAYS = 2
    recorded = MigrationRecorder(connection).migration_qs
    recorded.update(applied=timezone.now() - timedelta(days=1))
    assert failing(client) == {}
    recorded.update(applied=timezone.now() - timedelta(days=3))
    assert failing(client) == {"backup": "No backup has been made yet."}

    made_at = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    Backup.objects.create(made_at=made_at, folder="/backups/1", size=1)
    assert failing(client) == {"backup": "The last backup was made at 2026-11-20 01:30 UTC."}
    assert "register_last_backup_timestamp_seconds 1795138200\n" in client.get("/metrics", headers=WITH_TOKEN).text
    Backup.objects.create(made_at=timezone.now(), folder="/backups/2", size=1)
    assert failing(client) == {}

    Backup.objects.all().delete()
    settings.BACKUP_WARNING_DAYS = 0
    assert failing(client) == {}


def test_standbys_are_looked_at_where_there_are_any(client, settings, monkeypatch):
    settings.STANDBYS = ["standby-1"]
    monkeypatch.setattr(readiness, "is_primary_gone", lambda: False)
    monkeypatch.setattr(readiness, "standbys_fault", lambda: "No answer from standby-1.")
    assert failing(client) == {"standbys": "No answer from standby-1."}

    monkeypatch.setattr(readiness, "standbys_fault", lambda: "")
    monkeypatch.setattr(readiness, "is_primary_gone", lambda: True)
    assert failing(client) == {"database": "The database does not answer."}
    assert 'register_check_ok{check="standbys"} 1\n' in client.get("/metrics", headers=WITH_TOKEN).text


def test_metrics_are_those_of_the_register(client, monkeypatch):
    make_agreement(make_institution("One"))
    make_agreement(make_institution("Two"), is_public=False)
    get_user_model().objects.create_user("left", is_active=False)
    ReminderRun.objects.create(day=timezone.localdate(), is_complete=True)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=2**40))

    text = client.get("/metrics", headers=WITH_TOKEN).text

    assert [line for line in text.splitlines() if not line.startswith(("#", "register_last_reminders"))] == [
        'register_check_ok{check="database"} 1',
        'register_check_ok{check="disk"} 1',
        'register_check_ok{check="migrations"} 1',
        'register_check_ok{check="triggers"} 1',
        'register_check_ok{check="reminders"} 1',
        'register_check_ok{check="backup"} 1',
        "register_disk_free_bytes 1099511627776",
        'register_agreements{public="yes"} 1',
        'register_agreements{public="no"} 1',
        "register_institutions 2",
        "register_held_rows 0",
        "register_active_users 0",
    ]
    assert text.count("# TYPE register_check_ok gauge\n") == 1 and text.endswith("\n")


def test_metrics_of_a_lost_database_say_so(client):
    with connection.execute_wrapper(fail):
        response = client.get("/metrics", headers=WITH_TOKEN)

    assert (response.status_code, 'register_check_ok{check="database"} 0\n' in response.text) == (200, True)
    assert "register_agreements" not in response.text


def test_metrics_are_never_public(client):
    refused = client.get("/metrics")

    assert refused.status_code == 404
    assert json.dumps(refused.text).count("register_") == 0
