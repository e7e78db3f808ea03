"""A register that an earlier version filled says the same after all later migrations.

The databases are dumps of version 0.2.0, filled by `fill.py` of this folder, with what they said beside them.
"""

import gzip
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.databases import IS_POSTGRESQL

FOLDER = Path(__file__).parent
FACTS = json.loads((FOLDER / "0.2.0.json").read_text(encoding="utf-8"))


@contextmanager
def restored_sqlite(folder):
    """Yield the address of a database as 0.2.0 left it."""
    (folder / "register.sqlite3").write_bytes(gzip.decompress((FOLDER / "0.2.0.sqlite3.gz").read_bytes()))
    yield f"sqlite:///{folder}/register.sqlite3"


@contextmanager
def restored_postgresql(_folder):
    """Yield the address of such a database in the server of the tests; it goes at the end."""
    server = settings.DATABASES["default"]
    parts = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    name = f"upgrade_{os.getpid()}"
    with psycopg.connect(**parts, dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            with psycopg.connect(**parts, dbname=name) as restored:
                restored.execute(gzip.decompress((FOLDER / "0.2.0.postgresql.sql.gz").read_bytes()).decode())
            password = f":{server['PASSWORD']}" if server["PASSWORD"] else ""
            yield f"postgres://{server['USER']}{password}@{server['HOST']}:{server['PORT']}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """Return what the register says after it was brought up to this version."""
    folder = tmp_path_factory.mktemp("upgraded")
    with (restored_postgresql if IS_POSTGRESQL else restored_sqlite)(folder) as address:
        run = subprocess.run(
            [sys.executable, FOLDER / "upgraded.py", *FACTS["rows"]],
            env=os.environ | {"DATABASE_URL": address, "DATA_DIR": str(folder), "BASE_URL": "http://localhost"},
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def as_before(rows):
    """Return `rows` without the register numbers of agreements that had no number in a source list."""
    numbers = {row[0] for row in FACTS["agreements"]}
    return sorted([row[0] if row[0] in numbers else "", *row[1:]] for row in rows)


@pytest.mark.django_db
class TestUpgradeOf020:
    """All ask one process, which migrates once; the mark says that they run on both databases."""

    def test_every_agreement_says_the_same(self, upgraded):
        assert len(FACTS["agreements"]) == 122
        assert as_before(upgraded["agreements"]) == FACTS["agreements"]

    def test_no_record_and_no_line_of_history_is_lost(self, upgraded):
        assert upgraded["rows"] == FACTS["rows"]
        assert {name: count >= FACTS["history"][name] for name, count in upgraded["history"].items()} == {
            "Agreement": True,
            "Institution": True,
        }

    def test_what_was_written_beside_agreements_is_there(self, upgraded):
        assert upgraded["unit"] == ["Faculty of Law", "Faculty of Law", "Chemistry"]
        assert upgraded["renewal"] == ["31 December 2090", "31 December 2095", "31 December 2095"]
        assert upgraded["document"] == ["scan.pdf"]

    def test_documents_get_a_first_line_of_history_and_those_of_renewals_their_kind(self, upgraded):
        assert upgraded["evidence"] == [["annex.pdf", "+", "aygun"], ["scan.pdf", "+", "aygun"]]
        assert upgraded["kinds"] == {"annex.pdf": "renewal", "scan.pdf": "other"}
        assert upgraded["begun"] == [True, True]  # on the day that they were uploaded
        assert upgraded["contacts"] == [["Ayşe Yılmaz", "~", None], ["Ivan Petrov", "~", None]]

    def test_nothing_is_broken(self, upgraded):
        assert upgraded["check_register"] == "All goes together."
        assert (upgraded["public"], upgraded["office"]) == ({}, {})

    def test_migrating_again_does_nothing(self, upgraded):
        assert upgraded["nothing_again"]
