"""A database of SQLite in a file, by its own online backup."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from partnerships.public.listing import triggers

from .failures import BackupFailed, BackupRefused

ALIAS = "backup"  # under which a copy is asked
IS_BUSY = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED


def copy_to(path: Path, without_rows: Iterable[str]) -> None:
    """Write the database, as it is at one moment, to an empty file at a `path`; whoever writes to it goes on.

    The rows that are left out are overwritten in the copy. Raises BackupFailed where the copy is not sound.
    """
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # all in one file
            copy.execute("PRAGMA secure_delete = ON")
            for table in without_rows:
                copy.execute(f'DELETE FROM "{table}"')
            require_sound(copy)
    except sqlite3.Error as error:
        raise BackupFailed(f"The database cannot be copied: {error}.") from None


def require_sound(copy: sqlite3.Connection) -> None:
    """Raise BackupFailed where SQLite finds a copy broken."""
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupFailed(f"The database is broken: {' '.join(found.split())}.")


@contextmanager
def opened(path: Path) -> Iterator[str]:
    """Yield the alias under which Django asks the copy at a `path`."""
    values = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    complete = connections.configure_settings({"default": {}, ALIAS: values})[ALIAS]
    connections[ALIAS] = DatabaseWrapper(complete, ALIAS)
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]


def bring_up_to_date(path: Path) -> None:
    """Apply to the copy at a `path` the migrations that it lacks, and make its triggers, where they are not there.

    In a process of its own: a migration may ask the database that the settings name.
    """
    with opened(path) as using:
        executor = MigrationExecutor(connections[using])
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()) and not triggers.missing(using):
            return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}", "REPLICA_URLS": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise BackupFailed(f"The backup cannot be brought up to date: {last}.")
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")


def put_in_place(path: Path) -> None:
    """Write the copy at a `path` into the database of the register, all or nothing."""
    connection.close()
    try:
        with (
            closing(sqlite3.connect(path)) as copy,
            closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as target,
        ):
            copy.backup(target, progress=require_free)
    except sqlite3.Error as error:
        raise BackupFailed(f"The database cannot be written: {error}.") from None


def require_free(status: int, _remaining: int, _total: int) -> None:
    """Raise BackupRefused where somebody else writes to the database, which has been waited for."""
    if status in IS_BUSY:
        raise BackupRefused("Somebody writes to the database; stop the servers and restore again.")
