"""A web server in front of a primary and two hot standbys, which lag, die and are promoted.

All tests share the servers and come in the order in which they stand; each leaves them as it found them, but the last.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clusters import cluster
from tests.run import free_port, postgresql_programs

ROOT = Path(__file__).resolve().parent.parent
AGREEMENTS = 12
LAG = 2  # seconds that a standby may be behind
TOKEN = "a" * 32  # of the guard against forged forms
FILL = f"""
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
TITLE = "UPDATE partnerships_institution SET name = '{}' WHERE name LIKE '%' AND id = 1"


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
            except OSError:
                pass
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.fixture(scope="module")
def servers():
    """Yield a primary and two hot standbys."""
    if (programs := postgresql_programs()) is None:
        pytest.skip("PostgreSQL is missing (package postgresql)")
    with cluster(programs) as found:
        yield found


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def site(servers, environment):
    """Yield a web server in front of a register with some agreements."""
    filled = subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert filled.returncode == 0, filled.stderr
    caught_up(servers)
    found = Site(environment, filled.stdout.strip())
    yield found
    found.kill()


def caught_up(servers):
    """Wait until both standbys have replayed all that the primary has written."""
    head = servers[0].ask("SELECT pg_current_wal_lsn() - '0/0'")
    for standby in servers[1:]:
        Site.until(lambda standby=standby: standby.position() >= head)


@contextmanager
def paused(*standbys):
    """Let some standbys replay nothing in the block."""
    for standby in standbys:
        standby.ask("SELECT pg_wal_replay_pause()")
        Site.until(lambda standby=standby: standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")
    try:
        yield
    finally:
        for standby in standbys:
            standby.ask("SELECT pg_wal_replay_resume()")


def rename(server, name):
    """Rename an institution past the register."""
    server.ask(f"UPDATE partnerships_institution SET name = '{name}' WHERE id = 1")


def test_a_standby_that_is_behind_shows_its_own_version(site, servers):
    before = site.get()

    with paused(*servers[1:]):
        rename(servers[0], "Renamed University")
        staff, visitor = site.office("/"), site.get()
        same = site.get(**{"If-None-Match": visitor.headers["ETag"]})
    caught_up(servers)
    Site.until(lambda: "Renamed University" in site.get().text)

    assert ("Renamed University" in staff.text, "Renamed University" in visitor.text) == (True, False)
    assert (visitor.headers["ETag"], visitor.text) == (before.headers["ETag"], before.text)
    assert same.status == 304
    assert staff.headers["ETag"] == site.get().headers["ETag"] != visitor.headers["ETag"]


def test_a_change_past_the_register_is_listed_by_the_primary_for_a_visitor_of_a_standby(site, servers):
    rename(servers[0], "Known to nobody")
    caught_up(servers)

    assert "Known to nobody" in site.get().text
    assert servers[0].ask("SELECT count(*) FROM partnerships_registerchange") == 0


def test_no_answer_mixes_two_versions_while_the_standbys_replay(site, servers):
    found, is_over = [], threading.Event()

    def read():
        while not is_over.is_set():
            found.append(site.get())

    readers = [threading.Thread(target=read) for _number in range(3)]
    for reader in readers:
        reader.start()
    hide = "UPDATE partnerships_agreement SET is_public = id % {} > 0"
    for number in [5, 4, 3, 2, 1000] * 4:
        servers[0].ask(hide.format(number))
        site.office("/")  # which lists what was changed
    is_over.set()
    for reader in readers:
        reader.join()

    pages = defaultdict(set)
    for answer in found:
        pages[answer.headers["ETag"]].add(answer.text)
    numbers = {(counted(answer.text), answer.text.count('class="no" data-label')) for answer in found}
    assert {answer.status for answer in found} == {200}
    assert [etag for etag, texts in pages.items() if len(texts) > 1] == []
    assert len(pages) > 2
    assert [pair for pair in numbers if pair[0] != pair[1]] == []


def test_a_standby_that_is_too_far_behind_is_left_out(site, servers):
    with paused(*servers[1:]):
        rename(servers[0], "Far Ahead University")
        site.office("/")
        at_once = site.get()
        Site.until(lambda: "Far Ahead University" in site.get().text, seconds=3 * LAG + 4)

    caught_up(servers)
    assert "Far Ahead University" not in at_once.text


def test_a_standby_that_dies_is_left_out_without_a_wait(site, servers):
    servers[1].kill()

    answers = [site.get(f"/?q={number}") for number in range(30)]

    assert {answer.status for answer in answers} == {200}
    assert max(answer.seconds for answer in answers) < 5
    servers[2].kill()
    assert site.get("/?q=none").status == 200  # from the primary
    for standby in servers[1:]:
        standby.start()
    caught_up(servers)


def test_without_the_primary_public_pages_go_on_and_the_office_says_so(site, servers, environment):
    before = site.office("/admin/").status
    servers[0].kill()

    public = [site.get(f"/?q={number}") for number in range(20)] + [site.office("/?q=staff")]
    office, log_in = site.office("/admin/"), site.get("/admin/login/", **{"Accept-Language": "ru"})
    saving = site.add_unit("Lost Faculty")
    later = Site(environment, site.session)  # a web server that starts meanwhile
    started = [later.get().status, later.get("/admin/login/").status]
    later.kill()
    health = site.get("/healthz")
    servers[0].start()
    Site.until(lambda: site.office("/admin/").status == 200)

    assert before == 200
    assert {answer.status for answer in public} == {200}
    assert max(answer.seconds for answer in [*public, office, log_in]) < 5
    assert (office.status, log_in.status, saving, started) == (503, 503, 503, [200, 503])
    assert office.headers["Retry-After"] == "30"
    assert "<h1>The register can be read but not changed at the moment.</h1>" in office.text
    assert "<h1>Сейчас реестр можно читать, но нельзя изменять.</h1>" in log_in.text
    assert (health.status, health.seconds < 5) == (503, True)
    assert site.add_unit("Found Faculty") == 302


def test_a_standby_that_is_promoted_has_all_that_was_saved(site, servers):
    primary, first = servers[:2]
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby1)'")
    primary.ask("SELECT pg_reload_conf()")
    Site.until(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication ORDER BY sync_priority DESC LIMIT 1"))
    saved, is_over = [], threading.Event()

    def save():
        number = 0
        while not is_over.is_set():
            name = f"Faculty {(number := number + 1)}"
            if site.add_unit(name) == 302:
                saved.append(name)

    writer = threading.Thread(target=save)
    writer.start()
    Site.until(lambda: len(saved) > 4)

    primary.kill()
    reading = [site.get(f"/?q=meanwhile{number}").status for number in range(5)]
    first.promote()
    kept = len(saved)
    Site.until(lambda: len(saved) > kept + 1)  # without a restart of the web server
    is_over.set()
    writer.join()

    assert reading == [200] * 5
    assert set(saved) <= set(first.column("SELECT name FROM partnerships_unit"))
    rename(first, "After the Promotion")
    Site.until(lambda: "After the Promotion" in site.get().text)


def counted(text):
    """Return how many agreements the heading of a list names."""
    return int(re.search(r"(\d+) agreements?", text).group(1))
