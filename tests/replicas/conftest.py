"""A web server in front of a primary and two hot standbys, filled once for all tests of this folder."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.clusters import cluster
from tests.run import free_port, postgresql_programs

ROOT = Path(__file__).resolve().parent.parent.parent
AGREEMENTS = 12
LAG = 5  # seconds that a standby may be behind
TOKEN = "a" * 32  # of the guard against forged forms
FILL = f"""
import gc
gc.disable()  # migrating takes a third less time
import django
django.setup()
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution
call_command("migrate", verbosity=0)
user = get_user_model().objects.create_superuser("office", password="correct horse battery")
for number in range(1, {AGREEMENTS + 1}):
    make_agreement(make_institution(f"University {{number}}"), number=number)
refresh_listing()
session = SessionStore()
session["_auth_user_id"] = user.pk
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session["_auth_user_hash"] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


class Answer(NamedTuple):
    """What a web server answers."""

    status: int
    text: str
    headers: dict[str, str]
    seconds: float


class Site:
    """A web server of the register on a database with standbys, and a session of the office."""

    def __init__(self, environment, session=""):
        self.port, self.session = free_port(), session
        command = f"-m gunicorn config.wsgi --bind 127.0.0.1:{self.port} --workers 1 --log-level warning"
        self.process = subprocess.Popen(
            [sys.executable, *command.split()], cwd=ROOT, env=environment, start_new_session=True
        )
        self.until(lambda: self.get("/static/partnerships/office.css").status)

    def kill(self):
        """Kill the web server with all its processes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, body=None, **headers):
        """Return the Answer to a request."""
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return Answer(answer.status, text, dict(answer.getheaders()), time.monotonic() - started)

    def get(self, path="/", **headers):
        """Return the Answer that a visitor gets."""
        return self.ask("GET", path, **headers)

    def office(self, path):
        """Return the Answer that a member of staff gets."""
        return self.get(path, Cookie=f"sessionid={self.session}")

    def add_unit(self, name):
        """Add a unit in the office, and return the status of the answer: 302 where it was saved."""
        fields = (
            f"csrfmiddlewaretoken={TOKEN}&name={name}&version=&other_names-TOTAL_FORMS=0&other_names-INITIAL_FORMS=0"
        )
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        return self.ask("POST", "/admin/partnerships/unit/add/", fields, **kind).status

    @staticmethod
    def until(is_so, seconds=20):
        """Wait until something is so; fail where it is not within some seconds."""
        end = time.monotonic() + seconds
        while True:
            try:
                if is_so():
                    return
            except (OSError, psycopg.Error):
                pass
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.fixture(scope="session")
def servers():
    """Yield a primary and two hot standbys."""
    if (programs := postgresql_programs()) is None:
        pytest.skip("PostgreSQL is missing (package postgresql)")
    with cluster(programs) as found:
        yield found


@pytest.fixture(scope="session")
def environment(servers, tmp_path_factory):
    """Return the environment of a web server; the first standby may become the primary."""
    primary, first, second = servers
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{first.port}"
    return os.environ | {
        "DATABASE_URL": f"postgres://register@{hosts}/postgres?target_session_attrs=read-write",
        "REPLICA_URLS": f"{first.url} {second.url}",
        "REPLICA_MAX_LAG": str(LAG),
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture(scope="session")
def session(servers, environment):
    """Return the key of a session of the office in a register with some agreements."""
    filled = subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert filled.returncode == 0, filled.stderr
    caught_up(servers)
    return filled.stdout.strip()


@pytest.fixture(scope="session")
def site(environment, session):
    """Yield a web server in front of the servers."""
    found = Site(environment, session)
    yield found
    found.kill()


def caught_up(servers):
    """Wait until both standbys have replayed all that the primary has written."""
    head = servers[0].ask("SELECT pg_current_wal_lsn() - '0/0'")
    for standby in servers[1:]:
        Site.until(lambda standby=standby: standby.position() >= head)
