"""Restore a backup into an empty register: all of it, or nothing."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.executor import MigrationExecutor

from partnerships.public.listing import triggers

from . import folders, manifest, moving, postgresql, sqlite
from .failures import BackupFailed, BackupRefused
from .manifest import DATABASES, FILES, Manifest
from .tables import UNFINISHED, count, existing, records

WORK = "restore-"  # begins the name of the folder in DATA_DIR in which a copy is brought up to date
BUSY = "Another restore is under way; this one did nothing."


def restore(folder: Path, *, is_dry_run: bool = False) -> Manifest:
    """Restore the backup in a `folder` into the register, which must be empty; return its manifest.

    With `is_dry_run` it is only checked. Raises BackupRefused where the backup is spoilt or too new, or the register is
    not empty, and BackupFailed where it cannot be carried out; the register is empty then.
    """
    found = manifest.read(folder)
    manifest.check(folder, found)
    if is_dry_run:
        return found
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with failing_in_a_sentence(), folders.locked(settings.DATA_DIR / "restore.lock", BUSY):
        require_fitting(found)
        require_empty()
        with placed_files(folder, found):
            write_database(folder / DATABASES[found.database], found)
    ContentType.objects.clear_cache()
    return found


@contextmanager
def failing_in_a_sentence() -> Iterator[None]:
    """Raise BackupFailed for what the disk or the database does not do."""
    try:
        yield
    except (OSError, Error, sqlite3.Error, CommandError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or " ".join(str(error).split())
        raise BackupFailed(f"The backup cannot be restored: {reason}. Nothing was restored.") from None


def require_fitting(found: Manifest) -> None:
    """Raise BackupRefused where the database of a backup cannot be written into that of the register."""
    if found.database != connection.vendor and connection.vendor != "postgresql":
        raise BackupRefused("A backup of PostgreSQL is restored into PostgreSQL; set DATABASE_URL to one.")


def require_empty() -> None:
    """Raise BackupRefused where the register holds records, other than those of a restore that was broken off."""
    held = {} if UNFINISHED in existing(DEFAULT_DB_ALIAS) else records()
    if held:
        said = ", ".join(f"{label}: {number}" for label, number in held.items())
        raise BackupRefused(f"The register is not empty ({said}); restore into an empty one.")


@contextmanager
def placed_files(folder: Path, found: Manifest) -> Iterator[None]:
    """Store the files of a backup; remove them where the block fails.

    A file that is stored already stays, if it is the same, as a restore that was killed may have left it.
    """
    lacking = [name for name in found.stored if not is_stored(name, folder / FILES / name)]
    placed: list[str] = []
    try:
        for name in lacking:
            with (folder / FILES / name).open("rb") as file:
                placed.append(default_storage.save(name, File(file)))
            if placed[-1] != name:
                raise BackupFailed(f"The file {name} cannot be stored under its name; the register is empty.")
        os.sync()
        yield
    except BaseException:
        for name in placed:
            with suppress(OSError):
                default_storage.delete(name)
        raise


def is_stored(name: str, copy: Path) -> bool:
    """Return whether a file of that name is stored, the same as a `copy`; remove one that is only its beginning.

    Raises BackupRefused where it is another.
    """
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as stored, copy.open("rb") as file:
        while part := stored.read(2**20):
            if file.read(len(part)) != part:
                raise BackupRefused(f"Another file {name} is stored already; restore into an empty folder of files.")
        is_whole = not file.read(1)
    if not is_whole:
        default_storage.delete(name)
    return is_whole


def write_database(path: Path, found: Manifest) -> None:
    """Write the database of a backup, at a `path`, into that of the register, brought up to date."""
    if found.database == "postgresql":
        write_postgresql(path, found)
        return
    for left in settings.DATA_DIR.glob(f"{WORK}*/"):  # by one that was killed
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=settings.DATA_DIR) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        with sqlite.opened(copy) as using:
            require_counts(found, using)
        sqlite.bring_up_to_date(copy)
        if connection.vendor == "sqlite":
            require_empty()
            sqlite.put_in_place(copy)
        else:
            if UNFINISHED in existing(DEFAULT_DB_ALIAS):
                postgresql.make_room(found.tables)
            call_command("migrate", verbosity=0)
            with sqlite.opened(copy) as using:
                moving.move(using)
            postgresql.finish()


def write_postgresql(path: Path, found: Manifest) -> None:
    """Write a dump of PostgreSQL into the register; where that fails, leave a database without tables."""
    try:
        postgresql.make_room(found.tables)
        postgresql.load(path)
        require_counts(found, DEFAULT_DB_ALIAS)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or triggers.missing(DEFAULT_DB_ALIAS):
            call_command("migrate", verbosity=0)
        postgresql.finish()
    except BaseException:
        with suppress(Error):  # the first error is to be said; where this one fails too, the note stays
            postgresql.make_room(found.tables)
            postgresql.finish()
        raise


def require_counts(found: Manifest, using: str) -> None:
    """Raise BackupFailed where a table has not as many rows as the manifest says."""
    tables = existing(using)
    for table, number in found.tables.items():
        has = count(table, using) if table in tables else 0
        if has != number:
            raise BackupFailed(f"The table {table} has {has} rows instead of {number}; take another backup.")
