#!/usr/bin/env python3
"""What is lost where a server dies: whether all that was confirmed is kept, nothing is half-written, and it comes back.

    .venv/bin/python benchmarks/killed_servers.py web|database|standby|disk [TIMES] [sqlite]

Four people write through the office (entries of the journal, and signed documents with the form of an agreement), four
visitors read, and something is killed (SIGKILL) at random moments, as often as told (10 times): the web server,
PostgreSQL, or a standby that the public pages are read from; or the disk is filled for some seconds. What watches over
services (systemd, a container's restart) is played by a loop that starts what has ended. Afterwards each entry that was
confirmed is looked for, each record for its other half, and `check_register` has the last word. `disk` needs root: it
fills a file system in memory.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from import_speed import ROOT
from office_load import Load
from supervised import Supervised, server_of, started

from tests.run import free_port, postgresql_programs

LINES = "\n".join(f"{n}\tUniversity {n}\tTurkey\tMoU\t{1990 + n % 30}" for n in range(1, 201))
SIZE_OF_DISK = 300  # MB
MANAGE = [sys.executable, "manage.py"]
PREPARE = """
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
for n in range(4):
    user = get_user_model().objects.create_superuser(f"clerk{n}")
    client = Client()
    client.force_login(user)
    print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
STATE = """
import json, django
django.setup()
from django.core.files.storage import default_storage
from partnerships.models import Document, JournalEntry
entries = set(JournalEntry.objects.values_list("text", flat=True))
halves = set(JournalEntry.history.filter(history_type="+").values_list("text", flat=True)) ^ entries
documents = Document.objects.all()
lost = [each.name for each in documents if not default_storage.exists(each.file.name)]
without = documents.exclude(pk__in=Document.history.filter(history_type="+").values("id")).count()
print(json.dumps({"entries": sorted(entries), "documents": sorted(documents.values_list("name", flat=True)),
    "halves": len(halves) + without + len(lost)}))
"""


def until_it_answers(base, path="/", patience=90):
    """Return the seconds until an address answers with 200; None where it does not."""
    began = time.perf_counter()
    while time.perf_counter() - began < patience:
        with suppress(OSError), urllib.request.urlopen(base + path, timeout=5) as answer:
            if answer.status == 200:
                return time.perf_counter() - began
        time.sleep(0.1)
    return None


def code(source, environment):
    """Return what a piece of code prints."""
    command = [sys.executable, "-c", source]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def disk_in_memory(folder):
    """Mount a small file system on a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_OF_DISK}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill(folder, seconds):
    """Leave no room on the disk of a folder for some seconds."""
    rest = Path(folder) / "rest-of-the-disk"
    end = time.monotonic() + seconds
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        while file.write(b"0" * 1_000_000):
            pass
    while time.monotonic() < end:  # what others give back meanwhile is taken, too
        with suppress(OSError), rest.open("ab", buffering=0) as file:
            while file.write(b"0" * 10_000):
                pass
        time.sleep(0.2)
    rest.unlink()


def with_database(what, database, folder, stack):
    """Start the databases in a folder; return what settings name them, and {what can be killed: its server}."""
    if database == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{folder}/files/register.sqlite3"}, {}
    servers = folder / "servers"
    servers.mkdir()
    programs = postgresql_programs()
    primary = server_of(programs, servers, "primary", stack)
    if what != "standby":
        return {"DATABASE_URL": primary.url}, {"database": primary}
    standby = server_of(programs, servers, "standby", stack, primary)
    return {"DATABASE_URL": primary.url, "REPLICA_URLS": standby.url}, {"standby": standby}


def fill_register(data, environment):
    """Make the register in the folder `data`, and import some agreements."""
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    source = data / "list.tsv"
    source.write_text(f"No\tUniversity\tCountry\tType of agreement\tDate\n{LINES}")
    subprocess.run([*MANAGE, "import_agreements", source], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def web_server(environment, stack):
    """Start the web server, which runs until the `stack` ends; return it, and its address once it answers."""
    port = free_port()
    command = [Path(sys.executable).parent / "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    web = Supervised(lambda: started([*command, "--log-level", "error"], ROOT, environment))
    stack.callback(web.stop)
    until_it_answers(f"http://127.0.0.1:{port}")
    return web, f"http://127.0.0.1:{port}"


def strike(times, base, kill):
    """Call `kill` that often at random moments; return the seconds until the public list was there again, or None."""
    chance, waits = random.Random(5), []
    for _time in range(times):
        time.sleep(2 + 2 * chance.random())
        kill()
        waits.append(until_it_answers(base))
    time.sleep(3)
    return waits


def measure(what, times, database):
    """Kill `what` that often under load, and print what came of it; return whether all is well."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-killed-")))
        if what == "disk":
            stack.enter_context(disk_in_memory(folder))
        folder.chmod(0o755)
        data = folder / "files"
        data.mkdir()
        environment = os.environ | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0"}
        environment |= {"ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": "k" * 50, "HTTPS": "0"}
        settings, mortal = with_database(what, database, folder, stack)
        environment |= settings
        fill_register(data, environment)
        cookies = code(PREPARE, environment).split()
        mortal["web"], base = web_server(environment, stack)
        load = Load(base, cookies)
        waits = strike(times, base, (lambda: fill(folder, 3)) if what == "disk" else mortal[what].kill)
        load.end()
        until_it_answers(base)
        state = json.loads(code(STATE, environment))
        checked = subprocess.run([*MANAGE, "check_register"], cwd=ROOT, env=environment, capture_output=True, text=True)
    print(f"{what} ({database}), {times} times:", end=" ")
    return is_well(load, waits, state, checked)


def is_well(load, waits, state, checked):
    """Print what came of the load; return whether nothing was lost or half-written, and the pages came back."""
    lost = set(load.confirmed) - set(state["entries"]) | set(load.documents) - set(state["documents"])
    never = waits.count(None)
    answers = [f"{what} {status or 'no answer'}: {count}" for (what, status), count in sorted(load.statuses.items())]
    print(f"{len(load.confirmed)} entries, {len(load.documents)} documents confirmed,")
    print(f"  {len(lost)} lost, {state['halves']} half-written; public list back after at most", end=" ")
    print(f"{max(each or 0 for each in waits):.1f} s, never {never} times")
    print(f"  {', '.join(answers)}\n  check_register: {checked.returncode} {checked.stdout.strip()[:400]}")
    return not lost and not state["halves"] and not never


def main(what, *arguments):
    times = int(next((each for each in arguments if each.isdecimal()), 10))
    if not measure(what, times, "sqlite" if "sqlite" in arguments else "postgres"):
        raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] not in (["web"], ["database"], ["standby"], ["disk"]):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
