"""Whether the register can do all of its work, check by check."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from partnerships.models import Backup
from partnerships.public.listing import triggers
from partnerships.renewals.sending import MISSED, is_late, last_runs
from partnerships.replicas.servers import is_primary_gone, standbys_fault

LEAST_FREE = 500 * 2**20  # bytes on the disk of DATA_DIR
PATIENCE = 1  # seconds that the check of SQLite waits for somebody else who writes


class Check(NamedTuple):
    """One check: its name, whether all is well, and a sentence about it."""

    name: str
    is_well: bool
    sentence: str


def readiness() -> list[Check]:
    """Return all checks; those that ask the database are left out where it does not answer."""
    database = checked("database", database_fault)
    found = [database, checked("disk", disk_fault)]
    if settings.STANDBYS:
        found.append(checked("standbys", standbys_fault))
    if database.is_well:
        migrations = checked("migrations", migrations_fault)
        found.append(migrations)
        if migrations.is_well:
            found += [checked(name, fault) for name, fault in OF_RECORDS.items()]
    return found


def checked(name: str, fault: Callable[[], str]) -> Check:
    """Return the Check of that name; `fault` returns what is wrong in a sentence, or nothing."""
    try:
        sentence = fault()
    except Error:
        sentence = "The database does not answer."
    return Check(name, not sentence, sentence or "ok")


def database_fault() -> str:
    """Say so where the database does not answer, or nothing can be written to it."""
    if is_primary_gone():  # which is known, so that no monitor waits for it
        return "The database does not answer."
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW transaction_read_only")
            return "The database can only be read." if cursor.fetchone() == ("on",) else ""
        cursor.execute("PRAGMA database_list")
        return sqlite_fault(Path(cursor.fetchone()[2]))


def sqlite_fault(path: Path) -> str:
    """Say so where nothing can be written to the SQLite file at a `path`; one that somebody writes to now is well."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as other:
            other.execute("BEGIN IMMEDIATE")  # closing it takes this back
    except sqlite3.DatabaseError as error:
        return "" if "locked" in str(error) else "The database can only be read."
    return ""


def migrations_fault() -> str:
    """Say so where migrations of this code have not been applied."""
    is_migrated = last_migrations() <= set(MigrationRecorder(connection).applied_migrations())
    return "" if is_migrated else "The database has not been migrated."


@cache
def last_migrations() -> set[tuple[str, str]]:
    """Return the last migration of each app, which those before it precede."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def disk_fault() -> str:
    """Say so where files cannot be written, or little room is left for them."""
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return "Nothing can be written to DATA_DIR."
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free >= LEAST_FREE else f"The disk of DATA_DIR has {free // 2**20} MB left."


def triggers_fault() -> str:
    """Say so where the database lacks triggers."""
    missing = triggers.missing(DEFAULT_DB_ALIAS)
    return "The database lacks triggers, so pages may be out of date." if missing else ""


def reminders_fault() -> str:
    """Say so where reminders are sent, and a daily run was missed."""
    last, _latest = last_runs()
    if not settings.OFFICE_EMAIL or not is_late(last):
        return ""
    if last:
        return f"The last complete run of the reminders began at {last.started_at:%Y-%m-%d %H:%M} UTC."
    return "The reminders have never run." if installed_at() < timezone.now() - MISSED else ""


def backup_fault() -> str:
    """Say so where the last backup is old, or none was made."""
    last = Backup.last()
    if last:
        return f"The last backup was made at {last.made_at:%Y-%m-%d %H:%M} UTC." if last.is_old() else ""
    days = settings.BACKUP_WARNING_DAYS
    is_missing = days > 0 and installed_at() < timezone.now() - timedelta(days=days)
    return "No backup has been made yet." if is_missing else ""


def installed_at() -> datetime:
    """Return when the first migration was applied: what is done daily is not late on the first day."""
    first = MigrationRecorder(connection).migration_qs.aggregate(at=Min("applied"))["at"]
    return first or timezone.now() - timedelta(days=36500)


OF_RECORDS = {"triggers": triggers_fault, "reminders": reminders_fault, "backup": backup_fault}
