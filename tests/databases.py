"""On which database these tests run, and whether the same ones run on the other at the same time (`tests/run.py`)."""

import os
from pathlib import Path

from django.db import connection

BOTH_DATABASES = os.environ.get("BOTH_DATABASES") == "1"
PART = os.environ.get("PART_OF_TESTS", "")  # "database": what asks one; "rest": browsers', and what asks none; "": all
SHARED = os.environ.get("SHARED_WITH_TESTS")  # a folder of all processes of a run
MIGRATED = Path(SHARED or "/nowhere", "migrated.sqlite3")  # an empty register, once one of them has migrated it
IS_POSTGRESQL = connection.vendor == "postgresql"
KEEPS_DATABASE = BOTH_DATABASES or not IS_POSTGRESQL  # it goes with the server of the run, or with a folder


def keep_numbers_of_tests_free():
    """Let PostgreSQL give large register numbers: its sequence goes on after a test that is rolled back."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('partnerships_registernumber', 'number'), 100000)")


def migrate_in_a_copy():
    """Make the tests' database in a copy of this process, with which the models of all migrations go.

    They take more memory than all else, and each sandbox, another copy, would have to be given it, too. Where this
    fails, the process itself migrates what is left, and says why that fails.
    """
    child = os.fork()
    if child == 0:
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def share_migrated():
    """Put a copy of the migrated SQLite of this process where the others find it."""
    if SHARED and not IS_POSTGRESQL and not MIGRATED.exists():
        part = MIGRATED.with_suffix(".part")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        part.rename(MIGRATED)
