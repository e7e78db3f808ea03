#!/usr/bin/env python3
"""How the office's first page, its list and the reminders bear a large register.

    .venv/bin/python benchmarks/office_speed.py [AGREEMENTS]

Fills a PostgreSQL of its own with 121 and with AGREEMENTS agreements (100,000 unless told), and prints for each page
the queries and the time as a ratio to that with 121; and the time and peak memory of `send_reminders` for 20 people.
"""

import os
import subprocess
import sys
import tempfile

from import_speed import ROOT, manage
from run import postgresql, postgresql_programs

MEASURE = """
import datetime, resource, sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection, reset_queries
from django.test import Client
from django.conf import settings
from partnerships.importing.bulk import insert
from partnerships.models import Agreement, AgreementType, Institution
settings.ALLOWED_HOSTS = ["*"]
count = int(sys.argv[1])
User = get_user_model()
people = [User.objects.create_user(f"p{n}", email=f"p{n}@example.org", is_staff=True) for n in range(20)]
admin = User.objects.create_superuser("admin")
kind = AgreementType.objects.create(name="MoU", slug="mou")
institutions = [Institution(name=f"University {n}", country="PL", slug=f"u{n}") for n in range(max(1, count // 2))]
insert(Institution, institutions)
today, agreements = datetime.date.today(), []
for n in range(count):
    ends = today + datetime.timedelta(days=n % 3650 - 400)
    agreements.append(Agreement(institution=institutions[n % len(institutions)], agreement_type=kind, title="MoU",
        signed_on=datetime.date(1990 + n % 30, 1, 1), signed_precision="year", ends_on=ends, ends_precision="day",
        validity="fixed", responsible=people[n % 20], number=n))
insert(Agreement, agreements)
del agreements, institutions
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
client = Client()
client.force_login(admin)
for path in ("/admin/", "/admin/partnerships/agreement/"):
    client.get(path)
    times = []
    for _ in range(5):
        connection.force_debug_cursor = True
        reset_queries()
        started = time.perf_counter()
        assert client.get(path).status_code == 200
        times.append(time.perf_counter() - started)
        queries = len(connection.queries)
    print(queries, sorted(times)[2])
connection.force_debug_cursor = False
from django.core.mail import get_connection
from partnerships.renewals import reminders
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
settings.OFFICE_EMAIL = "office@example.org"
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.perf_counter()
sent, failed = reminders.send(today)
print(len(sent), time.perf_counter() - started)
"""


def measured(database, count):
    """Queries and seconds of the two pages, and messages and seconds of the reminders."""
    manage(database, "migrate", "--verbosity", "0")
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(count)],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [line.split() for line in done.stdout.splitlines() if line]


def main(count):
    """Measures with 121 agreements and with many, and prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("PostgreSQL is missing (package postgresql)")
        with postgresql(programs) as small, postgresql(programs) as large:
            few, many = measured(small, 121), measured(large, count)
    print("| page | queries | ms with 121 | ratio with", f"{count:,} |")
    print("| --- | --- | --- | --- |")
    for name, one, other in zip(("worklist", "agreement list"), few, many, strict=False):
        print(f"| {name} | {other[0]} | {float(one[1]) * 1000:.0f} | {float(other[1]) / float(one[1]):.1f} |")
    print(f"\nReminders for {count:,} agreements and 20 people: {many[2][0]} messages in {float(many[2][1]):.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
