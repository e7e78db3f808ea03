"""Public pages from hot standbys that lag, die and are promoted, and the office without its primary.

The tests come in the order in which they stand; each leaves the servers as it found them, but the last.
"""

import re
import subprocess
import sys
import threading
from collections import defaultdict
from contextlib import contextmanager

from .conftest import LAG, ROOT, Site, caught_up


@contextmanager
def paused(*standbys):
    """Let some standbys replay nothing in the block."""
    try:
        for standby in standbys:
            standby.ask("SELECT pg_wal_replay_pause()")
            Site.until(lambda standby=standby: standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")
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
    assert max(answer.seconds for answer in answers) < 10
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
    ready = site.get("/readyz")
    servers[0].start()
    Site.until(lambda: site.office("/admin/").status == 200)

    assert before == 200
    assert {answer.status for answer in public} == {200}
    assert max(answer.seconds for answer in [*public, office, log_in]) < 10
    assert (office.status, log_in.status, saving, started) == (503, 503, 503, [200, 503])
    assert office.headers["Retry-After"] == "30"
    assert "<h1>The register can be read but not changed at the moment.</h1>" in office.text
    assert "<h1>Сейчас реестр можно читать, но нельзя изменять.</h1>" in log_in.text
    assert (ready.status, ready.seconds < 10) == (503, True)
    assert site.add_unit("Found Faculty") == 302


def test_a_standby_that_is_promoted_has_all_that_was_saved(site, servers):
    primary, first = servers[:2]
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby1)'")
    primary.ask("SELECT pg_reload_conf()")
    Site.until(lambda: primary.ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"))
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


def test_a_backup_is_made_of_the_primary_among_several_hosts(site, servers, environment, tmp_path):
    servers[0].start()  # the old one, which is asked first, and must not be taken
    read_only = "ALTER DATABASE postgres SET default_transaction_read_only = on"
    servers[0].ask(f"SET synchronous_commit = local; {read_only}")  # no standby follows it any more

    command = [sys.executable, "manage.py", "back_up", str(tmp_path / "backups")]
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert (made.returncode, made.stderr) == (0, "")


def counted(text):
    """Return how many agreements the heading of a list names."""
    return int(re.search(r"(\d+) agreements?", text).group(1))
