#!/usr/bin/env python3
"""What readers of the public list notice of those who write, and whether writers wait for each other.

    .venv/bin/python benchmarks/public_writers.py import [ROWS] [sqlite]
    .venv/bin/python benchmarks/public_writers.py writers [SECONDS]

`import` imports a list (50,000 rows unless told) while somebody asks for the public list five times a second, and says
how long the slowest answer took, and the first page after the import. `writers` (PostgreSQL) lets eight threads read,
and three write in the office: one saves an agreement and looks for it on the list, one renews a hundred, one imports
300 rows; it says what was done, and counts deadlocks, answers of 500 and above, and pages older than what was saved.
"""

import os
import sys
import tempfile

from public_speed import python
from run import postgresql, postgresql_programs

PREPARE = """
import random, sys, threading, time, traceback
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement
settings.ALLOWED_HOSTS = ["*"]
setup_test_environment()
call_command("migrate", verbosity=0)
towns = "Istanbul Ankara Warsaw Berlin Kazan Lviv Minsk Sofia".split()
countries = "Turkey Turkey Poland Germany Russia Ukraine Belarus Bulgaria".split()
def rows(first, count):
    lines = ["No\\tUniversity\\tCountry\\tType of agreement\\tDate"]
    for n in range(first, first + count):
        day = f"{1 + n % 28}.{1 + n % 12}.{1990 + n % 33}"
        lines.append(f"{n}\\t{towns[n % 8]} University {n // 2}\\t{countries[n % 8]}\\tMoU {n % 9}\\t{day}")
    return "\\n".join(lines).encode()
"""
IMPORT = """
answers, is_done = [], threading.Event()
def poll():
    client = Client()
    while not is_done.wait(0.2):
        started = time.perf_counter()
        status = client.get(f"/?x={len(answers)}").status_code
        answers.append((time.perf_counter() - started, status))
    connection.close()
Client().get("/")
beside = threading.Thread(target=poll)
beside.start()
started = time.perf_counter()
AgreementResource().import_file(rows(1, int(sys.argv[1])), "list.tsv")
ended = time.perf_counter()
count = Client().get("/").context["found"].total
first = time.perf_counter() - ended
is_done.set()
beside.join()
print(f"{count:,} rows imported in {ended - started:.1f} s; first page {first:.2f} s after that;"
    f" {len(answers)} answers meanwhile, the slowest {max(answers)[0]:.2f} s, all with {set(s for _, s in answers)}")
"""
WRITERS = """
AgreementResource().import_file(rows(1, 5000), "list.tsv")
keys = list(Agreement.objects.order_by("pk").values_list("pk", flat=True)[:400])
office = Client()
office.force_login(get_user_model().objects.create_superuser("clerk"))
end, done, faults = time.time() + int(sys.argv[1]), {}, []
state = {"number": 10_000_000, "year": 2030, "row": 1_000_000}
def count(what):
    done[what] = done.get(what, 0) + 1
def answered(what, response):
    count(f"{what} {response.status_code}")
    if response.status_code >= 500:
        faults.append(f"{what}: {response.status_code}")
    return response
def read():
    pages = ["/", "/?country=TR", "/?q=lviv", "/?sort=country&page=3", "/statistics/", "/agreements.json?country=PL"]
    answered("read", Client().get(random.choice(pages))).getvalue()
def save():
    agreement = Agreement.objects.get(pk=random.choice(keys[:50]))
    state["number"] += 1
    number = state["number"]
    form = {f"{name}-{part}_FORMS": 0 for name in ("documents", "contacts") for part in ("TOTAL", "INITIAL")}
    form |= {"institution": agreement.institution_id, "agreement_type": agreement.agreement_type_id, "renewal": "none"}
    form |= {"title": f"MoU {number}", "validity": agreement.validity, "is_public": "on"}
    form |= {"signed": "2001", "ends": agreement.ends.isoformat() if agreement.ends else ""}
    form["version"] = agreement.history.first().history_id
    response = answered("save", office.post(f"/admin/partnerships/agreement/{agreement.pk}/change/", form))
    page = f'href="{agreement.get_absolute_url()}"'
    if response.status_code == 302 and page not in Client().get(f"/?q={number}").text:
        faults.append(f"stale: {number}")
def renew():
    chosen = random.sample(keys, 100)
    address = f"/admin/partnerships/agreement/renew/?ids={','.join(map(str, chosen))}"
    state["year"] += 1
    form = {f"end-{key}": state["year"] for key in chosen} | {"renewed_on": "2026-01-01"}
    form["fingerprint"] = office.get(address).context["fingerprint"]
    answered("renew 100", office.post(address, form))
def load():
    state["row"] += 500
    AgreementResource().import_file(rows(state["row"], 300), "some.tsv")
    count("import 300")
def repeated(act):
    def run():
        try:
            while time.time() < end:
                act()
        except Exception:
            faults.append(traceback.format_exc())
        finally:
            connection.close()
    return threading.Thread(target=run)
threads = [repeated(act) for act in [read] * 8 + [save, renew, load]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with connection.cursor() as cursor:
    cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    deadlocks = cursor.fetchone()[0]
print(", ".join(f"{what}: {number}" for what, number in sorted(done.items())))
print(f"deadlocks: {deadlocks}, faults: {len(faults)}", *faults[:3], sep="\\n")
"""


def main(what, *arguments):
    """Make a database and measure."""
    number = int(arguments[0]) if arguments and arguments[0].isdigit() else {"import": 50_000, "writers": 60}[what]
    code = PREPARE + {"import": IMPORT, "writers": WRITERS}[what]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        if "sqlite" in arguments:
            print(python(code, f"sqlite:///{folder}/register.sqlite3", number))
            return
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("PostgreSQL is missing (package postgresql)")
        with postgresql(programs) as database:
            print(python(code, database, number))


if __name__ == "__main__":
    if sys.argv[1:2] not in (["import"], ["writers"]):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
