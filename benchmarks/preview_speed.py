#!/usr/bin/env python3
"""How long the office waits for the preview of a large workbook, and for its import, behind a real web server.

    .venv/bin/python benchmarks/preview_speed.py [ROWS]

Makes a workbook of ROWS rows (10,000 unless told), starts gunicorn with its default time-out of 30 s, uploads the
workbook as a member of staff, opens the preview, and confirms it; on SQLite and on a PostgreSQL of its own.
"""

import http.cookiejar
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from import_speed import ROOT, make_workbook, manage
from public_speed import served
from run import free_port, postgresql, postgresql_programs

PASSWORD = "only-for-this-run"


class Office:
    """A member of staff with a browser that keeps cookies."""

    def __init__(self, address):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path):
        with self.opener.open(self.address + path) as answer:
            return answer.url, answer.read().decode()

    def post(self, path, page, body, content_type="application/x-www-form-urlencoded"):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        headers = {"Content-Type": content_type, "X-CSRFToken": token, "Referer": self.address + path}
        with self.opener.open(urllib.request.Request(self.address + path, body, headers)) as answer:
            return answer.url, answer.read().decode()

    def log_in(self):
        _url, page = self.get("/admin/login/")
        self.post(
            "/admin/login/",
            page,
            urllib.parse.urlencode({"username": "office", "password": PASSWORD, "next": "/admin/"}).encode(),
        )

    def upload(self, path):
        _url, page = self.get("/admin/import/")
        border = uuid.uuid4().hex
        disposition = 'Content-Disposition: form-data; name="file"; filename="list.xlsx"'
        body = f"--{border}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n".encode()
        body += path.read_bytes() + f"\r\n--{border}--\r\n".encode()
        return self.post("/admin/import/", page, body, f"multipart/form-data; boundary={border}")

    def confirm(self, url, page):
        fingerprint = re.search(r'name="fingerprint" value="([^"]+)"', page)[1]
        body = urllib.parse.urlencode({"confirm": "yes", "fingerprint": fingerprint}).encode()
        return self.post(urllib.parse.urlsplit(url).path, page, body)


def make_account(database):
    """Make the account of the member of staff in a database."""
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    account = ["createsuperuser", "--noinput", "--username=office", "--email=o@example.org"]
    subprocess.run([sys.executable, "manage.py", *account], env=environment, check=True, cwd=ROOT)


def databases(folder):
    """Yield the name and the address of a new SQLite file in a folder, and of a PostgreSQL server of its own."""
    yield "SQLite", f"sqlite:///{folder}/register.sqlite3"
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is missing (package postgresql)")
    with postgresql(programs) as database:
        yield "PostgreSQL", database


def serve_and_measure(name, database, path, rows):
    """Serve one database, and print a line of the table."""
    manage(database, "migrate", "--verbosity", "0")
    make_account(database)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--timeout", "30"]
    base = f"http://127.0.0.1:{port}"
    with served(command, base, {"DATABASE_URL": database}):
        office = Office(base)
        office.log_in()
        started = time.perf_counter()
        url, page = office.upload(path)
        uploaded = time.perf_counter()
        url, page = office.get(urllib.parse.urlsplit(url).path)
        opened = time.perf_counter()
        _url, answer = office.confirm(url, page)
        confirmed = time.perf_counter()
    if "was imported" not in answer:
        raise SystemExit("the import was not confirmed")
    seconds = [uploaded - started, opened - uploaded, confirmed - opened]
    total = sum(seconds) - seconds[1]
    print(f"| {name} | {rows:,} | " + " | ".join(f"{part:.1f}" for part in seconds) + f" | {total:.1f} |", flush=True)


def main(rows):
    """Measure on SQLite, and on PostgreSQL where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make_workbook(path, rows)
        os.environ["DATA_DIR"] = folder
        print("| database | rows | upload and preview, s | preview again, s | confirm, s | upload to confirmed, s |")
        print("| --- | --- | --- | --- | --- | --- |")
        for name, database in databases(folder):
            serve_and_measure(name, database, path, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
