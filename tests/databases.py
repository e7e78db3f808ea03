"""On which database these tests run, and whether the same ones run on the other at the same time (`tests/run.py`)."""

import os

from django.conf import settings
from django.db import connection

BOTH_DATABASES = os.environ.get("BOTH_DATABASES") == "1"
PART = os.environ.get("PART_OF_TESTS", "")  # "database": what asks one; "rest": browsers', and what asks none; "": all
IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def keep_numbers_of_tests_free():
    """Let PostgreSQL give large register numbers: its sequence goes on after a test that is rolled back."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('partnerships_registernumber', 'number'), 100000)")
