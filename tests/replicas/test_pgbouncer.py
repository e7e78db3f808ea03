"""The register behind PgBouncer in transaction mode, where each transaction may have another connection."""

import shutil
import subprocess
import sys

import pytest

from tests.clusters import pooler

from .conftest import AGREEMENTS, ROOT

WORK = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from partnerships.models import Agreement
from partnerships.renewals.sending import run_lock
def use(number):
    client, found = Client(), []
    for turn in range(3):
        Agreement.objects.filter(register_number=number + 1).update(scope=str(turn))  # listed by the next reader
        found.append(client.get(f"/?q={number}{turn}").status_code)
        found += [sum(1 for _each in Agreement.objects.iterator(chunk_size=5))]
    connections.close_all()
    return found
with ThreadPoolExecutor(6) as threads:
    print(sorted(set(sum(threads.map(use, range(6)), []))))
with run_lock() as is_free, run_lock() as is_free_again:
    print(is_free, is_free_again)
with run_lock() as is_free:
    print(is_free)
call_command("send_reminders", verbosity=0)
client = Client()
print(client.login(username="office", password="correct horse battery"), client.get("/admin/").status_code)
def limit(number):
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        found = cursor.fetchone()[0]
    connections.close_all()
    return found
with ThreadPoolExecutor(6) as threads:
    print(set(threads.map(limit, range(12))))
"""


def test_the_register_works_behind_a_pooler_of_transactions(servers, session, environment):
    if not shutil.which("pgbouncer"):
        pytest.skip("PgBouncer is missing (package pgbouncer)")
    with pooler(servers[0]) as address, pooler(servers[1]) as standby:
        behind = environment | {
            "DATABASE_URL": address,
            "REPLICA_URLS": standby,
            "ALLOWED_HOSTS": "testserver",
            "EMAIL_URL": "dummymail://",
            "OFFICE_EMAIL": "office@example.org",
        }
        worked = subprocess.run([sys.executable, "-c", WORK], cwd=ROOT, env=behind, capture_output=True, text=True)

    said = [f"[{AGREEMENTS}, 200]", "True False", "True", "0 messages sent, 0 failed.", "True 200", "{'0'}"]
    assert worked.stdout.splitlines() == said, worked.stderr
