#!/usr/bin/env python3
"""How quick the public list is with a large register, and how many requests a second it answers.

    .venv/bin/python benchmarks/public_speed.py growth [AGREEMENTS] [sqlite]
    .venv/bin/python benchmarks/public_speed.py requests [AGREEMENTS]
    .venv/bin/python benchmarks/public_speed.py downloads [AGREEMENTS] [sqlite]

`growth` fills a database with 121 and with AGREEMENTS agreements (1,000,000 on PostgreSQL, 100,000 on SQLite unless
told) and prints for each page what the processors spend on it, here and in the database, without any cached page, as
a ratio to that with 121; so other work on the machine does not count. Each is the least of several times, and the two
databases are measured in turn, since the processor itself is slower at times. `requests` serves 10,000 agreements
with gunicorn (two workers, PostgreSQL) to wrk (package wrk), beside Datasette with the same rows and facets, which it
installs into a folder of its own. `downloads` serves 50,000 to eight clients that ask for all of them as .json and
.xlsx, says how long `/healthz` took meanwhile, and how many downloads a second wrk gets once the files are made.
"""

import csv
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path

from import_speed import ROOT, manage
from run import free_port, postgresql, postgresql_programs

ROUNDS = 2
FILL = """
import datetime, random, sys
import django
django.setup()
from django.db import connection
from partnerships.bulk_insert import insert
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.models import Agreement, AgreementType, Institution
count = int(sys.argv[1])
chance = random.Random(5)
codes = "AZ TR PL DE RU UA BY BG RO HU IT ES FR GB US CN KR JP IN PK IR UZ KZ GE".split()
towns = "Istanbul Ankara Warsaw Berlin Kazan Lviv Minsk Sofia Cluj Pecs Roma Madrid Lyon York Boston".split()
kinds = [AgreementType.objects.create(name=f"Type {n}", slug=f"type-{n}") for n in range(10)]
institutions = [
    Institution(name=f"{chance.choice(towns)} University {n}", country=chance.choice(codes), slug=f"u{n}",
        website=f"https://u{n}.example") for n in range(max(1, count // 2))
]
insert(Institution, institutions)
today = datetime.date.today()
for start in range(0, count, 50_000):
    agreements = []
    for n in range(start, min(count, start + 50_000)):
        signed = datetime.date(1990 + chance.randrange(35), chance.randrange(1, 13), 1)
        agreement = Agreement(institution=chance.choice(institutions), agreement_type=chance.choice(kinds), title="MoU",
            number=n + 1, signed_on=signed if n % 20 else None, signed_precision="month" if n % 20 else "")
        if n % 3:
            agreement.validity, agreement.ends_precision = "fixed", "day"
            agreement.ends_on = today + datetime.timedelta(days=chance.randrange(-2000, 2000))
        agreements.append(agreement)
    insert(Agreement, agreements)
started = __import__("time").perf_counter()
refresh_listing()
print(__import__("time").perf_counter() - started)
if connection.vendor == "postgresql":
    connection.cursor().execute("VACUUM ANALYZE")
else:
    connection.cursor().execute("ANALYZE")
"""
MEASURE = """
import pathlib, sys, time
import django
django.setup()
from django.conf import settings
from django.core.cache import caches
from django.db import connection, reset_queries
from django.http import QueryDict
from django.test import Client
from partnerships.public.filters import AgreementFilter
from partnerships.public.listing.finding import Found
from partnerships.models import Agreement
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.rows import known_rows
from partnerships.public.listing.spelling import known_words
settings.ALLOWED_HOSTS = ["*"]
count = int(sys.argv[1])
client = Client()
def database_clocks():
    # Those of all processes of the server that this one has its connections from.
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    parents = {
        int(path.parent.name): int(path.read_text().rpartition(")")[2].split()[1])
        for path in pathlib.Path("/proc").glob("[0-9]*/stat")
    }
    found = [pid for pid, parent in parents.items() if parent == parents[backend]]
    return [pathlib.Path(f"/proc/{pid}/schedstat") for pid in found]
def spent_by_database():
    return sum(int(clock.read_text().split()[0]) for clock in clocks) / 1e9
def timed(act):
    started = time.process_time() + spent_by_database()
    result = act()
    return time.process_time() + spent_by_database() - started, result
client.get("/")
clocks = database_clocks()
def pages(query, total):
    last = max(1, -(-total // 50))
    return [(query, 1), (query, max(1, last // 2)), (query, last)]
def total(query):
    return Found(AgreementFilter(QueryDict(query))).total
for name, query in (
    ("all", ""), ("country", "country=TR"), ("two countries", "country=TR&country=PL"), ("status", "status=ended"),
    ("country, type and year", "country=TR&type=type-3&year=2010"), ("by institution", "sort=institution"),
    ("by country", "sort=country"), ("by type", "sort=type"), ("latest first", "sort=-date"),
    ("search, rare word", "q=17"), ("search, no match", "q=zzqqxx"), ("search, no match, after a change", "q=zzqqxx"),
    ("search, a town", "q=istanbul"), ("search, common word", "q=university"),
    ("search, common word in one country", "q=university&country=TR"),
):
    if name == "search, rare word":
        query = "q=%d" % (count // 2 - 1)
    for position, (address, page) in zip(("first", "middle", "last"), pages(query, total(query))):
        path = "/?%s&page=%d" % (address, page)
        times = []
        for turn in range(9):
            for kept in ("pages", "template_fragments"):
                caches[kept].clear()
            known_rows.cache_clear()
            if "after a change" in name:
                known_words.cache_clear()
            connection.force_debug_cursor = True
            reset_queries()
            spent, response = timed(lambda: client.get(path))
            times.append(spent)
            queries = len(connection.queries)
            assert response.status_code == 200
        print("|".join(map(str, (name, position, queries, min(times), len(response.content)))))
writers, readers = [], []
for turn in range(9):
    Agreement.objects.filter(number=7).update(scope=str(turn))
    writers.append(timed(refresh_listing)[0])
    spent, response = timed(lambda: client.get("/"))
    readers.append(spent)
print("|".join(map(str, ("all, after a change", "first", 4, min(readers), len(response.content)))))
print("|".join(map(str, ("what a writer adds to the listing", "", 0, min(writers), 0))))
"""
WRK = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "{path}" .. ({is_new} and (n .. os.time()) or ""), {{["Accept-Encoding"] = "gzip"}})
end
"""


def python(code, database, *arguments):
    """Return what a piece of code prints that runs on a database."""
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment["PGOPTIONS"] = "-c max_parallel_workers_per_gather=0"  # so that no process comes and goes uncounted
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def filled(database, count):
    """Fill a new database with that many agreements; return the seconds that the listing took."""
    manage(database, "migrate", "--verbosity", "0")
    return float(python(FILL, database, count))


def measured(database, count):
    """Return the pages of a filled database: {(list, page): (queries, seconds, bytes)}."""
    lines = [line.split("|") for line in python(MEASURE, database, count).splitlines()]
    return {(name, position): (int(queries), float(time), int(size)) for name, position, queries, time, size in lines}


def growth(small, large, count):
    """Print how the pages grow from 121 to many agreements, on two empty databases."""
    filled(small, 121)
    made_in = filled(large, count)
    few, many = {}, {}
    for _ in range(ROUNDS):
        for found, database, number in ((few, small, 121), (many, large, count)):
            for key, page in measured(database, number).items():
                found[key] = min(found.get(key, page), page, key=itemgetter(1))
    print(f"The listing of {count:,} agreements was made in {made_in:.1f} s\n")
    print(f"| list | page | queries | processor ms with 121 | ratio with {count:,} |")
    print("| --- | --- | --- | --- | --- |")
    for key, (queries, seconds, _) in many.items():
        print(f"| {' | '.join(key)} | {queries} | {few[key][1] * 1000:.1f} | {seconds / few[key][1]:.1f} |")
    print(f"\nFirst page: {few['all', 'first'][2] / 1000:.0f} kB of HTML")


@contextmanager
def served(command, address, environment=None, cwd=ROOT):
    """Yield a server while it answers at an address."""
    process = subprocess.Popen(command, env=os.environ | (environment or {}), cwd=cwd, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def requests_per_second(base, path, *, is_new=False):
    """Return how many requests a second wrk gets answered over eight connections; every address once if new."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK.format(path=path, is_new=str(is_new).lower()))
        script.flush()
        command = ["wrk", "-t1", "-c8", "-d8s", "-s", script.name, base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{path} was not answered with 200:\\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def datasette(folder, database):
    """Install Datasette and give it the rows of the public list as one table; return its command but for the port."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([folder / "venv/bin/pip", "install", "-q", "datasette==0.65.5"], check=True)
    text = python(
        "import django; django.setup(); from django.test import Client; from django.conf import settings;"
        "settings.ALLOWED_HOSTS = ['*']; print(Client().get('/agreements.csv').getvalue().decode('utf-8-sig'))",
        database,
    )
    rows = list(csv.DictReader(text.strip().splitlines()))
    connection = sqlite3.connect(folder / "flat.db")
    connection.execute("CREATE TABLE agreements (no INTEGER, university, country, type, date, year, status, website)")
    connection.executemany(
        "INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row["id"],
                row["University"],
                row["Country"],
                row["Type"],
                row["Date"],
                row["Date"][:4],
                row["Status"],
                row["Website"],
            )
            for row in rows
        ],
    )
    for column in ("country", "type", "year", "status"):
        connection.execute(f"CREATE INDEX by_{column} ON agreements ({column})")
    connection.commit()
    connection.close()
    return [folder / "venv/bin/datasette", "serve", folder / "flat.db", "--setting", "default_page_size", "50"]


def requests(database, count):
    """Print the requests a second of the list and of Datasette on the same rows."""
    filled(database, count)
    port, other = free_port(), free_port()
    base, peer = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
    gunicorn = [Path(sys.executable).parent / "gunicorn", "config.wsgi", "--workers", "2", "--log-level", "error"]
    found = {}
    with served([*gunicorn, "--bind", f"127.0.0.1:{port}"], base, {"DATABASE_URL": database}):
        found["list, not cached"] = requests_per_second(base, "/?utm_id=", is_new=True)
        found["list of a country, not cached"] = requests_per_second(base, "/?country=TR&utm_id=", is_new=True)
        found["list, cached"] = requests_per_second(base, "/")
        found["style sheet"] = requests_per_second(base, "/static/partnerships/public.css")
    with tempfile.TemporaryDirectory() as folder:
        command = datasette(Path(folder), database)
        facets = "/flat/agreements?_facet=country&_facet=type&_facet=year&_facet=status"
        with served([*command, "--port", str(other)], peer):
            found["Datasette, four facets"] = requests_per_second(peer, facets)
    baseline = found["Datasette, four facets"]
    print(f"{count:,} agreements\n\n| page | requests a second | ratio to Datasette |\n| --- | --- | --- |")
    for name, number in found.items():
        print(f"| {name} | {number:,.0f} | {number / baseline:.1f} |")


def downloads(database, count):
    """Print how long `/healthz` takes while eight clients wait for files, and how many downloads a second they get."""
    filled(database, count)
    port, waits, statuses = free_port(), [], []
    base = f"http://127.0.0.1:{port}"

    def download(path):
        request = urllib.request.Request(base + path, headers={"Accept-Encoding": "gzip"})
        try:
            with urllib.request.urlopen(request) as answer:
                answer.read()
                statuses.append(answer.status)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)

    command = [Path(sys.executable).parent / "gunicorn", "config.wsgi", "--log-level", "error"]
    with served([*command, "--bind", f"127.0.0.1:{port}"], base, {"DATABASE_URL": database}):
        paths = ["/agreements.json", "/agreements.xlsx"]
        clients = [threading.Thread(target=download, args=[path]) for path in paths * 4]
        started = time.perf_counter()
        for client in clients:
            client.start()
        while any(client.is_alive() for client in clients):
            asked = time.perf_counter()
            urllib.request.urlopen(f"{base}/healthz").close()
            waits.append(time.perf_counter() - asked)
            time.sleep(0.05)
        took = time.perf_counter() - started
        for path in paths:
            download(path)
        found = {path: requests_per_second(base, path) for path in paths}
    print(f"{count:,} agreements for eight clients: {took:.1f} s, answered with {sorted(statuses[:8])}")
    print(f"/healthz meanwhile: {len(waits)} times, the slowest {max(waits):.2f} s")
    for path, number in found.items():
        print(f"{path}, once made: {number:,.0f} a second")


def main(what, *arguments):
    """Make the databases and measure."""
    is_sqlite = "sqlite" in arguments
    number = int(arguments[0]) if arguments and arguments[0].isdigit() else 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if is_sqlite and what == "downloads":
            downloads(f"sqlite:///{folder}/large.sqlite3", number or 50_000)
            return
        if is_sqlite:
            growth(f"sqlite:///{folder}/small.sqlite3", f"sqlite:///{folder}/large.sqlite3", number or 100_000)
            return
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("PostgreSQL is missing (package postgresql)")
        with postgresql(programs) as first, postgresql(programs) as second:
            if what == "growth":
                growth(first, second, number or 1_000_000)
            elif what == "requests":
                requests(first, number or 10_000)
            else:
                downloads(first, number or 50_000)


if __name__ == "__main__":
    if sys.argv[1:2] not in (["growth"], ["requests"], ["downloads"]):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
