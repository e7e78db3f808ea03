#!/usr/bin/env python3
"""How long visitors wait while others send half a request, stop reading a download, and import a large workbook.

    .venv/bin/python benchmarks/stuck_clients.py [ROWS]

Imports a workbook of ROWS rows (50,000 unless told), serves it as README says, opens 50 connections that send half a
request each and twelve that ask for all agreements as JSON and read nothing, and imports another workbook of ROWS
rows in the admin; meanwhile it asks for /healthz and the list again and again, and prints the longest times. On
SQLite and on a PostgreSQL of its own.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from import_speed import ROOT, make_workbook, manage
from preview_speed import Office, databases, make_account
from public_speed import served
from run import free_port

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Rest: "
STUCK = b"GET /agreements.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def seconds_of(address):
    """Return how long the answer to a request took."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=120) as answer:
        answer.read()
    return time.perf_counter() - started


def ask_until(done, address, times):
    """Ask for /healthz, the list and a search that nobody made before, until `done`; note `times` by their names."""
    number = 0
    while not done.is_set():
        number += 1
        for name, path in (("health", "/healthz"), ("list", "/"), ("search", f"/?q=alpha+{number}")):
            times.setdefault(name, []).append(seconds_of(address + path))
        time.sleep(0.05)


def import_in_admin(office, path):
    """Upload a workbook, and confirm its preview."""
    url, page = office.upload(path)
    url, page = office.get(urllib.parse.urlsplit(url).path)
    office.confirm(url, page)


def measure(name, database, known, new):
    """Serve one database, and print a line of the table."""
    manage(database, "migrate", "--verbosity", "0")
    subprocess.run(  # it ends with 1 where it held a row
        [sys.executable, "manage.py", "import_agreements", str(known)],
        env=os.environ | {"DATABASE_URL": database},
        cwd=ROOT,
    )
    make_account(database)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    times = {}
    with served(command, address, {"DATABASE_URL": database}), ExitStack() as stack:
        office = Office(address)
        office.log_in()
        seconds_of(address + "/")
        for request in [HALF] * 50 + [STUCK] * 12:
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # or an answer fits in on the way
            connection.connect(("127.0.0.1", port))
            connection.sendall(request)
        done = threading.Event()
        asking = threading.Thread(target=ask_until, args=(done, address, times))
        asking.start()
        started = time.perf_counter()
        try:
            import_in_admin(office, new)
            took = time.perf_counter() - started
            after = seconds_of(address + "/?q=after")
        finally:
            done.set()
            asking.join()
    longest = " | ".join(f"{max(times[what]):.2f}" for what in ("health", "list", "search"))
    print(f"| {name} | {took:.0f} | {len(times['health'])} | {longest} | {after:.2f} |", flush=True)


def main(rows):
    """Measure on SQLite, and on PostgreSQL where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        known, new = Path(folder) / "known.xlsx", Path(folder) / "new.xlsx"
        make_workbook(known, rows)
        make_workbook(new, rows, seed=2)
        os.environ["DATA_DIR"] = folder
        print("| database | import, s | asked | longest: /healthz, s | list | search | search after the import |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for name, database in databases(folder):
            measure(name, database, known, new)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 50_000)
