#!/usr/bin/env python3
"""How quick the office's first page, its list and the reminders are with a large register.

    .venv/bin/python benchmarks/office_speed.py [AGREEMENTS]

Fills a PostgreSQL of its own with 121 and with AGREEMENTS agreements (100,000 unless told), and prints for each page
the queries and the time as a ratio to that with 121; and the time and peak memory of `send_reminders` for 20 people.
The time of a page is what the processors spend on it, here and in the database, so that other work does not count.
"""

import os
import subprocess
import sys
import tempfile

from import_speed import ROOT, manage
from run import postgresql, postgresql_programs

MEASURE = """
import datetime, pathlib, random, sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection, reset_queries
from django.test import Client
from django.conf import settings
from partnerships.bulk_insert import insert
from partnerships.models import Agreement, AgreementType, Institution
settings.ALLOWED_HOSTS = ["*"]
count, chance, today = int(sys.argv[1]), random.Random(1), datetime.date.today()
User = get_user_model()
staff = [User.objects.create_user(f"p{n}", email=f"p{n}@example.org", is_staff=True) for n in range(20)]
admin = User.objects.create_superuser("admin")
kinds = [AgreementType.objects.create(name=name, slug=name.lower()) for name in ("MoU", "Protocol", "Exchange")]
countries = "PL TR DE RU FR CN KZ UZ GE IT ES RO BG UA LT LV EE CZ HU SK".split()
institutions = [
    Institution(name=f"University {n}", country=chance.choice(countries), slug=f"u{n}")
    for n in range(max(1, count // 2))
]
insert(Institution, institutions)
agreements = []
for n in range(count):
    one = Agreement(institution=institutions[n % len(institutions)], agreement_type=kinds[n % 3], number=n,
        title=kinds[n % 3].name, responsible=staff[n % 20])
    if n % 20:
        one.signed_on, one.signed_precision = today - datetime.timedelta(days=chance.randrange(12000)), "day"
    if n % 10 < 8:
        one.ends_on, one.ends_precision = today + datetime.timedelta(days=chance.randrange(-400, 3650)), "day"
        one.validity, one.notice_months = "fixed", (None, None, 3, 6, 1, 12)[n % 6]
        one.renewal = ("none", "none", "on-request", "automatic")[n % 4]
    elif n % 10 == 8:
        one.validity = "open-ended"
    if n % 10 > 5:  # most of those without an end, and some others, have a next review; one in ten of them is overdue
        one.review_on = today + datetime.timedelta(days=chance.randrange(-70, 700))
    agreements.append(one)
insert(Agreement, agreements)
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself a minute after an import
client = Client()
client.force_login(admin)
with connection.cursor() as cursor:
    cursor.execute("SET max_parallel_workers_per_gather = 0")  # so that one process does all that is counted
    cursor.execute("SELECT pg_backend_pid()")
    clock = pathlib.Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
def spent():
    return time.process_time() + int(clock.read_text().split()[0]) / 1e9
def timed(path, before=lambda: None):
    times = []
    for _ in range(21):
        before()
        started = spent()
        assert client.get(path).status_code == 200
        times.append(spent() - started)
    return sorted(times)[10]
def change():
    one = Agreement.objects.get(number=7)
    one.scope = str(time.time())
    one.save()
for path in ("/admin/", "/admin/partnerships/agreement/"):
    client.get(path)
    usual = timed(path)
    connection.force_debug_cursor = True
    reset_queries()
    client.get(path)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    print(queries, usual, timed(path, change))
"""
REMIND = """
import datetime, resource, sys, time
import django
django.setup()
from django.conf import settings
from partnerships.renewals import sending
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
settings.OFFICE_EMAIL, settings.HEAD_EMAIL = "office@example.org", "head@example.org"
started = time.perf_counter()
sent, failed = sending.send(datetime.date.today())
print(len(sent), time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measured(database, count):
    """Return the queries and seconds of the two pages, and messages, seconds and peak megabytes of the reminders."""
    manage(database, "migrate", "--verbosity", "0")
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    lines = []
    for script in (MEASURE, REMIND):  # the reminders in a process of their own, whose memory is theirs
        done = subprocess.run(
            [sys.executable, "-c", script, str(count)],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        lines += [line.split() for line in done.stdout.splitlines() if line]
    return lines


def main(count):
    """Measure with 121 agreements and with many, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("PostgreSQL is missing (package postgresql)")
        with postgresql(programs) as small, postgresql(programs) as large:
            few, many = measured(small, 121), measured(large, count)
    print("| page | queries | ms with 121 | ratio with", f"{count:,} | the first after a change |")
    print("| --- | --- | --- | --- | --- |")
    for name, one, other in zip(("worklist", "agreement list"), few, many, strict=False):
        usual, changed = (float(other[column]) / float(one[column]) for column in (1, 2))
        print(f"| {name} | {other[0]} | {float(one[1]) * 1000:.0f} | {usual:.1f} | {changed:.1f} |")
    messages, seconds, megabytes = many[2]
    print(f"\nReminders for {count:,} agreements and 20 people: {messages} messages,", end=" ")
    print(f"{float(seconds):.1f} s, {megabytes} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
