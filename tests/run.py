#!/usr/bin/env python3
"""Runs all tests on SQLite and on a PostgreSQL of their own at once, and says at the end what had to be left out.

Arguments go to pytest, which then runs on SQLite only; `--coverage` before them measures what it runs.
With REQUIRE_ALL=1 a missing PostgreSQL, Chromium, nginx, Caddy or systemd is a failure.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Debian's Chromium without a window, which takes half of the processor time, or else the whole browser.
CHROMIUMS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
CHROMIUM = next(filter(Path.exists, CHROMIUMS), None)
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def postgresql_programs():
    """Return the folder of Debian's newest initdb and pg_ctl, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgresql(programs):
    """Yield a PostgreSQL server in a temporary folder, stopped at the end; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="register-tests-"))
    as_owner = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program, *arguments):
        command = [*as_owner, str(programs / program), *arguments]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    data, port = folder / "data", free_port()
    try:
        run("initdb", "-D", str(data), "-U", "register", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N")
        with (data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(port=port, folder=folder))
        run("pg_ctl", "-D", str(data), "-w", "-s", "-l", str(folder / "log"), "start")
        try:
            yield f"postgres://register@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-s", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder)


def start_pytest(database, output=None, part=""):
    """Start all tests, or a `part` of them, on the database of that address; `output` takes what they print."""
    command = [sys.executable, "-m", "pytest"]
    environment = os.environ | {"DATABASE_URL": database, "PART_OF_TESTS": part}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)


def run_both(sqlite, address):
    """Run all tests on both databases at once, and show what they print one after the other; return all statuses.

    What asks no database runs on SQLite only, and what a browser tries on one of them. Both have a process of their
    own, so that each of two processors has work until the end.
    """
    os.environ["BOTH_DATABASES"] = "1"
    with tempfile.TemporaryFile("w+") as rest, tempfile.TemporaryFile("w+") as postgres:
        beside = [start_pytest(sqlite, rest, "rest"), start_pytest(address, postgres)]
        print("\nTests on sqlite", flush=True)
        statuses = [start_pytest(sqlite, part="database").wait(), *(process.wait() for process in beside)]
        for title, output in (("sqlite, with a browser or without a database", rest), ("postgres", postgres)):
            output.seek(0)
            print(f"\nTests on {title}")
            print(output.read(), end="", flush=True)
    return statuses


def run_part(arguments):
    """Run the tests that the arguments name, on SQLite; return pytest's status."""
    program = ["pytest"]
    if arguments[0] == "--coverage":
        program, arguments = ["coverage", "run", "-m", "pytest"], arguments[1:]
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"DATA_DIR": data, "DATABASE_URL": f"sqlite:///{data}/register.sqlite3"}
        return subprocess.run([sys.executable, "-m", *program, *arguments], cwd=ROOT, env=environment).returncode


def run_all():
    """Run all tests on each database that there is; 0 where all went well."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the many processes of a run shall find the modules compiled
    missing = "Chromium is missing (package chromium-headless-shell): no browser test was run."
    left_out = [] if CHROMIUM else [missing]
    for program in ("nginx", "caddy", "systemd-analyze"):
        if not shutil.which(program):
            left_out.append(f"{program} is missing: what it needs of deploy/ was not tried.")
    programs = postgresql_programs()
    if not shutil.which("pgbouncer"):
        left_out.append("PgBouncer is missing (package pgbouncer): the register was not tried behind it.")
    with tempfile.TemporaryDirectory() as data:
        os.environ["DATA_DIR"] = os.environ["SHARED_WITH_TESTS"] = data
        sqlite = f"sqlite:///{data}/register.sqlite3"
        if programs:
            with postgresql(programs) as address:
                statuses = run_both(sqlite, address)
        else:
            statuses = [start_pytest(sqlite).wait()]
            left_out.append("PostgreSQL is missing (package postgresql): the tests ran on SQLite only.")
    for sentence in left_out:
        print(f"LEFT OUT: {sentence}")
    return max(statuses) or (1 if left_out and os.environ.get("REQUIRE_ALL") == "1" else 0)


if __name__ == "__main__":
    sys.exit(run_part(sys.argv[1:]) if sys.argv[1:] else run_all())
