"""On which database these tests run, and whether the same ones run on the other at the same time (`tests/run.py`)."""

import os
from pathlib import Path

from django.db import connection

BOTH_DATABASES = os.environ.get("BOTH_DATABASES") == "1"
PART = os.environ.get("PART_OF_TESTS", "")  # "database": what asks one; "rest": browsers', and what asks none; "": all
SHARED = os.environ.get("SHARED_WITH_TESTS")  # a folder of all processes of a run
MIGRATED = Path(SHARED or "/nowhere", "migrated.sqlite3")  # an empty register, once one of them has migrated it
IS_POSTGRESQL = connection.vendor == "postgresql"


def keep_numbers_of_tests_free():
    """Let PostgreSQL give large register numbers: its sequence goes on after a test that is rolled back."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('partnerships_registernumber', 'number'), 100000)")


def share_migrated():
    """Put a copy of the migrated SQLite of this process where the others find it."""
    if SHARED and not IS_POSTGRESQL and not MIGRATED.exists():
        part = MIGRATED.with_suffix(".part")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        part.rename(MIGRATED)
