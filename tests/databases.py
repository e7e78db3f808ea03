"""On which database these tests run, and whether the same ones run on the other at the same time (`tests/run.py`)."""

import os

from django.conf import settings

BOTH_DATABASES = os.environ.get("BOTH_DATABASES") == "1"
IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
